import { expect } from '@open-wc/testing';

import { shared } from '../../src/base/shared.ts';
import { Turn, type FurnitureShowEvent } from '../../src/base/turn.ts';
import '../../src/support-banner/define.ts';
import { pageMemory } from '../../src/support-banner/page-memory.ts';
import { SupportBanner } from '../../src/support-banner/support-banner.ts';
import { STORAGE_KEY } from '../../src/support-banner/visits.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, settled, until } from '../support/element-suite.ts';

const SHOWN = /Free to read/;

describe('one thing at a time', () => {
  watchConsole();
  watchErrors();
  let place: HTMLElement;
  let life: AbortController;

  beforeEach(() => {
    forget();
    life = new AbortController();
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    life.abort();
    place.remove();
    forget();
  });

  function make(campaign: string, attributes: Record<string, string> = {}, tag = 'support-banner'): SupportBanner {
    const banner = document.createElement(tag) as SupportBanner;
    const all = { campaign, heading: 'Free to read', action: 'Help', href: '/support', storage: 'none', ...attributes };
    for (const [name, value] of Object.entries(all)) banner.setAttribute(name, value);
    return banner;
  }

  async function allSettled(...banners: SupportBanner[]): Promise<void> {
    for (const banner of banners) await settled(banner);
  }

  /** Which of them ask. */
  const shown = (...banners: SupportBanner[]) =>
    banners.filter((banner) => SHOWN.test(readable(banner))).map(({ campaign }) => campaign);

  const detail = (banner: SupportBanner) => banner.why().rules.find(({ rule }) => rule === 'show')?.detail;

  function onShow(act: (event: FurnitureShowEvent) => void): void {
    document.addEventListener('furniture-show', act, { signal: life.signal });
  }

  async function press(banner: SupportBanner, selector: string): Promise<void> {
    banner.shadowRoot!.querySelector<HTMLElement>(selector)!.click();
    await settled(banner);
  }

  describe('among banners', () => {
    it('lets the first of the document ask, and the others say why they do not', async () => {
      const [a, b, c] = [make('a'), make('b', { placement: 'bottom' }), make('c')];
      place.append(a, b, c);
      await allSettled(a, b, c);
      expect(shown(a, b, c)).to.deep.equal(['a']);
      expect(b.why()).to.include({ show: false, reason: 'show' });
      expect(detail(b)).to.equal('another banner asks');
      expect(b.getBoundingClientRect().height).to.equal(0);
    });

    it('goes by the order of the document, not of the script that inserts them', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(b);
      place.prepend(a);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['a']);
    });

    it('lets who comes later in the document ask where the first does not', async () => {
      const [a, b, c] = [make('a', { sensitive: '' }), make('b'), make('c')];
      place.append(c);
      place.prepend(a, b);
      await allSettled(a, b, c);
      expect(shown(a, b, c)).to.deep.equal(['b']);
    });

    it('takes nothing away from who asks already', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(b);
      await settled(b);
      place.prepend(a);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
    });

    it('lets the next ask when the first has gone from the page', async () => {
      const [a, b, c] = [make('a'), make('b'), make('c')];
      place.append(a, b, c);
      await allSettled(a, b, c);
      a.remove();
      await allSettled(b, c);
      expect(shown(b, c)).to.deep.equal(['b']);
    });

    it('lets the next ask when the first has nothing to ask any more', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      a.sensitive = true;
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
      a.sensitive = false;
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
    });

    it('costs nobody their turn to be moved', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      place.append(a);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['a']);
    });

    it('makes who comes back wait for who asks meanwhile', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      a.remove();
      await settled(b);
      place.prepend(a);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
      b.remove();
      await settled(a);
      expect(shown(a)).to.deep.equal(['a']);
    });

    it('remembers who waited while out of the page', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      b.remove();
      a.remove();
      place.append(b);
      await settled(b);
      expect(shown(b)).to.deep.equal(['b']);
    });

    it('asks for nothing else once the reader has closed one, not even when that has gone', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      await press(a, '[part="close"]');
      await settled(b);
      expect(shown(a, b)).to.deep.equal([]);
      await press(a, '[part="choices"] button');
      expect(readable(a)).to.contain('Hidden');
      a.remove();
      await settled(b);
      expect(shown(b)).to.deep.equal([]);
      const c = make('c');
      place.append(c);
      await settled(c);
      expect(shown(b, c)).to.deep.equal([]);
    });

    it('asks anew on the next page of a site that loads none', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a);
      await settled(a);
      await press(a, '[part="close"]');
      await press(a, '[part="choices"] button');
      const { href } = location;
      try {
        history.replaceState(null, '', '/another-article');
        a.replaceWith(b);
        await settled(b);
        expect(shown(b)).to.deep.equal(['b']);
      } finally {
        history.replaceState(null, '', href);
      }
    });

    it('gives the turn back with Undo', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      await press(a, '[part="close"]');
      await press(a, '[part="choices"] button');
      await press(a, '.undo');
      await settled(b);
      expect(shown(a, b)).to.deep.equal(['a']);
    });

    it('lets thanks and quiet lines stand beside an appeal', async () => {
      const thanks = make('thanks', { supporter: '' });
      const words = document.createElement('p');
      words.slot = 'thanks';
      words.textContent = 'Thank you!';
      thanks.append(words);
      const b = make('b');
      place.append(thanks, b);
      await allSettled(thanks, b);
      expect(readable(thanks)).to.contain('Thank you!');
      expect(shown(thanks, b)).to.deep.equal(['b']);
    });

    it('begins anew when the page comes back from the back/forward cache', async () => {
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['a']);
      await press(a, '[part="close"]');
      await press(a, '[part="choices"] button');
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
    });
  });

  describe('with the page', () => {
    it('tells what is about to be shown, and where', async () => {
      const told: unknown[] = [];
      onShow(({ kind, placement, target }) => told.push([kind, placement, (target as SupportBanner).campaign]));
      const [a, b] = [make('a', { placement: 'bottom' }), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      expect(told).to.deep.equal([['banner', 'bottom', 'a']]);
    });

    it('keeps away what the page cancels, in this page view, and lets the next ask', async () => {
      onShow((event) => (event.target as SupportBanner).campaign === 'a' && event.preventDefault());
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
      expect(detail(a)).to.equal('cancelled by the page');
      b.remove();
      await settled(a);
      expect(shown(a)).to.deep.equal([]);
    });

    it('lets the next ask where the page cancels support-banner-show', async () => {
      const [a, b] = [make('a'), make('b')];
      a.addEventListener('support-banner-show', (event) => event.preventDefault());
      place.append(a, b);
      await allSettled(a, b);
      expect(shown(a, b)).to.deep.equal(['b']);
      expect(detail(a)).to.equal('cancelled by the page');
    });

    for (const way of ['resolves', 'rejects'] as const) {
      it(`waits until what the page holds it for ${way}`, async () => {
        let settle = (): void => {};
        const consent = new Promise<void>((resolve, reject) => (settle = way === 'resolves' ? resolve : reject));
        let asked = 0;
        const told: string[] = [];
        onShow((event) => {
          asked++;
          event.holdUntil(consent);
        });
        place.addEventListener('support-banner-show', ({ campaign }) => told.push(campaign));
        const [a, b] = [make('a'), make('b')];
        place.append(a, b);
        await allSettled(a, b);
        expect(shown(a, b)).to.deep.equal([]);
        expect([detail(a), detail(b)]).to.deep.equal(['held by the page', 'held by the page']);
        expect(told).to.deep.equal([]);
        settle();
        await until(() => expect(shown(a, b)).to.deep.equal(['a']));
        await settled(b);
        // Each once, and once more after the promise.
        expect(asked).to.equal(4);
        expect(told).to.deep.equal(['a']);
      });
    }

    it('is not held by what has settled, and does not move the page later', async () => {
      onShow((event) => event.holdUntil(Promise.resolve()));
      const banner = make('a');
      place.append(banner);
      // As long as microtasks run, nothing is painted.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      expect(shown(banner)).to.deep.equal(['a']);
    });

    it('takes whatever a page holds it for', async () => {
      onShow((event) => {
        const wild: unknown[] = [undefined, 1, Promise.reject(new Error('no')), { then: 1 }];
        for (const one of wild) event.holdUntil(one as Promise<void>);
      });
      const banner = make('a');
      place.append(banner);
      await until(() => expect(shown(banner)).to.deep.equal(['a']));
    });

    it('asks again what holds it once more', async () => {
      const settle: (() => void)[] = [];
      onShow((event) => settle.length < 2 && event.holdUntil(new Promise<void>((resolve) => settle.push(resolve))));
      const banner = make('a');
      place.append(banner);
      await settled(banner);
      settle[0]!();
      await until(() => expect(settle).to.have.length(2));
      await settled(banner);
      expect(shown(banner)).to.deep.equal([]);
      settle[1]!();
      await until(() => expect(shown(banner)).to.deep.equal(['a']));
    });

    it('keeps waiting over a move, and shows nothing that has left meanwhile', async () => {
      let settle = (): void => {};
      const consent = new Promise<void>((resolve) => (settle = resolve));
      onShow((event) => event.holdUntil(consent));
      const [a, b] = [make('a'), make('b')];
      place.append(a, b);
      await allSettled(a, b);
      place.append(a);
      b.remove();
      settle();
      await until(() => expect(shown(a)).to.deep.equal(['a']));
      await settled(b);
      expect(shown(b)).to.deep.equal([]);
    });
  });

  it('is agreed upon by two copies of the script', async () => {
    const load = (address: string) => import(address) as Promise<{ Turn: typeof Turn }>;
    const copy = await load('../../src/base/turn.ts?copy');
    expect(copy.Turn).not.to.equal(Turn);
    let told = 0;
    const other = Object.assign(document.createElement('div'), { isUpdatePending: true });
    const turn = new copy.Turn(other, () => told++);
    const banner = make('a');
    place.append(other, banner);
    turn.join(life.signal);
    await settled(banner);
    // The other copy's element comes first and has not decided yet.
    expect(detail(banner)).to.equal('another banner asks');
    other.isUpdatePending = false;
    turn.pass();
    await settled(banner);
    expect(shown(banner)).to.deep.equal(['a']);
    expect(turn.take('top')).to.equal('another banner asks');
    banner.remove();
    expect(told).to.equal(1);
    expect(turn.take('top')).to.equal(undefined);
  });
});

function forget(): void {
  localStorage.removeItem(STORAGE_KEY);
  delete (shared() as { turns?: unknown }).turns;
  pageMemory().supporterUntil = undefined;
  for (const texts of Object.values(pageMemory().texts)) texts.clear();
}
