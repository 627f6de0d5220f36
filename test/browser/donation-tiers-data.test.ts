import { expect } from '@open-wc/testing';

import { atRest } from '../../src/base/at-rest.ts';
import '../../src/donation-tiers/define.ts';
import type { DonationTiers } from '../../src/donation-tiers/donation-tiers.ts';
import { settled, until } from '../support/element-suite.ts';

const PICKER = {
  heading: 'Keep the Lantern lit',
  currency: 'USD',
  amounts: '10',
  checkout: 'https://pay.example/give{?amount}',
};

interface Found {
  readonly '@type'?: string;
  readonly description?: string;
  readonly recipient?: unknown;
  readonly price?: string;
  readonly target?: { readonly urlTemplate: string };
}

describe('<donation-tiers> and what it says to search engines', () => {
  let place: HTMLElement;
  const added: Element[] = [];
  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    added.splice(0).forEach((element) => element.remove());
    expect(blocks()).to.have.length(0);
  });

  const blocks = () => document.querySelectorAll<HTMLScriptElement>('script[data-donation-tiers]');
  const said = () => JSON.parse(blocks()[0]!.text) as Found;
  const written = () => until(() => expect(blocks()).to.have.length(1));
  const make = (attributes: Readonly<Record<string, string>>): DonationTiers => {
    const element = document.createElement('donation-tiers');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const show = async (attributes: Readonly<Record<string, string>>) => {
    const element = make(attributes);
    place.append(element);
    await settled(element);
    return element;
  };
  const addToHead = (element: Element) => {
    document.head.append(element);
    added.push(element);
  };
  const addData = (data: unknown) => {
    const script = document.createElement('script');
    script.type = 'application/ld+json';
    script.text = JSON.stringify(data);
    addToHead(script);
  };
  /** The page was at rest, and what was asked for until then has come: both keep their order. */
  const passed = async () => {
    await new Promise<void>((resolve) => atRest(resolve));
    await import('../../src/donation-tiers/page-structured-data.ts');
  };

  it('says how to give, follows the configuration, and leaves with the element', async () => {
    const element = await show(PICKER);
    await written();
    expect(said()['@type']).to.equal('DonateAction');
    expect(said().target?.urlTemplate).to.equal('https://pay.example/give?amount=10');
    element.amounts = '20';
    await until(() => expect(said().price).to.equal('20'));
    element.remove();
    expect(blocks()).to.have.length(0);
    place.append(element);
    await written();
    element.structuredData = 'none';
    await until(() => expect(blocks()).to.have.length(0));
  });

  it('names the publisher of the page’s own data, or the site', async () => {
    const site = document.createElement('meta');
    site.setAttribute('property', 'og:site_name');
    site.content = 'The Lantern';
    addToHead(site);
    const element = await show(PICKER);
    await written();
    expect(said().recipient).to.deep.equal({ '@type': 'Organization', name: 'The Lantern' });
    addData({ '@type': 'WebSite', publisher: { '@id': 'https://lantern.example/#us' } });
    element.amounts = '20';
    await until(() => expect(said().recipient).to.deep.equal({ '@id': 'https://lantern.example/#us' }));
  });

  it('takes a heading that tries to end the script as text', async () => {
    await show({ ...PICKER, heading: '</script><b>' });
    await written();
    expect(blocks()[0]!.text).not.to.contain('<');
    expect(said().description).to.equal('</script><b>');
  });

  for (const [what, prepare] of [
    ['its data', () => addData({ '@type': 'NGO', potentialAction: { '@type': 'DonateAction' } })],
    [
      'its markup',
      () => {
        const item = document.createElement('div');
        item.setAttribute('itemscope', '');
        item.setAttribute('itemtype', 'https://schema.org/DonateAction');
        place.append(item);
      },
    ],
  ] as const) {
    it(`says nothing where the page says it in ${what}`, async () => {
      prepare();
      await show(PICKER);
      await passed();
      expect(blocks()).to.have.length(0);
    });
  }

  it('says nothing where the publisher wants nothing said, or where there is no way to pay', async () => {
    await show({ ...PICKER, 'structured-data': 'none' });
    await show({ currency: 'USD', amounts: '10' });
    await passed();
    expect(blocks()).to.have.length(0);
  });

  it('says it once for several elements', async () => {
    await show(PICKER);
    await written();
    await show({ ...PICKER, amounts: '30' });
    await passed();
    expect(blocks()).to.have.length(1);
    expect(said().price).to.equal('10');
  });
});
