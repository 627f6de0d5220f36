/**
 * Cuts the drop-in's own copies of Lit and zod off from the page's globals, at build time.
 *
 * `<a id="litHtmlVersions">` anywhere in a page makes stock lit-html throw while loading, because the page's named
 * elements are globals; so do eight more names. Here every `globalThis` inside Lit and zod becomes a private object
 * that has only what they need, and Lit's Trusted Types policy is our own, `page-furniture`: the name `lit-html`
 * belongs to the publisher's copy. Also mends what pages do to built-ins: `Object.fromEntries`, which zod's enums need, may
 * be gone, and zod's `for…in` must not meet what old scripts add to `Object.prototype`.
 */
import type { Plugin } from 'vite';

const PRIVATE = 'virtual:private-global';
const RESOLVED = `\0${PRIVATE}`;
const LIBRARIES = /[\\/]node_modules[\\/](?:@lit[\\/]|lit[\\/]|lit-html[\\/]|lit-element[\\/]|zod[\\/])/;

/** The source of the private global. Plain JavaScript: it is a module of the bundle, not of the project. */
const SOURCE = `
const page = globalThis;
const key = Symbol.for('page-furniture');

// Another copy of this script may have made the policy already: a name can be taken only once.
function policy() {
  const types = page.trustedTypes;
  if (typeof types?.createPolicy !== 'function') return undefined;
  try {
    if (!page[key]) Object.defineProperty(page, key, { value: {}, configurable: true, writable: true });
    return page[key].policy ??= types.createPolicy('page-furniture', {
      createHTML: (html) => html,
      // Data blocks only: what is JSON does nothing as a script.
      createScript: (text) => (JSON.parse(text), text),
      // Workers of the page's own site only.
      createScriptURL: (path) => path.replace(/^\\/*/, page.origin + '/'),
    });
  } catch {
    return undefined;
  }
}

const made = policy();
export const fromEntries = (entries) => {
  const object = {};
  for (const [name, value] of entries) object[name] = value;
  return object;
};
const { propertyIsEnumerable } = Object.prototype;
export const isAdded = (name) => propertyIsEnumerable.call(Object.prototype, name);
export const scope = {
  ShadowRoot: page.ShadowRoot,
  trustedTypes: made && { createPolicy: () => made, emptyScript: page.trustedTypes.emptyScript },
};
`;

export function isolateLibraries(): Plugin {
  return {
    name: 'isolate-libraries',
    enforce: 'pre',
    resolveId: (id) => (id === PRIVATE ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? SOURCE : undefined),
    transform(code, id) {
      if (!LIBRARIES.test(id) || !/\bglobalThis\b|Object\.fromEntries\b|\bin /.test(code)) return undefined;
      const isolated = code
        .replace(/\bglobalThis\b/g, '__scope')
        // Lit puts this on `globalThis` and reads it as a bare name.
        .replace(/(?<![.\w$])litPropertyMetadata\b/g, '__scope.litPropertyMetadata')
        .replace(/\bObject\.fromEntries\b/g, '__fromEntries')
        .replace(/for \(const (\w+) in ([^{}]+)\) \{/g, 'for (const $1 in $2) { if (__isAdded($1)) continue;');
      return {
        code: `import { scope as __scope, fromEntries as __fromEntries, isAdded as __isAdded } from '${PRIVATE}';${isolated}`,
        map: null,
      };
    },
  };
}
