import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Collection } from '../../../src/comment-thread/collection.ts';
import { InlineTree } from '../../../src/comment-thread/passages/inline-tree.ts';
import { locate } from '../../../src/comment-thread/passages/locate.ts';
import { makeAnchor } from '../../../src/comment-thread/passages/make-anchor.ts';
import { NormalText } from '../../../src/comment-thread/passages/normal-text.ts';
import { branchesOf, countOf } from '../../../src/comment-thread/passages/opened.ts';
import { readAnchor } from '../../../src/comment-thread/passages/read-anchor.ts';
import { textDirective } from '../../../src/comment-thread/passages/text-directive.ts';
import type { ThreadNode } from '../../../src/comment-thread/tree.ts';
import { Anchor } from '../../../src/contracts/anchor.ts';
import type { Comment } from '../../../src/contracts/comments.ts';
import { readCorpus } from '../../support/corpus.ts';
import { makeComment } from '../../support/seeds.ts';

const quoting = (exact: string) => ({ selector: [{ type: 'TextQuoteSelector', exact }] });
const about = (id: string, exact: string, more: Partial<Comment> = {}) =>
  ({ ...makeComment(id), anchor: quoting(exact), ...more }) as Comment;

describe('the address of a passage', () => {
  const cases: readonly [what: string, quote: { exact: string; prefix?: string; suffix?: string }, text: string][] = [
    ['is its words', { exact: 'the bell' }, 'text=the bell'],
    [
      'has the whole words around it, and not the pieces at their ends',
      { exact: 'the bell', prefix: 'ound four o’clock when ', suffix: ' rang twice and nob' },
      'text=four o’clock when-,the bell,-rang twice and',
    ],
    ['has no words around it where only pieces are known', { exact: 'a', prefix: 'x', suffix: 'y' }, 'text=a'],
    ['says nothing with dashes, commas and ampersands', { exact: 'a-b, c&d' }, 'text=a%2Db%2C c%26d'],
    [
      'of a long one is its first and its last words',
      { exact: Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ') },
      'text=word0 word1 word2 word3 word4,word35 word36 word37 word38 word39',
    ],
    ['of half a character is whole', { exact: '\ud83d bell' }, 'text=\ufffd bell'],
  ];
  for (const [what, quote, text] of cases) {
    it(what, () => {
      const directive = textDirective({ type: 'TextQuoteSelector', ...quote });
      const readable = directive
        .replace(/%20/g, ' ')
        .replace(/%E2%80%99/g, '’')
        .replace(/%EF%BF%BD/g, '\ufffd');
      assert.equal(readable, text);
    });
  }
});

describe('a passage of odd words', () => {
  // Some are described, not written out: those are long, and nothing else.
  const odd = (['unicode', 'xss-payloads'] as const).flatMap((kind) =>
    readCorpus(kind).cases.flatMap(({ id, text, payload = text }) =>
      typeof payload === 'string' ? [[id, payload] as const] : [],
    ),
  );

  it('is found where it stands, fits the contract and has an address, whatever it says', () => {
    let count = 0;
    for (const [id, words] of odd) {
      const article = new NormalText<string>();
      article.add('before', 'The first sentence of the article stands before it. ');
      article.add('odd', words);
      article.add('after', ' And the last one after it.');
      const start = article.text.indexOf('it. ') + 4;
      const anchor = makeAnchor(article.text, { start, end: article.text.indexOf(' And the last') });
      if (!anchor) continue;
      count++;
      assert.ok(Anchor.safeParse(anchor).success, id);
      assert.deepEqual(readAnchor(JSON.parse(JSON.stringify(anchor))), anchor, id);
      assert.equal(locate(article.text, anchor)?.start, start, id);
      const quote = anchor.selector.find((one) => one.type === 'TextQuoteSelector')!;
      assert.match(textDirective(quote), /^text=[\w%.~!*'(),-]+$/, id);
    }
    assert.ok(count > odd.length / 2, `${count} of ${odd.length} have words`);
  });
});

describe('what belongs to a passage', () => {
  const node = (comment: Comment, children: ThreadNode[] = []): ThreadNode => ({ comment, depth: 0, children });
  const roots = [about('a', 'one'), about('b', 'two'), about('c', 'three'), about('d', 'lost')].map((one) => node(one));
  const places = new Map([
    ['a', { start: 0, end: 10 }],
    ['b', { start: 8, end: 20 }],
    ['c', { start: 30, end: 40 }],
  ]);
  const known = {
    placeOf: (id: string) => places.get(id),
    quoteOf: ({ comment }: ThreadNode) =>
      readAnchor(comment.anchor)?.selector.map((one) => 'exact' in one && one.exact)[0] || undefined,
  };
  const ids = (opened: Parameters<typeof branchesOf>[0]) =>
    branchesOf(opened, roots, known).map(({ comment }) => comment.id);

  it('begins in a paragraph, or shares words with what is selected', () => {
    assert.deepEqual(ids({ stretch: { start: 5, end: 30 }, isParagraph: true, quote: '' }), ['b']);
    assert.deepEqual(ids({ stretch: { start: 5, end: 30 }, isParagraph: false, quote: '' }), ['a', 'b']);
    assert.deepEqual(ids({ stretch: { start: 20, end: 30 }, isParagraph: false, quote: '' }), []);
  });

  it('is about the same words, where its place is not known', () => {
    assert.deepEqual(ids({ stretch: { start: 5, end: 7 }, isParagraph: false, quote: 'lost' }), ['a', 'd']);
    assert.deepEqual(ids({ stretch: undefined, isParagraph: false, quote: 'one' }), ['a']);
  });

  it('counts what can be read, and what a cut hides', () => {
    const gone = node(makeComment('gone', { state: 'deleted' }), [
      node(makeComment('r')),
      node(makeComment('s', { state: 'hidden' })),
    ]);
    assert.equal(countOf(gone, new Map([['r', { cursor: 'x', count: 4 }]])), 5);
  });
});

describe('comments on passages', () => {
  const thread = { id: 't', count: 9, open: true, premoderated: false };
  const list = (...comments: Comment[]) => ({ thread, comments, nextCursor: null });
  const ids = (nodes: readonly ThreadNode[]): unknown[] =>
    nodes.map(({ comment, children }) => (children.length > 0 ? [comment.id, ids(children)] : comment.id));
  function collect(): { comments: Collection; tree: InlineTree } {
    const comments = new Collection();
    comments.begin('oldest', list(makeComment('a'), about('b', 'one')), undefined);
    comments.shelve(list(about('b', 'one'), about('far', 'two'), makeComment('reply', { parentId: 'far' })));
    return { comments, tree: new InlineTree(comments, () => 'oldest') };
  }

  it('of pages that were not reached are known, and not in the list', () => {
    const { comments, tree } = collect();
    assert.deepEqual(
      comments.ordered.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual(ids(tree.roots), ['b', ['far', ['reply']]]);
    assert.equal(comments.find('reply')?.parentId, 'far');
    assert.equal(tree.roots, tree.roots, 'the same until something changes');
  });

  it('take their place in the list when its page comes', () => {
    const { comments, tree } = collect();
    comments.addPage(list(makeComment('c'), about('far', 'two'), makeComment('reply', { parentId: 'far' })));
    assert.deepEqual(
      comments.ordered.map(({ id }) => id),
      ['a', 'b', 'c', 'far', 'reply'],
    );
    assert.deepEqual(ids(tree.roots), ['b', ['far', ['reply']]]);
  });

  it('get what is written to them, without pulling it into the list', () => {
    const { comments, tree } = collect();
    comments.addPending(makeComment('pending:1', { parentId: 'far' }));
    assert.deepEqual(ids(tree.roots), ['b', ['far', ['reply', 'pending:1']]]);
    comments.settle('pending:1', makeComment('mine', { parentId: 'far' }));
    comments.arrive([makeComment('news', { parentId: 'reply' })]);
    comments.addPage(list(makeComment('more', { parentId: 'far' })));
    assert.deepEqual(
      comments.ordered.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual(ids(tree.roots), ['b', ['far', [['reply', ['news']], 'more', 'mine']]]);
  });

  for (const [sort, expected] of [
    ['oldest', ['b', 'far', 'other', 'mine']],
    ['newest', ['mine', 'other', 'b', 'far']],
  ] as const) {
    it(`stand where new ones do when sorted by ${sort}`, () => {
      const comments = new Collection();
      comments.begin(sort, list(makeComment('a'), about('b', 'one')), undefined);
      comments.shelve(list(about('far', 'two')));
      const later = (hour: number) => ({ createdAt: `2026-11-21T0${hour}:00:00.000Z` });
      comments.arrive([about('other', 'two', later(1))]);
      comments.settle('pending:1', about('mine', 'three', later(2)));
      assert.deepEqual(ids(new InlineTree(comments, () => sort).roots), expected);
    });
  }

  it('go with another order', () => {
    const { comments, tree } = collect();
    comments.begin('newest', list(makeComment('a')), undefined);
    assert.deepEqual(ids(tree.roots), []);
    assert.equal(comments.find('far'), undefined);
  });

  it('can be changed and removed like all others', () => {
    const { comments, tree } = collect();
    comments.replace(makeComment('reply', { parentId: 'far', body: 'Changed' }));
    assert.equal(comments.find('reply')!.body.text, 'Changed');
    comments.bury(comments.find('reply')!);
    assert.deepEqual(ids(tree.roots), ['b', 'far']);
  });
});
