import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/sha';

import { FurnitureError, type FailureDetails, type FailureKind } from '../../src/base/request.ts';
import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import '../../src/comment-thread/writing/page-desk.ts';
import { waiting } from '../../src/comment-thread/writing/page-wait.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { breakStorage, readable, settled, until } from '../support/element-suite.ts';
import { makeComments } from '../support/seeds.ts';
import { showThread, threadParts, type } from '../support/thread-parts.ts';

const encode = (value: unknown) =>
  btoa(JSON.stringify(value)).replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
const jwt = (name: string) => `${encode({})}.${encode({ sub: name, name, exp: Date.now() / 1_000 + 600 })}.x`;

describe('<comment-thread>, writing', () => {
  watchConsole();
  watchErrors();
  let thread: CommentThread;

  async function show(options: MemoryOptions = {}, attributes: Record<string, string> = {}, old?: MemoryBackend) {
    const backend = old ?? new MemoryBackend({ thread: 'test', comments: makeComments(1), ...options });
    thread = await showThread(backend, attributes);
    return backend;
  }
  /** The same page opened again. */
  async function reload(backend: MemoryBackend, attributes: Record<string, string> = {}) {
    thread.remove();
    await show({}, attributes, backend);
  }
  const { root, article, button, form, field, status } = threadParts(() => thread);
  const text = (id = 'new') => field('comment', id).value;
  async function post(words = 'Mine'): Promise<void> {
    type(field('comment'), words);
    if (field('name')) type(field('name'), 'Ada');
    button('Post comment').click();
    await settled(thread);
  }
  const focused = () => root().activeElement as HTMLElement | null;
  const failing = (act: string, kind: FailureKind, details?: FailureDetails) => ({
    before: (what: string) => {
      if (what === act) throw new FurnitureError(kind, 'no', details);
    },
  });

  const { pause } = waiting;
  before(() => {
    waiting.pause = (ms, signal) => pause(ms > 10_000 ? ms : 0, signal);
  });
  after(() => {
    waiting.pause = pause;
  });
  beforeEach(() => localStorage.clear());
  afterEach(() => thread?.remove());

  describe('a failure', () => {
    const cases: readonly [string, FailureKind, FailureDetails | undefined, RegExp, boolean][] = [
      ['no connection', 'offline', undefined, /no connection/, true],
      ['no answer in time', 'timeout', undefined, /too long to answer/, true],
      ['HTML instead of JSON', 'malformed', undefined, /could not be understood/, true],
      ['401', 'refused', { status: 401 }, /Please sign in again/, false],
      ['403', 'refused', { status: 403, problem: { detail: 'Guests may not write.' } }, /Guests may not write/, false],
      ['404', 'refused', { status: 404 }, /not there any more/, false],
      ['409', 'refused', { status: 409, problem: { detail: 'The same text was posted.' } }, /same text/, false],
      ['413', 'refused', { status: 413 }, /too long/, false],
      ['429', 'refused', { status: 429, retryAfterMs: 7_000 }, /try again in 7 seconds/, true],
      ['500', 'refused', { status: 500 }, /has a problem \(500\)/, true],
      ['503', 'refused', { status: 503 }, /a lot going on/, true],
    ];
    for (const [what, kind, details, sentence, canRetry] of cases) {
      it(`is told honestly after ${what}, and the text stays`, async () => {
        const backend = await show(failing('post', kind, details));
        await post('Twenty minutes of work');
        await until(() => expect(form().querySelector('[role=alert]')).to.exist);
        const alert = form().querySelector('[role=alert]')!.textContent.replace(/\s+/g, ' ');
        expect(alert)
          .to.match(/not posted/)
          .and.to.match(sentence);
        expect(text()).to.equal('Twenty minutes of work');
        expect(!!button('Try again') || !!form().querySelector('.countdown')).to.equal(canRetry);
        expect(root().querySelectorAll('.sending').length).to.equal(0);
        expect(focused()).to.equal(field('comment'));
        await reload(backend);
        expect(text()).to.equal('Twenty minutes of work');
      });
    }

    it('of too many posts makes the button wait, and sends nothing meanwhile', async () => {
      let posts = 0;
      await show({
        before: (what) => {
          if (what !== 'post') return;
          posts++;
          throw new FurnitureError('refused', 'no', { status: 429, retryAfterMs: 60_000 });
        },
      });
      await post();
      await until(() => expect(form().querySelector('.countdown')).to.exist);
      const again = form().querySelector<HTMLButtonElement>('.failure button')!;
      expect(again.getAttribute('aria-disabled')).to.equal('true');
      again.click();
      button('Post comment').click();
      await settled(thread);
      expect(posts).to.equal(1);
      expect(text()).to.equal('Mine');
    });

    it('that passes by itself is never seen', async () => {
      let left = 3;
      await show({
        before: (what) => {
          if (what === 'post' && left-- > 0) throw new FurnitureError('refused', 'no', { status: 503 });
        },
      });
      await post();
      await until(() => expect(article('m1')).to.exist);
      expect(form().querySelector('[role=alert]')).to.equal(null);
    });

    it('names fields by what the server says of each', async () => {
      const errors = [
        { path: 'author.name', message: 'is reserved.' },
        { path: 'author.email', message: 'takes no mail.' },
      ];
      await show(failing('post', 'refused', { status: 422, problem: { errors } }));
      await post();
      await until(() => expect(readable(thread)).to.contain('This name is reserved'));
      expect(field('email').getAttribute('aria-invalid')).to.equal('true');
      expect(readable(thread)).to.contain('takes no mail.');
    });

    it('of an edit keeps the words, and says when its time is over', async () => {
      await show(failing('edit', 'refused', { status: 403 }));
      await post();
      await until(() => expect(button('Edit')).to.exist);
      button('Edit').click();
      await settled(thread);
      type(field('comment', 'edit:m1'), 'Mine, better');
      button('Save changes').click();
      await until(() => expect(readable(thread)).to.contain('can no longer be changed'));
      expect(text('edit:m1')).to.equal('Mine, better');
    });
  });

  describe('an edit of what was changed elsewhere', () => {
    async function conflict(): Promise<void> {
      const backend = await show();
      await post('Frist');
      await until(() => expect(button('Edit')).to.exist);
      button('Edit').click();
      await settled(thread);
      type(field('comment', 'edit:m1'), 'First, here');
      const { comments } = await backend.list({ sort: 'oldest', limit: 9 }, new AbortController().signal);
      const mine = comments.find(({ id }) => id === 'm1')!;
      const body = { format: 'markdown' as const, text: 'First, *there*' };
      backend.arrive({ ...mine, body, editedAt: new Date(Date.now() + 1_000).toISOString() });
      button('Save changes').click();
      await until(() => expect(form('edit:m1').querySelector('[role=alert]')).to.exist);
    }

    it('shows both texts, and says so', async () => {
      await conflict();
      expect(readable(thread)).to.contain('changed elsewhere while you were writing');
      expect(form('edit:m1').querySelector('.preview em')!.textContent).to.equal('there');
      expect(text('edit:m1')).to.equal('First, here');
      await expect(thread).to.be.accessible();
    });

    it('uses the other one when asked, and gives the own one back', async () => {
      await conflict();
      button('Use that version').click();
      await until(() => expect(text('edit:m1')).to.equal('First, *there*'));
      expect(focused()).to.equal(field('comment', 'edit:m1'));
      button('Undo').click();
      await until(() => expect(text('edit:m1')).to.equal('First, here'));
    });

    it('saves the own one at the second press', async () => {
      await conflict();
      button('Save changes').click();
      await until(() => expect(article('m1')?.textContent).to.contain('First, here'));
    });
  });

  describe('a draft', () => {
    const age = (days: number) => {
      const stored = JSON.parse(localStorage.getItem('page-furniture:drafts')!) as { drafts: { savedAt: number }[] };
      for (const draft of stored.drafts) draft.savedAt -= days * 24 * 60 * 60 * 1_000 + 60_000;
      localStorage.setItem('page-furniture:drafts', JSON.stringify(stored));
    };
    const otherTab = (words: string) => {
      const stored = JSON.parse(localStorage.getItem('page-furniture:drafts')!) as { drafts: object[] };
      Object.assign(stored.drafts[0]!, { text: words, key: 'other-tab-key' });
      const value = JSON.stringify(stored);
      localStorage.setItem('page-furniture:drafts', value);
      dispatchEvent(new StorageEvent('storage', { key: 'page-furniture:drafts', newValue: value }));
    };

    it('says how old it is, can be thrown away, and had back', async () => {
      const backend = await show();
      type(field('comment'), 'Half a thought');
      age(3);
      await reload(backend);
      await until(() => expect(readable(thread)).to.contain('Draft from 3 days ago'));
      button('Discard draft').click();
      await settled(thread);
      expect(text()).to.equal('');
      expect(focused()).to.equal(button('Undo'));
      button('Undo').click();
      await settled(thread);
      expect(text()).to.equal('Half a thought');
      await reload(backend);
      expect(text()).to.equal('Half a thought');
    });

    it('of a reply opens its form again, unless the reader had closed it', async () => {
      const backend = await show();
      button('Reply to Reader c1').click();
      await settled(thread);
      type(field('comment', 'reply:c1'), 'Half an answer');
      await reload(backend);
      await until(() => expect(form('reply:c1')).to.exist);
      expect(text('reply:c1')).to.equal('Half an answer');
      button('Cancel', form('reply:c1')).click();
      await settled(thread);
      await reload(backend);
      expect(form('reply:c1')).to.equal(null);
      button('Reply to Reader c1').click();
      await settled(thread);
      expect(text('reply:c1')).to.equal('Half an answer');
    });

    it('that another tab changed waits for the reader to choose, and loses neither text', async () => {
      const backend = await show();
      field('comment').focus();
      type(field('comment'), 'Written here');
      otherTab('Written there');
      await until(() => expect(readable(thread)).to.contain('changed in another tab'));
      expect(text()).to.equal('Written here');
      type(field('comment'), 'Written here, and more');
      await reload(backend);
      await until(() => expect(readable(thread)).to.contain('changed in another tab'));
      expect(text()).to.equal('Written here, and more');
      button('Use that version').click();
      await settled(thread);
      expect(text()).to.equal('Written there');
      button('Undo').click();
      await settled(thread);
      expect(text()).to.equal('Written here, and more');
    });

    it('that was being posted when the page closed is posted once', async () => {
      const backend = await show();
      const send = backend.post.bind(backend);
      backend.post = async (...parameters) => {
        await send(...parameters);
        return new Promise(() => {});
      };
      await post('Only once');
      backend.post = send;
      await reload(backend);
      expect(text()).to.equal('Only once');
      await until(() => expect(readable(thread)).to.contain('will not post it twice'));
      type(field('name'), 'Ada');
      button('Post comment').click();
      await until(() => expect(text()).to.equal(''));
      const { comments } = await backend.list({ sort: 'oldest', limit: 10 }, new AbortController().signal);
      expect(comments.map(({ body }) => body.text)).to.deep.equal(['Text of c1', 'Only once']);
    });

    it('asks before the page is left only where storage is denied', async () => {
      const leave = () => {
        const event = new Event('beforeunload', { cancelable: true });
        dispatchEvent(event);
        return event.defaultPrevented;
      };
      await show();
      type(field('comment'), 'Kept');
      await settled(thread);
      expect(leave()).to.equal(false);
      const restore = breakStorage();
      try {
        type(field('comment'), 'At risk');
        await until(() => expect(leave()).to.equal(true));
        thread.remove();
        expect(leave()).to.equal(false);
      } finally {
        restore();
      }
    });
  });

  describe('deleting', () => {
    it('is done at once and can be undone, by keyboard', async () => {
      const backend = await show();
      await post();
      await until(() => expect(button('Delete')).to.exist);
      button('Delete').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(focused()).to.equal(button('Undo')));
      expect(article('m1').textContent).to.contain('Your comment was deleted.').and.not.to.contain('Mine');
      expect(status()).to.contain('You can undo this');
      await sendKeys({ press: 'Enter' });
      await until(() => expect(article('m1').textContent).to.contain('Mine'));
      expect(focused()).to.equal(article('m1'));
      expect((await backend.list({ sort: 'oldest', limit: 9 }, new AbortController().signal)).comments).to.have.length(
        2,
      );
    });

    it('says honestly when it is too late to undo', async () => {
      await show(failing('restore', 'refused', { status: 409 }));
      await post();
      await until(() => expect(button('Delete')).to.exist);
      button('Delete').click();
      await until(() => expect(button('Undo')).to.exist);
      button('Undo').click();
      await until(() => expect(article('m1').textContent).to.contain('too late'));
      expect(focused()).to.equal(article('m1'));
    });

    it('brings the comment back when it failed', async () => {
      await show(failing('remove', 'refused', { status: 403 }));
      await post();
      await until(() => expect(button('Delete')).to.exist);
      button('Delete').click();
      await until(() => expect(article('m1').textContent).to.contain('was not deleted'));
      expect(article('m1').textContent).to.contain('Mine');
    });
  });

  describe('reporting', () => {
    it('takes a reason, says thanks, and is offered once', async () => {
      const backend = await show();
      button('Report').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(focused()?.getAttribute('type')).to.equal('radio'));
      button('Send report').click();
      await settled(thread);
      expect(readable(thread)).to.contain('Please choose a reason.');
      focused()!.click();
      type(article('c1').querySelector('textarea')!, 'Look at the link');
      button('Send report').click();
      await until(() => expect(article('c1').textContent).to.contain('Thank you'));
      expect(backend.reports).to.deep.equal([{ id: 'c1', reason: 'spam', detail: 'Look at the link' }]);
      expect(focused()).to.equal(article('c1'));
      await reload(backend);
      expect(button('Report')).to.equal(undefined);
    });

    it('keeps what was written when it fails, and gives the focus back on Escape', async () => {
      await show(failing('report', 'offline'));
      button('Report').click();
      await until(() => expect(article('c1').querySelector('form')).to.exist);
      article('c1').querySelector<HTMLInputElement>('[value=abuse]')!.click();
      type(article('c1').querySelector('textarea')!, 'The third line');
      button('Send report').click();
      await until(() => expect(article('c1').textContent).to.contain('was not sent'));
      expect(article('c1').querySelector('textarea')!.value).to.equal('The third line');
      expect(article('c1').querySelector<HTMLInputElement>('[value=abuse]')!.checked).to.equal(true);
      article('c1').querySelector<HTMLElement>('textarea')!.focus();
      await sendKeys({ press: 'Escape' });
      await until(() => expect(focused()).to.equal(button('Report')));
    });

    it('is not offered for an own comment, nor is voting', async () => {
      const backend = await show();
      await post();
      await until(() => expect(button('Edit', article('m1'))).to.exist);
      await reload(backend);
      await until(() => expect(button('Edit', article('m1'))).to.exist);
      expect(button('Report', article('m1'))).to.equal(undefined);
      expect(button('Upvote', article('m1'))).to.equal(undefined);
      expect(button('Upvote', article('c1'))).to.exist;
    });
  });

  describe('who writes', () => {
    it('is remembered with email when the reader agrees, and forgotten when they do not', async () => {
      const backend = await show();
      type(field('email'), 'ada@mail.example');
      form().querySelector<HTMLInputElement>('[type=checkbox]')!.click();
      await post();
      await until(() => expect(article('m1')).to.exist);
      await reload(backend);
      await until(() => expect(field('email').value).to.equal('ada@mail.example'));
      form().querySelector<HTMLInputElement>('[type=checkbox]')!.click();
      await until(() => expect(localStorage.getItem('page-furniture:reader')).to.equal(null));
    });

    it('gives an email that is one, or none', async () => {
      await show();
      type(field('email'), 'ada@');
      await post();
      expect(readable(thread)).to.contain('not an email address');
      expect(focused()).to.equal(field('email'));
    });

    it('signs in with the text intact, and goes on with one press', async () => {
      let isSignedIn = false;
      await show(
        {
          before: (what) => {
            if (what === 'post' && !isSignedIn) throw new FurnitureError('refused', 'no', { status: 401 });
          },
        },
        { 'sign-in': '' },
      );
      await post('Kept through it');
      await until(() => expect(readable(thread)).to.contain('Please sign in again.'));
      isSignedIn = true;
      thread.token = jwt('Nell Fathom');
      await until(() => expect(form().textContent).to.contain('Writing as Nell Fathom'));
      expect(text()).to.equal('Kept through it');
      expect(form().querySelector('[role=alert]')).to.equal(null);
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
    });

    it('sees what was written when signed out where guests may not write', async () => {
      await show({}, { 'no-guests': '' });
      thread.token = jwt('Nell Fathom');
      await until(() => expect(form()).to.exist);
      field('comment').focus();
      type(field('comment'), 'Half of it');
      thread.token = undefined;
      await until(() =>
        expect(root().querySelector<HTMLTextAreaElement>('.kept textarea')?.value).to.equal('Half of it'),
      );
      thread.token = jwt('Nell Fathom');
      await until(() => expect(text()).to.equal('Half of it'));
    });
  });

  describe('a proof of work', () => {
    const secret = 'a secret of these tests';
    const work: NonNullable<MemoryOptions['work']> = {
      challenge: () =>
        createChallenge({ algorithm: 'SHA-256', cost: 1, deriveKey, keyPrefix: '00', hmacSignatureSecret: secret }),
      isDone: async (proof) => {
        const { challenge, solution } = JSON.parse(atob(proof)) as Parameters<typeof verifySolution>[0];
        return (await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: secret })).verified;
      },
    };

    it('is made where the server asks for one, and posts once', async () => {
      const keys = new Set<string>();
      const backend = await show({ work });
      const send = backend.post.bind(backend);
      backend.post = (input, options, signal) => (keys.add(options.key), send(input, options, signal));
      await post();
      await until(() => expect(article('m1')).to.exist);
      expect(keys.size).to.equal(1);
    });

    it('that is no challenge is told as such', async () => {
      await show({ work: { ...work, challenge: () => ({}) } });
      await post();
      await until(() => expect(readable(thread)).to.contain('could not be understood'));
      expect(text()).to.equal('Mine');
    });

    it('that takes long is talked about, and can be stopped', async () => {
      const hard = async () =>
        createChallenge({
          algorithm: 'SHA-256',
          cost: 1,
          deriveKey,
          keyPrefix: 'f'.repeat(20),
          hmacSignatureSecret: secret,
        });
      await show({ work: { ...work, challenge: hard } });
      await post();
      await until(() => expect(readable(thread)).to.contain('Checking that you are no robot'));
      root().querySelector<HTMLElement>('[data-act=stop]')!.click();
      await until(() => expect(text()).to.equal('Mine'));
      expect(root().querySelectorAll('.sending').length).to.equal(0);
    });
  });

  it('sends how long the writing took, and what only programs fill in', async () => {
    const sent: { trap?: string | undefined; writingMs?: number | undefined }[] = [];
    const backend = await show();
    const send = backend.post.bind(backend);
    backend.post = (input, options, signal) => (sent.push(input), send(input, options, signal));
    const trap = form().querySelector<HTMLInputElement>('.trap input')!;
    expect([trap.tabIndex, trap.autocomplete, trap.closest('[aria-hidden=true]') !== null]).to.deep.equal([
      -1,
      'off',
      true,
    ]);
    type(trap, 'Buy now');
    field('comment').focus();
    await post();
    await until(() => expect(sent).to.have.length(1));
    expect(sent[0]!.trap).to.equal('Buy now');
    expect(sent[0]!.writingMs).to.be.within(0, 15_000);
  });

  it('takes as much room for a comment on its way as for one that has arrived', async () => {
    let go = () => {};
    await show({ before: (what) => (what === 'post' ? new Promise<void>((resolve) => (go = resolve)) : undefined) });
    await post();
    await until(() => expect(root().querySelector('.sending')).to.exist);
    const before = thread.getBoundingClientRect().height;
    const line = root().querySelector<HTMLElement>('.sending')!.getBoundingClientRect().height;
    go();
    await until(() => expect(article('m1')).to.exist);
    await settled(thread);
    expect(article('m1').getBoundingClientRect().height).to.be.closeTo(line, 0.5);
    expect(thread.getBoundingClientRect().height).to.be.closeTo(before, 0.5);
  });

  it('tells how many characters are left at milestones, not at every key', async () => {
    await show();
    field('comment').focus();
    type(field('comment'), 'x'.repeat(9_600));
    await until(() => expect(status()).to.contain('400 characters left'));
    type(field('comment'), 'x'.repeat(9_650));
    await settled(thread);
    expect(status()).to.contain('400 characters left');
    type(field('comment'), 'x'.repeat(10_003));
    await until(() => expect(status()).to.contain('3 characters too many'));
  });
});
