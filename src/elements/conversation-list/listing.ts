import type { TemplateResult } from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { Conversation, SearchHit } from '../../protocol/index.ts';
import type { Failure, PagedList } from '../../state/types.ts';
import { messagesIcon, searchIcon } from '../icons.ts';
import { failureNotice, renderNotice } from '../notice.ts';
import type { ConversationRow } from './conversation-row.ts';

/** What the list shows: rows, or words in their place. */
export interface Listing {
  status: 'loading' | 'ready' | 'failed';
  rows: readonly ConversationRow[];
  /** Whether there are more than these; how many, nobody has said. */
  more: boolean;
  loadingMore: boolean;
  notice?: TemplateResult | undefined;
}

function made<T>(
  list: PagedList<T> | undefined,
  rows: readonly ConversationRow[],
  empty: () => TemplateResult,
  failed: (failure: Failure | undefined) => TemplateResult,
): Listing {
  const status = list?.status ?? 'loading';
  const { more = false, loadingMore = false } = list ?? {};
  const listing: Listing = { status, rows, more, loadingMore };
  // What has been loaded stays readable when the next page cannot be had.
  if (rows.length > 0 || status === 'loading') return listing;
  return { ...listing, notice: status === 'failed' ? failed(list?.failure) : empty() };
}

/** The same rows for the same items, so that nothing is worked out again for a key press. */
function remembered<T extends object>(
  rowOf: (item: T) => ConversationRow,
): (items: readonly T[]) => readonly ConversationRow[] {
  let of: readonly T[] = [];
  let rows: readonly ConversationRow[] = [];
  return (items) => {
    if (items !== of) {
      of = items;
      rows = items.map(rowOf);
    }
    return rows;
  };
}

/** Makes the two listings of one conversation list. */
export function makeListings() {
  const conversationRows = remembered((conversation: Conversation) => ({ conversation }));
  const hitRows = remembered((hit: SearchHit) => ({ conversation: hit.conversation, hit }));
  return {
    /** All conversations. */
    all: (
      list: PagedList<Conversation> | undefined,
      words: Words,
      compose: () => void,
      again: () => void,
    ): Listing =>
      made(
        list,
        conversationRows(list?.items ?? []),
        () =>
          renderNotice({
            icon: messagesIcon,
            title: words.noConversations,
            hint: words.noConversationsHint,
            action: { label: words.startConversation, run: compose },
          }),
        (failure) => renderNotice(failureNotice(words, failure, again)),
      ),
    /** What a search has found. */
    found: (list: PagedList<SearchHit> | undefined, words: Words, again: () => void): Listing =>
      made(
        list,
        hitRows(list?.items ?? []),
        () => renderNotice({ icon: searchIcon, title: words.noHits, hint: words.noHitsHint }),
        (failure) => renderNotice(failureNotice(words, failure, again)),
      ),
  };
}
