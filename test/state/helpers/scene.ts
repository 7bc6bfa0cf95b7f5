import type { ReadableAtom } from 'nanostores';

import { createSession, type OwnedSession } from '../../../src/state/session.ts';
import type { ReadyThread, SessionOptions, Thread, ThreadState } from '../../../src/state/types.ts';
import { abortable } from '../../helpers/abortable-fetch.ts';
import { closeLater, freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, type World } from '../../helpers/world.ts';
import { createBrowser, type TestTab } from './browser.ts';

/** Handles a request on its way to the backend; `next` sends it there. */
export type Intercept = (
  request: Request,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

/** One page of one person: a Session, and what a test does to the world around it. */
export interface Page {
  readonly session: OwnedSession;
  readonly tab: TestTab;
  /** Every request that was sent, as "METHOD /path". */
  readonly requests: string[];
  /** Errors that should not happen. */
  readonly errors: unknown[];
  /** Takes the network away, or gives it back; open answers break off. */
  network(there: boolean): void;
  /** Looks at every request from now on; `undefined` lets them pass. */
  intercept(intercept: Intercept | undefined): void;
  /** Breaks off what is open; new requests succeed. */
  cut(): void;
  /** Keeps a store mounted until the file ends or the returned function is called. */
  mount($store: ReadableAtom): () => void;
  close(): void;
}

export interface Scene {
  readonly world: World;
  page(personId: string, options?: PageOptions): Page;
}

export interface PageOptions extends Partial<SessionOptions> {
  practiceId?: string;
  tab?: TestTab;
}

/** A backend on a fresh PostgreSQL database, and pages of its people. Call it at the top of a test file. */
export async function createScene(): Promise<Scene> {
  const database = await freshDatabase();
  const world = await createWorld(database.connect());
  const pages = new Set<Page>();
  closeLater(async () => {
    for (const page of pages) page.close();
    await world.backend.close();
  });

  return {
    world,
    page(personId, { practiceId = 'alder', tab = createBrowser().tab(), ...options } = {}) {
      const requests: string[] = [];
      const errors: unknown[] = [];
      const unmounts = new Set<() => void>();
      let intercept: Intercept | undefined;
      const network = abortable(async (request) => {
        requests.push(`${request.method} ${new URL(request.url).pathname}`);
        const next = (sent: Request) => world.backend.fetch(sent);
        return intercept ? intercept(request, next) : next(request);
      });
      const session = createSession(
        {
          backend: 'https://backend.example',
          getToken: async () => (await world.person(personId, practiceId)).token,
          fetch: network.fetch,
          onError: (error) => errors.push(error),
          ...options,
        },
        tab,
      );
      const page: Page = {
        session,
        tab,
        requests,
        errors,
        network(there) {
          network.offline = !there;
          tab.setOnline(there);
        },
        intercept: (next) => (intercept = next),
        cut() {
          network.offline = true;
          network.offline = false;
        },
        mount($store) {
          const unmount = $store.listen(() => {});
          unmounts.add(unmount);
          return () => {
            unmounts.delete(unmount);
            unmount();
          };
        },
        close() {
          pages.delete(page);
          for (const unmount of unmounts) unmount();
          unmounts.clear();
          session.dispose();
        },
      };
      pages.add(page);
      return page;
    },
  };
}

/** Resolves with a store's value as soon as it fits. @throws after ten seconds, with the last value */
export function when<T, S extends T = T>(
  $store: ReadableAtom<T>,
  fits: ((value: T) => value is S) | ((value: T) => boolean),
): Promise<S> {
  return new Promise((resolve, reject) => {
    let last: T | undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`The store never fitted; it was last ${JSON.stringify(last)?.slice(0, 2000)}`));
    }, 10_000);
    let stop = () => {};
    let done = false;
    stop = $store.subscribe((value) => {
      last = value;
      if (done || !fits(last)) return;
      done = true;
      clearTimeout(timer);
      // Later, because `subscribe` calls before it returns; but before whoever waits goes on.
      queueMicrotask(() => {
        stop();
        resolve(last as S);
      });
    });
  });
}

export const isReady = (state: ThreadState): state is ReadyThread => state.status === 'ready';

/** The thread's state once it is loaded and fits. */
export function ready(
  thread: Thread,
  fits: (state: ReadyThread) => boolean = () => true,
): Promise<ReadyThread> {
  return when(thread.$state, (state): state is ReadyThread => isReady(state) && fits(state));
}

/** The texts of the messages, those under way in brackets. */
export function texts({ messages, outgoing }: ReadyThread): string[] {
  return [...messages.map(({ text }) => text), ...outgoing.map(({ text }) => `[${text}]`)];
}

/** Waits for something that gives no event of its own. @throws after ten seconds */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
