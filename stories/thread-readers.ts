/** What readers of the invented Harbour Courier write, and do as soon as a thread is there, for the stories of the thread. */
import type { CommentThread } from '../src/comment-thread/comment-thread.ts';
import type { Comment } from '../src/contracts/comments.ts';

export const MINUTE = 60_000;

/** What is said about a story on its page. */
export const describe = (story: string) => ({ docs: { description: { story } } });

/** A comment of a reader, so many minutes old. */
export function comment(id: string, name: string, minutes: number, text: string, more: Partial<Comment> = {}): Comment {
  return {
    id,
    parentId: null,
    author: { name },
    body: { format: 'markdown', text },
    createdAt: new Date(Date.now() - minutes * MINUTE).toISOString(),
    state: 'published',
    votes: { up: 0, down: 0 },
    replyCount: 0,
    ...more,
  };
}

/** Writes into a field, as a reader would. */
export function fill(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

/** One thing that a reader does: presses what a selector finds, or does something with it. */
export type Act = string | readonly [selector: string, act: (found: HTMLElement) => void];

/** Does one thing after the other, each as soon as there is something to do it with. */
export const pressing =
  (...acts: Act[]) =>
  (thread: CommentThread): void => {
    const root = thread.shadowRoot!;
    const rest = acts.map((act) => (typeof act === 'string' ? ([act, press] as const) : act));
    const goOn = () => {
      const [selector, act] = rest[0] ?? [];
      const found = selector === undefined ? null : root.querySelector<HTMLElement>(selector);
      if (!found) return;
      rest.shift();
      if (rest.length === 0) observer.disconnect();
      act?.(found);
    };
    const observer = new MutationObserver(goOn);
    observer.observe(root, { childList: true, subtree: true });
    // It may be there already.
    goOn();
  };

const press = (found: HTMLElement) => found.click();
