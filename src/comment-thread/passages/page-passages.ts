import { nothing } from 'lit';

import type { Anchor } from '../../contracts/anchor.ts';
import type { Comment } from '../../contracts/comments.ts';
import type { Locale } from '../../base/messages.ts';
import type { Passages, Scene } from '../draw-scene.ts';
import type { ActsHost, PageActs } from '../page-acts.ts';
import { canonicalAddress } from '../page-world.ts';
import type { Session } from '../session.ts';
import type { ThreadNode } from '../tree.ts';
import type { Composer } from '../writing/composer.ts';
import { drawDrafts, drawPanel } from './draw-panel.ts';
import { anchorOf, quoteFor } from './draw-quote.ts';
import { InlineTree } from './inline-tree.ts';
import { loadAnchored } from './load-anchored.ts';
import { makeAnchor } from './make-anchor.ts';
import { branchesOf, countOf, type Opened } from './opened.ts';
import { Entrances, type Entrance } from './page-entrances.ts';
import { PassageForms, type PassageComposer } from './passage-forms.ts';
import { Ground } from './page-ground.ts';
import { quoteIn } from './read-anchor.ts';
import { wantQuotes } from './page-quote.ts';
import { atLeisure } from './page-slices.ts';
import { keepInView } from './page-in-view.ts';
import { PASSAGES_WORDS } from './words-passages.ts';

export interface PassagesPlace {
  readonly host: ActsHost;
  readonly page: PageActs;
  readonly session: Session;
  /** CSS selector of the article. */
  readonly article: string;
  readonly locale: () => Locale;
  readonly report: (message: string) => void;
}

/** What is open beside the article. */
interface Beside extends Opened {
  readonly composer: Composer;
  /** Whose button the focus goes back to. */
  readonly element: Element | undefined;
  /** What had the focus, where that was no such button. */
  readonly from: Element | null;
}

/**
 * Comments on passages of the article: the ways in, what opens beside it, and the filter of the thread. Loaded where a page
 * has `article`, when the thread is at rest.
 */
export class PassageActs implements Passages {
  readonly words = PASSAGES_WORDS;
  isFiltering = false;
  readonly #life = new AbortController();
  readonly #place: PassagesPlace;
  readonly #session: Session;
  readonly #root: ShadowRoot;
  readonly #forms: PassageForms;
  readonly #inline: InlineTree;
  readonly #ground: Ground;
  readonly #entrances: Entrances;
  #beside: Beside | undefined;
  #scene: Scene | undefined;
  #tree: readonly ThreadNode[] = [];
  #round = -1;
  /** Which passages were not found, when the thread was last drawn. */
  #lost = '';

  constructor(place: PassagesPlace, life: AbortSignal) {
    const { host, session, article: selector, report } = place;
    const { signal } = this.#life;
    life.addEventListener('abort', () => this.end(), { signal });
    this.#place = place;
    this.#session = session;
    this.#root = host.element.shadowRoot!;
    this.#forms = new PassageForms(session);
    this.#inline = new InlineTree(session.comments, () => session.sort);
    // The reader may write the first comment on a passage.
    void wantQuotes(this.#root);
    this.#root.addEventListener('click', (event) => this.#onClick(event as MouseEvent), { signal });
    this.#ground = new Ground({
      ...{ selector, signal, report, changed: () => void this.#moved() },
      found: (article, life) => this.#entrances.take(article, life),
    });
    this.#entrances = new Entrances({
      ...{ root: this.#root, signal, ground: this.#ground },
      counts: () => new Map(this.#tree.map((node) => [node.comment.id, countOf(node, session.comments.cuts)])),
      enter: (entrance) => this.#open(entrance),
    });
    void this.#begin();
  }

  /** Everything in a task of its own: the reader may be scrolling. */
  async #begin(): Promise<void> {
    await atLeisure();
    this.#ground.start();
    await atLeisure();
    this.#place.host.element.requestUpdate();
  }

  /** Takes everything out of the page again. */
  end(): void {
    this.#life.abort();
    this.#session.changed();
  }

  /* ---- For the thread ---- */

  stateOf(comment: Comment): 'there' | 'changed' | 'open' | undefined {
    const { id } = comment;
    if (this.#beside && this.#beside.quote === quoteFor(comment)?.exact) return 'open';
    if (!this.#ground.isPlaced(id)) return undefined;
    return this.#ground.placeOf(id) ? 'there' : 'changed';
  }

  choose(tree: readonly ThreadNode[]): readonly ThreadNode[] {
    const beside = new Set(this.#branches().map(({ comment }) => comment.id));
    const shown = this.isFiltering ? this.#inline.roots : tree;
    return beside.size > 0 ? shown.filter(({ comment }) => !beside.has(comment.id)) : shown;
  }

  filter(isFiltering: boolean): void {
    if (isFiltering === this.isFiltering || !this.canFilter) return;
    this.isFiltering = isFiltering;
    const count = this.#inline.roots.reduce((sum, node) => sum + countOf(node, this.#session.comments.cuts), 0);
    if (isFiltering) this.#place.host.announce('inlineShown', { count });
    this.#session.changed();
    void this.#keepFocus();
  }

  /** The button that ended the filter went with it. */
  async #keepFocus(): Promise<void> {
    const { host, page } = this.#place;
    await host.element.updateComplete;
    if (page.hasLostFocus()) this.#root.querySelector<HTMLElement>('[data-act=inline]')?.focus({ preventScroll: true });
  }

  get canFilter(): boolean {
    return this.isFiltering || this.#inline.roots.length > 0;
  }

  drawDrafts(scene: Scene): unknown {
    const begun = this.#forms.begun.filter((composer) => composer !== this.#beside?.composer);
    return drawDrafts(begun, scene, (composer) => this.#goOn(composer));
  }

  drawBeside(scene: Scene): unknown {
    this.#take(scene);
    const beside = this.#beside;
    if (!beside) return nothing;
    const { language, direction } = this.#place.locale();
    const { composer } = beside;
    const branches = this.#branches();
    return drawPanel(
      { opened: beside, branches, composer, language, direction, close: () => void this.#close() },
      scene,
    );
  }

  /** What is drawn now is what the buttons count. */
  #take(scene: Scene): void {
    const { rounds } = this.#session;
    this.#scene = scene;
    if (rounds !== this.#round) {
      this.#round = rounds;
      void this.#load();
    }
    if (this.#inline.roots !== this.#tree) {
      this.#tree = this.#inline.roots;
      this.#ground.follow(anchorsOf(this.#tree));
    }
    this.#drawEntrances();
  }

  /** Where it fails, those on hand are shown; the next order, or the next visit, asks again. */
  async #load(): Promise<void> {
    await atLeisure();
    // What is not in the list of the thread changes nothing in it.
    const draw = () => this.#place.host.element.requestUpdate();
    await loadAnchored(this.#session, () => atLeisure().then(draw)).catch(() => {});
  }

  #drawEntrances(): void {
    const { language, direction } = this.#place.locale();
    if (this.#scene) this.#entrances.draw(this.#scene, [language, direction], this.#beside?.element);
  }

  /** Words or passages of the article are where they were not. */
  async #moved(): Promise<void> {
    await atLeisure();
    const ground = this.#ground;
    const lost = this.#tree.filter(({ comment }) => ground.isPlaced(comment.id) && !ground.placeOf(comment.id));
    const ids = lost.map(({ comment }) => comment.id).join(' ');
    const isNews = ids !== this.#lost;
    this.#lost = ids;
    if (this.#beside) {
      this.#beside = { ...this.#beside, stretch: ground.locate(this.#beside.anchor) };
      ground.show(this.#beside.stretch);
    }
    if (isNews || this.#beside) this.#session.changed();
    else this.#drawEntrances();
  }

  #branches(): ThreadNode[] {
    if (!this.#beside) return [];
    return branchesOf(this.#beside, this.#inline.roots, {
      placeOf: (id) => this.#ground.placeOf(id),
      quoteOf: ({ comment }) => quoteFor(comment)?.exact,
    });
  }

  /* ---- Beside the article ---- */

  async #open(entrance: Entrance): Promise<void> {
    const text = this.#ground.text;
    if (!text) return;
    const { stretch, isParagraph, question, element } = entrance;
    // Files and frames without an address have none that others could follow.
    const address = canonicalAddress();
    const source = /^https?:/.test(address) ? address : undefined;
    const about = { source, fragment: text.fragmentOf(stretch) };
    const anchor = makeAnchor(text.text, stretch, about);
    if (anchor) await this.#show({ anchor, stretch, isParagraph, question, element });
  }

  /** Goes on with what was begun on an earlier visit. */
  async #goOn({ anchor }: PassageComposer): Promise<void> {
    const stretch = this.#ground.locate(anchor);
    const element = stretch && this.#entrances.paragraphAt(stretch);
    await this.#show({ anchor, stretch, isParagraph: false, question: undefined, element });
  }

  async #show(opened: Omit<Beside, 'composer' | 'quote' | 'from'>): Promise<void> {
    const { host, page } = this.#place;
    if (this.#beside) this.#forms.leave(this.#beside.composer);
    const composer = this.#forms.open(opened.anchor);
    const from = this.#root.activeElement?.closest('.layer, .beside') ? null : this.#root.activeElement;
    this.#beside = { ...opened, composer, from, quote: quoteIn(opened.anchor).exact };
    void page.prepare();
    this.#session.changed();
    await host.element.updateComplete;
    const panel = this.#panel;
    if (!panel) return;
    panel.style.setProperty('--_margin', `${this.#ground.marginPx}px`);
    if (panel.popover && !panel.matches(':popover-open')) panel.showPopover();
    panel.scrollTop = 0;
    this.#ground.show(opened.stretch);
    keepInView(this.#ground.rangeOf(opened.stretch), panel);
    const isEmpty = this.#branches().length === 0;
    const field = isEmpty ? panel.querySelector<HTMLElement>('textarea') : null;
    (field ?? panel.querySelector<HTMLElement>('#passage-heading'))?.focus({ preventScroll: true });
  }

  async #close(): Promise<void> {
    const beside = this.#beside;
    if (!beside) return;
    this.#beside = undefined;
    this.#forms.leave(beside.composer);
    this.#ground.show(undefined);
    this.#session.changed();
    await this.#place.host.element.updateComplete;
    const { from, element } = beside;
    const back = from?.isConnected ? (from as HTMLElement) : this.#entrances.buttonOf(element);
    back?.focus({ preventScroll: true });
  }

  get #panel(): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>('.beside');
  }

  /** The quote above a comment leads to its passage; with other keys it is a link like any other. */
  #onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest('a[data-act=passage]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const id = link.closest('article')?.id.slice('comment-'.length) ?? '';
    const stretch = this.#ground.placeOf(id);
    const range = this.#ground.rangeOf(stretch);
    if (!stretch || !range) return;
    event.preventDefault();
    this.#ground.show(stretch);
    keepInView(range, this.#panel);
    this.#entrances.buttonOf(this.#entrances.paragraphAt(stretch))?.focus({ preventScroll: true });
  }
}

/** What the top-level comments that are there to read are about. */
function anchorsOf(roots: readonly ThreadNode[]): Map<string, Anchor> {
  const found = new Map<string, Anchor>();
  for (const { comment } of roots) {
    const anchor = anchorOf(comment);
    if (anchor && comment.state !== 'deleted' && comment.state !== 'hidden') found.set(comment.id, anchor);
  }
  return found;
}
