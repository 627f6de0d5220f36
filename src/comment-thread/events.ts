import type { Comment } from '../contracts/comments.ts';

const OPTIONS = { bubbles: true, composed: true } as const;

/** The thread, or its first page in another order, has arrived. */
export class CommentThreadLoadedEvent extends Event {
  /** Published comments in the thread, all levels. */
  readonly total: number;

  constructor(total: number) {
    super('comment-thread-loaded', OPTIONS);
    this.total = total;
  }
}

/** The reader is about to post. Canceling it keeps the text in its form. */
export class CommentThreadPostEvent extends Event {
  /** The text, in the Markdown subset. */
  readonly body: string;
  /** The comment replied to, or null. */
  readonly parentId: string | null;

  constructor(body: string, parentId: string | null) {
    super('comment-thread-post', { ...OPTIONS, cancelable: true });
    this.body = body;
    this.parentId = parentId;
  }
}

/** A comment was stored; `held` in its state when it waits for approval. */
export class CommentThreadPostedEvent extends Event {
  readonly comment: Readonly<Comment>;

  constructor(comment: Comment) {
    super('comment-thread-posted', OPTIONS);
    this.comment = comment;
  }
}

/** A vote was counted. */
export class CommentThreadVotedEvent extends Event {
  readonly id: string;
  /** The reader's vote as it stands; 0 when it was taken back. */
  readonly value: -1 | 0 | 1;

  constructor(id: string, value: -1 | 0 | 1) {
    super('comment-thread-voted', OPTIONS);
    this.id = id;
    this.value = value;
  }
}

/** The reader wants to sign in. Canceling it stops the way to the sign-in page. */
export class CommentThreadSignInEvent extends Event {
  constructor() {
    super('comment-thread-sign-in', { ...OPTIONS, cancelable: true });
  }
}
