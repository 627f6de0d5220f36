import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parseFragment, serialize } from 'parse5';

import { articleNode } from '../../../src/article-attribution/describing/article-node.ts';
import { CITATION_FORMATS, citationOf, cite } from '../../../src/article-attribution/citing/cite.ts';
import { itemOf } from '../../../src/article-attribution/citing/item.ts';
import { copyOf, piecesOf } from '../../../src/article-attribution/copy.ts';
import { factsFrom } from '../../../src/article-attribution/facts.ts';
import { OPTIONS, readOptions } from '../../../src/article-attribution/options.ts';
import { credited, renderAttribution } from '../../../src/article-attribution/render.ts';
import { clean } from '../../../src/article-attribution/republishing/clean.ts';
import { kitOf } from '../../../src/article-attribution/republishing/kit.ts';
import { toMarkdown } from '../../../src/article-attribution/sharing/markdown.ts';
import { textFragment } from '../../../src/article-attribution/sharing/text-fragment.ts';
import { serialiseJsonLd } from '../../../src/article-attribution/describing/structured-data.ts';
import { CITATION_CHECKS } from '../../support/citation-checks.ts';
import { readCorpus } from '../../support/corpus.ts';
import { parsedNodes } from '../../support/parsed-nodes.ts';

type Data = Readonly<Record<string, unknown>>;
const HERE = 'https://lantern.example/2026/harbour';

/* ---- Outputs, each with what it may look like ---- */

const NONSENSE = /undefined|\[object|NaN|Invalid Date|\(\s*\)|\[\s*\]|“\s*”/;
const TAGS = /<\/?(?:a|bdi|cite|em|p|strong|time|i|br|img|span|data)(?: [a-z-]+="[^"<>]*")*>/g;

function checkHtml(html: string): void {
  assert.equal(serialize(parseFragment(html)), html);
  assert.doesNotMatch(html.replace(TAGS, ''), /[<>]/);
  assert.doesNotMatch(html.replace(/="[^"]*"/g, '="'), /<[^>]*\s(?:on\w+|style|srcdoc)=/i);
  for (const [tag] of html.matchAll(TAGS)) {
    for (const [, address] of tag.matchAll(/ (?:href|src|cite)="([^"]*)"/g)) {
      assert.doesNotMatch(address!, /^\s*(?!https?:|mailto:|tel:)[\w+.-]*:/i);
    }
  }
}

/** Text with links and titles of ours, and every other sign of Markdown escaped. */
function checkMarkdown(text: string): void {
  const plain = text
    .replace(/\\[\\`*_{}[\]<>()#+!|~&]/g, 'x')
    .replace(/\]\(<[^<>\\\s]*>\)/g, '')
    .replace(/(?:^|[^*])\*[^*]+\*(?!\*)/g, '');
  assert.doesNotMatch(plain.replace(/\[/g, ''), /[\\`*_{}[\]<>()#+!|~&\n]/);
  const links = text.replace(/\\./g, '').replace(/<[^<>\s]*>/g, '<>');
  assert.equal(links.match(/\[/g)?.length, links.match(/\]\(<>\)/g)?.length);
  assert.doesNotMatch(text, /^\s*(?:[-=>#]|\d+[.)]\s)/);
}

function checkJsonLd(text: string): void {
  assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
  const check = (value: unknown, key: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) check((value as Data)[name], Array.isArray(value) ? key : name);
    } else if (/^(?:url|@id|mainEntityOfPage|license|usageInfo|isBasedOn)$/.test(key)) {
      assert.match(value as string, /^https?:\/\//i, key);
    }
  };
  check(JSON.parse(text), '');
}

/** Everything that comes of some data, by what it is; nothing may throw. */
function outputsOf(data: Data): Record<string, string> {
  const facts = factsFrom(readOptions(data).config, 'en', Date.UTC(2026, 10, 14));
  const sentence = renderAttribution(data);
  const nodes = parsedNodes(sentence);
  const cleaned = clean(parsedNodes('<p>The quay is open.</p><img src="/a.jpg">'), {
    base: HERE,
    page: HERE,
    imagePolicy: 'exclude',
    placeholder: '[Picture]',
  });
  const kit = kitOf({
    cleaned,
    facts,
    url: HERE,
    base: HERE,
    counter: undefined,
    credit: (said) => credited(said, 'en'),
  });
  const copy = copyOf(nodes, HERE);
  const outputs: Record<string, string> = {
    sentence,
    'copied HTML': copy.html,
    'copied text': copy.text,
    Markdown: toMarkdown(piecesOf(nodes, HERE)),
    'JSON-LD': serialiseJsonLd(articleNode(facts, { url: HERE, creditText: copy.text || undefined })),
    'republished HTML': kit.html.replace(/\n/g, ''),
    'republished text': kit.text,
  };
  for (const target of ['this', 'original'] as const) {
    const item = itemOf(facts, { url: HERE, accessed: '2026-09-22' }, target);
    for (const format of item ? CITATION_FORMATS : []) {
      outputs[`${format} ${target}`] = citationOf(item!, format).text;
    }
  }
  return outputs;
}

const CHECKS: Readonly<Record<string, (text: string) => void>> = {
  sentence: checkHtml,
  'copied HTML': checkHtml,
  Markdown: checkMarkdown,
  'JSON-LD': checkJsonLd,
  'republished HTML': checkHtml,
};

/** @param own - What the data say themselves: it may look like nonsense where it stands for itself. */
function checkAll(data: Data, own = ''): void {
  const outputs = outputsOf(data);
  for (const name of Object.keys(outputs)) {
    const text = outputs[name]!;
    try {
      const format = CITATION_FORMATS.find((one) => name.startsWith(`${one} `));
      if (format !== undefined && text !== '') CITATION_CHECKS[format](text);
      CHECKS[name]?.(text);
      if (!/[[\](){}“”]|undefined|NaN/.test(own)) assert.doesNotMatch(text, NONSENSE);
    } catch (error) {
      throw new Error(`${name} of ${JSON.stringify(own).slice(0, 300)}: ${text.slice(0, 2_000)}`, { cause: error });
    }
  }
}

/* ---- Data ---- */

const FIELDS = Object.keys(OPTIONS._zod.def.shape);

const person = (text: string, role: string) => ({
  role,
  name: text,
  given: text,
  family: text,
  particle: text,
  suffix: text,
  roleLabel: text,
  nameNative: text,
  nameLang: text,
  affiliation: text,
  url: text,
  sameAs: [text],
});

/** The whole data model, every text in it the same. */
function everywhere(text: string): Data {
  const work = {
    url: text,
    name: text,
    shortName: text,
    nameLang: text,
    logo: text,
    home: text,
    title: text,
    titleSentence: text,
    lang: text,
    published: text,
    updated: text,
    retrieved: text,
    licence: text,
    copyright: text,
  };
  return {
    kind: 'translation',
    work,
    source: [{ ...work, title: `${text}!` }, work],
    contributors: ['author', 'translator', 'editor', 'photographer', 'reviewer'].map((role) => person(text, role)),
    exclusivity: { beneficiary: text, beneficiaryUrl: text, languages: [text], territories: [text], until: text },
    permission: { text, url: text, ref: text, date: text },
    changes: [{ note: text, date: text, by: text }],
    translation: { from: text, engine: text, via: text, reviewedBy: [text], method: 'machine-post-edited' },
    workTranslation: [{ url: text, lang: 'fr', title: text }],
    evidence: { archivedAt: text, contentCredentials: text },
  };
}

/** Signs of every format, one payload each. */
const BROKEN_OUT: readonly string[] = [
  '</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '[x](javascript:alert(1)) ![y](z) **b** _i_ `c` <https://e.example>',
  '# Heading',
  '- item',
  '1. item',
  '}\n@misc{evil, title={x}',
  '\\input{x} \\write18{rm} $x^2$ %',
  'x\r\nER  - \r\nTY  - BOOK',
  '|url=javascript:x}}{{evil}} [[File:x]] <ref>',
  '"],"@type":"Person","x":"',
  'family=Evil, given=Eve and Others',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  '//evil.example/',
  '\u202egnp.exe\u2066 \ud800 \u0000\u001b[31m\u2028',
  '<!-- --> ]]> <![CDATA[',
  '&lt;b&gt; &amp;amp; &#x3c;',
  'constructor',
  '__proto__',
  '   ',
  '[] () “” {}',
  '{licence} {names} {0}',
];

describe('whatever a publisher writes', () => {
  for (const [kind, field] of [
    ['xss-payloads', 'payload'],
    ['unicode', 'text'],
    ['urls', 'url'],
    ['markdown', 'md'],
  ] as const) {
    it(`stays in its place in every output: ${kind}`, () => {
      const texts = readCorpus(kind).cases.flatMap((one) => (typeof one[field] === 'string' ? [one[field]] : []));
      assert.ok(texts.length > 90, `only ${texts.length} texts were read`);
      for (const text of texts) checkAll(everywhere(text), text);
    });
  }

  it('stays in its place in every field alone, in every output', () => {
    for (const text of BROKEN_OUT) {
      checkAll(everywhere(text), text);
      for (const field of FIELDS)
        checkAll({ source: 'Der Bote', sourceTitle: 'Ebbe', headline: 'Ebb', [field]: text }, text);
      for (const field of ['authors', 'translators'])
        checkAll({ source: 'Der Bote', [field]: [person(text, 'author')] }, text);
    }
  });

  it('makes no other fragment of an address', () => {
    const texts = [...BROKEN_OUT, ...readCorpus('unicode').cases.map(({ text }) => String(text))];
    for (const text of texts) {
      for (const whole of [text, `before ${text} after ${text}`, `${text}\n${text}`]) {
        const fragment = textFragment({ text: whole, start: 0, end: whole.length }, 'en');
        assert.match(
          fragment,
          /^(?:#:~:text=(?:[\w.!~*'()%]+-,)?[\w.!~*'()%]+(?:,[\w.!~*'()%]+)?(?:,-[\w.!~*'()%]+)?)?$/,
        );
      }
    }
  });

  it('would be found where it got out', () => {
    for (const html of [
      '<p onclick="x">a</p>',
      '<p><img src="javascript:x"></p>',
      '<b>x</b>',
      '<p>a',
      '<a href="data:x">a</a>',
    ]) {
      assert.throws(() => checkHtml(html), html);
    }
    for (const text of ['a [x](y)', '**a', '# a', '1. a', 'a <b>', 'a\nb', '`a`', '[a](<b>) [c']) {
      assert.throws(() => checkMarkdown(text), text);
    }
    assert.doesNotThrow(() => checkMarkdown('By [Ana \\[x\\]](<https://a.example/>), *Title*.'));
    for (const text of ['{"a":"<"}', '{"url":"javascript:x"}', '{"a":[{"@id":"x"}]}'])
      assert.throws(() => checkJsonLd(text), text);
    assert.throws(() => checkAll({ headline: 'undefined' }));
  });
});

describe('an article of which nothing is known', () => {
  it('throws nothing, and has nothing empty in it', () => {
    checkAll({});
    for (const nothing of [null, undefined, '', 0, false, [], {}, [null], [{}], NaN]) {
      for (const field of [...FIELDS, ...Object.keys(everywhere(''))]) checkAll({ [field]: nothing });
    }
    for (const target of ['this', 'original'] as const) {
      for (const format of CITATION_FORMATS) {
        const text = cite({}, { format, of: target, accessed: '2026-09-22' });
        if (target === 'original') assert.equal(text, undefined);
        else CITATION_CHECKS[format](text!);
      }
    }
  });
});

describe('an article by three thousand people', () => {
  const people = Array.from({ length: 3_000 }, (_, index) => ({
    role: 'author',
    name: `Ana Lima${index.toString(36).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}${'x'.repeat(index % 7)}`,
  }));
  const outputs = outputsOf({ source: 'Der Bote', sourceTitle: 'Ebbe', contributors: people });

  it('is named after few of them where people read', () => {
    for (const name of ['APA this', 'MLA this', 'Chicago this', 'APA original'])
      assert.ok(outputs[name]!.length < 1_000, name);
  });

  it('is well formed, and no longer than its people in every output', () => {
    checkAll({ source: 'Der Bote', sourceTitle: 'Ebbe', contributors: people });
    const names = people.reduce((sum, { name }) => sum + name.length, 0);
    for (const name of Object.keys(outputs))
      assert.ok(outputs[name]!.length < 12 * names, `${name}: ${outputs[name]!.length}`);
  });
});
