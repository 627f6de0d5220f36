import type { Comment, Vote } from '../../contracts/comments.ts';
import type { CommentRow } from './states.ts';

export interface View {
  /** The reader's own vote, where the answer is for that reader only. */
  readonly mine?: Vote['value'];
  /** Whether this is for a moderator, who sees hidden comments as they are. */
  readonly isModerator?: boolean;
}

/** A comment as it travels. To readers, what is left of a deleted or hidden one has no words and no name. */
export function toComment(row: CommentRow, { mine, isModerator = false }: View = {}): Comment {
  if (row.state === 'deleted' || (row.state === 'hidden' && !isModerator)) return toStub(row);
  return {
    id: row.id,
    parentId: row.parent_id,
    author: {
      name: row.author_name,
      ...(row.author_url !== null && { url: row.author_url }),
      ...(row.author_role !== null && { role: row.author_role }),
    },
    body: { format: row.body_format, text: row.body_text },
    createdAt: new Date(row.created_at).toISOString(),
    ...(row.edited_at !== null && { editedAt: new Date(row.edited_at).toISOString() }),
    state: row.state,
    votes: { up: row.up, down: row.down, ...(mine !== undefined && { mine }) },
    replyCount: row.reply_count,
    ...(row.anchor !== null && { anchor: JSON.parse(row.anchor) as unknown }),
    ...(row.pinned === 1 && { pinned: true }),
  };
}

/** A comment as anybody may see it now, in the news of a thread: what is no longer to be seen is `deleted`. */
export const toChange = (row: CommentRow): Comment => (row.state === 'published' ? toComment(row) : toStub(row));

const toStub = (row: CommentRow): Comment => ({
  id: row.id,
  parentId: row.parent_id,
  author: { name: '' },
  body: { format: row.body_format, text: '' },
  createdAt: new Date(row.created_at).toISOString(),
  state: 'deleted',
  votes: { up: 0, down: 0 },
  replyCount: row.reply_count,
});
