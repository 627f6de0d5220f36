import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ESLint } from 'eslint';

/** Each line must be refused by a rule of ours wherever it stands in `src`. */
const REFUSED = [
  "import { styleMap } from 'lit/directives/style-map.js'; export { styleMap };",
  "import { unsafeHTML } from 'lit/directives/unsafe-html.js'; export { unsafeHTML };",
  "import { html } from 'lit'; export const a = html`<p style=${'color:red'}></p>`;",
  'import { html } from \'lit\'; export const a = html`<p style="color:red"></p>`;',
  "import { html } from 'lit'; export const a = html`<style>p { color: red }</style>`;",
  'import { html } from \'lit\'; export const a = html`<p onclick="alert(1)"></p>`;',
  'export const a = (node: Element, text: string) => { node.innerHTML = text; };',
  'export const a = (node: Element) => node.outerHTML;',
  "export const a = (node: Element) => { node.insertAdjacentHTML('beforeend', ''); };",
  'export const a = () => new DOMParser();',
  "export const a = () => document.write('');",
  "export const a = (text: string) => text.replaceAll('a', 'b');",
  "export const a = (value: object) => Object.hasOwn(value, 'a');",
  'export const a = () => AbortSignal.timeout(1);',
  'export const a = (set: Set<string>) => Array.from(set);',
  'export enum A { B }',
];

const FINE = 'import { html } from \'lit\';\nexport const a = (text: string) => html`<p class="styled">${text}</p>`;\n';

describe('lint', () => {
  const eslint = new ESLint({
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null, program: null } } },
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-syntax',
  });
  const complaints = async (code: string) => {
    const [result] = await eslint.lintText(code, { filePath: 'src/base/own.ts' });
    return result!.messages.map((message) => message.ruleId ?? message.message);
  };

  for (const code of REFUSED) {
    it(`refuses ${code}`, async () => {
      assert.ok((await complaints(code)).includes('no-restricted-syntax'), String(await complaints(code)));
    });
  }

  it('allows an honest template', async () => {
    assert.deepEqual(await complaints(FINE), []);
  });
});
