import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { ArticleAttribution } from '../../src/article-attribution/define.ts';
import { settled, until } from '../support/element-suite.ts';

describe('what <article-attribution> opens', () => {
  let element: ArticleAttribution;

  beforeEach(async () => {
    element = document.createElement('article-attribution');
    element.source = 'Der Fährbote';
    element.share = true;
    element.structuredData = 'none';
    document.body.append(element);
    await settled(element);
  });
  afterEach(() => element.remove());

  const shadow = () => element.shadowRoot!;
  const opener = (name = 'share') => shadow().querySelector<HTMLButtonElement>(`[data-panel=${name}]`);
  const panel = () => shadow().querySelector<HTMLElement>('[part=panel]');

  async function open(): Promise<HTMLElement> {
    opener()!.click();
    await until(() => expect(panel()).not.to.equal(null));
    return panel()!;
  }

  it('is offered by attributes, and by nothing else', async () => {
    expect(opener('cite')).to.equal(null);
    expect(opener()!.textContent).to.contain('Share or quote');
    element.share = undefined;
    await settled(element);
    expect(opener()).to.equal(null);
  });

  it('is a named group below the buttons, and leaves the focus where it is', async () => {
    opener()!.focus();
    const group = await open();
    expect(shadow().activeElement).to.equal(opener());
    expect(opener()!.getAttribute('aria-expanded')).to.equal('true');
    expect(opener()!.getAttribute('aria-controls')).to.equal(group.id);
    const name = shadow().getElementById(group.getAttribute('aria-labelledby')!);
    expect(name!.textContent).to.equal('Share or quote this article');
  });

  it('is what was asked for last, whatever arrives first', async () => {
    await open();
    opener()!.click();
    element.cite = true;
    await settled(element);
    opener('cite')!.click();
    opener()!.click();
    await until(() => expect(panel()).not.to.equal(null));
    await import('../../src/article-attribution/citing/draw-citing.ts');
    await settled(element);
    expect(shadow().getElementById('panel-name')!.textContent).to.equal('Share or quote this article');
    expect(opener('cite')!.getAttribute('aria-expanded')).to.equal('false');
  });

  it('is closed by its button, by Close and by Escape, with the focus back', async () => {
    await open();
    opener()!.click();
    await until(() => expect(panel()).to.equal(null));
    const group = await open();
    group.querySelector('button')!.click();
    await until(() => expect(panel()).to.equal(null));
    expect(shadow().activeElement).to.equal(opener());
    (await open()).querySelector<HTMLElement>('[part=menu] button')!.focus();
    await sendKeys({ press: 'Escape' });
    await until(() => expect(panel()).to.equal(null));
    expect(shadow().activeElement).to.equal(opener());
    expect(opener()!.getAttribute('aria-expanded')).to.equal('false');
  });

  it('is joined by a link for errors, where the publisher gives one', async () => {
    const link = () => shadow().querySelector<HTMLAnchorElement>('[part=actions] a');
    expect(link()).to.equal(null);
    element.corrections = 'mailto:desk@post.example';
    element.headline = 'Ferries';
    await settled(element);
    expect(link()!.textContent).to.equal('Report an error');
    expect(link()!.getAttribute('href')).to.match(/^mailto:desk@post\.example\?subject=Ferries&body=http/);
    await expect(element).to.be.accessible();
  });
});
