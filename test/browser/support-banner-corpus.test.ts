import { expect } from '@open-wc/testing';

import { shared } from '../../src/base/shared.ts';
import '../../src/support-banner/define.ts';
import { pageMemory } from '../../src/support-banner/page-memory.ts';
import { SupportBanner } from '../../src/support-banner/support-banner.ts';
import { STORAGE_KEY } from '../../src/support-banner/visits.ts';
import configs from '../fixtures/corpus/configs.public.json';
import faults from '../fixtures/corpus/http-faults.public.json';
import urls from '../fixtures/corpus/urls.public.json';
import payloads from '../fixtures/corpus/xss-payloads.public.json';
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, settled } from '../support/element-suite.ts';

interface ConfigCase {
  readonly id: string;
  readonly widget: string;
  readonly role: string;
  readonly note: string;
  readonly raw?: string;
  readonly value?: unknown;
  readonly expect: { readonly outcome?: string; readonly visible_not?: readonly string[] };
}

const MESSAGE = 'Four people make this paper.';
const NONSENSE = ['NaN', 'Infinity', 'undefined', '[object Object]', 'Invalid Date'];

/** Corpus roles by the name of the attribute and property here. */
const ROLES: Readonly<Record<string, string>> = {
  headline: 'heading',
  start: 'starts',
  end: 'ends',
  'cta.href': 'href',
};

describe('<support-banner> and the corpus', () => {
  const console = watchConsole();
  let place: HTMLElement;

  beforeEach(() => {
    localStorage.removeItem(STORAGE_KEY);
    pageMemory().texts.local.clear();
    delete (shared() as { turns?: unknown }).turns;
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => place.remove());
  watchErrors();

  function make(): SupportBanner {
    const banner = document.createElement('support-banner');
    banner.heading = 'Free to read';
    banner.setAttribute('href', '/support');
    const message = document.createElement('p');
    message.textContent = MESSAGE;
    banner.append(message);
    return banner;
  }

  async function show(banner: SupportBanner): Promise<void> {
    place.append(banner);
    await settled(banner);
  }

  const cases = (configs.cases as readonly ConfigCase[]).filter(({ widget }) => widget === 'support-banner');

  it('has cases for this element', () => expect(cases.length).to.be.greaterThan(60));

  for (const item of cases) {
    it(`${item.id}: ${item.role}, ${item.note}`, async () => {
      const banner = make();
      const started = performance.now();
      await apply(item, banner);
      await settled(banner);
      expect(performance.now() - started).to.be.below(1_000);
      const text = readable(banner);
      for (const nonsense of item.expect.visible_not ?? NONSENSE) expect(text).not.to.contain(nonsense);
      // One case takes the class away: then there is nothing to ask.
      const isShown = banner instanceof SupportBanner && banner.isConnected && banner.why().show;
      if (isShown) expect(text).to.contain(MESSAGE);
      if (isShown) expect(banner.shadowRoot!.querySelector('[part="close"]')).not.to.equal(null);
      const lines = console.take();
      expect(lines.length, lines.join('\n')).to.be.at.most(1);
      if (item.role === 'cta.href') checkLink(item, banner);
    });
  }

  async function apply({ role, raw, value }: ConfigCase, banner: SupportBanner): Promise<void> {
    const field = ROLES[role];
    const given = valueOf(value, banner);
    if (role === 'locale') place.lang = raw ?? '';
    else if (role === 'body') banner.querySelector('p')!.append(raw ?? '');
    else if (role === 'config') banner.append(jsonScript(raw ?? ''));
    else if (field && raw !== undefined) banner.setAttribute(field, raw);
    else if (field) Object.assign(banner, { [field]: given });
    else if (role === 'start+end') Object.assign(banner, renamed(given as object));
    else if (role === 'option') Object.assign(banner, plainValues(given as object));
    place.append(banner);
    // The corpus attacks hosts on purpose: what its statements throw is the page's own error.
    if (role === 'lifecycle') attempt(() => valueOf(value, banner));
    await settled(banner);
  }

  function checkLink({ raw, expect: { outcome } }: ConfigCase, banner: SupportBanner): void {
    const link = banner.shadowRoot!.querySelector('a[part="action"]');
    if (outcome === 'use-value') expect(link?.getAttribute('href')).to.equal(raw!.trim());
    else expect(link).to.equal(null);
  }

  for (const { url, id, expect: expected } of urls.cases as readonly UrlCase[]) {
    if (url === undefined || expected.publisher_link === 'either') continue;
    it(`${id}: ${expected.publisher_link === 'allow' ? 'links to' : 'never links to'} it`, async () => {
      const banner = make();
      banner.setAttribute('href', url);
      await show(banner);
      const link = banner.shadowRoot!.querySelector('a[part="action"]');
      expect(link?.getAttribute('href')).to.equal(expected.publisher_link === 'allow' ? url.trim() : undefined);
      expect(readable(banner)).to.contain(MESSAGE);
      console.take();
    });
  }

  it('shows every payload as text, in every field, and runs none', async () => {
    const calls: string[] = [];
    const spied = ['alert', 'confirm', 'prompt', 'print'] as const;
    const originals = spied.map((name) => window[name]);
    for (const name of spied) Object.assign(window, { [name]: () => calls.push(name) });
    const banner = make();
    await show(banner);
    const shape = () => [...banner.shadowRoot!.querySelectorAll('*')].map((element) => element.localName).join(' ');
    const plain = shape();
    for (const { id, payload } of payloads.cases as readonly { id: string; payload?: string }[]) {
      if (payload === undefined) continue;
      for (const field of ['heading', 'action', 'campaign', 'section', 'sections', 'cap', 'placement']) {
        banner.setAttribute(field, payload);
      }
      banner.heading = undefined;
      banner.removeAttribute('sections');
      await banner.updateComplete;
      expect(shape().replace(/ slot h2/, ''), id).to.satisfy(
        (now: string) => now === plain.replace(/ slot h2/, '') || payload.trim() === '',
      );
      const shown = payload
        .slice(0, 300)
        .replace(/\p{Cc}+/gu, ' ')
        .trim();
      const heading = banner.shadowRoot!.querySelector('h2');
      if (shown) expect(heading?.textContent, id).to.equal(shown);
    }
    spied.forEach((name, index) => Object.assign(window, { [name]: originals[index] }));
    expect(calls).to.deep.equal([]);
    console.take();
  });

  const modes = faults.cases
    .filter(({ category }) => category === 'storage')
    .map((item) => item.fault as { mode?: string });
  for (const { mode = '' } of modes) {
    it(`asks, closes and stays closed on this page with storage in the state: ${mode}`, async () => {
      const restore = faultStorage(mode);
      try {
        const banner = make();
        await show(banner);
        expect(readable(banner)).to.contain(MESSAGE);
        banner.shadowRoot!.querySelector<HTMLElement>('[part="close"]')!.click();
        await settled(banner);
        if (mode === 'cleared') localStorage.clear();
        banner.shadowRoot!.querySelector<HTMLElement>('[part="choices"] button')!.click();
        await settled(banner);
        expect(banner.why().reason).to.equal('closed');
        expect(readable(banner)).to.contain('Undo');
      } finally {
        restore();
      }
    });
  }
});

interface UrlCase {
  readonly id: string;
  readonly url?: string;
  readonly expect: { readonly publisher_link: string };
}

/** Values that JSON cannot hold are expressions; they run on test data only. */
function valueOf(value: unknown, el: Element): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const expression = (value as { $js?: unknown }).$js;
  if (typeof expression !== 'string') return value;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function('el', /^(?:for|el\b.*=[^>])/.test(expression) ? expression : `return (${expression})`);
  return (make as (el: Element) => unknown)(el);
}

/** Properties of the host element itself are the page's business: only what could be an option is set. */
function plainValues(bag: object): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(bag)) {
    if (!(name in HTMLElement.prototype)) values[name] = valueOf(value, document.body);
  }
  return values;
}

function renamed(bag: object): Record<string, unknown> {
  const { start, end } = bag as { start?: unknown; end?: unknown };
  return { starts: start, ends: end };
}

function attempt(act: () => unknown): void {
  try {
    act();
  } catch {
    // See the caller.
  }
}

function jsonScript(text: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = text;
  return script;
}

/** Puts storage into a state of the corpus; those that this element never touches change nothing. */
function faultStorage(mode: string): () => void {
  const original = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
  if (mode === 'old-schema') localStorage.setItem(STORAGE_KEY, '{"version":0,"closed":{"default":true}}');
  if (mode === 'null') Object.defineProperty(window, 'localStorage', { configurable: true, get: () => null });
  if (mode === 'throw-get') {
    const get = (): never => {
      throw new DOMException('blocked', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { configurable: true, get });
  }
  return () => Object.defineProperty(window, 'localStorage', original);
}
