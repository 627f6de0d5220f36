import { readFileSync } from 'node:fs';

import { EDIT_WINDOW_MS } from '../contracts/comments.ts';
import { nameKey } from '../contracts/text.ts';
import { OptionError } from './option-error.ts';
import { PROOFS, type ProofMode } from './rules/effort.ts';
import { readWordList, wordFinder, type FindWord } from './rules/words.ts';
import { settleWebhook, type WebhookOptions, type WebhookSettings } from './webhook/settings.ts';

/** What keeps abuse out, and how long a comment may be changed. */
export interface DefenceOptions {
  /** How long authors may edit and delete, in minutes: 15 for guests and no limit for signed-in readers when absent. */
  readonly editMinutes?: number | undefined;
  /** Reports (one a reader and a network) after which a published comment is held; default 3, 0 for never. */
  readonly reportsHold?: number | undefined;
  /** Words and phrases for which a comment is held. */
  readonly words?: readonly string[] | undefined;
  /** Most links in a guest's comment before it is held; default 5. */
  readonly maxLinks?: number | undefined;
  /** Names that guests may not use, nor any that looks like one of them. */
  readonly reservedNames?: readonly string[] | undefined;
  /** When guests' browsers must do a proof of work: `auto` (default), `always`, `off`. */
  readonly proof?: ProofMode | undefined;
  /** A program of the publisher's that is asked about every comment. */
  readonly webhook?: WebhookOptions | undefined;
}

/** {@link DefenceOptions} after checking. */
export interface Defences {
  /** Milliseconds; `Infinity` for no limit. */
  readonly editWindow: { readonly guestMs: number; readonly memberMs: number };
  readonly reportsHold: number;
  readonly findWord: FindWord;
  readonly maxLinks: number | undefined;
  /** As `nameKey` folds them. */
  readonly reservedNames: ReadonlySet<string>;
  readonly proof: ProofMode;
  readonly webhook: WebhookSettings | undefined;
}

const MAX_MINUTES = 525_600;

/**
 * Checks the options.
 *
 * @param hasLimits - Without limits there is neither a proof of work nor a limit of links.
 * @throws {OptionError} If one cannot work.
 */
export function settleDefences(options: DefenceOptions, hasLimits: boolean): Defences {
  const { editMinutes, reportsHold = 3, maxLinks = 5, proof = 'auto', words = [], reservedNames = [] } = options;
  if (editMinutes !== undefined) checkNumber('FURNITURE_EDIT_MINUTES', editMinutes, MAX_MINUTES, false);
  checkNumber('FURNITURE_REPORTS_HOLD', reportsHold, 1000);
  checkNumber('FURNITURE_MAX_LINKS', maxLinks, 1000);
  if (!PROOFS.includes(proof))
    throw new OptionError(`FURNITURE_PROOF must be auto, always or off, not "${String(proof)}".`);
  const windowMs = editMinutes === undefined ? undefined : editMinutes * 60_000;
  return {
    editWindow: { guestMs: windowMs ?? EDIT_WINDOW_MS, memberMs: windowMs ?? Number.POSITIVE_INFINITY },
    reportsHold,
    findWord: wordFinder(words),
    maxLinks: hasLimits ? maxLinks : undefined,
    reservedNames: new Set(reservedNames.map(nameKey).filter(Boolean)),
    proof: hasLimits ? proof : 'off',
    webhook: options.webhook && settleWebhook(options.webhook),
  };
}

function checkNumber(name: string, value: number, most: number, isWhole = true): void {
  const isFine = Number.isFinite(value) && value >= 0 && value <= most && (!isWhole || Number.isInteger(value));
  if (!isFine) throw new OptionError(`${name} must be a ${isWhole ? 'whole ' : ''}number from 0 to ${most}.`);
}

/**
 * Reads the options from environment variables.
 *
 * @param read - The value of `FURNITURE_…`, `undefined` when it is not set or blank.
 * @throws {OptionError} If one has a value that means nothing, or the list of words cannot be read.
 */
export function defencesFrom(read: (name: string) => string | undefined): DefenceOptions {
  const number = (name: string): number | undefined => numberFrom(`FURNITURE_${name}`, read(name));
  const url = read('WEBHOOK_URL');
  const wordFile = read('WORDS');
  return {
    editMinutes: number('EDIT_MINUTES'),
    reportsHold: number('REPORTS_HOLD'),
    words: wordFile === undefined ? undefined : readWords(wordFile),
    maxLinks: number('MAX_LINKS'),
    reservedNames: (read('RESERVED_NAMES') ?? '').split(',').filter((name) => name.trim() !== ''),
    proof: read('PROOF') as ProofMode | undefined,
    webhook: url === undefined ? undefined : { url, ...webhookFrom(read, number) },
  };
}

function webhookFrom(
  read: (name: string) => string | undefined,
  number: (name: string) => number | undefined,
): Omit<WebhookOptions, 'url'> {
  const address = read('WEBHOOK_ADDRESS') ?? 'off';
  if (address !== 'on' && address !== 'off')
    throw new OptionError(`FURNITURE_WEBHOOK_ADDRESS must be on or off, not "${address}".`);
  return {
    secret: read('WEBHOOK_SECRET') ?? '',
    timeoutMs: number('WEBHOOK_TIMEOUT_MS'),
    failure: read('WEBHOOK_FAILURE') as WebhookOptions['failure'],
    sendsAddress: address === 'on',
  };
}

function numberFrom(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,7}(?:\.\d{1,3})?$/.test(text)) throw new OptionError(`${name} must be a number, not "${text}".`);
  return Number(text);
}

function readWords(file: string): string[] {
  try {
    return readWordList(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new OptionError(`FURNITURE_WORDS: the file "${file}" cannot be read (${reason}).`);
  }
}
