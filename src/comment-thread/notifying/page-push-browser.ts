import type { PushBrowser, Receiver } from './pusher.ts';

/**
 * The browser's own Web Push. One object, so that tests and stories can be any browser.
 *
 * @internal
 */
export const pushing = {
  /** @param worker - Absolute address of the service worker, trusted where that is asked for. */
  open: (worker: string): PushBrowser => ({
    permission: () => Notification.permission,
    ask: () => Notification.requestPermission(),
    async current(key) {
      const subscription = await (await registered(worker))?.pushManager.getSubscription();
      return subscription && isFor(key, subscription) ? toReceiver(subscription) : undefined;
    },
    subscribe: async (key) => toReceiver(await subscribe(await register(worker), key)),
    async end() {
      await (await (await registered(worker))?.pushManager.getSubscription())?.unsubscribe();
    },
  }),
};

/**
 * A scope of its own, which no page is in: the worker receives pushes, and no service worker that the site has is
 * replaced by it, or loses its own subscription to it.
 */
const scopeOf = (worker: string) => new URL(worker, location.href).href;

async function registered(worker: string): Promise<ServiceWorkerRegistration | undefined> {
  const found = await navigator.serviceWorker.getRegistration(scopeOf(worker));
  // A worker of the whole site answers for every address.
  return found?.scope === scopeOf(worker) ? found : undefined;
}

async function register(worker: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(worker, { scope: scopeOf(worker) });
  // Only an active worker can be subscribed, and `serviceWorker.ready` waits for one that has this page in its scope.
  const young = registration.installing ?? registration.waiting;
  if (!registration.active && young) await activated(young);
  return registration;
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the service worker could not be installed'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

async function subscribe({ pushManager }: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const earlier = await pushManager.getSubscription();
  if (earlier && isFor(key, earlier)) return earlier;
  // Browsers refuse another key beside the one from before.
  await earlier?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
}

function isFor(key: string, { options }: PushSubscription): boolean {
  const { applicationServerKey: known } = options;
  return known === null || String(new Uint8Array(known)) === String(bytesOf(key));
}

/** @param text - In base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

/** Servers take exactly this. @throws {TypeError} If the browser gives no keys. */
function toReceiver(subscription: PushSubscription): Receiver {
  const { endpoint, keys: { p256dh, auth } = {} } = subscription.toJSON();
  if (!endpoint || !p256dh || !auth) throw new TypeError('the subscription has no keys');
  return { endpoint, keys: { p256dh, auth } };
}
