/** Nobody is shamed, hurried or misled by what we say and show, and nothing is chosen for them that costs them more. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import type { Message, Words } from '../../src/base/messages.ts';
import { CHOICES, PLACEMENTS, type Placement } from '../../src/contracts/banner.ts';
import { drawBanner, SLOTS, type BannerView, type Stage } from '../../src/support-banner/draw-banner.ts';
import { drawClosed } from '../../src/support-banner/draw-closed.ts';
import { ENGLISH } from '../support/all-words.ts';
import { appealIn, appealsOf, elementsIn, markupOf, type Appeal } from '../support/appeals.ts';
import {
  isHighestChosen,
  isRenewalChosen,
  LANGUAGES,
  offenceIn,
  timersIn,
  type Asked,
  type Language,
  type WordRule,
} from '../support/honest-words.ts';
import { listSources } from '../support/layers.ts';
import { snippetsOf } from '../support/snippets.ts';

const root = new URL('../../', import.meta.url);
/** The words of every element in every language that somebody wrote patterns for. */
const WORDS = new Map<Language, Readonly<Record<string, Words>>>([['en', ENGLISH]]);
for (const language of LANGUAGES.filter((one) => one !== 'en')) {
  const { default: words } = (await import(`../../src/locales/${language}.ts`)) as { default: Record<string, Words> };
  WORDS.set(language, words);
}

const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const storyFiles = readdirSync(new URL('stories/', root)).filter((name) =>
  /^(support-banner|donation-tiers).*\.stories\.ts$/.test(name),
);
/** Everything of ours that asks somebody for support. (The snippets of docs/giving.md are of readers who have chosen.) */
const APPEALS: readonly Appeal[] = [
  ...(await Promise.all(storyFiles.map((name) => appealsOf(new URL(`stories/${name}`, root))))).flat(),
  appealIn('the demo', /<body>[^]*<\/body>/.exec(read('stories/demo/index.html'))![0]),
  ...['README.md', 'docs/campaigns.md', 'docs/consent-and-storage.md'].map((file) =>
    appealIn(file, snippetsOf(file).join('')),
  ),
];

const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));

/** What breaks a rule in what the elements say. */
function offencesInWords(rule: WordRule, words: Readonly<Record<string, Words>>, language: Language): string[] {
  return Object.entries(words).flatMap(([element, messages]) =>
    Object.entries(messages).flatMap(([key, message]) =>
      formsOf(message).flatMap((text) => {
        const found = offenceIn(rule, text, language);
        return found === undefined ? [] : [`${element}.${key}: ${found}`];
      }),
    ),
  );
}

/** What breaks a rule in an appeal, in whichever language it is written. */
function offencesInAppeal(rule: WordRule, { where, texts, hasEnd }: Appeal): string[] {
  const found = texts.flatMap((text) => LANGUAGES.map((language) => offenceIn(rule, text, language, hasEnd)));
  return found.filter((phrase) => phrase !== undefined).map((phrase) => `${where}: ${phrase}`);
}

type Examples = Readonly<Record<Language, readonly string[]>>;

function checkWords(rule: WordRule, bad: Examples, fine: readonly string[]): void {
  for (const language of LANGUAGES) {
    it(`rejects what breaks it (${language})`, () => {
      for (const text of bad[language]) {
        assert.ok(offenceIn(rule, text, language), text);
        assert.equal(offencesInWords(rule, { base: { key: text } }, language).length, 1, text);
        assert.ok(offencesInAppeal(rule, appealIn('', `<support-banner heading="${text}">`)).length > 0, text);
      }
    });
    it(`is kept by the words of every element (${language})`, () => {
      assert.deepEqual(offencesInWords(rule, WORDS.get(language)!, language), []);
    });
  }
  it('lets honest words be', () => {
    for (const text of fine) assert.deepEqual(offencesInAppeal(rule, appealIn('', `<p>${text}</p>`)), []);
  });
  it('is kept by our stories, the demo and the guides', () => {
    assert.deepEqual(
      APPEALS.flatMap((appeal) => offencesInAppeal(rule, appeal)),
      [],
    );
  });
}

function checkChoice(isBroken: (asked: Asked) => boolean, bad: readonly string[], fine: readonly string[]): void {
  const offences = (appeal: Appeal): string[] => appeal.asked.filter(isBroken).map(() => appeal.where);
  it('rejects what breaks it', () => {
    for (const html of bad) assert.deepEqual(offences(appealIn('here', html)), ['here'], html);
  });
  it('lets honest choices be', () => {
    for (const html of fine) assert.deepEqual(offences(appealIn('here', html)), [], html);
  });
  it('is kept by our stories, the demo and the guides', () => {
    assert.deepEqual(APPEALS.flatMap(offences), []);
  });
}

/** What a banner draws, as HTML. */
function draw(stage: Stage, placement: Placement, words: Words = ENGLISH['support-banner']): string {
  const page = { language: 'en', direction: 'ltr' };
  const nothing = (): void => undefined;
  const view: BannerView = {
    ...{ stage, placement, locale: page, page, slots: SLOTS, hasHeadingSlot: false, hasActions: true, promise: '' },
    ...{ heading: 'Free to read', headingLevel: 2, message: 'Four people make this paper.', action: undefined },
    ...{ href: '/give', drawClosed, onKey: nothing, onFollow: nothing, onClose: nothing, onChoose: nothing },
    ...{ onUndo: nothing, onRemind: undefined, say: (key) => formsOf(words[key]!).join() },
  };
  return markupOf(drawBanner(view));
}

describe('what is checked', () => {
  it('is every story, with its words and its amounts', () => {
    assert.ok(APPEALS.length > 50);
    assert.ok(APPEALS.some(({ texts }) => texts.includes('You are reading the Lantern for free')));
    assert.ok(APPEALS.filter(({ asked }) => asked.some(({ amounts }) => amounts !== undefined)).length > 15);
    assert.ok(APPEALS.some(({ asked }) => asked.some(({ campaign }) => Object.keys(campaign as object).length > 2)));
    assert.ok(APPEALS.some(({ hasEnd }) => hasEnd) && APPEALS.some(({ hasEnd }) => !hasEnd));
  });
});

describe('no confirm-shaming', () => {
  checkWords(
    'shaming',
    {
      en: ['No thanks, I don’t care about news', 'I don’t want to support journalism', 'No, I prefer to freeload'],
      de: ['Nein danke, ich brauche keine Nachrichten', 'Das ist mir egal', 'Ich möchte nicht unterstützen'],
      ar: ['لا شكرًا، أنا لا أهتم', 'لا يهمني', 'لا أريد دعم الصحافة'],
    },
    ['Not now', 'No', 'Nein danke', 'I already support', 'You read this for free', 'ليس الآن'],
  );
});

describe('no false urgency', () => {
  checkWords(
    'urgency',
    {
      en: ['Last chance to give', 'Only today', 'Hurry, the harbour needs you', 'Act now', 'Our appeal ends soon'],
      de: ['Letzte Chance', 'Nur noch heute', 'Beeilen Sie sich', 'Dringend'],
      ar: ['الفرصة الأخيرة', 'اليوم فقط', 'أسرعوا'],
    },
    ['Support us', 'Until 24 December', 'The last ferry left at four', 'Jetzt unterstützen'],
  );

  it('lets an appeal that ends say so', () => {
    const texts = 'heading="The last days of the autumn appeal"';
    assert.deepEqual(offencesInAppeal('urgency', appealIn('', `<support-banner ${texts} ends="2026-12-31">`)), []);
    assert.deepEqual(offencesInAppeal('urgency', appealIn('', `<donation-tiers ${texts} deadline="2026-12-31">`)), []);
    assert.equal(offencesInAppeal('urgency', appealIn('', `<support-banner ${texts}>`)).length, 1);
  });
});

describe('no countdown', () => {
  checkWords(
    'countdown',
    {
      en: ['3 days left', '{days} days to go', 'Countdown to the goal', '00:59:59'],
      de: ['Noch 3 Tage', 'noch {days} Tage', 'Countdown'],
      ar: ['بقي 3 أيام متبقية', 'عد تنازلي'],
    },
    ['{count} characters left', 'Ended on {date}', 'Noch nicht erreicht', 'Open on 3 days a week'],
  );
});

describe('no invented live activity', () => {
  checkWords(
    'activity',
    {
      en: ['5 people are giving right now', 'Somebody just donated', '{count} readers are looking at this'],
      de: ['5 Menschen spenden gerade', 'Jemand hat soeben gespendet', 'vor 2 Minuten gespendet'],
      ar: ['يتبرع 5 أشخاص الآن', 'تبرع شخص للتو'],
    },
    ['87 supporters', 'Four people make this paper', 'Most readers who give, give ten dollars'],
  );
});

describe('no projected totals', () => {
  checkWords(
    'projection',
    {
      en: ['On track to reach $5,000', 'Projected: $6,000', 'At this rate we will reach the goal'],
      de: ['Voraussichtlich 5.000 €', 'Hochrechnung', 'bei diesem Tempo'],
      ar: ['من المتوقع جمع 5000', 'بهذا المعدل'],
    },
    ['$3,250 of $5,000 raised', 'This completes the goal of {goal}.', 'not reached yet'],
  );
});

describe('no gift that renews is chosen for the reader', () => {
  checkChoice(
    isRenewalChosen,
    [
      '<donation-tiers frequencies="once monthly" frequency="monthly"></donation-tiers>',
      '<donation-tiers><script type="application/json">{"version":1,"frequency":"yearly"}</script></donation-tiers>',
    ],
    [
      '<donation-tiers frequencies="once monthly"></donation-tiers>',
      '<donation-tiers frequency="once"></donation-tiers>',
    ],
  );
});

describe('the highest amount is never chosen for the reader', () => {
  checkChoice(
    isHighestChosen,
    [
      '<donation-tiers amounts="5 10 25" amount="25"></donation-tiers>',
      '<donation-tiers amounts="5 10 25" amount="100"></donation-tiers>',
      `<donation-tiers amount="10" .campaign='{"tiers":[{"id":"a","amount":5},{"id":"b","amount":10}]}'></donation-tiers>`,
    ],
    [
      '<donation-tiers amounts="5 10 25"></donation-tiers>',
      '<donation-tiers amounts="5 10 25" amount="10"></donation-tiers>',
      '<donation-tiers amounts="25" amount="25"></donation-tiers>',
    ],
  );
});

describe('declining is as easy as giving', () => {
  /** The keys of the words on the buttons. */
  const KEYS = { 'not-now': 'notNow', 'next-month': 'nextMonth', supporter: 'supporter' } as const;

  it('offers every answer, I already support among them', () => {
    assert.deepEqual([...CHOICES].sort(), Object.keys(KEYS).sort());
    for (const [language, words] of WORDS) {
      const markup = draw('choices', 'inline', words['support-banner']);
      for (const choice of CHOICES) {
        assert.ok(
          markup.includes(`>${formsOf(words['support-banner']![KEYS[choice]]!).join()}</button>`),
          `${language} ${choice}`,
        );
      }
    }
  });

  it('draws all answers alike, and asks for nothing beside them', () => {
    const alike = (markup: string): boolean =>
      new Set(elementsIn(markup, 'button').map((one) => JSON.stringify(one))).size === 1;
    const markup = draw('choices', 'bottom');
    assert.equal(elementsIn(markup, 'button').length, CHOICES.length);
    assert.ok(alike(markup));
    assert.equal(alike(markup.replace('<button type="button"', '<button type="button" class="primary"')), false);
    assert.deepEqual(elementsIn(markup, 'a'), []);
  });

  it('words them as plainly as the ask', () => {
    const weak = { en: 'Maybe later…', de: 'Wirklich nicht?', ar: 'ربما لاحقًا' };
    for (const [language, words] of WORDS) {
      assert.ok(offenceIn('hedging', weak[language], language));
      for (const choice of CHOICES) {
        const answer = formsOf(words['support-banner']![KEYS[choice]]!).join();
        assert.equal(offenceIn('hedging', answer, language), undefined);
        assert.equal(offenceIn('shaming', answer, language), undefined);
      }
    }
  });
});

describe('closing is never delayed', () => {
  /** Whether the button that closes is there, and can be pressed. */
  function canClose(markup: string): boolean {
    const button = elementsIn(markup, 'button').find(({ part }) => part === 'close');
    return button !== undefined && !['disabled', 'aria-disabled', 'hidden', 'inert'].some((name) => name in button);
  }

  it('rejects what breaks it', () => {
    const appeal = draw('appeal', 'inline');
    assert.equal(canClose(appeal.replace('part="close"', 'part="close" disabled')), false);
    assert.equal(canClose(appeal.replace('part="close"', 'part="later"')), false);
    assert.equal(timersIn('setTimeout(() => (this.#canClose = true), 15_000);').length, 1);
  });

  for (const placement of PLACEMENTS) {
    it(`can be done as soon as there is something to close (${placement})`, () => {
      for (const stage of ['appeal', 'thanks'] as const) assert.ok(canClose(draw(stage, placement)));
    });
  }

  it('waits for no timer', () => {
    // One counts what is on show already, the other lets go of a file.
    const apart = ['support-banner/page-dwell.ts', 'support-banner/page-reminder.ts'];
    const sources = [...listSources('src')].filter(([file]) => file.startsWith('support-banner/'));
    const timed = sources.filter(([, source]) => timersIn(source).length > 0).map(([file]) => file);
    assert.deepEqual(timed.sort(), apart);
  });
});
