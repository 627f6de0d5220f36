/** The two pages that the benchmark of the thread compares. `all()` shows everything, `count()` tells how much is. */
export type Kind = 'plain' | 'ours';

/** Notes when the first 25 comments have been painted, and the slowest input. */
const WATCH = `
  window.slowest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.slowest = Math.max(window.slowest, entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
  const look = () => {
    if (window.count() < 25) return requestAnimationFrame(look);
    // The frame that shows them ends before the next one begins.
    requestAnimationFrame(() => { window.firstAt = performance.now(); });
  };
  requestAnimationFrame(look);`;

const HEAD = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thread</title>
<link rel="icon" href="data:,">
<style>body { font: 1rem/1.5 sans-serif; margin: 1rem auto; max-width: 45rem }
article { border-top: 1px solid #ccc; padding: .5rem 0 } .d1 { margin-left: 1rem } .d2 { margin-left: 2rem }
article button { border: 0; background: none } time { color: #666 }</style></head><body>`;

export const OURS = `${HEAD}<comment-thread src="/"></comment-thread>
<script>
  const thread = document.querySelector('comment-thread');
  thread.setAttribute('thread', location.search.slice(1));
  window.count = () => thread.shadowRoot ? thread.shadowRoot.querySelectorAll('article').length : 0;
  window.all = () => {
    for (const button of thread.shadowRoot.querySelectorAll('.rest button'))
      if (/^View all/.test(button.textContent.trim())) button.click();
  };
  ${WATCH}
</script>
<script type="module" src="/page-furniture.js"></script></body></html>`;

export const PLAIN = `${HEAD}<h2>Comments</h2><div id="list"></div>
<script>
  const list = document.getElementById('list');
  window.count = () => list.querySelectorAll('article').length;
  ${WATCH}
</script>
<script type="module">
  const base = '/v1/threads/' + location.search.slice(1) + '/comments?sort=oldest';
  const escape = (text) => text.replace(/[&<>"]/g, (c) => '&#' + c.charCodeAt(0) + ';');
  let cursor = null;
  const depth = new Map();
  async function page(limit) {
    const answer = await fetch(base + '&limit=' + limit + (cursor ? '&cursor=' + cursor : ''));
    const { comments, nextCursor } = await answer.json();
    cursor = nextCursor;
    const html = comments.map(({ id, parentId, author, body, createdAt, votes }) => {
      depth.set(id, parentId === null ? 0 : (depth.get(parentId) ?? 0) + 1);
      return '<article id="' + id + '" class="d' + depth.get(id) + '"><header><b>' + escape(author.name) + '</b> <time datetime="' +
        createdAt + '">' + new Date(createdAt).toLocaleDateString('en') + '</time></header><div><p>' + escape(body.text) +
        '</p></div><div><button aria-label="Upvote">▲</button>' + votes.up + '<button aria-label="Downvote">▼</button>' +
        votes.down + '<button>Reply</button><button>Copy link</button></div></article>';
    });
    const range = document.createRange();
    list.append(range.createContextualFragment(html.join('')));
  }
  window.all = async () => { while (cursor) await page(100); };
  await page(25);
</script></body></html>`;
