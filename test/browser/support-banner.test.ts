import { expect } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';

import { shared } from '../../src/base/shared.ts';
import '../../src/support-banner/define.ts';
import {
  SupportBanner,
  type SupportBannerDecidedEvent,
  type SupportBannerDismissedEvent,
  type SupportBannerFollowEvent,
} from '../../src/support-banner/support-banner.ts';
import { pageMemory } from '../../src/support-banner/page-memory.ts';
import { STORAGE_KEY } from '../../src/support-banner/visits.ts';
import { watchConsole } from '../support/console.ts';
import { breakStorage, elementSuite, readable, settled, until } from '../support/element-suite.ts';

elementSuite({
  tag: 'support-banner',
  Class: SupportBanner,
  attributes: { heading: 'Free to read, not free to make', href: '/support' },
  visible: { property: 'heading', values: ['First heading', 'Second heading', 'Third heading'] },
  wrong: { property: 'placement', value: 'middle' },
  word: 'Support us',
});

const NOW = '2026-11-24T10:00:00Z';
const ASK = { heading: 'Free to read', action: 'Support the Courier', href: '/support', now: NOW };

describe('<support-banner>', () => {
  const console = watchConsole();
  let place: HTMLElement;

  beforeEach(() => {
    forget();
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    forget();
    window.scrollTo(0, 0);
  });

  function make(
    attributes: Record<string, string>,
    content = html`<p>Four people make this paper.</p>`,
  ): SupportBanner {
    const parsed = document.createDocumentFragment();
    render(content, parsed);
    const banner = document.createElement('support-banner');
    for (const name of Object.keys(attributes)) banner.setAttribute(name, attributes[name]!);
    banner.append(parsed);
    return banner;
  }

  async function show(attributes: Record<string, string>, content?: TemplateResult<1>): Promise<SupportBanner> {
    const banner = make(attributes, content);
    place.append(banner);
    await settled(banner);
    return banner;
  }

  const stored = () => localStorage.getItem(STORAGE_KEY);

  describe('showing', () => {
    it('shows heading, message and one real link', async () => {
      const banner = await show(ASK);
      expect(readable(banner)).to.contain('Free to read').and.to.contain('Four people make this paper.');
      const link = part(banner, 'action');
      expect(link).to.be.instanceOf(HTMLAnchorElement);
      expect(link.getAttribute('href')).to.equal('/support');
      expect(link.textContent?.trim()).to.equal('Support the Courier');
    });

    it('is a region named by its heading, and not a dialog', async () => {
      const banner = await show({ ...ASK, placement: 'bottom' });
      const region = part(banner, 'banner');
      expect(region.tagName).to.equal('SECTION');
      const label = banner.shadowRoot!.getElementById(region.getAttribute('aria-labelledby')!);
      expect(label?.textContent).to.contain('Free to read');
      expect(region.hasAttribute('aria-modal')).to.equal(false);
    });

    it('has a name without a heading, too', async () => {
      const banner = await show({ href: '/support' });
      expect(part(banner, 'banner').getAttribute('aria-label')).to.equal('Support message');
    });

    it('sets the level of its heading', async () => {
      const banner = await show({ ...ASK, 'heading-level': '4' });
      expect(banner.shadowRoot!.querySelector('h2')!.getAttribute('aria-level')).to.equal('4');
    });

    it('shows a link that the author added for pages without scripts once', async () => {
      const banner = await show(
        ASK,
        html`<p>Help us.</p>
          <p><a href="/support">Support the Courier</a></p>`,
      );
      expect(readable(banner).split('Support the Courier')).to.have.length(2);
      banner.removeAttribute('href');
      banner.removeAttribute('action');
      await settled(banner);
      expect(readable(banner).split('Support the Courier')).to.have.length(2);
    });

    it('keeps a link of the author that leads elsewhere', async () => {
      const banner = await show(ASK, html`<p><a href="/other">Other ways</a></p>`);
      expect(readable(banner)).to.contain('Other ways');
    });

    it('moves no focus and locks no scrolling when it is pinned', async () => {
      const field = document.createElement('input');
      place.append(field);
      field.focus();
      await show({ ...ASK, placement: 'bottom' });
      expect(document.activeElement).to.equal(field);
      expect(getComputedStyle(document.documentElement).overflow).not.to.equal('hidden');
    });

    it('takes at most two fifths of the window when it is pinned, and scrolls inside', async () => {
      const banner = await show({ ...ASK, placement: 'bottom' }, html`<p>${'Long text. '.repeat(2_000)}</p>`);
      const { height, bottom } = part(banner, 'banner').getBoundingClientRect();
      expect(height).to.be.at.most(window.innerHeight * 0.4 + 1);
      expect(Math.round(bottom)).to.equal(window.innerHeight);
      const body = banner.shadowRoot!.querySelector('.body')!;
      expect(body.scrollHeight).to.be.above(body.clientHeight);
      expect(body.getBoundingClientRect().bottom).to.be.at.most(window.innerHeight);
      const action = part(banner, 'action').getBoundingClientRect();
      expect(action.bottom).to.be.at.most(window.innerHeight);
      const close = part(banner, 'close').getBoundingClientRect();
      expect(close.top).to.be.at.least(window.innerHeight - height);
      expect(close.bottom).to.be.at.most(window.innerHeight);
    });

    it('pushes nothing when it is pinned', async () => {
      const banner = await show({ ...ASK, placement: 'top' });
      expect(banner.getBoundingClientRect().height).to.equal(0);
      expect(part(banner, 'banner').getBoundingClientRect().top).to.equal(0);
    });

    it('says that an action leads nowhere, to the page and not as a link', async () => {
      const banner = make({ heading: 'Free', action: 'Support us now', href: 'javascript:alert(1)' });
      const kinds: string[] = [];
      banner.addEventListener('support-banner-failed', (event) =>
        kinds.push((event as unknown as { kind: string }).kind),
      );
      place.append(banner);
      await settled(banner);
      expect(kinds).to.deep.equal(['config']);
      expect(banner.shadowRoot!.querySelector('a')).to.equal(null);
      expect(readable(banner)).to.contain('Support us now').and.to.contain('Four people make this paper.');
      expect(console.take()).to.have.length(1);
    });

    it('writes the number of articles into heading and message', async () => {
      const banner = await show(
        { ...ASK, heading: 'Article {articles}', 'after-articles': '1' },
        html`<p>You read {articles} of them.</p>`,
      );
      expect(readable(banner)).to.contain('Article 1').and.to.contain('You read 1 of them.');
    });
  });

  describe('deciding', () => {
    const hidden: [string, Record<string, string>, string][] = [
      ['on a sensitive page', { sensitive: '' }, 'sensitive'],
      ['to a supporter', { supporter: '' }, 'supporter'],
      ['before it starts', { starts: '2026-12-01T00:00:00+01:00' }, 'starts'],
      ['after it ended', { ends: '2026-11-01T00:00:00Z' }, 'ends'],
      ['in another section', { sections: 'culture, sport', section: 'Politics' }, 'sections'],
      ['in an excluded section', { 'exclude-sections': 'local news', section: 'news' }, 'exclude-sections'],
      ['before enough articles', { 'after-articles': '3', consent: '' }, 'after-articles'],
      ['where counting needs consent', { 'after-articles': '3' }, 'consent'],
    ];
    for (const [when, attributes, reason] of hidden) {
      it(`shows nothing ${when}, takes no space and says why`, async () => {
        const banner = await show({ ...ASK, ...attributes });
        expect(readable(banner)).to.equal('');
        expect(banner.getBoundingClientRect().height).to.equal(0);
        expect(banner.why().reason).to.equal(reason);
      });
    }

    it('hides the author’s content in the same task in which it is attached', async () => {
      const banner = make({ ...ASK, sensitive: '' });
      place.append(banner);
      await Promise.resolve();
      expect(banner.getBoundingClientRect().height).to.equal(0);
    });

    it('is not delayed by words that are still under way', async () => {
      place.lang = 'ar';
      const banner = make({ ...ASK, sensitive: '' });
      place.append(banner);
      await Promise.resolve();
      expect(banner.getBoundingClientRect().height).to.equal(0);
    });

    it('reads the section of the page', async () => {
      const meta = document.createElement('meta');
      meta.setAttribute('property', 'article:section');
      meta.content = 'Local News';
      document.head.append(meta);
      try {
        expect((await show({ ...ASK, 'exclude-sections': 'Local News,' })).why().reason).to.equal('exclude-sections');
        expect((await show({ ...ASK, sections: 'local-news' })).why().show).to.equal(true);
      } finally {
        meta.remove();
      }
    });

    it('carries the decision, once', async () => {
      const decided: SupportBannerDecidedEvent[] = [];
      place.addEventListener('support-banner-decided', (event) => decided.push(event));
      const banner = await show({ ...ASK, campaign: 'spring', ends: '2026-11-01T00:00:00Z' });
      banner.requestUpdate();
      await settled(banner);
      expect(decided).to.have.length(1);
      expect(decided[0]).to.include({ campaign: 'spring', show: false, reason: 'ends' });
    });

    it('is kept away by a page that cancels the showing, until it is set up anew', async () => {
      const veto = (event: Event) => event.preventDefault();
      place.addEventListener('support-banner-show', veto);
      const banner = await show(ASK);
      expect(readable(banner)).to.equal('');
      expect(banner.why().reason).to.equal('show');
      place.removeEventListener('support-banner-show', veto);
      banner.setAttribute('consent', '');
      await settled(banner);
      expect(readable(banner)).to.contain('Free to read');
    });

    it('thanks a supporter where the author has words for it', async () => {
      const banner = await show(
        { ...ASK, supporter: '' },
        html`<p>Please give.</p>
          <p slot="thanks">Thank you!</p>`,
      );
      expect(readable(banner)).to.contain('Thank you!').and.not.to.contain('Please give.');
      expect(readable(banner)).not.to.contain('Support the Courier');
    });

    it('asks nobody who was marked as a supporter, until the mark ends', async () => {
      const banner = await show(ASK);
      SupportBanner.markSupporter({ until: '2027-06-01T00:00:00Z' });
      await settled(banner);
      expect(banner.why()).to.include({ show: false, reason: 'supporter', until: '2027-06-01T00:00:00.000Z' });
      expect(readable(banner)).to.equal('');
      banner.now = '2027-06-01T00:00:00Z';
      await settled(banner);
      expect(banner.why().show).to.equal(true);
    });

    it('decides anew when the page comes back from the back/forward cache', async () => {
      const banner = await show(ASK);
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ version: 1, closed: [['default', Date.parse(NOW) + 1_000]] }));
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await settled(banner);
      expect(banner.why().reason).to.equal('closed');
      expect(readable(banner)).to.equal('');
    });
  });

  describe('closing', () => {
    it('offers three answers and keeps the promise at once', async () => {
      const banner = await show(ASK);
      click(banner, 'Close support message');
      await settled(banner);
      expect(readable(banner)).not.to.contain('Free to read');
      expect(buttons(banner)).to.deep.equal(['Not now', 'Remind me next month', 'I already support']);
      expect((await show(ASK)).why().reason).to.equal('closed');
    });

    const answers: [string, string, string, string][] = [
      ['Not now', 'not-now', '2026-12-08T10:00:00.000Z', 'Hidden until December 8.'],
      ['Remind me next month', 'next-month', '2026-12-24T10:00:00.000Z', 'Hidden until December 24.'],
      ['I already support', 'supporter', '2027-11-24T10:00:00.000Z', 'Hidden until November 24, 2027.'],
    ];
    for (const [name, choice, date, promise] of answers) {
      it(`shows the silence it promised after “${name}”, and tells the page`, async () => {
        const banner = await show(ASK);
        const events: SupportBannerDismissedEvent[] = [];
        place.addEventListener('support-banner-dismissed', (event) => events.push(event));
        await close(banner, name);
        expect(events.map((event) => [event.choice, event.until])).to.deep.equal([[choice, date]]);
        expect(readable(banner)).to.equal(`${promise} Undo Support the Courier`);
        expect(part(banner, 'link').getAttribute('href')).to.equal('/support');
      });
    }

    it('is silent for as many days as the publisher set', async () => {
      const banner = await show({ ...ASK, 'close-for': '3' });
      await close(banner, 'Not now');
      expect(banner.why().until).to.equal('2026-11-27T10:00:00.000Z');
    });

    it('is silent on the next page, and asks again when the silence is over', async () => {
      const banner = await show(ASK);
      await close(banner, 'Not now');
      banner.remove();
      turnThePage();
      const next = await show({ ...ASK, now: '2026-12-08T09:59:59Z' });
      expect(readable(next)).to.equal('');
      expect(next.getBoundingClientRect().height).to.equal(0);
      next.remove();
      turnThePage();
      expect(readable(await show({ ...ASK, now: '2026-12-08T10:00:00Z' }))).to.contain('Free to read');
    });

    it('comes back with Undo, and forgets', async () => {
      const banner = await show(ASK);
      await close(banner, 'I already support');
      click(banner, 'Undo');
      await settled(banner);
      expect(readable(banner)).to.contain('Free to read');
      expect(stored()).to.equal(null);
    });

    it('closes every banner of the campaign on the page, and no other', async () => {
      const [first, second] = [await show({ ...ASK, campaign: 'a' }), await show({ ...ASK, campaign: 'a' })];
      const other = await show({ ...ASK, campaign: 'b' });
      await close(first, 'Not now');
      await settled(second);
      expect(second.why().reason).to.equal('closed');
      // Another campaign is not silent, but nobody else asks on this page any more.
      expect(other.why().reason).to.equal('show');
      click(first, 'Undo');
      await settled(second);
      expect(second.why().reason).to.equal('show');
    });

    it('follows a close in another tab', async () => {
      const banner = await show(ASK);
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ version: 1, closed: [['default', Date.parse(NOW) + 1_000]] }));
      window.dispatchEvent(new StorageEvent('storage', { key: STORAGE_KEY }));
      await settled(banner);
      expect(readable(banner)).to.equal('');
    });

    it('moves focus to what can be pressed next, when it had it', async () => {
      const banner = await show(ASK);
      part(banner, 'close').focus();
      click(banner, 'Close support message');
      await settled(banner);
      expect(focused(banner)).to.equal('Not now');
      click(banner, 'Not now');
      await settled(banner);
      expect(focused(banner)).to.equal('Undo');
      click(banner, 'Undo');
      await settled(banner);
      expect(focused(banner)).to.equal('Close support message');
    });

    it('closes by Escape from inside a pinned banner only', async () => {
      const banner = await show({ ...ASK, placement: 'bottom' });
      document.body.dispatchEvent(escape());
      await settled(banner);
      expect(readable(banner)).to.contain('Free to read');
      part(banner, 'action').dispatchEvent(escape());
      await settled(banner);
      expect(readable(banner)).to.contain('Hidden until');
    });

    it('leaves Escape alone in the text', async () => {
      const banner = await show(ASK);
      part(banner, 'action').dispatchEvent(escape());
      await settled(banner);
      expect(readable(banner)).to.contain('Free to read');
    });

    it('counts a close without an answer as Not now when the page is left', async () => {
      const banner = await show(ASK);
      const choices: string[] = [];
      banner.addEventListener('support-banner-dismissed', (event) => choices.push(event.choice));
      click(banner, 'Close support message');
      await settled(banner);
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(choices).to.deep.equal(['not-now']);
    });

    it('closes the thanks as well', async () => {
      const attributes = { ...ASK, supporter: '' };
      const banner = await show(attributes, html`<p slot="thanks">Thank you!</p>`);
      click(banner, 'Close support message');
      await settled(banner);
      expect(readable(banner)).to.contain('Hidden until December 8.');
      banner.remove();
      expect(readable(await show(attributes, html`<p slot="thanks">Thank you!</p>`))).to.equal('');
    });
  });

  describe('remembering', () => {
    it('stores nothing that the reader did not do on purpose', async () => {
      const banner = await show({ ...ASK, cap: '1/30', 'after-articles': '1' });
      await viewed(banner);
      expect(stored()).to.equal(null);
      expect(document.cookie).to.equal('');
    });

    it('counts views with consent, keeps what is shown, and stops at the cap', async () => {
      const attributes = { ...ASK, cap: '1/30', consent: '' };
      const banner = await show(attributes);
      await viewed(banner);
      banner.requestUpdate();
      await settled(banner);
      expect(readable(banner)).to.contain('Free to read');
      banner.remove();
      const next = await show(attributes);
      expect(next.why()).to.include({ reason: 'cap', until: '2026-12-24T10:00:00.000Z' });
      expect(readable(next)).to.equal('');
    });

    it('counts one view for two banners of a campaign', async () => {
      let views = 0;
      place.addEventListener('support-banner-viewed', () => views++);
      const first = await show({ ...ASK, cap: '5/30', consent: '' });
      const second = await show({ ...ASK, cap: '5/30', consent: '' });
      await until(() => expect(views).to.equal(1));
      await until(() => expect(pageMemory().counted.size).to.equal(1));
      await settled(first);
      await settled(second);
      expect((JSON.parse(stored()!) as { views: unknown[] }).views).to.have.length(1);
    });

    it('forgets what it counted when consent is withdrawn, and keeps the close', async () => {
      const banner = await show({ ...ASK, consent: '', 'after-articles': '1' });
      await close(banner, 'Not now');
      expect(stored()).to.contain('articles');
      banner.removeAttribute('consent');
      await settled(banner);
      expect(stored()).not.to.contain('articles');
      expect(stored()).to.contain('closed');
    });

    for (const [what, age, consent, isKept] of [
      ['forgets what was counted when a page view of ten seconds ends without consent', 10_001, false, false],
      ['keeps what was counted through a page view that a consent manager had no time to speak in', 9_999, false, true],
      ['keeps what was counted when a page view ends with consent', 10_001, true, true],
    ] as const) {
      it(what, async () => {
        const views = [['a', Date.parse(NOW) - 1]];
        localStorage.setItem(STORAGE_KEY, JSON.stringify({ version: 1, views }));
        const { now } = performance;
        performance.now = () => age;
        try {
          await show({ ...ASK, ...(consent && { consent: '' }) });
          window.dispatchEvent(new PageTransitionEvent('pagehide'));
        } finally {
          performance.now = now;
        }
        expect(stored() !== null).to.equal(isKept);
      });
    }

    it('stores no address of an article', async () => {
      await show({ ...ASK, consent: '', 'after-articles': '1' });
      expect(stored()).to.contain('articles').and.not.to.contain(location.pathname);
    });

    it('settles down when two banners count the same article', async () => {
      let updates = 0;
      const [first, second] = [make(ASK), make(ASK)];
      for (const banner of [first, second]) {
        banner.setAttribute('after-articles', '1');
        banner.setAttribute('consent', '');
        banner.removeAttribute('now');
        const { requestUpdate } = banner;
        banner.requestUpdate = (...details) => {
          updates++;
          return requestUpdate.apply(banner, details);
        };
      }
      place.append(first, second);
      await settled(first);
      const before = updates;
      await settled(second);
      expect(updates).to.equal(before);
    });

    it('keeps nothing with storage="none", and promises no more than that', async () => {
      const banner = await show({ ...ASK, storage: 'none' });
      await close(banner, 'Not now');
      expect(readable(banner)).to.contain('Hidden on this page.');
      expect(stored()).to.equal(null);
      expect(sessionStorage.getItem(STORAGE_KEY)).to.equal(null);
    });

    it('keeps to the tab with storage="session"', async () => {
      const banner = await show({ ...ASK, storage: 'session' });
      await close(banner, 'Not now');
      expect(readable(banner)).to.contain('Hidden while this tab is open.');
      expect(stored()).to.equal(null);
      expect(sessionStorage.getItem(STORAGE_KEY)).to.contain('closed');
    });

    it('remembers for the page view when storage throws', async () => {
      const restore = breakStorage();
      try {
        const banner = await show(ASK);
        await close(banner, 'Not now');
        expect(readable(banner)).to.contain('Hidden on this page.');
        expect((await show(ASK)).why().reason).to.equal('closed');
      } finally {
        restore();
      }
    });

    for (const damage of ['', 'null', '{', '[]', '{"version":2,"closed":[]}', '{"version":1,"closed":{"a":1}}']) {
      it(`is not impressed by ${damage || 'nothing'} in storage`, async () => {
        localStorage.setItem(STORAGE_KEY, damage);
        const banner = await show(ASK);
        expect(readable(banner)).to.contain('Free to read');
        await close(banner, 'Not now');
        expect(banner.why().reason).to.equal('closed');
      });
    }

    it('forgets one campaign with reset(), and all with clearData()', async () => {
      const until = Date.parse(NOW) + 1_000;
      const closed = ['a', 'b'].map((campaign) => [campaign, until]);
      localStorage.setItem(STORAGE_KEY, JSON.stringify({ version: 1, closed }));
      const [a, b] = [await show({ ...ASK, campaign: 'a' }), await show({ ...ASK, campaign: 'b' })];
      a.reset();
      await settled(a);
      expect(readable(a)).to.contain('Free to read');
      expect(b.why().reason).to.equal('closed');
      a.remove();
      b.clearData();
      await settled(b);
      expect(readable(b)).to.contain('Free to read');
      expect(stored()).to.equal(null);
    });
  });

  describe('living in a page', () => {
    it('lets the page take over the link', async () => {
      const banner = await show({ ...ASK, campaign: 'spring' });
      let follow: SupportBannerFollowEvent | undefined;
      banner.addEventListener('support-banner-follow', (event) => {
        follow = event;
        event.preventDefault();
      });
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      part(banner, 'action').dispatchEvent(click);
      expect(click.defaultPrevented).to.equal(true);
      expect(follow).to.include({ campaign: 'spring', href: '/support' });
    });

    it('scrolls what has focus out from under itself', async () => {
      const tall = document.createElement('div');
      tall.style.height = '3000px';
      const link = document.createElement('button');
      link.style.cssText = `position:absolute;top:${window.innerHeight - 40}px`;
      place.append(tall, link);
      const banner = await show({ ...ASK, placement: 'bottom' });
      link.focus({ preventScroll: true });
      const bar = part(banner, 'banner').getBoundingClientRect();
      expect(link.getBoundingClientRect().bottom).to.be.at.most(bar.top);
    });

    it('steps aside where the page cannot scroll on, and returns', async () => {
      const [low, high] = [document.createElement('button'), document.createElement('button')];
      low.style.cssText = 'position:fixed;bottom:4px';
      place.append(high, low);
      const banner = await show({ ...ASK, placement: 'bottom' });
      low.focus();
      expect(getComputedStyle(part(banner, 'banner')).opacity).to.equal('0');
      part(banner, 'close').focus();
      expect(banner.shadowRoot!.activeElement === part(banner, 'close')).to.equal(true);
      expect(getComputedStyle(part(banner, 'banner')).opacity).to.equal('1');
      low.focus();
      high.focus();
      expect(getComputedStyle(part(banner, 'banner')).opacity).to.equal('1');
    });

    it('puts its last line back into the page once the reader scrolls on', async () => {
      const tall = document.createElement('div');
      tall.style.height = '3000px';
      place.append(tall);
      const banner = await show({ ...ASK, placement: 'bottom' });
      await close(banner, 'Not now');
      expect(getComputedStyle(part(banner, 'banner')).position).to.equal('fixed');
      window.scrollTo(0, 400);
      await until(() => expect(getComputedStyle(part(banner, 'banner')).position).to.equal('static'));
      expect(readable(banner)).to.contain('Hidden until');
    });

    it('lies in the direction of the page, whatever its own words', async () => {
      place.lang = 'ur';
      place.dir = 'rtl';
      const banner = await show(ASK);
      expect(part(banner, 'banner').dir).to.equal('ltr');
      const [heading, close] = ['heading', 'close'].map((name) => part(banner, name).getBoundingClientRect());
      expect(close!.right).to.be.below(heading!.right);
      expect(getComputedStyle(part(banner, 'message')).direction).to.equal('rtl');
    });

    it('stops watching and listening when it is removed', async () => {
      const before = pageMemory().listeners.size;
      const banner = await show(ASK);
      expect(pageMemory().listeners.size).to.equal(before + 1);
      banner.remove();
      expect(pageMemory().listeners.size).to.equal(before);
    });

    it('shows the pipeline to an editor who asks for it', async () => {
      const address = location.href;
      const url = new URL(address);
      url.searchParams.set('support-debug', '');
      history.replaceState(null, '', url);
      try {
        const banner = await show({ ...ASK, ends: '2026-11-01' });
        await until(() => expect(readable(banner)).to.contain('not shown: ends').and.to.contain('← the reason'));
      } finally {
        history.replaceState(null, '', address);
      }
    });

    it('speaks Arabic and German, from right to left where it should', async () => {
      place.lang = 'de';
      const banner = await show({ ...ASK, action: '' });
      await until(() => expect(readable(banner)).to.contain('Jetzt unterstützen'));
      place.lang = 'ar';
      await until(() => expect(readable(banner)).to.contain('ادعمونا'));
      expect(part(banner, 'banner').dir).to.equal('rtl');
    });

    for (const stage of ['choices', 'note']) {
      it(`is accessible after closing: ${stage}`, async () => {
        const banner = await show({ ...ASK, placement: 'bottom' });
        click(banner, 'Close support message');
        await settled(banner);
        if (stage === 'note') click(banner, 'Not now');
        await settled(banner);
        await expect(banner).to.be.accessible();
      });
    }
  });

  async function close(banner: SupportBanner, answer: string): Promise<void> {
    click(banner, 'Close support message');
    await settled(banner);
    click(banner, answer);
    await settled(banner);
  }

  async function viewed(banner: SupportBanner): Promise<void> {
    let isViewed = false;
    banner.addEventListener('support-banner-viewed', () => (isViewed = true));
    await until(() => expect(isViewed).to.equal(true));
    await settled(banner);
  }
});

function forget(): void {
  localStorage.removeItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  turnThePage();
  pageMemory().counted.clear();
  pageMemory().supporterUntil = undefined;
  for (const texts of Object.values(pageMemory().texts)) texts.clear();
}

/** Nobody has asked on this page yet. */
function turnThePage(): void {
  delete (shared() as { turns?: unknown }).turns;
}

function part(banner: Element, name: string): HTMLElement {
  return banner.shadowRoot!.querySelector<HTMLElement>(`[part="${name}"]`)!;
}

function buttons(banner: Element): string[] {
  return [...banner.shadowRoot!.querySelectorAll('button')].map((button) => button.textContent?.trim() ?? '');
}

function click(banner: Element, name: string): void {
  const all = [...banner.shadowRoot!.querySelectorAll('button')];
  all.find((button) => button.textContent?.trim() === name)!.click();
}

function focused(banner: Element): string | undefined {
  return banner.shadowRoot!.activeElement?.textContent?.trim();
}

function escape(): KeyboardEvent {
  return new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true });
}
