import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';

import { FurnitureError } from '../src/base/request.ts';
import { MemoryBackend, type MemoryOptions } from '../src/comment-thread/backends/memory.ts';
import type { CommentThread } from '../src/comment-thread/comment-thread.ts';
import '../src/comment-thread/define.ts';
import { passing } from '../src/comment-thread/inviting/page-inviting.ts';
import type { Comment } from '../src/contracts/comments.ts';
import { fakePush, PUSH_KEY, replacePush, type FakePush } from '../test/support/push-browser.ts';
import { makeToken, moderatorName } from '../test/support/seeds.ts';
import { comment, describe, fill, MINUTE, pressing } from './thread-readers.ts';

const DISCUSSION: Comment[] = [
  comment(
    'ferry',
    'Maren Holt',
    2900,
    'I took the **six o’clock ferry** for eleven years. What the report leaves out: the night crew was cut *before* the timetable was, not after.\n\n> The council was not informed of any change in staffing.\n\nIt was. I sat in that meeting.',
    { votes: { up: 41, down: 2 }, pinned: true },
  ),
  comment(
    'ferry-1',
    'Jonas Weil',
    2870,
    'Do you still have the minutes? They are not on the council’s site any more.',
    {
      parentId: 'ferry',
      votes: { up: 9, down: 0 },
    },
  ),
  comment('ferry-2', 'Edda Brandt', 2860, 'They are in our archive: https://archive.example/minutes/2019-04. Page 7.', {
    parentId: 'ferry-1',
    author: { name: 'Edda Brandt', role: 'staff' },
    votes: { up: 22, down: 0 },
  }),
  comment('ferry-3', 'Maren Holt', 2855, 'Thank you! That is the one.', {
    parentId: 'ferry-2',
    votes: { up: 4, down: 0 },
  }),
  comment(
    'arabic',
    'ليلى منصور',
    1500,
    'شكرًا على هذا التقرير. عمل والدي في الميناء ثلاثين عامًا، ولم يسأله أحد رأيه قط.',
    {
      votes: { up: 17, down: 0 },
    },
  ),
  comment('hebrew', 'נועה לוי', 1490, 'גם אצלנו ב־Haifa קרה אותו דבר, בדיוק כך.', {
    parentId: 'arabic',
    votes: { up: 3, down: 0 },
  }),
  comment(
    'list',
    'Per Aasen',
    400,
    'Three things the article could still answer:\n\n1. Who pays for the new pier?\n2. What happens to the old one?\n3. Why does the [tender](https://tenders.example/4711) name only one bidder?',
    { votes: { up: 12, down: 1 }, editedAt: new Date(Date.now() - 390 * MINUTE).toISOString() },
  ),
  comment('japanese', '佐藤 美咲', 95, '神戸でも同じ議論がありました。`住民投票`で決まったのは十年後です。', {
    votes: { up: 6, down: 0 },
  }),
  comment('gone', '', 80, '', { state: 'deleted' }),
  comment('gone-1', 'Ruth Okafor', 60, 'Please keep it civil. The skipper is somebody’s neighbour.', {
    parentId: 'gone',
  }),
  comment('late', 'Tomasz', 4, 'Is there a petition?', {}),
];

function many(count: number): Comment[] {
  return Array.from({ length: count }, (_, index) =>
    comment(
      `n${index}`,
      `Reader ${index + 1}`,
      5 * (count - index),
      `Comment number ${index + 1} of a long discussion.`,
    ),
  );
}

interface Args {
  /** Signs the reader in. */
  token?: string;
  heading?: string;
  sort?: 'oldest' | 'newest' | 'top';
  pageSize?: number;
  closed?: boolean;
  noVotes?: boolean;
  noGuests?: boolean;
  noNotifications?: boolean;
  live?: 'poll' | 'stream' | 'off';
  memory?: MemoryOptions;
  language?: string;
  /** What the reader does as soon as the thread is there. */
  act?: (thread: CommentThread) => void;
  /** What others do then. */
  meanwhile?: (backend: MemoryBackend) => void;
  /** When the reader was last here: minutes ago. */
  lastVisit?: number;
  /** What the bubble asks; empty for the default words. */
  invitation?: string;
  /** What stands above, out of the discussion's sight. */
  above?: unknown;
  /** What a server wrote between the tags. */
  fallback?: unknown;
  /** How far this browser can be told of news; without it there is no worker for that. */
  push?: Partial<FakePush>;
  /** The browser has no Web Push. */
  noPush?: boolean;
}

const drawn = new WeakMap<Args, MemoryBackend>();
/** The browser of each story about Web Push, by the path of its worker: no story asks the real one. */
const browsers = new Map<string, FakePush>();
const workerOf = (id: string) => `/${id}/push-worker.js`;

function render(args: Args, { id }: { id: string }) {
  const backend = drawn.get(args) ?? new MemoryBackend({ thread: id, comments: DISCUSSION, ...args.memory });
  drawn.set(args, backend);
  const onLoaded = (event: Event) => {
    args.act?.(event.currentTarget as CommentThread);
    args.meanwhile?.(backend);
  };
  if (args.lastVisit !== undefined) {
    const seen = [[` ${id}`, Date.now() - args.lastVisit * MINUTE]];
    localStorage.setItem('page-furniture:visits', JSON.stringify({ version: 1, threads: seen }));
  }
  if (args.push) {
    const browser = fakePush(args.push);
    browsers.set(workerOf(id), browser);
    replacePush((worker) => browsers.get(new URL(worker).pathname) ?? fakePush(), !args.noPush);
  }
  if (args.invitation !== undefined) hurry();
  return html`<div lang=${args.language ?? 'en'} dir=${args.language === 'ar' && args.above ? 'rtl' : 'auto'}>
    ${args.above ?? nothing}
    <comment-thread
      heading=${args.heading ?? ''}
      sort=${args.sort ?? 'oldest'}
      page-size=${args.pageSize ?? 25}
      ?closed=${args.closed}
      live=${args.live ?? 'off'}
      ?no-votes=${args.noVotes}
      ?no-guests=${args.noGuests}
      ?no-notifications=${args.noNotifications}
      push-worker=${ifDefined(args.push && workerOf(id))}
      thread=${id}
      invitation=${ifDefined(args.invitation)}
      article=${ifDefined(args.above ? '#read' : undefined)}
      .backend=${backend}
      .token=${args.token}
      @comment-thread-loaded=${onLoaded}
    >
      ${
        args.fallback ??
        html`<p>Comments need JavaScript. Write to <a href="mailto:letters@courier.example">the editor</a> instead.</p>`
      }
    </comment-thread>
  </div>`;
}

const meta: Meta<Args> = { title: 'Elements/comment-thread', component: 'comment-thread', render };
export default meta;
type Story = StoryObj<Args>;

const later = (thread: CommentThread, act: (root: ShadowRoot) => void) =>
  void thread.updateComplete.then(() => act(thread.shadowRoot!));

/** Comes to the form by pointer and by keyboard: in a window without focus one of both is not noticed. */
function approach(root: ShadowRoot): void {
  const field = root.querySelector('textarea');
  field?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  field?.focus();
}

/** Types into a form and presses its button, as a reader would. */
function post(root: ShadowRoot, text: string): void {
  const form = root.querySelector('form')!;
  fill(form.querySelector('textarea')!, text);
  fill(form.querySelector<HTMLInputElement>('input[name=name]')!, 'Story reader');
  form.requestSubmit();
}

export const Default: Story = {
  parameters: describe(
    'A discussion with replies, several scripts, a staff answer and a deleted comment. The usual state.',
  ),
};

export const Empty: Story = {
  args: { memory: { comments: [] } },
  parameters: describe('Nobody has written yet. The form is there at once.'),
};

export const Loading: Story = {
  args: { memory: { before: () => new Promise<never>(() => {}) } },
  parameters: describe(
    'The comments are on their way. The publisher’s own content stands in their place, and the space is kept.',
  ),
};

export const Failed: Story = {
  args: {
    memory: {
      before: () => {
        throw new FurnitureError('offline', 'story: not reachable');
      },
    },
  },
  parameters: describe(
    'The comments could not be reached. The publisher’s own content stays, with a way to try again.',
  ),
};

export const Closed: Story = {
  args: { closed: true },
  parameters: describe(
    'Reading only, because the publisher or a moderator closed the thread. Links and sorting still work.',
  ),
};

export const MembersOnly: Story = {
  args: { noGuests: true },
  parameters: describe('Guests may read and vote but not write. The button sends `comment-thread-sign-in`.'),
};

export const LongThread: Story = {
  args: { pageSize: 10, memory: { comments: many(2_000) } },
  parameters: describe(
    'Two thousand comments open as quickly as ten. *View all* loads the rest page by page, without a long pause.',
  ),
};

export const DeepReplies: Story = {
  args: {
    memory: {
      comments: Array.from({ length: 12 }, (_, index) =>
        comment(
          `d${index}`,
          index % 2 ? 'Bo' : 'Ada',
          60 - index,
          `Step ${index + 1} of an argument between two people.`,
          {
            parentId: index === 0 ? null : `d${index - 1}`,
          },
        ),
      ),
    },
  },
  parameters: describe(
    'An argument twelve replies deep. It is indented as far as it fits and then goes on flat, with a line saying whom each answers.',
  ),
};

export const CutBranch: Story = {
  args: {
    memory: {
      replyLimit: 3,
      comments: [
        comment('top', 'Ada', 90, 'Who was there?'),
        ...many(9).map((reply) => ({ ...reply, parentId: 'top' })),
      ],
    },
  },
  parameters: describe('One comment drew many replies. The rest of them is a press away.'),
};

export const News: Story = {
  args: {
    live: 'stream',
    memory: { comments: DISCUSSION.slice(0, 4) },
    meanwhile: (backend) => {
      backend.arrive(comment('news-1', 'Ilse Varga', 0, 'The harbour office has just confirmed it.'));
      backend.arrive(comment('news-2', 'Jonas Weil', 0, 'Thank you, that was quick.', { parentId: 'ferry-2' }));
    },
  },
  parameters: describe(
    'Two readers wrote while the page was open. Nothing moves until the reader presses *Show 2 new comments*.',
  ),
};

export const NewsShown: Story = {
  args: {
    ...News.args,
    act: (thread) => {
      const press = () => {
        const button = thread.shadowRoot!.querySelector<HTMLElement>('.news-bar .primary');
        if (button?.textContent.includes('2')) button.click();
        else setTimeout(press, 50);
      };
      press();
    },
  },
  parameters: describe('The new comments stand where they belong, marked as new; the first of them has the focus.'),
};

export const Unread: Story = {
  args: { lastVisit: 100 },
  parameters: describe(
    'The reader was here before. What came since is marked, and *Next unread comment* goes from one to the next.',
  ),
};

export const Folded: Story = {
  args: { act: (thread) => later(thread, (root) => root.querySelector<HTMLElement>('[data-act=fold]')?.click()) },
  parameters: describe(
    'The replies to the first comment are folded away. Searching in the page finds and opens them, and paper shows them.',
  ),
};

export const ClosedMeanwhile: Story = {
  args: {
    live: 'stream',
    memory: { comments: DISCUSSION.slice(0, 2) },
    act: (thread) =>
      later(thread, (root) => {
        const field = root.querySelector('textarea')!;
        fill(field, 'I had almost finished this thought');
      }),
    meanwhile: (backend) => backend.setOpen(false),
  },
  parameters: describe('A moderator closed the thread while the reader was writing. The text stays to be copied.'),
};

export const ServerRendered: Story = {
  args: {
    memory: { before: () => new Promise(() => {}) },
    fallback: html`<article id="comment-ferry">
        <p><b>Maren Holt</b></p>
        <p>I took the six o’clock ferry for eleven years.</p>
        <article id="comment-ferry-1">
          <p><b>Jonas Weil</b></p>
          <p>Do you still have the minutes?</p>
        </article>
      </article>
      <article id="comment-late">
        <p><b>Tomasz</b></p>
        <p>Is there a petition?</p>
      </article>`,
  },
  parameters: describe(
    'The publisher put the comments between the tags on the server. They are there at once, and until the living thread is.',
  ),
};

export const Held: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 2), hold: 'all' },
    act: (thread) => later(thread, (root) => post(root, 'My first comment here.')),
  },
  parameters: describe('The thread is premoderated. The writer sees the comment and that it waits; nobody else does.'),
};

export const PostFailed: Story = {
  args: {
    memory: {
      comments: DISCUSSION.slice(0, 2),
      before: (what) => {
        if (what === 'post') throw new FurnitureError('timeout', 'story: no answer');
      },
    },
    act: (thread) => later(thread, (root) => post(root, 'This took me twenty minutes to write.')),
  },
  parameters: describe('The server did not answer. The text is still there, and trying again cannot post it twice.'),
};

export const TooFast: Story = {
  args: {
    memory: {
      comments: DISCUSSION.slice(0, 2),
      before: (what) => {
        if (what !== 'post') return;
        throw new FurnitureError('refused', 'story: too fast', { status: 429, retryAfterMs: 90_000 });
      },
    },
    act: (thread) => later(thread, (root) => post(root, 'One more thought, a second after the last.')),
  },
  parameters: describe('The server asks for a pause. The button counts down, the sentence says it once.'),
};

export const OtherTab: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 2) },
    act: (thread) =>
      later(thread, (root) => {
        const field = root.querySelector('textarea')!;
        fill(field, 'What I wrote here');
        field.focus();
        writeElsewhere(root);
      }),
  },
  parameters: describe(
    'The reader went on writing in another tab of the same page. Which text stays is theirs to say, and the other can be had back.',
  ),
};

/** Another tab changes the draft; told again until what hears of it is there. */
function writeElsewhere(root: ShadowRoot): void {
  if (!root.isConnected || root.querySelector('[data-act=useThat]')) return;
  const key = 'page-furniture:drafts';
  const stored = localStorage.getItem(key)?.replace('What I wrote here', 'What I wrote in the other tab');
  if (stored !== undefined) localStorage.setItem(key, stored);
  dispatchEvent(new StorageEvent('storage', { key }));
  setTimeout(() => writeElsewhere(root), 50);
}

export const DeletedWithUndo: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 2) },
    act: (thread) => {
      later(thread, (root) => post(root, 'I take that back.'));
      pressing('[data-act=delete]')(thread);
    },
  },
  parameters: describe('A reader deleted what they wrote. For a minute *Undo* stands in its place.'),
};

export const EditConflict: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 2) },
    act: (thread) => {
      later(thread, (root) => post(root, 'There are *two* ferries.'));
      pressing('[data-act=edit]')(thread);
      changeElsewhere(thread);
    },
  },
  parameters: describe(
    'A reader changed their comment on another device while changing it here. Both texts are there, and nothing is overwritten unseen.',
  ),
};

/** Once the form is open, the comment is changed elsewhere, and the form is sent. */
function changeElsewhere(thread: CommentThread): void {
  const form = thread.shadowRoot!.querySelector<HTMLFormElement>('form.edit');
  if (!form) return void (thread.isConnected && setTimeout(() => changeElsewhere(thread), 50));
  const backend = thread.backend as MemoryBackend;
  const field = form.querySelector('textarea')!;
  fill(field, 'There are *three* ferries, counting the old one.');
  const elsewhere = { format: 'markdown', text: 'There are two ferries **in summer**.' } as const;
  const editedAt = new Date(Date.now() + 1_000).toISOString();
  backend.arrive(comment('m1', 'Story reader', 0, '', { body: elsewhere, editedAt }));
  form.requestSubmit();
}

export const ProofOfWork: Story = {
  tags: ['!autodocs'],
  args: {
    memory: {
      comments: DISCUSSION.slice(0, 2),
      work: {
        isDone: () => false,
        // One that no browser solves.
        challenge: () => ({
          parameters: {
            ...{ algorithm: 'PBKDF2/SHA-256', nonce: '00'.repeat(16), salt: '00'.repeat(16), cost: 200_000 },
            ...{ keyLength: 32, keyPrefix: 'ff'.repeat(16) },
          },
        }),
      },
    },
    act: (thread) => later(thread, (root) => post(root, 'Written in a busy minute.')),
  },
  parameters: describe(
    'A busy server asks for a little work before it takes a guest’s comment. After a second the reader is told, and can stop it.',
  ),
};

export const Reporting: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 2) },
    act: (thread) => later(thread, (root) => root.querySelector<HTMLElement>('[data-act=report]')?.click()),
  },
  parameters: describe('A reader tells the moderators what is wrong with a comment. Escape gives the focus back.'),
};

export const Replying: Story = {
  args: {
    memory: { comments: DISCUSSION.slice(0, 4) },
    act: (thread) => later(thread, (root) => root.querySelectorAll<HTMLElement>('[data-act=reply]')[1]?.click()),
  },
  parameters: describe(
    'A reply is written below the comment it answers. Cancel gives the focus back; the draft is kept.',
  ),
};

/** A server that sends mail. */
const NOTIFYING: MemoryOptions = { comments: DISCUSSION.slice(0, 2), notify: { email: true } };

/** The discussion of a server that sends mail; somebody begins to write there. */
const beginning = (...selectors: string[]): Partial<Args> => ({
  memory: NOTIFYING,
  act: (thread) => {
    pressing(...selectors)(thread);
    later(thread, approach);
  },
});

export const Notifications: Story = {
  args: beginning('.choice [value=replies]'),
  parameters: describe(
    'The server sends mail, so writers may choose to be told of replies or of everything. *Nothing* is chosen until they do.',
  ),
};

export const NotificationsArabic: Story = {
  args: { ...beginning('.choice [value=all]'), language: 'ar' },
  parameters: describe('The same from right to left.'),
};

export const NotifyMe: Story = {
  args: beginning('[data-act=notify]'),
  parameters: describe('A reader who has nothing to say asks to be told of all new comments.'),
};

export const NotifyMeSent: Story = {
  args: {
    memory: NOTIFYING,
    act: (thread) => {
      later(thread, (root) => {
        const field = root.querySelector<HTMLInputElement>('input[name=email]')!;
        fill(field, 'reader@courier.example');
        approach(root);
      });
      pressing('[data-act=notify]', '[data-act=subscribe]')(thread);
    },
  },
  parameters: describe('The address has to be confirmed first, and the reader is told so.'),
};

export const NotifyMeFailed: Story = {
  args: {
    ...NotifyMeSent.args,
    memory: {
      ...NOTIFYING,
      before: (what) => {
        if (what === 'subscribe') throw new FurnitureError('refused', 'story: broken', { status: 500 });
      },
    },
  },
  parameters: describe('The server could not take it. The address is still there, with a way to try again.'),
};

/** A server that sends mail and pushes, to a browser that can be told; the reader chooses to be told by it. */
const inBrowser = (push: Partial<FakePush>, ...selectors: string[]): Partial<Args> => ({
  push,
  memory: { comments: DISCUSSION.slice(0, 2), notify: { email: true, push: PUSH_KEY } },
  act: (thread) => {
    pressing(...selectors)(thread);
    later(thread, approach);
  },
});

export const NotifyMeInBrowser: Story = {
  args: inBrowser({}, '[data-act=notify]', '.subscribe [value=push]'),
  parameters: describe(
    'With a service worker on the publisher’s site, a reader can be told by the browser instead. It asks when the button is pressed, and not before.',
  ),
};

export const NotifyMeInBrowserArabic: Story = {
  args: { ...inBrowser({}, '[data-act=notify]', '.subscribe [value=push]'), language: 'ar' },
  parameters: describe('The same from right to left.'),
};

export const NotifyMeInBrowserOn: Story = {
  args: inBrowser({}, '[data-act=notify]', '.subscribe [value=push]', '.subscribe [data-act=subscribe]'),
  parameters: describe(
    'This browser tells of all new comments, says so at the next visit as well, and can be told to stop.',
  ),
};

export const NotifyMeInBrowserDenied: Story = {
  args: inBrowser(
    { answer: 'denied' },
    '[data-act=notify]',
    '.subscribe [value=push]',
    '.subscribe [data-act=subscribe]',
  ),
  parameters: describe('The reader does not allow notifications. A sentence says how to go on.'),
};

export const NotifyMeNotInBrowser: Story = {
  // It makes a browser without Web Push of the whole page.
  tags: ['!autodocs'],
  args: { ...inBrowser({}, '[data-act=notify]'), noPush: true },
  parameters: describe('In a browser that has no Web Push, nothing of it is offered. Mail is.'),
};

export const NotificationsInBrowser: Story = {
  args: inBrowser({}, '.choice [value=replies]', '.choice [value=push]'),
  parameters: describe(
    'The same with a comment: the browser asks when its own button is pressed, so that nothing is left to ask when the comment is posted.',
  ),
};

export const NotificationsInBrowserDenied: Story = {
  args: inBrowser({ answer: 'denied' }, '.choice [value=replies]', '.choice [value=push]', '[data-act=allow]'),
  parameters: describe('The reader does not allow it. The comment can be posted all the same.'),
};

/** Lets a minute pass in a moment, for a reader of a short article. */
function hurry(): void {
  localStorage.removeItem('page-furniture:invited');
  let now = 0;
  Object.assign(passing, { tickMs: 20, now: () => (now += now < 50_000 ? 2_000 : 0) });
}

const invite = (text: string, more: Partial<Args> = {}): Args => ({
  invitation: text,
  above: html`<article id="read">
      <p>The last ferry of the day left the harbour half empty again.</p>
    </article>
    ${Array.from({ length: 60 }, (_, index) => html`<p>Departure ${index + 1}: on time.</p>`)}`,
  ...more,
});

export const Invitation: Story = {
  args: invite(''),
  parameters: describe(
    'A reader has read for a while and has not come to the discussion yet. The bubble leads to the form, once in seven days.',
  ),
};

export const InvitationInOwnWords: Story = {
  args: invite('Were you on that ferry? Tell us what you saw.'),
  parameters: describe('The publisher asks a question of their own.'),
};

export const InvitationArabic: Story = {
  args: invite('', { language: 'ar' }),
  parameters: describe('The same from right to left.'),
};

/** What moderators of the invented paper find. */
const MODERATED: MemoryOptions = {
  comments: [
    ...DISCUSSION,
    comment('w-links', 'Pier Umbrellas', 50, 'Umbrellas: https://umbrellas.example/1 https://umbrellas.example/2', {
      state: 'held',
      anchor: { selector: [{ type: 'TextQuoteSelector', exact: 'It rained on the morning of the opening.' }] },
    }),
    comment('w-first', 'Neu am Hafen', 40, 'Gibt es die Protokolle auch auf Papier?', {
      state: 'held',
      parentId: 'ferry-1',
    }),
    comment('w-arabic', 'قارئ جديد', 30, 'هل هناك موعد للجلسة القادمة؟', { state: 'held' }),
    comment('was-hidden', 'Shouting Man', 20, 'EVERYBODY ON THE BOARD IS A CORMORANT.', { state: 'hidden' }),
  ],
  moderation: {
    nameOf: moderatorName,
    heldFor: { 'w-links': 'links', 'w-first': 'first', 'w-arabic': 'words' },
    reports: [
      { id: 'late', reason: 'off-topic', detail: 'There is no petition, this comes up every week.' },
      { id: 'late', reason: 'spam' },
    ],
  },
};
const MODERATOR = makeToken({ sub: 'moderator', name: 'Maren Watch', role: 'moderator' });

export const Moderator: Story = {
  args: { token: MODERATOR, memory: MODERATED },
  parameters: describe(
    'The token says that the reader moderates. The tools stand below the heading and at each comment.',
  ),
};

export const ModeratorQueue: Story = {
  args: { token: MODERATOR, memory: MODERATED, act: pressing('[data-view=held]') },
  parameters: describe(
    'What waits in this thread, oldest first, with the reason why, and what it answers or which passage it is about.',
  ),
};

export const ModeratorReports: Story = {
  args: { token: MODERATOR, memory: MODERATED, act: pressing('[data-view=reported]') },
  parameters: describe('What readers reported, with their reasons and words. Approving it lets the reports rest.'),
};

export const ModeratorReason: Story = {
  args: {
    token: MODERATOR,
    memory: MODERATED,
    act: pressing('[data-view=hidden]', '[data-view=held]', '.queued [data-act=explain]'),
  },
  parameters: describe(
    'A comment is hidden with a reason. The reason stands in the log and is shown to moderators only.',
  ),
};

export const ModeratorRefused: Story = {
  args: {
    token: MODERATOR,
    memory: {
      ...MODERATED,
      before: (what) => {
        if (what === 'moderate') throw new FurnitureError('refused', 'story: 403', { status: 403 });
      },
    },
    act: pressing('.comment [data-act=hide]'),
  },
  parameters: describe('The server does not let this token moderate. The comment is back, with the reason beside it.'),
};

export const ModeratorUndo: Story = {
  args: { token: MODERATOR, memory: MODERATED, act: pressing('.comment [data-act=delete]') },
  parameters: describe('A moderator deleted a comment. For a minute *Undo* stands in its place.'),
};

export const ModeratorNothing: Story = {
  args: { token: MODERATOR, memory: { ...MODERATED, comments: DISCUSSION }, act: pressing('[data-view=held]') },
  parameters: describe('Nothing waits. The number on the button says so before anybody presses it.'),
};

export const ModeratorArabic: Story = {
  args: { token: MODERATOR, language: 'ar', memory: MODERATED, act: pressing('[data-view=held]') },
  parameters: describe('Moderating on an Arabic page. Names and words of others keep their own direction.'),
};

export const NoVotes: Story = {
  args: { noVotes: true },
  parameters: describe('The publisher wants no votes. Everything else stays.'),
};

export const Arabic: Story = {
  args: { language: 'ar' },
  parameters: describe('On an Arabic page everything runs from right to left. Each comment keeps its own direction.'),
};

export const German: Story = {
  args: { language: 'de', sort: 'top' },
  parameters: describe('On a German page the words are German, whatever language the comments are in.'),
};

export const Dark: Story = {
  render: (args, context) => html`<div class="story-dark">${render(args, context)}</div>`,
  parameters: {
    ...describe('The page declares a dark colour scheme. The thread follows.'),
    backgrounds: { default: 'dark' },
  },
  globals: { theme: 'dark' },
};

export const Themed: Story = {
  render: (args, context) => html`<div class="story-themed">${render(args, context)}</div>`,
  parameters: describe(
    'The publisher’s accent, corners and font through the `--furniture-…` tokens. Nothing else is needed.',
  ),
};
