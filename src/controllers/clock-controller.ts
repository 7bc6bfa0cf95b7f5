import type { ReactiveController, ReactiveControllerHost } from 'lit';

const MINUTE = 60_000;

/** The one clock of the page: wakes its hosts at each full minute, and when the page comes back into view. */
const hosts = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  clearTimeout(timer);
  timer = undefined;
  if (hosts.size === 0) return;
  for (const host of hosts) host.requestUpdate();
  schedule();
}

function schedule(): void {
  if (timer !== undefined || document.visibilityState === 'hidden') return;
  timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
}

function onVisibility(): void {
  // Browsers stretch the timers of hidden pages, so what stands there may be hours old.
  if (document.visibilityState === 'visible') tick();
}

/**
 * Keeps times such as "5 minutes ago" and days such as "Today" right: updates its host whenever a minute begins.
 * A host that shows days only pays for one comparison per minute; nothing changes in its DOM.
 */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The present: milliseconds since 1970. */
  get now(): number {
    return Date.now();
  }

  hostConnected(): void {
    if (hosts.size === 0) document.addEventListener('visibilitychange', onVisibility);
    hosts.add(this.#host);
    schedule();
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size > 0) return;
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(timer);
    timer = undefined;
  }
}
