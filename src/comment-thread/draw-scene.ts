import type { Comment, Sort } from '../contracts/comments.ts';
import type { FurnitureError } from '../base/request.ts';
import type { WordKey } from '../base/element.ts';
import type { Words } from '../base/messages.ts';
import type { Composer } from './writing/composer.ts';
import type { DeskActs } from './writing/page-desk.ts';
import type { Session } from './session.ts';
import type { ThreadNode } from './tree.ts';
import type { ThreadWords } from './words.ts';

/** What a reader can ask for; the element does it. */
export interface Acts {
  close(composer: Composer): unknown;
  submit(composer: Composer): unknown;
  toggle(composer: Composer): unknown;
  write(composer: Composer, text: string): unknown;
  /** Remembers name and email, or forgets them. */
  remember(isKept: boolean): unknown;
  branch(comment: Comment): unknown;
  signIn(event: Event): unknown;
  sort(sort: Sort): unknown;
  more(): unknown;
  all(): unknown;
  retry(): unknown;
  /** Opens the form that asks to be told of news, or closes it. */
  notify(): unknown;
  skip(event: Event): unknown;
}

/** What is drawn of news; arrives when the first page is on show, or with it where somebody was here before. */
export interface Live {
  /** The ways to new and unread comments. */
  drawNews(scene: Scene): unknown;
  /** The mark of an unread comment. */
  drawMark(scene: Scene): unknown;
  /** What somebody was writing when the thread was closed. */
  drawKept(composer: Composer, scene: Scene): unknown;
}

export type Writing = typeof import('./writing/draw-writing.ts');

/** What only moderators see; arrives with their tools. */
export interface Moderating {
  readonly words: Words;
  /** Changes whenever what stands at a comment does. */
  keyOf(comment: Comment): unknown;
  /** What they can do with a comment of the discussion. */
  drawActions(comment: Comment, scene: Scene): unknown;
  /** The bar below the heading. */
  drawTools(scene: Scene): unknown;
  /** What stands in place of the discussion; `undefined` for the discussion itself. */
  drawView(scene: Scene): unknown;
  /** The element is in the page again. */
  resume(): void;
}

/** What is drawn of comments on passages of the article; arrives where a page has `article`. */
export interface Passages {
  readonly words: Words;
  /** No other comments are on show. */
  readonly isFiltering: boolean;
  filter(isFiltering: boolean): void;
  /** There are some to leave. */
  readonly canFilter: boolean;
  /** How it is with the passage that a comment is about: there, changed since, or open; `undefined` before it is known. */
  stateOf(comment: Comment): 'there' | 'changed' | 'open' | undefined;
  /** What of the thread its list shows: not what is open beside the article. */
  choose(tree: readonly ThreadNode[]): readonly ThreadNode[];
  /** The way back to what was begun. */
  drawDrafts(scene: Scene): unknown;
  /** What is open beside the article. */
  drawBeside(scene: Scene): unknown;
}

/** Everything that drawing needs to know, gathered once for each drawing. */
export interface Scene {
  readonly session: Session;
  readonly acts: Acts;
  /** What only writers see; arrives with the desk. */
  readonly writing: Writing | undefined;
  readonly live: Live | undefined;
  /** Does what only writers ask for; arrives with it. */
  readonly desk: DeskActs | undefined;
  readonly moderating: Moderating | undefined;
  readonly passages: Passages | undefined;
  /** There are going to be some. */
  readonly hasPassages: boolean;
  readonly say: (key: WordKey<ThreadWords>, values?: Readonly<Record<string, string | number>>) => string;
  readonly tell: (key: WordKey<ThreadWords>, values: Readonly<Record<string, unknown>>) => unknown[];
  readonly sayFailure: (error: FurnitureError) => string;
  /** For `Intl`. */
  readonly tag: string;
  /** Changes whenever words do. */
  readonly wording: unknown;
  readonly now: number;
  /** Level of the heading of the thread. */
  readonly level: number;
  /** The page's address, for links to comments. */
  readonly address: string;
  /** Nobody writes here (any more). */
  readonly isClosed: boolean;
  readonly canWrite: boolean;
  readonly canVote: boolean;
  /** Readers can be told of news, by mail or by their browser. */
  readonly canNotify: boolean;
  readonly canEdit: boolean;
  readonly isSignedIn: boolean;
  /** Where a reader signs in: a URL, empty for the event alone, absent for no sign-in. */
  readonly signIn: string | undefined;
  /** The comment that the address asks for. */
  readonly target: string | undefined;
  /** How many more comments may be drawn now; the rest follows in the next frames. */
  budget: number;
  /** These are the first comments of many: what stands below all of them follows with the rest. */
  readonly isFirst: boolean;
  /** Changes whenever something in the session does. */
  readonly revision: number;
  /** When the first of the times on show has to be written anew, in milliseconds since the epoch. */
  readonly clock: { next: number };
}
