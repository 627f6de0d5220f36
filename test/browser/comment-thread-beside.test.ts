import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import { makeAnchor } from '../../src/comment-thread/passages/make-anchor.ts';
import { ArticleText } from '../../src/comment-thread/passages/page-article.ts';
import '../../src/comment-thread/passages/page-passages.ts';
import type { Anchor } from '../../src/contracts/anchor.ts';
import type { Comment } from '../../src/contracts/comments.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { settled, until } from '../support/element-suite.ts';
import { makeComment, makeComments } from '../support/seeds.ts';
import { showThread, threadParts, type } from '../support/thread-parts.ts';

const FIRST = 'For eleven years the books stood in a warehouse behind the timber yard.';
const SECOND = 'On Saturday the doors of the old customs house opened, and the first reader was six.';
const THIRD = 'The school sold nine hundred jars of quince jelly, and a keeper of tide gauges paid for the lift.';

/** After those of `makeComments`. */
const LATER = { createdAt: '2026-11-21T09:00:00.000Z' };

describe('<comment-thread>, beside the article', () => {
  const console = watchConsole();
  watchErrors();
  let thread: CommentThread;
  let article: HTMLElement;
  let backend: MemoryBackend;
  const { root, button, articles, field, status, form } = threadParts(() => thread);
  const layer = () => root().querySelector<HTMLElement>('.layer');
  const panel = () => root().querySelector<HTMLElement>('.beside');
  const list = () => root().querySelector<HTMLElement>('.discussion')!;
  const spots = () => [...(layer()?.querySelectorAll<HTMLButtonElement>('[role=toolbar] button') ?? [])];
  const names = () => spots().map((one) => one.getAttribute('aria-label'));
  const spot = (at: number) => spots()[at]!;
  const focused = () => root().activeElement as HTMLElement | null;
  const ids = (within: ParentNode) => [...within.querySelectorAll('article')].map(({ id }) => id);
  const highlighted = (name: string) => [...(CSS.highlights.get(name)?.keys() ?? [])].map(String);

  function paragraph(text: string, question?: string): HTMLElement {
    const p = document.createElement('p');
    if (question === undefined) p.textContent = text;
    else {
      const [passage, rest] = text.split(',', 2);
      const mark = document.createElement('mark');
      mark.dataset['question'] = question;
      mark.textContent = passage!;
      p.append(mark, `,${rest}`);
    }
    return p;
  }
  function putArticle(...paragraphs: HTMLElement[]): void {
    article = document.createElement('article');
    article.id = 'story';
    article.append(...paragraphs);
    document.body.prepend(article);
  }
  const anchorOf = (words: string): Anchor => {
    const { text } = new ArticleText(article);
    return makeAnchor(text, { start: text.indexOf(words), end: text.indexOf(words) + words.length })!;
  };
  const about = (id: string, words: string, more: Partial<Comment> = {}) =>
    ({ ...makeComment(id), anchor: anchorOf(words), ...more }) as Comment;

  /** Shows the three paragraphs and the thread. @param comments - Made when the article is there. */
  async function show(
    comments: () => Comment[] = () => makeComments(1),
    options: MemoryOptions = {},
    attributes: Record<string, string> = {},
  ): Promise<void> {
    putArticle(paragraph(FIRST), paragraph(SECOND), paragraph(THIRD, 'Did you buy a jar?'));
    backend = new MemoryBackend({ thread: 'test', comments: comments(), ...options });
    await open(attributes);
  }
  async function open(attributes: Record<string, string> = {}): Promise<void> {
    thread = await showThread(backend, { article: '#story', live: 'off', ...attributes });
    await until(() => expect(layer()).to.exist);
  }
  async function press(name: string, within: ParentNode = root()): Promise<void> {
    button(name, within).click();
    await settled(thread);
  }
  /** Its room is there before; until there is something to show only, nobody sees it. */
  async function filterIsThere(): Promise<void> {
    await until(() => expect(getComputedStyle(button('Show only inline feedback')).visibility).to.equal('visible'));
  }
  async function openAt(at: number): Promise<void> {
    await until(() => expect(spots().length).to.be.above(at));
    spot(at).focus();
    spot(at).click();
    await until(() => expect(panel()!.contains(focused())).to.equal(true));
  }
  async function write(words: string): Promise<void> {
    type(panel()!.querySelector('textarea')!, words);
    type(panel()!.querySelector<HTMLInputElement>('[name=name]')!, 'Nell');
    panel()!.querySelector<HTMLButtonElement>('.primary')!.click();
    await until(() => expect(panel()!.textContent).to.include(words));
    await until(() => expect(root().querySelector('.sending')).to.equal(null));
  }
  async function select(node: Node, start: number, end: number): Promise<void> {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    await until(() => expect(layer()!.querySelector('.selection')).to.exist);
  }

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    getSelection()?.removeAllRanges();
    thread?.remove();
    article?.remove();
  });

  describe('the ways in', () => {
    it('are a button at each paragraph, with its count, and the questions of the editor', async () => {
      await show(() => [about('a', 'a warehouse'), makeComment('a1', { parentId: 'a' }), makeComment('b')]);
      await until(() =>
        expect(names()).to.deep.equal([
          'Comment on this paragraph (2)',
          'Comment on this paragraph (0)',
          'Did you buy a jar?',
          'Comment on this paragraph (0)',
        ]),
      );
      expect(spot(0).getAttribute('aria-description')).to.equal(FIRST);
      expect(spot(2).getAttribute('aria-description')).to.equal('0 comments');
      expect(spots().every((one) => one.part.contains('highlight-button'))).to.equal(true);
    });

    it('change nothing in the nodes of the page', async () => {
      putArticle(paragraph(FIRST), paragraph(THIRD, 'Did you buy a jar?'));
      backend = new MemoryBackend({ thread: 'test', comments: [about('a', 'a warehouse')] });
      const observer = new MutationObserver(() => {});
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      await open();
      await until(() => expect(spots()).to.have.length(3));
      await openAt(0);
      const changed = observer.takeRecords().map(({ target }) => target);
      expect(changed.filter((node) => article.contains(node))).to.deep.equal([]);
    });

    it('are one stop for the Tab key, and arrow keys lead from one to the next', async () => {
      await show();
      await until(() => expect(spots()).to.have.length(4));
      expect(spots().filter((one) => one.tabIndex === 0)).to.deep.equal([spot(0)]);
      spot(0).focus();
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()).to.equal(spot(1));
      expect(highlighted('page-furniture-open-passage')).to.deep.equal([SECOND]);
      await sendKeys({ press: 'End' });
      expect(focused()).to.equal(spot(3));
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()).to.equal(spot(0));
      await settled(thread);
      expect(spots().filter((one) => one.tabIndex === 0)).to.deep.equal([spot(0)]);
    });

    it('offer a comment on what is selected, and take the offer back', async () => {
      await show();
      await select(article.firstChild!.firstChild!, 4, 16);
      expect(button('Comment on this passage', layer()!)).to.exist;
      getSelection()!.removeAllRanges();
      await until(() => expect(layer()!.querySelector('.selection')).to.equal(null));
    });

    it('offer nothing for what is selected elsewhere', async () => {
      await show();
      const other = paragraph('Something that is no article.');
      document.body.append(other);
      await select(article.firstChild!.firstChild!, 4, 16);
      getSelection()!.selectAllChildren(other);
      await until(() => expect(layer()!.querySelector('.selection')).to.equal(null));
      other.remove();
    });

    it('are the painted words themselves for a pointer', async () => {
      await show(() => [about('a', 'eleven years')]);
      await until(() => expect(highlighted('page-furniture-passage')).to.deep.equal(['eleven years']));
      const range = [...CSS.highlights.get('page-furniture-passage')!.keys()][0] as Range;
      const { left, top, width, height } = range.getBoundingClientRect();
      const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
      article.firstElementChild!.dispatchEvent(new MouseEvent('click', { ...at, clientX: left - 3 }));
      await settled(thread);
      expect(panel()).to.equal(null);
      article.firstElementChild!.dispatchEvent(new MouseEvent('click', at));
      await until(() => expect(ids(panel()!)).to.deep.equal(['comment-a']));
    });

    it('are left out where comments are closed and nothing was said', async () => {
      await show(() => [about('a', 'a warehouse')], { open: false });
      await until(() => expect(names()).to.deep.equal(['Comments on this paragraph (1)']));
      const range = document.createRange();
      range.selectNodeContents(article.firstChild!);
      getSelection()!.addRange(range);
      await openAt(0);
      expect(layer()!.querySelector('.selection')).to.equal(null);
      expect(panel()!.querySelector('textarea')).to.equal(null);
      expect(panel()!.textContent).to.include('Comments are closed.');
    });

    it('do not come with a backend that has no place for passages, and not without the attribute', async () => {
      putArticle(paragraph(FIRST));
      backend = new MemoryBackend({ thread: 'test', capabilities: { anchors: false } });
      thread = await showThread(backend, { article: '#story', live: 'off' });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(layer()).to.equal(null);
      thread.remove();
      thread = await showThread(new MemoryBackend({ thread: 'test' }), { live: 'off' });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(layer()).to.equal(null);
      thread.setAttribute('article', '#story');
      await until(() => expect(spots()).to.have.length(1));
      thread.removeAttribute('article');
      await until(() => expect(layer()).to.equal(null));
    });

    it('wait for an article that comes later, and follow to the one that takes its place', async () => {
      backend = new MemoryBackend({ thread: 'test' });
      await open();
      await until(() => expect(console.lines.join()).to.match(/article="#story" finds nothing/));
      console.take();
      putArticle(paragraph(FIRST));
      await until(() => expect(spots()).to.have.length(1));
      const old = article;
      putArticle(paragraph(SECOND), paragraph(THIRD));
      old.remove();
      await until(() => expect(spots().map((one) => one.getAttribute('aria-description'))).to.have.length(2));
      expect(spot(0).getAttribute('aria-description')).to.match(/^On Saturday/);
    });

    it('are none for a selector that cannot be read', async () => {
      await show(undefined, {}, { article: '##' });
      await until(() => expect(console.lines.join()).to.match(/article="##" finds nothing/));
      console.take();
      expect(spots()).to.deep.equal([]);
    });
  });

  describe('what opens', () => {
    it('is a form for a passage that nobody commented on, with the focus in it', async () => {
      await show();
      await until(() => expect(spots()).to.have.length(4));
      await openAt(1);
      expect(panel()!.getAttribute('role')).to.equal('dialog');
      expect(panel()!.querySelector('blockquote')!.textContent.trim()).to.equal(SECOND);
      expect(focused()!.localName).to.equal('textarea');
      expect(spot(1).getAttribute('aria-expanded')).to.equal('true');
      await sendKeys({ press: 'Escape' });
      await until(() => expect(panel()).to.equal(null));
      expect(focused()).to.equal(spot(1));
    });

    it('posts a comment about the passage, counts it, and shows its quote in the list', async () => {
      await show();
      await until(() => expect(spots()).to.have.length(4));
      await openAt(0);
      await write('I carried some of them.');
      await until(() => expect(names()[0]).to.equal('Comment on this paragraph (1)'));
      await until(() => expect(highlighted('page-furniture-passage')).to.deep.equal([FIRST]));
      expect(ids(list()), 'it stands in one place only').to.deep.equal(['comment-c1']);
      button('Close', panel()!).click();
      await until(() => expect(ids(list())).to.have.length(2));
      const quote = list().querySelector('.quote a') as HTMLAnchorElement;
      expect(quote.textContent).to.equal(FIRST);
      expect(quote.hash).to.match(/^#:~:text=For%20eleven/);
      const { comments } = await backend.list(
        { sort: 'oldest', limit: 9, anchored: true },
        new AbortController().signal,
      );
      const [{ anchor }] = comments as unknown as [{ anchor: Anchor }];
      expect(anchor.source).to.match(/^http/);
      expect(anchor.selector[0]).to.include({ type: 'TextQuoteSelector', exact: FIRST });
    });

    it('is about exactly the words that were selected', async () => {
      await show();
      const node = article.firstChild!.firstChild!;
      await select(node, FIRST.indexOf('the books'), FIRST.indexOf(' behind'));
      button('Comment on this passage', layer()!).click();
      await until(() => expect(focused()?.localName).to.equal('textarea'));
      expect(panel()!.querySelector('blockquote')!.textContent.trim()).to.equal('the books stood in a warehouse');
      await write('All of them?');
      await until(() =>
        expect(highlighted('page-furniture-passage')).to.deep.equal(['the books stood in a warehouse']),
      );
      await sendKeys({ press: 'Escape' });
      await until(() => expect(focused()).to.equal(spot(0)));
      await openAt(0);
      expect(ids(panel()!), 'the paragraph has it as well').to.have.length(1);
      expect(panel()!.querySelector('article .quote')!.textContent.trim()).to.equal('the books stood in a warehouse');
    });

    it('is the question of the editor, with what readers said to it', async () => {
      await show(() => [about('a', 'nine hundred jars'), about('b', 'a keeper of tide gauges')]);
      await until(() => expect(spots()).to.have.length(4));
      await until(() => expect(spot(2).getAttribute('aria-description')).to.equal('1 comment'));
      await openAt(2);
      expect(focused()!.textContent).to.equal('Did you buy a jar?');
      expect(ids(panel()!)).to.deep.equal(['comment-a']);
      await openAt(3);
      expect(ids(panel()!)).to.deep.equal(['comment-a', 'comment-b']);
    });

    it('lets readers reply there, also to what the list has not reached', async () => {
      await show(() => [...makeComments(3), about('far', 'eleven years', LATER)], {}, { 'page-size': '2' });
      await until(() => expect(names()[0]).to.equal('Comment on this paragraph (1)'));
      expect(ids(list())).to.deep.equal(['comment-c1', 'comment-c2']);
      await openAt(0);
      await press('Reply to Reader far', panel()!);
      await until(() => expect(form('reply:far')).to.exist);
      type(field('comment', 'reply:far'), 'Twelve, if you count the move.');
      type(field('name', 'reply:far'), 'Nell');
      form('reply:far').querySelector<HTMLButtonElement>('.primary')!.click();
      await until(() => expect(ids(panel()!)).to.have.length(2));
      await until(() => expect(names()[0]).to.equal('Comment on this paragraph (2)'));
      button('Close', panel()!).click();
      await until(() => expect(panel()).to.equal(null));
      expect(ids(list()), 'the list is as far as it was').to.deep.equal(['comment-c1', 'comment-c2']);
      await press('Load more comments');
      await until(() => expect(ids(list())).to.have.length(5));
    });

    it('keeps what was begun, beyond closing and leaving', async () => {
      await show();
      await until(() => expect(spots()).to.have.length(4));
      await openAt(0);
      type(panel()!.querySelector('textarea')!, 'Half a thought');
      button('Close', panel()!).click();
      await until(() => expect(root().querySelector('.begun')).to.exist);
      thread.remove();
      await open();
      await until(() => expect(root().querySelector('.begun')!.textContent).to.include('For eleven years the books'));
      await press('Go on writing');
      await until(() => expect(panel()?.querySelector('textarea')?.value).to.equal('Half a thought'));
      await write('A whole thought');
      await until(() => expect(root().querySelector('.begun')).to.equal(null));
      thread.remove();
      await open();
      await until(() => expect(names()[0]).to.equal('Comment on this paragraph (1)'));
      expect(root().querySelector('.begun')).to.equal(null);
    });

    it('goes with the element, and leaves no paint', async () => {
      await show(() => [about('a', 'eleven years')]);
      await until(() => expect(highlighted('page-furniture-passage')).to.have.length(1));
      await openAt(0);
      thread.remove();
      expect(highlighted('page-furniture-passage')).to.deep.equal([]);
      expect(highlighted('page-furniture-open-passage')).to.deep.equal([]);
      document.body.append(thread);
      await until(() => expect(names()[0]).to.equal('Comment on this paragraph (1)'));
      expect(root().querySelectorAll('.layer')).to.have.length(1);
    });
  });

  describe('in the list', () => {
    it('the quote leads to the passage', async () => {
      await show(() => [about('a', 'quince jelly')]);
      await until(() => expect(names()[3]).to.equal('Comment on this paragraph (1)'));
      root().querySelector<HTMLAnchorElement>('.quote a')!.click();
      await until(() => expect(focused()).to.equal(spot(3)));
      expect(location.hash).to.equal('');
    });

    it('a comment whose passage was changed says so, and stands at no other', async () => {
      await show(() => [about('a', SECOND), about('b', FIRST)]);
      await until(() => expect(highlighted('page-furniture-passage')).to.have.length(2));
      article.children[1]!.textContent = 'On Sunday the harbour board met behind closed doors and said nothing at all.';
      await until(() =>
        expect(root().getElementById('comment-a')!.textContent).to.include(
          'The passage was changed after this comment',
        ),
      );
      await until(() => expect(highlighted('page-furniture-passage')).to.deep.equal([FIRST]));
      expect(root().querySelector('#comment-a .quote a')).to.equal(null);
      expect(root().querySelector('#comment-a .quote')!.textContent.trim()).to.equal(SECOND);
      await until(() => expect(names()[1]).to.equal('Comment on this paragraph (0)'));
    });

    it('only inline feedback can be left, and all viewed again', async () => {
      await show(() => [...makeComments(3), about('far', 'eleven years', LATER)], {}, { 'page-size': '2' });
      await filterIsThere();
      await press('Show only inline feedback');
      expect(ids(list())).to.deep.equal(['comment-far']);
      expect(button('Show only inline feedback').getAttribute('aria-pressed')).to.equal('true');
      expect(status()).to.equal('1 comment on a passage');
      expect(button('Load more comments')).to.equal(undefined);
      await press('View all 4 comments');
      await until(() => expect(ids(list())).to.have.length(4));
      expect(button('Show only inline feedback').getAttribute('aria-pressed')).to.equal('false');
    });

    it('the button that ended the filter hands the focus on', async () => {
      await show(() => [...makeComments(1), about('a', 'eleven years')]);
      await filterIsThere();
      await press('Show only inline feedback');
      button('View all 2 comments').focus();
      await press('View all 2 comments');
      await until(() => expect(focused()).to.equal(button('Show only inline feedback')));
    });

    it('comments on passages have their quote also where the page names no article', async () => {
      putArticle(paragraph(FIRST));
      const comments = [about('a', 'eleven years')];
      article.remove();
      thread = await showThread(new MemoryBackend({ thread: 'test', comments }), { live: 'off' });
      const quote = root().querySelector<HTMLAnchorElement>('.quote a')!;
      expect(quote.textContent).to.equal('eleven years');
      expect(decodeURIComponent(quote.hash)).to.equal('#:~:text=eleven years,-the books stood');
    });

    it('an anchor that is none makes a comment on the article', async () => {
      const odd = [{}, 'x', { selector: [] }, { selector: [{ type: 'TextQuoteSelector', exact: 5 }] }, null, [[]]];
      await show(() => odd.map((anchor, index) => ({ ...makeComment(`o${index}`), anchor })));
      await until(() => expect(spots()).to.have.length(4));
      expect(articles()).to.have.length(odd.length);
      expect(root().querySelector('.quote')).to.equal(null);
    });
  });
});
