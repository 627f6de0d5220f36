import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { MAX_LINKS } from '../../../src/contracts/markup/markup-inline.ts';
import {
  MAX_NODES,
  MAX_SOURCE_LENGTH,
  parseMarkup,
  plainText,
  type Block,
  type Inline,
} from '../../../src/contracts/markup/markup.ts';
import { safeLink } from '../../../src/contracts/links.ts';
import { cleanBody } from '../../../src/contracts/text.ts';
import { generate, readCorpus, type CorpusCase } from '../../support/corpus.ts';

interface MarkdownCase extends CorpusCase {
  readonly md?: string;
  readonly gen?: Parameters<typeof generate>[0];
  readonly expect: {
    readonly hrefs: readonly string[];
    readonly hrefs_any?: readonly (readonly string[])[];
    readonly href_schemes?: readonly string[];
    readonly text_contains?: readonly string[];
    readonly text_any?: readonly string[];
    readonly elements?: readonly string[];
    readonly max_ms?: number;
    readonly max_depth?: number;
    readonly max_nodes?: number;
  };
}

/** What a tree becomes: the elements drawn for it, in short HTML that the tables below can compare. */
function short(nodes: readonly (Block | Inline)[]): string {
  return nodes.map(shortNode).join('');
}

const TAGS = { paragraph: 'p', quote: 'blockquote', emphasis: 'em', strong: 'strong', deleted: 'del' } as const;

function shortNode(node: Block | Inline): string {
  if (typeof node === 'string') return node;
  if (node.type === 'break') return '<br>';
  if (node.type === 'code') return `<code>${node.text}</code>`;
  if (node.type === 'link') return `<a ${node.href}>${short(node.children)}</a>${node.host && ` (${node.host})`}`;
  if (node.type === 'list') {
    const tag = node.ordered ? 'ol' : 'ul';
    return `<${tag}>${node.items.map((item) => `<li>${short(item)}</li>`).join('')}</${tag}>`;
  }
  return `<${TAGS[node.type]}>${short(node.children)}</${TAGS[node.type]}>`;
}

interface Measure {
  readonly hrefs: Set<string>;
  readonly elements: Set<string>;
  nodes: number;
  links: number;
  depth: number;
}

function measure(blocks: readonly Block[]): Measure {
  const found: Measure = { hrefs: new Set(), elements: new Set(), nodes: 0, links: 0, depth: 0 };
  const visit = (node: Block | Inline, depth: number): void => {
    found.nodes += 1;
    if (typeof node === 'string') return;
    found.depth = Math.max(found.depth, depth);
    if (node.type === 'list') {
      found.elements.add(node.ordered ? 'ol' : 'ul').add('li');
      found.nodes += node.items.length;
      node.items.forEach((item) => item.forEach((child) => visit(child, depth + 2)));
      return;
    }
    if (node.type === 'link') {
      found.hrefs.add(node.href);
      found.links += 1;
    }
    found.elements.add(
      node.type === 'code' ? 'code' : node.type === 'break' ? 'br' : node.type === 'link' ? 'a' : TAGS[node.type],
    );
    if ('children' in node) node.children.forEach((child) => visit(child, depth + 1));
  };
  blocks.forEach((block) => visit(block, 1));
  return found;
}

const { cases } = readCorpus<MarkdownCase>('markdown');

describe('the markdown corpus', () => {
  for (const item of cases) {
    it(`${item.id}: ${item.category}, ${item.note ?? ''}`, () => {
      const { expect } = item;
      const start = performance.now();
      const blocks = parseMarkup(item.md ?? generate(item.gen ?? []));
      const elapsed = performance.now() - start;
      const { hrefs, elements, nodes, depth } = measure(blocks);
      const text = plainText(blocks);
      const found = [...hrefs].sort();
      if (expect.hrefs_any)
        assert.ok(
          expect.hrefs_any.some((set) => same([...set].sort(), found)),
          found.join(' '),
        );
      else if (expect.href_schemes)
        found.forEach((href) => assert.ok(expect.href_schemes!.includes(new URL(href).protocol)));
      else assert.deepEqual(found, [...expect.hrefs].sort());
      found.forEach((href) => assert.equal(safeLink(href, 'comment'), href));
      for (const part of expect.text_contains ?? []) assert.ok(text.includes(part), text);
      if (expect.text_any)
        assert.ok(
          expect.text_any.some((part) => text.includes(part)),
          text,
        );
      for (const either of expect.elements ?? [])
        assert.ok(
          either.split('|').some((name) => elements.has(name)),
          either,
        );
      assert.ok(elapsed < (expect.max_ms ?? 1000), `${elapsed} ms`);
      assert.ok(depth <= (expect.max_depth ?? 32), `${depth} deep`);
      assert.ok(nodes <= (expect.max_nodes ?? 20_000), `${nodes} nodes`);
    });
  }

  it('is large enough to mean something', () => assert.ok(cases.length > 160, `${cases.length} cases`));
});

const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');

const blocks: readonly (readonly [what: string, source: string, tree: string])[] = [
  ['paragraphs and line breaks', 'a\nb\n\nc', '<p>a<br>b</p><p>c</p>'],
  ['hard breaks without their marks', 'a  \nb\\\nc', '<p>a<br>b<br>c</p>'],
  ['nothing', ' \n ', ''],
  ['a fence, as it is', '```js\n<b>\n\n  *x*\n```\nafter', '<code><b>\n\n  *x*</code><p>after</p>'],
  ['a fence of tildes around backticks', '~~~\n```\n~~~', '<code>```</code>'],
  ['an open fence, to the end', '```\na\n\nb', '<code>a\n\nb</code>'],
  ['code that begins beside its fence', '```let a;\nlet b;\n```', '<code>let a;\nlet b;</code>'],
  ['code in one line', '```not a fence```', '<p><code>not a fence</code></p>'],
  ['a quote and the answer below it', '> a\n> b\nc', '<blockquote><p>a<br>b</p></blockquote><p>c</p>'],
  ['a quote in a quote', '> > a\n> b', '<blockquote><blockquote><p>a</p></blockquote><p>b</p></blockquote>'],
  ['a list', '- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a loose list', '* a\n\n* b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['a list in a list', '- a\n  - b\n- c', '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>'],
  ['a list indented by a tab', '1. a\n\t- b', '<ol><li><p>a</p><ul><li><p>b</p></li></ul></li></ol>'],
  [
    'a numbered list and what follows',
    '1. a\n2. b\nThanks!',
    '<ol><li><p>a</p></li><li><p>b</p></li></ol><p>Thanks!</p>',
  ],
  ['two kinds of list', '- a\n1) b', '<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>'],
  [
    'a paragraph, a quote and code in an item',
    '- a\n\n  b\n  > c\n  ```\n  d\n  ```',
    '<ul><li><p>a</p><p>b</p><blockquote><p>c</p></blockquote><code>d</code></li></ul>',
  ],
  ['an empty item among others', '- a\n-\n- c', '<ul><li><p>a</p></li><li></li><li><p>c</p></li></ul>'],
  ['a list that interrupts a sentence', 'a:\n- b', '<p>a:</p><ul><li><p>b</p></li></ul>'],
  ['a year, which is no list', '1984. A good year', '<p>1984. A good year</p>'],
  ['an answer to the second point', '2. Yes', '<p>2. Yes</p>'],
  ['a separator', '* * *\n\n---', '<p>* * *</p><p>---</p>'],
  ['headings as text', '# A\n## B', '<p># A<br>## B</p>'],
  ['an indent, which is no code', '    a', '<p>a</p>'],
  ['HTML as text', '<b>x</b>\n\n<script>1</script>', '<p><b>x</b></p><p><script>1</script></p>'],
];

const inlines: readonly (readonly [what: string, source: string, tree: string])[] = [
  [
    'emphasis of both kinds',
    '*a* _b_ **c** __d__ ~~e~~',
    '<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <del>e</del>',
  ],
  ['three stars', '***a***', '<em><strong>a</strong></em>'],
  ['emphasis in emphasis', '**a *b* c**', '<strong>a <em>b</em> c</strong>'],
  ['emphasis in Chinese', '中文*强调*中文', '中文<em>强调</em>中文'],
  ['snake_case and dunders in a word', 'a_b_c and a__b__c', 'a_b_c and a__b__c'],
  ['arithmetic', '2*3*4 = 24, 2**10, 5 * 3 * 2', '2*3*4 = 24, 2**10, 5 * 3 * 2'],
  ['what is not closed', '*a **b _c', '*a **b _c'],
  ['pairs that cross', '*a **b* c**', '<em>a **b</em> c**'],
  ['a footnote star', 'Really* (*not really)', 'Really* (*not really)'],
  ['runs of four', '****a****', '****a****'],
  [
    'escapes',
    '\\*a\\* \\[b](https://a.example) C:\\Users',
    '*a* [b](<a https://a.example/>https://a.example</a>) C:\\Users',
  ],
  ['code spans', '`a` `` b`c `` ` d', '<code>a</code> <code>b`c</code> ` d'],
  ['code over emphasis', '*a `b* c`', '*a <code>b* c</code>'],
  ['entities as text', '&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
  ['a link', '[a *b*](https://a.example/x "t")', '<a https://a.example/x>a <em>b</em></a>'],
  ['a link with parentheses', '[a](https://a.example/b_(c))', '<a https://a.example/b_(c)>a</a>'],
  ['a link in angles', '[a](<https://a.example/b)c>)', '[a](<a https://a.example/b)c>https://a.example/b)c</a>)'],
  ['a link in brackets', '[[a](https://a.example/)]', '[<a https://a.example/>a</a>]'],
  [
    'a link that hides a host',
    '[bank.example](https://evil.example/)',
    '<a https://evil.example/>bank.example</a> (evil.example)',
  ],
  [
    'a link that hides an address',
    '[https://bank.example/a](https://evil.example/)',
    '<a https://evil.example/>https://bank.example/a</a> (evil.example)',
  ],
  [
    'a link that says a part of its host',
    '[a.example](https://a.example.evil.example/)',
    '<a https://a.example.evil.example/>a.example</a> (a.example.evil.example)',
  ],
  ['a link that names its host', '[www.a.example](https://a.example/b)', '<a https://a.example/b>www.a.example</a>'],
  [
    'a look-alike host',
    'https://gооd.example/',
    '<a https://gооd.example/>https://gооd.example/</a> (xn--gd-fmca.example)',
  ],
  [
    'a link without words',
    '[](https://a.example/b) [ ](https://a.example/c)',
    '<a https://a.example/b>https://a.example/b</a> <a https://a.example/c>https://a.example/c</a>',
  ],
  [
    'a link in a link',
    '[a [b](https://b.example/) c](https://a.example/)',
    '[a <a https://b.example/>b</a> c](<a https://a.example/>https://a.example/</a>)',
  ],
  [
    'an image as its source',
    '![a](https://a.example/b.png)',
    '![a](<a https://a.example/b.png>https://a.example/b.png</a>)',
  ],
  ['a link to elsewhere in the page as text', '[a](/b) [c](#d)', '[a](/b) [c](#d)'],
  ['a script as text', '[a](javascript:alert(1))', '[a](javascript:alert(1))'],
  ['a mail link', '[a](mailto:a@a.example)', '<a mailto:a@a.example>a</a>'],
  ['an angled link', '<https://a.example/b?c=d>', '<a https://a.example/b?c=d>https://a.example/b?c=d</a>'],
  [
    'bare links in a sentence',
    'See https://a.example/b, (https://c.example/d_(e)). "https://f.example"',
    'See <a https://a.example/b>https://a.example/b</a>, (<a https://c.example/d_(e)>https://c.example/d_(e)</a>). "<a https://f.example/>https://f.example</a>"',
  ],
  [
    'a bare link in emphasis',
    '**https://a.example/b**',
    '<strong><a https://a.example/b>https://a.example/b</a></strong>',
  ],
  ['a bare link in a Chinese sentence', '看https://a.example/b。好', '看https://a.example/b。好'],
  [
    'a bare link before a full-width stop',
    '看 https://a.example/b。好',
    '看 <a https://a.example/b>https://a.example/b</a>。好',
  ],
  ['a bare link with underscores', 'https://a.example/b_c_d', '<a https://a.example/b_c_d>https://a.example/b_c_d</a>'],
  ['an emphasis that a link would cut', '*a [b* c](https://a.example/)', '<em>a [b</em> c](https://a.example/)'],
];

describe('parseMarkup', () => {
  for (const [what, source, tree] of blocks) it(`reads ${what}`, () => assert.equal(short(parseMarkup(source)), tree));
  for (const [what, source, tree] of inlines)
    it(`reads ${what} in a paragraph`, () => assert.equal(short(parseMarkup(source)), `<p>${tree}</p>`));

  it('tames what other servers did not', () => {
    assert.equal(short(parseMarkup('a\u202eb `c\u2066d`')), '<p>ab <code>cd</code></p>');
  });

  it(`makes ${MAX_LINKS} links and leaves the others text`, () => {
    const tree = parseMarkup('[x](https://a.example/) '.repeat(50));
    assert.equal(measure(tree).links, MAX_LINKS);
    assert.equal(plainText(tree).split('[x]').length - 1, 50 - MAX_LINKS);
  });

  it('shows what is over the length as text, all of it', () => {
    const text = plainText(parseMarkup('a'.repeat(MAX_SOURCE_LENGTH) + '**b**'));
    assert.equal(text, `${'a'.repeat(MAX_SOURCE_LENGTH)}\n\n**b**`);
  });

  it('does not read from a polluted prototype', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    const before = short(parseMarkup('*a [b](https://c.example) _d'));
    const names = ['end', 'href', 'host', 'mark', 'type', 'children', 'text', 'ordered', 'items'];
    try {
      names.forEach((name) => (prototype[name] = 'javascript:alert(1)'));
      assert.equal(short(parseMarkup('*a [b](https://c.example) _d')), before);
    } finally {
      names.forEach((name) => delete prototype[name]);
    }
  });

  const hostile = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...'* ** *** _ __ ~~ ` `` ``` ~~~ [ ] ]( ( ) ! \\ < > https://a.example/ javascript: - 1. # a b é 中 0 "'.split(
          ' ',
        ),
        ' ',
        '\n',
        '\n\n',
        '  ',
        '\t',
        '> ',
        '- ',
        '1. ',
        '](https://b.example/x)',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 120 },
  );

  it('keeps letters, limits and links, whatever it reads', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const source = parts.join('');
        const tree = parseMarkup(source);
        const { hrefs, depth, nodes, links } = measure(tree);
        for (const href of hrefs) assert.equal(safeLink(href, 'comment'), href);
        assert.ok(depth <= 32 && nodes <= 3 * MAX_NODES && links <= MAX_LINKS);
        const words = (text: string): string => text.replace(/[^é中]/g, '');
        // The address and title of a link are not in its text.
        const cleaned = cleanBody(source);
        if (!cleaned.includes('](')) assert.equal(words(plainText(tree)), words(cleaned));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes linear time', () => {
    const units = [
      '*a **b ',
      '[a](b',
      '![[](',
      '`` ` ',
      '*a_ ',
      '> ',
      '- ',
      '  - a\n',
      '[ (](',
      '<a',
      'https://a.example/( ',
      '_a*',
      '\\',
      ')](',
      '- a\n\n',
      '~~',
    ];
    for (const unit of units) {
      const half = quickest(unit.repeat(5000 / unit.length));
      const whole = quickest(unit.repeat(10_000 / unit.length));
      // The addend swallows the clock's grain and a busy machine; a quadratic reader is far outside.
      assert.ok(whole <= 3 * half + 10, `${JSON.stringify(unit)}: ${half} ms, then ${whole} ms`);
    }
  });
});

function quickest(source: string): number {
  let best = Infinity;
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now();
    parseMarkup(source);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('plainText', () => {
  it('sets blocks apart and drops the marks', () => {
    assert.equal(plainText(parseMarkup('**a**\nb\n\n> c\n\n- d\n- e\n\n```\nf\n```')), 'a\nb\n\nc\n\nd\ne\n\nf');
  });
});
