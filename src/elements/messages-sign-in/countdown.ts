import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Shows how long something still takes: updates its host every second until then, and not after. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #until: () => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  /** @param until in milliseconds since 1970 */
  constructor(host: ReactiveControllerHost, until: () => number | undefined) {
    this.#host = host;
    this.#until = until;
    host.addController(this);
  }

  /** Whole seconds that are left; 0 when it is over. */
  get seconds(): number {
    return Math.max(0, Math.ceil(((this.#until() ?? 0) - Date.now()) / 1000));
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    if (!this.#connected || this.seconds === 0) return;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), 1000);
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }
}
