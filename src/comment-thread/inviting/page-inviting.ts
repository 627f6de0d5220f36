import { render } from 'lit';

import type { FurnitureElement } from '../../base/element.ts';
import { languageOf } from '../../base/language.ts';
import { format, localeFor, wordsFor, type PluralForms } from '../../base/messages.ts';
import { askPage, HELD, makeRoom, turns } from '../../base/turn.ts';
import { isInView } from '../page-look.ts';
import { browserStorage, dress } from '../page-world.ts';
import type { Session } from '../session.ts';
import { drawInvitation, type Invitation } from './draw-invitation.ts';
import { rememberInvited, wasInvited } from './invited.ts';
import { invitingStyles } from './inviting.styles.ts';
import { articleOf, isBusy } from './page-glance.ts';
import { readOn, startReading, type Glance, type Reading } from './reading.ts';
import { INVITING_WORDS } from './words-inviting.ts';

/**
 * How time passes for the invitation. One object, so that tests need not wait.
 *
 * @internal
 */
export const passing = {
  /** Between two looks at the page, in milliseconds. */
  tickMs: 1_000,
  /** Monotonic, in milliseconds. */
  now: () => performance.now(),
};

export interface InvitingPlace {
  readonly element: FurnitureElement;
  readonly session: Session;
  /** What the publisher asks; empty for the default words. `undefined` for no invitation (any more). */
  readonly text: () => string | undefined;
  /** CSS selector of the article, if the publisher gave one. */
  readonly article: () => string | undefined;
  /** Comments that came in and wait to be shown. */
  readonly news: () => { readonly count: number; readonly show: () => unknown };
  readonly signal: AbortSignal;
}

/**
 * Asks a reader who has read what they think, once: a bubble at the end of the window that leads to the form. Loaded
 * where a page has `invitation`, when the thread is at rest.
 */
export class Inviting {
  readonly #place: InvitingPlace;
  readonly #root: ShadowRoot;
  readonly #stage = document.createElement('div');
  #reading = startReading(passing.now());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isHovered = false;
  /** The page holds the bubble; or it did, and lets it come. */
  #isHeld = false;
  #isFree = false;
  /** What had the focus before the bubble did. */
  #before: HTMLElement | undefined;

  constructor(place: InvitingPlace) {
    const { element, signal } = place;
    this.#place = place;
    this.#root = element.shadowRoot!;
    if (signal.aborted || wasInvited(browserStorage, Date.now())) return;
    this.#stage.className = 'root inviting';
    this.#prepare();
    signal.addEventListener('abort', () => this.#end());
    this.#listen(signal);
    this.#look();
  }

  /** Looks, and an empty status: only what is added to one that was there is read out. */
  #prepare(): void {
    dress(this.#root, invitingStyles);
    render(drawInvitation(undefined), this.#stage);
    this.#root.append(this.#stage);
  }

  #listen(signal: AbortSignal): void {
    const stage = this.#stage;
    const hover = (isHovered: boolean) => () => (this.#isHovered = isHovered);
    stage.addEventListener('pointerenter', hover(true), { signal });
    stage.addEventListener('pointerleave', hover(false), { signal });
    stage.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !stage.contains(relatedTarget)) this.#before = relatedTarget;
    });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && this.#reading.phase === 'shown' && !event.defaultPrevented) this.#close();
    };
    document.addEventListener('keydown', onKey, { signal });
  }

  #look = (): void => {
    const before = this.#reading;
    this.#reading = readOn(before, this.#glance());
    const { phase } = this.#reading;
    if (phase === 'shown' && before.phase === 'reading') this.#ask(before);
    else if (phase === 'shown') this.#draw();
    if (phase === 'over') return this.#end();
    this.#timer = setTimeout(this.#look, passing.tickMs);
  };

  /** The page may cancel the bubble, or hold it: then it comes as soon as it may. */
  #ask(before: Reading): void {
    const kept = this.#findReason();
    if (kept === undefined) return this.#show();
    if (kept !== HELD) return this.#finish();
    this.#isHeld = true;
    this.#reading = before;
  }

  /** Why the bubble does not come, in English. */
  #findReason(): string | undefined {
    const { element } = this.#place;
    if (turns().invitation?.isConnected || wasInvited(browserStorage, Date.now())) return 'invited already';
    if (this.#isFree) return undefined;
    return askPage(element, 'invitation', 'bottom', (isFree) => {
      this.#isHeld = false;
      this.#isFree = isFree;
    });
  }

  #glance(): Glance {
    const { element, text, article } = this.#place;
    return {
      now: passing.now(),
      isVisible: !document.hidden,
      article: articleOf(element, article()),
      windowHeight: innerHeight,
      isThreadInView: isInView(element),
      isBusy: this.#isHeld || isBusy(),
      canWrite: text() !== undefined && this.#target !== null,
      hasInterest: this.#isHovered || this.#stage.contains(this.#root.activeElement),
    };
  }

  /** Where a reader writes, or signs in to do so. */
  get #target(): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>('.form.new textarea, .sign-in :is(a, button)');
  }

  #show(): void {
    turns().invitation = this.#place.element;
    rememberInvited(browserStorage, Date.now());
    this.#draw();
    // A page that transforms what stands around the thread has another idea of the window.
    if (!isInWindow(this.#stage.querySelector('.invitation')!)) this.#finish();
  }

  #draw(): void {
    render(drawInvitation(this.#invitation()), this.#stage);
  }

  #invitation(): Invitation {
    const { element, session, text, news } = this.#place;
    const { tag, language, direction } = localeFor(languageOf(element));
    const words = wordsFor('comment-thread', INVITING_WORDS, language, element.messages);
    const { count } = news();
    const counted = (message: string | PluralForms, value: number) => format(message, { count: value }, tag);
    const isNews = count > 0;
    const total = session.total > 0 ? counted(words.invitationCount, session.total) : undefined;
    return {
      ...{ language, direction, close: words.closeInvitation },
      text: isNews ? counted(words.invitationNews, count) : text() || words.invitation,
      more: isNews ? words.showThem : total,
      onGo: () => this.#go(isNews),
      onClose: () => this.#close(),
    };
  }

  /** To the new comments, or to the form. */
  #go(isNews: boolean): void {
    this.#finish();
    if (isNews) return void this.#place.news().show();
    this.#target?.scrollIntoView({ block: 'center' });
    this.#target?.focus({ preventScroll: true });
  }

  #close(): void {
    const hadFocus = this.#stage.contains(this.#root.activeElement);
    this.#finish();
    if (hadFocus) this.#before?.focus({ preventScroll: true });
  }

  #finish(): void {
    this.#reading = { ...this.#reading, phase: 'over' };
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#stage.remove();
    if (turns().invitation !== this.#place.element) return;
    turns().invitation = undefined;
    makeRoom();
  }
}

function isInWindow(bubble: Element): boolean {
  const { left, right, top, bottom } = bubble.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
}
