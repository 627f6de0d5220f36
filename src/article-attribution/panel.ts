import type { TemplateResult } from 'lit';

import type { Words } from '../base/messages.ts';
import type { CreditCopy } from './copy.ts';
import type { CopyFormat, CopiedWhat } from './events.ts';
import type { Facts } from './facts.ts';
import type { Markup } from './markup.ts';
import type { Known } from './page-known.ts';

/** What the reader can open below the sentence, by the attribute that offers it. */
export const PANELS = ['cite', 'republish', 'share'] as const;
export type PanelName = (typeof PANELS)[number];

/** Says a word of the panel in the page's language, its placeholders filled. */
export type Say<W extends Words> = (
  key: keyof W & string,
  values?: Readonly<Record<string, string | number>>,
) => string;

/** What a panel has copied. */
export interface PanelCopy extends CreditCopy {
  /** What it is called when it has arrived; what arrived, if absent. */
  readonly format?: CopyFormat;
  /** What the reader is told then. */
  readonly message: string;
  /** What to copy by hand, if not the text. */
  readonly byHand?: string;
}

/** What a panel may ask of the element around it. */
export interface PanelHost {
  readonly element: HTMLElement;
  /** Where the panel is drawn. */
  readonly root: ParentNode;
  /** Lives until the element leaves the page. */
  readonly signal: AbortSignal;
  /** What is known of the article now: options, what the publisher wrote, and what the page says. */
  known(): Known;
  /** Facts as a credit in the page's language; `undefined` where there is nothing to say. */
  credit(facts: Facts): Markup | undefined;
  /** What the publisher's selector finds; without one, the `<article>` that the credit stands in. */
  findArticle(): Element | undefined;
  /** BCP 47 tag for `Intl`. */
  readonly tag: string;
  /** The panel's words in the page's language, with the publisher's own. */
  sayer<W extends Words>(english: W): Say<W>;
  requestUpdate(): void;
  /** Tells the reader what became of an action, in the live region that is always there. */
  tell(message: string): void;
  /** Tells the reader and the page that something is on the clipboard. */
  copied(what: CopiedWhat, format: CopyFormat, message: string): void;
  /**
   * Puts something on the clipboard, at once, and tells the reader and the page; where nothing may be put there, shows it
   * for copying by hand.
   */
  copy(what: CopiedWhat, copy: PanelCopy): Promise<void>;
}

/** One of the things below the sentence. Fetched when it is first opened, and kept with what the reader chose in it. */
export interface Panel {
  /** Its visible name. */
  readonly heading: string;
  /** The reader opened it, for the first time or again. */
  open?(): void;
  draw(): TemplateResult;
}
