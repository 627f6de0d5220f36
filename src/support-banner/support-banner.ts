import { adoptStyles, nothing } from 'lit';

import { FurnitureElement } from '../base/element.ts';
import { languageOf } from '../base/language.ts';
import { formatNumber, wantLocale } from '../base/messages.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/failure.ts';
import { theme } from '../base/theme.ts';
import { CANCELLED, Turn } from '../base/turn.ts';
import type { BannerReport } from '../contracts/banner-report.ts';
import type { Choice, Decision, Placement, StorageKind } from '../contracts/banner.ts';
import { drawBanner, SLOTS, type BannerView, type Stage } from './draw-banner.ts';
import type { CampaignConfig } from './campaigns.ts';
import { nothingInForce, type InForce } from './in-force.ts';
import { decide, isAnswered } from './eligibility.ts';
import {
  SupportBannerDecidedEvent,
  SupportBannerDismissedEvent,
  SupportBannerFollowEvent,
  SupportBannerShowEvent,
  SupportBannerViewedEvent,
} from './events.ts';
import { BannerOptions } from './options.ts';
import { fillText, hasSlotted, hideDoubledLink } from './page-content.ts';
import type { Answer, Promised } from './page-answer.ts';
import type { PageCampaigns } from './page-campaigns.ts';
import { articleId, campaignOf, clockOf, factsOf, needsCampaigns, storageOf } from './page-facts.ts';
import { layer } from './page-layer.ts';
import { forgetAll, markOnPage, onMemory, remember } from './page-memory.ts';
import { isPageVisible, ViewCount } from './page-view.ts';
import { rulesOf } from './rules-of.ts';
import { supporterUntil } from './schedule.ts';
import { styles } from './support-banner.styles.ts';
import { withArticle, withoutCampaign, withoutCounters, withView, type Visits } from './visits.ts';
import { ENGLISH, type Say } from './words.ts';

export * from './events.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-banner': SupportBanner;
  }
  interface HTMLElementEventMap {
    'support-banner-show': SupportBannerShowEvent;
    'support-banner-decided': SupportBannerDecidedEvent;
    'support-banner-viewed': SupportBannerViewedEvent;
    'support-banner-follow': SupportBannerFollowEvent;
    'support-banner-dismissed': SupportBannerDismissedEvent;
  }
}

/** What `markSupporter` goes by. */
export interface SupporterMark {
  readonly until?: Date | string | number | undefined;
  /** As `page-furniture supporter token` prints it. */
  readonly token?: string | undefined;
  /** The public key as JSON text, as in `supporter-key`. */
  readonly key?: string | undefined;
}

/** Rules that only tell how often to ask: a supporter may be thanked all the same. */
const ABOUT_ASKING = ['supporter', 'after-articles', 'cap', 'gap', 'dilution', 'consent'];
/** What keeps a banner away that was decided about late. */
const MOVES = 'it would move what is being read';
/** What keeps a banner away that was closed where its answers could not be loaded. */
const CLOSED = 'closed on this page';
/** How long a page view without `consent` must be to mean that there is none, in milliseconds. */
const CONSENT_WAIT_MS = 10_000;
/** How far a reader scrolls on before the line at the edge of the window is put back into the page, in CSS pixels. */
const SCROLLED_ON = 100;

/**
 * Asks for support in the text or at the edge of the window, politely, and remembers the reader's answer.
 *
 * Not for messages that every reader must see (a cookie notice, a correction): it can be closed and stays closed.
 *
 * @slot - The message.
 * @slot heading - A heading with markup, instead of the `heading` attribute.
 * @slot actions - More ways to act, as a `<donation-tiers>`.
 * @slot thanks - For `supporter`: shown instead of the appeal.
 * @fires {FurnitureShowEvent} furniture-show - The banner would ask, and it is its turn; cancelable, and the page can hold it.
 * @fires {SupportBannerShowEvent} support-banner-show - The banner is about to be shown; cancelable.
 * @fires {SupportBannerDecidedEvent} support-banner-decided - It is decided whether the banner is shown, and why.
 * @fires {SupportBannerViewedEvent} support-banner-viewed - Half of the banner was visible for one second.
 * @fires {SupportBannerFollowEvent} support-banner-follow - The reader is about to follow the link; cancelable.
 * @fires {SupportBannerDismissedEvent} support-banner-dismissed - The reader closed the banner and said for how long.
 * @fires {FailedEvent} support-banner-failed - The configuration leaves nothing to follow.
 * @csspart banner - The whole
 * @csspart heading - The heading
 * @csspart message - The message
 * @csspart action - The main link
 * @csspart close - The button that closes
 * @csspart choices - The answers offered after closing
 * @csspart note - What was promised
 * @csspart reminder - The button that saves a calendar file
 * @csspart link - The quiet link that stays behind
 * @cssprop --support-banner-background - Background; default a tint of the accent, or the surface at an edge
 * @cssprop [--support-banner-layer=1000] - `z-index` at an edge, in browsers without popovers
 * @cssstate ready - Something is shown
 * @cssstate empty - Nothing is shown
 */
export class SupportBanner extends FurnitureElement<BannerOptions, typeof ENGLISH> {
  static override readonly furnitureName = 'support-banner';
  static override readonly configSchema = BannerOptions;
  static override readonly english = ENGLISH;
  static override styles = [theme, styles];

  /** Text of the heading. `{articles}` becomes the number of articles read, with `after-articles`. */
  @option() heading: string | undefined;
  /** Level of that heading, 1 to 6; default 2. */
  @option() headingLevel: number | undefined;
  /** Text of the link. */
  @option() action: string | undefined;
  /** Where the link leads. */
  @option() href: string | undefined;
  /** In the text (`inline`, default), or pinned to the `top` or `bottom` of the window. */
  @option() placement: Placement | undefined;
  /** What is remembered is remembered per campaign. */
  @option() campaign: string | undefined;
  /** ISO 8601: not before. */
  @option() starts: string | undefined;
  /** ISO 8601: not after; a date without a time is that whole day (UTC). */
  @option() ends: string | undefined;
  /** `views/days`, as `4/30`: not more often. Needs `consent`. */
  @option() cap: string | undefined;
  /** Days of silence after closing, 1 to 3650; default 14. */
  @option() closeFor: number | undefined;
  /** From the n-th article read in 30 days, 1 to 50. Needs `consent` above 1. */
  @option() afterArticles: number | undefined;
  /** Only in these sections, separated by commas. */
  @option() sections: string | undefined;
  /** Not in these sections, separated by commas. */
  @option() excludeSections: string | undefined;
  /** The page's own section; default: its `article:section` meta. */
  @option() section: string | undefined;
  /** Never on this page. */
  @option() sensitive: boolean | undefined;
  /** The reader supports already: shows nothing, or the `thanks` slot. */
  @option() supporter: boolean | undefined;
  /** Permission to remember more than what the reader did on purpose. */
  @option() consent: boolean | undefined;
  /** Where to remember: `local` (default), `session`, or `none` for this page view only. */
  @option() storage: StorageKind | undefined;
  /** ISO 8601 clock, for previews and tests. */
  @option() now: string | undefined;
  /** Offers a calendar file for *Remind me next month*. */
  @option() reminder: boolean | undefined;
  /** A JSON of several campaigns, in order of priority. */
  @option() src: string | undefined;
  /** The campaigns themselves, as in the JSON of `src`. */
  @option({ attribute: false }) campaigns: unknown;
  /** Arms of a test: objects with `variant`, `weight` and words, as `<template data-variant>` children. */
  @option({ attribute: false }) variants: unknown;
  /** Only on pages with one of these tags, separated by commas. */
  @option() tags: string | undefined;
  /** Not on pages with one of these tags, separated by commas. */
  @option() excludeTags: string | undefined;
  /** The page's own tags; default: its `article:tag` metas. */
  @option() tag: string | undefined;
  /** Only on pages in these languages (BCP 47 ranges), separated by commas. */
  @option() languages: string | undefined;
  /** Only for readers in these countries (ISO 3166-1 alpha-2), separated by commas. */
  @option() countries: string | undefined;
  /** Where the reader is, as the page knows it: ISO 3166-1 alpha-2. */
  @option() country: string | undefined;
  /** Only for readers who come from these hosts, or `direct`, separated by commas. */
  @option() referrers: string | undefined;
  /** Only for some of `signed-in`, `signed-out`, `supporters`; supporters are asked by campaigns that name them alone. */
  @option() readers: string | undefined;
  /** The reader is signed in. */
  @option() signedIn: boolean | undefined;
  /** Only on these days of the week, as `mon tue sat`. */
  @option() days: string | undefined;
  /** Not in these hours, as `22:00-07:00`. */
  @option() quietHours: string | undefined;
  /** IANA name of the zone of `days` and `quiet-hours` (default: the reader's own), and of dates (default: UTC). */
  @option() timeZone: string | undefined;
  /** Days after a view of any campaign, 1 to 365. Needs `consent`. */
  @option() gap: number | undefined;
  /** On about one in so many pages and days, 2 to 100: a cap that remembers nothing. */
  @option() dilution: number | undefined;
  /** Per cent of the readers who take part in the test, 0 to 100; default 100. */
  @option() share: number | undefined;
  /** The page's own name for the reader, to draw arms by; it is neither stored nor sent. */
  @option() reader: string | undefined;
  /** Totals for `{raised}`, `{goal}` and `{percent}`: the address of a campaign's JSON, or in JSON the totals. */
  @option() totals: unknown;
  /** Where what happened is counted, and nothing of whom; `{campaign}` in the address stands for the id. */
  @option() report: string | undefined;
  /** The publisher's public key (a JWK): a token in the page's address (`#supporter=…`) is checked by it. */
  @option() supporterKey: string | undefined;

  #decision: Decision | undefined;
  #stage: Stage | undefined;
  /** Who keeps the banner away, in English. */
  #veto: string | undefined;
  #turn = new Turn(this, () => this.#askOnceMore());
  #inForce: InForce | undefined;
  #isManaged = false;
  #campaigns: PageCampaigns | undefined;
  #isLost = false;
  #hadConsent = false;
  #article: string | undefined;
  #settledConfig: object | undefined;
  #views = new ViewCount(this, (campaign, at) => this.#onView(campaign, at));
  #shown: typeof import('./page-shown.ts') | undefined;
  #shownArrival: Promise<void> | undefined;
  #campaignsArrival: Promise<void> | undefined;
  #forCampaigns: typeof import('./page-campaigns.ts') | undefined;
  #answer: Answer | undefined;
  #promise: Promised | undefined;
  #closedAtScroll = 0;
  #isBackInPage = false;
  #focusNext: string | undefined;
  #recheckFocus = (): void => {};
  #drawDebug: typeof import('./draw-debug.ts').drawDebug | undefined;
  #isChecking = false;

  /**
   * Remembers on this site that the reader gives: no campaign asks before then. Call it where a payment was thanked for.
   *
   * @param until - Default and what unusable values become: in a year. A time that is past forgets the mark.
   * @param token - Marks only if the `key` (a JWK as text) has signed it, until it expires.
   * @returns Whether the reader is marked; without a token, they are before this returns.
   */
  static async markSupporter({ until, token, key }: SupporterMark = {}): Promise<boolean> {
    const now = Date.now();
    if (token !== undefined) {
      const { checkToken } = await import('./page-supporter.ts');
      const checked = await checkToken(token, key ?? '', now);
      if ('problem' in checked) console.warn?.(`<support-banner> token of a supporter: ${checked.problem}`);
      return 'until' in checked && SupportBanner.markSupporter({ until: checked.until });
    }
    const time = supporterUntil(until, now);
    markOnPage(time > now ? time : undefined);
    remember('local', now, (visits) => ({ ...visits, supporterUntil: time > now ? time : undefined }));
    return time > now;
  }

  /** Whether the banner is shown, and what each rule says. */
  why(): Decision {
    return this.#decide(clockOf(this.config));
  }

  /** Forgets what this campaign remembered (and that the reader supports already), and decides anew. */
  reset(): void {
    this.#views.forget();
    markOnPage(undefined);
    this.#askAnew();
    this.#remember((visits) => withoutCampaign(visits, campaignOf(this.#terms)));
  }

  /** Forgets everything that support banners stored in this browser for this site, and decides anew. */
  clearData(): void {
    this.#views.forget();
    this.#askAnew();
    forgetAll();
  }

  /* ---- Life ---- */

  protected override whileConnected(signal: AbortSignal): void {
    const again = (): void => this.requestUpdate();
    this.#turn.join(signal);
    onMemory(again, signal);
    document.addEventListener('visibilitychange', again, { signal });
    window.addEventListener('pageshow', (event) => event.persisted && this.#beginPageView(), { signal });
    window.addEventListener('pagehide', () => this.#endPageView(), { signal });
    window.addEventListener('scroll', () => this.#onScroll(), { signal, passive: true });
    this.#guardFocus(signal);
    signal.addEventListener('abort', () => this.#views.leave());
    if (new URLSearchParams(location.search).has('support-debug')) void this.#loadDebug(signal);
  }

  /** Draws at once, in English if need be: waiting for words would move the page later, and few of them show. */
  protected override async scheduleUpdate(): Promise<void> {
    void wantLocale(languageOf(this));
    this.performUpdate();
  }

  protected override configured(changed: ReadonlySet<string>): void {
    // Whoever keeps the banner away is asked again when the page sets it up differently.
    if (this.hasUpdated) this.#veto = undefined;
    if (this.hasUpdated && changed.has('campaign')) this.#views.forget();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (!this.isConnected) return;
    this.#settledConfig = this.config;
    if ((this.#isManaged ||= needsCampaigns(this, this.config))) this.#followCampaigns();
    if (this.config.supporterKey !== undefined && /[#&]supporter=/.test(location.hash)) this.#checkToken();
    const now = clockOf(this.config);
    this.#followConsent(now);
    this.#reconsider(now);
  }

  protected override updated(): void {
    hideDoubledLink(this, this.#stage === 'appeal' ? this.#terms.href : undefined);
    this.#fillContent();
    const section = this.#section;
    if (section) layer(section, section === this.#pinned);
    const appeal = this.#stage === 'appeal' ? section : null;
    this.#views.watch(this.#shown?.watchView, appeal, campaignOf(this.#terms), () => clockOf(this.config));
    if (this.#focusNext) this.renderRoot.querySelector<HTMLElement>(this.#focusNext)?.focus();
    else this.#recheckFocus();
    this.#focusNext = undefined;
    if (this.#stage) void this.#loadShown();
    // A listener of our events may have changed an attribute in the middle of the update.
    if (this.isConnected && this.config !== this.#settledConfig) this.requestUpdate();
  }

  #fillContent(): void {
    const inForce = this.#inForce;
    if (inForce && this.#stage === 'appeal') this.#forCampaigns?.wear(this, inForce.template);
    const articles = this.config.afterArticles === undefined ? undefined : this.#articles;
    if (inForce) fillText(this, inForce.fillText);
    else if (articles !== undefined) fillText(this, (text) => text.split('{articles}').join(articles));
  }

  /** Ready is also: it can be closed. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#campaignsArrival;
    await this.#shownArrival;
    return super.getUpdateComplete();
  }

  /** What a banner on show needs beyond its looks comes after them. */
  #loadShown(): Promise<void> {
    return (this.#shownArrival ??= import('./page-shown.ts').then(
      (shown) => {
        this.#shown = shown;
        this.#answer = new shown.Answer(() => this.#terms);
        this.#guardFocus(this.signal);
        if (this.renderRoot instanceof ShadowRoot) {
          adoptStyles(this.renderRoot, [...SupportBanner.elementStyles, shown.closedStyles]);
        }
        this.requestUpdate();
      },
      () => this.warn('what counts views and closes the banner could not be loaded'),
    ));
  }

  #guardFocus(signal: AbortSignal): void {
    if (!this.#shown) return;
    this.#recheckFocus = this.#shown.keepFocusVisible(() => this.#pinned, signal);
    this.#shown.watchLayer(() => this.#pinned, signal);
  }

  /* ---- Deciding ---- */

  /** The configuration in force: the element's own, or that of the campaign which is spoken of. */
  get #terms(): CampaignConfig {
    return this.#inForce?.config ?? this.config;
  }

  #decide(now: number): Decision {
    if (this.#isManaged) return (this.#inForce = this.#consider(now)).decision;
    this.#inForce = undefined;
    const counted = this.#views.countedAt(campaignOf(this.config));
    return decide(factsOf(this, this.config, now, this.#veto, counted), rulesOf(this.config), now);
  }

  #consider(now: number): InForce {
    const asked = {
      ...{ now, tag: this.locale.tag, veto: this.#veto },
      held: this.#stage && campaignOf(this.#terms),
      countedAt: (campaign: string) => this.#views.countedAt(campaign),
    };
    return this.#campaigns?.choose(this.config, asked) ?? nothingInForce(this.config, !this.#isLost);
  }

  /** What chooses among campaigns comes with the first banner that has some. */
  #followCampaigns(): void {
    this.#campaigns?.follow(this.config.src, this.signal);
    this.#campaignsArrival ??= import('./page-campaigns.ts').then(
      (module) => {
        this.#forCampaigns = module;
        this.#campaigns = new module.PageCampaigns(this, {
          again: () => this.requestUpdate(),
          tell: (problem) => this.warn(problem),
          fail: (error) => this.fail(error),
        });
        this.requestUpdate();
      },
      () => {
        this.#isLost = true;
        this.fail(new FurnitureError('offline', 'campaigns could not be loaded'));
      },
    );
  }

  #reconsider(now: number): void {
    const before = this.#decision;
    const campaign = campaignOf(this.#terms);
    let decision = this.#decide(now);
    const isSame = campaignOf(this.#terms) === campaign;
    if (!isSame) this.#views.forget();
    if (decision.show && !(before?.show && isSame && this.#turn.isMine)) {
      this.#veto = this.#ask(before);
      if (this.#veto) decision = this.#decide(now);
    }
    if (!decision.show) this.#turn.pass(isAnswered(decision) || this.#veto === CLOSED);
    this.#decision = decision;
    this.#stage = this.#stageFor(decision);
    this.#enterState();
    if (isSame && before?.show === decision.show && before.reason === decision.reason) return;
    this.dispatchEvent(new SupportBannerDecidedEvent(campaignOf(this.#terms), decision));
  }

  /** @returns Who keeps the banner away. */
  #ask(before: Decision | undefined): string | undefined {
    const { placement = 'inline' } = this.#terms;
    if (this.#isChecking) return 'a token is being checked';
    if (placement === 'inline' && this.#comesLate(before) && !this.#forCampaigns?.isBelowWindow(this)) return MOVES;
    const other = this.#turn.take(placement);
    if (other || this.dispatchEvent(new SupportBannerShowEvent(campaignOf(this.#terms), placement))) return other;
    return CANCELLED;
  }

  /** Whoever comes with a token is not asked before it is known to be none. */
  #checkToken(): void {
    if (this.#isChecking) return;
    this.#isChecking = true;
    import('./page-supporter.ts')
      .then(({ takeToken }) => SupportBanner.markSupporter({ token: takeToken() ?? '', key: this.config.supporterKey }))
      .catch(() => this.warn('what checks tokens could not be loaded'))
      .finally(() => {
        this.#isChecking = false;
        this.#askOnceMore();
      });
  }

  /** What is decided after the first paint, and not for a preview, would push the article about under the reader. */
  #comesLate(before: Decision | undefined): boolean {
    const isBack = before !== undefined && (before.show || isAnswered(before));
    return this.#isManaged && !isBack && this.config.now === undefined;
  }

  #stageFor(decision: Decision): Stage | undefined {
    if (decision.show) return 'appeal';
    if (isAnswered(decision) && (this.#stage === 'choices' || this.#stage === 'note')) return this.#stage;
    const canThank = this.config.supporter && hasSlotted(this, 'thanks') && decision.reason === 'supporter';
    return canThank && decision.rules.every(({ rule, passes }) => passes || ABOUT_ASKING.includes(rule))
      ? 'thanks'
      : undefined;
  }

  #enterState(): void {
    const { action, href } = this.#terms;
    if (this.#stage === 'appeal' && action !== undefined && href === undefined && !hasSlotted(this, 'actions')) {
      return this.fail(new FurnitureError('config', '"action" is given without a usable "href"'));
    }
    const isUndecided = this.#inForce?.isPending || this.#veto === MOVES;
    const state = this.#stage || this.#drawDebug ? 'ready' : isUndecided ? 'loading' : 'empty';
    if (this.state !== state) this.enter(state);
  }

  #followConsent(now: number): void {
    const { consent = false, afterArticles } = this.config;
    if (this.#hadConsent && !consent) this.#remember(withoutCounters);
    this.#hadConsent = consent;
    const article = articleId();
    const counts = afterArticles !== undefined || this.#campaigns?.countsArticles(this.config);
    if (!consent || !counts || !isPageVisible() || this.#article === article) return;
    // Before it is remembered: everybody who is told by that comes here again.
    this.#article = article;
    this.#remember((visits) => withArticle(visits, article, now));
  }

  #endPageView(): void {
    if (this.#stage === 'choices') this.#choose('not-now');
    // Consent that was withdrawn elsewhere: by now a consent manager would have said so if it still stood.
    if (!this.config.consent && performance.now() > CONSENT_WAIT_MS) this.#remember(withoutCounters);
  }

  /** A page that comes back from the back/forward cache is visited anew. */
  #beginPageView(): void {
    this.#views.forget();
    this.#article = undefined;
    this.#stage = undefined;
    this.#askAnew();
    this.#turn.pass();
  }

  #count(kind: BannerReport['kind']): void {
    const { report } = this.config;
    const variant = this.#decision?.variant;
    if (!report) return;
    const problem = this.#shown?.sendReport(report, campaignOf(this.#terms), { kind, ...(variant && { variant }) });
    if (problem) this.warn(problem);
  }

  #askOnceMore(): void {
    this.#veto = undefined;
    this.requestUpdate();
  }

  #askAnew(): void {
    this.#veto = undefined;
    this.#decision = undefined;
    this.requestUpdate();
  }

  #remember(change: (visits: Visits) => Visits): boolean {
    return remember(storageOf(this.config), clockOf(this.config), change);
  }

  #onView(campaign: string, at: number): void {
    const { cap, consent } = this.#terms;
    if (consent && (cap !== undefined || this.#isManaged)) this.#remember((visits) => withView(visits, campaign, at));
    this.dispatchEvent(new SupportBannerViewedEvent(campaign, this.#decision?.variant));
    this.#count('view');
  }

  /* ---- Drawing ---- */

  override render() {
    const stage = this.#stage;
    return [
      stage ? drawBanner(this.#view(stage)) : nothing,
      this.#drawDebug?.(this, this.#decision ?? this.why(), campaignOf(this.#terms), clockOf(this.config)) ?? nothing,
    ];
  }

  #view(stage: Stage): BannerView {
    const { heading, headingLevel, message, action, href } = this.#terms;
    const slots = this.#forCampaigns?.slotsOf(this) ?? SLOTS;
    return {
      stage,
      placement: this.#isBackInPage ? 'inline' : (this.#terms.placement ?? 'inline'),
      locale: this.locale,
      page: { language: languageOf(this), direction: getComputedStyle(this).direction },
      heading: heading && this.config.afterArticles ? heading.split('{articles}').join(this.#articles) : heading,
      headingLevel,
      message,
      slots,
      hasHeadingSlot: hasSlotted(this, slots.heading),
      hasActions: hasSlotted(this, slots.actions),
      action,
      href,
      promise: this.#sayPromise(),
      say: this.#say,
      drawClosed: this.#shown?.drawClosed,
      onKey: this.#onKey,
      onFollow: this.#onFollow,
      onClose: this.#onClose,
      onChoose: this.#onChoose,
      onUndo: this.#onUndo,
      onRemind: this.#promise?.choice === 'next-month' && this.#terms.reminder ? this.#onRemind : undefined,
    };
  }

  get #articles(): string {
    return formatNumber(factsOf(this, this.config, clockOf(this.config)).articles, this.locale.tag);
  }

  #say: Say = (key, values) => this.say(key, values);

  #sayPromise(): string {
    return (this.#promise && this.#shown?.sayPromise(this.#promise, this.#terms, this.#say, this.locale.tag)) ?? '';
  }

  get #section(): HTMLElement | null {
    return this.renderRoot.querySelector('section');
  }

  /** The banner while it is pinned to an edge of the window. */
  get #pinned(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('section:not([data-placement="inline"])') ?? undefined;
  }

  /* ---- What the reader does ---- */

  #onFollow = (event: Event): void => {
    const follow = new SupportBannerFollowEvent(campaignOf(this.#terms), this.#terms.href!, this.#decision?.variant);
    if (this.dispatchEvent(follow)) this.#count('follow');
    else event.preventDefault();
  };

  /** Escape closes a pinned banner, from inside only: anywhere else the key belongs to the page. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || !this.#pinned) return;
    if (this.#stage === 'note') return;
    event.preventDefault();
    event.stopPropagation();
    this.#close(true);
  };

  #onClose = (): void => this.#close(this.#stage === 'thanks');

  #onChoose = (choice: Choice): void => this.#choose(choice);

  /** @param isAnswered - Closing is the answer: nothing is asked. */
  #close(isAnswered: boolean): void {
    if (!this.#answer) return void this.#closeLater(isAnswered);
    if (this.#stage !== 'choices') {
      this.#stage = 'choices';
      this.#isBackInPage = false;
      this.#moveFocus('[part="choices"] button');
      this.#answer.close();
    }
    if (isAnswered) this.#choose('not-now');
  }

  /** Who closes within the first moments waits for another; where the network is gone, closing hides on this page. */
  async #closeLater(isAnswered: boolean): Promise<void> {
    await this.#loadShown();
    if (this.#answer) return this.#close(isAnswered);
    this.#veto = CLOSED;
    this.requestUpdate();
  }

  #choose(choice: Choice): void {
    this.#stage = 'note';
    this.#closedAtScroll = window.scrollY;
    this.#moveFocus('.undo');
    this.#promise = this.#answer!.choose(choice);
    const until = new Date(this.#promise.until).toISOString();
    this.dispatchEvent(
      new SupportBannerDismissedEvent(campaignOf(this.#terms), choice, until, this.#decision?.variant),
    );
    this.#count('dismissal');
  }

  #onUndo = (): void => {
    this.#stage = undefined;
    this.#moveFocus('[part="close"]');
    this.#answer!.undo();
  };

  #onRemind = (): void => {
    const { heading, href } = this.#terms;
    this.#shown?.saveReminder({
      uid: `${campaignOf(this.#terms)}@${location.hostname}`,
      at: this.#promise!.until,
      title: heading ?? this.say('action'),
      url: href && new URL(href, document.baseURI).href,
      now: clockOf(this.config),
    });
  };

  /** What had focus is about to go: the next thing to press gets it. Elsewhere focus stays where it is. */
  #moveFocus(selector: string): void {
    // Chromium: what has focus in a popover is not within the host.
    if (this.#section?.matches(':focus-within')) this.#focusNext = selector;
    this.requestUpdate();
  }

  /** At the edge of the window the line has been read once the reader scrolls on; then it waits in the page. */
  #onScroll(): void {
    if (this.#veto === MOVES && this.#forCampaigns?.isBelowWindow(this)) this.#askOnceMore();
    if (this.#stage !== 'note' || this.#isBackInPage || this.#section?.matches(':focus-within, :hover')) return;
    if (Math.abs(window.scrollY - this.#closedAtScroll) < SCROLLED_ON) return;
    this.#isBackInPage = true;
    this.requestUpdate();
  }

  async #loadDebug(signal: AbortSignal): Promise<void> {
    try {
      const { drawDebug } = await import('./draw-debug.ts');
      if (signal.aborted) return;
      this.#drawDebug = drawDebug;
      this.requestUpdate();
    } catch {
      this.warn('the debug panel could not be loaded');
    }
  }
}
