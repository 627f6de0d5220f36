import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Backend } from '../../src/comment-thread/backends/backend.ts';
import { readComment, readList, readPosted } from '../../src/comment-thread/check.ts';
import type { Comment, CommentList, Sort } from '../../src/contracts/comments.ts';
import { FurnitureError } from '../../src/base/request.ts';

/** The public key of a backend's stage, as browsers get it. */
export const PUSH_KEY = 'BLVYfIYQRlLWjbFhWnpP6tVd7WtPGsDDQ6Y0m_LrUVR4sYEJOCFOC8vYxX3pB8LX1E2Ej7w7kp9RUWqVnS7wNbY';

/** A place where a comment system runs for one suite. */
export interface BackendStage {
  /** A backend bound to this thread, which nobody has written in; a closed one refuses comments. */
  open(thread: string, options?: { readonly hold?: boolean }): Promise<Backend>;
  end?(): Promise<void>;
}

const { signal } = new AbortController();
let made = 0;

/** The behaviours that every backend has which can do everything; run it with `node --test`. */
export function backendSuite(name: string, prepare: () => Promise<BackendStage>): void {
  describe(`the ${name} backend`, () => {
    let stage: BackendStage;
    let backend: Backend;
    before(async () => void (stage = await prepare()));
    after(async () => stage.end?.());

    const fresh = async (options?: { hold?: boolean }) =>
      (backend = await stage.open(`https://news.example/${++made}`, options));
    const post = async (body: string, parentId: string | null = null, key = `key-${++made}`) =>
      readPosted(await backend.post!({ body, parentId, author: { name: 'Ada' } }, { key }, signal));
    const list = async (query: Partial<Parameters<Backend['list']>[0]> = {}) =>
      readList(await backend.list({ sort: 'oldest', limit: 25, ...query }, signal));
    const texts = ({ comments }: CommentList) => comments.map(({ body }) => body.text);

    reading({ fresh, post, list, texts });
    writing({ fresh, post, list, texts, backend: () => backend });
    changing({ fresh, post, list, texts, backend: () => backend });
    notifying({ fresh, post, list, texts, backend: () => backend });
    pushing({ fresh, post, list, texts, backend: () => backend });
  });
}

interface Tools {
  fresh: (options?: { hold?: boolean }) => Promise<Backend>;
  post: (
    body: string,
    parentId?: string | null,
    key?: string,
  ) => Promise<{ comment: Comment; editToken?: string | undefined }>;
  list: (query?: Partial<Parameters<Backend['list']>[0]>) => Promise<CommentList>;
  texts: (list: CommentList) => string[];
}
type MoreTools = Tools & { backend: () => Backend };

/** Its stage sends mail and pushes, or would. */
function notifying({ fresh, post, list, backend }: MoreTools): void {
  const subscribe = (email: string, key = `key-${++made}`) =>
    backend().subscribe!({ scope: 'all', email, frequency: 'daily', lang: 'ar' }, { key }, signal);
  const wishing = (notify: 'all' | 'replies', email?: string) =>
    backend().post!(
      {
        body: 'Tell me',
        author: { name: 'Ada', ...(email !== undefined && { email }) },
        notify,
        frequency: 'immediate',
      },
      { key: `key-${++made}` },
      signal,
    );

  it('says that it sends mail, and takes who wants some', async () => {
    await fresh();
    assert.deepEqual((await list()).thread.notify, { email: true, push: PUSH_KEY });
    await subscribe('ada@x.example');
    await subscribe('ada@x.example', 'key-of-ada');
    await subscribe('ada@x.example', 'key-of-ada');
    await assert.rejects(subscribe('bo@x.example', 'key-of-ada'), { status: 422 });
    await assert.rejects(subscribe('nobody'), { status: 422 });
  });

  it('takes a wish with a comment, where it has an address, and keeps no comment where it has none', async () => {
    await fresh();
    await wishing('replies', 'ada@x.example');
    await assert.rejects(wishing('all'), (error: FurnitureError) => {
      assert.deepEqual([error.status, error.problem?.errors?.[0]?.path], [422, 'author.email']);
      return true;
    });
    assert.equal((await list()).comments.length, 1);
  });

  it('tells of replies to comments that are there, and to no others', async () => {
    await fresh();
    const { comment } = await post('here');
    const about = (commentId: string) =>
      backend().subscribe!({ scope: 'replies', commentId, email: 'a@x.example' }, { key: `key-${++made}` }, signal);
    await about(comment.id);
    await assert.rejects(about('nowhere'), { status: 422 });
  });
}

/** Its stage takes the endpoints of a push service that is not there. */
function pushing({ fresh, post, backend }: MoreTools): void {
  const p256dh = `B${'A'.repeat(86)}`;
  const browser = () => ({
    endpoint: `http://127.0.0.1:9/send/${++made}`,
    keys: { p256dh, auth: 'AAAAAAAAAAAAAAAAAAAAAA' },
  });
  const follow = (input: object, key = `key-${++made}`) =>
    backend().subscribePush!({ ...browser(), scope: 'all', lang: 'ar', ...input }, { key }, signal);

  it('tells browsers, however often they ask, until they do not want it any more', async () => {
    await fresh();
    const one = browser();
    await follow(one, 'key-of-push');
    await follow(one, 'key-of-push');
    await follow(one);
    await assert.rejects(follow(browser(), 'key-of-push'), { status: 422 });
    await backend().unsubscribePush!(one.endpoint, signal);
    await backend().unsubscribePush!(one.endpoint, signal);
    await follow(one);
  });

  it('refuses what no browser sends, and says what is wrong', async () => {
    await fresh();
    for (const [input, path] of [
      [{ endpoint: 'nowhere' }, 'endpoint'],
      [{ keys: { p256dh: '', auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }, 'keys.p256dh'],
    ] as const) {
      const error = await refusal(follow(input), [422]);
      assert.equal(error.problem?.errors?.[0]?.path, path);
    }
  });

  for (const hold of [false, true]) {
    it(`tells browsers of replies to a comment that ${hold ? 'waits' : 'is there'}, and to no other`, async () => {
      await fresh({ hold });
      const { comment } = await post('here');
      await follow({ scope: 'replies', commentId: comment.id });
      await refusal(follow({ scope: 'replies', commentId: 'nowhere' }), [422]);
    });
  }
}

function reading({ fresh, post, list, texts }: Tools): void {
  it('answers with an empty page for a thread that nobody has written in', async () => {
    await fresh();
    const page = await list();
    assert.deepEqual([page.comments, page.nextCursor, page.thread.count, page.thread.open], [[], null, 0, true]);
  });

  it('lists every parent before its replies', async () => {
    await fresh();
    const { comment: parent } = await post('parent');
    const { comment: reply } = await post('reply', parent.id);
    await post('reply to the reply', reply.id);
    await post('second parent');
    const seen = new Set<string | null>([null]);
    for (const { id, parentId } of (await list({ sort: 'newest' })).comments) {
      assert.ok(seen.has(parentId), `${parentId} comes before ${id}`);
      seen.add(id);
    }
    assert.equal(seen.size, 5);
  });

  for (const sort of ['oldest', 'newest', 'top'] as Sort[]) {
    it(`pages through ${sort} without repeating or leaving out a comment`, async () => {
      await fresh();
      for (let index = 0; index < 7; index++) await post(`text ${index}`);
      const found: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await list({ sort, limit: 3, cursor: cursor ?? undefined });
        assert.ok(page.comments.length <= 3);
        found.push(...texts(page));
        cursor = page.nextCursor;
      } while (cursor !== null);
      assert.equal(found.length, 7);
      assert.equal(new Set(found).size, 7);
    });
  }

  it('counts published comments of all levels', async () => {
    await fresh();
    const { comment } = await post('one');
    await post('two', comment.id);
    assert.equal((await list()).thread.count, 2);
  });

  it('finds the part of the thread that holds a comment', async () => {
    await fresh();
    for (let index = 0; index < 5; index++) await post(`before ${index}`);
    const { comment: parent } = await post('parent');
    const { comment: reply } = await post('the one', parent.id);
    const page = await list({ limit: 1, around: reply.id });
    assert.ok(texts(page).includes('the one') && texts(page).includes('parent'));
  });

  it('goes on where a long branch was cut, without repeating a reply', async () => {
    await fresh();
    const { comment: parent } = await post('parent');
    for (let index = 0; index < 45; index++) await post(`reply ${index}`, parent.id);
    let page = await list();
    const found = texts(page);
    assert.equal(page.cuts?.[0]?.parentId, parent.id);
    assert.equal(found.length - 1 + page.cuts[0].count, 45);
    for (let cursor: string | null = page.cuts[0].cursor; cursor !== null; cursor = page.nextCursor) {
      page = await list({ parent: parent.id, cursor, limit: 100 });
      found.push(...texts(page));
    }
    assert.equal(found.length, 46);
    assert.equal(new Set(found).size, 46);
  });
}

function writing({ fresh, post, list, texts, backend }: MoreTools): void {
  it('stores a comment as it was written, and gives the token to change it', async () => {
    await fresh();
    const { comment, editToken } = await post('Ein *Wort*\n\n> قال');
    assert.equal(comment.body.text, 'Ein *Wort*\n\n> قال');
    assert.equal(comment.body.format, 'markdown');
    assert.equal(comment.author.name, 'Ada');
    assert.equal(comment.state, 'published');
    assert.ok(Math.abs(Date.parse(comment.createdAt) - Date.now()) < 60_000);
    assert.ok(editToken);
    assert.deepEqual(texts(await list()), ['Ein *Wort*\n\n> قال']);
  });

  it('makes one comment of the same post with the same key, and answers the same', async () => {
    await fresh();
    const first = await post('once', null, 'same-key-please');
    const second = await post('once', null, 'same-key-please');
    assert.equal(second.comment.id, first.comment.id);
    assert.equal(second.editToken, first.editToken);
    assert.equal((await list()).comments.length, 1);
  });

  it('refuses another text under a used key', async () => {
    await fresh();
    await post('this', null, 'used-key-here');
    await refusal(post('that', null, 'used-key-here'), [409, 422]);
  });

  it('names the field that is wrong', async () => {
    await fresh();
    const error = await refusal(post('\u200b \n'), [422]);
    assert.equal(error.problem?.errors?.[0]?.path, 'body');
    const nameless = backend().post!({ body: 'x', author: { name: ' ' } }, { key: 'nameless-1' }, signal);
    assert.equal((await refusal(nameless, [422])).problem?.errors?.[0]?.path, 'author.name');
  });

  it('refuses a reply to nobody', async () => {
    await fresh();
    await refusal(post('lost', 'no-such-comment'), [404, 422]);
  });

  it('keeps a comment back that waits for approval', async () => {
    await fresh({ hold: true });
    const { comment } = await post('may I?');
    assert.equal(comment.state, 'held');
    assert.deepEqual((await list()).comments, []);
  });
}

function changing({ fresh, post, list, texts, backend }: MoreTools): void {
  it('changes a comment for whoever has its token, and for nobody else', async () => {
    await fresh();
    const { comment, editToken } = await post('frist');
    const answer = readComment(await backend().edit!(comment.id, 'first', editToken, signal));
    assert.equal(answer.body.text, 'first');
    assert.ok(answer.editedAt);
    await refusal(backend().edit!(comment.id, 'mine now', `${editToken}x`, signal), [401, 403]);
    assert.deepEqual(texts(await list()), ['first']);
  });

  it('overwrites no change that whoever changes has not seen', async () => {
    await fresh();
    const { comment, editToken } = await post('one');
    const edit = async (body: string, basedOn: string | null) =>
      readComment(await backend().edit!(comment.id, body, editToken, signal, basedOn));
    const { editedAt = '' } = await edit('two', null);
    await refusal(edit('three', null), [409]);
    assert.deepEqual(texts(await list()), ['two']);
    assert.equal((await edit('three', editedAt)).body.text, 'three');
  });

  it('deletes a comment, and keeps a tombstone over its replies', async () => {
    await fresh();
    const alone = await post('alone');
    const parent = await post('parent');
    await post('reply', parent.comment.id);
    await backend().remove!(alone.comment.id, alone.editToken, signal);
    await backend().remove!(parent.comment.id, parent.editToken, signal);
    const { comments } = await list();
    assert.deepEqual(
      comments.map(({ state }) => state),
      ['deleted', 'published'],
    );
    assert.ok(!JSON.stringify(comments).includes('parent"'), 'nothing of the text is left');
  });

  it('counts one vote a reader, and takes it back', async () => {
    await fresh();
    const { comment } = await post('vote for me');
    const votes = async (value: -1 | 0 | 1) =>
      readComment(await backend().vote!(comment.id, value, undefined, signal)).votes;
    assert.deepEqual(await votes(1), { up: 1, down: 0, mine: 1 });
    assert.deepEqual(await votes(1), { up: 1, down: 0, mine: 1 });
    assert.deepEqual(await votes(-1), { up: 0, down: 1, mine: -1 });
    assert.deepEqual(await votes(0), { up: 0, down: 0, mine: 0 });
  });

  it('refuses a vote on nothing', async () => {
    await fresh();
    await refusal(backend().vote!('nothing', 1, undefined, signal), [404]);
  });

  it('ends when it is no longer wanted', async () => {
    await fresh();
    const error = await failure(backend().list({ sort: 'oldest', limit: 5 }, AbortSignal.abort()));
    assert.equal(error.kind, 'aborted');
  });
}

async function failure(attempt: Promise<unknown>): Promise<FurnitureError> {
  const error = await attempt.then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FurnitureError, String(error));
  return error;
}

async function refusal(attempt: Promise<unknown>, statuses: readonly number[]): Promise<FurnitureError> {
  const error = await failure(attempt);
  assert.equal(error.kind, 'refused');
  assert.ok(statuses.includes(error.status ?? 0), `${error.status} is one of ${statuses.join(', ')}`);
  return error;
}
