import { expect, waitUntil } from '@open-wc/testing';

import type { ArticleAttribution } from '../../src/article-attribution/article-attribution.ts';
import { exportAs } from '../../src/article-attribution/exporting/export.ts';
import '../../src/article-attribution/define.ts';

const DATA = {
  work: { name: 'The Harbour Post', home: 'https://harbourpost.example/', published: '2015-03-16' },
  source: [{ name: 'Der Bote', url: 'https://derbote.example/a', lang: 'de', title: 'Rohre', published: '2015' }],
  contributors: [
    { role: 'author' as const, name: 'Maria Kessler' },
    { role: 'translator' as const, name: 'Jonas Weber' },
    { role: 'editor' as const, name: 'Pia Berg', status: 'withheld' as const },
  ],
  licence: 'CC BY-SA 4.0',
};

function parse(html: string): ChildNode | null {
  // eslint-disable-next-line no-restricted-syntax -- What a server sends is parsed by the browser; this is how.
  return document.createRange().createContextualFragment(html).firstChild;
}

describe('a page that a server wrote', () => {
  it('stays as it was written, sentence and structured data', async () => {
    const options = { lang: 'en', url: location.href.replace(/#.*/, ''), headline: document.title || undefined };
    const write = (what: string) => exportAs(what, DATA, { ...options, accessed: '2026-11-24', now: Date.now() })!;
    const block = parse(write('json-ld'));
    const element = parse(write('html')) as ArticleAttribution | null;
    const paragraph = element!.querySelector('p')!;
    const [said, described] = [paragraph.cloneNode(true), block!.textContent];
    document.head.append(block!);
    document.body.append(element!);
    await element!.updateComplete;
    const findings = await element!.validate();
    await waitUntil(() => element!.matches(':state(ready)'));
    expect(element!.querySelector('p')).to.equal(paragraph);
    expect(paragraph.isEqualNode(said)).to.equal(true);
    expect(document.querySelectorAll('script[type="application/ld+json"]').length).to.equal(1);
    expect(block!.textContent).to.equal(described);
    expect(findings.filter(({ level }) => level === 'error')).to.deep.equal([]);
    element!.remove();
    block!.remove();
  });
});
