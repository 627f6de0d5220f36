import { expect } from '@open-wc/testing';

import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
// Fetched later; here they shall not have to be waited for.
import '../../src/comment-thread/live/page-live.ts';
import '../../src/comment-thread/writing/page-desk.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import { atRest } from '../../src/base/at-rest.ts';
import { FurnitureError } from '../../src/base/request.ts';
import { watchConsole } from '../support/console.ts';
import { breakStorage, readable, settled, until } from '../support/element-suite.ts';
import { makeComment, makeComments } from '../support/seeds.ts';
import { showThread, threadParts } from '../support/thread-parts.ts';

const REPLIES = [
  makeComment('a'),
  makeComment('b', { parentId: 'a' }),
  makeComment('c', { parentId: 'b' }),
  makeComment('d'),
];
/** Later than all comments of the seeds. */
const LATE = '2026-11-21T09:00:00.000Z';

describe('<comment-thread> for readers', () => {
  const console = watchConsole();
  const realNow = Date.now;
  let thread: CommentThread;
  let backend: MemoryBackend;

  async function show(options: MemoryOptions = {}, attributes: Record<string, string> = {}): Promise<void> {
    backend = new MemoryBackend({ thread: 'test', ...options });
    await place(attributes);
  }
  async function place(attributes: Record<string, string> = {}): Promise<void> {
    thread = await showThread(backend, attributes);
  }
  /** Shows a thread whose news come by a stream, and waits until that is open. */
  async function stream(options: MemoryOptions = {}, attributes: Record<string, string> = {}): Promise<void> {
    let isOpen = false;
    const before: MemoryOptions['before'] = (what) => void (isOpen ||= what === 'stream');
    await show({ before, ...options }, { live: 'stream', ...attributes });
    await until(() => expect(isOpen).to.equal(true));
    await settled(thread);
  }
  const { root, articles, article, button, status } = threadParts(() => thread);
  const ids = () => articles().map(({ id }) => id.replace('comment-', ''));
  const late = (id: string, more = {}) => makeComment(id, { createdAt: LATE, ...more });

  /** Another minute has passed, and the network is there again. */
  const comeBackLater = () => {
    const now = Date.now();
    Date.now = () => now + 60_000;
    window.dispatchEvent(new Event('online'));
  };

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    Date.now = realNow;
    thread?.remove();
    localStorage.clear();
    history.replaceState(null, '', location.pathname + location.search);
    expect(console.lines).to.deep.equal([]);
  });

  describe('news', () => {
    it('wait behind a button, which shows and marks them and leads to the first', async () => {
      await stream({ comments: REPLIES });
      backend.arrive(late('e'));
      backend.arrive(late('f', { parentId: 'a' }));
      await until(() => expect(button('Show 2 new comments')).to.exist);
      expect(ids()).to.deep.equal(['a', 'b', 'c', 'd']);
      expect(status()).to.equal('There are 2 new comments.');
      expect(readable(thread)).to.contain('6 comments');
      button('Show 2 new comments').click();
      await until(() => expect(root().activeElement?.id).to.equal('comment-f'));
      expect(ids()).to.deep.equal(['a', 'b', 'c', 'f', 'd', 'e']);
      expect(article('a').closest('li')!.contains(article('f'))).to.equal(true);
      expect(article('f').querySelector('.fresh')!.textContent).to.equal('New');
      expect(article('d').querySelector('.fresh')).to.equal(null);
      expect(button('Show 2 new comments')).to.equal(undefined);
    });

    it('come also to a thread that was moved in its page', async () => {
      await stream({ comments: makeComments(2) });
      const place = document.createElement('main');
      document.body.append(place);
      place.append(thread);
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      button('Show 1 new comment').click();
      await until(() => expect(ids()).to.deep.equal(['c1', 'c2', 'e']));
      place.remove();
    });

    it('stand first, below what is pinned, where the newest come first', async () => {
      await stream({ comments: [makeComment('p', { pinned: true }), makeComment('q')] }, { sort: 'newest' });
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      button('Show 1 new comment').click();
      await until(() => expect(ids()).to.deep.equal(['p', 'e', 'q']));
    });

    it('move nothing before they are asked for', async () => {
      await stream({ comments: makeComments(5) });
      const places = () => articles().map((one) => one.getBoundingClientRect().top);
      const before = [...places(), root().querySelector('.root')!.getBoundingClientRect().height];
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      expect([...places(), root().querySelector('.root')!.getBoundingClientRect().height]).to.deep.equal(before);
    });

    it('cover no control at the end of the thread', async () => {
      await stream({ comments: makeComments(12) });
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      root().querySelector('textarea')!.scrollIntoView({ block: 'end' });
      const bar = root().querySelector('.news-bar')!.getBoundingClientRect();
      for (const control of [...articles()[11]!.querySelectorAll('button'), root().querySelector('textarea')!]) {
        const { top, bottom } = control.getBoundingClientRect();
        expect(bottom <= bar.top || top >= bar.bottom, control.textContent).to.equal(true);
      }
    });

    it('come once, however often they are told', async () => {
      await stream({ comments: REPLIES });
      backend.arrive(late('e'));
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      button('Show 1 new comment').click();
      await until(() => expect(article('e')).to.exist);
      backend.arrive(late('e', { body: 'Edited', editedAt: LATE }));
      await until(() => expect(article('e').textContent).to.contain('Edited'));
      expect(button('Show 1 new comment')).to.equal(undefined);
      expect(ids().filter((id) => id === 'e')).to.have.length(1);
    });

    it('do not count what the reader writes', async () => {
      await stream({ comments: REPLIES });
      const form = root().querySelector('form')!;
      const fill = (field: HTMLInputElement | HTMLTextAreaElement, value: string) => {
        field.value = value;
        field.dispatchEvent(new Event('input'));
      };
      fill(form.querySelector('textarea')!, 'Mine');
      fill(form.querySelector<HTMLInputElement>('input[name=name]')!, 'Ada');
      form.requestSubmit();
      await until(() => expect(article('m1')).to.exist);
      await settled(thread);
      expect(root().querySelector('.news-bar')).to.equal(null);
      expect(article('m1').classList.contains('new')).to.equal(false);
    });

    it('apply changes of what is on show at once', async () => {
      await stream({ comments: REPLIES });
      backend.arrive({ ...REPLIES[3]!, votes: { up: 3, down: 0 } });
      await until(() => expect(article('d').querySelector('.count')!.textContent).to.contain('3'));
      backend.withdraw('d');
      await until(() => expect(article('d').textContent).to.contain('This comment was deleted.'));
      expect(article('d').textContent).not.to.contain('Reader d');
      expect(root().querySelector('.news-bar')).to.equal(null);
    });

    it('take back what was withdrawn before anybody saw it', async () => {
      await stream({ comments: REPLIES });
      backend.arrive(late('e'));
      await until(() => expect(button('Show 1 new comment')).to.exist);
      backend.withdraw('e');
      await until(() => expect(button('Show 1 new comment')).to.equal(undefined));
    });

    it('close the thread under a writer, whose text stays to be read and copied', async () => {
      await stream({ comments: REPLIES });
      const field = root().querySelector('textarea')!;
      field.value = 'Half a thought';
      field.dispatchEvent(new Event('input'));
      backend.setOpen(false);
      await until(() => expect(root().querySelector('form')).to.equal(null));
      expect(root().querySelector<HTMLTextAreaElement>('textarea[readonly]')!.value).to.equal('Half a thought');
      expect(status()).to.equal('Comments were closed.');
      backend.setOpen(true);
      await until(() =>
        expect(root().querySelector<HTMLTextAreaElement>('form textarea')!.value).to.equal('Half a thought'),
      );
    });

    it('are looked for when the network comes back after a while', async () => {
      const looks: string[] = [];
      await show({ comments: REPLIES, before: (what) => void looks.push(what) });
      await until(() => expect(root().querySelector('.news')).to.exist);
      backend.arrive(late('e'));
      await until(() => {
        comeBackLater();
        expect(looks).to.include('changes');
      });
      await until(() => expect(button('Show 1 new comment')).to.exist);
    });

    it('are not looked for when the publisher wants none', async () => {
      const looks: string[] = [];
      await show({ comments: REPLIES, before: (what) => void looks.push(what) }, { live: 'off' });
      Date.now = () => realNow() + 600_000;
      window.dispatchEvent(new Event('online'));
      await settled(thread);
      expect(looks).to.deep.equal(['list']);
    });

    it('are looked for where a stream cannot be had', async () => {
      const looks: string[] = [];
      const before = (what: string) => {
        looks.push(what);
        if (what === 'stream') throw new FurnitureError('offline', 'no stream here');
      };
      await show({ comments: REPLIES, before }, { live: 'stream' });
      await until(() => expect(looks).to.include('stream'));
      await until(() => {
        comeBackLater();
        expect(looks).to.include('changes');
      });
    });

    it('stop with the element', async () => {
      let signal: AbortSignal | undefined;
      await stream({
        comments: REPLIES,
        before: (what, given) => void (what === 'stream' && (signal = given)),
      }).catch(() => {});
      await until(() => expect(signal).to.exist);
      thread.remove();
      expect(signal!.aborted).to.equal(true);
    });

    it('survive a backend that tells nonsense', async () => {
      await stream({ comments: REPLIES });
      const tell = backend.changes.bind(backend);
      backend.changes = async (after, signal) => ({ ...(await tell(after, signal)), comments: [null, 7, {}] as never });
      Date.now = () => realNow() + 60_000;
      window.dispatchEvent(new Event('online'));
      await settled(thread);
      expect(ids()).to.deep.equal(['a', 'b', 'c', 'd']);
    });
  });

  describe('unread comments', () => {
    /** Leaves the page as soon as the visit counts. */
    async function visited(): Promise<void> {
      await until(() => {
        window.dispatchEvent(new Event('pagehide'));
        expect(localStorage.getItem('page-furniture:visits')).not.to.equal(null);
      });
      thread.remove();
    }

    it('are none at a first visit', async () => {
      await show({ comments: REPLIES });
      await settled(thread);
      expect(root().querySelector('.fresh')).to.equal(null);
      expect(button('Next unread comment')).to.equal(undefined);
    });

    it('are marked at the next visit, and met one after the other', async () => {
      await show({ comments: REPLIES }, { live: 'off' });
      await until(() => expect(root().querySelector('.news')).to.exist);
      await visited();
      backend.arrive(late('e', { parentId: 'a' }));
      backend.arrive(late('f'));
      await place();
      await until(() => expect(article('e').querySelector('.fresh')!.textContent).to.equal('New'));
      expect(article('d').querySelector('.fresh')).to.equal(null);
      expect(readable(thread)).to.contain('2 unread');
      const next = () => button('Next unread comment').click();
      next();
      await until(() => expect(root().activeElement).to.equal(article('e')));
      next();
      await until(() => expect(root().activeElement).to.equal(article('f')));
      next();
      await until(() => expect(root().activeElement).to.equal(article('e')));
    });

    it('open the branch that they stand in', async () => {
      await show({ comments: REPLIES });
      await visited();
      backend.arrive(late('e', { parentId: 'a' }));
      await place();
      await until(() => expect(button('Next unread comment')).to.exist);
      button('Hide replies', article('a')).click();
      await settled(thread);
      button('Next unread comment').click();
      await until(() => expect(root().activeElement).to.equal(article('e')));
      expect(article('e').closest('[hidden]')).to.equal(null);
    });

    it('do without a memory', async () => {
      const restore = breakStorage();
      try {
        await show({ comments: REPLIES });
        window.dispatchEvent(new Event('pagehide'));
        thread.remove();
        await place();
        expect(root().querySelector('.fresh')).to.equal(null);
      } finally {
        restore();
      }
    });
  });

  describe('branches', () => {
    it('are hidden and shown, and find-in-page may open them', async () => {
      await show({ comments: REPLIES });
      const fold = button('Hide replies', article('a'));
      fold.focus();
      expect(fold.getAttribute('aria-expanded')).to.equal('true');
      fold.click();
      await settled(thread);
      const list = article('b').closest('ol')!;
      expect(list.getAttribute('hidden')).to.equal('until-found');
      expect(fold.textContent.trim()).to.equal('Show 2 replies');
      expect(fold.getAttribute('aria-expanded')).to.equal('false');
      expect(root().activeElement).to.equal(fold);
      list.dispatchEvent(new Event('beforematch', { bubbles: true }));
      await settled(thread);
      expect(list.hasAttribute('hidden')).to.equal(false);
      expect(fold.getAttribute('aria-expanded')).to.equal('true');
    });

    it('stay hidden while other comments come', async () => {
      await show({ comments: [...REPLIES, ...makeComments(5)] }, { 'page-size': '2' });
      button('Hide replies', article('a')).click();
      await settled(thread);
      button('Load more comments').click();
      await until(() => expect(article('c2')).to.exist);
      expect(article('b').closest('ol')!.hasAttribute('hidden')).to.equal(true);
    });

    it('open for a comment that the address asks for', async () => {
      await show({ comments: REPLIES });
      button('Hide replies', article('a')).click();
      button('Hide replies', article('b')).click();
      await settled(thread);
      location.hash = '#comment-c';
      await until(() => expect(root().activeElement).to.equal(article('c')));
      expect(article('c').closest('[hidden]')).to.equal(null);
    });

    it('offer nothing where there is no reply', async () => {
      await show({ comments: [makeComment('x')] });
      expect(button('Hide replies')).to.equal(undefined);
    });
  });

  describe('what a server wrote between the tags', () => {
    let go = () => {};
    let after: HTMLElement;
    /** A thread whose server-rendered comments stand in the page while the living ones are awaited. */
    async function serve(options: MemoryOptions = {}): Promise<void> {
      const arrived = new Promise<void>((resolve) => (go = resolve));
      backend = new MemoryBackend({
        comments: REPLIES,
        before: (what) => (what === 'list' ? arrived : undefined),
        ...options,
      });
      thread = document.createElement('comment-thread');
      for (const { id, body } of REPLIES) {
        const one = document.createElement('article');
        one.id = `comment-${id}`;
        one.tabIndex = -1;
        one.textContent = body.text;
        one.style.blockSize = '400px';
        thread.append(one);
      }
      thread.backend = backend;
      thread.thread = 'test';
      after = document.createElement('p');
      after.textContent = 'What follows';
      document.body.append(thread, after);
      await settled(thread);
    }
    afterEach(() => {
      after?.remove();
      scrollTo(0, 0);
    });
    const served = (id: string) => thread.querySelector<HTMLElement>(`#comment-${id}`)!;

    it('takes no more room than before while the thread is awaited', async () => {
      await serve();
      expect(Math.round(thread.getBoundingClientRect().height)).to.equal(1600);
      expect(readable(thread)).to.contain('Text of a');
    });

    it('is replaced where the reader is, and keeps the focus', async () => {
      await serve();
      served('c').focus({ preventScroll: true });
      scrollTo(0, served('c').getBoundingClientRect().top + scrollY + 30);
      go();
      await until(() => expect(article('c')).to.exist);
      await settled(thread);
      expect(Math.abs(article('c').getBoundingClientRect().top + 30)).to.be.below(2);
      expect(root().activeElement).to.equal(article('c'));
    });

    it('stays as long as text in it is selected', async () => {
      await serve();
      const text = served('b').firstChild!;
      getSelection()!.setBaseAndExtent(text, 0, text, 4);
      let isListed = false;
      const list = backend.list.bind(backend);
      backend.list = async (...values) => list(...values).finally(() => (isListed = true));
      thread.thread = 'again';
      go();
      await until(() => expect(isListed).to.equal(true));
      await settled(thread);
      expect(getSelection()!.toString()).to.equal('Text');
      expect(served('b').checkVisibility()).to.equal(true);
      expect(article('b')).to.equal(null);
      getSelection()!.removeAllRanges();
      await until(() => expect(article('b')).to.exist);
    });

    it('waits for no text that is selected elsewhere', async () => {
      await serve();
      getSelection()!.selectAllChildren(after);
      go();
      await until(() => expect(article('b')).to.exist);
      expect(getSelection()!.toString()).to.equal('What follows');
      getSelection()!.removeAllRanges();
    });

    it('is what the address may ask for', async () => {
      history.replaceState(null, '', '#comment-b');
      await serve();
      go();
      await until(() => expect(root().activeElement?.id).to.equal('comment-b'));
    });

    it('holds the page below until the reader does something', async () => {
      await serve({ comments: [] });
      const top = () => after.getBoundingClientRect().top;
      const before = top();
      scrollTo(0, document.documentElement.scrollHeight);
      go();
      await until(() => expect(readable(thread)).to.contain('No comments yet'));
      await settled(thread);
      scrollTo(0, 0);
      expect(Math.round(top())).to.equal(Math.round(before));
      window.dispatchEvent(new Event('pointerdown'));
      expect(top()).to.be.below(before);
    });
  });

  it('links a flattened reply to the comment that it answers', async () => {
    const chain = makeComments(7).map((comment, index) => ({
      ...comment,
      parentId: index === 0 ? null : `c${index}`,
    }));
    await show({ comments: chain });
    expect(article('c7').querySelector<HTMLAnchorElement>('header a')!.hash).to.equal('#comment-c6');
    article('c7').querySelector<HTMLAnchorElement>('header a')!.click();
    await until(() => expect(root().activeElement).to.equal(article('c6')));
  });

  it('says the exact time to everybody, on show where the address asks for the comment', async () => {
    await show({ comments: REPLIES });
    const exact = article('a').querySelector<HTMLElement>('.exact')!;
    expect(exact.textContent).to.contain('2026');
    expect(exact.getBoundingClientRect().width).to.be.at.most(1);
    location.hash = '#comment-a';
    await until(() => expect(root().activeElement).to.equal(article('a')));
    expect(exact.getBoundingClientRect().width).to.be.greaterThan(20);
  });

  it('tells times by the server’s clock', async () => {
    const server = realNow();
    Date.now = () => realNow() + 3_600_000;
    backend = new MemoryBackend({ comments: [makeComment('x', { createdAt: new Date(server).toISOString() })] });
    Object.assign(backend, { skewMs: -3_600_000 });
    await place();
    expect(article('x').querySelector('time')!.textContent).to.equal('now');
  });

  describe('a description for machines', () => {
    const blocks = () => [...document.head.querySelectorAll('script[data-comment-thread]')];
    const described = () => JSON.parse(blocks()[0]!.textContent) as Record<string, never>;
    let others: HTMLScriptElement | undefined;
    const write = (json: unknown) => {
      others = document.createElement('script');
      others.type = 'application/ld+json';
      others.textContent = JSON.stringify(json);
      document.head.append(others);
    };
    afterEach(() => others?.remove());

    it('stands in the page’s head while the thread does, as plain text', async () => {
      await show({
        comments: [makeComment('a', { body: 'A **bold** </script> word' }), makeComment('b', { parentId: 'a' })],
      });
      await until(() => expect(blocks()).to.have.length(1));
      expect(described()['@type']).to.equal('DiscussionForumPosting');
      const [first] = described()['comment'] as unknown as { text: string; comment: { text: string }[] }[];
      expect(first!.text).to.equal('A bold </script> word');
      expect(first!.comment[0]!.text).to.equal('Text of b');
      thread.remove();
      expect(blocks()).to.have.length(0);
    });

    it('follows what is posted, changed, hidden and deleted, and leaves when nothing is left', async () => {
      await stream({ comments: [makeComment('a'), makeComment('b')] });
      const told = () => (described()['comment'] as unknown as { text: string }[]).map(({ text }) => text);
      await until(() => expect(told()).to.deep.equal(['Text of a', 'Text of b']));
      backend.arrive(makeComment('b', { body: 'Changed', editedAt: '2026-11-20T10:00:00.000Z' }));
      await until(() => expect(told()).to.deep.equal(['Text of a', 'Changed']));
      backend.arrive(makeComment('a', { state: 'hidden' }));
      await until(() => expect(told()).to.deep.equal(['Changed']));
      expect(described()['commentCount']).to.equal(1);
      backend.withdraw('b');
      await until(() => expect(blocks()).to.have.length(0));
    });

    it('hangs on the article that the page describes', async () => {
      write({ '@graph': [{ '@type': 'NewsArticle', '@id': 'https://lantern.example/a#article' }] });
      await show({ comments: REPLIES });
      await until(() => expect(blocks()).to.have.length(1));
      expect(described()['@id']).to.equal('https://lantern.example/a#article');
      expect(described()['@type']).to.equal('NewsArticle');
      expect(described()['commentCount']).to.equal(4);
    });

    it('is left to the page where that has one', async () => {
      write({ '@type': 'NewsArticle', comment: [{ '@type': 'Comment', text: 'Ours' }] });
      await show({ comments: REPLIES });
      await new Promise<void>((resolve) => atRest(resolve));
      await settled(thread);
      expect(blocks()).to.have.length(0);
    });
  });
});
