import { define } from '../base/define.ts';
import '../locales/offer.ts';
import { CommentThread } from './comment-thread.ts';

define('comment-thread', CommentThread);

export { CommentThread };
