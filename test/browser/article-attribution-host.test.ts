import { expect } from '@open-wc/testing';

import type { ArticleAttribution } from '../../src/article-attribution/define.ts';
import '../../src/article-attribution/define.ts';
import { settled } from '../support/element-suite.ts';
import { watchConsole } from '../support/console.ts';

describe('<article-attribution> and the page around it', () => {
  watchConsole();
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(attributes: Record<string, string>, text = ''): Promise<ArticleAttribution> {
    const element = document.createElement('article-attribution');
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!);
    if (text) element.append(Object.assign(document.createElement('p'), { textContent: text }));
    place.append(element);
    await settled(element);
    return element;
  }

  it('leaves a publisher’s credit in the direction of the page, in a language that it has no words in', async () => {
    place.lang = 'ckb';
    place.dir = 'rtl';
    const element = await show({}, 'وەرگێڕان: یۆناس ڤێبەر');
    expect(getComputedStyle(element.querySelector('p')!).direction).to.equal('rtl');
    expect(element.shadowRoot!.querySelector<HTMLElement>('.root')!.dir).to.equal('ltr');
  });

  it('says in its own sentence which language and direction that has', async () => {
    place.lang = 'ckb';
    place.dir = 'rtl';
    const element = await show({ source: 'Der Bote' });
    const credit = element.querySelector('p')!;
    expect(credit.lang).to.equal('en');
    expect(getComputedStyle(credit).direction).to.equal('ltr');
  });

  it('has every address at hand for paper, and shows them nowhere else', async () => {
    const element = await show({
      source: 'Der Bote',
      'source-url': '/bote/a',
      licence: 'CC BY 4.0',
      corrections: '/errors',
    });
    element.data = { evidence: { archivedAt: 'https://archive.example/a' } };
    await settled(element);
    const addresses = () => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.address')];
    expect(addresses().map(({ textContent }) => textContent)).to.deep.equal([
      new URL('/bote/a', document.baseURI).href,
      'https://archive.example/a',
      'https://creativecommons.org/licenses/by/4.0/',
    ]);
    for (const address of addresses()) expect(getComputedStyle(address).display).to.equal('none');
    const rules = element.shadowRoot!.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
    const print = rules.find(
      (rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print' && rule.cssText.includes('.address'),
    );
    expect(print?.cssText).to.contain('display: block');
    element.data = { source: [{ name: 'Der Bote', url: '/bote/a', gone: true }] };
    element.sourceUrl = undefined;
    await settled(element);
    expect(addresses().map(({ textContent }) => textContent)).not.to.contain(new URL('/bote/a', document.baseURI).href);
  });
});
