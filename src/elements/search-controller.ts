import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { StoreController } from '../controllers/store-controller.ts';
import type { PagedList, Search, Session } from '../state/types.ts';

/** One search box: makes its search on the host's Session, and gives it up when the host goes. */
export class SearchController<T> implements ReactiveController {
  readonly #session: () => Session | undefined;
  readonly #make: (session: Session) => Search<T>;
  readonly #results: StoreController<PagedList<T>>;
  #search: Search<T> | undefined;
  #of: Session | undefined;
  #query = '';
  #connected = false;

  constructor(
    host: ReactiveControllerHost,
    session: () => Session | undefined,
    make: (session: Session) => Search<T>,
  ) {
    this.#session = session;
    this.#make = make;
    host.addController(this);
    this.#results = new StoreController(host, () => this.#search?.$results);
  }

  /** What was typed; kept when the host moves. */
  get query(): string {
    return this.#query;
  }

  set query(text: string) {
    this.#query = text;
    this.#search?.setQuery(text);
  }

  get results(): PagedList<T> | undefined {
    return this.#results.value;
  }

  /** Asks again, after a failure. */
  readonly again = (): void => this.#search?.setQuery(this.#query);

  readonly loadMore = (): void => {
    const { results } = this;
    if (results?.status === 'ready' && results.more && !results.loadingMore) void this.#search?.loadMore();
  };

  hostConnected(): void {
    this.#connected = true;
  }

  hostUpdate(): void {
    // What was searched for may be a name: it does not outlive the automatic lock.
    if (this.#query !== '' && this.#session()?.$presence.value?.status === 'locked') this.query = '';
    if (!this.#connected || this.#of === this.#session()) return;
    this.#end();
    this.#of = this.#session();
    if (this.#of === undefined) return;
    this.#search = this.#make(this.#of);
    if (this.#query !== '') this.#search.setQuery(this.#query);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#end();
  }

  #end(): void {
    this.#search?.dispose();
    this.#search = undefined;
    this.#of = undefined;
  }
}
