/**
 * What nobody who asks for support may say or choose for the reader: the rules, as patterns for each language.
 *
 * They find the phrases that these practices are known by, not every way of putting them. Where a phrase has an honest
 * use, the rule says which.
 *
 * @see Directive 2005/29/EC, annex I, 7 (false limited time); Regulation (EU) 2022/2065, article 25; Directive
 *   2011/83/EU, article 22 (choices made for the consumer)
 */
export const LANGUAGES = ['en', 'de', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export const WORD_RULES = ['shaming', 'urgency', 'countdown', 'activity', 'projection', 'hedging'] as const;
export type WordRule = (typeof WORD_RULES)[number];

type Patterns = Readonly<Record<Language, RegExp>>;

/** `\b` knows no Arabic letters, so those patterns are whole phrases. */
const PATTERNS: Readonly<Record<WordRule, Patterns>> = {
  // A no that says something about whoever says it.
  shaming: {
    en: /\b(?:no|nope)(?: thanks| thank you)?[,.–—-]+ ?(?:i|let)\b|\bi (?:do not|don['’]t) (?:care|want to (?:support|help))|\bi (?:hate|prefer (?:ignorance|fake))|\b(?:rather|happy to) read (?:it )?for nothing|\bfree[- ]?(?:rider|loader)s?\b|\b(?:shame on|feel guilty)/i,
    de: /\bnein(?: danke)?[,.–—-]+ ?(?:ich|mir)\b|\b(?:ist|sind) mir (?:egal|gleichgültig)|\bich (?:will|möchte) (?:sie |euch |dich )?nicht (?:unterstützen|helfen)|\b(?:schmarotz|trittbrettfahr)\w*|\bschlechtes gewissen/i,
    ar: /لا شكر(?:اً|ًا|ا)\s?[،,.–—-]\s?(?:أنا|لا)|لا يهمني|لا أريد (?:أن أدعم|دعم|المساعدة)|عار عليك/,
  },
  // Pressure of time; honest only where the appeal really ends.
  urgency: {
    en: /\b(?:last|final) (?:chance|day|days|hours|call)\b|\bonly (?:today|tonight|this week)\b|\btoday only\b|\bhurry\b|\bact (?:now|fast|today)\b|\b(?:before it['’]?i?s too late|don['’]t miss|running out|while it lasts)|\bends (?:soon|today|tonight)\b|\burgent(?:ly)?\b/i,
    de: /\bletzte (?:chance|gelegenheit|tage|stunden)\b|\bnur (?:noch )?(?:heute|diese woche|kurze zeit)\b|\bbeeilen? (?:sie|euch|dich)\b|\bschnell sein\b|\bbevor es zu spät\b|\bendet (?:bald|heute)\b|\bdringend\b/i,
    ar: /الفرصة الأخيرة|آخر فرصة|اليوم فقط|أسرعوا?|قبل فوات الأوان|سارعوا?|ينتهي (?:قريبًا|اليوم)|عاجل/,
  },
  // A clock that runs down: never, as a date says the same without pressing.
  countdown: {
    en: /(?<!\w)(?:\{\w+\}|\d+) ?(?:seconds?|minutes?|hours?|days?) (?:left|remaining|to go)\b|\bcount ?down\b|\btime left\b|\b\d{1,2}:\d{2}:\d{2}\b/i,
    de: /\bnoch (?:\{\w+\}|\d+) ?(?:sekunden?|minuten?|stunden?|tage?)\b|\bcountdown\b|\bverbleibende zeit\b/i,
    ar: /(?:متبق|تبق|باق)\S* (?:\{\w+\}|\d+)|(?:\{\w+\}|\d+) (?:ثانية|ثوان|دقيقة|دقائق|ساعة|ساعات|يومًا|أيام) متبقية|عد تنازلي/,
  },
  // What others are said to do at this very moment: no page of ours knows it.
  activity: {
    en: /\b(?:\{\w+\}|\d+|someone|somebody|people|readers) (?:people |readers |others )?(?:(?:are|is) (?:giving|donating|reading this|looking|viewing)|(?:has |have )?just (?:gave|given|donated|joined))|\b(?:gave|donated|joined) (?:\{\w+\}|\d+|a few) (?:seconds?|minutes?) ago\b/i,
    de: /\b(?:\{\w+\}|\d+|jemand|menschen|andere) (?:menschen |personen |leser\w* )?(?:spende[tn]?|gib?e?[tb]e?n?|lesen|sehen) (?:das )?(?:gerade|in diesem (?:moment|augenblick))|\bhat (?:soeben|gerade) gespendet|\bvor (?:\{\w+\}|\d+) (?:sekunden|minuten) gespendet/i,
    ar: /(?:يتبرع|يدعم|يقرأ)\S* (?:\S+ ){0,3}(?:الآن|في هذه اللحظة)|تبرع \S+ للتو/,
  },
  // A total that is hoped for, told as if it were there.
  projection: {
    en: /\b(?:on track|on course) (?:to|for)\b|\bat this (?:rate|pace)\b|\b(?:projected|forecast|estimated|expected)\b|\bwill (?:soon )?(?:reach|have raised)\b/i,
    de: /\bvoraussichtlich|\bhochgerechnet|\bhochrechnung|\bgeschätzt\w*|\bprognos\w+|\bbei diesem tempo\b/i,
    ar: /من المتوقع|تقديري|المقدّ?ر أن|بهذا المعدل|سنصل إلى/,
  },
  // A no that is worded as half a yes, or asked about again. For the answers after closing.
  hedging: {
    en: /\b(?:maybe|perhaps|are you sure|really|anyway|i['’]ll think|miss out|continue without|lose)\b|\?|…|\.\.\./i,
    de: /\b(?:vielleicht|eventuell|sind sie sicher|wirklich|trotzdem|überlege|verpasse\w*|ohne unterstützung)\b|\?|…|\.\.\./i,
    ar: /ربما|هل أنت متأكد|حقًا|رغم ذلك|سأفكر|[؟…]|\.\.\./,
  },
};

/**
 * The first phrase of a text that breaks a rule, or `undefined`.
 *
 * @param hasEnd - Whether what is said there really ends, and says when (`ends`, `deadline`): then it may say that time is
 *   short. Default `false`.
 */
export function offenceIn(rule: WordRule, text: string, language: Language, hasEnd = false): string | undefined {
  if (rule === 'urgency' && hasEnd) return undefined;
  return PATTERNS[rule][language].exec(text.replace(/\s+/g, ' '))?.[0];
}

/** What a page sets of a `<donation-tiers>`, by the names of its attributes. */
export interface Asked {
  /** Numbers with spaces between them. */
  readonly amounts?: string;
  readonly amount?: unknown;
  readonly frequency?: unknown;
  readonly campaign?: unknown;
}

/** Whether a gift that renews is chosen for the reader. */
export function isRenewalChosen({ frequency }: Asked): boolean {
  return typeof frequency === 'string' && frequency !== '' && frequency !== 'once';
}

/** Whether the highest of several amounts is chosen for the reader. */
export function isHighestChosen({ amounts, amount, campaign }: Asked): boolean {
  const { tiers = [] } = (campaign ?? {}) as { tiers?: readonly { amount?: unknown }[] };
  const offered = [...(amounts ?? '').split(/\s+/), ...tiers.map((tier) => tier.amount)].filter(Boolean).map(Number);
  const chosen = Number(amount || NaN);
  return new Set(offered).size > 1 && chosen >= Math.max(...offered);
}

/** Where a source starts a timer, as `setTimeout(`: whatever waits there may be what the reader waits for. */
export function timersIn(source: string): string[] {
  return source.match(/\b(?:setTimeout|setInterval|requestIdleCallback)\s*\(/g) ?? [];
}
