import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { FurnitureError } from '../../src/base/request.ts';
import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import '../../src/comment-thread/notifying/page-notifying.ts';
import { waiting } from '../../src/comment-thread/writing/page-wait.ts';
import { registerLocale } from '../../src/base/messages.ts';
import arabic from '../../src/locales/ar.ts';
import german from '../../src/locales/de.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, settled, until } from '../support/element-suite.ts';
import { makeComments } from '../support/seeds.ts';
import { showThread, threadParts, type } from '../support/thread-parts.ts';

const encode = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const tokenOf = (claims: object) =>
  `${encode({})}.${encode({ sub: 'ada', name: 'Ada', exp: Date.now() / 1_000 + 600, ...claims })}.x`;
const VERIFIED = tokenOf({ email: 'ada@x.example', email_verified: true });

describe('<comment-thread>, notifications', () => {
  watchConsole();
  watchErrors();
  let thread: CommentThread;
  let backend: MemoryBackend;

  async function show(options: MemoryOptions = {}, attributes: Record<string, string> = {}) {
    const notify = {
      email: true,
      verifiedEmailOf: (token: string) => (token === VERIFIED ? 'ada@x.example' : undefined),
    };
    backend = new MemoryBackend({ thread: 'test', comments: makeComments(2), notify, ...options });
    thread = await showThread(backend, attributes);
  }
  const { root, button, form, field, status } = threadParts(() => thread);
  const focused = () => root().activeElement as HTMLElement | null;
  const radio = (name: string, within: ParentNode = form()) =>
    [...within.querySelectorAll('label')]
      .find((label) => label.textContent.trim() === name)
      ?.querySelector<HTMLInputElement>('[type=radio]');
  /** The first sign of writing brings what writers see. */
  async function begin(): Promise<void> {
    field('comment').focus();
    await until(() => expect(radio('Nothing')).to.exist);
  }
  const head = () => root().querySelector<HTMLFormElement>('form.subscribe');
  async function openHead(): Promise<void> {
    button('Notify me').click();
    await until(() => expect(head()).to.exist);
    await settled(thread);
  }
  async function post(email?: string): Promise<void> {
    type(field('comment'), 'Mine');
    if (field('name')) type(field('name'), 'Bo');
    if (email !== undefined) type(field('email'), email);
    button('Post comment').click();
    await settled(thread);
  }

  const { pause } = waiting;
  before(() => {
    registerLocale('ar', arabic);
    registerLocale('de', german);
    waiting.pause = (ms, signal) => pause(ms > 10_000 ? ms : 0, signal);
  });
  after(() => {
    waiting.pause = pause;
  });
  beforeEach(() => localStorage.clear());
  afterEach(async () => {
    thread?.remove();
    document.documentElement.lang = 'en';
    document.body.style.removeProperty('width');
  });

  describe('in the form of a comment', () => {
    it('are nothing at first, in a group with a name', async () => {
      await show();
      await begin();
      const group = radio('Nothing')!.closest('fieldset')!;
      expect(group.querySelector('legend')!.textContent).to.equal('Notify me of');
      expect([...group.querySelectorAll<HTMLInputElement>('input')].map(({ checked }) => checked)).to.deep.equal([
        true,
        false,
        false,
      ]);
      expect(root().querySelector('fieldset:nth-of-type(2)')).to.equal(null);
      await expect(thread).to.be.accessible();
    });

    const without: readonly [string, MemoryOptions, Record<string, string>][] = [
      ['the server sends no mail', { notify: { email: false } }, {}],
      ['the backend has none', { capabilities: { subscribe: false } }, {}],
      ['the publisher wants none', {}, { 'no-notifications': '' }],
    ];
    for (const [when, options, attributes] of without) {
      it(`are not offered when ${when}`, async () => {
        await show(options, attributes);
        field('comment').focus();
        await until(() => expect(thread.shadowRoot!.adoptedStyleSheets.length).to.be.greaterThan(4));
        await settled(thread);
        expect(root().querySelector('.notify')).to.equal(null);
        expect(button('Notify me')).to.equal(undefined);
      });
    }

    for (const [width, language] of [
      [800, 'en'],
      [800, 'de'],
      [800, 'ar'],
      [320, 'en'],
      [320, 'de'],
    ] as const) {
      it(`arrive without moving anything, at ${width} pixels in ${language}`, async () => {
        document.body.style.setProperty('width', `${width}px`);
        document.documentElement.lang = language;
        await show();
        const before = form().getBoundingClientRect().height;
        field('comment').focus({ preventScroll: true });
        await until(() => expect(root().querySelector('.choice')).to.exist);
        await settled(thread);
        expect(form().getBoundingClientRect().height).to.equal(before);
        expect(root().querySelector('.root')!.scrollWidth).to.be.at.most(width);
      });
    }

    it('ask how often, and go with the comment in the language of the page', async () => {
      await show();
      await begin();
      radio('Replies to my comment')!.click();
      await settled(thread);
      radio('Once a day')!.click();
      await settled(thread);
      await post('bo@x.example');
      await until(() => expect(backend.subscriptions).to.have.length(1));
      const { email, scope, frequency, lang, isConfirmed } = backend.subscriptions[0]!;
      expect([email, scope, frequency, lang, isConfirmed]).to.deep.equal([
        'bo@x.example',
        'replies',
        'daily',
        'en',
        false,
      ]);
    });

    it('say beside the posted comment what happens next, once to those who do not see, and start at nothing again', async () => {
      await show();
      await begin();
      radio('All new comments')!.click();
      await post('bo@x.example');
      const sentence = /We have sent a message to .bo@x\.example.\. Nothing else is sent before you confirm it\./;
      await until(() => expect(status()).to.match(sentence));
      const { article } = threadParts(() => thread);
      expect(article('m1').textContent).to.match(sentence);
      expect(radio('Nothing')!.checked).to.equal(true);
    });

    it('promise no message at once for a comment that waits', async () => {
      await show({ hold: 'all' });
      await begin();
      radio('All new comments')!.click();
      await post('bo@x.example');
      await until(() => expect(status()).to.match(/waits for approval.*will ask you to confirm/));
    });

    it('need an address, said beside the field, which gets the focus; nothing else does', async () => {
      await show();
      await begin();
      radio('All new comments')!.click();
      await post('');
      await until(() => expect(focused()).to.equal(field('email')));
      const described = field('email').getAttribute('aria-describedby')!.split(' ');
      const complaint = root().getElementById(described[1]!)!;
      expect(complaint.hidden).to.equal(false);
      expect(complaint.textContent).to.contain('Please enter the address');
      expect(root().getElementById(described[0]!)!.textContent).to.contain('Needed');
      expect(field('comment').value).to.equal('Mine');
      radio('Nothing')!.click();
      await settled(thread);
      expect(complaint.hidden).to.equal(true);
    });

    it('need none of a reader whose token has a verified address, also where a function gets the token', async () => {
      await show();
      thread.token = () => Promise.resolve(VERIFIED);
      await settled(thread);
      await begin();
      radio('All new comments')!.click();
      await until(() => expect(readable(thread)).to.contain('the address of your account'));
      expect(field('email')).to.equal(null);
      await post();
      await until(() => expect(backend.subscriptions).to.have.length(1));
      expect(backend.subscriptions[0]!.isConfirmed).to.equal(true);
      await until(() => expect(status()).to.contain('You will be told of news'));
    });

    it('ask a signed-in reader without one', async () => {
      await show();
      thread.token = tokenOf({ email: 'ada@x.example' });
      await settled(thread);
      await begin();
      expect(field('email')).to.equal(null);
      radio('All new comments')!.click();
      await until(() => expect(field('email')).to.exist);
      await post('ada@work.example');
      await until(() => expect(backend.subscriptions[0]?.email).to.equal('ada@work.example'));
    });

    it('are kept with the draft', async () => {
      await show();
      await begin();
      type(field('comment'), 'Half a thought');
      radio('Replies to my comment')!.click();
      await settled(thread);
      radio('Once a day')!.click();
      await settled(thread);
      thread.remove();
      thread = await showThread(backend);
      await until(() => expect(radio('Replies to my comment')?.checked).to.equal(true));
      expect(radio('Once a day')!.checked).to.equal(true);
      expect(field('comment').value).to.equal('Half a thought');
    });

    it('are chosen for each reply by itself', async () => {
      await show();
      await begin();
      radio('All new comments')!.click();
      root().querySelector<HTMLElement>('[data-act=reply]')!.click();
      await until(() => expect(root().querySelector('form.reply .choice')).to.exist);
      const reply = root().querySelector<HTMLFormElement>('form.reply')!;
      expect(radio('Nothing', reply)!.checked).to.equal(true);
      radio('Replies to my comment', reply)!.click();
      await settled(thread);
      expect(radio('All new comments')!.checked).to.equal(true);
    });

    it('are chosen with the arrow keys', async () => {
      await show();
      await begin();
      radio('Nothing')!.focus();
      await sendKeys({ press: 'ArrowDown' });
      await settled(thread);
      expect(radio('Replies to my comment')!.checked).to.equal(true);
      expect(focused()).to.equal(radio('Replies to my comment'));
    });

    it('keep the text, and say at the choice what the server says of it', async () => {
      const problem = { errors: [{ path: 'notify', message: 'is not offered here.' }] };
      await show({
        before: (what) => {
          if (what === 'post') throw new FurnitureError('refused', 'no', { status: 422, problem });
        },
      });
      await begin();
      radio('All new comments')!.click();
      await post('bo@x.example');
      await until(() => expect(root().querySelector('.notify')!.textContent).to.contain('is not offered here.'));
      expect(field('comment').value).to.equal('Mine');
      expect(radio('All new comments')!.checked).to.equal(true);
    });
  });

  describe('at the head of the thread', () => {
    it('are a button that opens a form at its first field, and closes it with Escape', async () => {
      await show();
      await openHead();
      expect(button('Notify me').getAttribute('aria-expanded')).to.equal('true');
      await until(() => expect(focused()).to.equal(head()!.querySelector('[name=email]')));
      await expect(thread).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await until(() => expect(head()).to.equal(null));
      expect(focused()).to.equal(button('Notify me'));
    });

    it('are sent, and say honestly what happens next', async () => {
      await show();
      await openHead();
      type(head()!.querySelector('[name=email]')!, 'bo@x.example');
      radio('Once a day', head()!)!.click();
      head()!.requestSubmit();
      await until(() => expect(backend.subscriptions).to.have.length(1));
      expect(backend.subscriptions[0]).to.include({ scope: 'all', frequency: 'daily', email: 'bo@x.example' });
      const sentence = /We have sent a message to .bo@x\.example.\. Nothing else is sent before you confirm it\./;
      await until(() => expect(root().querySelector('.sent')?.textContent).to.match(sentence));
      expect(status()).to.match(sentence);
      expect(focused()?.closest('.sent')).to.exist;
    });

    it('use the address of the form below, and keep what is typed', async () => {
      await show();
      type(field('email'), 'bo@x.example');
      await openHead();
      expect(head()!.querySelector<HTMLInputElement>('[name=email]')!.value).to.equal('bo@x.example');
    });

    it('say what is missing, at the field', async () => {
      await show();
      await openHead();
      head()!.requestSubmit();
      await until(() => expect(head()!.querySelector('[aria-invalid=true]')).to.exist);
      expect(focused()).to.equal(head()!.querySelector('[name=email]'));
      expect(head()!.textContent).to.contain('Please enter the address');
    });

    for (const [what, error, sentence] of [
      ['no connection', new FurnitureError('offline', 'no'), /no connection/],
      ['no answer', new FurnitureError('timeout', 'no'), /too long to answer/],
      ['too many', new FurnitureError('refused', 'no', { status: 429, retryAfterMs: 60_000 }), /a lot in a short time/],
      ['a broken server', new FurnitureError('refused', 'no', { status: 500 }), /has a problem \(500\)/],
      ['a refusal', new FurnitureError('refused', 'no', { status: 403, problem: { detail: 'Not here.' } }), /Not here/],
    ] as const) {
      it(`keep the address after ${what}, with a sentence for it`, async () => {
        let isBroken = true;
        await show({
          before: (act) => {
            if (act === 'subscribe' && isBroken) throw error;
          },
        });
        let failures = 0;
        thread.addEventListener('comment-thread-failed', () => failures++);
        await openHead();
        type(head()!.querySelector('[name=email]')!, 'bo@x.example');
        head()!.requestSubmit();
        await until(() => expect(head()!.querySelector('[role=alert]')?.textContent).to.match(sentence));
        expect(head()!.querySelector<HTMLInputElement>('[name=email]')!.value).to.equal('bo@x.example');
        expect(failures).to.equal(1);
        expect(!!button('Try again', head()!)).to.equal(error.canRetry);
        isBroken = false;
        if (error.status === 429) return;
        head()!.requestSubmit();
        await until(() => expect(root().querySelector('.sent')).to.exist);
      });
    }

    it('ask no address of a reader whose token has a verified one', async () => {
      await show();
      thread.token = VERIFIED;
      await settled(thread);
      await openHead();
      expect(head()!.querySelector('[name=email]')).to.equal(null);
      head()!.requestSubmit();
      await until(() => expect(root().querySelector('.sent')?.textContent).to.contain('address of your account'));
      expect(backend.subscriptions[0]).to.include({ email: 'ada@x.example', isConfirmed: true });
    });

    it('fit into 320 pixels from right to left', async () => {
      document.body.style.setProperty('width', '320px');
      document.documentElement.lang = 'ar';
      await show();
      root().querySelector<HTMLElement>('[data-act=notify]')!.click();
      await until(() => expect(head()).to.exist);
      expect(root().querySelector('.root')!.scrollWidth).to.be.at.most(320);
      expect(getComputedStyle(head()!).direction).to.equal('rtl');
      await expect(thread).to.be.accessible();
    });
  });
});
