import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { ArticleAttribution } from '../../src/article-attribution/define.ts';
import { readChildren } from '../../src/article-attribution/read-children.ts';
import { readOptions } from '../../src/article-attribution/options.ts';
import { renderAttribution } from '../../src/article-attribution/render.ts';
import { serialiseJsonLd, structuredData } from '../../src/article-attribution/describing/structured-data.ts';
import { registerLocale } from '../../src/base/messages.ts';
import german from '../../src/locales/de.ts';
import payloads from '../fixtures/corpus/xss-payloads.public.json' with { type: 'json' };
import { useClipboard } from '../support/clipboard.ts';
import { watchConsole } from '../support/console.ts';
import { elementSuite, settled, until } from '../support/element-suite.ts';

const SOURCE = {
  source: 'Der Bote',
  'source-url': 'https://derbote.example/a',
  'source-lang': 'de',
  'source-published': '2015-03-14',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  exclusive: '',
};
/** The same as the data model has it, and more of it. */
const MODEL = {
  sourceUrl: '/a',
  sourceLang: 'de',
  sourcePublished: '2015-03',
  sourceTitle: 'Rohre\n & mehr',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  publisherUrl: '/',
  exclusive: '',
  published: '2015-03-16',
  licence: 'CC BY-SA 4.0',
  rights: '© a\u00a0b',
};
const SENTENCE =
  'This article was originally published by Der Bote on March 14, 2015. ' +
  'Translated from German by Jonas Weber, exclusively for The Harbour Post.';

elementSuite({
  tag: 'article-attribution',
  Class: ArticleAttribution,
  attributes: SOURCE,
  visible: { property: 'source', values: ['Der Bote', 'Die Woche', 'Die Stunde'] },
  wrong: { property: 'kind', value: 'theft' },
  word: 'Copy credit',
});

describe('<article-attribution>', () => {
  const console = watchConsole();
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    expect(block()).to.equal(null);
  });

  type Attributes = Readonly<Record<string, string>>;

  function make(attributes: Attributes = SOURCE, content: readonly (Node | string)[] = []): ArticleAttribution {
    const element = document.createElement('article-attribution');
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!);
    element.append(...content);
    return element;
  }

  async function show(attributes: Attributes = SOURCE, content: readonly (Node | string)[] = []) {
    const element = make(attributes, content);
    place.append(element);
    await settled(element);
    return element;
  }

  /** Nodes of markup that a server sent; tests may parse, the element may not. */
  function parse(markup: string): ChildNode[] {
    // eslint-disable-next-line no-restricted-syntax -- What a server sends is parsed by the browser; this is how.
    return [...document.createRange().createContextualFragment(markup).childNodes];
  }

  const block = () => document.head.querySelector('script[data-article-attribution]');
  const written = () => JSON.parse(block()?.textContent ?? 'null') as Record<string, unknown> | null;
  const credit = (element: Element) => element.querySelector<HTMLElement>(':scope > p.furniture-credit');
  const button = (element: Element) => element.shadowRoot!.querySelector<HTMLButtonElement>('[part=button]')!;

  describe('the sentence', () => {
    it('stands in the light DOM as one paragraph', async () => {
      const element = await show();
      expect(element.children).to.have.length(1);
      expect(credit(element)!.textContent).to.equal(SENTENCE);
      expect(element.matches(':state(ready)')).to.equal(true);
    });

    it('is letter for letter what servers write', async () => {
      const data = {
        source: 'A & B',
        authors: 'Ana <https://a.example/?x=1&y=2>; “Bo”',
        licence: 'CC BY 4.0',
        rights: '© a\u00a0b',
      };
      const element = await show(data);
      // eslint-disable-next-line no-restricted-syntax -- Only read, to compare.
      expect(credit(element)!.outerHTML).to.equal(renderAttribution(data));
    });

    it('leaves alone what a server wrote, if it says the same', async () => {
      const html = renderAttribution({ source: 'Der Bote' });
      const nodes = parse(html);
      const element = await show({ source: 'Der Bote' }, nodes);
      expect(credit(element)).to.equal(nodes[0]);
      expect(element.children).to.have.length(1);
    });

    it('follows what changes, and goes when nothing is known any more', async () => {
      const element = await show({ source: 'Der Bote' });
      element.source = 'Die Woche';
      await settled(element);
      expect(credit(element)!.textContent).to.contain('Die Woche');
      element.source = undefined;
      element.removeAttribute('source');
      await settled(element);
      expect(element.children).to.have.length(0);
      expect(element.matches(':state(empty)')).to.equal(true);
      expect(element.getBoundingClientRect().height).to.equal(0);
    });

    it('is stable: nothing is written twice', async () => {
      const element = await show();
      const before = credit(element);
      element.requestUpdate();
      await settled(element);
      expect(credit(element)).to.equal(before);
    });

    it('speaks the page’s language', async () => {
      registerLocale('de', german);
      place.lang = 'de';
      const element = await show({ source: 'The Post', 'source-lang': 'en', translators: 'Ana' });
      expect(credit(element)!.lang).to.equal('de');
      expect(credit(element)!.textContent).to.equal(
        'Dieser Artikel erschien zuerst bei The Post. Übersetzt aus dem Englischen von Ana.',
      );
    });

    it('takes the data model as JSON and as a property', async () => {
      const script = document.createElement('script');
      script.type = 'application/json';
      script.textContent = JSON.stringify({
        source: [{ name: 'Der Bote' }],
        contributors: [{ role: 'author', name: 'Ana' }],
      });
      const element = await show({}, [script]);
      expect(credit(element)!.textContent).to.equal('This article by Ana was originally published by Der Bote.');
      element.data = { source: [{ name: 'Die Woche' }] };
      await settled(element);
      expect(credit(element)!.textContent).to.contain('Die Woche');
      element.data = undefined;
      await settled(element);
      expect(credit(element)!.textContent).to.contain('Der Bote');
    });

    it('leaves no markup, whatever the fields hold', async () => {
      const element = await show({});
      for (const { payload } of payloads.cases as { payload?: string }[]) {
        if (payload === undefined) continue;
        element.data = {
          source: payload,
          sourceUrl: payload,
          authors: [{ name: payload, url: payload }],
          licence: payload,
          rights: payload,
        };
        await element.updateComplete;
        for (const node of element.querySelectorAll('*')) {
          expect(['P', 'A', 'BDI', 'SPAN', 'CITE', 'TIME', 'DATA']).to.contain(node.tagName);
          expect(node.getAttribute('href') ?? '').not.to.match(/^\s*(javascript|data|vbscript):/i);
        }
      }
      await settled(element);
      console.take();
    });
  });

  describe('the publisher’s own credit', () => {
    const OWN =
      '<p>First in <span class="h-cite u-translation-of"><a class="u-url p-name p-publication" hreflang="de" href="https://derbote.example/a">Der Bote</a> (<time class="dt-published" datetime="2015-03">March</time>)</span>, put into English by <a class="p-translator h-card" href="/weber">Jonas Weber</a>. <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>';

    it('is kept as it is', async () => {
      const element = await show(SOURCE, parse(OWN));
      expect(element.children).to.have.length(1);
      expect(credit(element)).to.equal(null);
      expect(element.matches(':state(ready)')).to.equal(true);
    });

    it('is not what editing programs leave behind: breaks and empty paragraphs', async () => {
      for (const left of ['<br>', '<p></p>', '<p>&nbsp;</p>', '<p><br></p>\n<br>']) {
        const element = await show(SOURCE, parse(left));
        expect(credit(element)?.textContent, left).to.equal(SENTENCE);
        element.remove();
      }
      const picture = await show(SOURCE, parse('<p><img alt="As Der Bote has it"></p>'));
      expect(credit(picture)).to.equal(null);
    });

    it('is read as data', async () => {
      await show({}, parse(OWN));
      await until(() => expect(written()).not.to.equal(null));
      const { translator, license, translationOfWork } = written()!;
      expect(translator).to.deep.equal({
        '@type': 'Person',
        '@id': new URL('/weber#person', location.href).href,
        name: 'Jonas Weber',
        url: new URL('/weber', location.href).href,
      });
      expect(license).to.equal('https://creativecommons.org/licenses/by/4.0/');
      expect(translationOfWork).to.deep.include({
        inLanguage: 'de',
        datePublished: '2015-03',
        url: 'https://derbote.example/a',
      });
    });

    it('is read back as it was given, where a server wrote it', async () => {
      const said = {
        source: 'Der Bote',
        sourceUrl: 'https://derbote.example/a',
        sourceNameLang: 'de',
        sourceGone: true,
        archivedAt: 'https://archive.example/a',
        contentCredentials: 'https://harbourpost.example/c2pa',
        permissionUrl: 'https://derbote.example/rights',
        permissionRef: 'DB-44',
        publisher: 'The Harbour Post',
        exclusive: ['publication'],
        exclusiveIn: ['DE', 'AT'],
        workTranslation: [
          { url: 'https://harbourpost.example/fr', lang: 'fr', title: 'Le port' },
          { url: 'https://harbourpost.example/nl', lang: 'nl' },
        ],
      };
      const people = {
        authors: [{ name: 'Mila', nameNative: 'Мила', nameLang: 'ru', affiliation: 'Harbour Library' }],
        reviewedBy: [{ name: 'Ole', url: 'https://ole.example/' }],
        credits: [
          { role: 'photographer', name: 'Pia' },
          { role: 'data', name: 'Pia' },
        ],
      };
      const root = document.createElement('div');
      root.append(...parse(renderAttribution({ ...said, ...people, kind: 'translation' })));
      const first = readOptions({ ...said, ...people }).config;
      const again = readOptions(readChildren(root)).config;
      for (const key of Object.keys(first)) expect(again).to.have.deep.property(key, first[key as 'source']);
    });

    it('takes the place of ours when it arrives late', async () => {
      const element = await show();
      element.append(...parse(OWN));
      await settled(element);
      expect(credit(element)).to.equal(null);
      expect(element.children).to.have.length(1);
    });

    it('is what a server wrote, where nothing else is said', async () => {
      const element = await show({}, parse(renderAttribution({ source: 'Der Bote', authors: 'Ana' })));
      expect(credit(element)!.textContent).to.contain('Der Bote');
      await until(() => expect(written()).to.deep.include({ author: { '@type': 'Person', name: 'Ana' } }));
    });
  });

  describe('structured data', () => {
    it('is written once, and leaves with the element', async () => {
      const element = await show();
      const second = await show({ source: 'Die Woche' });
      await until(() => expect(written()).to.deep.include({ isBasedOn: 'https://derbote.example/a' }));
      expect(document.querySelectorAll('script[data-article-attribution]')).to.have.length(1);
      expect(written()!['creditText']).to.equal(SENTENCE);
      element.remove();
      await until(() => expect(JSON.stringify(written())).to.contain('Die Woche'));
      second.remove();
      expect(block()).to.equal(null);
    });

    it('is letter for letter what servers write for a page of that address and headline', async () => {
      const data = { ...MODEL, source: 'A\u00a0& </script> B', authors: 'Ana <https://a.example/?x=1&y=2>; “Bo”' };
      const element = make({}, []);
      element.data = data;
      place.append(element);
      await until(() => expect(block()).not.to.equal(null));
      const url = location.href.replace(/#.*/, '');
      const node = structuredData(data, { lang: 'en', url, headline: document.title || undefined, now: Date.now() });
      expect(block()!.textContent).to.equal(serialiseJsonLd(node!));
    });

    it('is not written beside another description of the article, which is compared', async () => {
      const other = document.createElement('script');
      other.type = 'application/ld+json';
      other.textContent = JSON.stringify({ '@type': 'NewsArticle', author: { name: 'Jonas Weber' } });
      document.head.append(other);
      try {
        const element = await show();
        const codes = (await element.validate()).map(({ code }) => code);
        expect(codes).to.contain('jsonld-mismatch');
        expect(block()).to.equal(null);
        element.structuredData = 'standalone';
        await until(() => expect(block()).not.to.equal(null));
        element.structuredData = 'auto';
        await until(() => expect(block()).to.equal(null));
      } finally {
        other.remove();
      }
    });

    it('makes room for a description that arrives later', async () => {
      await show();
      await until(() => expect(block()).not.to.equal(null));
      const other = document.createElement('script');
      other.type = 'application/ld+json';
      other.textContent = '{"@type":"NewsArticle"}';
      document.head.append(other);
      await until(() => expect(block()).to.equal(null));
      other.remove();
      await until(() => expect(block()).not.to.equal(null));
    });

    it('is not written under none', async () => {
      const element = await show({ ...SOURCE, 'structured-data': 'none' });
      await element.validate();
      expect(block()).to.equal(null);
    });
  });

  it('keeps the button that has the focus when more is known of the article', async () => {
    const element = await show({ source: 'Der Bote' });
    const copy = button(element);
    copy.focus();
    element.sourceUrl = '/a';
    element.licence = 'CC BY 4.0';
    await settled(element);
    expect(element.shadowRoot!.querySelectorAll('.address')).to.have.length(2);
    expect(element.shadowRoot!.activeElement === copy).to.equal(true);
  });

  describe('checks', () => {
    it('run once by themselves, without a word on the console', async () => {
      const element = make({ ...SOURCE, licence: 'CC BY' });
      const heard: string[][] = [];
      element.addEventListener('article-attribution-checked', ({ diagnostics }) =>
        heard.push(diagnostics.map(({ code }) => code)),
      );
      place.append(element);
      await until(() => expect(heard).to.have.length(1));
      expect(heard[0]).to.contain('licence-version-missing');
      element.licence = 'CC BY-SA 4.0';
      await settled(element);
      expect(heard).to.have.length(1);
      const found = await element.validate();
      expect(found.map(({ code }) => code)).to.deep.equal(['exclusive-but-open', 'author-missing']);
      expect(heard).to.have.length(2);
    });

    it('name the value that could not be used', async () => {
      const element = await show({ ...SOURCE, 'source-published': '14/03/2015' });
      expect((await element.validate()).map(({ code }) => code)).to.contain('invalid-date');
      expect(console.take()).to.have.length(1);
    });
  });

  describe('copying', () => {
    let restore: () => void;
    afterEach(() => restore());

    function listen(element: HTMLElement): string[] {
      const heard: string[] = [];
      element.addEventListener('article-attribution-copied', ({ what, format }) => heard.push(`${what} ${format}`));
      return heard;
    }

    it('writes HTML and text, says so and tells it', async () => {
      const items: ClipboardItem[] = [];
      restore = useClipboard({ write: (list: ClipboardItem[]) => Promise.resolve(items.push(...list)) });
      const element = await show({ ...SOURCE, 'source-url': '/a', licence: 'CC BY 4.0' });
      const heard = listen(element);
      button(element).click();
      await until(() => expect(heard).to.deep.equal(['credit html']));
      const read = async (type: string) => (await items[0]!.getType(type)).text();
      const address = new URL('/a', location.href).href;
      expect(await read('text/html'))
        .to.contain(`href="${address}"`)
        .and.not.to.contain('class=');
      expect(await read('text/plain'))
        .to.contain(`Der Bote (${address})`)
        .and.to.contain('CC BY 4.0 (https://');
      await until(() =>
        expect(element.shadowRoot!.querySelector('[part=status]')!.textContent).to.equal('Credit copied.'),
      );
    });

    it('writes text where that is all that is allowed', async () => {
      const texts: string[] = [];
      restore = useClipboard({
        write: () => Promise.reject(new Error('no')),
        writeText: (text: string) => Promise.resolve(texts.push(text)),
      });
      const element = await show({ source: 'Der Bote' });
      const heard = listen(element);
      button(element).click();
      await until(() => expect(heard).to.deep.equal(['credit text']));
      expect(texts).to.deep.equal(['This article was originally published by Der Bote.']);
    });

    it('copies both as if by the keys, on pages whose address is not secure', async () => {
      restore = useClipboard(undefined, true);
      const element = await show({ ...SOURCE, licence: 'CC BY 4.0' });
      const heard = listen(element);
      const field = document.createElement('div');
      field.contentEditable = 'true';
      element.after(field);
      button(element).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(heard).to.deep.equal(['credit html']));
      field.focus();
      // Not every driver can hold a key.
      const isHeld = await sendKeys({ down: 'Control' }).then(
        () => true,
        () => false,
      );
      if (isHeld) {
        await sendKeys({ press: 'v' });
        await sendKeys({ up: 'Control' });
        await until(() => expect(field.querySelector('a[rel=license]')).not.to.equal(null));
        expect(field.textContent).to.contain('originally published by Der Bote');
      }
      field.remove();
    });

    it('shows the credit to copy by hand where nothing is allowed', async () => {
      restore = useClipboard(undefined);
      const element = await show({ source: 'Der Bote' });
      const heard = listen(element);
      button(element).click();
      await until(() => expect(element.shadowRoot!.activeElement?.localName).to.equal('textarea'));
      const field = element.shadowRoot!.querySelector('textarea')!;
      expect(field.value).to.equal('This article was originally published by Der Bote.');
      expect(field.selectionEnd).to.equal(field.value.length);
      expect(heard).to.deep.equal([]);
      await expect(element).to.be.accessible();
    });

    it('copies what the publisher wrote, without what is not text', async () => {
      const texts: string[] = [];
      restore = useClipboard({ writeText: (text: string) => Promise.resolve(texts.push(text)) });
      const element = await show(
        {},
        parse('<p onclick="x">From <a href="javascript:x">Der Bote</a><style>p{}</style></p>'),
      );
      button(element).click();
      await until(() => expect(texts).to.deep.equal(['From Der Bote']));
    });
  });
});
