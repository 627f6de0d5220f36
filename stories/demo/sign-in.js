/*
 * What a publisher's page does to sign its readers in: it gives the thread a function that fetches a token from the
 * publisher's own server. Here that is the demo's, which hands one to anybody who asks with ?as=reader or ?as=moderator.
 */
const who = new URLSearchParams(location.search).get('as');
const thread = document.querySelector('comment-thread');

async function fetchToken() {
  const answer = await fetch(`/demo/token?as=${encodeURIComponent(who)}`, { credentials: 'omit' });
  return answer.ok ? (await answer.json()).token : undefined;
}

let known;
let until = 0;

if (who && thread) {
  thread.token = async () => {
    // Asked anew a minute before it runs out.
    if (Date.now() > until) {
      known = await fetchToken();
      until = Date.now() + 9 * 60_000;
    }
    return known;
  };
}
