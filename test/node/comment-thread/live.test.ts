import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { serialise } from '../../../src/base/json-ld.ts';
import { readChanges } from '../../../src/comment-thread/live/check-changes.ts';
import { News, type Known } from '../../../src/comment-thread/live/news.ts';
import { afterLook, afterReturn, startRhythm, waitMs, type Rhythm } from '../../../src/comment-thread/live/pace.ts';
import { describeThread, readNodes } from '../../../src/comment-thread/live/structured-data.ts';
import { Visits, VISITS } from '../../../src/comment-thread/live/visits.ts';
import type { Comment } from '../../../src/contracts/comments.ts';
import { makeComment } from '../../support/seeds.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');

describe('the pace of looking for news', () => {
  const even = startRhythm(NOW, 0.5);
  const quiet = (looks: number) => {
    let rhythm = even;
    for (let look = 0; look < looks; look++) rhythm = afterLook(rhythm, 'nothing', NOW, 0.5);
    return rhythm;
  };
  const rows: [name: string, rhythm: Rhythm, now: number, wait: number][] = [
    ['looks first after 20 seconds', even, NOW, 20_000],
    ['is due when its time has come', even, NOW + 60_000, 0],
    ['slows down by half while nothing comes', quiet(1), NOW, 30_000],
    ['slows down further', quiet(3), NOW, 67_500],
    ['waits five minutes at most', quiet(50), NOW, 300_000],
    ['starts again with news', afterLook(quiet(9), 'news', NOW, 0.5), NOW, 20_000],
    ['slows down when it fails', afterLook(even, 'failure', NOW, 0.5), NOW, 30_000],
    ['waits as long as the server asks', afterLook(even, 'failure', NOW, 0.5, 120_000), NOW, 120_000],
    ['looks at once when the reader returns after a while', afterReturn(quiet(9)), NOW + 21_000, 0],
    ['does not look twice when the reader returns at once', afterReturn(quiet(9)), NOW + 5_000, 15_000],
    ['heeds the server even then', afterReturn(afterLook(even, 'failure', NOW, 0.5, 90_000)), NOW + 30_000, 60_000],
    ['spreads readers out, early', startRhythm(NOW, 0), NOW, 16_000],
    ['spreads readers out, late', startRhythm(NOW, 1), NOW, 24_000],
    ['waits no longer when the clock was set back', even, NOW - 86_400_000, 20_000],
  ];
  for (const [name, rhythm, now, wait] of rows) it(name, () => assert.equal(waitMs(rhythm, now), wait));
});

describe('news', () => {
  const known = (comments: readonly Comment[], isComplete = true): Known => ({
    find: (id) => comments.find((one) => one.id === id),
    isComplete: () => isComplete,
    since: NOW,
  });
  const none = known([]);
  const waiting = (news: News, at: Known = none) => news.waiting(at).map(({ id }) => id);
  const fresh = makeComment('f', { createdAt: '2026-11-24T10:00:00Z' });
  const gone = makeComment('f', { state: 'deleted' });

  it('wait, and each but once', () => {
    const news = new News();
    news.take({ comments: [fresh], next: 1 }, none);
    news.take({ comments: [fresh], next: 1 }, none);
    assert.deepEqual(waiting(news), ['f']);
  });

  it('forget what was withdrawn, whatever comes late', () => {
    const news = new News();
    news.take({ comments: [gone], next: 2 }, none);
    news.take({ comments: [fresh], next: 1 }, none);
    assert.deepEqual(waiting(news), []);
  });

  it('hand on changes of what is on show, but none that is older', () => {
    const shown = makeComment('s', { editedAt: '2026-11-24T09:30:00Z' });
    const edit = makeComment('s', { editedAt: '2026-11-24T09:40:00Z' });
    const news = new News();
    assert.deepEqual(news.take({ comments: [edit], next: 5 }, known([shown])), [edit]);
    assert.deepEqual(news.take({ comments: [makeComment('s')], next: 6 }, known([shown])), []);
    assert.deepEqual(news.take({ comments: [makeComment('s', { state: 'hidden' })], next: 4 }, known([shown])), []);
    assert.equal(news.take({ comments: [makeComment('s', { state: 'hidden' })], next: 7 }, known([shown])).length, 1);
  });

  it('do not take a vote on a page that is not loaded for a new comment', () => {
    const news = new News();
    news.take({ comments: [makeComment('old'), fresh], next: 1 }, known([], false));
    assert.deepEqual(waiting(news), ['f']);
  });

  it('count a comment that was approved late where all pages are loaded', () => {
    const news = new News();
    news.take({ comments: [makeComment('old')], next: 1 }, none);
    assert.deepEqual(waiting(news), ['old']);
  });

  it('do not count what came on show another way', () => {
    const news = new News();
    news.take({ comments: [fresh], next: 1 }, none);
    assert.deepEqual(waiting(news, known([fresh])), []);
  });

  it('end the same in any order and with any repetition', () => {
    const events = [
      { comments: [fresh], next: 1 },
      { comments: [makeComment('g', { createdAt: fresh.createdAt })], next: 2 },
      { comments: [gone], next: 3 },
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 6 }), (order) => {
        const news = new News();
        for (const event of order) news.take(event, none);
        assert.deepEqual(waiting(news), ['g']);
      }),
    );
  });
});

describe('changes from a backend', () => {
  const thread = { id: 't', count: 1.5, open: true, premoderated: false, version: 7 };

  it('are cleaned and capped like lists', () => {
    const hostile = { ...makeComment('x'), body: { _$litType$: 1 } };
    const changes = readChanges({ thread, comments: [hostile, null, makeComment('y')], next: 7.9, more: true });
    assert.deepEqual(
      [changes.comments.map(({ id }) => id), changes.next, changes.more, changes.thread.count],
      [['y'], 7, true, 1],
    );
  });

  for (const wrong of [
    undefined,
    null,
    'x',
    {},
    { thread, comments: {}, next: 1 },
    { thread, comments: [], next: '1' },
  ]) {
    it(`are malformed: ${JSON.stringify(wrong)}`, () => {
      assert.throws(() => readChanges(wrong), { kind: 'malformed' });
    });
  }
});

describe('the memory of visits', () => {
  function shelf(content?: string) {
    const values = new Map(content === undefined ? [] : [[VISITS, content]]);
    return {
      values,
      open: () => ({
        getItem: (key: string) => values.get(key) ?? null,
        setItem: (key: string, value: string) => void values.set(key, value),
      }),
    };
  }

  it('knows nothing at first, and the newest comment seen afterwards', () => {
    const { open } = shelf();
    const visits = new Visits(open, 'a');
    assert.equal(visits.last, undefined);
    visits.see(10);
    visits.see(5);
    assert.equal(new Visits(open, 'a').last, 10);
    assert.equal(new Visits(open, 'b').last, undefined);
  });

  it('keeps two hundred threads, those visited last', () => {
    const { open, values } = shelf();
    for (let index = 0; index < 250; index++) new Visits(open, `t${index}`).see(index);
    assert.equal(new Visits(open, 't49').last, undefined);
    assert.equal(new Visits(open, 't50').last, 50);
    assert.ok(values.get(VISITS)!.length < 10_000);
  });

  for (const content of ['', '{', 'null', '{"version":2,"threads":[]}', '{"version":1,"threads":[["a","x"]]}', '[]']) {
    it(`begins anew where it reads ${content || 'nothing'}`, () => {
      const visits = new Visits(shelf(content).open, 'a');
      assert.equal(visits.last, undefined);
      visits.see(3);
      assert.equal(visits.last, 3);
    });
  }

  it('does without a storage that throws', () => {
    const visits = new Visits(() => {
      throw new Error('forbidden');
    }, 'a');
    visits.see(1);
    assert.equal(visits.last, undefined);
  });
});

describe('a discussion described for machines', () => {
  const page = { url: 'https://lantern.example/a', headline: 'A piece', site: 'The Lantern' };
  const textOf = ({ body }: Comment) => body.text;
  const describeAll = (comments: readonly Comment[], facts = page) => describeThread(comments, 9, facts, textOf);

  it('is nothing without comments to see', () => {
    assert.equal(describeAll([makeComment('a', { state: 'held' })]), undefined);
  });

  it('says who wrote what when, replies in what they answer', () => {
    const node = describeAll([makeComment('a', { votes: { up: 2, down: 0 } }), makeComment('b', { parentId: 'a' })])!;
    assert.equal(node['@type'], 'DiscussionForumPosting');
    assert.deepEqual(node['author'], { '@type': 'Organization', name: 'The Lantern' });
    assert.equal(node['datePublished'], '2026-11-20T09:00:00.000Z');
    const [first] = node['comment'] as Record<string, unknown>[];
    assert.equal(first!['url'], 'https://lantern.example/a#comment-a');
    assert.equal(first!['upvoteCount'], 2);
    assert.equal((first!['comment'] as { text: string }[])[0]!.text, 'Text of b');
  });

  it('ends with a broken tree, each comment in it once', () => {
    const loop = [
      makeComment('a', { parentId: 'b' }),
      makeComment('b', { parentId: 'a' }),
      makeComment('c', { parentId: 'c' }),
    ];
    const json = serialise(describeAll(loop)!);
    for (const { id } of loop) assert.equal(json.split(`"Text of ${id}"`).length, 2);
  });

  it('stops at fifty', () => {
    const node = describeAll(Array.from({ length: 80 }, (_, index) => makeComment(`n${index}`)))!;
    assert.equal((node['comment'] as unknown[]).length, 50);
    assert.equal(node['commentCount'], 9);
  });

  it('cannot end the script that it stands in', () => {
    const json = serialise(describeAll([makeComment('a', { body: '</script><script>alert(1)' })])!);
    assert.ok(!json.includes('<'));
    assert.match(JSON.stringify(JSON.parse(json)), /<\/script>/);
  });

  const rows: [string, unknown, ReturnType<typeof readNodes>][] = [
    ['nothing', undefined, { isDescribed: false }],
    ['an article without a name', { '@type': 'NewsArticle' }, { isDescribed: false }],
    [
      'an article',
      [{ '@type': 'NewsArticle', '@id': '#a' }],
      { isDescribed: false, article: { id: '#a', type: 'NewsArticle' } },
    ],
    ['a posting', { '@graph': [{ '@type': ['DiscussionForumPosting'] }] }, { isDescribed: true }],
    ['comments in an article', { '@type': 'Article', comment: { '@type': 'Comment' } }, { isDescribed: true }],
  ];
  for (const [name, json, expected] of rows) {
    it(`finds ${name} in what the page says`, () => assert.deepEqual(readNodes(json), expected));
  }
});
