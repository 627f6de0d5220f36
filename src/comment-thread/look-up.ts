import type { Comment } from '../contracts/comments.ts';
import type { Backend } from './backends/backend.ts';
import { readList } from './check.ts';

/** One comment as everybody sees it now, wherever it stands; nothing where it is not to be had. Never rejects. */
export async function lookUp(backend: Backend, id: string, signal: AbortSignal): Promise<Comment | undefined> {
  try {
    const list = readList(await backend.list({ sort: 'oldest', limit: 1, around: id }, signal));
    return list.comments.find((comment) => comment.id === id);
  } catch {
    return undefined;
  }
}
