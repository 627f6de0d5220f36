/** JSON Schema (2020-12) of every JSON shape, from the zod schemas that check it. */
import * as z from 'zod';

import { Attribution } from '../src/contracts/attribution.ts';
import * as comments from '../src/contracts/comments.ts';
import * as donations from '../src/contracts/donations.ts';
import { NewComment } from '../src/contracts/new-comment.ts';
import { Problem } from '../src/contracts/problem.ts';

export function jsonSchemas(): Record<string, object> {
  const shapes = {
    attribution: Attribution,
    campaign: donations.Campaign,
    comment: comments.Comment,
    'comment-list': comments.CommentList,
    'new-comment': NewComment,
    'posted-comment': comments.PostedComment,
    counts: comments.Counts,
    problem: Problem,
  };
  const schemas: Record<string, object> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    schemas[name] = { title: name, ...z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) };
  }
  return schemas;
}
