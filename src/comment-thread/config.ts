import * as z from 'zod/mini';

import { field, flag, link, oneOf, text, whole } from '../base/config.ts';
import { MAX_PAGE_SIZE, SORTS } from '../contracts/comments.ts';
import { safeLink } from '../contracts/links.ts';
import { BACKENDS, type Backend, type BackendName } from './backends/backend.ts';

/** A JWT, or a function that returns one or a promise of one; nothing when the reader is signed out. */
export type Token = string | (() => string | undefined | Promise<string | undefined>);

/** A backend by name, or a page's own: an object with `capabilities` and `list`. */
const backend = field((value, refuse): BackendName | Backend => {
  if (typeof value === 'object' && typeof (value as Backend | null)?.list === 'function') return value as Backend;
  const found = BACKENDS.find((name) => name === String(value).trim().toLowerCase());
  return found ?? refuse(`one of ${BACKENDS.join(', ')}`);
});

const signIn = field((value, refuse): string => {
  const isEmpty = typeof value === 'string' && value.trim() === '';
  return isEmpty ? '' : (safeLink(value, 'publisher') ?? refuse('an http(s) URL, a path, or nothing'));
});

/** Text, of which none at all is a value as well. */
const invitation = field((value, refuse): string => {
  return typeof value === 'string'
    ? value
        .slice(0, 200)
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
    : refuse('text');
});

/** A path of the page's own site: browsers take a service worker from nowhere else. */
const ownPath = field((value, refuse): string => {
  const path = safeLink(value, 'publisher');
  return path && /^\/(?!\/)/.test(path) ? path : refuse('a path of this site');
});

/** A selector as it was given; whether anything matches it shows in the page. */
const article = field((value, refuse): string => {
  const selector = typeof value === 'string' ? value.trim() : '';
  return selector !== '' && selector.length <= 500 ? selector : refuse('a CSS selector');
});

const token = field((value, refuse): Token => {
  if (typeof value === 'string' || typeof value === 'function') return value as Token;
  return refuse('a JWT or a function that returns one');
});

/** How news of a thread come: by conditional requests while it is read, by server-sent events, or not at all. */
export const LIVE_WAYS = ['poll', 'stream', 'off'] as const;
export type LiveWay = (typeof LIVE_WAYS)[number];

/** Every field of a `<comment-thread>`. */
export const ThreadConfig = z.object({
  src: link(),
  backend,
  thread: text(),
  heading: text(200),
  headingLevel: whole(1, 6),
  sort: oneOf(SORTS),
  pageSize: whole(1, MAX_PAGE_SIZE),
  closed: flag(),
  article,
  signIn,
  live: oneOf(LIVE_WAYS),
  invitation,
  noVotes: flag(),
  noGuests: flag(),
  noNotifications: flag(),
  pushWorker: ownPath,
  token,
});

export type ThreadConfig = z.output<typeof ThreadConfig>;
