import { expect } from '@open-wc/testing';

import type { CommentThread } from '../../src/comment-thread/comment-thread.ts';
import type { MemoryBackend } from '../../src/comment-thread/backends/memory.ts';
import { settled, until } from './element-suite.ts';

/** The parts of the thread that a test is about just now. @param thread - Asked at every call. */
export function threadParts(thread: () => CommentThread) {
  const root = () => thread().shadowRoot!;
  const articles = () => [...root().querySelectorAll<HTMLElement>('article')];
  const form = (id = 'new') => root().querySelector<HTMLFormElement>(`form[data-form="${id}"]`)!;
  return {
    root,
    articles,
    form,
    /** The comment with this id. */
    article: (id: string) => root().getElementById(`comment-${id}`)!,
    /** The first button with this accessible name. */
    button: (name: string, within: ParentNode = root()) =>
      [...within.querySelectorAll('button')].find(
        (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
      )!,
    field: (name: string, id = 'new') => form(id).querySelector<HTMLInputElement>(`[name=${name}]`)!,
    /** What was last said to readers who do not see. */
    status: () => root().querySelector('[role=status]')!.textContent,
  };
}

/** Writes into a field as a reader does. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Puts a thread into the page. @returns It, once it shows what there is. */
export async function showThread(
  backend: MemoryBackend,
  attributes: Readonly<Record<string, string>> = {},
): Promise<CommentThread> {
  const thread = document.createElement('comment-thread');
  for (const name of Object.keys(attributes)) thread.setAttribute(name, attributes[name]!);
  thread.backend = backend;
  thread.thread = 'test';
  document.body.append(thread);
  await until(() => expect(thread.shadowRoot!.querySelector('.list, .notice:not(.waiting *)')).to.exist);
  await settled(thread);
  return thread;
}
