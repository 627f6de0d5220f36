import { shared } from './shared.ts';

interface Policy {
  createScript?(text: string): string;
}
interface Factory {
  createPolicy(name: string, rules: object): Policy;
}

/** The drop-in's rules (tools/isolate), for pages that have no drop-in: one that comes later shares this policy. */
const RULES = { createHTML: (html: string) => html, createScript: onlyJson };

/**
 * The text of a JSON data block (`<script type="application/ld+json">`) for a page that enforces Trusted Types: browsers
 * ask for a trusted text before they look at the type. Our policy makes nothing but JSON, which does nothing as a script.
 *
 * @returns `json` itself where nobody enforces, or where our policy is not allowed.
 * @throws {SyntaxError} If `json` is not JSON.
 */
export function trustedJson(json: string): string {
  const page = shared() as { policy?: Policy | undefined };
  try {
    const { trustedTypes } = globalThis as { trustedTypes?: Factory };
    // The drop-in has made the policy already; see tools/isolate.
    page.policy ??= trustedTypes?.createPolicy('page-furniture', RULES);
  } catch {
    // The name is taken by another copy, or not allowed.
  }
  return page.policy?.createScript ? page.policy.createScript(json) : onlyJson(json);
}

function onlyJson(text: string): string {
  JSON.parse(text);
  return text;
}
