import type { Comment } from '../../contracts/comments.ts';
import type { Session } from '../session.ts';
import { baseOf, takeConflict } from './conflict.ts';
import { newComposer, type Composer } from './composer.ts';

/** Where the text of another tab is kept beside a draft, until the reader has chosen. */
const BESIDE = 'other-tab:';

/**
 * Looks after what is not posted yet: offers open replies again after a reload, notices when another tab writes in the
 * same place, and lets a reader throw a draft away and have it back. No text is ever replaced without being asked.
 */
export class DraftCare {
  readonly #session: Session;
  /** Drafts offered again, or closed since; no draft is offered twice. */
  readonly #offered = new Set<string>();

  constructor(session: Session) {
    this.#session = session;
    for (const composer of session.composers.values()) {
      this.#takeRival(composer);
      // Another tab may have written before anybody here listened.
      if (composer.rival === undefined) this.#compare(composer);
    }
  }

  /** Opens the forms of replies and changes that were being written, where their comments are on show. */
  reopen(): void {
    const { drafts, place, comments } = this.#session;
    for (const { parentId, draft } of drafts.list(place.page, place.thread)) {
      const [, isEdit, target = ''] = /^(edit:)?([^]*)$/.exec(parentId ?? '') ?? [];
      const comment = comments.find(target);
      if (parentId === null || !comment || draft.isClosed || this.#offered.has(parentId)) continue;
      this.#offered.add(parentId);
      if (isEdit ? this.#session.canChange(comment) : isAnswerable(comment))
        this.#offer(isEdit ? 'edit' : 'reply', target);
    }
  }

  #offer(purpose: 'edit' | 'reply', target: string): void {
    const composer = newComposer(purpose, target, '');
    if (this.#session.composers.has(composer.id) || !this.#session.takeDraft(composer)) return;
    if (purpose === 'edit') this.#compareWithComment(composer);
    this.#takeRival(composer);
    this.#session.composers.set(composer.id, composer);
    this.#session.changed();
  }

  /** The comment may have been changed since its change was put aside. */
  #compareWithComment(composer: Composer): void {
    const comment = this.#session.comments.find(composer.target ?? '');
    if (!comment) return;
    const isLater = Date.parse(comment.editedAt ?? '') > (composer.restored?.savedAt ?? Infinity);
    if (isLater && comment.body.text !== composer.text) takeConflict(composer, comment);
    composer.base = baseOf(comment);
  }

  /** Another tab wrote to storage: where it left another text than stands here, the reader is told. */
  hear(): void {
    for (const composer of this.#session.composers.values()) this.#compare(composer);
  }

  #compare(composer: Composer): void {
    if (composer.status === 'sending' || (!composer.isSaved && composer.purpose === 'edit')) return;
    const place = this.#session.placeOf(composer);
    const theirs = this.#session.drafts.load(place)?.text ?? '';
    const isSame = theirs === composer.text || (theirs === '' && composer.text.trim() === '');
    // Thrown away or posted elsewhere, while nothing was added here, is still the reader's to decide.
    const rival = isSame ? undefined : theirs;
    if (rival === composer.rival) return;
    composer.rival = rival;
    const beside = { ...place, parentId: `${BESIDE}${place.parentId ?? ''}` };
    if (rival) this.#session.drafts.save(beside, rival);
    else this.#session.drafts.clear(beside);
    this.#session.changed();
  }

  #takeRival(composer: Composer): void {
    const place = this.#session.placeOf(composer);
    const rival = this.#session.drafts.load({ ...place, parentId: `${BESIDE}${place.parentId ?? ''}` })?.text;
    composer.rival = rival === composer.text ? undefined : rival;
  }

  /** Takes the other tab's text; the one that stood here can be had back. */
  useRival(composer: Composer): void {
    const { rival = '', text } = composer;
    this.#settleRival(composer);
    this.#put(composer, rival);
    composer.aside = text.trim() ? { word: 'otherInPlace', text } : undefined;
    this.#session.changed();
  }

  /** Keeps the text that stands here. */
  keepOwn(composer: Composer): void {
    this.#settleRival(composer);
    this.#session.save(composer);
    this.#session.changed();
  }

  /** Takes what stands in the thread now; what was written here can be had back. */
  useStored(composer: Composer): void {
    const { conflict = '', text } = composer;
    composer.conflict = undefined;
    composer.failure = undefined;
    this.#put(composer, conflict);
    composer.aside = { word: 'otherInPlace', text };
    this.#session.changed();
  }

  #settleRival(composer: Composer): void {
    const place = this.#session.placeOf(composer);
    composer.rival = undefined;
    this.#session.drafts.clear({ ...place, parentId: `${BESIDE}${place.parentId ?? ''}` });
  }

  /** Throws a draft away; it can be had back until the reader writes something else. */
  discard(composer: Composer): void {
    const { text } = composer;
    this.#put(composer, '');
    composer.aside = { word: 'discarded', text };
    composer.isPreview = false;
    composer.failure = undefined;
    this.#session.changed();
  }

  /** Brings the text back that was put aside. */
  undo(composer: Composer): void {
    if (!composer.aside) return;
    this.#put(composer, composer.aside.text);
    composer.aside = undefined;
    this.#session.changed();
  }

  #put(composer: Composer, text: string): void {
    composer.text = text;
    composer.restored = undefined;
    composer.body = undefined;
    this.#session.save(composer);
  }

  /** The form was closed by the reader: its draft is kept, and not offered again until they open it. */
  close(composer: Composer): void {
    const place = this.#session.placeOf(composer);
    if (place.parentId !== null) this.#offered.add(place.parentId);
    this.#session.drafts.mark(place, { isClosed: true });
  }
}

const isAnswerable = ({ state }: Comment) => state === 'published';
