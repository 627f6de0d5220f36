import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { ArticleAttribution } from '../../src/article-attribution/define.ts';
import type { ArticleAttributionCopiedEvent } from '../../src/article-attribution/events.ts';
import { settled, until } from '../support/element-suite.ts';
import { useClipboard } from '../support/clipboard.ts';
import { watchConsole } from '../support/console.ts';

const ARTICLE = {
  cite: '',
  source: 'Der Bote',
  'source-url': 'https://derbote.example/hafen',
  'source-lang': 'de',
  'source-title': 'Der Hafen schläft',
  'source-published': '2015-03-14',
  authors: 'Maria Kessler',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  headline: 'The Harbour Sleeps',
  published: '2015-03-16',
  url: 'https://harbourpost.example/harbour',
  'structured-data': 'none',
};
const APA =
  'Kessler, M. (2015, March 16). The Harbour Sleeps (J. Weber, Trans.). The Harbour Post. https://harbourpost.example/harbour (Original work published 2015)';

describe('citing in <article-attribution>', () => {
  watchConsole();
  let element: ArticleAttribution;
  let written: ClipboardItem[];
  let restore: () => void;

  beforeEach(() => {
    written = [];
    restore = useClipboard({ write: async (items: ClipboardItem[]) => void written.push(...items) });
  });
  afterEach(() => {
    restore();
    element.remove();
  });

  const shadow = () => element.shadowRoot!;
  const find = <T extends HTMLElement>(selector: string) => shadow().querySelector<T>(`#panel ${selector}`);
  const shown = () => find('.citation')?.textContent?.trim();
  const record = () => find<HTMLTextAreaElement>('textarea')?.value;
  const radios = () => [...shadow().querySelectorAll<HTMLInputElement>('#panel [type=radio]')];
  const link = () => find<HTMLAnchorElement>('a[download]');
  const copy = () => find<HTMLButtonElement>('[part=menu] button')!;

  async function open(changes: Readonly<Record<string, string | undefined>> = {}): Promise<void> {
    element = document.createElement('article-attribution');
    const attributes: Readonly<Record<string, string | undefined>> = { ...ARTICLE, ...changes };
    for (const name of Object.keys(attributes)) {
      if (attributes[name] !== undefined) element.setAttribute(name, attributes[name]);
    }
    document.body.append(element);
    await settled(element);
    shadow().querySelector<HTMLButtonElement>('[data-panel=cite]')!.click();
    await until(() => expect(find('select')).not.to.equal(null));
  }

  async function choose(format: string): Promise<void> {
    const select = find<HTMLSelectElement>('select')!;
    select.value = format;
    select.dispatchEvent(new Event('change'));
    await element.updateComplete;
  }

  it('shows the citation at once, with its italics, and says that it is English', async () => {
    await open();
    expect(shown()).to.equal(APA);
    expect(find('.citation i')!.textContent).to.equal('The Harbour Post');
    expect(find('.citation')!.lang).to.equal('en');
  });

  it('offers eight formats by their names', async () => {
    await open();
    const names = [...find<HTMLSelectElement>('select')!.options].map(({ value }) => value);
    expect(names).to.eql(['APA', 'MLA', 'Chicago', 'BibTeX', 'BibLaTeX', 'RIS', 'CSL-JSON', 'Wikipedia']);
    expect(shadow().querySelector('label[for=format]')!.textContent).to.equal('Format');
    for (const name of names) {
      await choose(name);
      expect(shown() ?? record()).to.contain('Harbour');
    }
  });

  it('cites the original for who chooses it by keyboard', async () => {
    await open();
    radios()[0]!.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => expect(shown()).to.contain('Der Hafen schläft [The Harbour Sleeps]'));
    expect(radios()[1]!.checked).to.equal(true);
    expect(find('.citation bdi')!.lang).to.equal('de');
  });

  it('says why the original cannot be cited', async () => {
    await open({ 'source-title': undefined });
    const [version, original] = radios();
    expect([version!.checked, original!.disabled]).to.eql([true, true]);
    const reason = shadow().getElementById(original!.getAttribute('aria-describedby')!)!;
    expect(reason.textContent).to.contain('its title is not known');
  });

  it('leaves no choice where there is one text only, and goes back to it when the original goes away', async () => {
    await open();
    radios()[1]!.click();
    await until(() => expect(shown()).to.contain('Hafen'));
    element.removeAttribute('source-title');
    await until(() => expect(shown()).to.equal(APA));
    for (const name of ['source', 'source-url']) element.removeAttribute(name);
    await until(() => expect(radios()).to.eql([]));
  });

  it('copies with markup and as text, and tells', async () => {
    await open();
    const events: ArticleAttributionCopiedEvent[] = [];
    element.addEventListener('article-attribution-copied', (event) => events.push(event));
    copy().click();
    await until(() => expect(events).to.have.length(1));
    expect([events[0]!.what, events[0]!.format]).to.eql(['citation', 'APA']);
    expect(await (await written[0]!.getType('text/plain')).text()).to.equal(APA);
    const markup = await (await written[0]!.getType('text/html')).text();
    expect(markup).to.equal(`<p lang="en" dir="ltr">${APA.replace('The Harbour Post', '<i>The Harbour Post</i>')}</p>`);
    await until(() => expect(shadow().querySelector('[role=status]')!.textContent).to.equal('Citation copied.'));
  });

  it('starts to copy while the press lasts', async () => {
    await open();
    copy().click();
    expect(written).to.have.length(1);
  });

  it('no longer says that it is copied when another citation is on show', async () => {
    await open();
    copy().click();
    const status = () => shadow().querySelector('[role=status]')!.textContent;
    await until(() => expect(status()).to.equal('Citation copied.'));
    await choose('MLA');
    expect(status()).to.equal('');
  });

  it('offers the citation to copy by hand where nothing else is allowed', async () => {
    await open();
    restore();
    restore = useClipboard({ write: () => Promise.reject(new Error('no')) });
    copy().click();
    await until(() => expect(shadow().querySelector<HTMLTextAreaElement>('#by-hand')?.value).to.equal(APA));
  });

  it('gives what reference managers read as a file', async () => {
    await open();
    expect(link()).to.equal(null);
    for (const [format, ending, type] of [
      ['BibTeX', 'bib', 'application/x-bibtex'],
      ['BibLaTeX', 'bib', 'application/x-bibtex'],
      ['RIS', 'ris', 'application/x-research-info-systems'],
      ['CSL-JSON', 'json', 'application/vnd.citationstyles.csl+json'],
    ] as const) {
      await choose(format);
      expect(link()!.download).to.equal(`kessler-2015-harbour.${ending}`);
      expect(link()!.textContent).to.equal(`Download kessler-2015-harbour.${ending}`);
      const file = await (await fetch(link()!.href)).blob();
      expect(file.type).to.equal(type);
      expect((await file.text()).replace(/\r\n/g, '\n')).to.equal(record());
    }
    await choose('Wikipedia');
    expect(link()).to.equal(null);
  });

  it('lets go of files that are no longer on show', async () => {
    await open();
    await choose('RIS');
    const first = link()!.href;
    await choose('BibTeX');
    const second = link()!.href;
    const isGone = (href: string) =>
      fetch(href).then(
        () => false,
        () => true,
      );
    expect([await isGone(first), await isGone(second)]).to.eql([true, false]);
    element.remove();
    expect(await isGone(second)).to.equal(true);
    document.body.append(element);
    await until(() => expect(link()?.href).not.to.equal(second));
    expect(await isGone(link()!.href)).to.equal(false);
  });

  it('leaves the citation that a reader has selected alone when it draws again', async () => {
    await open();
    const node = find('.citation i');
    element.requestUpdate();
    await element.updateComplete;
    expect(find('.citation i')).to.equal(node);
  });

  it('has targets of 44 pixels, and fits into 320', async () => {
    await open();
    element.style.inlineSize = '320px';
    await choose('CSL-JSON');
    for (const target of shadow().querySelectorAll('#panel :is(button, select, a, label:has(input))')) {
      expect(target.getBoundingClientRect().height, target.localName).to.be.at.least(44);
    }
    expect(shadow().querySelector('#panel')!.scrollWidth).to.be.at.most(320);
  });

  it('passes axe, from right to left too', async () => {
    await open({ 'source-title': undefined });
    element.dir = 'rtl';
    await expect(element).to.be.accessible();
    await choose('RIS');
    await expect(element).to.be.accessible();
  });
});
