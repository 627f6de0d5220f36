import { expect } from '@open-wc/testing';

import '../../src/comment-thread/define.ts';
import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import configs from '../fixtures/corpus/configs.public.json';
import { watchConsole, watchErrors } from '../support/console.ts';
import { readable, settled } from '../support/element-suite.ts';

interface ConfigCase {
  readonly id: string;
  readonly widget: string;
  readonly role: string;
  readonly note: string;
  readonly raw?: string;
  readonly value?: unknown;
  readonly expect: { readonly visible_not?: readonly string[] };
}

const NONSENSE = ['NaN', 'Infinity', 'undefined', '[object Object]', 'Invalid Date'];

/** Corpus roles by the name of the property here; the element has no other of these options. */
const PROPERTIES: Readonly<Record<string, string>> = {
  heading: 'heading',
  sort: 'sort',
  threadId: 'thread',
  pageSize: 'pageSize',
};
/** Options of other systems: as attributes and keys of the JSON they mean nothing here, and must do nothing. */
const UNKNOWN = ['maxDepth', 'pollInterval', 'closesAt', 'maxLength', 'initialComments'];

describe('<comment-thread> and the corpus of configurations', () => {
  const console = watchConsole();
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => place.remove());
  watchErrors();

  const cases = (configs.cases as readonly ConfigCase[]).filter(({ widget }) => widget === 'comment-thread');

  it('has cases for this element, and a place for each of their roles', () => {
    const known = [...Object.keys(PROPERTIES), ...UNKNOWN, 'config', 'locale', 'endpoint', 'lifecycle'];
    expect(cases.length).to.be.greaterThan(50);
    expect(cases.map(({ role }) => role).filter((role) => !known.includes(role))).to.deep.equal([]);
  });

  for (const item of cases) {
    it(`${item.id}: ${item.role}, ${item.note}`, async () => {
      const thread = document.createElement('comment-thread');
      const fallback = document.createElement('p');
      fallback.textContent = 'Write to the editor';
      thread.append(fallback);
      if (item.role !== 'endpoint') thread.setAttribute('backend', 'memory');
      apply(item, thread);
      place.append(thread);
      // What a statement of the corpus throws by itself is the page's own error.
      if (item.role === 'lifecycle') attempt(() => evaluate(item.value, thread));
      await settled(thread);
      const text = readable(thread);
      for (const nonsense of item.expect.visible_not ?? NONSENSE) expect(text).not.to.contain(nonsense);
      if (thread.isConnected && thread.shadowRoot)
        expect(text).to.match(/Comments|Write to the editor|Your comment|评论/);
      const lines = console.take();
      expect(lines.length, lines.join('\n')).to.be.at.most(1);
    });
  }

  function apply({ role, raw, value }: ConfigCase, thread: CommentThread): void {
    const property = PROPERTIES[role];
    if (role === 'locale') place.lang = raw ?? '';
    else if (role === 'endpoint') thread.setAttribute('src', raw ?? '');
    else if (role === 'config' || role === 'initialComments') thread.append(json(raw ?? ''));
    else if (property && raw !== undefined) thread.setAttribute(property, raw);
    else if (property) Object.assign(thread, { [property]: evaluate(value, thread) });
    else if (raw !== undefined) thread.setAttribute(role.toLowerCase(), raw);
  }
});

function json(text: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = text;
  return script;
}

/** Values that JSON cannot hold are written as expressions. */
function evaluate(value: unknown, el: Element): unknown {
  const code = typeof value === 'object' && value !== null ? (value as { $js?: string }).$js : undefined;
  if (code === undefined) return value;
  const isStatement = /[;{]|^for/.test(code);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the corpus is code, written for this
  return (new Function('el', isStatement ? code : `return (${code})`) as (el: Element) => unknown)(el);
}

function attempt(run: () => unknown): void {
  try {
    run();
  } catch {
    // Not ours.
  }
}
