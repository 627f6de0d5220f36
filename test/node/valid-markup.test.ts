/** What we write and what we show others to write is valid HTML, to a validator that is not ours. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

import { exportAs } from '../../src/article-attribution/exporting/export.ts';
import { registerLocale } from '../../src/base/messages.ts';
import type { LocaleWords } from '../../src/base/shared.ts';
import { ARTICLES, everywhere, PAGE } from '../support/articles.ts';
import { readCorpus, type CorpusCase } from '../support/corpus.ts';
import { snippetsOf } from '../support/snippets.ts';

const root = new URL('../../', import.meta.url);
const LANGUAGES = readdirSync(new URL('src/locales/', root)).map((file) => file.replace(/\.ts$/, ''));
const DOCUMENTS = ['README.md', ...readdirSync(new URL('docs/', root)).map((file) => `docs/${file}`)];

// How a tag is spelled is the formatter's business, and HTML has a default for every type.
const STYLE = ['doctype-style', 'void-style', 'no-implicit-button-type', 'no-implicit-input-type'];
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    elements: ['html5'],
    rules: Object.fromEntries(STYLE.map((rule) => [rule, 'off'])),
  }),
);

/** What is wrong with some HTML, and where. */
async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => {
      const start = Math.max(0, column - 40);
      return `${ruleId}: ${message} in ${html.split('\n')[line - 1]?.slice(start, start + 120)}`;
    }),
  );
}

describe('a validator of HTML', () => {
  const wrong = {
    'no-implicit-close': '<p>One<div>two</div>',
    'no-dup-attr': '<p lang="de" lang="en">x</p>',
    'wcag/h37': '<img src="quay.jpg">',
    'element-permitted-content': '<ul><p>x</p></ul>',
    'attribute-allowed-values': '<p dir="up">x</p>',
    'close-order': '<article-attribution><p>x',
    deprecated: '<center>x</center>',
  };
  for (const [rule, html] of Object.entries(wrong)) {
    it(`finds ${rule}`, async () => assert.match((await faultsOf(html)).join('\n'), new RegExp(`^${rule}:`, 'm')));
  }

  for (const language of LANGUAGES.filter((name) => name !== 'offer')) {
    it(`finds nothing in what is written of an article: ${language}`, async () => {
      const { default: words } = (await import(`../../src/locales/${language}.ts`)) as { default: LocaleWords };
      registerLocale(language, words);
      for (const [name, article] of Object.entries(ARTICLES)) {
        for (const what of ['html', 'meta', 'json-ld']) {
          const html = exportAs(what, article, { ...PAGE, lang: language, accessed: '2026-11-14', now: 0 });
          assert.deepEqual(await faultsOf(html ?? ''), [], `${name}, as ${what}`);
        }
      }
    });
  }

  for (const corpus of ['xss-payloads', 'urls', 'unicode']) {
    it(`finds nothing, whatever the fields hold: ${corpus}`, async () => {
      interface Case extends CorpusCase {
        readonly payload?: string;
        readonly url?: string;
        readonly text?: string;
      }
      for (const { id, payload, url, text } of readCorpus<Case>(corpus).cases) {
        const article = everywhere(payload ?? url ?? text ?? '');
        for (const what of ['html', 'meta']) {
          const html = exportAs(what, article, { ...PAGE, lang: 'en', accessed: '2026-11-14', now: 0 });
          assert.deepEqual(await faultsOf(html ?? ''), [], `${id}, as ${what}`);
        }
      }
    });
  }

  for (const document of DOCUMENTS) {
    it(`finds nothing in the examples of ${document}`, async () => {
      for (const html of snippetsOf(document)) assert.deepEqual(await faultsOf(html), []);
    });
  }

  it('has examples to look at', () => assert.ok(DOCUMENTS.flatMap(snippetsOf).length > 20));

  it('finds nothing in the page of the demo', async () => {
    assert.deepEqual(await faultsOf(readFileSync(new URL('stories/demo/index.html', root), 'utf8')), []);
  });
});
