import { pushing } from '../../src/comment-thread/notifying/page-push-browser.ts';
import type { PushBrowser } from '../../src/comment-thread/notifying/pusher.ts';
import { browserCan } from '../../src/comment-thread/page-world.ts';

/** A browser in which Web Push is what a test or story wants it to be. */
export interface FakePush {
  permission: NotificationPermission;
  /** What the reader answers when asked. */
  answer: NotificationPermission | Promise<NotificationPermission>;
  /** Its push service cannot be reached. */
  isBroken: boolean;
  /** How often the reader was asked. */
  asked: number;
  /** Where it receives pushes, once it was set up. */
  endpoint: string | undefined;
}

/** A real key: a point of P-256. */
export const PUSH_KEY = 'BLVYfIYQRlLWjbFhWnpP6tVd7WtPGsDDQ6Y0m_LrUVR4sYEJOCFOC8vYxX3pB8LX1E2Ej7w7kp9RUWqVnS7wNbY';

export function fakePush(state: Partial<FakePush> = {}): FakePush {
  return { permission: 'default', answer: 'granted', isBroken: false, asked: 0, endpoint: undefined, ...state };
}

/**
 * Puts other browsers in the place of this one.
 *
 * @param find - The browser for a worker; asked when a thread opens it.
 * @returns Puts this one back.
 */
export function replacePush(find: (worker: string) => FakePush, can = true): () => void {
  const kept = { open: pushing.open, push: browserCan.push };
  pushing.open = (worker) => toBrowser(find(worker));
  browserCan.push = () => can;
  return () => {
    pushing.open = kept.open;
    browserCan.push = kept.push;
  };
}

function toBrowser(state: FakePush): PushBrowser {
  const receiver = (endpoint: string) => ({ endpoint, keys: { p256dh: PUSH_KEY, auth: 'AAAAAAAAAAAAAAAAAAAAAA' } });
  return {
    permission: () => state.permission,
    async ask() {
      state.asked++;
      return (state.permission = await state.answer);
    },
    current: async () => (state.endpoint === undefined ? undefined : receiver(state.endpoint)),
    async subscribe() {
      if (state.isBroken) throw new DOMException('Registration failed - push service error', 'AbortError');
      return receiver((state.endpoint ??= 'https://fcm.googleapis.com/fcm/send/fake'));
    },
    end: async () => void (state.endpoint = undefined),
  };
}
