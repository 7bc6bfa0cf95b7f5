import { atom, onMount } from 'nanostores';

import { excerpt, isBlank, QUERY_LENGTH } from '../protocol/index.ts';
import type { Failure, PagedList, Search } from './types.ts';
import { delay } from './waiting.ts';
import { wellFormed } from './well-formed.ts';

/** The pause in typing after which the server is asked, in milliseconds. */
const PAUSE = 200;

export interface SearchOptions<T> {
  ask(
    q: string,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<{ items: readonly T[]; next?: string | undefined }>;
  /** Whether a blank query asks for everything, or has no results. */
  blankMeansAll: boolean;
  /** Aborted when somebody else signs in or the Session ends. */
  life: () => AbortSignal;
  failed: (error: unknown) => Failure;
}

const EMPTY = { items: Object.freeze([]), more: false, loadingMore: false };

/** A search whose results can change where they stand. */
export interface LiveSearch<T> extends Search<T> {
  /** Puts what `change` makes of each result in its place. */
  revise(change: (item: T) => T): void;
  /** Drops the results and asks the same again, if `concerns` any of them. */
  renew(concerns: (item: T) => boolean): void;
}

/**
 * A search that follows what is typed. Results always belong to the latest query: those of an earlier one are
 * dropped when the query changes, and their answer is ignored when it comes late.
 */
export function createSearch<T>({ ask, blankMeansAll, life, failed }: SearchOptions<T>): LiveSearch<T> {
  const $query = atom('');
  const idle: PagedList<T> = Object.freeze({ ...EMPTY, status: blankMeansAll ? 'loading' : 'ready' });
  const $results = atom<PagedList<T>>(idle);
  let asked: string | undefined;
  let next: string | undefined;
  let current = new AbortController();

  const set = (results: PagedList<T>) => $results.set(Object.freeze(results));
  const list = () => $results.value ?? idle;
  const signalOf = (query: AbortController) => AbortSignal.any([query.signal, life()]);

  async function start(q: string, pause: number): Promise<void> {
    current.abort();
    current = new AbortController();
    asked = q;
    next = undefined;
    const signal = signalOf(current);
    if (q === '' && !blankMeansAll) return set(idle);
    set({ ...EMPTY, status: 'loading' });
    await delay(pause, signal);
    if (!signal.aborted) await load(q, undefined, signal);
  }

  async function load(q: string, cursor: string | undefined, signal: AbortSignal): Promise<void> {
    try {
      const answer = await ask(q, cursor, signal);
      if (signal.aborted) return;
      next = answer.next;
      const items = Object.freeze([...(cursor === undefined ? [] : list().items), ...answer.items]);
      set({ status: 'ready', items, more: next !== undefined, loadingMore: false });
    } catch (error) {
      if (signal.aborted) return;
      const failure = failed(error);
      // So that the same query asks again.
      if (cursor === undefined) asked = undefined;
      set({ ...list(), status: cursor === undefined ? 'failed' : 'ready', loadingMore: false, failure });
    }
  }

  onMount($results, () => {
    if (asked === undefined && blankMeansAll) void start(normalized($query.value ?? ''), 0);
  });

  return {
    $query,
    $results,
    setQuery(text) {
      $query.set(text);
      const q = normalized(text);
      if (q !== asked) void start(q, PAUSE);
    },
    async loadMore() {
      const { failure: _, ...results } = list();
      if (asked === undefined || next === undefined || results.loadingMore) return;
      set({ ...results, loadingMore: true });
      await load(asked, next, signalOf(current));
    },
    revise(change) {
      const items = list().items.map(change);
      if (items.some((item, i) => item !== list().items[i])) set({ ...list(), items: Object.freeze(items) });
    },
    renew(concerns) {
      if (asked !== undefined && list().items.some(concerns)) void start(asked, 0);
    },
    dispose() {
      current.abort();
      asked = undefined;
      next = undefined;
      $query.set('');
      $results.set(idle);
    },
  };
}

/** What is asked for what was typed: nothing for white space, and never more than the protocol takes. */
function normalized(text: string): string {
  return isBlank(text) ? '' : excerpt(wellFormed(text).trim(), QUERY_LENGTH);
}
