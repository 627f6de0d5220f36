import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { CITATION_FORMATS, cite, citationOf } from '../../../../src/article-attribution/citing/cite.ts';
import { itemOf } from '../../../../src/article-attribution/citing/item.ts';
import { factsFrom } from '../../../../src/article-attribution/facts.ts';
import { toHtml } from '../../../../src/article-attribution/markup.ts';
import { readOptions } from '../../../../src/article-attribution/options.ts';
import { CITATION_CHECKS, checkJson, checkRis, checkTex, checkWiki, LONE } from '../../../support/citation-checks.ts';

const PAYLOADS = JSON.parse(readFileSync('test/fixtures/corpus/xss-payloads.public.json', 'utf8')) as unknown;
const HOSTILE = [
  '}\n@misc{evil, title={x}',
  '\\input{/etc/passwd} \\write18{rm}',
  '{{{{',
  '}}}}',
  'a\\',
  'x\r\nER  - \r\nTY  - BOOK',
  'x\nAU  - Evil, Eve',
  'a|b=c|url=javascript:alert(1)}}{{evil',
  "[[File:x.png]] <ref>x</ref> <nowiki> ~~~~ __NOTOC__ '''bold'''",
  '</script><script>alert(1)</script>',
  '"],"x":"',
  'A and B, C',
  '100 % of $5 & #1_a~b^c',
  '\u0000\u0007\u001b[31m\u2028\u2029\u0085',
  '\u202eevil\u2066\u200f',
  '\ud800 half \udc00',
  '&lt;b&gt; &amp;',
  'x,y;z',
];

function everywhere(text: string): Record<string, unknown> {
  const work = {
    name: text,
    title: text,
    titleSentence: text,
    url: 'https://a.example/x{y}|[z]\\"\'~~',
    published: '2015-03-16',
    lang: 'en',
  };
  const person = { name: text, given: text, family: text, particle: text, suffix: text };
  return {
    work,
    source: [{ ...work, lang: 'de' }],
    contributors: [
      { role: 'author', ...person },
      { role: 'author', name: text, type: 'organization' },
      { role: 'translator', name: text },
    ],
    translation: { from: 'de', method: 'human' },
  };
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function checkAll(text: string): void {
  for (const target of ['this', 'original'] as const) {
    const data = everywhere(text);
    const item = itemOf(factsFrom(readOptions(data).config, 'en'), { accessed: '2026-09-22' }, target);
    for (const format of item ? CITATION_FORMATS : []) {
      const citation = citationOf(item!, format);
      assert.doesNotMatch(citation.text, LONE);
      CITATION_CHECKS[format](citation.text);
      const html = (citation.pieces ?? []).map(toHtml).join('');
      assert.doesNotMatch(html.replace(/<\/?(?:i|bdi)>|<bdi lang="de">/g, ''), /[<>]/);
      assert.match(citation.file?.name ?? 'x', /^[a-z0-9-]+(?:\.(?:bib|ris|json))?$/);
    }
  }
}

describe('hostile text in citations', () => {
  it('is found by the checks when nothing is escaped', () => {
    assert.throws(() => checkTex('@misc{a,\n  title = {x}}\n@misc{b, {}\n}\n'));
    assert.throws(() => checkTex('@misc{a,\n  title = {50 % off}\n}\n'));
    assert.throws(() => checkTex('@misc{a,\n  title = {\\input{x}}\n}\n'));
    assert.throws(() => checkRis('TY  - NEWS\r\nTI  - x\r\nER  - \r\nTY  - BOOK\r\nER  - \r\n'));
    assert.throws(() => checkJson('[{"title":"</script>"}]'));
    assert.throws(() => checkWiki('{{cite news |title=a|evil=b}}'));
    assert.throws(() => checkWiki('{{cite news |title=a}}{{evil}}'));
  });

  it('stays in its field in every format', () => {
    for (const text of HOSTILE) checkAll(text);
  });

  it('stays there for every payload of the corpus', () => {
    const payloads = strings(PAYLOADS);
    assert.ok(payloads.length > 20);
    for (const text of payloads) checkAll(text);
  });

  it('stays there whatever it is made of', () => {
    const letter = fc.constantFrom(...'{}\\|=&%#_$~^<>[]\'"`,;.\n\r\t @-ABaéß中א\ud800\u202e'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letter, minLength: 1, maxLength: 30 }), (text) => checkAll(text)),
      { numRuns: 500 },
    );
  });

  it('makes no address of what is none', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'mailto:a@b.example',
      '//',
      'https://a\u202eb.example',
    ]) {
      for (const format of CITATION_FORMATS) {
        const text = cite({ work: { title: 'Low Water', url } }, { format, accessed: '2026-09-22' })!;
        assert.doesNotMatch(text, /javascript|data:|mailto|\u202e/, format);
      }
    }
  });
});
