import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
// Fetched when somebody writes; here it shall not have to be waited for.
import '../../src/comment-thread/writing/page-desk.ts';
import { CommentThread, type CommentThreadLoadedEvent } from '../../src/comment-thread/comment-thread.ts';
import { FurnitureError } from '../../src/base/request.ts';
import { waiting } from '../../src/comment-thread/writing/page-wait.ts';
import { watchConsole } from '../support/console.ts';
import { breakStorage, elementSuite, readable, settled, until } from '../support/element-suite.ts';
import { makeComment, makeComments } from '../support/seeds.ts';
import { showThread, threadParts, type } from '../support/thread-parts.ts';

elementSuite({
  tag: 'comment-thread',
  Class: CommentThread,
  attributes: { backend: 'memory', thread: 'suite' },
  visible: { property: 'heading', values: ['Opinions', 'Letters', 'Voices'] },
  wrong: { property: 'sort', value: 'loudest' },
  word: 'Comments',
  loading: (src) => ({ src }),
});

/** What is drawn in an element: tags, links and text. */
function drawn(parent: Element): unknown[] {
  return [...parent.childNodes].flatMap((node): unknown[] => {
    if (node instanceof Text) return [node.data];
    return node instanceof Element ? [[node.localName, node.getAttribute('href'), drawn(node)]] : [];
  });
}

describe('<comment-thread>', () => {
  const console = watchConsole();
  let thread: CommentThread;

  async function show(options: MemoryOptions = {}, attributes: Record<string, string> = {}): Promise<MemoryBackend> {
    const backend = new MemoryBackend({ thread: 'test', ...options });
    thread = await showThread(backend, attributes);
    return backend;
  }
  const { root, articles, article, button, form } = threadParts(() => thread);
  const write = (text: string, name = 'Ada', id = 'new') => {
    type(form(id).querySelector('textarea')!, text);
    type(form(id).querySelector<HTMLInputElement>('input[name=name]')!, name);
  };
  const heard = (type: string) => {
    const events: Event[] = [];
    thread.addEventListener(type, (event) => events.push(event));
    return events;
  };

  // The pauses between attempts are not waited for; those for a minute end with the element.
  const { pause } = waiting;
  before(() => {
    waiting.pause = (ms, signal) => pause(ms > 10_000 ? ms : 0, signal);
  });
  after(() => {
    waiting.pause = pause;
  });
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    thread?.remove();
    history.replaceState(null, '', location.pathname + location.search);
  });

  describe('reading', () => {
    it('shows comments in threads, with author, time and text', async () => {
      await show({ comments: [makeComment('a'), makeComment('b', { parentId: 'a' })] });
      expect(article('a').textContent).to.contain('Reader a').and.to.contain('Text of a');
      expect(article('a').closest('li')!.contains(article('b'))).to.equal(true);
      expect(article('b').querySelector('time')!.dateTime).to.equal('2026-11-20T09:00:00.000Z');
      expect(article('b').part.contains('reply')).to.equal(true);
    });

    it('tells how many there are when the thread has arrived', async () => {
      const totals: number[] = [];
      const listen = (event: Event) => totals.push((event as CommentThreadLoadedEvent).total);
      document.addEventListener('comment-thread-loaded', listen);
      await show({ comments: makeComments(3) });
      document.removeEventListener('comment-thread-loaded', listen);
      expect(totals).to.deep.equal([3]);
      expect(readable(thread)).to.contain('3 comments');
    });

    it('says that there are none yet', async () => {
      await show();
      expect(readable(thread)).to.contain('No comments yet');
      expect(thread.matches(':state(empty)')).to.equal(true);
    });

    it('names its region by the heading, at the level asked for', async () => {
      await show({}, { 'heading-level': '4', heading: 'Letters' });
      const region = root().querySelector('section')!;
      expect(root().getElementById(region.getAttribute('aria-labelledby')!)!.localName).to.equal('h4');
    });

    it('loads page after page and never repeats a comment', async () => {
      await show({ comments: makeComments(7) }, { 'page-size': '3' });
      expect(articles()).to.have.length(3);
      button('Load more comments').click();
      await until(() => expect(articles()).to.have.length(6));
      button('Load more comments').click();
      await until(() => expect(articles()).to.have.length(7));
      expect(articles().map(({ id }) => id)).to.deep.equal([1, 2, 3, 4, 5, 6, 7].map((n) => `comment-c${n}`));
      expect(button('Load more comments')).to.equal(undefined);
    });

    it('loads all the rest at once', async () => {
      await show({ comments: makeComments(230) }, { 'page-size': '5' });
      button('View all 230 comments').click();
      await until(() => expect(articles()).to.have.length(230));
      expect(button('View all 230 comments')).to.equal(undefined);
    });

    it('loads the rest of a branch that was cut', async () => {
      const replies = makeComments(9).map((comment) => ({ ...comment, parentId: 'root' }));
      await show({ comments: [makeComment('root'), ...replies], replyLimit: 4 });
      expect(articles()).to.have.length(5);
      button('Show 5 more replies').click();
      await until(() => expect(articles()).to.have.length(9));
      button('Show 1 more reply').click();
      await until(() => expect(articles()).to.have.length(10));
    });

    it('sorts as the reader chooses', async () => {
      await show({ comments: makeComments(3) });
      const select = root().querySelector('select')!;
      select.value = 'newest';
      select.dispatchEvent(new Event('change'));
      await until(() => expect(articles()[0]!.id).to.equal('comment-c3'));
    });

    it('shows every comment of a broken tree once', async () => {
      const comments = [
        makeComment('loop1', { parentId: 'loop2' }),
        makeComment('loop2', { parentId: 'loop1' }),
        makeComment('self', { parentId: 'self' }),
        makeComment('orphan', { parentId: 'nobody' }),
      ];
      const thread = { id: 't', count: 4, open: true, premoderated: false };
      await showForeign(async () => ({ thread, comments: [...comments, comments[3]!], nextCursor: null }));
      expect(
        articles()
          .map(({ id }) => id)
          .sort(),
      ).to.deep.equal(['loop1', 'loop2', 'orphan', 'self'].map((id) => `comment-${id}`));
    });

    it('keeps deleted comments with replies as tombstones', async () => {
      const deleted = makeComment('a', { state: 'deleted', author: { name: '' }, body: '' });
      await show({ comments: [deleted, makeComment('b', { parentId: 'a' })] });
      expect(article('a').textContent).to.contain('This comment was deleted.');
      expect(button('Upvote', article('a'))).to.equal(undefined);
      expect(article('b').textContent).to.contain('Text of b');
    });

    it('is for reading only when it is closed', async () => {
      await show({ comments: makeComments(1) }, { closed: '' });
      expect(readable(thread)).to.contain('Comments are closed.');
      expect(form()).to.equal(null);
      expect(button('Reply to Reader c1')).to.equal(undefined);
    });

    it('says what failed, keeps the author’s content, and tries again', async () => {
      let isDown = true;
      const before = () => {
        if (isDown) throw new FurnitureError('offline', 'down');
      };
      const failures: Event[] = [];
      const listen = (event: Event) => failures.push(event);
      document.addEventListener('comment-thread-failed', listen);
      await show({ comments: makeComments(1), before });
      document.removeEventListener('comment-thread-failed', listen);
      expect(failures).to.have.length(1);
      expect(readable(thread)).to.contain('could not be reached');
      isDown = false;
      button('Try again').click();
      await until(() => expect(articles()).to.have.length(1));
    });

    it('keeps what was shown when the next page fails, and tries again', async () => {
      let isDown = false;
      const before = () => {
        if (isDown) throw new FurnitureError('timeout', 'slow');
      };
      await show({ comments: makeComments(4), before }, { 'page-size': '3' });
      isDown = true;
      button('Load more comments').click();
      await until(() => expect(button('Try again')).to.exist);
      expect(articles()).to.have.length(3);
      isDown = false;
      button('Try again').click();
      await until(() => expect(articles()).to.have.length(4));
    });

    async function showForeign(list: () => Promise<unknown>): Promise<void> {
      thread = document.createElement('comment-thread');
      const capabilities = { post: false, edit: false, remove: false, vote: false };
      (thread as unknown as { backend: unknown }).backend = { capabilities, list };
      document.body.append(thread);
      await until(() => expect(thread.matches(':state(loading)')).to.equal(false));
      await settled(thread);
    }

    it('leaves out what is no comment and shows the rest', async () => {
      const hostile = { ...makeComment('x'), body: { _$litType$: 1, strings: ['<b>'], values: [] } };
      const texts = { ...makeComment('y'), body: { format: 'markdown', text: { _$litDirective$: 1 } } };
      const thread = { id: 't', count: 3, open: true, premoderated: false };
      const comments = [hostile, texts, null, 7, makeComment('good')];
      await showForeign(async () => ({ thread, comments, nextCursor: null }));
      expect(articles().map(({ id }) => id)).to.deep.equal(['comment-good']);
    });

    it('says malformed when nothing of an answer can be used', async () => {
      await showForeign(async () => ({ comments: [{ id: '1', body: null }], nextCursor: null }));
      expect(readable(thread)).to.contain('could not be read');
      expect(button('Try again')).to.exist;
    });

    it('offers only what the backend can do', async () => {
      const thread = { id: 't', count: 1, open: true, premoderated: false };
      await showForeign(async () => ({ thread, comments: [makeComment('a')], nextCursor: null }));
      expect([...root().querySelectorAll('button')].map((one) => one.textContent.trim())).to.deep.equal(['Copy link']);
    });
  });

  describe('writing', () => {
    it('posts a comment, shows it, moves the focus to it and empties the form', async () => {
      await show();
      const asked = heard('comment-thread-post');
      const told = heard('comment-thread-posted');
      write('A *fine* piece');
      button('Post comment').click();
      await until(() => expect(told).to.have.length(1));
      await settled(thread);
      expect(asked).to.have.length(1);
      expect(articles()).to.have.length(1);
      expect(articles()[0]!.querySelector('em')!.textContent).to.equal('fine');
      expect(root().activeElement).to.equal(articles()[0]);
      expect(form().querySelector('textarea')!.value).to.equal('');
      expect(root().querySelector('[role=status]')!.textContent).to.contain('posted');
    });

    it('does not post what the page vetoes, and keeps the text', async () => {
      await show();
      thread.addEventListener('comment-thread-post', (event) => event.preventDefault());
      write('Not now');
      button('Post comment').click();
      await settled(thread);
      expect(articles()).to.have.length(0);
      expect(form().querySelector('textarea')!.value).to.equal('Not now');
    });

    it('replies below the comment and returns the focus when the reader cancels', async () => {
      await show({ comments: makeComments(1) });
      button('Reply to Reader c1').click();
      await settled(thread);
      expect(root().activeElement).to.equal(form('reply:c1').querySelector('textarea'));
      button('Cancel', form('reply:c1')).click();
      await settled(thread);
      expect(root().activeElement).to.equal(button('Reply to Reader c1'));
      button('Reply to Reader c1').click();
      await settled(thread);
      write('An answer', 'Bo', 'reply:c1');
      button('Post reply').click();
      await until(() => expect(article('m1')).to.exist);
      expect(article('c1').closest('li')!.contains(article('m1'))).to.equal(true);
      expect(form('reply:c1')).to.equal(null);
    });

    it('posts with the keyboard alone', async () => {
      await show({ comments: makeComments(1) });
      root().querySelector<HTMLElement>('.toolbar a')!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(root().activeElement).to.equal(form().querySelector('textarea')));
      await sendKeys({ type: 'By hand' });
      for (const name of ['name', '', '', '']) {
        await sendKeys({ press: 'Tab' });
        if (name) await sendKeys({ type: 'Ada' });
      }
      expect(root().activeElement!.textContent).to.contain('Post comment');
      await sendKeys({ press: 'Enter' });
      await until(() => expect(article('m1')).to.exist);
      expect(article('m1').textContent).to.contain('By hand').and.to.contain('Ada');
      expect(location.hash).to.equal('');
    });

    it('says by the field what is missing', async () => {
      await show();
      write('\u200b ', '');
      button('Post comment').click();
      await settled(thread);
      const field = form().querySelector('textarea')!;
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      expect(root().activeElement).to.equal(field);
      expect(readable(thread)).to.contain('Please write something first.').and.to.contain('Please enter a name.');
    });

    it('counts down near the limit, and refuses more without losing any of it', async () => {
      await show();
      write('x'.repeat(9_900));
      await settled(thread);
      expect(readable(thread)).to.contain('100 characters left');
      write('x'.repeat(10_001));
      await settled(thread);
      expect(readable(thread)).to.contain('1 character too many');
      button('Post comment').click();
      await settled(thread);
      expect(articles()).to.have.length(0);
      expect(form().querySelector('textarea')!.value).to.have.length(10_001);
    });

    it('keeps the text when posting fails, and posts once however often it is tried', async () => {
      let failures = 4;
      const backend = await show();
      // The server stores it, and its answer is lost.
      const post = backend.post.bind(backend);
      backend.post = async (...parameters) => {
        const answer = await post(...parameters);
        if (failures-- > 0) throw new FurnitureError('timeout', 'lost');
        return answer;
      };
      const failed = heard('comment-thread-failed');
      write('Only once');
      button('Post comment').click();
      await until(() => expect(button('Try again')).to.exist);
      expect(articles()).to.have.length(0);
      expect(form().querySelector('textarea')!.value).to.equal('Only once');
      expect(failed).to.have.length(1);
      button('Try again').click();
      await until(() => expect(failed).to.have.length(2));
      await settled(thread);
      button('Try again').click();
      await until(() => expect(articles()).to.have.length(1));
      const { comments } = await backend.list({ sort: 'oldest', limit: 10 }, new AbortController().signal);
      expect(comments).to.have.length(1);
    });

    it('sends one request when the button is pressed twice', async () => {
      const keys: string[] = [];
      const backend = await show();
      const post = backend.post.bind(backend);
      backend.post = (input, options, signal) => (keys.push(options.key), post(input, options, signal));
      write('Twice');
      const press = button('Post comment');
      press.click();
      press.click();
      await until(() => expect(article('m1')).to.exist);
      expect(keys).to.have.length(1);
    });

    it('says by the field what the server refused', async () => {
      const errors = [{ path: 'body', message: 'too many links' }];
      await show({
        before: (what) => {
          if (what === 'post') throw new FurnitureError('refused', 'no', { status: 422, problem: { errors } });
        },
      });
      write('http://a.example http://b.example');
      button('Post comment').click();
      await until(() => expect(readable(thread)).to.contain('too many links'));
      expect(form().querySelector('textarea')!.value).to.contain('a.example');
    });

    it('says that a held comment waits, to its writer', async () => {
      await show({ hold: 'all' });
      write('Hold me');
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
      expect(article('m1').textContent).to.contain('Waiting for approval');
    });

    for (const isBroken of [false, true]) {
      it(`keeps a draft for the next visit${isBroken ? ' as long as it can when storage throws' : ''}`, async () => {
        const restore = isBroken ? breakStorage() : () => {};
        try {
          await show();
          write('Half a thought');
          if (isBroken) thread.heading = 'Drawn again';
          else {
            thread.remove();
            await show();
          }
          await until(() => expect(form().querySelector('textarea')!.value).to.equal('Half a thought'));
        } finally {
          restore();
        }
      });
    }

    it('clears the draft once it is posted', async () => {
      await show();
      write('Done');
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
      await settled(thread);
      thread.remove();
      await show();
      expect(form().querySelector('textarea')!.value).to.equal('');
    });

    it('previews exactly what will be posted', async () => {
      await show();
      write('**Bold** claim\n\n> quoted\n\n- one\n- two\n\nhttps://example.org');
      button('Preview').click();
      await settled(thread);
      const preview = drawn(root().querySelector('.preview')!);
      button('Write').click();
      await settled(thread);
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
      expect(drawn(article('m1').querySelector('.body')!)).to.deep.equal(preview);
    });

    it('remembers the name only when the reader asks for it', async () => {
      await show();
      write('First');
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
      expect(localStorage.getItem('page-furniture:name')).to.equal(null);
      write('Second', 'Ada L');
      form().querySelector<HTMLInputElement>('[type=checkbox]')!.click();
      button('Post comment').click();
      await until(() => expect(article('m2')).to.exist);
      await settled(thread);
      thread.remove();
      await show();
      await until(() => expect(form().querySelector<HTMLInputElement>('input[name=name]')!.value).to.equal('Ada L'));
    });

    it('asks a signed-in reader for no name, and sends the token', async () => {
      const tokens: unknown[] = [];
      const backend = await show();
      const post = backend.post.bind(backend);
      backend.post = (input, options, signal) => (
        tokens.push(options.token, input.author),
        post(input, options, signal)
      );
      thread.token = async () => 'the.jwt.here';
      await settled(thread);
      expect(form().querySelector('input[name=name]')).to.equal(null);
      type(form().querySelector('textarea')!, 'Signed');
      button('Post comment').click();
      await until(() => expect(article('m1')).to.exist);
      expect(tokens).to.deep.equal(['the.jwt.here', undefined]);
    });

    it('lets only signed-in readers write where guests may not', async () => {
      await show({ comments: makeComments(1) }, { 'no-guests': '', 'sign-in': '' });
      const asked = heard('comment-thread-sign-in');
      expect(form()).to.equal(null);
      button('Sign in to comment').click();
      expect(asked).to.have.length(1);
    });
  });

  describe('own comments', () => {
    async function post(text = 'Mine'): Promise<void> {
      write(text);
      button('Post comment').click();
      await until(() => expect(button('Edit')).to.exist);
    }

    it('can be edited', async () => {
      await show();
      await post();
      button('Edit').click();
      await settled(thread);
      type(form('edit:m1').querySelector('textarea')!, 'Mine, corrected');
      button('Save changes').click();
      await until(() => expect(article('m1').textContent).to.contain('Mine, corrected').and.to.contain('edited'));
      expect(root().activeElement).to.equal(article('m1'));
    });

    it('can be edited after a reload, for a quarter of an hour', async () => {
      const backend = await show();
      await post();
      thread.remove();
      thread = document.createElement('comment-thread');
      thread.backend = backend;
      thread.thread = 'test';
      document.body.append(thread);
      await until(() => expect(button('Edit')).to.exist);
    });

    it('are deleted at the second press where that cannot be taken back', async () => {
      await show({ capabilities: { restore: false } });
      await post();
      button('Delete').click();
      await settled(thread);
      expect(articles()).to.have.length(1);
      expect(readable(thread)).to.contain('Press Delete again');
      button('Delete').click();
      await until(() => expect(articles()).to.have.length(0));
    });

    it('stay as tombstones when they have replies', async () => {
      const backend = await show({ capabilities: { restore: false } });
      await post();
      const reply = { body: 'But', parentId: 'm1', author: { name: 'Bo' } };
      await backend.post(reply, { key: 'other-key-1' }, new AbortController().signal);
      await thread['updateComplete'];
      button('Reply to Ada').click();
      await settled(thread);
      write('And', 'Cy', 'reply:m1');
      button('Post reply').click();
      await until(() => expect(article('m3')).to.exist);
      const own = article('m1');
      button('Delete', own).click();
      await settled(thread);
      button('Delete', own).click();
      await until(() => expect(article('m1').textContent).to.contain('This comment was deleted.'));
      expect(article('m3')).to.exist;
    });

    it('keep their text when a change fails', async () => {
      let isDown = false;
      await show({
        before: (what) => {
          if (isDown && what === 'edit') throw new FurnitureError('offline', 'down');
        },
      });
      await post();
      isDown = true;
      button('Edit').click();
      await settled(thread);
      type(form('edit:m1').querySelector('textarea')!, 'Changed');
      button('Save changes').click();
      await until(() => expect(readable(thread)).to.contain('Your change was not saved'));
      expect(form('edit:m1').querySelector('textarea')!.value).to.equal('Changed');
    });
  });

  describe('votes', () => {
    const counts = (id: string) =>
      [...article(id).querySelectorAll('.count > [aria-hidden]')].map((one) => one.textContent);

    it('are counted at once, told, and taken back by the same button', async () => {
      await show({ comments: makeComments(1) });
      const told = heard('comment-thread-voted');
      button('Upvote').click();
      await settled(thread);
      expect(counts('c1')).to.deep.equal(['1']);
      expect(button('Upvote').getAttribute('aria-pressed')).to.equal('true');
      await until(() => expect(told).to.have.length(1));
      button('Upvote').click();
      await until(() => expect(told).to.have.length(2));
      expect(counts('c1')).to.deep.equal([]);
    });

    it('are rolled back when they were not counted', async () => {
      let go = () => {};
      await show({
        comments: makeComments(1),
        before: async (what) => {
          if (what !== 'vote') return;
          await new Promise<void>((resolve) => (go = resolve));
          throw new FurnitureError('offline', 'down');
        },
      });
      button('Downvote').click();
      await settled(thread);
      expect(counts('c1')).to.deep.equal(['1']);
      go();
      await until(() => expect(counts('c1')).to.deep.equal([]));
      expect(readable(thread)).to.contain('Your vote was not counted.');
    });

    it('are not offered where the publisher wants none', async () => {
      await show({ comments: makeComments(1) }, { 'no-votes': '' });
      expect(button('Upvote')).to.equal(undefined);
    });
  });

  describe('links to comments', () => {
    it('open a comment on a later page', async () => {
      history.replaceState(null, '', '#comment-c9');
      await show({ comments: makeComments(20) }, { 'page-size': '3' });
      await until(() => expect(root().activeElement).to.equal(article('c9')));
      expect(article('c9').classList.contains('target')).to.equal(true);
      button('View all 20 comments').click();
      await until(() => expect(articles()).to.have.length(20));
      expect(articles()[8]!.id).to.equal('comment-c9');
    });

    it('are followed while the page is open', async () => {
      await show({ comments: makeComments(20) }, { 'page-size': '3' });
      location.hash = '#comment-c15';
      await until(() => expect(root().activeElement).to.equal(article('c15')));
    });

    it('leave other fragments alone', async () => {
      history.replaceState(null, '', '#section-2');
      await show({ comments: makeComments(2) });
      expect(root().activeElement).to.equal(null);
      expect(location.hash).to.equal('#section-2');
      expect(root().querySelector('.target')).to.equal(null);
    });

    it('say so when the comment is gone', async () => {
      history.replaceState(null, '', '#comment-nope');
      await show({ comments: makeComments(2) });
      expect(readable(thread)).to.contain('not here any more');
      expect(articles()).to.have.length(2);
    });

    it('can be copied, or are shown to be copied by hand', async () => {
      await show({ comments: makeComments(1) });
      button('Copy link').click();
      await until(() => expect(article('c1').textContent).to.match(/Link copied|Copy this link/));
      const input = article('c1').querySelector('input');
      if (input) expect(input.value).to.match(/#comment-c1$/);
    });
  });

  it('notices a change of thread and of backend', async () => {
    await show({ comments: makeComments(1) });
    thread.backend = new MemoryBackend({ comments: [makeComment('other')] });
    await until(() => expect(article('other')).to.exist);
    expect(article('c1')).to.equal(null);
    expect(console.lines).to.deep.equal([]);
  });
});
