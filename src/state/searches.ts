import type { Api } from '../api/client.ts';
import type { BackendEvent, Person, SearchHit } from '../protocol/index.ts';
import type { Conversations } from './conversations.ts';
import { createSearch, type LiveSearch } from './search.ts';
import type { Failure, Search } from './types.ts';

export interface SearchesOptions {
  api: Api;
  conversations: Pick<Conversations, 'note'>;
  life: () => AbortSignal;
  failed: (error: unknown) => Failure;
}

/** The searches of a Session, which are emptied together with everything else. */
export interface Searches {
  conversations(): Search<SearchHit>;
  people(): Search<Person>;
  /** Brings what is found up to date: who is away, what a conversation ends with, and that a message is deleted. */
  apply(event: BackendEvent): void;
  clear(): void;
}

export function createSearches({ api, conversations, life, failed }: SearchesOptions): Searches {
  const foundHits = new Set<LiveSearch<SearchHit>>();
  const foundPeople = new Set<LiveSearch<Person>>();

  function remember<T>(open: Set<LiveSearch<T>>, search: LiveSearch<T>): Search<T> {
    open.add(search);
    return {
      ...search,
      dispose() {
        open.delete(search);
        search.dispose();
      },
    };
  }

  return {
    conversations: () =>
      remember(
        foundHits,
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
      ),
    people: () =>
      remember(
        foundPeople,
        createSearch({
          async ask(q, cursor, signal) {
            const { people, next } = await api.searchPeople(q, cursor, signal);
            return { items: people, next };
          },
          blankMeansAll: true,
          life,
          failed,
        }),
      ),
    apply(event) {
      if (event.type === 'message.deleted') {
        // An older message may be found in its stead.
        const { id } = event.data.message;
        for (const search of foundHits) search.renew(({ messageId }) => messageId === id);
      }
      if (event.type !== 'conversation.updated') return;
      const { conversation } = event.data;
      for (const search of foundHits)
        search.revise((hit) => (hit.conversation.id === conversation.id ? { ...hit, conversation } : hit));
      for (const search of foundPeople)
        search.revise((person) => (person.id === conversation.with.id ? conversation.with : person));
    },
    clear() {
      for (const search of [...foundHits, ...foundPeople]) search.dispose();
    },
  };
}
