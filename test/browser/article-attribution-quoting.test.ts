import { expect } from '@open-wc/testing';

import { ArticleAttribution } from '../../src/article-attribution/define.ts';
import { watchConsole } from '../support/console.ts';
import { settled, until } from '../support/element-suite.ts';

const LONG = 'The ferry leaves the harbour at seven and comes back before the library opens its doors again. '
  .repeat(3)
  .trim();
const STORY = `<p id="long" style="color:red"><b onclick="x()">${LONG}</b><a href="/pier">pier</a></p>
      <p id="short">The ferry leaves at seven.</p><pre id="code">${LONG}</pre>
      <div id="field" contenteditable>${LONG}</div>`;

function parse(markup: string): ChildNode[] {
  // eslint-disable-next-line no-restricted-syntax -- What a server sends is parsed by the browser; this is how.
  return [...document.createRange().createContextualFragment(markup).childNodes];
}

describe('copying from the article beside <article-attribution>', () => {
  watchConsole();
  let article: HTMLElement;
  let element: ArticleAttribution;
  let heard: string[];

  beforeEach(() => {
    article = document.createElement('div');
    article.className = 'story';
    article.append(...parse(STORY));
    element = document.createElement('article-attribution');
    heard = [];
    element.addEventListener('article-attribution-copied', ({ what, format }) => heard.push(`${what} ${format}`));
  });
  afterEach(() => {
    element.remove();
    article.remove();
    getSelection()!.removeAllRanges();
  });

  async function show(copyCredit?: 'quote'): Promise<void> {
    Object.assign(element, { source: 'Der Fährbote', headline: 'Ferries <b>', article: '.story', copyCredit });
    element.url = 'https://post.example/ferries';
    element.structuredData = 'none';
    document.body.append(article, element);
    await settled(element);
    if (copyCredit) await until(() => expect(copy('#long')).not.to.equal(undefined));
    heard.length = 0;
  }

  /** What the page puts on the clipboard; `undefined` when the browser copies as it would anyway. */
  function copy(from: string): { html: string; text: string } | undefined {
    getSelection()!.selectAllChildren(document.querySelector(from)!);
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
    const isOurs = !document.querySelector(from)!.dispatchEvent(event);
    return isOurs
      ? { html: event.clipboardData!.getData('text/html'), text: event.clipboardData!.getData('text/plain') }
      : undefined;
  }

  it('changes nothing unless the publisher asks for it', async () => {
    await show();
    expect(copy('#long')).to.equal(undefined);
    expect(heard).to.deep.equal([]);
  });

  it('adds one line with title and address to a long passage, says so and tells it', async () => {
    await show('quote');
    const { html, text } = copy('#long')!;
    expect(text.startsWith(LONG)).to.equal(true);
    expect(text.slice(LONG.length)).to.equal('pier\n\nFrom: Ferries <b>, https://post.example/ferries');
    const pier = new URL('/pier', document.baseURI).href;
    expect(html).to.equal(
      `<b>${LONG}</b><a href="${pier}">pier</a><p>From: <a href="https://post.example/ferries">Ferries &lt;b&gt;</a></p>`,
    );
    expect(heard).to.deep.equal(['quote html']);
    await until(() =>
      expect(element.shadowRoot!.querySelector('[part=status]')!.textContent).to.equal(
        'Quotation copied, with its source.',
      ),
    );
  });

  it('leaves short passages, code, fields and the rest of the page alone', async () => {
    await show('quote');
    for (const place of ['#short', '#code', '#field', 'article-attribution'])
      expect(copy(place), place).to.equal(undefined);
  });

  it('ends when the publisher or the page ends it', async () => {
    await show('quote');
    element.copyCredit = undefined;
    await settled(element);
    expect(copy('#long')).to.equal(undefined);
    element.copyCredit = 'quote';
    await settled(element);
    expect(copy('#long')).not.to.equal(undefined);
    element.remove();
    expect(copy('#long')).to.equal(undefined);
    document.body.append(element);
    await settled(element);
    await until(() => expect(copy('#long')).not.to.equal(undefined));
    expect(heard.length).to.equal(2);
  });

  it('takes the <article> around the credit where no selector is given, and never the credit itself', async () => {
    const around = document.createElement('article');
    await show('quote');
    document.body.append(around);
    around.append(article, element);
    element.article = undefined;
    element.rights = LONG;
    await settled(element);
    await until(() => expect(copy('#long')).not.to.equal(undefined));
    expect(copy('.furniture-credit')).to.equal(undefined);
    around.remove();
  });
});
