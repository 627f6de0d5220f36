import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { buildTree, type ThreadNode } from '../../../src/comment-thread/tree.ts';
import type { Comment } from '../../../src/contracts/comments.ts';

const comment = (id: string, parentId: string | null = null, editedAt?: string): Comment => ({
  id,
  parentId,
  author: { name: `Author of ${id}` },
  body: { format: 'plain', text: id },
  createdAt: '2026-11-20T09:00:00Z',
  state: 'published',
  votes: { up: 0, down: 0 },
  replyCount: 0,
  ...(editedAt === undefined ? {} : { editedAt }),
});

/** `b:a` answers a; a lone `a` is top-level. */
const list = (...pairs: string[]): Comment[] =>
  pairs.map((pair) => comment(pair.split(':')[0]!, pair.split(':')[1] ?? null));

/** `a(b c(d))`, with `>x` where a flattened reply says whom it answers. */
function outline(nodes: readonly ThreadNode[]): string {
  return nodes
    .map((node) => {
      const answer = node.inReplyTo ? `>${node.inReplyTo.id}` : '';
      return node.comment.id + answer + (node.children.length ? `(${outline(node.children)})` : '');
    })
    .join(' ');
}

/** Every node, in reading order. */
function flatten(nodes: readonly ThreadNode[]): ThreadNode[] {
  const found: ThreadNode[] = [];
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    found.push(node);
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index]!);
  }
  return found;
}

const trees: readonly (readonly [what: string, pairs: readonly string[], maxDepth: number, tree: string])[] = [
  ['nests replies', ['a', 'b:a', 'c:b', 'd'], 5, 'a(b(c)) d'],
  ['takes parents that come later', ['c:b', 'b:a', 'a'], 5, 'a(b(c))'],
  ['keeps the order of the list among siblings', ['a', 'c:a', 'b:a', 'd:a'], 5, 'a(c b d)'],
  ['puts a reply to nobody at the top', ['a', 'b:gone', 'c:b'], 5, 'a b(c)'],
  ['puts a reply to itself at the top', ['a:a', 'b:a'], 5, 'a(b)'],
  ['opens a loop of two', ['a:b', 'b:a'], 5, 'a(b)'],
  ['opens a loop of three that replies hang on', ['x:b', 'a:c', 'b:a', 'c:b'], 5, 'b(x c(a))'],
  ['shows a duplicate once', ['a', 'b:a', 'a', 'b:a'], 5, 'a(b)'],
  ['flattens what is deeper', ['a', 'b:a', 'c:b', 'd:c', 'e:d', 'f:b'], 1, 'a(b c>b d>c e>d f>b)'],
  ['flattens in reading order', ['a', 'b:a', 'c:a', 'd:b', 'e:d', 'f:b'], 1, 'a(b d>b e>d f>b c)'],
  ['makes a flat list at depth 0', ['a', 'b:a', 'c', 'd:b'], 0, 'a b>a d>b c'],
  ['is empty for nothing', [], 5, ''],
  ['takes ids that are names of the language', ['__proto__', 'constructor:__proto__'], 5, '__proto__(constructor)'],
];

describe('buildTree', () => {
  for (const [what, pairs, maxDepth, tree] of trees)
    it(what, () => assert.equal(outline(buildTree(list(...pairs), { maxDepth })), tree));

  it('says how deep a comment is', () => {
    const nodes = flatten(buildTree(list('a', 'b:a', 'c:b', 'd:c'), { maxDepth: 2 }));
    assert.deepEqual(
      nodes.map((node) => node.depth),
      [0, 1, 2, 2],
    );
  });

  it('keeps the duplicate that was edited last, in the place of the first', () => {
    const early = comment('a', null, '2026-11-20T10:00:00Z');
    const late = comment('a', null, '2026-11-20T11:00:00Z');
    const tree = buildTree([comment('a'), comment('b'), late, early], { maxDepth: 2 });
    assert.equal(tree[0]!.comment, late);
    assert.equal(outline(tree), 'a b');
  });

  it('sorts the top and the replies each by their own order, leaving ties as they came', () => {
    const comments = list('a', 'b', 'c', 'p:a', 'q:a', 'r:a');
    const backwards = (x: Comment, y: Comment): number => (x.id < y.id ? 1 : -1);
    const none = (): number => 0;
    assert.equal(outline(buildTree(comments, { maxDepth: 2, sort: backwards })), 'c b a(p q r)');
    assert.equal(outline(buildTree(comments, { maxDepth: 2, sort: none, sortReplies: backwards })), 'a(r q p) b c');
  });

  it('leaves the list it was given alone', () => {
    const comments = Object.freeze(list('b:a', 'a', 'c'));
    buildTree(comments, { maxDepth: 1, sort: () => -1, sortReplies: () => -1 });
    assert.deepEqual(comments, list('b:a', 'a', 'c'));
  });

  it('shows every comment once, each under what it answers, whatever the parents are', () => {
    const id = fc.integer({ min: 0, max: 30 }).map(String);
    const pairs = fc.array(fc.tuple(id, fc.option(id)), { maxLength: 40 });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 6 }), (drawn, maxDepth) => {
        const comments = drawn.map(([own, parent]) => comment(own, parent));
        const tree = buildTree(comments, { maxDepth });
        const nodes = flatten(tree);
        const ids = nodes.map((node) => node.comment.id);
        assert.deepEqual([...ids].sort(), [...new Set(comments.map((item) => item.id))].sort());
        for (const node of nodes) {
          assert.ok(node.depth <= maxDepth);
          if (node.inReplyTo) assert.equal(node.inReplyTo.id, node.comment.parentId);
          // What is answered is read before the answer.
          if (node.inReplyTo) assert.ok(ids.indexOf(node.inReplyTo.id) < ids.indexOf(node.comment.id));
          for (const child of node.children) {
            assert.equal(child.depth, node.depth + 1);
            assert.ok(child.inReplyTo || child.comment.parentId === node.comment.id);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('holds 100,000 comments in one chain or one row, shuffled, with a loop at the end', () => {
    const size = 100_000;
    const chain = Array.from({ length: size }, (_, index) =>
      comment(`c${index}`, index ? `c${index - 1}` : `c${size - 1}`),
    );
    const start = performance.now();
    assert.equal(flatten(buildTree(chain, { maxDepth: 4 })).length, size);
    assert.equal(flatten(buildTree([...chain].reverse(), { maxDepth: 10_000 })).length, size);
    const row = Array.from({ length: size }, (_, index) =>
      comment(`c${(index * 7919) % size}`, index % 2 ? 'c0' : null),
    );
    assert.equal(flatten(buildTree(row, { maxDepth: 4 })).length, size);
    assert.ok(performance.now() - start < 3000);
  });
});
