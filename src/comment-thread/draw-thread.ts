import { html, nothing, type TemplateResult } from 'lit';

import { SORTS, type Sort } from '../contracts/comments.ts';
import type { FurnitureError } from '../base/request.ts';
import { drawDiscussion } from './draw-comment.ts';
import type { Composer } from './writing/composer.ts';
import { drawComposer, drawSignIn } from './writing/draw-composer.ts';
import type { Scene } from './draw-scene.ts';

/** From how many comments on a browser need not lay out those out of sight (find and print still see them). */
const LONG = 20;

/** How many comments there are, the way to the form, and the choice of order. */
export function drawToolbar(scene: Scene): TemplateResult {
  const { session, say, acts, canWrite, canNotify, desk, passages, hasPassages } = scene;
  const onSort = (event: Event) => acts.sort((event.target as HTMLSelectElement).value as Sort);
  return html`<div part="toolbar" class="toolbar">
    ${session.total > 0 ? html`<span class="muted">${say('count', { count: session.total })}</span>` : nothing}
    ${canWrite ? html`<a href="#comment-form" @click=${acts.skip}>${say('skip')}</a>` : nothing}
    ${
      canNotify
        ? html`<button
            type="button"
            class=${desk?.notices.isOn ? 'plain on' : 'plain'}
            data-act="notify"
            aria-expanded=${desk?.notices.isOpen ? 'true' : 'false'}
            @click=${acts.notify}
          >
            ${say('notifyMe')}
          </button>`
        : nothing
    }
    ${
      hasPassages
        ? html`<button
            type="button"
            class=${passages?.canFilter ? 'plain' : 'plain soon'}
            data-act="inline"
            aria-pressed=${passages?.isFiltering ? 'true' : 'false'}
            @click=${() => passages?.filter(!passages.isFiltering)}
          >
            ${say('onlyInline')}
          </button>`
        : nothing
    }
    ${
      session.comments.size > 1 || session.hasRest
        ? html`<label class="muted"
            >${say('sortBy')}
            <select @change=${onSort}>
              ${SORTS.map((sort) => html`<option value=${sort} .selected=${sort === session.sort}>${say(sort)}</option>`)}
            </select></label
          >`
        : nothing
    }
  </div>`;
}

/** The comments, what can still be loaded, and the form; `failure` stands where the reader was waiting. */
export function drawContent(scene: Scene, failure: FurnitureError | undefined): TemplateResult {
  const { session, say, canWrite, passages } = scene;
  const view = scene.moderating?.drawView(scene);
  const head = [scene.desk?.notices.draw(scene), scene.moderating?.drawTools(scene)];
  const form = () => html`${passages?.drawDrafts(scene)} ${drawForm(session.composers.get('new')!, scene)}`;
  if (view !== undefined) return html`${head} ${view} ${form()}`;
  const { tree } = session.comments;
  return html`${head} ${session.isLinkBroken ? html`<p class="notice">${say('missing')}</p>` : nothing}
    <div class="discussion">
      <div class="news">${scene.live?.drawNews(scene)}</div>
      <div class=${session.comments.size > LONG ? 'list long' : 'list'}>
        ${drawDiscussion(passages?.choose(tree) ?? tree, scene)}
        ${session.comments.size === 0 ? html`<p class="notice">${say(canWrite ? 'empty' : 'emptyClosed')}</p>` : nothing}
      </div>
    </div>
    ${drawFailure(scene, failure)} ${session.hasRest || passages?.isFiltering ? drawRest(scene) : nothing}
    ${scene.isFirst && scene.budget <= 0 ? nothing : form()}`;
}

/** Why loading failed, and the way to try again where that can help. */
export function drawFailure(
  { say, sayFailure, acts }: Pick<Scene, 'say' | 'sayFailure' | 'acts'>,
  failure: FurnitureError | undefined,
): unknown {
  if (!failure) return nothing;
  return html`<div class="failure notice">
    <p class="error">${sayFailure(failure)}</p>
    ${failure.canRetry ? html`<button type="button" @click=${acts.retry}>${say('tryAgain')}</button>` : nothing}
  </div>`;
}

function drawRest({ session, say, acts, passages }: Scene): TemplateResult {
  const { work, total, hasMore } = session;
  const { size } = session.comments;
  const isBusy = work ? 'true' : 'false';
  const all = say('viewAll', { count: Math.max(total, size) });
  return html`<div class="rest">
    ${
      hasMore && !passages?.isFiltering
        ? html`<button type="button" aria-disabled=${isBusy} @click=${acts.more}>
            ${say(work === 'more' ? 'loading' : 'loadMore')}
          </button>`
        : nothing
    }
    <button type="button" class="plain" aria-disabled=${isBusy} @click=${acts.all}>
      ${work === 'all' ? say('loading') : all}
    </button>
  </div>`;
}

/** Where a new comment is written, or why none is. */
export function drawForm(composer: Composer, scene: Scene): unknown {
  const { say, canWrite, isClosed, isSignedIn, signIn } = scene;
  if (isClosed) {
    return html`<p class="notice closed">${say('closed')}</p>
      ${scene.live?.drawKept(composer, scene)}`;
  }
  // What was written stays in sight where it cannot be posted until somebody signs in.
  const kept = composer.text && scene.writing?.drawKept(composer, scene);
  const offersSignIn = !isSignedIn && (signIn !== undefined || !canWrite);
  return html`${offersSignIn ? html`<div class="sign-in">${drawSignIn(scene)}</div>` : nothing}
  ${canWrite ? drawComposer(composer, scene) : kept}`;
}
