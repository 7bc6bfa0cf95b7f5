import { html, nothing, type TemplateResult } from 'lit';

import type { Words } from '../i18n/index.ts';
import type { Failure } from '../state/types.ts';
import { lockIcon, offlineIcon, warningIcon } from './icons.ts';

export interface Notice {
  icon?: TemplateResult;
  title: string;
  hint?: string;
  /** A way to go on. */
  action?: { label: string; run: () => void };
  /** Whether it may pass by itself in a moment, so that it waits before it shows. */
  late?: boolean;
}

/** A state with words, where otherwise there would be content. */
export function renderNotice({ icon, title, hint, action, late = false }: Notice): TemplateResult {
  return html`<div class="notice ${late ? 'late' : ''}" part="notice">
    ${icon ?? nothing}
    <p class="title">${title}</p>
    ${hint === undefined ? nothing : html`<p class="hint">${hint}</p>`}
    ${
      action === undefined
        ? nothing
        : html`<button type="button" class="quiet" @click=${action.run}>${action.label}</button>`
    }
  </div>`;
}

/** Why something could not be loaded, and how to go on. */
export function failureNotice(words: Words, failure: Failure | undefined, again: () => void): Notice {
  const action = { label: words.tryAgain, run: again };
  switch (failure?.code) {
    case 'unauthenticated':
    case 'token-expired':
      return { icon: lockIcon, title: words.signedOut, hint: words.signedOutHint, action };
    case 'locked':
      return {
        icon: lockIcon,
        title: words.locked,
        hint: words.lockedHint,
        action: { label: words.unlock, run: again },
      };
    case 'messaging-off':
      return { icon: lockIcon, title: words.messagingOff, hint: words.messagingOffHint };
    case 'not-found':
      return { icon: warningIcon, title: words.notFound, hint: words.notFoundHint };
    case 'network':
      return { icon: offlineIcon, title: words.loadingFailed, hint: words.failures.network, action };
    default:
      return {
        icon: warningIcon,
        title: words.loadingFailed,
        hint: words.failures[failure?.code ?? 'unexpected'],
        action,
      };
  }
}

/** Grey shapes for what is loading; they appear only when it takes longer than a moment. */
export function renderSkeleton(
  words: Words,
  shape: 'skeleton-row' | 'skeleton-bubble',
  count: number,
): TemplateResult {
  return html`<div class="skeleton" role="status" part="skeleton">
    <span class="visually-hidden">${words.loading}</span>
    ${Array.from({ length: count }, () => html`<span class=${shape}></span>`)}
  </div>`;
}
