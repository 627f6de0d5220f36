import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { openPlace, type KeyValue } from '../../../src/support-banner/storage.ts';
import {
  closedUntil,
  countArticles,
  lastViewOf,
  NOTHING,
  readVisits,
  viewsOf,
  withArticle,
  withClosed,
  withReader,
  withoutCampaign,
  withoutCounters,
  withView,
  writeVisits,
  type Visits,
} from '../../../src/support-banner/visits.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T10:00:00Z');

describe('what is remembered', () => {
  it('survives being written and read', () => {
    let visits = withReader(withClosed(NOTHING, 'spring', NOW + DAY, NOW), 'r-1');
    visits = withView(visits, 'spring', NOW);
    visits = { ...withArticle(visits, '7', NOW), supporterUntil: NOW + 2 * DAY };
    assert.deepEqual(readVisits(writeVisits(visits), NOW), visits);
  });

  it('is not written at all when it is nothing', () => {
    assert.equal(writeVisits(NOTHING), undefined);
    assert.equal(writeVisits(withClosed(withClosed(NOTHING, 'a', NOW), 'a', undefined)), undefined);
  });

  for (const damage of [
    undefined,
    '',
    'null',
    '3',
    '"closed"',
    '[]',
    '{',
    `{"version":2,"closed":[["a",${NOW + 1}]]}`,
    `{"closed":[["a",${NOW + 1}]]}`,
    '{"version":1,"closed":"all","views":7,"articles":null,"supporterUntil":"ever"}',
    '{"version":1,"closed":[null,1,"a",[],{},[1,2],["a",null],["a"],{"0":"a","1":1e15}]}',
    `{"__proto__":{"version":1,"supporterUntil":${NOW + 1}}}`,
  ]) {
    it(`is nothing where ${damage ?? 'nothing'} was stored`, () => assert.deepEqual(readVisits(damage, NOW), NOTHING));
  }

  it('keeps what is sound beside what is damaged', () => {
    const text = `{"version":1,"closed":[["a",${NOW + 1}],["b"]],"views":[["a",null]]}`;
    assert.deepEqual(readVisits(text, NOW), { ...NOTHING, closed: [['a', NOW + 1]] });
  });

  it('is pruned of what is past, and of silences that nobody promised', () => {
    const visits: Visits = {
      closed: [
        ['past', NOW],
        ['absurd', NOW + 9_999 * DAY],
        ['fine', NOW + DAY],
      ],
      supporterUntil: NOW - 1,
      views: [['a', NOW - 366 * DAY]],
      articles: [['1', NOW - 31 * DAY]],
    };
    const read = readVisits(writeVisits(visits), NOW);
    assert.deepEqual(read, { ...NOTHING, closed: [['fine', NOW + DAY]] });
  });

  it('stays bounded, the newest kept', () => {
    let visits = NOTHING;
    for (let step = 0; step < 1_000; step++) {
      visits = withArticle(withView(withClosed(visits, `c${step}`, NOW + step + 1), 'a', NOW), `${step}`, NOW);
      visits = readVisits(writeVisits(visits), NOW);
    }
    assert.equal(closedUntil(visits, 'c999'), NOW + 1_000);
    assert.equal(closedUntil(visits, 'c1'), undefined);
    assert.ok(writeVisits(visits)!.length < 20_000);
  });

  it('counts different articles of thirty days, the one at hand included', () => {
    let visits = withArticle(NOTHING, 'old', NOW - 31 * DAY);
    visits = withArticle(withArticle(withArticle(visits, 'a', NOW - DAY), 'b', NOW), 'b', NOW);
    visits = readVisits(writeVisits(visits), NOW);
    assert.equal(countArticles(visits, 'b', NOW), 2);
    assert.equal(countArticles(visits, 'c', NOW), 3);
  });

  it('tells campaigns apart', () => {
    const visits = withView(withView(withClosed(NOTHING, 'a', NOW + 1), 'a', 1), 'b', 2);
    assert.deepEqual(viewsOf(visits, 'a'), [1]);
    assert.equal(closedUntil(visits, 'b'), undefined);
    const without = withoutCampaign(visits, 'a');
    assert.deepEqual([without.closed, without.views], [[], [['b', 2]]]);
  });

  it('remembers what was seen rarely, however often something else was seen since', () => {
    let text = writeVisits(withView(NOTHING, 'yearly', NOW));
    for (let index = 1; index <= 500; index++) {
      text = writeVisits(withView(readVisits(text, NOW + index), 'always', NOW + index));
    }
    const visits = readVisits(text, NOW + 501);
    assert.deepEqual(viewsOf(visits, 'yearly'), [NOW]);
    assert.deepEqual([viewsOf(visits, 'always').length, lastViewOf(visits, NOW + 501)], [50, NOW + 500]);
  });

  it('keeps only what was done on purpose when consent is withdrawn', () => {
    const visits = {
      ...withArticle(withView(withClosed(NOTHING, 'a', NOW + 1), 'a', NOW), '1', NOW),
      supporterUntil: 9,
    };
    assert.deepEqual(withoutCounters(visits), { ...visits, reader: undefined, views: [], articles: [] });
  });

  it('forgets after a day that anything was closed', () => {
    const text = writeVisits(withClosed(NOTHING, 'spring', NOW + 9 * DAY, NOW));
    assert.equal(readVisits(text, NOW + DAY - 1).closedAt, NOW);
    assert.equal(readVisits(text, NOW + DAY).closedAt, undefined);
  });

  it('knows when any campaign was last seen, by the clock of now', () => {
    const visits = {
      ...NOTHING,
      views: [
        ['a', 1],
        ['b', 3],
        ['a', 9],
      ] as const,
    };
    assert.deepEqual([lastViewOf(visits, 8), lastViewOf(visits, 9), lastViewOf(NOTHING, 9)], [3, 9, undefined]);
  });

  it('never throws and never invents, whatever was stored', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readVisits(JSON.stringify({ ...(value as object), version: 1 }), NOW);
        assert.deepEqual(readVisits(writeVisits(read), NOW), read);
      }),
    );
  });
});

describe('a place to remember', () => {
  const working = (): KeyValue & { texts: Map<string, string> } => {
    const texts = new Map<string, string>();
    return {
      texts,
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, text) => void texts.set(key, text),
      removeItem: (key) => void texts.delete(key),
    };
  };
  const refuse = (): never => {
    throw new Error('blocked');
  };

  it('keeps a text and forgets it', () => {
    const storage = working();
    const place = openPlace('key', () => storage, new Map());
    assert.equal(place.write('text'), true);
    assert.equal(place.read(), 'text');
    place.write(undefined);
    assert.equal(place.read(), undefined);
    assert.equal(storage.texts.size, 0);
  });

  const faults: [string, (() => KeyValue | null) | undefined][] = [
    ['the getter throws', refuse],
    ['there is none', () => null],
    ['it is not wanted', undefined],
    ['every method throws', () => ({ getItem: refuse, setItem: refuse, removeItem: refuse })],
    ['it is full', () => ({ ...working(), setItem: refuse })],
  ];
  for (const [name, getStorage] of faults) {
    it(`lives in memory, and says so, when ${name}`, () => {
      const place = openPlace('key', getStorage, new Map());
      assert.equal(place.write('text'), false);
      assert.equal(place.read(), 'text');
      place.write(undefined);
      assert.equal(place.read(), undefined);
    });
  }

  it('prefers what could not be stored to the older text that is', () => {
    let isFull = false;
    const storage = working();
    const { setItem } = storage;
    storage.setItem = (key, text) => (isFull ? refuse() : setItem(key, text));
    const place = openPlace('key', () => storage, new Map());
    place.write('old');
    isFull = true;
    place.write('new');
    assert.equal(place.read(), 'new');
    isFull = false;
    place.write('newer');
    assert.equal(storage.texts.get('key'), 'newer');
  });
});
