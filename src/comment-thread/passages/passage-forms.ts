import type { Anchor } from '../../contracts/anchor.ts';
import { PASSAGE, type Session } from '../session.ts';
import { readAnchor } from './read-anchor.ts';
import { newComposer, type Composer } from '../writing/composer.ts';

/** A form for a comment on a passage. */
export type PassageComposer = Composer & { readonly anchor: Anchor };

/** The forms of comments on passages, one for each passage, with the drafts of earlier visits. Knows no DOM. */
export class PassageForms {
  readonly #session: Session;
  #made = 0;

  constructor(session: Session) {
    this.#session = session;
    const { drafts, place } = session;
    for (const { parentId, draft } of drafts.list(place.page, place.thread)) {
      const anchor = parentId?.startsWith(PASSAGE) ? parse(parentId.slice(PASSAGE.length)) : undefined;
      if (anchor && draft.text.trim()) this.open(anchor);
    }
  }

  /** What was begun and not posted. */
  get begun(): PassageComposer[] {
    return this.#all().filter(({ text, status }) => text.trim() !== '' && status === 'idle');
  }

  /** The form for a passage, with the draft from last time. */
  open(anchor: Anchor): PassageComposer {
    const key = JSON.stringify(anchor);
    const known = this.#all().find((composer) => JSON.stringify(composer.anchor) === key);
    if (known) return known;
    const composer: PassageComposer = { ...newComposer('new', null, ''), id: `passage-${++this.#made}`, anchor };
    this.#session.takeDraft(composer);
    this.#session.composers.set(composer.id, composer);
    return composer;
  }

  /** Its passage was closed: what was written stays, an empty form goes. */
  leave({ id, text, status }: Composer): void {
    if (text.trim() === '' && status === 'idle') this.#session.composers.delete(id);
  }

  #all(): PassageComposer[] {
    const isAbout = (composer: Composer): composer is PassageComposer => composer.anchor !== undefined;
    return [...this.#session.composers.values()].filter(isAbout);
  }
}

/** A draft's place as it was stored, if it is one of ours. */
function parse(text: string): Anchor | undefined {
  try {
    return readAnchor(JSON.parse(text));
  } catch {
    return undefined;
  }
}
