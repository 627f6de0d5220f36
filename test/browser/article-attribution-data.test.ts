import { expect } from '@open-wc/testing';

import type { ArticleAttribution } from '../../src/article-attribution/define.ts';
import '../../src/article-attribution/define.ts';
import { serialiseJsonLd, structuredData } from '../../src/article-attribution/describing/structured-data.ts';
import { settled, until } from '../support/element-suite.ts';
import { watchConsole } from '../support/console.ts';

describe('<article-attribution> and other descriptions of an article', () => {
  watchConsole();
  const TRANSLATION = { source: 'Der Bote', 'source-lang': 'de', translators: 'Jonas Weber' };
  let place: HTMLElement;
  let guests: Element[];

  beforeEach(() => {
    guests = [];
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    for (const guest of guests) guest.remove();
    expect(blocks()).to.have.length(0);
  });

  const blocks = () => [...document.querySelectorAll<HTMLScriptElement>('script[data-article-attribution]')];
  const written = () => JSON.parse(blocks()[0]?.textContent ?? 'null') as Record<string, unknown> | null;
  const address = () => location.href.replace(/#.*/, '');
  const writes = (text: string) => until(() => expect(blocks()[0]?.textContent ?? '').to.contain(text));

  async function show(attributes: Record<string, string> = TRANSLATION): Promise<ArticleAttribution> {
    const element = document.createElement('article-attribution');
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!);
    place.append(element);
    await settled(element);
    return element;
  }

  /** Checks whatever there is to say, and gives what was found. */
  async function codesOf(element: ArticleAttribution): Promise<string[]> {
    return (await element.validate()).map(({ code }) => code);
  }

  /** Something that stands on the page already. */
  function guest<E extends Element>(element: E, into: Element = document.head): E {
    guests.push(element);
    into.append(element);
    return element;
  }

  function jsonLd(value: unknown, mark?: string): HTMLScriptElement {
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    if (mark) script.setAttribute(mark, '');
    script.textContent = typeof value === 'string' ? value : JSON.stringify(value);
    return guest(script);
  }

  const others: readonly [string, () => unknown][] = [
    ['a node', () => jsonLd({ '@type': 'NewsArticle' })],
    ['a list', () => jsonLd([{ '@type': 'Organization' }, { '@type': 'Article' }])],
    ['a graph', () => jsonLd({ '@graph': [{ '@type': ['BlogPosting', 'Thing'] }] })],
    ['a page’s main entity', () => jsonLd({ '@type': 'WebPage', mainEntity: { '@type': 'ReportageNewsArticle' } })],
    [
      'one of several, by its address',
      () =>
        jsonLd([
          { '@type': 'NewsArticle', url: 'https://a.example/' },
          { '@type': 'NewsArticle', url: address() },
        ]),
    ],
    [
      'microdata',
      () => {
        const article = document.createElement('article');
        article.setAttribute('itemscope', '');
        article.setAttribute('itemtype', 'https://schema.org/NewsArticle');
        guest(article, document.body);
      },
    ],
    [
      'RDFa',
      () => {
        const article = document.createElement('article');
        article.setAttribute('vocab', 'https://schema.org/');
        article.setAttribute('typeof', 'NewsArticle');
        guest(article, document.body);
      },
    ],
  ];
  for (const [name, describeArticle] of others) {
    it(`writes nothing beside ${name}`, async () => {
      describeArticle();
      const element = await show();
      expect(await codesOf(element)).to.include('jsonld-mismatch');
      expect(blocks()).to.have.length(0);
    });
  }

  const strangers: readonly [string, unknown][] = [
    ['an organisation', { '@type': 'Organization', name: 'x' }],
    ['a discussion', { '@type': 'DiscussionForumPosting' }],
    ['what is no JSON', '{"@type": "NewsArticle"'],
    [
      'other articles, none of them this',
      ['a', 'b'].map((name) => ({ '@type': 'NewsArticle', url: `https://${name}.example/` })),
    ],
  ];
  for (const [name, value] of strangers) {
    it(`writes beside ${name}`, async () => {
      jsonLd(value);
      await show();
      await writes('Der Bote');
    });
  }

  it('reads what others say of the article once when it comes to a page', async () => {
    const { querySelectorAll } = document;
    let reads = 0;
    document.querySelectorAll = (selectors: string) => {
      if (selectors.includes('ld+json')) reads += 1;
      return querySelectorAll.call(document, selectors);
    };
    try {
      const element = document.createElement('article-attribution');
      const checked = new Promise((resolve) => element.addEventListener('article-attribution-checked', resolve));
      element.source = 'Der Bote';
      place.append(element);
      await checked;
      await writes('Der Bote');
      // What was to follow by now has followed: another settling, and the news that our own block is there.
      await new Promise((resolve) => setTimeout(resolve));
      await settled(element);
      expect(reads).to.equal(1);
    } finally {
      Reflect.deleteProperty(document, 'querySelectorAll');
    }
  });

  it('stays one block, and the same, through any number of changes', async () => {
    const element = await show();
    await writes('Der Bote');
    const [block] = blocks();
    for (const source of ['A', 'B', 'C', 'D', 'Die Woche']) {
      element.source = source;
      await settled(element);
      expect(blocks()).to.have.length(1);
    }
    await writes('Die Woche');
    expect(blocks()).to.deep.equal([block]);
  });

  it('is not written anew where nothing changed', async () => {
    const element = await show();
    await writes('Der Bote');
    const text = blocks()[0]!.firstChild;
    element.requestUpdate();
    await settled(element);
    await element.validate();
    expect(blocks()[0]!.firstChild).to.equal(text);
  });

  it('passes from one element to the next, and to the one that comes back', async () => {
    const first = await show();
    await writes('Der Bote');
    await show({ source: 'Die Woche' });
    first.remove();
    await writes('Die Woche');
    place.append(first);
    await settled(first);
    expect(blocks()).to.have.length(1);
    expect(written()!['creditText']).to.contain('Die Woche');
  });

  it('is taken over where a server wrote it, and stays when the element leaves, comes back and leaves', async () => {
    const data = { source: 'Der Bote', sourceLang: 'de', translators: 'Jonas Weber' };
    const node = structuredData(data, { url: address(), headline: document.title || undefined });
    const block = jsonLd(serialiseJsonLd(node!), 'data-article-attribution');
    const before = block.firstChild;
    const element = await show();
    await element.validate();
    expect(blocks()).to.deep.equal([block]);
    expect(block.firstChild).to.equal(before);
    element.remove();
    expect(blocks()).to.deep.equal([block]);
    place.append(element);
    element.source = 'Die Woche';
    await settled(element);
    await writes('Die Woche');
    expect(blocks()).to.deep.equal([block]);
    element.remove();
    expect(blocks()).to.deep.equal([block]);
  });

  it('is not written for one article of a list, which is compared with nobody', async () => {
    const element = await show({ ...TRANSLATION, url: '/2015/pipes' });
    await element.validate();
    expect(blocks()).to.have.length(0);
    jsonLd({ '@type': 'NewsArticle', author: { name: 'Jonas Weber' } });
    expect((await codesOf(element)).filter((code) => code.startsWith('jsonld'))).to.deep.equal([]);
    element.structuredData = 'standalone';
    await until(() => expect(written()?.['@id']).to.equal(new URL('/2015/pipes#article', location.href).href));
  });

  it('is written where the address that is given is the page’s own', async () => {
    await show({ ...TRANSLATION, url: `${location.pathname}#top` });
    await writes('Der Bote');
  });

  it('is of this page where the canonical link points to the original', async () => {
    const link = guest(document.createElement('link'));
    link.rel = 'canonical';
    link.href = 'https://derbote.example/a';
    const element = await show({ source: 'Der Bote', 'source-url': 'https://derbote.example/a' });
    await writes('Der Bote');
    expect(written()).to.include({ url: address(), mainEntityOfPage: address() });
    expect(await codesOf(element)).not.to.include('source-url-same-as-page');
  });

  it('leaves canonical links, alternates, robots and cards of the page as they are', async () => {
    const html = '<link rel="canonical" href="/a"><link rel="alternate" hreflang="de" href="/de"><meta name="robots">';
    // eslint-disable-next-line no-restricted-syntax -- What a page has in its head; tests may parse.
    const nodes = [...document.createRange().createContextualFragment(html).children].map((node) => guest(node));
    const before = nodes.map((node) => node.cloneNode());
    const count = document.head.children.length;
    const element = await show({ ...TRANSLATION, 'source-url': 'https://derbote.example/a' });
    await writes('Der Bote');
    expect(written()!['url']).to.equal(new URL('/a', location.href).href);
    expect(document.head.children.length).to.equal(count + 1);
    expect(nodes.every((node, index) => node.isEqualNode(before[index]!))).to.equal(true);
    element.remove();
    expect(document.head.children.length).to.equal(count);
  });
});
