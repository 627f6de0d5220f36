import { expect } from '@open-wc/testing';

import { MemoryBackend } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import '../../src/comment-thread/passages/page-passages.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { until } from '../support/element-suite.ts';

const WORDS = 'On Saturday the doors of the old customs house opened, and the first reader was six.';

describe('<comment-thread>, the buttons over the article', () => {
  watchConsole();
  watchErrors();
  let main: HTMLElement;
  let thread: CommentThread;
  const rows = () => [...thread.shadowRoot!.querySelectorAll<HTMLElement>('[role=toolbar] > .row')];

  /** Shows an article of 440 px with these paragraphs in the middle of the window, and a thread below it. */
  async function show(paragraphs: readonly Node[], style: Readonly<Record<string, string>> = {}): Promise<void> {
    main = document.createElement('main');
    for (const [name, value] of Object.entries({ width: '440px', margin: '0 auto', ...style }))
      main.style.setProperty(name, value);
    const article = document.createElement('article');
    article.id = 'story';
    for (const words of paragraphs) {
      const paragraph = document.createElement('p');
      paragraph.append(words);
      article.append(paragraph);
    }
    thread = document.createElement('comment-thread');
    thread.backend = new MemoryBackend({ thread: 'test', comments: [] });
    for (const [name, value] of Object.entries({ article: '#story', live: 'off', thread: 'test' }))
      thread.setAttribute(name, value);
    main.append(article, thread);
    document.body.prepend(main);
    await until(() => expect(rows().filter(({ dataset }) => dataset['way'])).to.have.length(paragraphs.length));
  }
  function ask(question: string): HTMLElement {
    const mark = document.createElement('mark');
    mark.dataset['question'] = question;
    mark.append(WORDS.slice(0, 40));
    return mark;
  }
  const middleOf = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2] as const;
  };
  const isSeen = (row: Element) => document.elementFromPoint(...middleOf(row.querySelector('button')!)) === thread;

  afterEach(() => main.remove());

  const paragraphs = () => [WORDS, `${WORDS} ${WORDS}`, WORDS.slice(0, 20)].map((words) => new Text(words));
  const inMargin: [string, Record<string, string>][] = [
    ['nothing around them', {}],
    ['what cuts off only what it holds, and holds nothing', { overflow: 'hidden' }],
    ['what holds, and cuts off nothing', { position: 'relative' }],
    ['what cuts off further out', { overflow: 'hidden', position: 'relative', 'padding-inline': '100px' }],
  ];
  for (const [name, style] of inMargin) {
    it(`stand beside it and are seen with ${name}`, async () => {
      await show(paragraphs(), style);
      expect(rows().map((row) => row.dataset['way'])).to.deep.equal(['margin', 'margin', 'margin']);
      expect(rows().map(isSeen)).to.deep.equal([true, true, true]);
    });
  }

  const within: [string, Record<string, string>][] = [
    ['cuts off what it holds', { overflow: 'hidden', position: 'relative' }],
    ['cuts off what it moves', { overflow: 'clip', transform: 'translateX(1px)' }],
    ['is contained', { contain: 'content' }],
    ['is drawn when it is in view', { 'content-visibility': 'auto' }],
    ['has an outline of its own', { 'clip-path': 'inset(0)' }],
  ];
  for (const [name, style] of within) {
    it(`stand within it and are seen where what is around ${name}`, async () => {
      await show(paragraphs(), style);
      expect(rows().map((row) => row.dataset['way'])).to.not.include('margin');
      expect(rows().map(isSeen)).to.deep.equal([true, true, true]);
    });
  }

  it('stand below one another where those of a paragraph are higher than it is', async () => {
    const question = 'Were you there when the doors of the old customs house were opened, and what did you see?';
    await show([ask(question), ask(question), new Text(WORDS), new Text(WORDS)]);
    const boxes = rows().map((row) => row.getBoundingClientRect());
    expect(rows().map((row) => row.dataset['way'])).to.deep.equal(['margin', 'margin', 'margin', 'margin']);
    expect(boxes[0]!.height, 'higher than its paragraph').to.be.greaterThan(60);
    boxes.slice(1).forEach(({ top }, index) => expect(top).to.be.at.least(Math.floor(boxes[index]!.bottom)));
  });

  it('stand at a selection that ends where begins what comes after the article, and at none that goes on', async () => {
    await show(paragraphs());
    const [last, offered] = [main.querySelector('p:last-child')!, () => thread.shadowRoot!.querySelector('.selection')];
    getSelection()!.setBaseAndExtent(last, 0, thread, 0);
    await until(() => expect(offered()).to.exist);
    const after = document.createElement('p');
    after.append('Write to the editor instead.');
    thread.before(after);
    getSelection()!.setBaseAndExtent(last, 0, after.firstChild!, 5);
    await until(() => expect(offered()).to.equal(null));
  });
});
