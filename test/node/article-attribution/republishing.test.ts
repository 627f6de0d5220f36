import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { parseFragment, serialize } from 'parse5';

import { copyOf } from '../../../src/article-attribution/copy.ts';
import { readLicence } from '../../../src/article-attribution/licensing/licence.ts';
import { toHtml } from '../../../src/article-attribution/markup.ts';
import { fromElsewhere, withoutTracking } from '../../../src/article-attribution/republishing/addresses.ts';
import { clean, type CleanOptions } from '../../../src/article-attribution/republishing/clean.ts';
import { toPlain } from '../../../src/article-attribution/republishing/plain.ts';
import { policyOf } from '../../../src/article-attribution/republishing/policy.ts';
import { parsedNodes } from '../../support/parsed-nodes.ts';

const OPTIONS: CleanOptions = {
  base: 'https://paper.example/news/harbour?page=1',
  page: 'https://paper.example/news/harbour',
  imagePolicy: 'exclude',
  placeholder: '[Picture]',
};
const cleaned = (html: string, options: Partial<CleanOptions> = {}) =>
  clean(parsedNodes(html), { ...OPTIONS, ...options });
const copied = (html: string, options?: Partial<CleanOptions>) => cleaned(html, options).pieces.map(toHtml).join('');
const plain = (html: string) => toPlain(cleaned(html).pieces);

const policy = (republish: Record<string, unknown>, licence?: string) =>
  policyOf(republish, licence === undefined ? undefined : readLicence(licence));

describe('what may be republished', () => {
  for (const [licence, allowed] of [
    ['CC BY 4.0', 'yes'],
    ['CC BY-NC-SA 4.0', 'yes'],
    ['CC0', 'yes'],
    ['PDM', 'yes'],
    ['OGL-UK-3.0', 'yes'],
    ['CC BY-ND 4.0', 'ask'],
    ['CC BY-NC-ND 4.0', 'ask'],
    ['CC BY', 'ask'],
    ['https://creativecommons.org/licenses/sampling/1.0/', 'ask'],
    ['All rights reserved', 'ask'],
    ['House terms', 'ask'],
    [undefined, 'ask'],
  ] as const) {
    it(`is "${allowed}" under ${licence ?? 'no licence'}`, () => assert.equal(policy({}, licence).allowed, allowed));
  }

  it('is what the publisher says, whatever the licence', () => {
    assert.equal(policy({ allowed: 'no' }, 'CC BY 4.0').allowed, 'no');
    assert.equal(policy({ allowed: 'yes' }).allowed, 'yes');
  });

  it('is to be asked where the publisher’s word is not understood', () => {
    assert.equal(policy({ allowed: 'maybe' }, 'CC BY 4.0').allowed, 'ask');
    assert.equal(
      policyOf(JSON.parse('{"__proto__":{"allowed":"yes"}}') as Record<string, unknown>, undefined).allowed,
      'ask',
    );
  });

  it('comes with the duties of the licence', () => {
    const rules = (licence?: string) => policy({ allowed: 'yes', imagePolicy: 'include' }, licence).checklist.join(' ');
    assert.equal(rules('CC BY 4.0'), 'ruleCredit ruleLink ruleChanges ruleLicence');
    assert.equal(
      rules('CC BY-NC-SA 4.0'),
      'ruleCredit ruleLink ruleChanges ruleShareAlike ruleNonCommercial ruleLicence',
    );
    assert.equal(rules('CC BY-ND 4.0'), 'ruleCredit ruleLink ruleNoDerivatives ruleLicence');
    assert.equal(rules('CC0'), 'ruleCredit ruleLink');
    assert.equal(rules(), 'ruleCredit ruleLink ruleEdit');
    assert.ok(policy({}, 'CC BY 4.0').checklist.includes('ruleImages'));
    assert.deepEqual(policy({ allowed: 'no' }, 'CC BY 4.0').checklist, []);
  });

  it('names only addresses that are safe, and a counter only with its whole address', () => {
    const found = policy({
      rulesUrl: '/rules',
      contact: 'mailto:desk@paper.example',
      counter: 'https://count.example/1',
    });
    assert.deepEqual(
      [found.rulesUrl, found.contact, found.counter],
      ['/rules', 'mailto:desk@paper.example', 'https://count.example/1'],
    );
    const unsafe = policy({ rulesUrl: 'mailto:a@b.example', contact: 'javascript:alert(1)', counter: '/pixel.gif' });
    assert.deepEqual([unsafe.rulesUrl, unsafe.contact, unsafe.counter], [undefined, undefined, undefined]);
    assert.equal(policy({}).counter, undefined);
  });
});

describe('addresses in a copy', () => {
  it('lose what tracks, and nothing else', () => {
    assert.equal(
      withoutTracking('https://a.example/?b=%20&utm_source=x&c&FBCLID=1#utm_x'),
      'https://a.example/?b=%20&c#utm_x',
    );
    assert.equal(withoutTracking('https://a.example/?utm_source=x'), 'https://a.example/');
    assert.equal(withoutTracking('https://a.example/?q=utm_source'), 'https://a.example/?q=utm_source');
  });

  it('lead to the article from elsewhere', () => {
    const from = (link: string) => fromElsewhere(link, OPTIONS.base, OPTIONS.page);
    assert.equal(from(`${OPTIONS.base}#n1`), 'https://paper.example/news/harbour#n1');
    assert.equal(from('https://other.example/#n1'), 'https://other.example/#n1');
    assert.equal(
      copied('<p>Ships<sup><a id="r1" href="#n1">1</a></sup></p>'),
      '<p>Ships<sup><a href="https://paper.example/news/harbour#n1">1</a></sup></p>',
    );
  });
});

describe('a copy of an article', () => {
  for (const [what, html, expected] of [
    [
      'keeps what is written',
      '<h2>Tide</h2><p lang="de">Die <em>Flut</em></p>',
      '<h2>Tide</h2><p lang="de">Die <em>Flut</em></p>',
    ],
    [
      'keeps no class, style, id, data or handler',
      '<p class="a" style="color:red" id="x" data-y="1" onclick="z()">A</p>',
      '<p>A</p>',
    ],
    [
      'makes paragraphs of what only groups',
      '<div><div>One</div><div>Two <b>x</b></div>Three</div>',
      '<p>One</p><p>Two <b>x</b></p><p>Three</p>',
    ],
    ['makes the title one of several', '<header><h1>Harbour</h1></header>', '<h2>Harbour</h2>'],
    [
      'has absolute addresses',
      '<p><a href="../a?utm_source=x">A</a></p>',
      '<p><a href="https://paper.example/a">A</a></p>',
    ],
    ['unlinks what is not safe', '<p><a href="javascript:alert(1)">A</a> <a name="x">B</a></p>', '<p>A B</p>'],
    [
      'leaves out scripts and styles with their text',
      '<p>A</p><script>b()</script><style>c{}</style><noscript>d</noscript>',
      '<p>A</p>',
    ],
    [
      'leaves out other elements of the page',
      '<p>A<ad-slot>Buy</ad-slot></p><article-attribution>By</article-attribution>',
      '<p>A</p>',
    ],
    [
      'leaves out what the publisher marked',
      '<p>A</p><aside data-no-republish>More</aside><p hidden>B</p>',
      '<p>A</p>',
    ],
    ['drops what is empty', '<p> </p><p><b></b></p><ul><li> </li></ul><p>A</p>', '<p>A</p>'],
    [
      'keeps rows of a table whole',
      '<table><tr><td>1</td><td></td></tr></table>',
      '<table><tbody><tr><td>1</td><td></td></tr></tbody></table>',
    ],
    ['keeps the lines of code', '<pre>\n\na\n  b</pre>', '<pre>\n\na\n  b</pre>'],
    ['keeps links flat', '<a href="/a"><div>One</div></a>', '<p><a href="https://paper.example/a"> One </a></p>'],
    [
      'keeps variation selectors and joiners',
      '<p>❤\ufe0f a\u{e0101} ن\u200cی</p>',
      '<p>❤\ufe0f a\u{e0101} ن\u200cی</p>',
    ],
    ['keeps spaces that do not break', '<p>«\u00a0Marée\u00a0»</p>', '<p>«&nbsp;Marée&nbsp;»</p>'],
  ] as const) {
    it(what, () => assert.equal(copied(html), expected));
  }

  it('holds nothing in a value that ends an element or a comment elsewhere, and no time that is none', () => {
    for (const value of ['--><img src=x>', '</style><img src=x>', ']]><b>', '--!>']) {
      const html = `<p><abbr title="${value}">x</abbr><img src="/a.jpg" alt="${value}"></p>`;
      const expected = '<p><abbr>x</abbr><img src="https://paper.example/a.jpg" alt=""></p>';
      assert.equal(copied(html, { imagePolicy: 'include' }), expected);
    }
    assert.equal(copied('<p><abbr title="1 < 2 -> 3">x</abbr></p>'), '<p><abbr title="1 &lt; 2 -&gt; 3">x</abbr></p>');
    assert.equal(copied('<p><time datetime="javascript:alert(1)">x</time></p>'), '<p><time>x</time></p>');
    for (const time of ['2026-11-14', '2026-11-14T09:30:00+01:00', '2026-W46', 'P1DT2H', '4h 18m 3s', '2026']) {
      assert.equal(copied(`<p><time datetime="${time}">x</time></p>`), `<p><time datetime="${time}">x</time></p>`);
    }
  });

  it('counts what it leaves out', () => {
    const { leftOut } = cleaned(
      '<img src="a.jpg"><img src="t.gif" width="1" height="1"><iframe></iframe><form>x</form><button>y</button>' +
        '<video src="v.mp4"></video><aside data-no-republish>z</aside><span aria-hidden="true"></span>',
    );
    assert.deepEqual(leftOut, { pictures: 1, trackers: 1, embeds: 1, controls: 2, media: 1, parts: 1 });
  });

  it('leaves out what the reader cannot see', () => {
    const isShown = (element: Element) => !element.hasAttribute('data-off');
    const { pieces, leftOut } = cleaned('<p>A</p><p data-off>B</p><img data-off src="t.gif">', { isShown });
    assert.equal(pieces.map(toHtml).join(''), '<p>A</p>');
    assert.deepEqual([leftOut.parts, leftOut.trackers], [1, 1]);
  });

  it('says where a picture was, and drops its caption', () => {
    assert.equal(
      copied('<figure><a href="/big"><img src="a.jpg"></a><figcaption>Boats</figcaption></figure>'),
      '<p>[Picture]</p>',
    );
    assert.equal(copied('<p>A <img src="a.jpg"> b</p>'), '<p>A [Picture] b</p>');
  });

  it('keeps pictures by the policy, or by a word at them', () => {
    const image = '<img src="https://paper.example/a.jpg" alt="Boats">';
    const figure = (attributes: string, more = '') =>
      `<figure><img src="/a.jpg" alt="Boats" srcset="x"${attributes}>${more}</figure>`;
    const licensed = '<figcaption><a rel="license" href="https://l.example/">L</a></figcaption>';
    assert.equal(copied(figure(''), { imagePolicy: 'include' }), `<figure>${image}</figure>`);
    assert.equal(copied(figure(' data-republish="no"'), { imagePolicy: 'include' }), '<p>[Picture]</p>');
    assert.equal(copied(figure(' data-republish="yes"')), `<figure>${image}</figure>`);
    assert.equal(copied(figure(''), { imagePolicy: 'licensed-only' }), '<p>[Picture]</p>');
    assert.ok(copied(figure('', licensed), { imagePolicy: 'licensed-only' }).startsWith(`<figure>${image}`));
  });

  it('takes the address of a picture that waits to be loaded, and none that is data', () => {
    const html = '<img src="data:image/gif;base64,AA" data-src="/b.jpg" alt="">';
    assert.equal(copied(html, { imagePolicy: 'include' }), '<p><img src="https://paper.example/b.jpg" alt=""></p>');
    assert.equal(copied('<img src="data:image/gif;base64,AA">', { imagePolicy: 'include' }), '<p>[Picture]</p>');
  });

  it('links to what it cannot play', () => {
    assert.equal(
      copied('<video title="Launch"><source src="/v.mp4"></video>'),
      '<p><a href="https://paper.example/v.mp4">Launch</a></p>',
    );
  });

  it('writes the letters of a picture of an emoji', () => {
    assert.equal(copied('<p>Hi <img class="emoji" alt="⚓" src="/e.svg"></p>'), '<p>Hi ⚓</p>');
    assert.equal(copied('<p><img alt="12" src="/e.svg"></p>'), '<p>[Picture]</p>');
  });

  it('counts invisible controls that no script needs, and keeps them', () => {
    const { oddCharacters, pieces } = cleaned('<p>a\u202eb\u2060c ن\u200cی ❤\ufe0f</p>');
    assert.equal(oddCharacters, 2);
    assert.ok(pieces.map(toHtml).join('').includes('a\u202eb\u2060c'));
  });

  it('is read by a browser as it is written, whatever the page', () => {
    const ALLOWED =
      /<(?!\/?(?:a|abbr|b|bdi|bdo|blockquote|br|caption|cite|code|dd|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|li|mark|ol|p|pre|q|rp|rt|ruby|s|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|ul)\b)/;
    const texts = [...corpus('xss-payloads', 'payload'), ...corpus('markdown', 'md'), ...corpus('host-pages', 'html')];
    assert.ok(texts.length > 300, `only ${texts.length} texts were read`);
    for (const text of texts) {
      const html = copied(text, { imagePolicy: 'include' });
      assert.equal(serialize(parseFragment(html)), html, text);
      assert.doesNotMatch(html, ALLOWED, text);
      assert.doesNotMatch(
        html,
        /<[^>]*\s(?:on\w+|style|class|id|srcdoc)=|(?:href|src|cite)="(?!https?:|mailto:|tel:)/i,
        text,
      );
      assert.equal(copied(html, { imagePolicy: 'include' }), html, `not the same again: ${text}`);
    }
  });
});

/** Every text under `key` in a corpus. */
function corpus(name: string, key: string): string[] {
  const { cases } = JSON.parse(readFileSync(`test/fixtures/corpus/${name}.public.json`, 'utf8')) as {
    cases: Record<string, unknown>[];
  };
  return cases.flatMap((one) => (typeof one[key] === 'string' && one[key] !== '' ? [one[key]] : []));
}

describe('an article as plain text', () => {
  it('has paragraphs, bullets, numbers and tables', () => {
    assert.equal(
      plain(
        '<h2>Tide</h2><p>One<br>two</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="3"><li>d</li></ol>' +
          '<table><caption>T</caption><tr><th>x</th><td>y z</td></tr></table><blockquote><p>q</p><p>r</p></blockquote>' +
          '<pre>  l1\n l2\n</pre>',
      ),
      'Tide\n\nOne\ntwo\n\n• a\n  • b\n• c\n\n3. d\n\nT\nx\ty z\n\n> q\n>\n> r\n\n  l1\n l2',
    );
  });

  it('says every address once', () => {
    assert.equal(
      plain('<p><a href="https://a.example/">A</a>, <a href="https://a.example/">again</a></p>'),
      'A (https://a.example/), again',
    );
    assert.equal(plain('<p><a href="https://a.example/">https://a.example/</a></p>'), 'https://a.example/');
  });
});

describe('a copy of the credit', () => {
  it('holds no more than its own markup', () => {
    const nodes = parsedNodes(
      '<p class="x">By\n <b>Ana</b> <a rel="external" href="/a" onclick="x()">Bote</a></p><script>1</script>',
    );
    assert.deepEqual(copyOf(nodes, OPTIONS.base), {
      html: '<p>By Ana <a href="https://paper.example/a" rel="external">Bote</a></p>',
      text: 'By Ana Bote (https://paper.example/a)',
    });
  });

  it('isolates what runs against the text around it, and nothing else', () => {
    const text = (html: string, around?: 'ltr' | 'rtl') => copyOf(parsedNodes(html), OPTIONS.base, around).text;
    assert.equal(text('By <bdi>Ana</bdi> and <bdi>ليلى 3</bdi>.'), 'By Ana and \u2068ليلى 3\u2069.');
    assert.equal(
      text('<p dir="rtl">من <a rel="external" href="https://a.example/"><bdi>Bote</bdi></a> و<bdi>ليلى</bdi></p>'),
      'من \u2068Bote\u2069 (\u2068https://a.example/\u2069) وليلى',
    );
    assert.equal(text('من <bdi>Bote</bdi> <bdi>2015</bdi>', 'rtl'), 'من \u2068Bote\u2069 2015');
  });
});
