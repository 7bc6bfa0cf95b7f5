import type { Api } from '../api/client.ts';
import type { Person, SearchHit } from '../protocol/index.ts';
import type { Conversations } from './conversations.ts';
import { createSearch } from './search.ts';
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
  clear(): void;
}

export function createSearches({ api, conversations, life, failed }: SearchesOptions): Searches {
  const open = new Set<Search<unknown>>();

  function remember<T>(search: Search<T>): Search<T> {
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
    clear() {
      for (const search of open) search.dispose();
    },
  };
}
