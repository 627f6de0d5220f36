import * as z from 'zod/mini';

import { FREQUENCIES, SCOPES } from '../../contracts/notifications.ts';
import type { Choice } from './composer.ts';

/** Where a draft belongs. `parentId` is null for a new top-level comment, else what is answered (or edited). */
export interface DraftPlace {
  readonly page: string;
  readonly thread: string;
  readonly parentId: string | null;
}

/**
 * A draft as it was saved.
 *
 * `key` is the idempotency key of this very text: sent again unchanged, after a reload or an answer that was lost, it
 * is the same comment; changed, it is another one. `savedAt` is in milliseconds since the epoch.
 */
export interface Draft {
  readonly text: string;
  readonly key: string;
  readonly savedAt: number;
  /** Of what the reader wants to be told. */
  readonly notify?: Choice | undefined;
  /** It was sent, and nobody heard what came of it. */
  readonly isSent?: boolean | undefined;
  /** The reader closed its form. */
  readonly isClosed?: boolean | undefined;
}

export interface DraftOptions {
  /** May throw, or have nothing: then drafts live as long as this object. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new idempotency key; never the same twice. */
  readonly newKey: () => string;
}

export interface Drafts {
  load(place: DraftPlace): Draft | undefined;
  /** Keeps the text; a blank one clears. The key stays while the text does. */
  save(place: DraftPlace, text: string, notify?: Choice): Draft;
  /** Notes something about a draft, as long as its text stays. */
  mark(place: DraftPlace, marks: Pick<Draft, 'isSent' | 'isClosed'>): void;
  /** Whether the last text written is in storage; if not, it ends with the page. */
  isKept(): boolean;
  clear(place: DraftPlace): void;
  /** The drafts of one thread on one page, latest first. */
  list(page: string, thread: string): { readonly parentId: string | null; readonly draft: Draft }[];
}

/** Where drafts are stored. */
export const DRAFTS_KEY = 'page-furniture:drafts';
const VERSION = 1;
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;
/** Most drafts kept, and most characters of them in all; the oldest go, never the one being written. */
const MAX_DRAFTS = 50;
const MAX_SIZE = 200_000;

const Entry = z.object({
  page: z.string(),
  thread: z.string(),
  parentId: z.nullable(z.string()),
  text: z.string(),
  key: z.string(),
  savedAt: z.number(),
  // A choice that cannot be read must not cost the text.
  notify: z.catch(
    z.optional(
      z.object({ scope: z.literal(SCOPES), frequency: z.literal(FREQUENCIES), way: z.optional(z.literal('push')) }),
    ),
    undefined,
  ),
  isSent: z.optional(z.boolean()),
  isClosed: z.optional(z.boolean()),
});
const Stored = z.object({ version: z.literal(VERSION), drafts: z.array(z.unknown()) });
type Entry = z.output<typeof Entry>;

/** Opens the drafts of this browser. Storage is read anew each time, because other tabs write there too. */
export function openDrafts({ storage, now, newKey }: DraftOptions): Drafts {
  // What was written last; the truth whenever storage does not work.
  let memory: Entry[] = [];
  let isStored = true;
  let isKept = true;

  const read = (): Entry[] => {
    const entries = (isStored && attemptRead(storage)) || memory;
    return entries.filter(({ savedAt }) => Math.abs(now() - savedAt) < MAX_AGE_MS);
  };
  const write = (entries: readonly Entry[]): void => {
    memory = bounded(entries);
    isStored = attemptWrite(storage, memory);
    // A full storage may still have room for the draft being written.
    isKept = isStored || attemptWrite(storage, memory.slice(0, 1));
  };
  return {
    load: (place) => toDraft(read().find(isAt(place))),
    save(place, text, notify) {
      const entries = read();
      const known = entries.find(isAt(place));
      const { page, thread, parentId } = place;
      const key = known?.text === text ? known.key : newKey();
      const entry = { page, thread, parentId, text, key, savedAt: now(), notify };
      const others = entries.filter((other) => other !== known);
      write(text.trim() ? [entry, ...others] : others);
      return { text, key, savedAt: entry.savedAt, notify };
    },
    mark(place, marks) {
      const entries = read();
      const known = entries.find(isAt(place));
      if (known) write(entries.map((entry) => (entry === known ? { ...entry, ...marks } : entry)));
    },
    isKept: () => isKept,
    clear(place) {
      const entries = read();
      const others = entries.filter((entry) => !isAt(place)(entry));
      if (others.length < entries.length) write(others);
    },
    list: (page, thread) =>
      read()
        .filter((entry) => entry.page === page && entry.thread === thread)
        .map((entry) => ({ parentId: entry.parentId, draft: toDraft(entry)! })),
  };
}

const isAt =
  (place: DraftPlace) =>
  (entry: Entry): boolean =>
    entry.page === place.page && entry.thread === place.thread && entry.parentId === place.parentId;

function toDraft(entry: Entry | undefined): Draft | undefined {
  if (!entry) return undefined;
  const { text, key, savedAt, notify, isSent, isClosed } = entry;
  return { text, key, savedAt, notify, isSent, isClosed };
}

function bounded(entries: readonly Entry[]): Entry[] {
  let size = 0;
  return entries.slice(0, MAX_DRAFTS).filter((entry, index) => (size += entry.text.length) <= MAX_SIZE || index === 0);
}

/** @returns What is stored, without what is broken; `undefined` if storage does not answer. */
function attemptRead(storage: DraftOptions['storage']): Entry[] | undefined {
  let text: string | null;
  try {
    const store = storage();
    if (!store) return undefined;
    text = store.getItem(DRAFTS_KEY);
  } catch {
    return undefined;
  }
  try {
    const { drafts } = Stored.parse(JSON.parse(text ?? ''));
    return drafts.flatMap((entry) => Entry.safeParse(entry).data ?? []);
  } catch {
    return [];
  }
}

function attemptWrite(storage: DraftOptions['storage'], drafts: readonly Entry[]): boolean {
  try {
    const store = storage();
    if (drafts.length) store?.setItem(DRAFTS_KEY, JSON.stringify({ version: VERSION, drafts }));
    else store?.removeItem(DRAFTS_KEY);
    return !!store;
  } catch {
    return false;
  }
}
