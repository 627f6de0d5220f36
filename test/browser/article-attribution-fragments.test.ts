import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { html, render, type TemplateResult } from 'lit';
// @ts-expect-error: the package has no types
import * as polyfill from 'text-fragments-polyfill/text-fragment-utils';

import { passageOf } from '../../src/article-attribution/sharing/page-passage.ts';
import { textFragment } from '../../src/article-attribution/sharing/text-fragment.ts';

/** What a browser without fragments of its own finds by the polyfill of those who wrote the specification. */
const { getFragmentDirectives, parseFragmentDirectives, processTextFragmentDirective } = polyfill as {
  readonly getFragmentDirectives: (hash: string) => unknown;
  readonly parseFragmentDirectives: (directives: unknown) => { readonly text: readonly unknown[] };
  readonly processTextFragmentDirective: (directive: unknown, page: Document, root: Element) => readonly Range[];
};

function found(fragment: string, root: Element): Range | undefined {
  const [directive] = parseFragmentDirectives(getFragmentDirectives(fragment)).text;
  return processTextFragmentDirective(directive, document, root)[0];
}

const ARTICLES: Readonly<Record<string, TemplateResult>> = {
  'that is plain': html`<h1>The library is back at the harbour</h1>
    <p>
      The library of Wrenhaven spent eleven years in a warehouse behind the fish market. On Saturday it moved back into
      the old customs house, where it had stood for most of a century.
    </p>
    <p>
      The move took nine hours. The last book, a tide table from 1931, arrived at a quarter to six. It wasn’t late: “We
      did not know,” said Mira Selkie, “whether anybody would come – but they did.”
    </p>
    <p>Some four hundred people carried books along the quay in a chain that reached from door to door.</p>`,
  'that says the same again and again': html`<p>
      The boat came in. The boat went out. The boat came in again, and the boat went out again.
    </p>
    <p>The boat came in. The boat stayed.</p>
    <ul>
      <li>The boat</li>
      <li>The boat came in</li>
      <li>The boat, the boat, the boat</li>
    </ul>
    <p>The boat went out. Nobody saw the boat go, and nobody saw the boat come in.</p>
    <p>Refrain: the boat came in, the boat went out, the boat came in, the boat went out, the boat was gone.</p>`,
  'of signs': html`<p>Cost: €3.50 (was: 4,20); A-B & C — "quoted" 'single' [sic] 100% #1, a/b, x=y, e.g. U.S.A. …</p>
    <p>don't, can’t, co-operate, state-of-the-art, and/or, mail@example.org, snake_case, C++, 1,000.5, 12:30</p>
    <pre>
  if (a &lt; b) { return a-b; }
    else    spaced
</pre>
    <table>
      <tr>
        <td>1</td>
        <td>2-3</td>
      </tr>
      <tr>
        <td>1</td>
        <td>4-5</td>
      </tr>
    </table>`,
  'with markup inside its words': html`<p>
      A <b>bo</b>at in the <i>har<b>bour</b></i
      >, a<sup>1</sup> boat <a href="#x">in the</a> harbour.
    </p>
    <p>One<br />two<br />one<br />three <span>four</span><span>five</span></p>
    <blockquote>
      <p>One <em>two</em></p>
      three
      <p>one two</p>
    </blockquote>
    <p hidden>A boat in the harbour that nobody sees.</p>
    <script type="application/json">
      { "a": "boat in the harbour" }
    </script>
    <p>A boat <span hidden>hidden </span>in the harbour.</p>`,
  'with accents and capitals': html`<p>
      Café, cafe, CAFÉ, resumé, Über uber ÜBER; straße STRASSE; İstanbul istanbul; naïve naive.
    </p>
    <p>ﬁn fin ½ 1/2 Ａ A ² 2 — café again, Åse ase</p>`,
  'in Hebrew and Arabic': html`<div dir="rtl">
    <p lang="he">הספרייה חזרה אל הנמל אחרי אחת־עשרה שנים. „הספרייה”, אמרה מירה, הספרייה חזרה.</p>
    <p lang="ar">عادت المكتبة إلى الميناء، عادت المكتبة بعد أحد عشر عامًا. قالت ميرا: المكتبة للجميع.</p>
    <p lang="fa">می‌خواهم به خانه‌ها بروم. می‌خواهم.</p>
  </div>`,
  'in Chinese, Japanese and Thai': html`<p lang="zh">
      图书馆回到了港口。图书馆在仓库里度过了十一年,星期六它搬回了旧海关大楼。
    </p>
    <p lang="ja">図書館は港に戻りました。「図書館は戻った」とミラは言いました。図書館は港に戻りました。</p>
    <p lang="th">ห้องสมุดกลับมาที่ท่าเรือ ห้องสมุดกลับมาแล้ว</p>
    <p lang="ko">도서관이 항구로 돌아왔다. 도서관이 돌아왔다고 미라가 말했다.</p>`,
  'in Russian, Greek and Hindi': html`<p lang="ru">Библиотека вернулась в порт. Ёлка и елка. Библиотека вернулась.</p>
    <p lang="el">Η βιβλιοθήκη γύρισε στο λιμάνι. Ο δρόμος, ΟΔΟΣ, οδός.</p>
    <p lang="hi">पुस्तकालय बंदरगाह पर लौट आया। पुस्तकालय लौट आया।</p>`,
  'that is long': html`<p>${Array.from({ length: 120 }, (_, index) => `word${index % 37} and`).join(' ')} the end.</p>
    <p>${Array.from({ length: 120 }, (_, index) => `word${index % 41} and`).join(' ')} the end.</p>`,
};

/** Articles in which words alone do not always tell a passage apart. */
const REPEATING = /again and again|inside its words|signs/;

describe('a link to a passage, followed by another program', () => {
  let article: HTMLElement;

  beforeEach(() => {
    article = document.createElement('article');
    document.body.append(article);
    // The polyfill takes the browser's language else, which may be the name of none: "C".
    document.documentElement.lang = 'en';
  });
  afterEach(() => {
    article.remove();
    document.documentElement.lang = '';
  });

  /** Every text node that readers see. */
  function texts(): Text[] {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const all: Text[] = [];
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      if (node.parentElement!.checkVisibility()) all.push(node);
    }
    return all;
  }

  /** A range by offsets in all that is seen. */
  function rangeAt(nodes: readonly Text[], from: number, to: number): Range {
    const range = document.createRange();
    const place = (offset: number): [Text, number] => {
      let rest = offset;
      for (const node of nodes) {
        if (rest <= node.length) return [node, rest];
        rest -= node.length;
      }
      const last = nodes[nodes.length - 1]!;
      return [last, last.length];
    };
    range.setStart(...place(from));
    range.setEnd(...place(to));
    return range;
  }

  const WORD = /[\p{L}\p{Nd}]/u;

  /** What readers see between two points of the article, blocks apart. */
  function seen(from: [Node, number], to: [Node, number]): string {
    const between = document.createRange();
    between.setStart(...from);
    between.setEnd(...to);
    return passageOf(article, between) ? slice(passageOf(article, between)!) : '';
  }
  const slice = ({ text, start, end }: { text: string; start: number; end: number }): string => text.slice(start, end);

  type End = 'start' | 'end';
  const pointAt = (range: Range, end: End): [Node, number] =>
    end === 'start' ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset];

  /** How the match differs from the selection at one end: what it holds more, and what it lacks. */
  function difference(match: Range, wanted: Range, end: End): { readonly more: string; readonly less: string } {
    const [found, asked] = [pointAt(match, end), pointAt(wanted, end)];
    const order = match.compareBoundaryPoints(end === 'start' ? Range.START_TO_START : Range.END_TO_END, wanted);
    const text = order < 0 ? seen(found, asked) : seen(asked, found);
    const isMore = end === 'start' ? order < 0 : order > 0;
    return isMore ? { more: text.trim(), less: '' } : { more: '', less: text };
  }

  /**
   * Follows the fragment for a range. It has to lead there, to the rest of the words at its ends, and to no more.
   *
   * @param isRepeating - Whether what nothing tells apart may be widened to its blocks.
   */
  function expectToLead(range: Range, isRepeating: boolean): void {
    const passage = passageOf(article, range);
    const fragment = passage ? textFragment(passage, 'en') : '';
    const selected = passage ? slice(passage) : '';
    if (fragment === '') return void expect(selected).not.to.match(WORD);
    const match = found(fragment, article);
    const what = `${JSON.stringify(selected)} by ${decodeURIComponent(fragment)}`;
    expect(match, what).not.to.equal(undefined);
    for (const end of ['start', 'end'] as const) {
      const { more, less } = difference(match!, range, end);
      const told = `${what}: ${end}, ${JSON.stringify(more)} more, ${JSON.stringify(less)} less`;
      expect(less, told).not.to.match(WORD);
      expect(more, told).to.match(isRepeating ? /^[^\n]*$/ : /^\S*$/);
      if (!isRepeating) expect(more.length, told).to.be.at.most(30);
    }
  }

  for (const [what, template] of Object.entries(ARTICLES)) {
    it(`leads to the passage in an article ${what}`, () => {
      render(template, article);
      const nodes = texts();
      const length = nodes.reduce((sum, node) => sum + node.length, 0);
      const offset = fc.integer({ min: 0, max: length - 1 });
      const size = fc.oneof(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: length }),
      );
      fc.assert(
        fc.property(offset, size, (from, count) =>
          expectToLead(rangeAt(nodes, from, Math.min(from + count, length)), REPEATING.test(what)),
        ),
        { numRuns: 150, includeErrorInReport: true },
      );
    });
  }

  it('would be seen to lead astray', () => {
    render(
      html`<p>The boat came in.</p>
        <p>The boat went out.</p>`,
      article,
    );
    expect(found('#:~:text=The%20boat', article)!.startContainer.parentElement).to.equal(article.querySelector('p'));
    expect(found('#:~:text=boa', article)).to.equal(undefined);
    expect(found('#:~:text=in.%20The', article)).to.equal(undefined);
    expect(found('#:~:text=in.-,The%20boat', article)!.toString()).to.equal('The boat');
  });
});
