import type { Gift, Uncounted } from '../../contracts/gifts.ts';
import type { Work } from './giving.ts';
import { complain, jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const WHY: Readonly<Record<Uncounted, string>> = {
  pending: 'it is not paid yet',
  failed: 'it was never paid',
  campaign: 'there is no such campaign yet',
  currency: 'the campaign has another currency',
  early: 'it was made before the campaign began',
  late: 'it was made after the campaign ended',
  returned: 'all of it went back',
};

/** Enters a gift that no provider tells of. */
export function enteringGift(
  campaign: string,
  words: Readonly<Record<string, string | undefined>>,
  json: boolean,
): Work {
  return async (store, { addGiftByHand }) => {
    const { gift, isKnown } = await addGiftByHand(store, campaign, words, Date.now());
    tell(gift, isKnown ? 'Entered before' : 'Entered', json);
    return true;
  };
}

/** Takes a gift back, all of it. */
export function takingBack(id: string, note: string | undefined, json: boolean): Work {
  return async (store, { takeBackByHand }) => {
    const { gift, isKnown } = await takeBackByHand(store, id, note, Date.now());
    tell(gift, isKnown ? 'Taken back before' : 'Took back', json);
    return true;
  };
}

function tell(gift: Gift, what: string, json: boolean): void {
  if (json) return say(jsonForTerminal(gift));
  const why =
    gift.uncounted === undefined || gift.uncounted === 'returned' ? '' : `; not counted: ${WHY[gift.uncounted]}`;
  say(`${what}: ${lineForTerminal(gift.id)}, ${gift.amount} ${gift.currency}${why}.`);
}

/** Shows what the ledger holds for a campaign. */
export function listingGifts(campaign: string, json: boolean): Work {
  return async ({ connections }, { readGifts, readCampaign }) => {
    const gifts = await readGifts(connections, campaign);
    const isKnown = gifts.length > 0 || (await readCampaign(connections, campaign)) !== undefined;
    if (!isKnown) complain(`${lineForTerminal(campaign)}: there is no such campaign.`);
    for (const gift of gifts) say(json ? jsonForTerminal(gift) : describe(gift));
    if (isKnown && !json) say(`${gifts.length} shown; ${gifts.filter(isCounted).length} counted.`);
    return isKnown;
  };
}

const isCounted = ({ uncounted }: Gift): boolean => uncounted === undefined;

function describe({ id, at, amount, currency, counted, uncounted, fee, notes }: Gift): string {
  const part = counted === amount ? 'counts' : `${counted} of it count`;
  const standing = uncounted === undefined ? part : `does not count: ${WHY[uncounted]}`;
  const head = `${at}  ${lineForTerminal(id)}  ${amount} ${currency}  ${standing}`;
  const charged = fee === undefined || fee === 0 ? '' : `; fee ${fee}`;
  const lines = notes.map(({ at, by, text }) => {
    const said = text === undefined ? '' : `: “${lineForTerminal(text)}”`;
    return `    ${at}  ${lineForTerminal(by)}${said}`;
  });
  return [head + charged, ...lines].join('\n');
}
