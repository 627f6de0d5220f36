import { adoptStyles, nothing, type TemplateResult } from 'lit';

import { FurnitureElement } from '../base/element.ts';
import { languageOf } from '../base/language.ts';
import { formatNumber, wantLocale } from '../base/messages.ts';
import { option } from '../base/option.ts';
import { FurnitureError } from '../base/request.ts';
import { theme } from '../base/theme.ts';
import { CANCELLED, Turn } from '../base/turn.ts';
import type { Choice, Decision, Placement, StorageKind } from '../contracts/banner.ts';
import { drawBanner, type BannerView, type Stage } from './draw-banner.ts';
import { decide } from './eligibility.ts';
import {
  SupportBannerDecidedEvent,
  SupportBannerDismissedEvent,
  SupportBannerFollowEvent,
  SupportBannerShowEvent,
  SupportBannerViewedEvent,
} from './events.ts';
import { BannerOptions } from './options.ts';
import { fillArticles, hasSlotted, hideDoubledLink } from './page-content.ts';
import type { Answer, Promised } from './page-answer.ts';
import { articleId, campaignOf, clockOf, factsOf, rulesOf, storageOf } from './page-facts.ts';
import { forgetAll, markOnPage, onMemory, remember } from './page-memory.ts';
import { isPageVisible, ViewCount } from './page-view.ts';
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

/** Rules that only tell how often to ask: a supporter may be thanked all the same. */
const ABOUT_ASKING = ['supporter', 'after-articles', 'cap', 'consent'];
/** What keeps a banner away that was closed where its answers could not be loaded. */
const CLOSED = 'closed on this page';
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
 * @csspart link - The quiet link that stays behind
 * @cssprop --support-banner-background - Background; default a tint of the accent, or the surface at an edge
 * @cssprop [--support-banner-layer=1000] - `z-index` at an edge: above the page, below its overlays
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

  #decision: Decision | undefined;
  #stage: Stage | undefined;
  /** Who keeps the banner away, in English. */
  #veto: string | undefined;
  #turn = new Turn(this, () => {
    this.#veto = undefined;
    this.requestUpdate();
  });
  #hadConsent = false;
  #article: string | undefined;
  #settledConfig: object | undefined;
  #views = new ViewCount(this, (campaign, at) => this.#onView(campaign, at));
  #shown: typeof import('./page-shown.ts') | undefined;
  #shownArrival: Promise<void> | undefined;
  #answer: Answer | undefined;
  #promise: Promised | undefined;
  #closedAtScroll = 0;
  #isBackInPage = false;
  #focusNext: string | undefined;
  #recheckFocus = (): void => {};
  #drawDebug: ((decision: Decision, campaign: string, now: number) => TemplateResult) | undefined;

  /**
   * Remembers on this site that the reader gives: no campaign asks before then. Call it where a payment was thanked for.
   *
   * @param until - Default and what unusable values become: in a year. A time that is past forgets the mark.
   */
  static markSupporter({ until }: { until?: Date | string | number } = {}): void {
    const now = Date.now();
    const time = supporterUntil(until, now);
    markOnPage(time > now ? time : undefined);
    remember('local', now, (visits) => ({ ...visits, supporterUntil: time > now ? time : undefined }));
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
    this.#remember((visits) => withoutCampaign(visits, campaignOf(this.config)));
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
    window.addEventListener('pagehide', () => this.#stage === 'choices' && this.#choose('not-now'), { signal });
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
    const now = clockOf(this.config);
    this.#followConsent(now);
    this.#reconsider(now);
  }

  protected override updated(): void {
    hideDoubledLink(this, this.#stage === 'appeal' ? this.config.href : undefined);
    if (this.config.afterArticles !== undefined) fillArticles(this, this.#articles);
    const appeal = this.#stage === 'appeal' ? this.renderRoot.querySelector('section') : null;
    this.#views.watch(this.#shown?.watchView, appeal, campaignOf(this.config), () => clockOf(this.config));
    if (this.#focusNext) this.renderRoot.querySelector<HTMLElement>(this.#focusNext)?.focus();
    else this.#recheckFocus();
    this.#focusNext = undefined;
    if (this.#stage) void this.#loadShown();
    // A listener of our events may have changed an attribute in the middle of the update.
    if (this.isConnected && this.config !== this.#settledConfig) this.requestUpdate();
  }

  /** Ready is also: it can be closed. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#shownArrival;
    return super.getUpdateComplete();
  }

  /** What a banner on show needs beyond its looks comes after them. */
  #loadShown(): Promise<void> {
    return (this.#shownArrival ??= import('./page-shown.ts').then(
      (shown) => {
        this.#shown = shown;
        this.#answer = new shown.Answer(() => this.config);
        this.#guardFocus(this.signal);
        if (this.renderRoot instanceof ShadowRoot) {
          adoptStyles(this.renderRoot, [...SupportBanner.elementStyles, shown.closedStyles]);
        }
        this.requestUpdate();
      },
      () => this.report('what counts views and closes the banner could not be loaded'),
    ));
  }

  #guardFocus(signal: AbortSignal): void {
    if (this.#shown) this.#recheckFocus = this.#shown.keepFocusVisible(() => this.#pinned, signal);
  }

  /* ---- Deciding ---- */

  #decide(now: number): Decision {
    const counted = this.#views.countedAt(campaignOf(this.config));
    return decide(factsOf(this, this.config, now, this.#veto, counted), rulesOf(this.config), now);
  }

  #reconsider(now: number): void {
    const before = this.#decision;
    let decision = this.#decide(now);
    if (decision.show && !(before?.show && this.#turn.isMine)) {
      this.#veto = this.#ask();
      if (this.#veto) decision = this.#decide(now);
    }
    if (!decision.show) this.#turn.pass(isAnswered(decision) || this.#veto === CLOSED);
    this.#decision = decision;
    this.#stage = this.#stageFor(decision);
    this.#enterState();
    if (before?.show === decision.show && before.reason === decision.reason) return;
    this.dispatchEvent(new SupportBannerDecidedEvent(campaignOf(this.config), decision));
  }

  /** @returns Who keeps the banner away. */
  #ask(): string | undefined {
    const { placement = 'inline' } = this.config;
    const other = this.#turn.take(placement);
    if (other || this.dispatchEvent(new SupportBannerShowEvent(campaignOf(this.config), placement))) return other;
    return CANCELLED;
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
    const { action, href } = this.config;
    if (this.#stage === 'appeal' && action !== undefined && href === undefined && !hasSlotted(this, 'actions')) {
      return this.fail(new FurnitureError('config', '"action" is given without a usable "href"'));
    }
    const state = this.#stage || this.#drawDebug ? 'ready' : 'empty';
    if (this.state !== state) this.enter(state);
  }

  #followConsent(now: number): void {
    const { consent = false, afterArticles } = this.config;
    if (this.#hadConsent && !consent) this.#remember(withoutCounters);
    this.#hadConsent = consent;
    const article = articleId();
    if (!consent || afterArticles === undefined || !isPageVisible() || this.#article === article) return;
    // Before it is remembered: everybody who is told by that comes here again.
    this.#article = article;
    this.#remember((visits) => withArticle(visits, article, now));
  }

  /** A page that comes back from the back/forward cache is visited anew. */
  #beginPageView(): void {
    this.#views.forget();
    this.#article = undefined;
    this.#stage = undefined;
    this.#askAnew();
    this.#turn.pass();
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
    const { cap, consent } = this.config;
    if (consent && cap !== undefined) this.#remember((visits) => withView(visits, campaign, at));
    this.dispatchEvent(new SupportBannerViewedEvent(campaign));
  }

  /* ---- Drawing ---- */

  override render() {
    const stage = this.#stage;
    return [
      stage ? drawBanner(this.#view(stage)) : nothing,
      this.#drawDebug?.(this.#decision ?? this.why(), campaignOf(this.config), clockOf(this.config)) ?? nothing,
    ];
  }

  #view(stage: Stage): BannerView {
    const { heading, headingLevel, action, href } = this.config;
    return {
      stage,
      placement: this.#isBackInPage ? 'inline' : (this.config.placement ?? 'inline'),
      locale: this.locale,
      page: { language: languageOf(this), direction: getComputedStyle(this).direction },
      heading: heading && this.config.afterArticles ? heading.split('{articles}').join(this.#articles) : heading,
      headingLevel,
      hasHeadingSlot: hasSlotted(this, 'heading'),
      hasActions: hasSlotted(this, 'actions'),
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
    };
  }

  get #articles(): string {
    return formatNumber(factsOf(this, this.config, clockOf(this.config)).articles, this.locale.tag);
  }

  #say: Say = (key, values) => this.say(key, values);

  #sayPromise(): string {
    return (this.#promise && this.#shown?.sayPromise(this.#promise, this.config, this.#say, this.locale.tag)) ?? '';
  }

  /** The banner while it is pinned to an edge of the window. */
  get #pinned(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('section:not([data-placement="inline"])') ?? undefined;
  }

  /* ---- What the reader does ---- */

  #onFollow = (event: Event): void => {
    const follow = new SupportBannerFollowEvent(campaignOf(this.config), this.config.href!);
    if (!this.dispatchEvent(follow)) event.preventDefault();
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
    this.dispatchEvent(new SupportBannerDismissedEvent(campaignOf(this.config), choice, until));
  }

  #onUndo = (): void => {
    this.#stage = undefined;
    this.#moveFocus('[part="close"]');
    this.#answer!.undo();
  };

  /** What had focus is about to go: the next thing to press gets it. Elsewhere focus stays where it is. */
  #moveFocus(selector: string): void {
    if (this.matches(':focus-within')) this.#focusNext = selector;
    this.requestUpdate();
  }

  /** At the edge of the window the line has been read once the reader scrolls on; then it waits in the page. */
  #onScroll(): void {
    if (this.#stage !== 'note' || this.#isBackInPage || this.matches(':focus-within, :hover')) return;
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
      this.report('the debug panel could not be loaded');
    }
  }
}

/** The reader said no, or gives already. */
function isAnswered({ reason }: Decision): boolean {
  return reason === 'closed' || reason === 'supporter';
}
