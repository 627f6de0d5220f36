import { expect } from '@open-wc/testing';
import { html, render, type TemplateResult } from 'lit';

import '../../src/support-banner/define.ts';
import { shared } from '../../src/base/shared.ts';
import { pageMemory } from '../../src/support-banner/page-memory.ts';
import {
  SupportBanner,
  type SupportBannerFollowEvent,
  type SupportBannerViewedEvent,
} from '../../src/support-banner/support-banner.ts';
import { STORAGE_KEY } from '../../src/support-banner/visits.ts';
import { watchConsole } from '../support/console.ts';
import { readable, settled, until } from '../support/element-suite.ts';

/** A Tuesday; with it nothing is late, as in any preview. */
const NOW = '2026-11-24T10:00:00Z';
const HARBOUR = { campaign: 'harbour', heading: 'The harbour', message: 'First.\n\nSecond.', href: '/harbour' };
const LIBRARY = { campaign: 'library', heading: 'The library', href: '/library', action: 'Support the library' };

describe('<support-banner> with campaigns', () => {
  const console = watchConsole();
  let place: HTMLElement;
  const nativeFetch = window.fetch;

  beforeEach(() => {
    forget();
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => {
    place.remove();
    window.fetch = nativeFetch;
    forget();
    window.scrollTo(0, 0);
  });

  interface Setup {
    readonly json?: unknown;
    readonly markup?: TemplateResult<1>;
  }

  async function show(
    attributes: Record<string, string>,
    { json, markup = html`` }: Setup = {},
  ): Promise<SupportBanner> {
    const banner = document.createElement('support-banner');
    for (const name of Object.keys(attributes)) banner.setAttribute(name, attributes[name]!);
    const content = document.createDocumentFragment();
    render(markup, content);
    banner.append(content);
    if (json !== undefined) {
      const script = document.createElement('script');
      script.type = 'application/json';
      script.textContent = JSON.stringify(json);
      banner.append(script);
    }
    place.append(banner);
    await settled(banner);
    return banner;
  }

  const list = (...campaigns: object[]) => ({ json: { campaigns } });

  it('shows the first that may be shown, with its words in paragraphs', async () => {
    const banner = await show({ now: NOW }, list({ ...LIBRARY, tags: 'books' }, HARBOUR));
    expect(readable(banner)).to.contain('The harbour').and.not.to.contain('The library');
    const paragraphs = [...banner.shadowRoot!.querySelectorAll('[part="message"] p')];
    expect(paragraphs.map((paragraph) => paragraph.textContent)).to.deep.equal(['First.', 'Second.']);
    const { show: shown, campaigns } = banner.why();
    expect(shown).to.equal(true);
    expect(campaigns?.map(({ campaign, reason }) => [campaign, reason])).to.deep.equal([
      ['library', 'tags'],
      ['harbour', undefined],
    ]);
  });

  it('goes by what the page says of itself and of its reader', async () => {
    const campaign = { ...HARBOUR, tags: 'boats', countries: 'DE', languages: 'en', readers: 'signed-in', days: 'tue' };
    const banner = await show({ now: NOW, tag: 'Boats', 'time-zone': 'Europe/Berlin' }, list(campaign));
    expect(banner.why().reason).to.equal('countries');
    banner.country = 'de';
    banner.signedIn = true;
    await settled(banner);
    expect(readable(banner)).to.contain('The harbour');
    banner.lang = 'fr';
    await settled(banner);
    expect(banner.why().reason).to.equal('languages');
  });

  it('takes what a campaign does not say from the element', async () => {
    const banner = await show(
      { now: NOW, heading: 'Free to read', action: 'Support the Courier' },
      { json: { campaigns: [{ campaign: 'a', href: '/a' }] }, markup: html`<p>Four people make this paper.</p>` },
    );
    expect(readable(banner))
      .to.contain('Free to read')
      .and.to.contain('Four people')
      .and.to.contain('Support the Courier');
  });

  it('closes one without asking for the next, and gives it back with Undo', async () => {
    const banner = await show({ now: NOW }, list(HARBOUR, LIBRARY));
    click(banner, 'Close support message');
    await settled(banner);
    click(banner, 'Not now');
    await settled(banner);
    expect(readable(banner)).to.contain('Hidden until').and.not.to.contain('The library');
    click(banner, 'Undo');
    await settled(banner);
    expect(readable(banner)).to.contain('The harbour');
    expect(localStorage.getItem(STORAGE_KEY)).to.equal(null);
  });

  it('asks for nothing on the pages of a day after that, whichever campaign', async () => {
    const banner = await show({ now: NOW }, list(HARBOUR, LIBRARY));
    click(banner, 'Close support message');
    await settled(banner);
    click(banner, 'Not now');
    banner.remove();
    const next = await show({ now: '2026-11-25T09:59:00Z' }, list(HARBOUR, LIBRARY));
    expect(next.why().campaigns?.map(({ reason }) => reason)).to.deep.equal(['closed', 'gap']);
  });

  it('fetches the list, and waits for it with nothing on show', async () => {
    const src = `${answer({ version: 1, campaigns: [HARBOUR] })}&delay=300`;
    const banner = await show({ now: NOW, src, href: '/support' }, { markup: html`<p>Fallback</p>` });
    expect(banner.matches(':state(loading)')).to.equal(true);
    expect(readable(banner)).to.equal('');
    expect(banner.why().rules[0]).to.include({ rule: 'content', passes: false, detail: 'campaigns are being loaded' });
    await until(() => expect(readable(banner)).to.contain('The harbour'));
  });

  for (const [what, src] of [
    ['a failing server', '/faults/json?status=500'],
    ['no list', answer({ version: 1 })],
    ['another version', answer({ version: 2, campaigns: [HARBOUR] })],
  ] as const) {
    it(`shows nothing and tells the page, where src has ${what}`, async () => {
      let failures = 0;
      place.addEventListener('support-banner-failed', () => (failures += 1));
      const banner = await show({ now: NOW, src, href: '/support' });
      await until(() => expect(failures).to.equal(1));
      await until(() => expect(banner.matches(':state(empty)')).to.equal(true));
      expect(readable(banner)).to.equal('');
    });
  }

  it('asks again for a list that was on its way when the banner was moved, and not for one that was there', async () => {
    const key = `moved-${Math.random()}`;
    const src = `${answer({ version: 1, campaigns: [HARBOUR] })}&delay=300&key=${key}`;
    const banner = await show({ now: NOW, src });
    place.prepend(banner);
    await until(() => expect(readable(banner)).to.contain('The harbour'));
    place.append(banner);
    await settled(banner);
    expect(readable(banner)).to.contain('The harbour');
    const { count } = (await (await fetch(`/faults/log?key=${key}`)).json()) as { count: number };
    expect(count).to.be.at.most(2);
  });

  it('tells of another campaign that takes the place of one, and asks the page for it', async () => {
    const told: string[] = [];
    place.addEventListener('support-banner-show', ({ campaign }) => told.push(`show ${campaign}`));
    place.addEventListener('support-banner-decided', ({ campaign }) => told.push(`decided ${campaign}`));
    const banner = await show({ now: NOW }, list({ ...HARBOUR, ends: '2026-11-24T11:00:00Z' }, LIBRARY));
    banner.now = '2026-11-24T11:00:00Z';
    await until(() => expect(readable(banner)).to.contain('The library'));
    expect(told.slice(-4)).to.deep.equal(['show harbour', 'decided harbour', 'show library', 'decided library']);
  });

  it('tells the developer what it could not use, and shows the rest', async () => {
    const banner = await show({ now: NOW }, list({ campaign: 'a', cap: 'often' }, HARBOUR));
    await until(() => expect(console.take().join('\n')).to.contain('campaigns.0 "cap": received "often"'));
    expect(readable(banner)).to.contain('The harbour');
  });

  describe('variants', () => {
    const markup = html` <p>Own words.</p>
      <template data-variant="control" data-weight="0"></template>
      <template data-variant="b" data-weight="1" data-heading="Other heading">
        <p>Other words.</p>
        <p slot="actions">Other action.</p>
      </template>`;
    const TEST = { now: NOW, campaign: 'spring', heading: 'Own heading', href: '/support' };

    it('show the control to whoever is not known, and are not counted', async () => {
      const banner = await show(TEST, { markup });
      expect(readable(banner)).to.contain('Own words').and.to.contain('Own heading').and.not.to.contain('Other');
      expect(banner.why().variant).to.equal(undefined);
      expect(localStorage.getItem(STORAGE_KEY)).to.equal(null);
    });

    it('show a template in place of the content, for a reader whom the page names', async () => {
      const banner = await show({ ...TEST, reader: 'r-1' }, { markup });
      expect(readable(banner)).to.contain('Other heading').and.to.contain('Other words').and.to.contain('Other action');
      expect(readable(banner)).not.to.contain('Own');
      expect(banner.why().variant).to.equal('b');
      expect(localStorage.getItem(STORAGE_KEY)).to.equal(null);
    });

    it('remember a reader with consent, and forget them without', async () => {
      const banner = await show({ ...TEST, consent: '' }, { markup });
      expect(banner.why().variant).to.equal('b');
      expect(localStorage.getItem(STORAGE_KEY)).to.contain('"reader":"');
      banner.removeAttribute('consent');
      await settled(banner);
      expect(localStorage.getItem(STORAGE_KEY)).to.equal(null);
      expect(readable(banner)).to.contain('Own words').and.not.to.contain('Other');
    });

    it('draw nobody by a name that cannot be kept', async () => {
      const banner = await show({ ...TEST, consent: '', storage: 'none' }, { markup });
      expect(banner.why().variant).to.equal(undefined);
      expect(readable(banner)).to.contain('Own words');
    });

    it('are told with what the reader does', async () => {
      const banner = await show({ ...TEST, reader: 'r-1' }, { markup });
      const seen: (string | undefined)[] = [];
      const take = (event: Event) =>
        void seen.push((event as SupportBannerViewedEvent | SupportBannerFollowEvent).variant);
      banner.addEventListener('support-banner-viewed', take);
      banner.addEventListener('support-banner-follow', (event) => (take(event), event.preventDefault()));
      banner.addEventListener('support-banner-dismissed', take);
      await until(() => expect(seen).to.have.length(1));
      banner.shadowRoot!.querySelector<HTMLElement>('[part="action"]')!.click();
      click(banner, 'Close support message');
      await settled(banner);
      click(banner, 'Not now');
      expect(seen).to.deep.equal(['b', 'b', 'b']);
    });
  });

  describe('placeholders', () => {
    const totals = { raised: '3250.00', goal: 5000, currency: 'EUR' };

    it('are filled in everywhere', async () => {
      const campaign = { ...HARBOUR, heading: '{raised} of {goal}', message: '{percent} on {day}. {else}', totals };
      const banner = await show({ now: NOW, 'time-zone': 'UTC' }, list(campaign));
      expect(readable(banner)).to.contain('€3,250 of €5,000').and.to.contain('65% on Tuesday. {else}');
    });

    it('keep the banner away until they are known', async () => {
      const slow = `${answer(totals)}&delay=300`;
      const banner = await show({ now: NOW, totals: slow, href: '/s' }, { markup: html`<p>Already {raised}.</p>` });
      expect(readable(banner)).to.equal('');
      expect(banner.why().reason).to.equal('placeholders');
      await until(() => expect(readable(banner)).to.contain('Already €3,250.'));
    });

    it('keep the banner away for good where nothing is known', async () => {
      const banner = await show({ now: NOW }, list({ ...HARBOUR, message: 'You read {articles} articles.' }));
      expect(banner.why().reason).to.equal('placeholders');
      expect(banner.why().rules.find(({ rule }) => rule === 'placeholders')?.detail).to.equal('{articles}');
    });

    it('keep a banner without campaigns away, too, rather than show their names', async () => {
      const banner = await show({ now: NOW, heading: 'You read {articles} articles', href: '/support' });
      expect(readable(banner)).to.equal('');
      expect(banner.why().reason).to.equal('placeholders');
      banner.setAttribute('consent', '');
      await settled(banner);
      expect(readable(banner)).to.contain('You read 1 articles');
    });

    for (const [where, variant] of [
      ['an attribute', html`<template data-variant="b" data-action="{articles} articles"></template>`],
      ['the content', html`<template data-variant="b"><p>{articles} articles.</p></template>`],
    ] as const) {
      it(`have articles counted where ${where} of a variant speaks of them`, async () => {
        const markup = html`<p>Own words.</p>
          <template data-variant="control" data-weight="0"></template>
          ${variant}`;
        const banner = await show({ now: NOW, consent: '', reader: 'r-1', href: '/support' }, { markup });
        await until(() => expect(readable(banner)).to.contain('1 articles').and.not.to.contain('template'));
        expect(localStorage.getItem(STORAGE_KEY)).to.contain('"articles":[[');
      });
    }
  });

  describe('in the text', () => {
    it('moves nothing that the reader sees: it waits until it stands below the window', async () => {
      place.style.minHeight = '4000px';
      const banner = await show({}, list(HARBOUR));
      await until(() => expect(banner.why().rules.find(({ rule }) => rule === 'show')?.passes).to.equal(false));
      expect(readable(banner)).to.equal('');
      expect(banner.why().rules.find(({ rule }) => rule === 'show')?.detail).to.contain('move what is being read');
    });

    it('comes at once below the window', async () => {
      const article = document.createElement('div');
      article.style.height = '3000px';
      place.append(article);
      const banner = await show({}, list(HARBOUR));
      await until(() => expect(readable(banner)).to.contain('The harbour'));
    });

    it('comes at once at an edge of the window', async () => {
      const banner = await show({ placement: 'bottom' }, list(HARBOUR));
      await until(() => expect(readable(banner)).to.contain('The harbour'));
    });
  });

  describe('counting', () => {
    it('tells what happened and nothing of whom', async () => {
      const sent: [string, RequestInit][] = [];
      window.fetch = (url, init) => {
        sent.push([(url as URL).href, init!]);
        return Promise.resolve(new Response(null, { status: 204 }));
      };
      const report = 'https://comments.example/v1/banners/{campaign}/events';
      const variants = [{ variant: 'control', weight: 0 }, { variant: 'b' }];
      const banner = await show({ now: NOW, reader: 'r-1', report }, list({ ...HARBOUR, variants }));
      await until(() => expect(sent).to.have.length(1));
      click(banner, 'Close support message');
      await settled(banner);
      click(banner, 'I already support');
      expect(sent.map(([url]) => url)).to.deep.equal(
        new Array(2).fill('https://comments.example/v1/banners/harbour/events'),
      );
      expect(sent.map(([, { body }]) => JSON.parse(body as string) as unknown)).to.deep.equal([
        { kind: 'view', variant: 'b' },
        { kind: 'dismissal', variant: 'b' },
      ]);
      for (const [, init] of sent) {
        expect(init).to.include({ credentials: 'omit', keepalive: true, referrerPolicy: 'no-referrer' });
        expect(JSON.stringify(init)).not.to.contain('r-1');
      }
    });

    it('tells the developer of a campaign whose name our server does not count', async () => {
      window.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
      const report = 'https://comments.example/v1/banners/{campaign}/events';
      await show({ now: NOW, report, campaign: 'the harbour', heading: 'Free to read', href: '/support' });
      await until(() => expect(console.take().join('\n')).to.contain('campaign "the harbour": allowed'));
    });

    it('sends nothing where no address was given', async () => {
      let isAsked = false;
      window.fetch = () => ((isAsked = true), Promise.reject(new TypeError('no network in this test')));
      const banner = await show({ now: NOW }, list(HARBOUR));
      await new Promise<unknown>((resolve) => banner.addEventListener('support-banner-viewed', resolve));
      expect(isAsked).to.equal(false);
    });
  });

  describe('the reminder', () => {
    it('is a calendar file for the day that was promised', async () => {
      const files: Blob[] = [];
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => (files.push(blob as Blob), 'blob:null/1');
      const click0 = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = () => undefined;
      try {
        const banner = await show({ now: NOW, reminder: '', heading: 'Free to read', href: '/support' });
        let until0 = '';
        banner.addEventListener('support-banner-dismissed', (event) => (until0 = event.until));
        click(banner, 'Close support message');
        await settled(banner);
        click(banner, 'Remind me next month');
        await settled(banner);
        click(banner, 'Add to calendar');
        const text = await files[0]!.text();
        expect(text)
          .to.contain('SUMMARY:Free to read')
          .and.to.contain(`VALUE=DATE:${until0.slice(0, 10).split('-').join('')}`);
        expect(text).to.contain(`URL:${location.origin}/support`);
      } finally {
        URL.createObjectURL = createObjectURL;
        HTMLAnchorElement.prototype.click = click0;
      }
    });

    it('is offered for that answer, and where the page wants it', async () => {
      const banner = await show({ now: NOW, heading: 'Free to read', href: '/support' });
      click(banner, 'Close support message');
      await settled(banner);
      click(banner, 'Remind me next month');
      await settled(banner);
      expect(buttons(banner)).to.deep.equal(['Undo']);
    });
  });

  describe('a token of a supporter', () => {
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    async function sign(payload: object): Promise<{ token: string; key: string }> {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
      const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const encode = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));
      const text = `${encode({ alg: 'ES256', typ: 'supporter+jwt' })}.${encode(payload)}`;
      const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(text));
      const key = JSON.stringify(await crypto.subtle.exportKey('jwk', pair.publicKey));
      return { token: `${text}.${base64url(new Uint8Array(signature))}`, key };
    }
    const nextYear = () => Math.floor(Date.now() / 1000) + 300 * 86_400;

    it('silences the banner, and leaves the address', async () => {
      const { token, key } = await sign({ exp: nextYear() });
      history.replaceState({ kept: 1 }, '', `#section-2&supporter=${token}`);
      const banner = await show({ heading: 'Free to read', href: '/support', 'supporter-key': key });
      await until(() => expect(banner.why().reason).to.equal('supporter'));
      expect(location.hash).to.equal('#section-2');
      expect(history.state).to.deep.equal({ kept: 1 });
      expect(readable(banner)).to.equal('');
    });

    it('of somebody else silences nothing', async () => {
      const [{ token }, { key }] = [await sign({ exp: nextYear() }), await sign({})];
      history.replaceState(null, '', `#supporter=${token}`);
      const banner = await show({ heading: 'Free to read', href: '/support', 'supporter-key': key });
      await until(() => expect(readable(banner)).to.contain('Free to read'));
      expect(console.take().join('\n')).to.contain('token of a supporter');
    });

    it('can be handed over by the page', async () => {
      const { token, key } = await sign({ exp: nextYear() });
      expect(await SupportBanner.markSupporter({ token, key })).to.equal(true);
      expect(await SupportBanner.markSupporter({ token: `${token}x`, key })).to.equal(false);
      console.take();
    });
  });

  describe('the debug panel', () => {
    afterEach(() =>
      history.replaceState(null, '', location.pathname + location.search.replace(/[?&]support-debug/, '')),
    );

    it('tells of each campaign, and decides as if it were another time, place and consent', async () => {
      const before = location.href;
      history.replaceState(
        null,
        '',
        `${location.pathname}${location.search}${location.search ? '&' : '?'}support-debug`,
      );
      const banner = await show(
        { now: NOW },
        list({ ...HARBOUR, starts: '2026-12-01' }, { ...LIBRARY, countries: 'at' }),
      );
      await until(() => expect(readable(banner)).to.contain('not shown: starts; may be shown from 2026-12-01'));
      expect(readable(banner)).to.contain('countries here: none');
      const [clock, country] = [...banner.shadowRoot!.querySelectorAll('input')];
      set(country!, 'at');
      await until(() => expect(readable(banner)).to.contain('The library'));
      set(clock!, '2026-12-01T08:00');
      await until(() => expect(banner.why().campaigns?.[0]?.show).to.equal(true));
      await expect(banner).to.be.accessible();
      history.replaceState(null, '', before);
    });
  });
});

/** An address that answers so. */
function answer(value: unknown): string {
  return `/faults/json?${new URLSearchParams({ body: JSON.stringify(value) })}`;
}

function forget(): void {
  localStorage.removeItem(STORAGE_KEY);
  pageMemory().counted.clear();
  pageMemory().supporterUntil = undefined;
  for (const texts of Object.values(pageMemory().texts)) texts.clear();
  Object.assign(shared(), { turns: undefined });
}

function buttons(banner: Element): string[] {
  return [...banner.shadowRoot!.querySelectorAll('button')].map((button) => button.textContent?.trim() ?? '');
}

function click(banner: Element, name: string): void {
  const all = [...banner.shadowRoot!.querySelectorAll('button')];
  all.find((button) => button.textContent?.trim() === name)!.click();
}

function set(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
