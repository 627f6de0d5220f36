import { expect } from '@open-wc/testing';

import { trustedWorker } from '../../src/base/trusted.ts';
import { pushing } from '../../src/comment-thread/notifying/page-push-browser.ts';
import { PUSH_KEY } from '../support/push-browser.ts';

const OTHER_KEY = `B${PUSH_KEY.slice(1).split('').reverse().join('')}`;
const KEYS = { p256dh: 'p', auth: 'a' };

/** What the browser does in the place of its service workers and its push service. */
interface Fake {
  /** Key of the subscription that is there. */
  key?: string;
  /** Scope of the registration that answers. */
  scope?: string;
  /** The worker is still being installed. */
  young?: EventTarget & { state: ServiceWorkerState };
  json?: object;
}

describe("the browser's Web Push", () => {
  const done: string[] = [];
  const { serviceWorker } = navigator;
  const own = location.origin + '/push-worker.js';

  beforeEach(() => (done.length = 0));
  afterEach(() => Object.defineProperty(navigator, 'serviceWorker', { value: serviceWorker, configurable: true }));

  function open({ key, scope = own, young, json }: Fake = {}) {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0)).buffer;
    const make = (text: string) => ({
      options: { applicationServerKey: bytes(text) },
      toJSON: () => json ?? { endpoint: 'https://push.example/1', expirationTime: null, keys: KEYS },
      unsubscribe: async () => {
        done.push('unsubscribe');
        current = undefined;
      },
    });
    let current = key === undefined ? undefined : make(key);
    const registration = {
      scope,
      ...(young ? { installing: young } : { active: {} }),
      pushManager: {
        getSubscription: async () => current ?? null,
        subscribe: async ({ userVisibleOnly }: PushSubscriptionOptionsInit) => {
          done.push(`subscribe ${userVisibleOnly}`);
          return (current = make(PUSH_KEY));
        },
      },
    };
    const value = {
      register: async (url: string, options: RegistrationOptions) => {
        done.push(`register ${url} for ${options.scope}`);
        return registration;
      },
      getRegistration: async () => registration,
    };
    Object.defineProperty(navigator, 'serviceWorker', { value, configurable: true });
    return pushing.open(trustedWorker('/push-worker.js'));
  }

  it('registers the worker with a scope of its own, and gives what the server takes', async () => {
    const receiver = await open().subscribe(PUSH_KEY);
    expect(done).to.deep.equal([`register ${own} for ${own}`, 'subscribe true']);
    expect(receiver).to.deep.equal({ endpoint: 'https://push.example/1', keys: KEYS });
  });

  it('uses the subscription that is there', async () => {
    await open({ key: PUSH_KEY }).subscribe(PUSH_KEY);
    expect(done).to.deep.equal([`register ${own} for ${own}`]);
  });

  it('replaces one with another key, which the server can send nothing to', async () => {
    const browser = open({ key: OTHER_KEY });
    expect(await browser.current(PUSH_KEY)).to.equal(undefined);
    await browser.subscribe(PUSH_KEY);
    expect(done.slice(1)).to.deep.equal(['unsubscribe', 'subscribe true']);
    expect(await browser.current(PUSH_KEY)).to.exist;
  });

  it("leaves a worker of the whole site alone, with the site's own subscription", async () => {
    const browser = open({ key: PUSH_KEY, scope: `${location.origin}/` });
    expect(await browser.current(PUSH_KEY)).to.equal(undefined);
    await browser.end();
    expect(done).to.deep.equal([]);
  });

  it('receives no more when it ends', async () => {
    const browser = open({ key: PUSH_KEY });
    await browser.end();
    expect([done, await browser.current(PUSH_KEY)]).to.deep.equal([['unsubscribe'], undefined]);
  });

  it('waits until the worker is active, and fails if it cannot be installed', async () => {
    const state: ServiceWorkerState = 'installing';
    const young: NonNullable<Fake['young']> = Object.assign(new EventTarget(), { state });
    const become = (state: ServiceWorkerState) => {
      young.state = state;
      young.dispatchEvent(new Event('statechange'));
    };
    const browser = open({ young });
    const receiving = browser.subscribe(PUSH_KEY);
    await new Promise((resolve) => setTimeout(resolve));
    expect(done).to.have.length(1);
    become('activated');
    await receiving;
    expect(done).to.have.length(2);
    young.state = 'installing';
    const failing = browser.subscribe(PUSH_KEY).then(
      () => 'subscribed',
      (error: Error) => error.message,
    );
    await new Promise((resolve) => setTimeout(resolve));
    become('redundant');
    expect(await failing).to.contain('could not be installed');
  });

  it('takes no subscription without keys', async () => {
    const attempt = open({ json: { endpoint: 'https://push.example/1' } }).subscribe(PUSH_KEY);
    expect(await attempt.catch((error: Error) => error.name)).to.equal('TypeError');
  });

  it('makes addresses of the own site only', () => {
    for (const path of ['/push-worker.js', 'push-worker.js', '//push-worker.js'])
      expect(String(trustedWorker(path))).to.equal(own);
    expect(new URL(String(trustedWorker('https://other.example/x.js'))).origin).to.equal(location.origin);
  });
});
