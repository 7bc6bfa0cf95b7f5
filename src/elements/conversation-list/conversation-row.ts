import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';

import { formatFull, formatListTime, formatNumber, type Words } from '../../i18n/index.ts';
import type { Conversation, SearchHit } from '../../protocol/index.ts';
import { isBlank } from '../../protocol/limits.ts';
import { safeName } from '../../security/safe-name.ts';
import { isAway } from '../away.ts';
import { renderAvatar } from '../avatar.ts';
import type { Apart } from '../same-names.ts';

/** A conversation in the list; with what matched, when it was searched for. */
export interface ConversationRow {
  conversation: Conversation;
  hit?: SearchHit;
}

/** What tells a row from the others: a search may find a conversation by whose it is, and also at a place in it. */
export function rowKey({ conversation, hit }: ConversationRow): string {
  return hit?.match === 'message' ? `${conversation.id}-found` : conversation.id;
}

interface Context {
  words: Words;
  locale: string;
  now: number;
  /** My own id. */
  me: string | undefined;
  selected: boolean;
  active: boolean;
  place: number;
  /** How many there are; `undefined` while not all of them are known. */
  count: number | undefined;
  /** What tells this person from another of the same name. */
  apart: Apart | undefined;
}

type Ranges = SearchHit['ranges'];

/** Text with the found pieces marked: built of text nodes, so that no text can ever become anything else. */
function renderMarked(text: string, ranges: Ranges = []): unknown {
  const parts: unknown[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at || end <= start || end > text.length) continue;
    parts.push(text.slice(at, start), html`<mark part="match">${text.slice(start, end)}</mark>`);
    at = end;
  }
  return [...parts, text.slice(at)];
}

function excerptOf({ conversation: { last }, hit }: ConversationRow, words: Words, locale: string): unknown {
  if (hit?.match === 'message' && hit.snippet !== undefined) return renderMarked(hit.snippet, hit.ranges);
  if (last === null) return html`<em>${words.nobodyHasWritten}</em>`;
  if (last.deletedAt !== undefined) return html`<em>${words.deleted}</em>`;
  if (!isBlank(last.text)) return last.text;
  const count = last.attachments.length;
  const kind = last.attachments.every(({ type }) => type.startsWith('image/')) ? 'pictures' : 'files';
  return html`<em>${words[kind](formatNumber(locale, count), count)}</em>`;
}

/** The direction of the text is its own; where it stands is the page's. */
function renderExcerpt(row: ConversationRow, { words, locale, me }: Context): TemplateResult {
  const mine =
    row.hit?.match !== 'message' && row.conversation.last !== null && row.conversation.last.senderId === me;
  return html`<div class="excerpt" part="excerpt">
    ${mine ? html`<span class="you">${words.you}</span>` : nothing}
    <span class="words" dir="auto">${excerptOf(row, words, locale)}</span>
  </div>`;
}

/** The detail that says who it is; where there is little room, what the person is gives way, and the id never. */
function renderApart({ kind, id }: Apart): TemplateResult {
  return html`<span class="apart" part="apart"
    ><span>${kind}</span
    >${id === undefined ? nothing : html`<span class="id"> · <bdi>${id}</bdi></span>`}</span
  >`;
}

/** One conversation. Its name for screen readers is what stands in it, the person first. */
export function renderConversation(row: ConversationRow, context: Context): TemplateResult {
  const { conversation, hit } = row;
  const { words, locale, place, apart } = context;
  const { with: person, unread, updatedAt } = conversation;
  const key = rowKey(row);
  const name = safeName(person.name);
  // The places of the match are counted in the name as it is stored.
  const ranges = hit?.match === 'name' && name === person.name ? hit.ranges : [];
  return html`<div
    id="row-${key}"
    class=${classMap({ row: true, selected: context.selected, active: context.active, unread: unread > 0 })}
    part="conversation ${context.selected ? 'selected' : ''}"
    role="option"
    data-row
    aria-selected=${context.selected}
    aria-posinset=${place + 1}
    aria-setsize=${context.count ?? -1}
  >
    ${renderAvatar(person)}
    <div class="name" part="name">
      <span dir="auto">${renderMarked(name, ranges)}</span>${
        isAway(person.away, context.now)
          ? html`<span class="away" part="away">${words.outOfOffice.away}</span>`
          : nothing
      }
    </div>
    <div class="second">
      <div class="said">
        ${apart === undefined ? nothing : renderApart(apart)}${renderExcerpt(row, context)}
      </div>
      ${
        unread === 0
          ? nothing
          : html`<span class="count" part="count" aria-hidden="true">${formatNumber(locale, unread)}</span>`
      }
    </div>
    <time datetime=${updatedAt} title=${formatFull(locale, updatedAt)}
      >${formatListTime(words, locale, updatedAt, context.now)}</time
    >
    ${
      unread === 0
        ? nothing
        : html`<span class="visually-hidden">${words.unread(formatNumber(locale, unread), unread)}</span>`
    }
  </div>`;
}
