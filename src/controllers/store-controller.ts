import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

type Source<T> = ReadableAtom<T> | (() => ReadableAtom<T> | undefined);

/**
 * Renders a store: updates its host at every change, and holds the store mounted exactly while the host is
 * connected. With a getter it follows the store that the getter returns at each update, so that a host may switch,
 * for instance, from one conversation's store to another's.
 */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => ReadableAtom<T> | undefined;
  #store: ReadableAtom<T> | undefined;
  #unlisten: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, source: Source<T>) {
    this.#host = host;
    this.#source = typeof source === 'function' ? source : () => source;
    host.addController(this);
  }

  /** The store's value; `undefined` while there is no store. Reading it never mounts the store. */
  get value(): T | undefined {
    return (this.#connected ? this.#store : this.#source())?.value;
  }

  hostConnected(): void {
    this.#connected = true;
    this.#follow();
    // The value may have changed while the host was out of the document.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    // An update that was pending when the host was removed still runs; it must not subscribe again.
    if (this.#connected) this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#drop();
  }

  #follow(): void {
    const store = this.#source();
    if (store === this.#store) return;
    this.#drop();
    this.#store = store;
    this.#unlisten = store?.listen(() => this.#host.requestUpdate());
  }

  #drop(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#store = undefined;
  }
}
