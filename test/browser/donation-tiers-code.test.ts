import { expect } from '@open-wc/testing';
import decodeQR from 'qr/decode.js';

import '../../src/donation-tiers/define.ts';
import type { DonationTiers } from '../../src/donation-tiers/donation-tiers.ts';
import { settled, until } from '../support/element-suite.ts';

const PICKER = {
  currency: 'USD',
  amounts: '5 10 25',
  amount: '10',
  frequencies: 'once monthly',
  checkout: 'https://pay.example/give{?amount,currency,frequency,reference}',
  reference: 'r-1',
};

// A page of its own, because what is loaded once stays loaded.
describe('<donation-tiers> and the code of its link', () => {
  let place: HTMLElement;
  const { matchMedia } = window;
  let isDesk = false;
  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
    window.matchMedia = (query) =>
      query.includes('hover') ? ({ matches: isDesk } as MediaQueryList) : matchMedia.call(window, query);
  });
  afterEach(() => {
    isDesk = false;
    window.matchMedia = matchMedia;
    place.remove();
  });

  const show = async (attributes: Readonly<Record<string, string>>): Promise<DonationTiers> => {
    const element = document.createElement('donation-tiers');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    place.append(element);
    await settled(element);
    return element;
  };
  const find = <E extends Element = HTMLElement>(element: Element, selector: string) =>
    element.shadowRoot!.querySelector<E>(selector)!;
  const button = (element: Element) => find(element, 'button.show-code');
  const isSeen = (element: Element) => find(element, '.code').checkVisibility();
  const isLoaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('qr-path'));
  const drawn = async (element: Element) => {
    await until(() => expect(find(element, '.code svg')).to.be.instanceOf(SVGElement));
    return find<SVGElement>(element, '.code svg');
  };
  const href = (element: Element) => find<HTMLAnchorElement>(element, '[part=action]').href;

  it('loads nothing before the reader asks, where people do not print', async () => {
    const element = await show(PICKER);
    expect(button(element).textContent.trim()).to.equal('Show as QR code');
    expect(button(element).getAttribute('aria-expanded')).to.equal('false');
    expect(isSeen(element)).to.equal(false);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(isLoaded()).to.equal(false);
  });

  it('loads what makes the code at rest where people print, once there is a link', async () => {
    isDesk = true;
    const { amount: _, ...unchosen } = PICKER;
    const element = await show(unchosen);
    expect(find(element, 'button.show-code')).to.equal(null);
    element.amount = '5';
    await settled(element);
    expect(await read(await drawn(element))).to.equal(href(element));
    expect(isSeen(element)).to.equal(false);
  });

  it('shows the link as a code, which follows the choice', async () => {
    const element = await show(PICKER);
    button(element).click();
    await settled(element);
    const code = await drawn(element);
    expect(isSeen(element)).to.equal(true);
    expect(button(element).getAttribute('aria-expanded')).to.equal('true');
    expect(code.querySelector('title')!.textContent).to.equal('QR code: Give $10');
    expect(await read(code)).to.equal('https://pay.example/give?amount=10&currency=USD&frequency=once&reference=r-1');
    find<HTMLInputElement>(element, '[value=monthly]').click();
    await settled(element);
    expect(href(element)).to.contain('frequency=monthly');
    expect(await read(code)).to.equal(href(element));
  });

  it('makes a path of this site an address that a phone can open', async () => {
    const element = await show({ ...PICKER, checkout: '/give{?amount}' });
    button(element).click();
    await settled(element);
    expect(await read(await drawn(element))).to.equal(`${location.origin}/give?amount=10`);
    expect(find(element, '.address').textContent).to.equal(`${location.origin}/give?amount=10`);
  });

  it('closes with Escape, and with the button, which keeps the focus', async () => {
    const element = await show(PICKER);
    button(element).focus();
    button(element).click();
    await settled(element);
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    button(element).dispatchEvent(escape);
    await settled(element);
    expect(isSeen(element)).to.equal(false);
    expect(escape.defaultPrevented).to.equal(true);
    expect(element.shadowRoot!.activeElement).to.equal(button(element));
    button(element).click();
    button(element).click();
    await settled(element);
    expect(isSeen(element)).to.equal(false);
  });

  it('is black on white on a dark page, and no wider than a narrow one', async () => {
    place.setAttribute('style', 'color-scheme: dark; background: #111; color: #eee; width: 280px');
    const element = await show(PICKER);
    button(element).click();
    await settled(element);
    const code = await drawn(element);
    const { width, height } = code.getBoundingClientRect();
    expect(width).to.equal(height);
    expect(width).to.be.within(150, 280);
    // Whole pixels for each module, or readers of codes see seams.
    expect(width % Number(code.getAttribute('viewBox')!.split(' ')[2])).to.equal(0);
    const colours = [...code.querySelectorAll('rect, path')].map((shape) => getComputedStyle(shape).fill);
    expect(colours).to.deep.equal(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  });

  it('says so when the link is too long for a code', async () => {
    const long = 'ü'.repeat(600);
    const element = await show({ ...PICKER, checkout: `https://pay.example/${long}{?amount}` });
    button(element).click();
    await until(() => expect(find(element, '[role=alert]')?.textContent).to.equal('The QR code could not be made.'));
    expect(find(element, '.code svg')).to.equal(null);
  });

  it('is not offered where the publisher wants none; paper has the address all the same', async () => {
    const element = await show({ ...PICKER, 'no-qr-code': '' });
    expect(find(element, 'button.show-code')).to.equal(null);
    expect(find(element, '.address').textContent).to.equal(href(element));
  });
});

/** What a phone would read from a drawing. */
async function read(svg: SVGElement): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0);
  return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
}
