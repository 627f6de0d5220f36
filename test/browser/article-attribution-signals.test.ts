import { expect } from '@open-wc/testing';

import { readAiSignals } from '../../src/article-attribution/page-ai-signals.ts';
import '../../src/article-attribution/define.ts';

/** Puts elements into the head for as long as a test lasts. */
function inHead(...elements: readonly (readonly [string, Readonly<Record<string, string>>])[]): () => void {
  const nodes = elements.map(([tag, attributes]) => {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]!);
    return node;
  });
  document.head.append(...nodes);
  return () => nodes.forEach((node) => node.remove());
}

describe('signals for machines', () => {
  let remove = () => {};
  afterEach(() => remove());

  it('are read where they stand in the page', () => {
    remove = inHead(
      ['meta', { name: 'tdm-reservation', content: '1' }],
      ['meta', { name: 'tdm-policy', content: '/mining.json' }],
      ['link', { rel: 'license', type: 'application/rsl+xml', href: '/rsl.xml' }],
      ['link', { rel: 'license', href: 'https://creativecommons.org/licenses/by/4.0/' }],
    );
    expect(readAiSignals(document)).to.deep.equal({
      isMiningReserved: true,
      miningPolicy: new URL('/mining.json', location.href).href,
      machineTerms: [new URL('/rsl.xml', location.href).href],
    });
  });

  it('say nothing where they are not, or are not understood', () => {
    const nothing = { isMiningReserved: undefined, miningPolicy: undefined, machineTerms: [] };
    expect(readAiSignals(document)).to.deep.equal(nothing);
    remove = inHead(
      ['meta', { name: 'tdm-reservation', content: 'yes' }],
      ['meta', { name: 'tdm-policy', content: 'javascript:alert(1)' }],
    );
    expect(readAiSignals(document)).to.deep.equal(nothing);
  });

  it('are told to editors where they contradict an open licence, and only then; nothing is asked of anybody', async () => {
    const credit = document.createElement('article-attribution');
    credit.data = { source: 'Der Bote', licence: 'CC BY 4.0' };
    document.body.append(credit);
    const isFound = async () => (await credit.validate()).some(({ code }) => code === 'open-but-reserved');
    const before = await isFound();
    const asked = performance.getEntriesByType('resource').length;
    remove = inHead(
      ['meta', { name: 'tdm-reservation', content: '1' }],
      ['meta', { name: 'tdm-policy', content: '/mining.json' }],
    );
    expect([before, await isFound()]).to.deep.equal([false, true]);
    expect(performance.getEntriesByType('resource').length).to.equal(asked);
    credit.remove();
  });
});
