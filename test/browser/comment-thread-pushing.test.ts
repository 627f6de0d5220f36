import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { FurnitureError } from '../../src/base/request.ts';
import { registerLocale } from '../../src/base/messages.ts';
import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import '../../src/comment-thread/define.ts';
import '../../src/comment-thread/notifying/page-notifying.ts';
import '../../src/comment-thread/notifying/page-push.ts';
import { browserCan } from '../../src/comment-thread/page-world.ts';
import { waiting } from '../../src/comment-thread/writing/page-wait.ts';
import arabic from '../../src/locales/ar.ts';
import german from '../../src/locales/de.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { settled, until } from '../support/element-suite.ts';
import { fakePush, PUSH_KEY, replacePush, type FakePush } from '../support/push-browser.ts';
import { makeComments } from '../support/seeds.ts';
import { showThread, threadParts, type } from '../support/thread-parts.ts';

const WORKER = { 'push-worker': '/push-worker.js' };
const BOTH = { email: true, push: PUSH_KEY };
const ONLY_PUSH = { email: false, push: PUSH_KEY };

describe('<comment-thread>, Web Push', () => {
  const said = watchConsole();
  watchErrors();
  let thread: CommentThread;
  let backend: MemoryBackend;
  let browser: FakePush;
  let putBack: () => void;
  const { pause } = waiting;

  before(() => {
    registerLocale('ar', arabic);
    registerLocale('de', german);
    waiting.pause = async () => {};
  });
  after(() => {
    waiting.pause = pause;
  });
  beforeEach(() => {
    localStorage.clear();
    browser = fakePush();
    putBack = replacePush(() => browser);
  });
  afterEach(() => {
    thread?.remove();
    putBack();
    document.documentElement.lang = 'en';
    document.body.style.removeProperty('width');
  });

  async function show(options: MemoryOptions = {}, attributes: Record<string, string> = WORKER) {
    backend = new MemoryBackend({ thread: 'test', comments: makeComments(2), notify: BOTH, ...options });
    thread = await showThread(backend, attributes);
  }
  const { root, article, button, form, field, status } = threadParts(() => thread);
  const focused = () => root().activeElement as HTMLElement | null;
  const radio = (name: string, within: ParentNode = form()) =>
    [...within.querySelectorAll('label')]
      .find((label) => label.textContent.trim() === name)
      ?.querySelector<HTMLInputElement>('[type=radio]');
  const head = () => root().querySelector<HTMLFormElement>('form.subscribe')!;
  async function openHead(): Promise<void> {
    button('Notify me').click();
    await until(() => expect(head()).to.exist);
    await settled(thread);
  }
  async function chooseBrowser(within: () => ParentNode): Promise<void> {
    await until(() => expect(radio('In this browser', within())).to.exist);
    radio('In this browser', within())!.click();
    await settled(thread);
  }
  async function choose(scope = 'Replies to my comment'): Promise<void> {
    field('comment').focus();
    await until(() => expect(radio(scope)).to.exist);
    radio(scope)!.click();
    await chooseBrowser(form);
  }
  async function post(): Promise<void> {
    type(field('comment'), 'Mine');
    type(field('name'), 'Bo');
    button('Post comment').click();
    await settled(thread);
  }

  describe('is not offered', () => {
    const without: readonly [string, MemoryOptions, Record<string, string>, boolean][] = [
      ['the publisher hosts no worker', {}, {}, true],
      ['the worker is on another site', {}, { 'push-worker': 'https://other.example/push-worker.js' }, true],
      ['the worker is on another site, in short', {}, { 'push-worker': '//other.example/push-worker.js' }, true],
      ['the server has no key', { notify: { email: true } }, WORKER, true],
      ['the browser has none', {}, WORKER, false],
    ];
    for (const [when, options, attributes, can] of without) {
      it(`when ${when}, and mail is`, async () => {
        browserCan.push = () => can;
        await show(options, attributes);
        await openHead();
        expect(radio('In this browser', head())).to.equal(undefined);
        expect(radio('At once', head())).to.exist;
        field('comment').focus();
        radio('All new comments')!.click();
        await settled(thread);
        expect(radio('In this browser')).to.equal(undefined);
        if (/other site/.test(when)) expect(said.take().join()).to.contain('a path of this site');
        else said.take();
      });
    }

    it('at all without mail in a browser that has none', async () => {
      browserCan.push = () => false;
      await show({ notify: ONLY_PUSH });
      field('comment').focus();
      await until(() => expect(thread.shadowRoot!.adoptedStyleSheets.length).to.be.greaterThan(4));
      await settled(thread);
      expect(button('Notify me')).to.equal(undefined);
      expect(root().querySelector('.notify')).to.equal(null);
    });

    it('where the publisher wants no notifications', async () => {
      await show({ notify: ONLY_PUSH }, { ...WORKER, 'no-notifications': '' });
      expect(button('Notify me')).to.equal(undefined);
    });
  });

  describe('at the head of the thread', () => {
    it('is another way than mail, which stays chosen until the reader chooses otherwise', async () => {
      await show();
      await openHead();
      expect(radio('By email', head())!.checked).to.equal(true);
      await until(() => expect(focused()).to.equal(radio('By email', head())));
      await expect(thread).to.be.accessible();
      await sendKeys({ press: 'ArrowDown' });
      await settled(thread);
      expect(focused()).to.equal(radio('In this browser', head()));
      expect(head().textContent).to.contain('Your browser will ask');
      expect(head().querySelector('[name=email]')).to.equal(null);
      expect(browser.asked).to.equal(0);
      await expect(thread).to.be.accessible();
    });

    it('is all there is where the server sends no mail, and Escape closes it', async () => {
      await show({ notify: ONLY_PUSH });
      await openHead();
      expect(radio('By email', head())).to.equal(undefined);
      expect(focused()).to.equal(button('Notify me', head()));
      await sendKeys({ press: 'Escape' });
      await until(() => expect(head()).to.equal(null));
      expect(focused()).to.equal(button('Notify me'));
      expect(browser.asked).to.equal(0);
    });

    it('asks when the button is pressed, tells the server, says so, and can be ended', async () => {
      await show();
      document.documentElement.lang = 'en';
      await openHead();
      await chooseBrowser(head);
      button('Notify me', head()).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(status()).to.equal('This browser tells you of all new comments here.'));
      expect(browser.asked).to.equal(1);
      expect(backend.pushes).to.deep.equal([{ endpoint: browser.endpoint, scope: 'all', lang: 'en' }]);
      expect(head().textContent).to.contain('This browser tells you of all new comments here.');
      expect(focused()).to.equal(button('Stop telling me', head()));
      expect(button('Notify me').classList.contains('on')).to.equal(true);
      await expect(thread).to.be.accessible();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(status()).to.equal('This browser tells you nothing more of this discussion.'));
      expect(backend.pushes).to.deep.equal([]);
      expect(browser.endpoint).to.equal(undefined);
      expect(focused()).to.equal(button('Notify me', head()));
      expect(button('Notify me').classList.contains('on')).to.equal(false);
    });

    it('is known at the next visit, shown before anything is pressed', async () => {
      await show();
      await openHead();
      await chooseBrowser(head);
      head().requestSubmit();
      await until(() => expect(backend.pushes).to.have.length(1));
      thread.remove();
      thread = await showThread(backend, WORKER);
      expect(button('Notify me').classList.contains('on')).to.equal(true);
      await openHead();
      expect(radio('In this browser', head())!.checked).to.equal(true);
      expect(button('Stop telling me', head())).to.exist;
      radio('By email', head())!.click();
      await settled(thread);
      expect(head().querySelector('[name=email]')).to.exist;
    });

    it('is offered again when the browser receives nothing any more', async () => {
      await show();
      await openHead();
      await chooseBrowser(head);
      head().requestSubmit();
      await until(() => expect(backend.pushes).to.have.length(1));
      thread.remove();
      browser.endpoint = undefined;
      thread = await showThread(backend, WORKER);
      await until(() => expect(button('Notify me').classList.contains('on')).to.equal(false));
    });

    const troubles: readonly [string, Partial<FakePush>, RegExp][] = [
      ['says no', { answer: 'denied' }, /shows no notifications of this site.*settings.*Or choose “By email”/],
      ['said no before', { permission: 'denied', answer: 'denied' }, /shows no notifications.*Or choose “By email”/],
      ['closes the question', { answer: 'default' }, /Nothing was allowed.*try again/],
      ['has a browser without a push service', { isBroken: true }, /could not be set up/],
    ];
    for (const [when, change, sentence] of troubles) {
      it(`says how to go on when the reader ${when}, and can be tried again`, async () => {
        Object.assign(browser, change);
        await show();
        type(field('email'), 'bo@x.example');
        await openHead();
        await chooseBrowser(head);
        head().requestSubmit();
        await until(() => expect(head().querySelector('[role=alert]')?.textContent).to.match(sentence));
        await expect(thread).to.be.accessible();
        expect(said.take()).to.have.length(browser.isBroken ? 1 : 0);
        radio('By email', head())!.click();
        await settled(thread);
        expect(head().querySelector<HTMLInputElement>('[name=email]')!.value).to.equal('bo@x.example');
        Object.assign(browser, { permission: 'granted', isBroken: false });
        await chooseBrowser(head);
        button('Try again', head()).click();
        await until(() => expect(backend.pushes).to.have.length(1));
      });
    }

    it('offers no mail instead where there is none', async () => {
      browser.answer = 'denied';
      await show({ notify: ONLY_PUSH });
      await openHead();
      head().requestSubmit();
      await until(() => expect(head().querySelector('[role=alert]')).to.exist);
      expect(head().textContent).to.not.contain('By email');
    });

    it('says what the server says, and tells the page', async () => {
      await show({
        before: (what) => {
          if (what === 'subscribePush') throw new FurnitureError('refused', 'no', { status: 500 });
        },
      });
      let failures = 0;
      thread.addEventListener('comment-thread-failed', () => failures++);
      await openHead();
      await chooseBrowser(head);
      head().requestSubmit();
      const sentence = /This was not turned on\..*has a problem \(500\)/s;
      await until(() => expect(head().querySelector('[role=alert]')?.textContent).to.match(sentence));
      expect(failures).to.equal(1);
      expect(button('Notify me').classList.contains('on')).to.equal(false);
    });

    for (const language of ['de', 'ar']) {
      it(`fits into 320 pixels in ${language}`, async () => {
        document.body.style.setProperty('width', '320px');
        document.documentElement.lang = language;
        Object.assign(browser, { permission: 'denied' });
        await show();
        root().querySelector<HTMLElement>('[data-act=notify]')!.click();
        await until(() => expect(head()).to.exist);
        head().querySelector<HTMLInputElement>('[value=push]')!.click();
        await settled(thread);
        expect(root().querySelector('.root')!.scrollWidth).to.be.at.most(320);
        await expect(thread).to.be.accessible();
      });
    }
  });

  describe('with a comment', () => {
    it('asks when the button for it is pressed, and tells of replies once the comment is there', async () => {
      await show();
      await choose();
      expect(browser.asked).to.equal(0);
      expect(form().textContent).to.contain('Your browser will ask');
      await expect(thread).to.be.accessible();
      button('Allow notifications', form()).focus();
      await sendKeys({ press: 'Enter' });
      await until(() => expect(status()).to.equal('This browser may notify you.'));
      expect([browser.asked, backend.pushes.length]).to.deep.equal([1, 0]);
      expect(button('Allow notifications', form())).to.equal(undefined);
      expect(focused()).to.equal(field('comment'));
      await post();
      await until(() => expect(status()).to.equal('This browser will tell you of news.'));
      expect(backend.pushes).to.deep.equal([
        { endpoint: browser.endpoint, scope: 'replies', commentId: 'm1', lang: 'en' },
      ]);
      expect(backend.subscriptions).to.deep.equal([]);
      expect(article('m1').textContent).to.contain('This browser will tell you of news.');
      expect(button('Notify me').classList.contains('on')).to.equal(true);
      await openHead();
      expect(head().textContent).to.contain('This browser tells you of replies to your comments here.');
      expect(button('Notify me', head())).to.exist;
      button('Stop telling me', head()).click();
      await until(() => expect(backend.pushes).to.deep.equal([]));
    });

    it('tells of everything, of a comment that waits as well', async () => {
      browser.permission = 'granted';
      await show({ hold: 'all' });
      await choose('All new comments');
      await post();
      await until(() => expect(backend.pushes.map(({ scope }) => scope)).to.deep.equal(['all']));
      expect(browser.asked).to.equal(0);
    });

    it('needs no address, and says what is missing where the button was not pressed', async () => {
      await show();
      await choose();
      await post();
      await until(() => expect(focused()).to.equal(button('Allow notifications', form())));
      const [complaint] = focused()!.getAttribute('aria-describedby')!.split(' ');
      expect(root().getElementById(complaint!)!.textContent).to.contain('allow notifications first');
      expect([browser.asked, field('comment').value]).to.deep.equal([0, 'Mine']);
      radio('By email')!.click();
      await settled(thread);
      expect(root().getElementById(complaint!)!.hidden).to.equal(true);
      button('Post comment').click();
      await until(() => expect(focused()).to.equal(field('email')));
    });

    for (const [when, change] of [
      ['the reader says no', { answer: 'denied' }],
      ['the reader closes the question', { answer: 'default' }],
      ['the browser cannot be set up', { isBroken: true }],
    ] as readonly [string, Partial<FakePush>][]) {
      it(`never keeps a comment from being posted: ${when}`, async () => {
        Object.assign(browser, change);
        await show();
        await choose();
        button('Allow notifications', form()).click();
        await until(() => expect(form().querySelector('[role=alert]')).to.exist);
        await expect(thread).to.be.accessible();
        await post();
        await until(() => expect(article('m1')?.textContent).to.contain('could not be set up to tell you'));
        expect(field('comment').value).to.equal('');
        expect(backend.pushes).to.deep.equal([]);
        expect(said.take().length > 0).to.equal(browser.isBroken);
      });
    }

    it('keeps nobody waiting whose browser is still asking', async () => {
      let answer = (_: NotificationPermission) => {};
      browser.answer = new Promise((resolve) => (answer = resolve));
      await show();
      await choose();
      button('Allow notifications', form()).click();
      await settled(thread);
      await post();
      await until(() => expect(article('m1')).to.exist);
      expect(backend.pushes).to.deep.equal([]);
      answer('granted');
      await until(() => expect(backend.pushes[0]?.commentId).to.equal('m1'));
    });

    it('loses no comment when the server does not take the browser', async () => {
      browser.permission = 'granted';
      await show({
        before: (what) => {
          if (what === 'subscribePush') throw new FurnitureError('refused', 'no', { status: 422 });
        },
      });
      await choose();
      await post();
      await until(() => expect(article('m1')?.textContent).to.contain('could not be set up to tell you'));
    });

    it('is kept with the draft, and is mail where there is none any more', async () => {
      await show();
      await choose();
      type(field('comment'), 'Half a thought');
      thread.remove();
      thread = await showThread(backend, WORKER);
      await until(() => expect(radio('In this browser')?.checked).to.equal(true));
      expect(radio('Replies to my comment')!.checked).to.equal(true);
      thread.remove();
      thread = await showThread(backend, {});
      await until(() => expect(radio('Replies to my comment')?.checked).to.equal(true));
      expect(radio('In this browser')).to.equal(undefined);
      expect(radio('At once')!.checked).to.equal(true);
    });

    it('is the only way where the server sends no mail', async () => {
      browser.permission = 'granted';
      await show({ notify: ONLY_PUSH });
      field('comment').focus();
      await until(() => expect(radio('Replies to my comment')).to.exist);
      radio('Replies to my comment')!.click();
      await settled(thread);
      expect(radio('By email')).to.equal(undefined);
      expect(form().textContent).to.contain('This browser may notify you.');
      await post();
      await until(() => expect(backend.pushes[0]?.scope).to.equal('replies'));
    });
  });
});
