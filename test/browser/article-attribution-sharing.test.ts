import { expect } from '@open-wc/testing';

import type { ArticleAttributionCopiedEvent } from '../../src/article-attribution/article-attribution.ts';
import type { ArticleAttribution } from '../../src/article-attribution/define.ts';
import '../../src/article-attribution/define.ts';
import { useClipboard } from '../support/clipboard.ts';
import { settled, until } from '../support/element-suite.ts';

describe('sharing an article', () => {
  let element: ArticleAttribution;
  let article: HTMLElement;
  let written: Record<string, string>[];
  let copied: ArticleAttributionCopiedEvent[];
  let restore: () => void;
  const real = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')!;

  beforeEach(async () => {
    written = [];
    copied = [];
    const clipboard = {
      write: async ([item]: ClipboardItem[]) => {
        const entry: Record<string, string> = {};
        for (const type of item!.types) entry[type] = await (await item!.getType(type)).text();
        written.push(entry);
      },
      writeText: (text: string) => Promise.resolve(void written.push({ 'text/plain': text })),
    };
    restore = useClipboard(clipboard);
    article = document.createElement('main');
    for (const text of ['The library by the harbour opens.', 'It was closed for 11 years.']) {
      const paragraph = document.createElement('p');
      paragraph.textContent = text;
      article.append(paragraph);
    }
    element = document.createElement('article-attribution');
    Object.assign(element, { source: 'Der Fährbote', sourceUrl: 'https://faehrbote.example/a', share: true });
    Object.assign(element, {
      article: 'main',
      structuredData: 'none',
      headline: 'Harbour',
      url: 'https://l.example/a',
    });
    element.addEventListener('article-attribution-copied', (event) => copied.push(event));
    document.body.append(article, element);
    await settled(element);
    shadow().querySelector<HTMLElement>('[data-panel=share]')!.click();
    await until(() => expect(shadow().querySelector('[part=menu]')).not.to.equal(null));
  });
  afterEach(() => {
    restore();
    expect(navigator.clipboard).to.equal(real.get!.call(navigator));
    article.remove();
    element.remove();
  });

  const shadow = () => element.shadowRoot!;
  const status = () => shadow().querySelector('[part=status]')!.textContent.trim();
  async function press(name: string): Promise<void> {
    const buttons = [...shadow().querySelectorAll<HTMLButtonElement>('[part=menu] button')];
    buttons.find((button) => button.textContent.trim() === name)!.click();
    await settled(element);
  }
  const arrival = (count = 1) => until(() => expect(copied).to.have.length(count));

  it('copies a selected passage with its source and a link that leads to it', async () => {
    const [first, second] = article.querySelectorAll('p');
    getSelection()!.setBaseAndExtent(first!.firstChild!, 12, second!.firstChild!, 13);
    await press('Quote the selected passage');
    await arrival();
    const link = 'https://l.example/a#:~:text=by%20the%20harbour%20opens.,It%20was%20closed';
    expect(written[0]!['text/plain']).to.equal(
      `“by the harbour opens.\nIt was closed”\nFrom: Harbour, https://l.example/a#:~:text=by%20the%20harbour%20opens.,It%20was%20closed`,
    );
    expect(written[0]!['text/html']).to.equal(
      `<blockquote cite="${link}"><p>by the harbour opens.</p><p>It was closed</p></blockquote><p>From: <a href="${link}">Harbour</a></p>`,
    );
    expect([copied[0]!.what, copied[0]!.format]).to.deep.equal(['quote', 'html']);
    expect(status()).to.equal('Quotation copied, with its source.');
  });

  it('asks for a passage where none is selected, or one of elsewhere', async () => {
    getSelection()!.removeAllRanges();
    await press('Quote the selected passage');
    expect(status()).to.equal('Select a passage of the article first.');
    getSelection()!.selectAllChildren(element);
    await press('Quote the selected passage');
    expect(written).to.deep.equal([]);
  });

  it('offers no quotation without an article', async () => {
    element.article = 'main !!';
    await settled(element);
    expect(shadow().querySelector('[part=menu]')!.textContent).not.to.contain('Quote');
  });

  it('copies the link, and the credit as text, HTML and Markdown', async () => {
    await press('Copy link');
    await press('Copy credit as plain text');
    await press('Copy credit as HTML');
    await press('Copy credit as Markdown');
    await arrival(4);
    const credit = 'This article was originally published by';
    expect(written.map((entry) => entry['text/plain'])).to.deep.equal([
      'https://l.example/a',
      `${credit} Der Fährbote (https://faehrbote.example/a).`,
      `<p lang="en" dir="ltr">${credit} <a href="https://faehrbote.example/a" rel="external"><bdi>Der Fährbote</bdi></a>.</p>`,
      `${credit} [Der Fährbote](<https://faehrbote.example/a>).`,
    ]);
    expect(copied.map(({ format }) => format)).to.deep.equal(['html', 'text', 'html', 'markdown']);
  });

  it('takes a relative address from where the links of the page start', async () => {
    const base = document.createElement('base');
    base.href = 'https://l.example/2026/';
    document.head.append(base);
    element.url = 'harbour';
    await press('Copy link');
    await arrival();
    base.remove();
    expect(written[0]!['text/plain']).to.equal('https://l.example/2026/harbour');
  });

  it('offers what cannot be copied for copying by hand', async () => {
    useClipboard(undefined);
    await press('Copy link');
    await until(() => expect(shadow().querySelector('textarea')?.value).to.equal('https://l.example/a'));
    expect(shadow().activeElement).to.equal(shadow().querySelector('textarea'));
    expect(copied).to.deep.equal([]);
  });
});
