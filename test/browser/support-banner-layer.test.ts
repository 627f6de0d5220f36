import { expect } from '@open-wc/testing';

import { shared } from '../../src/base/shared.ts';
import '../../src/support-banner/define.ts';
import { pageMemory } from '../../src/support-banner/page-memory.ts';
import type { SupportBanner } from '../../src/support-banner/support-banner.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { settled, until } from '../support/element-suite.ts';

/** Where a browser has no popovers, a pinned banner is fixed, as it was before there were any. */
const hasPopover = 'showPopover' in HTMLElement.prototype;

describe('<support-banner> at the edge of the window', () => {
  watchConsole();
  watchErrors();
  let place: HTMLElement;
  const cleanups: (() => void)[] = [];

  beforeEach(() => {
    delete (shared() as { turns?: unknown }).turns;
    for (const texts of Object.values(pageMemory().texts)) texts.clear();
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    cleanups.splice(0).forEach((clean) => clean());
    place.remove();
    window.scrollTo(0, 0);
  });

  async function show(attributes: Record<string, string> = {}, parent: Element = place): Promise<SupportBanner> {
    const banner = document.createElement('support-banner');
    const all = { placement: 'bottom', heading: 'Free to read', action: 'Help', href: '/support', storage: 'none' };
    for (const [name, value] of Object.entries({ ...all, ...attributes })) banner.setAttribute(name, value);
    banner.append('Four people make this paper.');
    parent.append(banner);
    await settled(banner);
    return banner;
  }

  function add(tag: string, style: string, parent: Element = place): HTMLElement {
    const element = document.createElement(tag);
    element.style.cssText = style;
    parent.append(element);
    return element;
  }

  function adopt(text: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
    cleanups.push(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    });
  }

  const root = (banner: SupportBanner) => banner.shadowRoot!.querySelector<HTMLElement>('[part="banner"]')!;
  const isRaised = (banner: SupportBanner) => hasPopover && root(banner).matches(':popover-open');
  const box = (banner: SupportBanner) => root(banner).getBoundingClientRect();
  /** What a click in the middle of the banner would hit. */
  function hit(banner: SupportBanner): Element | null {
    const { left, top, width, height } = box(banner);
    return document.elementFromPoint(left + width / 2, top + height / 2);
  }
  const press = async (banner: SupportBanner, selector: string): Promise<void> => {
    banner.shadowRoot!.querySelector<HTMLElement>(selector)!.click();
    await settled(banner);
  };

  it('lies above everything that stacks on the page, and is neither moved nor cut off by what it stands in', async () => {
    if (!hasPopover) return;
    const box1 = add('div', 'position:relative;transform:translateX(40px);overflow:hidden;height:20px;z-index:0');
    add('div', 'position:fixed;inset:0;z-index:2147483647;background:#eee');
    const banner = await show({}, box1);
    expect(hit(banner) === banner).to.equal(true);
    const { left, right, bottom } = box(banner);
    expect([left, right, bottom].map(Math.round)).to.deep.equal([
      0,
      document.documentElement.clientWidth,
      document.documentElement.clientHeight,
    ]);
  });

  for (const placement of ['top', 'bottom']) {
    it(`looks the same there as without a top layer, at the ${placement}`, async () => {
      const banner = await show({ placement });
      const looks = () => {
        const style = getComputedStyle(root(banner));
        const names = ['color', 'backgroundColor', 'display', 'position', 'overflow', 'boxShadow', 'margin'] as const;
        const edges = ['borderTop', 'borderRight', 'borderBottom', 'borderLeft', 'padding'] as const;
        const { left, top, width, height } = box(banner);
        return [...names, ...edges].map((name) => `${name}: ${style[name]}`).concat([left, top, width, height].join());
      };
      const raised = looks();
      root(banner).removeAttribute('popover');
      expect(raised).to.deep.equal(looks());
    });
  }

  it('keeps its looks on a page that unsets everything', async () => {
    adopt('* { all: unset } support-banner::part(banner) { inset-block-start: auto }');
    const banner = await show();
    const { left, width, bottom, height } = box(banner);
    expect([left, width, bottom].map(Math.round)).to.deep.equal([
      0,
      document.documentElement.clientWidth,
      document.documentElement.clientHeight,
    ]);
    expect(height).to.be.above(40);
  });

  it('is a region and no dialog, takes no focus and locks nothing', async () => {
    const field = add('input', '');
    field.focus();
    const banner = await show();
    expect(document.activeElement === field).to.equal(true);
    expect(root(banner).getAttribute('role')).to.equal(null);
    expect(root(banner).tagName).to.equal('SECTION');
    add('div', 'height:3000px');
    window.scrollTo(0, 500);
    expect(window.scrollY).to.equal(500);
    // A press outside closes nothing.
    document.body.click();
    expect(box(banner).height).to.be.above(40);
  });

  it('lies below a modal dialog and a popover that come later', async () => {
    const banner = await show();
    const dialog = add(
      'dialog',
      'position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none',
    ) as HTMLDialogElement;
    dialog.showModal();
    expect(hit(banner) === dialog).to.equal(true);
    dialog.close();
    expect(hit(banner) === banner).to.equal(true);
    if (!hasPopover) return;
    const notice = add('div', 'position:fixed;inset:0;width:auto;height:auto;margin:0');
    notice.popover = 'auto';
    notice.showPopover();
    expect(hit(banner) === notice).to.equal(true);
    expect(isRaised(banner)).to.equal(true);
  });

  it('lies below a modal dialog that was there before, and rises when that closes', async () => {
    const dialog = add(
      'dialog',
      'position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none',
    ) as HTMLDialogElement;
    dialog.showModal();
    const banner = await show();
    expect(isRaised(banner)).to.equal(false);
    expect(hit(banner) === dialog).to.equal(true);
    dialog.close();
    await until(() => expect(isRaised(banner)).to.equal(hasPopover));
  });

  it('lies below a popover that was there before, and rises when that closes', async () => {
    if (!hasPopover) return;
    const notice = add('div', 'position:fixed;inset:0;width:auto;height:auto;margin:0');
    notice.popover = 'manual';
    notice.showPopover();
    const banner = await show({ placement: 'top' });
    expect(hit(banner) === notice).to.equal(true);
    expect(notice.matches(':popover-open')).to.equal(true);
    notice.hidePopover();
    await until(() => expect(isRaised(banner)).to.equal(true));
  });

  it('closes no popover of the page', async () => {
    if (!hasPopover) return;
    const menu = add('div', '');
    menu.popover = 'auto';
    menu.showPopover();
    await show();
    expect(menu.matches(':popover-open')).to.equal(true);
  });

  it('is there again after it was moved, attached again, and brought back by the back/forward cache', async () => {
    const banner = await show();
    const elsewhere = add('section', '');
    elsewhere.append(banner);
    await settled(banner);
    expect(isRaised(banner)).to.equal(hasPopover);
    banner.remove();
    place.append(banner);
    await settled(banner);
    expect(isRaised(banner)).to.equal(hasPopover);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled(banner);
    expect(isRaised(banner)).to.equal(hasPopover);
    expect(hit(banner) === banner).to.equal(true);
  });

  it('follows its placement', async () => {
    const banner = await show({ placement: 'inline' });
    expect(isRaised(banner)).to.equal(false);
    banner.placement = 'top';
    await settled(banner);
    expect(isRaised(banner)).to.equal(hasPopover);
    expect(box(banner).top).to.equal(0);
    banner.placement = 'inline';
    await settled(banner);
    expect(isRaised(banner)).to.equal(false);
    expect(getComputedStyle(root(banner)).position).to.equal('static');
  });

  it('stays there through its questions, and returns to the page as a quiet line', async () => {
    add('div', 'height:3000px');
    const banner = await show();
    await press(banner, '[part="close"]');
    expect(isRaised(banner)).to.equal(hasPopover);
    await press(banner, '[part="choices"] button');
    expect(isRaised(banner)).to.equal(hasPopover);
    window.scrollTo(0, 400);
    await until(() => expect(getComputedStyle(root(banner)).position).to.equal('static'));
    expect(isRaised(banner)).to.equal(false);
  });

  it('moves the focus from one question to the next', async () => {
    const banner = await show();
    const focus = () => banner.shadowRoot!.activeElement?.textContent?.trim();
    banner.shadowRoot!.querySelector<HTMLElement>('[part="close"]')!.focus();
    await press(banner, '[part="close"]');
    expect(focus()).to.equal('Not now');
    await press(banner, '[part="choices"] button');
    expect(focus()).to.equal('Undo');
    await press(banner, '.undo');
    expect(focus()).to.equal('Close support message');
  });

  it('is fixed where the page or the browser has no popovers', async () => {
    if (!hasPopover) return;
    const { showPopover } = HTMLElement.prototype;
    HTMLElement.prototype.showPopover = () => {
      throw new Error('not here');
    };
    cleanups.push(() => (HTMLElement.prototype.showPopover = showPopover));
    adopt('support-banner { --support-banner-layer: 7 }');
    const banner = await show();
    const style = getComputedStyle(root(banner));
    expect([style.position, style.zIndex, style.display]).to.deep.equal(['fixed', '7', 'flex']);
    expect(root(banner).hasAttribute('popover')).to.equal(false);
    expect(Math.round(box(banner).bottom)).to.equal(window.innerHeight);
  });

  it('counts its view there', async () => {
    const banner = await show();
    let views = 0;
    banner.addEventListener('support-banner-viewed', () => views++);
    await until(() => expect(views).to.equal(1));
  });
});
