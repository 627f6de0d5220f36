import { turns } from '../../base/turn.ts';
import { findInPage } from '../page-look.ts';
import type { Glance } from './reading.ts';

/** Where the article ends and the thread begins, as a look at the page says now. */
export function articleOf(thread: HTMLElement, selector: string | undefined): Glance['article'] {
  const found = selector === undefined ? undefined : findInPage(selector);
  if (found) {
    const { top, height } = found.getBoundingClientRect();
    return { top, height };
  }
  // What stands above the thread, from the start of the document.
  const { top } = document.documentElement.getBoundingClientRect();
  return { top, height: Math.max(0, thread.getBoundingClientRect().top - top) };
}

/** Whether somebody writes, a dialog is open or a banner is pinned to the bottom of the window. */
export function isBusy(): boolean {
  return isWriting() || document.fullscreenElement !== null || hasDialog() || hasBannerBelow();
}

function isWriting(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return (
    active instanceof HTMLElement &&
    (active.isContentEditable || active.closest('form, input, textarea, select, dialog') !== null)
  );
}

function hasDialog(): boolean {
  return [...document.querySelectorAll('dialog[open]')].some((dialog) => dialog.matches(':modal'));
}

/** A support banner where the invitation would stand, whatever its tag is called there; also one that only thanks. */
function hasBannerBelow(): boolean {
  const { banner: asking } = turns();
  return [...document.querySelectorAll('support-banner'), ...(asking ? [asking] : [])].some((banner) => {
    const pinned = banner.shadowRoot?.querySelector('[data-placement="bottom"]');
    return pinned ? pinned.getBoundingClientRect().height > 0 : false;
  });
}
