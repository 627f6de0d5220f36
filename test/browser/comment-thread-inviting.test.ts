import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { MemoryBackend, type MemoryOptions } from '../../src/comment-thread/backends/memory.ts';
import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import { passing } from '../../src/comment-thread/inviting/page-inviting.ts';
import { registerLocale } from '../../src/base/messages.ts';
import { shared } from '../../src/base/shared.ts';
import type { FurnitureShowEvent } from '../../src/base/turn.ts';
import arabic from '../../src/locales/ar.ts';
import '../../src/support-banner/define.ts';
import { SupportBanner } from '../../src/support-banner/support-banner.ts';
import { watchConsole, watchErrors } from '../support/console.ts';
import { breakStorage, settled, until } from '../support/element-suite.ts';
import { makeComment, makeComments } from '../support/seeds.ts';
import { showThread, threadParts } from '../support/thread-parts.ts';

const KEY = 'page-furniture:invited';

describe('<comment-thread>, the invitation', () => {
  watchConsole();
  watchErrors();
  let thread: CommentThread;
  let article: HTMLElement;
  let backend: MemoryBackend;
  const usual = { ...passing };
  let now = 0;
  let looks = 0;

  /** An article of ten windows, with the reader above its end. */
  async function show(attributes: Record<string, string> = { invitation: '' }, options: MemoryOptions = {}) {
    article = document.createElement('article');
    article.id = 'story';
    article.style.setProperty('block-size', '1000vh');
    document.body.append(article);
    backend = new MemoryBackend({ thread: 'test', comments: makeComments(3), ...options });
    thread = await showThread(backend, { live: 'off', ...attributes });
  }
  const { root, field } = threadParts(() => thread);
  const bubble = () => root().querySelector<HTMLElement>('[part=invitation]');
  const go = () => bubble()!.querySelector<HTMLButtonElement>('.go')!;
  const close = () => bubble()!.querySelector<HTMLButtonElement>('.close')!;
  const words = () => go().textContent.replace(/\s+/g, ' ').trim();
  const status = () => root().querySelector('.inviting [role=status]')?.textContent.trim();
  const isOver = () => root().querySelector('.inviting') === null;
  /** So many looks at the page, each as if two seconds had passed. */
  async function look(count: number): Promise<void> {
    const end = looks + count;
    await until(() => expect(isOver() || looks >= end).to.equal(true));
  }
  /** Reads the first six windows, long enough. */
  async function read(): Promise<void> {
    await until(() => expect(root().querySelector('.inviting')).to.exist);
    for (let page = 0; page < 6; page++) {
      scrollTo({ top: page * innerHeight, behavior: 'instant' });
      if (!bubble()) await look(6);
    }
  }
  async function invite(attributes?: Record<string, string>, options?: MemoryOptions): Promise<void> {
    await show(attributes, options);
    await read();
    await until(() => expect(bubble()).to.exist);
  }
  /** Time passes while the bubble is there. */
  let isPassing = false;

  before(() => {
    registerLocale('ar', arabic);
    passing.tickMs = 4;
    passing.now = () => {
      looks++;
      // The first thread looks before the test has been handed it.
      return thread?.isConnected && bubble() && !isPassing ? now : (now += 2_000);
    };
  });
  after(() => Object.assign(passing, usual));
  beforeEach(() => {
    localStorage.clear();
    isPassing = false;
  });
  afterEach(() => {
    thread?.remove();
    article?.remove();
    document.documentElement.lang = 'en';
    scrollTo(0, 0);
  });

  it('asks with the default words and counts comments, in its own part of the window, without taking the focus', async () => {
    await invite();
    expect(words()).to.equal('Would love your thoughts 3 comments');
    expect(document.activeElement).to.equal(document.body);
    const { left, right, top, bottom } = bubble()!.getBoundingClientRect();
    expect(left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight).to.equal(true);
    // Whoever looks while it fades in sees less of it.
    await Promise.all(
      bubble()!
        .getAnimations({ subtree: true })
        .map(({ finished }) => finished),
    );
    await expect(thread).to.be.accessible();
  });

  it('is said once by a status that was there before', async () => {
    await show();
    await until(() => expect(status()).to.equal(''));
    await read();
    await until(() => expect(status()).to.equal('Would love your thoughts. 3 comments'));
    let changes = 0;
    const observer = new MutationObserver(() => changes++);
    observer.observe(root().querySelector('.inviting [role=status]')!, { characterData: true, subtree: true });
    await look(5);
    observer.disconnect();
    expect(changes).to.equal(0);
  });

  it('asks in the publisher’s own words', async () => {
    await invite({ invitation: ' Were you there? ' });
    expect(words()).to.equal('Were you there? 3 comments');
  });

  it('does not come without the attribute, and nothing of it is loaded', async () => {
    await show({});
    await settled(thread);
    await until(() => expect(root().querySelector('.new, .news')).to.exist);
    expect(root().querySelector('.inviting')).to.equal(null);
    thread.invitation = '';
    await until(() => expect(root().querySelector('.inviting')).to.exist);
  });

  it('does not come to one who has seen only the beginning', async () => {
    await show();
    await until(() => expect(root().querySelector('.inviting')).to.exist);
    await look(60);
    expect(bubble()).to.equal(null);
  });

  it('measures the article that the publisher names', async () => {
    await show({ invitation: '', article: '#lead' });
    const lead = document.createElement('p');
    lead.id = 'lead';
    lead.textContent = 'Short';
    article.append(lead);
    await until(() => expect(bubble()).to.exist);
  });

  it('leads to the form', async () => {
    await invite();
    go().click();
    await until(() => expect(root().activeElement).to.equal(field('comment')));
    expect(bubble()).to.equal(null);
    const { top, bottom } = field('comment').getBoundingClientRect();
    expect(top >= 0 && bottom <= innerHeight).to.equal(true);
  });

  it('goes by its × and by Escape, and is remembered', async () => {
    await invite();
    close().click();
    expect(bubble()).to.equal(null);
    expect(Number(localStorage.getItem(KEY))).to.be.closeTo(Date.now(), 60_000);
    thread.remove();
    article.remove();
    await show();
    await settled(thread);
    expect(root().querySelector('.inviting')).to.equal(null);

    thread.remove();
    article.remove();
    localStorage.clear();
    await invite();
    await sendKeys({ press: 'Escape' });
    await until(() => expect(bubble()).to.equal(null));
  });

  it('gives the focus back to where it was', async () => {
    const button = document.createElement('button');
    document.body.prepend(button);
    await invite();
    button.focus({ preventScroll: true });
    close().focus({ preventScroll: true });
    await sendKeys({ press: 'Escape' });
    await until(() => expect(bubble()).to.equal(null));
    expect(document.activeElement).to.equal(button);
    button.remove();
  });

  it('goes by itself, but not while the focus is on it', async () => {
    await invite();
    close().focus({ preventScroll: true });
    isPassing = true;
    await look(30);
    expect(bubble()).to.exist;
    close().blur();
    await until(() => expect(bubble()).to.equal(null));
  });

  it('gives way to the discussion in view', async () => {
    await invite();
    thread.scrollIntoView();
    await until(() => expect(bubble()).to.equal(null));
  });

  it('waits while somebody writes elsewhere', async () => {
    const input = document.createElement('input');
    document.body.prepend(input);
    await show();
    input.focus({ preventScroll: true });
    await read();
    expect(bubble()).to.equal(null);
    input.remove();
    await until(() => expect(bubble()).to.exist);
  });

  describe('and other furniture', () => {
    let end: AbortController;
    beforeEach(() => {
      delete (shared() as { turns?: unknown }).turns;
      end = new AbortController();
    });
    afterEach(() => end.abort());
    const onShow = (act: (event: FurnitureShowEvent) => void) =>
      document.addEventListener('furniture-show', act, { signal: end.signal });

    async function addBanner(placement: string): Promise<SupportBanner> {
      const banner = document.createElement('support-banner');
      const all = { placement, heading: 'Free to read', href: '/support', storage: 'none' };
      for (const [name, value] of Object.entries(all)) banner.setAttribute(name, value);
      document.body.prepend(banner);
      end.signal.addEventListener('abort', () => banner.remove());
      await settled(banner);
      return banner;
    }
    const asks = (banner: SupportBanner) => banner.why().show;

    it('asks the page, which can keep it away for good', async () => {
      const told: unknown[] = [];
      onShow((event) => {
        told.push([event.kind, event.placement, event.target === thread]);
        event.preventDefault();
      });
      await show();
      await read();
      await until(() => expect(told).to.deep.equal([['invitation', 'bottom', true]]));
      await until(() => expect(isOver()).to.equal(true));
      expect(localStorage.getItem(KEY)).to.equal(null);
    });

    it('waits until the page is ready', async () => {
      let settle = (): void => {};
      const consent = new Promise<void>((resolve) => (settle = resolve));
      let asked = 0;
      onShow((event) => {
        asked++;
        event.holdUntil(consent);
      });
      await show();
      await read();
      await until(() => expect(asked).to.equal(1));
      await look(10);
      expect(bubble()).to.equal(null);
      expect(asked).to.equal(1);
      settle();
      await until(() => expect(bubble()).to.exist);
    });

    it('does not wait for a banner in the text, or at the other edge', async () => {
      for (const placement of ['inline', 'top']) {
        const banner = await addBanner(placement);
        await invite();
        expect(asks(banner)).to.equal(true);
        close().click();
        thread.remove();
        article.remove();
        banner.remove();
        localStorage.clear();
      }
    });

    it('waits for a banner at its own edge, under whatever name', async () => {
      if (!customElements.get('x-appeal')) customElements.define('x-appeal', class extends SupportBanner {});
      const banner = document.createElement('x-appeal') as SupportBanner;
      Object.assign(banner, { placement: 'bottom', heading: 'Free to read', href: '/support', storage: 'none' });
      document.body.prepend(banner);
      await settled(banner);
      await show();
      await read();
      await look(10);
      expect(bubble()).to.equal(null);
      banner.remove();
      await until(() => expect(bubble()).to.exist);
    });

    it('keeps pinned banners away while it is open, and none in the text', async () => {
      await invite();
      const pinned = await addBanner('top');
      expect(asks(pinned)).to.equal(false);
      expect(pinned.why().rules.find(({ rule }) => rule === 'show')?.detail).to.equal('an invitation is open');
      close().click();
      await settled(pinned);
      expect(asks(pinned)).to.equal(true);
      pinned.remove();
      thread.remove();
      article.remove();
      localStorage.clear();
      await invite();
      expect(asks(await addBanner('inline'))).to.equal(true);
      expect(bubble()).to.exist;
    });
  });

  for (const [what, attributes, options] of [
    ['is closed', { invitation: '', closed: '' }, {}],
    ['was closed by a moderator', { invitation: '' }, { open: false }],
  ] as const) {
    it(`does not come where the discussion ${what}`, async () => {
      await show(attributes, options);
      await read();
      await look(10);
      expect(bubble()).to.equal(null);
    });
  }

  it('announces comments that came in meanwhile, and shows them', async () => {
    await show({ invitation: '', live: 'stream' });
    await read();
    await until(() => expect(bubble()).to.exist);
    // News are looked for when the discussion is not far.
    scrollTo({ top: 8.5 * innerHeight, behavior: 'instant' });
    await until(() => {
      backend.arrive(makeComment('fresh-1'));
      backend.arrive(makeComment('fresh-2'));
      expect(words()).to.equal('2 new comments Show them');
    });
    expect(status()).to.equal('2 new comments. Show them');
    go().click();
    await until(() => expect(root().activeElement?.id).to.match(/^comment-fresh/));
    expect(bubble()).to.equal(null);
  });

  it('works without storage', async () => {
    const restore = breakStorage();
    try {
      await invite();
      close().click();
      expect(bubble()).to.equal(null);
    } finally {
      restore();
    }
  });

  it('stands at the other side from right to left', async () => {
    document.documentElement.lang = 'ar';
    document.documentElement.dir = 'rtl';
    try {
      await invite();
      expect(bubble()!.getBoundingClientRect().left).to.be.below(innerWidth / 4);
      expect(words()).to.contain('رأيك');
    } finally {
      document.documentElement.removeAttribute('dir');
    }
  });

  it('leaves nothing behind when the thread goes', async () => {
    await invite();
    thread.remove();
    const { length } = [...root().querySelectorAll('.inviting')];
    expect(length).to.equal(0);
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(looks).to.equal(before);
  });
});
