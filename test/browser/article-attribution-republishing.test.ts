import { expect } from '@open-wc/testing';

import { ArticleAttribution } from '../../src/article-attribution/define.ts';
import { useClipboard } from '../support/clipboard.ts';
import { settled, until } from '../support/element-suite.ts';

describe('republishing with <article-attribution>', () => {
  let article: HTMLElement;
  let element: ArticleAttribution;
  let restore: () => void;

  beforeEach(() => {
    restore = () => undefined;
    article = document.createElement('article');
    const heading = document.createElement('h1');
    heading.textContent = 'The library is back';
    const words = document.createElement('p');
    words.textContent = 'The quay is open.';
    const picture = document.createElement('img');
    picture.setAttribute('alt', 'The quay');
    const hidden = document.createElement('p');
    hidden.textContent = 'Only for subscribers.';
    hidden.style.display = 'none';
    element = document.createElement('article-attribution');
    element.authors = 'Ada Marsh';
    element.publisher = 'The Lantern';
    element.url = 'https://lantern.example/library';
    element.structuredData = 'none';
    article.append(heading, words, picture, document.createElement('iframe'), hidden, element);
  });
  afterEach(() => {
    restore();
    article.remove();
  });

  const panel = () => element.shadowRoot!.querySelector<HTMLElement>('[part=panel]');
  const preview = () => panel()!.querySelector<HTMLTextAreaElement>('#preview');
  const copier = () => [...panel()!.querySelectorAll('button')].find((one) => one.textContent === 'Copy article');
  const said = () => panel()!.textContent.replace(/\s+/g, ' ');

  async function open(republish: ArticleAttribution['republish']): Promise<void> {
    element.republish = republish;
    document.body.append(article);
    await settled(element);
    element.shadowRoot!.querySelector<HTMLButtonElement>('[data-panel=republish]')!.click();
    await until(() => expect(panel()).not.to.equal(null));
  }

  function listen(): string[] {
    const heard: string[] = [];
    element.addEventListener('article-attribution-copied', ({ what, format }) => heard.push(`${what} ${format}`));
    return heard;
  }

  it('copies the article as HTML and as text, says so and tells it', async () => {
    const items: ClipboardItem[] = [];
    restore = useClipboard({ write: (list: ClipboardItem[]) => Promise.resolve(items.push(...list)) });
    await open('yes');
    const heard = listen();
    const shown = preview()!.value;
    copier()!.click();
    await until(() => expect(heard).to.deep.equal(['article html']));
    const read = async (type: string) => (await items[0]!.getType(type)).text();
    expect(await read('text/html')).to.equal(shown);
    expect(shown)
      .to.match(/^<p lang="en" dir="ltr">This article by .*<a href="https:\/\/lantern\.example\/library"/)
      .and.to.contain('<h2>The library is back</h2>\n<p>The quay is open.</p>');
    expect(shown).not.to.match(/subscribers|iframe|<img|article-attribution|furniture/);
    expect(await read('text/plain')).to.equal(
      'This article by Ada Marsh was originally published by The Lantern (https://lantern.example/library).\n\n' +
        'The library is back\n\nThe quay is open.\n\n[Picture not included]\n\nChanges: pictures removed.',
    );
    expect(element.shadowRoot!.querySelector('[part=status]')!.textContent).to.contain('Article copied.');
  });

  it('shows and copies plain text where that is chosen', async () => {
    const texts: string[] = [];
    restore = useClipboard({ writeText: (text: string) => Promise.resolve(texts.push(text)) });
    await open('yes');
    const heard = listen();
    panel()!.querySelector<HTMLInputElement>('input[value=text]')!.click();
    await until(() => expect(preview()!.value).not.to.contain('<'));
    copier()!.click();
    await until(() => expect(heard).to.deep.equal(['article text']));
    expect(texts).to.deep.equal([preview()!.value]);
  });

  it('offers the copy to be made by hand where no clipboard may be written', async () => {
    restore = useClipboard(undefined);
    await open('yes');
    copier()!.click();
    await until(() => expect(element.shadowRoot!.querySelector('#by-hand')).not.to.equal(null));
    expect(element.shadowRoot!.querySelector<HTMLTextAreaElement>('#by-hand')!.value).to.contain('<h2>');
  });

  it('tells what was left out, what to keep to and what to tell search engines', async () => {
    element.licence = 'CC BY-NC-SA 4.0';
    await open(true);
    expect(said())
      .to.contain('You may republish this article under CC BY-NC-SA 4.0.')
      .and.to.contain('Offer what you make of it under the same licence.')
      .and.to.contain('Left out: 1 picture, 1 embedded part of another site, and 1 part that is not to be republished.')
      .and.to.contain('<meta name="googlebot-news" content="noindex">')
      .and.not.to.contain('counts how often');
    expect(preview()!.value).to.contain('CC BY-NC-SA 4.0');
    await expect(element).to.be.accessible();
  });

  it('leads to the deed in the language of the article, by the full name of the licence', async () => {
    element.licence = 'CC BY-SA 3.0 DE';
    element.workLang = 'fr-CA';
    await open(true);
    const [deed] = panel()!.querySelectorAll('a');
    expect(deed!.textContent).to.equal('Creative Commons Attribution-ShareAlike 3.0 Germany');
    expect(deed!.getAttribute('href')).to.equal('https://creativecommons.org/licenses/by-sa/3.0/de/deed.fr');
    expect([deed!.hreflang, deed!.lang, deed!.rel]).to.deep.equal(['fr', 'en', '']);
    const canonical = 'https://creativecommons.org/licenses/by-sa/3.0/de/';
    expect(element.querySelector<HTMLAnchorElement>('a[rel=license]')!.href).to.equal(canonical);
    expect(preview()!.value).to.contain(canonical).and.not.to.contain('deed');
    await expect(element).to.be.accessible();
  });

  for (const [licence, lang, href, name] of [
    ['CC BY 4.0', 'he', 'https://creativecommons.org/licenses/by/4.0/', /^Creative Commons Attribution 4.0/],
    ['OGL v3', 'de', 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/', /^Open Gov/],
    ['Our terms <https://lantern.example/terms>', 'de', 'https://lantern.example/terms', /^Our terms$/],
  ] as const) {
    it(`leads to the address of ${licence} where there is no deed in "${lang}"`, async () => {
      element.licence = licence;
      element.workLang = lang;
      await open('ask');
      const [terms] = panel()!.querySelectorAll('a');
      expect([terms!.getAttribute('href'), terms!.hasAttribute('hreflang')]).to.deep.equal([href, false]);
      expect(terms!.textContent).to.match(name);
    });
  }

  it('leads nowhere where the terms have no address', async () => {
    element.licence = 'CC BY';
    await open('ask');
    expect(panel()!.querySelector('a')).to.equal(null);
  });

  it('says that a copy counts, where it does', async () => {
    await open({ allowed: 'yes', counter: 'https://count.example/1' });
    expect(said()).to.contain('one picture from count.example that counts');
    expect(preview()!.value).to.contain('<img src="https://count.example/1"');
  });

  for (const [republish, sentence, links] of [
    ['ask', 'Please ask before you republish this article.', ['Rules for republishing', 'Ask for permission']],
    ['no', 'This article may not be republished.', ['Rules for republishing']],
  ] as const) {
    it(`copies nothing where the publisher says "${republish}"`, async () => {
      await open({ allowed: republish, rulesUrl: '/rules', contact: 'mailto:desk@lantern.example' });
      expect(said()).to.contain(sentence);
      expect([...panel()!.querySelectorAll('a')].map((link) => link.textContent)).to.deep.equal(links);
      expect(copier()).to.equal(undefined);
      expect(preview()).to.equal(null);
      await expect(element).to.be.accessible();
    });
  }

  it('says where there is no article to copy', async () => {
    element.article = '#elsewhere';
    await open('yes');
    expect(said()).to.contain('The text of the article was not found on this page.');
    expect(copier()).to.equal(undefined);
    element.article = 'p[';
    await settled(element);
    expect(said()).to.contain('was not found');
  });

  it('reads the article once for each look, and again when it has changed', async () => {
    let reads = 0;
    const { childNodes } = article;
    Object.defineProperty(article, 'childNodes', { configurable: true, get: () => (reads++, childNodes) });
    await open('yes');
    const first = reads;
    for (let round = 0; round < 3; round++) {
      element.requestUpdate();
      await settled(element);
    }
    panel()!.querySelector<HTMLInputElement>('input[value=text]')!.click();
    await settled(element);
    expect([first, reads]).to.deep.equal([1, 1]);
    article.querySelector('p')!.textContent = 'The quay is closed.';
    element.requestUpdate();
    await settled(element);
    expect(preview()!.value).to.contain('The quay is closed.');
    expect(reads).to.equal(2);
  });

  it('looks again when it is opened again: what the page shows may be another part', async () => {
    await open('yes');
    const opener = element.shadowRoot!.querySelector<HTMLButtonElement>('[data-panel=republish]')!;
    const style = document.createElement('style');
    style.textContent = 'article > h1 { display: none }';
    opener.click();
    await until(() => expect(panel()).to.equal(null));
    document.body.append(style);
    opener.click();
    await until(() => expect(preview()!.value).not.to.contain('The library is back'));
    style.remove();
  });

  it('takes a relative address of this version from where the links of the page start', async () => {
    const base = document.createElement('base');
    base.href = 'https://lantern.example/2026/';
    document.head.append(base);
    element.url = 'library?b=1';
    await open('yes');
    expect(preview()!.value).to.contain('href="https://lantern.example/2026/library?b=1"');
    base.remove();
  });

  it('counts control characters that nobody sees', async () => {
    article.querySelector('p')!.append('\u202etxt');
    await open('yes');
    expect(said()).to.contain('The text holds 1 invisible control character.');
  });
});
