/**
 * What the banners of one page share: what they remember, and which of them was seen in this page view. It lives in the
 * page-wide registry, because a page may hold two copies of the script.
 */
import { shared } from '../base/shared.ts';
import type { StorageKind } from '../contracts/banner.ts';
import { openPlace } from './storage.ts';
import { NOTHING, readVisits, STORAGE_KEY, writeVisits, type Visits } from './visits.ts';

interface PageMemory {
  /** What could not be stored, by kind of storage: gone with the page. */
  readonly texts: Record<StorageKind, Map<string, string>>;
  /** Campaigns whose view was counted in this page view, with the time and the banner that was seen. */
  readonly counted: Map<string, { readonly at: number; readonly banner: object }>;
  /** To be told when something was remembered or forgotten. */
  readonly listeners: Set<() => void>;
  /** Whoever gave on this page is a supporter for every banner of it, whatever those may store. */
  supporterUntil?: number | undefined;
}

export function pageMemory(): PageMemory {
  const page = shared() as { banners?: PageMemory };
  return (page.banners ??= {
    texts: { local: new Map(), session: new Map(), none: new Map() },
    counted: new Map(),
    listeners: new Set(),
  });
}

/** Reads what is remembered in one kind of storage. */
export function recall(kind: StorageKind, now: number): Visits {
  return readVisits(open(kind).read(), now);
}

/**
 * Changes what is remembered and tells every banner of the page.
 *
 * @returns Whether it will outlive the page view.
 */
export function remember(kind: StorageKind, now: number, change: (visits: Visits) => Visits): boolean {
  const place = open(kind);
  const isKept = place.write(writeVisits(change(readVisits(place.read(), now))));
  tellAll();
  return isKept;
}

/** Forgets everything that any banner of this site remembered in this browser. */
export function forgetAll(): void {
  for (const kind of ['local', 'session', 'none'] as const) open(kind).write(writeVisits(NOTHING));
  markOnPage(undefined);
}

/** Marks the reader as a supporter for every banner of this page until then; with `undefined` forgets that. */
export function markOnPage(until: number | undefined): void {
  pageMemory().supporterUntil = until;
  tellAll();
}

function tellAll(): void {
  for (const tell of [...pageMemory().listeners]) tell();
}

/** Calls `listener` when a banner of this page, or one in another tab, remembered or forgot something. */
export function onMemory(listener: () => void, signal: AbortSignal): void {
  const { listeners } = pageMemory();
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
  const onStorage = ({ key }: StorageEvent): void => {
    if (key === STORAGE_KEY || key === null) listener();
  };
  window.addEventListener('storage', onStorage, { signal });
}

function open(kind: StorageKind) {
  const getters = { local: () => window.localStorage, session: () => window.sessionStorage, none: undefined };
  return openPlace(STORAGE_KEY, getters[kind], pageMemory().texts[kind]);
}
