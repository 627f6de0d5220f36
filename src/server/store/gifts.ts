import type { Selectable } from 'kysely';

import { parseInstant } from '../../contracts/dates.ts';
import { MAX_NOTE_LENGTH, type Gift, type NewGift } from '../../contracts/gifts.ts';
import { cleanLine } from '../../contracts/text.ts';
import { exactMinor } from '../amounts.ts';
import { ProblemError, wrongField } from '../problem.ts';
import { DAY_MS, type ChargeEntry } from '../rules/ledger.ts';
import { toMajor } from '../rules/money.ts';
import { whyUncounted, type Terms } from '../rules/standing.ts';
import { newId } from '../rules/tokens.ts';
import type { Connections } from './connections.ts';
import { enterEvent, lockLedger, termsOf, toCharge } from './ledger.ts';
import type { CampaignTable, LedgerChargeTable, LedgerNoteTable } from './schema.ts';
import type { Database, Write } from './transactions.ts';

type Places = { readonly connections: Pick<Connections, 'kind'>; readonly write: Write };

/** A gift, and whether it was as it is before. */
export interface Entered {
  readonly gift: Gift;
  readonly isKnown: boolean;
}

/** Who acts, and when. */
interface Hand {
  readonly author: string;
  readonly now: number;
}

/** What the ids of gifts begin with that are entered here. */
const OFFLINE = 'offline:';
/** Gifts whose refunds nobody else tells of. */
const OURS = /^(?:offline|ko-fi):/;

/**
 * Enters a gift that no provider tells of, as a charge like any other, with who did it and a note. One with an `id` that
 * is known changes nothing.
 *
 * @throws {ProblemError} 404 without such a campaign, 409 if the id is that of another gift, 422 for an amount that is
 *   none in the campaign's currency, another currency, or a time to come.
 */
export function addGift(
  { connections, write }: Places,
  campaignId: string,
  gift: NewGift,
  hand: Hand,
): Promise<Entered> {
  return write((database) => enterGift(database, connections.kind, campaignId, gift, hand));
}

/** The same in a transaction that is under way. */
export async function enterGift(
  database: Database,
  kind: Connections['kind'],
  campaignId: string,
  gift: NewGift,
  hand: Hand,
): Promise<Entered> {
  await lockLedger(database, kind);
  const campaign = await readCampaignRow(database, campaignId);
  if (!campaign) throw new ProblemError(404, 'There is no such campaign.');
  const entry = entryOf(gift, campaign, hand.now);
  const known = await readCharge(database, entry.id);
  if (known && !isSame(known, entry, gift.at !== undefined))
    throw new ProblemError(409, `There is another gift with the id ${entry.id}.`);
  if (!known) await enter(database, entry, gift.note, hand);
  return { gift: await giftOf(database, entry.id), isKnown: known !== undefined };
}

/**
 * Takes a gift back that was entered here or told of by Ko-fi, which tells of no refunds: all of it, as a refund.
 *
 * @throws {ProblemError} 404 without such a gift, 422 for one of a provider that tells of refunds itself.
 */
export function takeBack(
  { connections, write }: Places,
  id: string,
  note: string | undefined,
  hand: Hand,
): Promise<Entered> {
  return write(async (database) => {
    await lockLedger(database, connections.kind);
    const known = await readCharge(database, id);
    if (!known) throw new ProblemError(404, `There is no gift ${id}.`);
    if (!OURS.test(id))
      throw wrongField('id', 'is of a provider that tells of refunds itself: give the money back there.');
    const isKnown = known.refunded === known.amount;
    const at = Math.max(hand.now, known.at);
    const entry = { ...toCharge(known), at, event: `${id} taken back`, refunded: known.amount };
    if (!isKnown) await enter(database, entry, note, hand);
    return { gift: await giftOf(database, id), isKnown };
  });
}

/** What the ledger knows for a campaign, also for one that is not stored yet; in the order in which it was given. */
export async function readGifts({ read }: Connections, campaignId: string): Promise<readonly Gift[]> {
  const charges = read.selectFrom('ledger_charges').selectAll().where('for_campaign', '=', campaignId);
  const notes = read
    .selectFrom('ledger_notes')
    .innerJoin('ledger_charges', 'ledger_charges.id', 'ledger_notes.charge')
    .selectAll('ledger_notes')
    .where('for_campaign', '=', campaignId)
    .orderBy('ledger_notes.at');
  const campaign = await readCampaignRow(read, campaignId);
  const byCharge = new Map<string, LedgerNoteTable[]>();
  for (const note of await notes.execute()) byCharge.set(note.charge, [...(byCharge.get(note.charge) ?? []), note]);
  const rows = await charges.orderBy('made').orderBy('id').execute();
  return rows.map((row) => toGift(row, campaign && termsOf(campaign), byCharge.get(row.id) ?? []));
}

function entryOf(gift: NewGift, campaign: Selectable<CampaignTable>, now: number): ChargeEntry {
  const { currency } = campaign;
  if (gift.currency !== undefined && gift.currency !== currency)
    throw wrongField('currency', `is ${currency} in this campaign.`);
  const amount = exactMinor(gift.amount, currency, 'amount');
  if (amount === 0) throw wrongField('amount', 'must be more than 0.');
  const made = gift.at === undefined ? now : parseInstant(gift.at)!;
  // Where the day begins first it is tomorrow for UTC.
  if (made > now + DAY_MS) throw wrongField('at', 'is still to come.');
  const id = OFFLINE + (gift.id ?? newId(now));
  return {
    ...{ kind: 'charge', id, event: id, at: now, made, state: 'succeeded' },
    ...{ amount, currency, refunded: 0, fee: 0, campaign: campaign.id, parent: null },
  };
}

/** Whether a repeated id is that of the same gift; when it was made is compared only where it was said. */
const isSame = (
  known: LedgerChargeTable,
  { amount, currency, campaign, made }: ChargeEntry,
  isDated: boolean,
): boolean =>
  known.amount === amount &&
  known.currency === currency &&
  known.campaign === campaign &&
  (!isDated || known.made === made);

async function enter(database: Database, entry: ChargeEntry, note: string | undefined, hand: Hand): Promise<void> {
  await enterEvent(database, entry.event, [entry], hand.now);
  const line = cleanLine(note ?? '', MAX_NOTE_LENGTH);
  const row = { event: entry.event, charge: entry.id, at: hand.now, author: hand.author, note: line || null };
  await database.insertInto('ledger_notes').values(row).execute();
}

async function giftOf(database: Database, id: string): Promise<Gift> {
  const row = (await readCharge(database, id))!;
  const notes = database.selectFrom('ledger_notes').selectAll().where('charge', '=', id).orderBy('at');
  const campaign = await readCampaignRow(database, row.for_campaign);
  return toGift(row, campaign && termsOf(campaign), await notes.execute());
}

const readCharge = (database: Database, id: string) =>
  database.selectFrom('ledger_charges').selectAll().where('id', '=', id).executeTakeFirst();

const readCampaignRow = (database: Pick<Connections['read'], 'selectFrom'>, id: string | null) =>
  database.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirst();

function toGift(row: LedgerChargeTable, terms: Terms | undefined, notes: readonly LedgerNoteTable[]): Gift {
  const { id, currency, state, fee } = row;
  const uncounted = whyUncounted(row, terms);
  return {
    ...{ id, at: new Date(row.made).toISOString(), amount: toMajor(row.amount, currency), currency, state },
    counted: toMajor(uncounted === undefined ? row.counted : 0, currency),
    ...(uncounted !== undefined && { uncounted }),
    ...(fee !== null && { fee: toMajor(fee, currency) }),
    notes: notes.map(({ at, author, note }) => ({
      ...{ at: new Date(at).toISOString(), by: author },
      ...(note !== null && { text: note }),
    })),
  };
}
