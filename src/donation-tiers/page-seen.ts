import { attempt } from '../base/messages.ts';

/**
 * Tells when somebody may begin or cease to look: the page is visible, and the element near the window.
 *
 * @returns Whether somebody may look now.
 */
export function watchSeen(element: Element, signal: AbortSignal, onChange: () => void): () => boolean {
  let isNear = true;
  document.addEventListener('visibilitychange', onChange, { signal });
  const observer = attempt(
    () =>
      new IntersectionObserver(
        (entries) => {
          isNear = entries[entries.length - 1]?.isIntersecting ?? true;
          onChange();
        },
        { rootMargin: '50%' },
      ),
  );
  observer?.observe(element);
  signal.addEventListener('abort', () => observer?.disconnect());
  return () => isNear && document.visibilityState !== 'hidden';
}
