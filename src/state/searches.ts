import type { Conversations } from './conversations.ts';
import type { Core } from './core.ts';
import { createSearch } from './search.ts';
import type { Session } from './types.ts';

/** What a Session's searches ask, and whom. */
export function createSearches(
  { api, life, failed }: Core,
  conversations: Conversations,
): Pick<Session, 'searchConversations' | 'searchPeople'> {
  return {
    searchConversations: () =>
      createSearch({
        async ask(q, cursor, signal) {
          const { hits, next } = await api.search(q, cursor, signal);
          // So that a thread that is opened from here knows whose it is.
          if (!signal.aborted) for (const { conversation } of hits) conversations.note(conversation);
          return { items: hits, next };
        },
        blankMeansAll: false,
        life,
        failed,
      }),
    searchPeople: () =>
      createSearch({
        async ask(q, cursor, signal) {
          const { people, next } = await api.searchPeople(q, cursor, signal);
          return { items: people, next };
        },
        blankMeansAll: true,
        life,
        failed,
      }),
  };
}
