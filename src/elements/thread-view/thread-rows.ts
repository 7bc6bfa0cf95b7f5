import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import type { Message, Person } from '../../protocol/index.ts';
import { isBlank } from '../../protocol/limits.ts';
import { formatDay, formatFull, formatTime, type Words } from '../../i18n/index.ts';
import { linkify } from '../../security/linkify.ts';
import { isolatedName } from '../../security/safe-name.ts';
import { checkIcon, clockIcon, dotsIcon, doubleCheckIcon, warningIcon } from '../icons.ts';
import type { Mark, ThreadItem } from './thread-items.ts';

/** What the rows need from the thread around them. */
export interface RowContext {
  words: Words;
  locale: string;
  now: number;
  with: Person;
  /** The message whose options are open. */
  menuFor: string | undefined;
  renderMenu: (message: Message) => TemplateResult;
  /** Whether I may still delete this message of mine. */
  deletable: (message: Message) => boolean;
  /** The files of a message. */
  renderFiles: (message: Pick<Message, 'id' | 'attachments'>) => TemplateResult | typeof nothing;
  toggleMenu: (message: Message, button: HTMLElement) => void;
  /** The message that was searched for, while it is marked. */
  found: string | undefined;
  foundSeen: () => void;
  retry: (id: string) => void;
  edit: (id: string) => void;
}

/**
 * The text of a message, character by character as it was sent: nothing else may stand inside the element, not even
 * white space. Links are the only thing it may turn into.
 */
function renderText(text: string, words: Words): TemplateResult {
  const parts = linkify(text).map((token) =>
    token.type === 'link'
      ? html`<a
          href=${token.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          referrerpolicy="no-referrer"
          aria-description=${words.linkHint}
          data-host=${token.host ?? nothing}
          >${token.text}</a
        >`
      : token.text,
  );
  return html`<div class="text" part="message-text" dir="auto">${parts}</div>`;
}

/** Files and text; a message of files alone has no text to show. */
function renderContent(
  message: Pick<Message, 'id' | 'text' | 'attachments'>,
  context: RowContext,
): TemplateResult {
  const bare = message.attachments.length > 0 && isBlank(message.text);
  return html`${context.renderFiles(message)}${bare ? nothing : renderText(message.text, context.words)}`;
}

const MARK_ICONS: Record<Mark, TemplateResult> = {
  sending: clockIcon,
  failed: warningIcon,
  sent: checkIcon,
  delivered: doubleCheckIcon,
  read: doubleCheckIcon,
};

function renderMark(mark: Mark, words: Words, spelled: boolean): TemplateResult {
  const label = mark === 'failed' ? words.notSent : words[mark];
  return html`<span class="mark ${mark}" part="mark"
    >${MARK_ICONS[mark]}<span class=${spelled ? '' : 'visually-hidden'}>${label}</span></span
  >`;
}

function renderTime(instant: string, { locale }: RowContext): TemplateResult {
  return html`<time datetime=${instant} title=${formatFull(locale, instant)}
    >${formatTime(locale, instant)}</time
  >`;
}

function renderMessage(item: Extract<ThreadItem, { kind: 'message' }>, context: RowContext): TemplateResult {
  const { message, own, mark, first, last, newest } = item;
  const { words } = context;
  const deleted = message.deletedAt !== undefined;
  const open = context.menuFor === message.id;
  const found = context.found === message.id;
  return html`<div
    class=${classMap({ row: true, own, other: !own, first, last, deleted, open, found })}
    part="message ${own ? 'own-message' : 'other-message'}"
    data-seq=${message.seq}
    data-key=${message.id}
    @animationend=${found ? context.foundSeen : nothing}
  >
    <span class="visually-hidden">${own ? words.you : words.saidBy(isolatedName(context.with.name))}</span>
    <div class="line">
      <div class="bubble" part="bubble">
        ${
          deleted
            ? html`<div class="text tombstone" part="tombstone">${words.deleted}</div>`
            : renderContent(message, context)
        }
      </div>
      ${
        own && !deleted && context.deletable(message)
          ? html`<div class="options">
              <button
                type="button"
                class="icon-button dots"
                part="options-button"
                aria-label=${words.messageOptions}
                aria-haspopup="menu"
                aria-expanded=${open}
                @click=${(event: Event) => context.toggleMenu(message, event.currentTarget as HTMLElement)}
              >
                ${dotsIcon}
              </button>
              ${open ? context.renderMenu(message) : nothing}
            </div>`
          : nothing
      }
    </div>
    <div class=${classMap({ meta: true, 'visually-hidden': !last })}>
      ${message.origin === 'auto' ? html`<span>${words.automaticReply}</span>` : nothing}
      ${renderTime(message.sentAt, context)} ${mark === undefined ? nothing : renderMark(mark, words, newest)}
    </div>
  </div>`;
}

function renderOutgoing(
  item: Extract<ThreadItem, { kind: 'outgoing' }>,
  context: RowContext,
): TemplateResult {
  const { message, first, last } = item;
  const { words } = context;
  const failed = message.status === 'failed';
  return html`<div
    class=${classMap({ row: true, own: true, outgoing: true, failed, first, last })}
    part="message own-message"
    data-key=${message.id}
  >
    <span class="visually-hidden">${words.you}</span>
    <div class="line">
      <div class="bubble" part="bubble">
        ${renderContent({ ...message, attachments: [...message.attachments] }, context)}
      </div>
    </div>
    ${
      failed
        ? html`<div class="meta failure" part="failure">
            ${renderMark('failed', words, true)}
            ${message.failure === undefined ? nothing : html`<span>${words.failures[message.failure.code]}</span>`}
            <button type="button" class="link" @click=${() => context.retry(message.id)}>
              ${words.retry}
            </button>
            <button type="button" class="link" @click=${() => context.edit(message.id)}>${words.edit}</button>
          </div>`
        : html`<div class=${classMap({ meta: true, 'visually-hidden': !last })}>
            ${renderTime(message.createdAt, context)} ${renderMark('sending', words, false)}
          </div>`
    }
  </div>`;
}

/** One row of the thread. */
export function renderRow(item: ThreadItem, context: RowContext): TemplateResult {
  switch (item.kind) {
    case 'day':
      // Headings, so that a screen reader leads from day to day, and to what is new, past everything in between.
      return html`<h3 class="day" part="day">
        <span>${formatDay(context.words, context.locale, item.instant, context.now)}</span>
      </h3>`;
    case 'unread':
      return html`<h3 class="unread" part="unread-line" data-key=${item.key}>
        <span>${context.words.newMessages}</span>
      </h3>`;
    case 'message':
      return renderMessage(item, context);
    case 'outgoing':
      return renderOutgoing(item, context);
  }
}
