/** The page that the benchmark of comments on passages opens, with and without `article`. */
import type { Article } from '../support/article-edits.ts';

/** What the page tells: `placed()` how many passages are painted, `edit()` changes the article under the reader. */
const WATCH = `
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const thread = document.querySelector('comment-thread');
  window.placed = () => CSS.highlights.get('page-furniture-passage')?.size ?? 0;
  window.edit = (paragraph, words) => {
    performance.mark('edited');
    document.querySelectorAll('#story p')[paragraph].textContent = words;
  };
  const look = () => {
    if ((thread.shadowRoot?.querySelectorAll('article').length ?? 0) < 25) return requestAnimationFrame(look);
    // The frame that shows them ends before the next one begins.
    requestAnimationFrame(() => performance.mark('shown'));
  };
  requestAnimationFrame(look);`;

/** @param isAnnotated - Readers can comment on passages. */
export function pageOf(article: Article, thread: string, isAnnotated: boolean): string {
  const paragraphs = article.map((paragraph) => `<p>${paragraph.map(({ text }) => text).join(' ')}</p>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body { font: 1rem/1.5 sans-serif; margin: 1rem auto; max-width: 42rem; padding: 0 1rem }</style></head><body>
<main><h1>A long article</h1><div id="story">${paragraphs.join('\n')}</div>
<comment-thread src="/" thread="${thread}"${isAnnotated ? ' article="#story"' : ''}></comment-thread></main>
<script>${WATCH}</script>
<script type="module" src="/page-furniture.js"></script></body></html>`;
}
