import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Backend, ListQuery } from '../../../src/comment-thread/backends/backend.ts';
import { MemoryBackend, type MemoryOptions } from '../../../src/comment-thread/backends/memory.ts';
import type { Composer } from '../../../src/comment-thread/writing/composer.ts';
import { Desk, type DeskOptions } from '../../../src/comment-thread/writing/desk.ts';
import { Keyring } from '../../../src/comment-thread/writing/keyring.ts';
import { openDrafts } from '../../../src/comment-thread/writing/drafts.ts';
import { ReaderMemory } from '../../../src/comment-thread/writing/reader-memory.ts';
import { Session } from '../../../src/comment-thread/session.ts';
import { EDIT_WINDOW_MS, type CommentList } from '../../../src/contracts/comments.ts';
import { FurnitureError } from '../../../src/base/request.ts';
import { makeComment, makeComments } from '../../support/seeds.ts';

const START = Date.parse('2026-11-21T12:00:00Z');

/** A browser's storage, as far as it is used. */
function makeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

interface World {
  session: Session;
  desk: Desk;
  backend: MemoryBackend;
  storage: ReturnType<typeof makeStorage>;
  life: AbortController;
  /** The same reader after a reload. */
  reload: () => { session: Session; desk: Desk };
  wait: (ms: number) => void;
}

function makeWorld(memory: MemoryOptions = {}, more: Partial<DeskOptions> = {}, foreign?: Backend): World {
  let now = START;
  let keys = 0;
  const storage = makeStorage();
  const life = new AbortController();
  const clock = () => now;
  const backend = new MemoryBackend({ now: clock, ...memory });
  const reload = () => {
    const session = new Session({
      backend: foreign ?? backend,
      sort: 'oldest',
      pageSize: 3,
      drafts: openDrafts({ storage: () => storage, now: clock, newKey: () => `key-${++keys}` }),
      place: { page: '/a', thread: 't' },
      life: () => life.signal,
      changed: () => {},
    });
    session.name = 'Ada';
    const desk = new Desk({
      session,
      memory: new ReaderMemory({ storage: () => storage, now: clock, scope: 't' }),
      now: clock,
      keyring: new Keyring({ source: () => undefined, now: clock }),
      isSignedIn: () => false,
      pause: async () => {},
      prove: async () => 'proof',
      ...more,
    });
    return { session, desk };
  };
  return { ...reload(), backend, storage, life, reload, wait: (ms) => (now += ms) };
}

const ids = (session: Session) => session.comments.ordered.map(({ id }) => id);
const type = (session: Session, composer: Composer, text: string) => {
  composer.text = text;
  session.save(composer);
};
const write = ({ session }: Place, text: string) => type(session, session.composers.get('new')!, text);
const post = ({ session, desk }: Place) => desk.post(session.composers.get('new')!);
type Place = Pick<World, 'session' | 'desk'>;
const offline = () => new FurnitureError('offline', 'down');
const readOnly = { post: false, edit: false, remove: false, vote: false };
const answer = (comments: unknown[], nextCursor: string | null = null): CommentList => ({
  thread: { id: 't', count: comments.length, open: true, premoderated: false },
  comments: comments as CommentList['comments'],
  nextCursor,
});

describe('a session, reading', () => {
  it('lets the newest request win, whichever answers last', async () => {
    const waiting: (() => void)[] = [];
    const before = () => new Promise<void>((resolve) => waiting.push(resolve));
    const { session } = makeWorld({ comments: makeComments(3), before });
    const first = session.load();
    const second = session.setSort('newest');
    waiting[1]!();
    assert.equal(await second, true);
    waiting[0]!();
    assert.equal(await first, false);
    assert.deepEqual(ids(session), ['c3', 'c2', 'c1']);
  });

  it('shows no comment twice when the list moves between pages', async () => {
    const pages: Record<string, CommentList> = {
      start: answer([makeComment('a'), makeComment('b')], 'two'),
      two: answer([makeComment('b'), makeComment('c')]),
    };
    const list = async ({ cursor = 'start' }: ListQuery) => pages[cursor]!;
    const { session } = makeWorld({}, {}, { capabilities: readOnly, list });
    await session.load();
    await session.more();
    assert.deepEqual(ids(session), ['a', 'b', 'c']);
  });

  it('stops at a backend whose pages never end', async () => {
    let asked = 0;
    const list = async () => (asked++, answer([makeComment('a')], asked % 2 ? 'x' : 'y'));
    const { session } = makeWorld({}, {}, { capabilities: readOnly, list });
    await session.load();
    await session.all();
    assert.ok(asked < 6, String(asked));
  });

  it('keeps what was shown when loading fails, and repeats what failed', async () => {
    let isDown = false;
    const before = () => {
      if (isDown) throw offline();
    };
    const { session } = makeWorld({ comments: makeComments(5), before });
    await session.load();
    isDown = true;
    assert.equal(await session.more(), false);
    assert.equal(session.failure?.kind, 'offline');
    assert.equal(session.comments.size, 3);
    isDown = false;
    assert.equal(await session.retry(), true);
    assert.equal(session.comments.size, 5);
    assert.equal(session.failure, undefined);
  });

  it('calls an exception of a backend malformed', async () => {
    const list = async () => Promise.reject(new TypeError('oops'));
    const { session } = makeWorld({}, {}, { capabilities: readOnly, list });
    await session.load();
    assert.equal(session.failure?.kind, 'malformed');
  });

  it('is silent when its life ends', async () => {
    const before = () => new Promise<void>(() => {});
    const { session, life } = makeWorld({ before: (_, signal) => Promise.race([before(), aborted(signal)]) });
    const loading = session.load();
    life.abort();
    assert.equal(await loading, false);
    assert.equal(session.failure, undefined);
  });

  it('puts a comment that a link asked for in its place when its page comes', async () => {
    const { session } = makeWorld({ comments: makeComments(9) });
    await session.load('c8');
    assert.deepEqual(ids(session), ['c1', 'c2', 'c3', 'c8']);
    await session.all();
    assert.deepEqual(
      ids(session),
      makeComments(9).map(({ id }) => id),
    );
  });
});

describe('a session, writing', () => {
  it('shows a comment while it is sent, and under the same name when it has arrived', async () => {
    const waiting: (() => void)[] = [];
    const before = (what: string) => (what === 'post' ? new Promise<void>((go) => waiting.push(go)) : undefined);
    const world = makeWorld({ comments: makeComments(1), before });
    const { session } = world;
    await session.load();
    write(world, 'Hello');
    const posting = post(world);
    await Promise.resolve();
    const pending = ids(session)[1]!;
    assert.ok(session.comments.isPending(pending));
    while (waiting.length === 0) await Promise.resolve();
    waiting[0]!();
    const comment = await posting;
    assert.deepEqual(ids(session), ['c1', comment!.id]);
    assert.equal(session.comments.drawKey(comment!.id), pending);
    assert.equal(session.total, 2);
  });

  it('posts once, also when the answer was lost and the page reloaded', async () => {
    const world = makeWorld();
    const send = world.backend.post.bind(world.backend);
    world.backend.post = async (...parameters) => {
      await send(...parameters);
      throw offline();
    };
    await world.session.load();
    write(world, 'Only once');
    assert.equal(await post(world), undefined);
    const composer = world.session.composers.get('new')!;
    assert.equal(composer.text, 'Only once');
    assert.equal(composer.failure?.canRetry, true);

    world.backend.post = send;
    const later = world.reload();
    await later.session.load();
    assert.equal(later.session.composers.get('new')!.text, 'Only once');
    await post(later);
    assert.deepEqual(ids(later.session), ['m1']);
    assert.equal(world.reload().session.composers.get('new')!.text, '');
  });

  it('lets the reader decide when the key belongs to an earlier version', async () => {
    const world = makeWorld();
    const { session, backend } = world;
    await session.load();
    write(world, 'Same text');
    await backend.post(
      { body: 'Same text', author: { name: 'Another name' } },
      { key: 'key-1' },
      new AbortController().signal,
    );
    assert.equal(await post(world), undefined);
    assert.equal(session.composers.get('new')!.isKnown, true);
    assert.ok(await post(world));
  });

  it('keeps a reply’s draft when its form is closed, and forgets that of an edit', async () => {
    const world = makeWorld({ comments: makeComments(1) });
    const { session, desk } = world;
    await session.load();
    type(session, desk.open('reply', 'c1'), 'Half an answer');
    desk.close(desk.open('reply', 'c1'));
    assert.equal(desk.open('reply', 'c1').text, 'Half an answer');
    type(session, desk.open('edit', 'c1'), 'Half a change');
    desk.close(desk.open('edit', 'c1'));
    assert.equal(desk.open('edit', 'c1').text, 'Text of c1');
  });

  it('does not let a stale list undo an edit, or bring back what was deleted', async () => {
    const world = makeWorld();
    const { session, desk, backend, wait } = world;
    await session.load();
    write(world, 'Frist');
    await post(world);
    write(world, 'Second');
    const second = await post(world);
    const stale = await backend.list({ sort: 'oldest', limit: 9 }, new AbortController().signal);
    wait(1_000);
    const composer = desk.open('edit', 'm1');
    type(session, composer, 'First');
    assert.ok(await desk.edit(composer));
    await desk.remove(second!);
    assert.equal(await desk.remove(second!), true);
    backend.list = async () => stale;
    await session.load();
    assert.deepEqual(
      session.comments.ordered.map(({ body }) => body.text),
      ['First'],
    );
  });

  describe('an edit of what was changed elsewhere meanwhile', () => {
    async function conflict(): Promise<World & { composer: Composer }> {
      const world = makeWorld();
      await world.session.load();
      write(world, 'Frist');
      const comment = (await post(world))!;
      const composer = world.desk.open('edit', comment.id);
      type(world.session, composer, 'First, here');
      world.wait(1_000);
      const editedAt = new Date(START + 500).toISOString();
      world.backend.arrive({ ...comment, body: { format: 'markdown', text: 'First, there' }, editedAt });
      assert.equal(await world.desk.edit(composer), undefined);
      return { ...world, composer };
    }

    it('overwrites nothing unseen: both texts are there', async () => {
      const { composer, session } = await conflict();
      assert.deepEqual([composer.text, composer.conflict], ['First, here', 'First, there']);
      assert.equal(session.comments.find('m1')!.body.text, 'First, there');
    });

    it('replaces what stands there when its writer saves again', async () => {
      const { composer, desk, session } = await conflict();
      assert.equal((await desk.edit(composer))?.body.text, 'First, here');
      assert.equal(session.comments.find('m1')!.body.text, 'First, here');
    });

    it('takes what stands there on request, and has the own text back by Undo', async () => {
      const { composer, desk } = await conflict();
      desk.drafts.useStored(composer);
      assert.deepEqual([composer.text, composer.conflict, composer.failure], ['First, there', undefined, undefined]);
      desk.drafts.undo(composer);
      assert.equal(composer.text, 'First, here');
    });

    it('is told of after a reload as well, before anything is sent', async () => {
      const { reload, session, backend, wait } = await conflict();
      const composer = session.composers.get('edit:m1')!;
      type(session, composer, 'First, later');
      wait(2_000);
      const editedAt = new Date(START + 3_000).toISOString();
      backend.arrive({ ...session.comments.find('m1')!, body: { format: 'markdown', text: 'First, last' }, editedAt });
      const later = reload();
      await later.session.load();
      const restored = later.session.composers.get('edit:m1')!;
      assert.deepEqual([restored.text, restored.conflict], ['First, later', 'First, last']);
    });

    it('is none when only the answer to the first attempt was lost', async () => {
      const world = makeWorld();
      const { session, desk, backend } = world;
      await session.load();
      write(world, 'Frist');
      await post(world);
      const composer = desk.open('edit', 'm1');
      type(session, composer, 'First');
      const edit = backend.edit.bind(backend);
      let attempts = 0;
      backend.edit = async (...values) => {
        const answer = await edit(...values);
        if (++attempts === 1) throw new FurnitureError('offline', 'the answer was lost');
        return answer;
      };
      assert.equal((await desk.edit(composer))?.body.text, 'First');
      assert.equal(composer.conflict, undefined);
    });

    it('is told as any other refusal where nothing was changed', async () => {
      const before = (what: string) => {
        if (what === 'edit') throw new FurnitureError('refused', '409', { status: 409 });
      };
      const world = makeWorld({ before });
      await world.session.load();
      write(world, 'Mine');
      await post(world);
      const composer = world.desk.open('edit', 'm1');
      type(world.session, composer, 'Mine, better');
      assert.equal(await world.desk.edit(composer), undefined);
      assert.deepEqual([composer.conflict, composer.failure?.status, composer.text], [undefined, 409, 'Mine, better']);
    });
  });

  it('may change an own comment for a quarter of an hour, also after a reload', async () => {
    const world = makeWorld();
    await world.session.load();
    write(world, 'Mine');
    const comment = (await post(world))!;
    const later = world.reload();
    await later.session.load();
    assert.equal(later.session.canChange(comment), true);
    assert.equal(world.session.canChange(comment), true);
    world.wait(EDIT_WINDOW_MS);
    assert.equal(later.session.canChange(comment), false);
    assert.equal(world.session.canChange(comment), false);
  });

  it('does not let an edit that arrives late bring back what was deleted, and takes a deletion back', async () => {
    let go = () => {};
    const before = (what: string) => (what === 'edit' ? new Promise<void>((resolve) => (go = resolve)) : undefined);
    const world = makeWorld({ before });
    const { session, desk } = world;
    await session.load();
    write(world, 'Mine');
    const comment = (await post(world))!;
    const composer = desk.open('edit', comment.id);
    type(session, composer, 'Mine, late');
    const editing = desk.edit(composer);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await desk.remove(comment), true);
    go();
    await editing;
    assert.equal(session.comments.find(comment.id)?.state, 'deleted');
    assert.equal(session.total, 0);
    assert.equal((await desk.asides.restore(comment.id))?.body.text, 'Mine');
    assert.equal(session.comments.find(comment.id)?.state, 'published');
    assert.equal(session.total, 1);
  });

  it('lets the server’s clock say how long a comment can be changed, whatever ours says', async () => {
    const world = makeWorld();
    const { session, backend } = world;
    const send = backend.post.bind(backend);
    backend.post = async (...parameters) => {
      const posted = await send(...parameters);
      const createdAt = new Date(START - 3_600_000).toISOString();
      const editableUntil = new Date(START - 3_600_000 + 60_000).toISOString();
      return { ...posted, comment: { ...posted.comment, createdAt }, editableUntil };
    };
    await session.load();
    write(world, 'By another clock');
    const comment = (await post(world))!;
    world.wait(59_000);
    assert.equal(session.canChange(comment), true);
    world.wait(1_001);
    assert.equal(session.canChange(comment), false);
  });

  it('asks for signing in when no token is to be had, and keeps the text', async () => {
    const source = () => () => Promise.reject(new Error('popup closed'));
    const world = makeWorld({}, { keyring: new Keyring({ source, now: () => START }), isSignedIn: () => true });
    const { session } = world;
    await session.load();
    write(world, 'Signed');
    await post(world);
    const composer = session.composers.get('new')!;
    assert.deepEqual([composer.failure?.status, composer.text], [401, 'Signed']);
  });

  it('asks a signed-in reader for a name when the backend wants one', async () => {
    const world = makeWorld({}, { isSignedIn: () => true });
    const { session } = world;
    await session.load();
    assert.equal(session.wantsName, false);
    write(world, 'Nameless token');
    await post(world);
    assert.equal(session.wantsName, true);
    assert.ok(await post(world));
  });
});

describe('a session, voting', () => {
  it('sends one vote at a time, and what the reader wants last', async () => {
    const waiting: (() => void)[] = [];
    const sent: number[] = [];
    const world = makeWorld({ comments: makeComments(1) });
    const { session, desk, backend } = world;
    const vote = backend.vote.bind(backend);
    backend.vote = async (id, value, ...rest) => {
      sent.push(value);
      await new Promise<void>((go) => waiting.push(go));
      return vote(id, value, ...rest);
    };
    await session.load();
    const [comment] = session.comments.ordered;
    const first = desk.vote(comment!, 1);
    void desk.vote(comment!, 1);
    void desk.vote(comment!, -1);
    while (waiting.length === 0) await Promise.resolve();
    waiting[0]!();
    while (waiting.length === 1) await new Promise((resolve) => setImmediate(resolve));
    waiting[1]!();
    assert.equal(await first, -1);
    assert.deepEqual(sent, [1, -1]);
    assert.deepEqual(session.comments.find('c1')!.votes, { up: 0, down: 1, mine: -1 });
  });

  it('remembers the reader’s vote where lists do not tell it', async () => {
    const world = makeWorld({ comments: makeComments(1) });
    await world.session.load();
    await world.desk.vote(world.session.comments.ordered[0]!, 1);
    const anybodys = await world.backend.list({ sort: 'oldest', limit: 1 }, new AbortController().signal);
    world.backend.list = async () => ({
      ...anybodys,
      comments: anybodys.comments.map((comment) => ({ ...comment, votes: { up: 1, down: 0 } })),
    });
    const later = world.reload();
    await later.session.load();
    assert.equal(later.session.comments.find('c1')!.votes.mine, 1);
  });
});

async function aborted(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}
