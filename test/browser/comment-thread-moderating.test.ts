import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import type { Token } from '../../src/comment-thread/config.ts';
import { waiting } from '../../src/comment-thread/writing/page-wait.ts';
import '../../src/comment-thread/define.ts';
// Fetched for moderators; here they shall not have to be waited for.
import '../../src/comment-thread/moderating/page-enter.ts';
import '../../src/comment-thread/moderating/page-moderating.ts';
import '../../src/comment-thread/writing/page-desk.ts';
import { registerLocale } from '../../src/base/messages.ts';
import { FurnitureError } from '../../src/base/request.ts';
import type { Sort } from '../../src/contracts/comments.ts';
import { cleanLine } from '../../src/contracts/text.ts';
import arabic from '../../src/locales/ar.ts';
import xss from '../fixtures/corpus/xss-payloads.public.json' with { type: 'json' };
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, settled, until } from '../support/element-suite.ts';
import { makeComment, makeToken, moderatorName } from '../support/seeds.ts';
import { threadParts } from '../support/thread-parts.ts';

const MODERATOR = makeToken({ sub: 'mod-1', name: 'Maren Watch', role: 'moderator' });
const READER = makeToken({ sub: 'r-1', name: 'Ada' });
const TOOLS = '.moderation';

describe('<comment-thread> moderating', () => {
  watchConsole();
  watchErrors();
  let thread: CommentThread;
  let backend: MemoryBackend;

  const SEEDS = [
    makeComment('a', { body: 'First of all' }),
    makeComment('b', { parentId: 'a', body: 'A reply' }),
    makeComment('c', { body: 'Reported words' }),
    makeComment('w1', { state: 'held', body: 'Waiting one', createdAt: '2026-11-20T09:01:00.000Z' }),
    makeComment('w2', { state: 'held', parentId: 'a', body: 'Waiting two', createdAt: '2026-11-20T09:02:00.000Z' }),
    makeComment('w3', { state: 'held', body: 'Waiting three', createdAt: '2026-11-20T09:03:00.000Z' }),
    makeComment('h', { state: 'hidden', body: 'Hidden words' }),
  ];
  const REPORTS = [
    { id: 'c', reason: 'spam' },
    { id: 'c', reason: 'abuse', detail: 'Look at the second line' },
    { id: 'c', reason: 'abuse' },
  ];

  async function show(
    options: MemoryOptions = {},
    token: Token | null = MODERATOR,
    sort: Sort = 'oldest',
  ): Promise<void> {
    const moderation = { nameOf: moderatorName, reports: REPORTS, heldFor: { w1: 'links', w3: 'moonlight' } };
    backend = new MemoryBackend({ thread: 'test', comments: SEEDS, moderation, ...options });
    thread = document.createElement('comment-thread');
    thread.backend = backend;
    thread.thread = 'test';
    thread.sort = sort;
    thread.token = token ?? undefined;
    document.body.append(thread);
    await until(() => expect(root().querySelector('.list')).to.exist);
    if (token === MODERATOR) await until(() => expect(root().querySelector(TOOLS)).to.exist);
    await settled(thread);
  }
  const { root, article, button, status } = threadParts(() => thread);
  const queued = (id: string) => root().getElementById(`queued-${id}`)!;
  const queue = () => [...root().querySelectorAll('.queued')].map(({ id }) => id.replace('queued-', ''));
  const focused = () => root().activeElement?.id;
  const isShown = (name: string) => until(() => expect(button(name), name).to.exist);
  async function openQueue(): Promise<void> {
    await isShown('Waiting (3)');
    button('Waiting (3)').click();
    await until(() => expect(queue()).to.deep.equal(['w1', 'w2', 'w3']));
  }
  const failing = (what: string, error: FurnitureError): MemoryOptions => ({
    before: (call) => {
      if (call === what) throw error;
    },
  });

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    thread.remove();
    document.documentElement.removeAttribute('lang');
    history.replaceState(null, '', location.pathname + location.search);
  });

  describe('its tools', () => {
    it('are there for whoever the token calls a moderator', async () => {
      await show();
      for (const name of ['All comments', 'Close thread', 'Moderation log']) expect(button(name), name).to.exist;
      for (const name of ['Waiting (3)', 'Reported (1)', 'Hidden (1)']) await isShown(name);
    });

    const others: [string, Token | null][] = [
      ['a reader', READER],
      ['nobody', null],
      ['a token that is none', 'x'.repeat(50)],
      ['a function that knows nobody', () => undefined],
    ];
    for (const [who, token] of others) {
      it(`are not there for ${who}`, async () => {
        await show({}, token);
        await settled(thread);
        expect(root().querySelectorAll(TOOLS)).to.have.length(0);
        expect(!button('Hide')).to.equal(true);
      });
    }

    it('are not there where the backend has no moderators', async () => {
      backend = new MemoryBackend({ comments: SEEDS });
      await show({ moderation: undefined as never }, READER);
      thread.token = MODERATOR;
      await settled(thread);
      expect(root().querySelectorAll(TOOLS)).to.have.length(0);
    });

    it('come with a token that arrives later, and go with it', async () => {
      await show({}, null);
      thread.token = async () => MODERATOR;
      await until(() => expect(root().querySelector(TOOLS)).to.exist);
      thread.token = undefined;
      await until(() => expect(root().querySelectorAll(TOOLS)).to.have.length(0));
    });

    it('stay when the element moves in the page', async () => {
      await show();
      const place = document.createElement('div');
      document.body.append(place);
      place.append(thread);
      await settled(thread);
      await openQueue();
      place.remove();
    });
  });

  describe('the discussion', () => {
    it('hides a comment at once, and shows it again', async () => {
      await show();
      button('Hide', article('a')).click();
      await until(() => expect(article('a').textContent).to.contain('This comment was hidden by a moderator.'));
      expect(article('a').textContent).not.to.contain('First of all');
      expect(focused()).to.equal('comment-a');
      await until(() => expect(status()).to.equal('Hid the comment by Reader a.'));
      button('Approve', article('a')).click();
      await until(() => expect(article('a').textContent).to.contain('First of all'));
      expect(readable(thread)).to.contain('3 comments');
    });

    it('shows what it hid again when news told of the hiding meanwhile', async () => {
      await show();
      thread.live = 'stream';
      await until(() => expect(root().querySelector(TOOLS)).to.exist);
      await until(() => expect(button('Hide', article('a'))).to.exist);
      button('Hide', article('a')).click();
      await until(() => expect(status()).to.equal('Hid the comment by Reader a.'));
      button('Approve', article('a')).click();
      await until(() => expect(article('a').textContent).to.contain('First of all'));
    });

    it('pins and unpins what stands at the top, and no replies', async () => {
      await show();
      expect(button('Pin', article('b'))).not.to.exist;
      button('Pin', article('a')).click();
      await until(() => expect(article('a').querySelector('.badge')?.textContent).to.equal('Pinned'));
      button('Unpin', article('a')).click();
      await until(() => expect(button('Pin', article('a'))).to.exist);
    });

    it('deletes anybody’s comment at the second press where it cannot be taken back', async () => {
      await show({ capabilities: { restore: false } });
      button('Delete', article('c')).click();
      await until(() => expect(article('c').textContent).to.contain('Press Delete again'));
      button('Cancel', article('c')).click();
      await until(() => expect(article('c').textContent).not.to.contain('Press Delete again'));
      expect(root().activeElement?.textContent.trim()).to.equal('Delete');
      button('Delete', article('c')).click();
      await settled(thread);
      button('Delete', article('c')).click();
      await until(() => expect(status()).to.equal('Deleted the comment by Reader c.'));
      expect(readable(thread)).to.contain('2 comments');
      expect(readable(thread)).not.to.contain('Reported words');
    });

    it('deletes at once and takes it back by Undo, which has the focus', async () => {
      await show();
      button('Delete', article('a')).focus();
      button('Delete', article('a')).click();
      await until(() => expect(status()).to.equal('Deleted the comment by Reader a.'));
      expect(readable(thread)).to.contain('2 comments').and.not.to.contain('First of all');
      expect(article('a').textContent).to.contain('This comment was deleted.');
      expect(root().activeElement).to.equal(button('Undo', article('a')));
      button('Undo', article('a')).click();
      await until(() => expect(status()).to.equal('Brought back the comment by Reader a.'));
      expect(article('a').textContent).to.contain('First of all');
      expect(readable(thread)).to.contain('3 comments');
      expect(focused() ?? root().activeElement?.closest('article')?.id).to.contain('comment-a');
      const { entries } = await backend.log({ limit: 2 }, MODERATOR, new AbortController().signal);
      expect(entries.map(({ action }) => action)).to.deep.equal(['restore', 'delete']);
    });

    it('offers no Undo after a minute, and keeps the focus near', async () => {
      await show();
      const { pause } = waiting;
      let isOver = () => {};
      waiting.pause = () => new Promise((resolve) => (isOver = () => resolve()));
      try {
        button('Delete', article('c')).focus();
        button('Delete', article('c')).click();
        await until(() => expect(status()).to.equal('Deleted the comment by Reader c.'));
        await until(() => expect(root().activeElement).to.equal(button('Undo', article('c'))));
        isOver();
        await until(() => expect(button('Undo', article('c'))).not.to.exist);
        expect(focused()).to.equal('comment-c');
      } finally {
        waiting.pause = pause;
      }
    });

    it('says that it is too late where the words are gone already', async () => {
      await show(failing('restore', new FurnitureError('refused', '409', { status: 409 })));
      button('Delete', article('c')).click();
      await until(() => expect(status()).to.equal('Deleted the comment by Reader c.'));
      button('Undo', article('c')).click();
      await until(() => expect(article('c').textContent).to.contain('It is too late to bring it back.'));
      expect(status()).to.equal('It is too late to bring it back.');
      expect(button('Undo', article('c'))).not.to.exist;
    });

    it('puts back what could not be deleted', async () => {
      await show(failing('remove', new FurnitureError('offline', 'away')));
      button('Delete', article('c')).click();
      await until(() => expect(article('c').textContent).to.contain('This was not done.'));
      expect(article('c').textContent).to.contain('Reported words');
      expect(button('Undo', article('c'))).not.to.exist;
    });

    const tops = () => [...root().querySelectorAll('.list > ol > li > article')].map(({ id }) => id.slice(8));
    const DATED = ['1', '2', '3', '4'].map((n) =>
      makeComment(n, { createdAt: `2026-11-20T09:0${n}:00.000Z`, votes: { up: Number(n) % 3, down: 0 } }),
    );
    const orders: [Sort, string[], string[]][] = [
      ['oldest', ['1', '2', '3', '4'], ['3', '1', '2', '4']],
      ['newest', ['4', '3', '2', '1'], ['3', '4', '2', '1']],
      ['top', ['2', '1', '4', '3'], ['3', '2', '1', '4']],
    ];
    for (const [sort, before, after] of orders) {
      it(`shows what is pinned first at once, and where it was when it is not any more, by ${sort}`, async () => {
        await show({ comments: DATED }, MODERATOR, sort);
        expect(tops()).to.deep.equal(before);
        button('Pin', article('3')).focus();
        button('Pin', article('3')).click();
        await until(() => expect(tops()).to.deep.equal(after));
        await until(() => expect(root().activeElement).to.equal(button('Unpin', article('3'))));
        const { comments } = await backend.list({ sort, limit: 10 }, new AbortController().signal);
        expect(comments.map(({ id }) => id)).to.deep.equal(after);
        button('Unpin', article('3')).click();
        await until(() => expect(tops()).to.deep.equal(before));
      });
    }

    it('puts a comment back in its place when it could not be pinned', async () => {
      await show({ comments: DATED, ...failing('moderate', new FurnitureError('offline', 'away')) });
      button('Pin', article('3')).click();
      await until(() => expect(article('3').textContent).to.contain('This was not done.'));
      expect(tops()).to.deep.equal(['1', '2', '3', '4']);
    });

    it('takes a reason along, and lets go of it with Escape', async () => {
      await show();
      button('Hide with a reason', article('c')).click();
      await until(() => expect(root().activeElement?.localName).to.equal('input'));
      await sendKeys({ press: 'Escape' });
      await until(() => expect(root().activeElement?.textContent.trim()).to.equal('Hide with a reason'));
      await sendKeys({ press: 'Enter' });
      await until(() => expect(root().activeElement?.localName).to.equal('input'));
      await sendKeys({ type: 'Private' });
      await sendKeys({ press: 'Enter' });
      await until(() => expect(article('c').textContent).to.contain('hidden by a moderator'));
      const { entries } = await backend.log({ limit: 5 }, MODERATOR, new AbortController().signal);
      expect(entries[0]).to.include({ action: 'hide', reason: 'Private', commentId: 'c' });
    });

    const failures: [string, FurnitureError, string][] = [
      ['an expired token', new FurnitureError('refused', '401', { status: 401 }), 'Please sign in again.'],
      ['a token that is not enough', new FurnitureError('refused', '403', { status: 403 }), 'You may not do this.'],
      ['no connection', new FurnitureError('offline', 'away'), 'This was not done.'],
    ];
    for (const [what, error, words] of failures) {
      it(`puts a comment back and says why after ${what}`, async () => {
        await show(failing('moderate', error));
        const kinds: string[] = [];
        thread.addEventListener('comment-thread-failed', ({ kind }) => kinds.push(kind));
        button('Hide', article('a')).click();
        await until(() => expect(article('a').textContent).to.contain(words));
        expect(article('a').textContent).to.contain('First of all');
        expect(readable(thread)).to.contain('3 comments');
        expect(kinds).to.deep.equal([error.kind]);
        expect(status()).to.equal(words);
      });
    }

    it('shows how things stand when somebody else was faster', async () => {
      await show();
      await backend.remove('c', MODERATOR, new AbortController().signal);
      button('Hide', article('c')).click();
      await until(() => expect(status()).to.contain('Somebody else has already acted'));
      expect(readable(thread)).not.to.contain('Reported words');
    });

    it('asks a function for a new token once when the old one has run out', async () => {
      let asked = 0;
      await show({}, () => (asked++, makeToken({ name: 'Maren', role: 'moderator', n: asked })));
      await until(() => expect(root().querySelector(TOOLS)).to.exist);
      const before = asked;
      let isExpired = true;
      let asks = 0;
      const moderate = backend.moderate.bind(backend);
      backend.moderate = async (...values) => {
        if (isExpired) {
          isExpired = false;
          throw new FurnitureError('refused', '401', { status: 401 });
        }
        asks = asked - before;
        return moderate(...values);
      };
      button('Hide', article('a')).click();
      await until(() => expect(status()).to.equal('Hid the comment by Reader a.'));
      expect(asks).to.equal(2);
    });
  });

  describe('the queue', () => {
    it('shows what waits, oldest first, and why', async () => {
      await show();
      await openQueue();
      expect(queued('w1').textContent).to.contain('Waiting one').and.to.contain('it has many links');
      expect(queued('w3').textContent).to.contain('Waits because: moonlight');
      expect(button('Waiting (3)').ariaPressed).to.equal('true');
    });

    it('quotes what a reply answers, with the way there', async () => {
      await show();
      await openQueue();
      await until(() => expect(queued('w2').querySelector('.context q')?.textContent).to.equal('First of all'));
      queued('w2').querySelector<HTMLElement>('.context a')!.click();
      await until(() => expect(focused()).to.equal('comment-a'));
      expect(queue()).to.deep.equal([]);
    });

    it('quotes the passage that a comment is about, as text', async () => {
      const anchor = {
        selector: [{ type: 'TextQuoteSelector', exact: `<b>four</b>\u202e hundred ${'people '.repeat(60)}` }],
      };
      await show({ comments: SEEDS.map((seed) => (seed.id === 'w1' ? { ...seed, anchor } : seed)) });
      await openQueue();
      const context = queued('w1').querySelector('.context')!;
      expect(context.textContent).to.match(/^On the passage: <b>four<\/b> hundred people [people ]+ …$/);
      expect(context.textContent.length).to.be.below(330);
    });

    it('shows a comment whose anchor is none without a passage', async () => {
      const comments = SEEDS.map((seed) => (seed.id === 'w1' ? { ...seed, anchor: { selector: 'x' } } : seed));
      await show({ comments });
      await openQueue();
      expect(queued('w1').querySelector('.context')).to.equal(null);
    });

    it('lets a comment through, moves on to the next, and counts', async () => {
      await show();
      await openQueue();
      button('Approve', queued('w1')).focus();
      button('Approve', queued('w1')).click();
      await until(() => expect(status()).to.equal('Approved the comment by Reader w1.'));
      expect(queue()).to.deep.equal(['w2', 'w3']);
      expect(focused()).to.equal('queued-w2');
      expect(button('Waiting (2)')).to.exist;
    });

    it('counts what is hidden, waits and is reported as it acts', async () => {
      await show();
      await openQueue();
      button('Hide', queued('w1')).click();
      await until(() => expect(button('Hidden (2)')).to.exist);
      expect(button('Waiting (2)')).to.exist;
      button('All comments').click();
      await until(() => expect(article('c')).to.exist);
      button('Hide', article('c')).click();
      await until(() => expect(button('Hidden (3)')).to.exist);
      await until(() => expect(button('Reported (0)')).to.exist);
    });

    it('takes a deletion back, to where the comment stood', async () => {
      await show();
      await openQueue();
      button('Delete', queued('w2')).focus();
      button('Delete', queued('w2')).click();
      await until(() => expect(queue()).to.deep.equal(['w1', 'w3']));
      await until(() => expect(status()).to.equal('Deleted the comment by Reader w2.'));
      expect(button('Waiting (2)')).to.exist;
      button('Undo', root().querySelector('.done')!).click();
      await until(() => expect(queue()).to.deep.equal(['w1', 'w2', 'w3']));
      await isShown('Waiting (3)');
    });

    it('undoes by the opposite', async () => {
      await show();
      await openQueue();
      button('Hide', queued('w1')).click();
      await until(() => expect(root().querySelector('.done')?.textContent).to.contain('Hid the comment by'));
      button('Approve', root().querySelector('.done')!).click();
      await until(() => expect(status()).to.equal('Approved the comment by Reader w1.'));
      button('All comments').click();
      await until(() => expect(article('w1')?.textContent).to.contain('Waiting one'));
    });

    it('says when nothing is left, and has the focus there', async () => {
      await show();
      await openQueue();
      for (const id of ['w1', 'w2', 'w3']) {
        button('Hide', queued(id)).focus();
        button('Hide', queued(id)).click();
        await until(() => expect(queued(id)).to.equal(null));
      }
      await until(() => expect(root().activeElement?.textContent).to.contain('Nothing is waiting.'));
      expect(button('Waiting (0)')).to.exist;
    });

    it('shows reports with their reasons and words, and lets them rest', async () => {
      await show();
      await isShown('Reported (1)');
      button('Reported (1)').click();
      await until(() => expect(queue()).to.deep.equal(['c']));
      expect(queued('c').textContent).to.contain('Insult or threat (2)').and.to.contain('Look at the second line');
      button('Approve', queued('c')).click();
      await until(() => expect(readable(thread)).to.contain('Nothing is reported.'));
      expect(button('Reported (0)')).to.exist;
    });

    it('shows what is hidden, and brings it back', async () => {
      await show();
      await isShown('Hidden (1)');
      button('Hidden (1)').click();
      await until(() => expect(queue()).to.deep.equal(['h']));
      expect(queued('h').textContent).to.contain('Hidden words');
      expect(button('Hide', queued('h'))).not.to.exist;
      button('Approve', queued('h')).click();
      await until(() => expect(queue()).to.deep.equal([]));
      button('View all 4 comments').click();
      await until(() => expect(article('h')?.textContent).to.contain('Hidden words'));
    });

    it('is left by View all, which brings the rest of the comments', async () => {
      await show();
      await openQueue();
      button('View all 3 comments').click();
      await until(() => expect(article('a')).to.exist);
      expect(queue()).to.deep.equal([]);
    });

    it('goes on page by page', async () => {
      const many = [...Array(45).keys()].map((n) =>
        makeComment(`q${n}`, { state: 'held', createdAt: new Date(Date.UTC(2026, 10, 20, 9, n)).toISOString() }),
      );
      await show({ comments: many });
      await isShown('Waiting (45)');
      button('Waiting (45)').click();
      await until(() => expect(queue()).to.have.length(20));
      button('Show more').click();
      await until(() => expect(queue()).to.have.length(40));
      button('Show more').click();
      await until(() => expect(queue()).to.have.length(45));
      expect(button('Show more')).not.to.exist;
    });

    it('puts a comment back where it was when the act failed, and says so', async () => {
      await show(failing('moderate', new FurnitureError('timeout', 'no answer')));
      await openQueue();
      button('Approve', queued('w2')).click();
      await until(() => expect(queued('w2')?.textContent).to.contain('This was not done.'));
      expect(queue()).to.deep.equal(['w1', 'w2', 'w3']);
      expect(button('Waiting (3)')).to.exist;
    });

    it('looks again when somebody else was faster', async () => {
      await show();
      await openQueue();
      await backend.remove('w1', MODERATOR, new AbortController().signal);
      button('Approve', queued('w1')).click();
      await until(() => expect(status()).to.contain('Somebody else has already acted'));
      expect(queue()).to.deep.equal(['w2', 'w3']);
      expect(button('Waiting (2)')).to.exist;
    });

    it('says why it cannot be shown, and tries again', async () => {
      let isDown = true;
      await show({
        before: (call) => {
          if (call === 'queue' && isDown) throw new FurnitureError('offline', 'away');
        },
      });
      button('Waiting (…)').click();
      await until(() => expect(readable(thread)).to.contain('This could not be reached.'));
      isDown = false;
      button('Try again').click();
      await until(() => expect(queue()).to.have.length(3));
    });

    it('acts on several at once, and tells what failed', async () => {
      let calls = 0;
      await show({
        before: (call) => {
          if (call === 'moderate' && ++calls === 2) throw new FurnitureError('offline', 'away');
        },
      });
      await openQueue();
      expect(button('Approve selected').disabled).to.equal(true);
      root().querySelector<HTMLInputElement>('.bulk input')!.click();
      await until(() => expect(button('Approve selected').disabled).to.equal(false));
      button('Approve selected').click();
      await until(() => expect(status()).to.equal('1 could not be changed.'));
      expect(queue()).to.deep.equal(['w2']);
      expect(queued('w2').textContent).to.contain('This was not done.');
      expect(button('Waiting (1)')).to.exist;
    });
  });

  describe('the thread', () => {
    it('is closed and opened', async () => {
      await show();
      button('Close thread').click();
      await until(() => expect(button('Open thread')).to.exist);
      expect(readable(thread)).to.contain('Comments are closed.');
      await until(() => expect(status()).to.equal('The thread is closed.'));
      button('Open thread').click();
      await until(() => expect(root().querySelector('form.new')).to.exist);
    });

    it('lets comments wait for approval, or not', async () => {
      await show();
      const box = root().querySelector<HTMLInputElement>('.moderation input')!;
      box.click();
      await until(() => expect(status()).to.equal('Comments now wait for approval.'));
      expect(box.checked).to.equal(true);
    });

    it('is as it was when the server refuses', async () => {
      await show(failing('changeThread', new FurnitureError('refused', '403', { status: 403 })));
      button('Close thread').click();
      await until(() => expect(root().querySelector('.moderation .error')?.textContent).to.contain('You may not'));
      expect(button('Close thread')).to.exist;
      const box = root().querySelector<HTMLInputElement>('.moderation input')!;
      box.click();
      await until(() => expect(box.checked).to.equal(false));
    });

    it('has a log of who did what, and why', async () => {
      await show();
      const { signal } = new AbortController();
      await backend.moderate('a', { action: 'pin' }, MODERATOR, signal);
      await backend.moderate('c', { action: 'hide', reason: 'Advertising' }, MODERATOR, signal);
      button('Moderation log').click();
      await until(() => expect(root().querySelectorAll('.journal li')).to.have.length(2));
      const [newest] = root().querySelectorAll('.journal li');
      expect(newest!.textContent).to.contain('Maren Watch hid a comment').and.to.contain('Advertising');
      expect(button('Moderation log').ariaExpanded).to.equal('true');
      button('Close thread').click();
      await until(() => expect(root().querySelectorAll('.journal li')).to.have.length(3));
      button('Moderation log').click();
      await until(() => expect(root().querySelector('.journal')).to.equal(null));
    });
  });

  describe('for everybody', () => {
    it('works by keyboard alone', async () => {
      await show();
      await openQueue();
      queued('w1').focus();
      const reach = async (name: string) => {
        for (let presses = 0; presses < 12; presses++) {
          if (root().activeElement?.textContent.trim() === name) return;
          await sendKeys({ press: 'Tab' });
        }
        throw new Error(`${name} was not reached`);
      };
      await reach('Approve');
      await sendKeys({ press: 'Enter' });
      await until(() => expect(focused()).to.equal('queued-w2'));
      await reach('Hide');
      await sendKeys({ press: 'Enter' });
      await until(() => expect(focused()).to.equal('queued-w3'));
      expect(queue()).to.deep.equal(['w3']);
    });

    for (const scheme of ['light', 'dark']) {
      it(`is accessible in ${scheme}`, async () => {
        document.body.style.cssText = `color-scheme: ${scheme}; background: Canvas; color: CanvasText`;
        try {
          await show();
          button('Moderation log').click();
          await openQueue();
          button('Hide with a reason', queued('w1')).click();
          button('Delete', queued('w2')).click();
          await settled(thread);
          await expect(thread).to.be.accessible();
          button('All comments').click();
          await settled(thread);
          await expect(thread).to.be.accessible();
        } finally {
          document.body.removeAttribute('style');
        }
      });
    }

    it('fits a phone, with targets that a finger can hit', async () => {
      await show();
      thread.style.inlineSize = '288px';
      thread.style.fontSize = '16px';
      button('Moderation log').click();
      await openQueue();
      expect(root().querySelector('.root')!.scrollWidth).to.be.at.most(288);
      for (const target of root().querySelectorAll<HTMLElement>(
        '.moderation :is(button, label), .queue :is(button, label)',
      )) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.textContent).to.be.at.least(43.9);
      }
    });

    it('speaks Arabic, from right to left', async () => {
      registerLocale('ar', arabic);
      document.documentElement.lang = 'ar';
      await show();
      await isShown('بانتظار الموافقة (٣)').catch(() => isShown('بانتظار الموافقة (3)'));
      expect(root().querySelector<HTMLElement>('.root')!.dir).to.equal('rtl');
      expect(button('موافقة')).not.to.exist;
      button('إغلاق النقاش').click();
      await until(() => expect(status()).to.equal('أُغلق النقاش.'));
    });
  });

  describe('hostile text', () => {
    const payloads = (xss.cases as { payload?: unknown }[]).flatMap(({ payload }) =>
      typeof payload === 'string' && payload.trim() ? [payload] : [],
    );

    it('24 stays text in the queue, in reports and in the log, isolated from the sentences around it', async () => {
      const chosen = payloads.slice(0, 60);
      const fired: string[] = [];
      const { alert } = window;
      window.alert = () => fired.push('alert');
      try {
        await show({
          comments: chosen.map((payload, n) =>
            makeComment(`x${n}`, { state: 'held', author: { name: payload }, body: payload }),
          ),
          moderation: {
            nameOf: moderatorName,
            reports: chosen.map((payload, n) => ({ id: `x${n}`, reason: payload, detail: payload })),
            heldFor: Object.fromEntries(chosen.map((payload, n) => [`x${n}`, payload])),
          },
        });
        backend.log = async () => ({
          entries: chosen.map((payload, n) => ({
            ...{ id: `l${n}`, at: payload, action: 'hide' as const, thread: payload, commentId: payload },
            ...{ actor: { name: payload, id: payload }, reason: payload },
          })),
          nextCursor: null,
        });
        button('Moderation log').click();
        await isShown(`Waiting (${chosen.length})`);
        button(`Waiting (${chosen.length})`).click();
        await until(() => expect(queue()).to.have.length(20));
        await until(() => expect(root().querySelectorAll('.journal li')).to.have.length(chosen.length));
        const names = [...root().querySelectorAll('.queued .author bdi')];
        for (const name of names) expect(name.children).to.have.length(0);
        expect(root().querySelectorAll('.queue :is(script, img, iframe, svg, style, object, form)')).to.have.length(0);
        const outside = [...root().querySelectorAll('.journal li')].flatMap((item) => {
          const copy = item.cloneNode(true) as HTMLElement;
          copy.querySelectorAll('bdi, time, q[dir=auto]').forEach((isolated) => isolated.remove());
          return copy.textContent.trim() === 'hid a comment' ? [] : [copy.textContent];
        });
        expect(outside).to.deep.equal([]);
        for (const link of root().querySelectorAll<HTMLAnchorElement>('.journal a, .queue header a, .context a'))
          expect(link.getAttribute('href')).to.match(/^https?:/);
        expect(fired).to.deep.equal([]);
      } finally {
        window.alert = alert;
      }
    });

    it('24 has no bidirectional controls left in names and reasons', async () => {
      const spoof = 'eve\u202Egnp.exe\u202C \u2066hidden\u2069';
      await show({
        comments: [makeComment('s', { state: 'held', author: { name: spoof } })],
        moderation: { nameOf: moderatorName, heldFor: { s: spoof } },
      });
      await isShown('Waiting (1)');
      button('Waiting (1)').click();
      await until(() => expect(queue()).to.have.length(1));
      expect(queued('s').querySelector('.author bdi')!.textContent).to.equal(cleanLine(spoof, 80));
      expect(queued('s').textContent).not.to.match(/[\u202a-\u202e\u2066-\u2069]/);
    });
  });
});
