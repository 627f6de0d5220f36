import { shared } from './shared.ts';

interface Policy {
  createScript?(text: string): string;
  createScriptURL?(url: string): string;
}
interface Factory {
  createPolicy(name: string, rules: object): Policy;
}

/** The drop-in's rules (tools/isolate), for pages that have no drop-in: one that comes later shares this policy. */
const RULES = { createHTML: (html: string) => html, createScript: onlyJson, createScriptURL: onlyOwn };

/**
 * The text of a JSON data block (`<script type="application/ld+json">`) for a page that enforces Trusted Types: browsers
 * ask for a trusted text before they look at the type. Our policy makes nothing but JSON, which does nothing as a script.
 *
 * @returns `json` itself where nobody enforces, or where our policy is not allowed.
 * @throws {SyntaxError} If `json` is not JSON.
 */
export function trustedJson(json: string): string {
  const policy = policyOfPage();
  return policy?.createScript ? policy.createScript(json) : onlyJson(json);
}

/**
 * The address of a worker for a page that enforces Trusted Types. Our policy makes nothing but addresses of the page's own
 * site.
 *
 * @returns The absolute address.
 */
export function trustedWorker(path: string): string {
  const policy = policyOfPage();
  // The policy may be an older copy's, which knew no workers.
  return policy?.createScriptURL ? policy.createScriptURL(path) : onlyOwn(path);
}

function policyOfPage(): Policy | undefined {
  const page = shared() as { policy?: Policy | undefined };
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: Factory };
    // The drop-in has made the policy already; see tools/isolate.
    page.policy ??= trustedTypes?.createPolicy('page-furniture', RULES);
  } catch {
    // The name is taken by another copy, or not allowed.
  }
  return page.policy;
}

function onlyJson(text: string): string {
  JSON.parse(text);
  return text;
}

function onlyOwn(path: string): string {
  return path.replace(/^\/*/, `${location.origin}/`);
}
