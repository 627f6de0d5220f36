import { html, nothing, type TemplateResult } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import { MemoryBackend } from '../src/comment-thread/backends/memory.ts';
import type { CommentThread } from '../src/comment-thread/comment-thread.ts';
import '../src/comment-thread/define.ts';
import { makeAnchor } from '../src/comment-thread/passages/make-anchor.ts';
import type { Comment } from '../src/contracts/comments.ts';
import { comment, describe, fill, pressing } from './thread-readers.ts';

/** An article of the invented Harbour Courier: a headline, paragraphs, and what an editor asks about some words. */
interface Article {
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly words: string;
  readonly question: string;
}

const LIBRARY: Article = {
  headline: 'The library is back at the harbour',
  paragraphs: [
    'After six years in a former school, the town library opened its doors on the quay again on Saturday. Some four hundred people carried the last of the books along the water in a chain, from hand to hand, until it rained.',
    'The reading room will stay open until ten on four evenings a week, which the night shift of the harbour had asked for since the move.',
    'The new roof was paid for by the harbour office and not by the town. The old one had let in rain since the flood.',
    'What becomes of the school is not decided. The council will hear proposals in March, and the architects have been asked for a price.',
    'Opening hours are on the door.',
  ],
  words: 'open until ten on four evenings a week',
  question: 'Would you come that late?',
};

/** The same article after the editors had heard from the harbour office, and had found a slip. */
const EDITED: Article = {
  ...LIBRARY,
  paragraphs: LIBRARY.paragraphs.map((paragraph) =>
    paragraph.startsWith('The new roof')
      ? 'Town and harbour office share the cost of the roof, as the office told us after this article had appeared.'
      : paragraph.replace('last of the books', 'last books'),
  ),
};

const ARABIC: Article = {
  headline: 'المكتبة تعود إلى الميناء',
  paragraphs: [
    'بعد ستة أعوام قضتها في مدرسة سابقة، فتحت مكتبة المدينة أبوابها من جديد على الرصيف يوم السبت. ونقل نحو أربعمئة شخص آخر الكتب على امتداد الماء، من يد إلى يد، حتى هطل المطر.',
    'وستبقى قاعة القراءة مفتوحة حتى العاشرة مساءً أربعة أيام في الأسبوع، وهو ما طالب به عمال النوبة الليلية في الميناء منذ الانتقال.',
    'وتكفّلت إدارة الميناء، لا المدينة، بنفقات السقف الجديد، بعد أن ظلت مياه الأمطار تتسرب من القديم منذ الفيضان.',
    'أما مصير المدرسة فلم يُحسم بعد.',
  ],
  words: 'مفتوحة حتى العاشرة مساءً أربعة أيام في الأسبوع',
  question: 'هل تناسبك هذه الأوقات؟',
};

/** What a comment on these words of an article carries. */
function on({ headline, paragraphs }: Article, words: string): Partial<Comment> {
  const text = [headline, ...paragraphs].join(' ');
  const start = text.indexOf(words);
  return { anchor: makeAnchor(text, { start, end: start + words.length }) };
}

const DISCUSSION: Comment[] = [
  comment('chain', 'Maren Holt', 900, 'We were two hundred at most. I counted from the pier, twice.', {
    ...on(LIBRARY, 'Some four hundred people carried the last of the books along the water in a chain'),
    votes: { up: 11, down: 1 },
  }),
  comment('chain-1', 'Jonas Weil', 880, 'At noon, yes. By three the queue went round the cold store.', {
    parentId: 'chain',
  }),
  comment('chain-2', 'Edda Brandt', 860, 'Our count is from the stewards: 412 with a book in their hands.', {
    parentId: 'chain-1',
    author: { name: 'Edda Brandt', role: 'staff' },
  }),
  comment('late', 'Tomasz', 700, 'Yes! My shift ends at eight.', on(LIBRARY, LIBRARY.words)),
  comment('late-too', 'Ruth Okafor', 640, 'If the last bus waits for us, every week.', on(LIBRARY, LIBRARY.words)),
  comment('roof', 'Per Aasen', 300, 'The budget says otherwise, see page 31.', {
    ...on(LIBRARY, 'The new roof was paid for by the harbour office and not by the town.'),
    votes: { up: 6, down: 0 },
  }),
  comment('whole', 'Ilse Varga', 120, 'A good day for the town. Thank you for writing it down.'),
];

const ARABIC_DISCUSSION: Comment[] = [
  comment(
    'chain',
    'ليلى منصور',
    900,
    'كنت هناك مع أطفالي. لن ننسى ذلك اليوم.',
    on(ARABIC, 'من يد إلى يد، حتى هطل المطر'),
  ),
  comment('late', 'سامي حداد', 700, 'نعم، تنتهي نوبتي في الثامنة.', on(ARABIC, ARABIC.words)),
  comment('whole', 'نور العلي', 120, 'شكرًا على هذا التقرير.'),
];

interface Args {
  article?: Article;
  comments?: Comment[];
  language?: string;
  closed?: boolean;
  /** What the reader does as soon as the thread is there. */
  act?: (thread: CommentThread) => void;
}

const drawn = new WeakMap<Args, MemoryBackend>();

function render(args: Args, { id }: { id: string }) {
  const { article = LIBRARY, comments = DISCUSSION, language = 'en', closed = false, act } = args;
  const backend = drawn.get(args) ?? new MemoryBackend({ thread: id, comments });
  drawn.set(args, backend);
  const onLoaded = (event: Event) => act?.(event.currentTarget as CommentThread);
  return html`<div lang=${language} dir=${language === 'ar' ? 'rtl' : 'ltr'}>
    <article id="story">
      <h1>${article.headline}</h1>
      ${article.paragraphs.map((paragraph) => html`<p>${marked(paragraph, article)}</p>`)}
    </article>
    <comment-thread
      article="#story"
      thread=${id}
      live="off"
      ?closed=${closed}
      .backend=${backend}
      @comment-thread-loaded=${onLoaded}
    ></comment-thread>
  </div>`;
}

/** A paragraph with the question at its words, as an editor marks it: `<mark data-question="…">`. */
function marked(paragraph: string, { words, question }: Article): TemplateResult {
  const [before = '', after] = paragraph.split(words);
  return html`${before}${after === undefined ? nothing : html`<mark data-question=${question}>${words}</mark>${after}`}`;
}

const meta: Meta<Args> = {
  title: 'Elements/comment-thread on passages',
  component: 'comment-thread',
  render,
  // What opens beside an article takes the side of the window: each story has a window of its own.
  parameters: { docs: { story: { inline: false, height: '640px' } } },
};
export default meta;
type Story = StoryObj<Args>;

/** Opens the comments on the first passage that has some. */
const OPEN = pressing('.layer .some');

export const Passages: Story = {
  parameters: describe(
    'The page names its article with `article="#story"`, and the thread is at rest. Each paragraph has a button, those with comments a number, and an editor’s question stands where it is asked.',
  ),
};

export const PassageOpen: Story = {
  args: { act: OPEN },
  parameters: describe(
    'A reader pressed the button of a paragraph that others have commented on. The comments open beside the article, in a sheet where there is no room; what is open there is not shown twice in the thread.',
  ),
};

export const PassageEmpty: Story = {
  args: { act: pressing('.layer:has(.some) .none') },
  parameters: describe(
    'Nobody has commented on this paragraph yet. The form is there at once, with the words that the comment will be about.',
  ),
};

export const PassageQuestion: Story = {
  args: { act: pressing('.layer:has(.some) .question') },
  parameters: describe(
    'An editor marked some words with `<mark data-question="…">`, and a reader pressed the question. Comments on any of these words are answers to it.',
  ),
};

export const PassageSelected: Story = {
  args: { act: pressing(['.layer .some', select]) },
  parameters: describe(
    'A reader selected some words of the article and let go of them. *Comment on this passage* stands at their end until nothing is selected.',
  ),
};

export const PassageChanged: Story = {
  args: { article: EDITED, act: pressing(['.quote-changed', show]) },
  parameters: describe(
    'The article was edited since. A comment whose passage is not to be found for certain keeps its quote, with a sentence that says so; the one whose passage was only tidied is still at its place.',
  ),
};

export const PassagesOnly: Story = {
  args: { act: pressing('[data-act=inline]:not(.soon)') },
  parameters: describe(
    'A reader pressed *Show only inline feedback* above the thread. Comments on the article as a whole come back with *View all comments*, or with the same button.',
  ),
};

export const PassageDraft: Story = {
  args: { act: pressing('.layer:has(.some) .none', ['.beside textarea', begin], ['.begun', show]) },
  parameters: describe(
    'A reader began to write about a passage and closed it, or left the page. The way back stands above the form of the thread, also at the next visit.',
  ),
};

export const PassagesClosed: Story = {
  args: { closed: true },
  parameters: describe(
    'Reading only. Buttons stand where there is something to read, and a selection is the reader’s own business.',
  ),
};

export const PassagesRightToLeft: Story = {
  args: { article: ARABIC, comments: ARABIC_DISCUSSION, language: 'ar' },
  parameters: describe('An Arabic article in an Arabic page. The buttons stand at the left, where its lines end.'),
};

export const PassageOpenRightToLeft: Story = {
  args: { ...PassagesRightToLeft.args, act: OPEN },
  parameters: describe(
    'The same with a passage open. It opens at the left, where an Arabic article has its free side.',
  ),
};

/** Their window is 320 px wide where it is looked at: by the tests, and with Storybook’s own toolbar. */
const NARROW = { viewport: { value: 'mobile1', isRotated: false } };

export const PassagesNarrow: Story = {
  globals: NARROW,
  parameters: describe(
    'On a narrow screen there is no margin. The buttons stand after the last word, or below the last line where that is full, and cover none.',
  ),
};

export const PassageOpenNarrow: Story = {
  args: { act: OPEN },
  globals: NARROW,
  parameters: describe(
    'On a narrow screen the comments open in a sheet at the lower edge. The passage stays in view above it.',
  ),
};

export const PassagesDark: Story = {
  globals: { theme: 'dark' },
  parameters: describe(
    'The page declares a dark colour scheme. The marks in the article are thin enough for light words.',
  ),
};

export const PassageOpenDark: Story = {
  args: { act: OPEN },
  globals: { theme: 'dark' },
  parameters: describe('The same with a passage open. What opens beside the article follows the page.'),
};

/** Writes some words, and closes it. */
function begin(field: HTMLElement): void {
  fill(field as HTMLTextAreaElement, 'Ask the architects first, they');
  field.closest('.beside')!.querySelector<HTMLElement>('.close')!.click();
}

/** Scrolls to what a story is about. */
function show(found: HTMLElement): void {
  found.scrollIntoView({ block: 'center' });
}

/** Selects a sentence of the article, as a pointer would. */
function select(): void {
  const words = document.querySelector('#story p:nth-of-type(3)')!;
  getSelection()!.setBaseAndExtent(words, 0, words, words.childNodes.length);
}
