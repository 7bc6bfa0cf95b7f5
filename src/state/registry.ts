import { tokenFromUrl } from '../api/token.ts';
import { createSession, type OwnedSession } from './session.ts';
import type { Session, SessionOptions } from './types.ts';

/**
 * The Sessions of this page, so that elements scattered over it share one. It lives on `globalThis`, because a page
 * may load the script twice; a newer incompatible registry takes another key.
 */
const REGISTRY = Symbol.for('entrenous/sessions@1');

/** How long a Session without users is kept, in milliseconds: enough for a router to swap one view for the next. */
const GRACE = 250;

/** The longest time that messages under way keep a Session without users from ending. */
const FLUSH = 10_000;

/** What makes two elements share a Session: the same backend and the same source of tokens. */
export interface SessionKey {
  /** The backend's URL, without `/v1`; may be relative to the page. */
  backend: string;
  /** Where the page's own server gives the person's token: `{ "token": "…" }`. */
  tokenUrl?: string | undefined;
  /** Gives the token instead of {@link tokenUrl}. */
  getToken?: SessionOptions['getToken'] | undefined;
  /** How to reach the backend; that of the first user counts. */
  fetch?: SessionOptions['fetch'] | undefined;
}

/** One user's hold on a shared Session. */
export interface AcquiredSession {
  readonly session: Session;
  /** Whether acquiring with this key would give the same Session again. */
  matches(key: SessionKey): boolean;
  /** Gives it back, once; the last one ends the Session, a moment later. */
  release(): void;
}

interface Entry {
  readonly backend: string;
  tokenUrl: string | undefined;
  getToken: SessionOptions['getToken'] | undefined;
  readonly session: OwnedSession;
  users: number;
}

function entries(): Set<Entry> {
  const holder = globalThis as { [REGISTRY]?: Set<Entry> };
  return (holder[REGISTRY] ??= new Set());
}

/** The address as it is compared and called: absolute, without query, fragment and closing slashes. */
function normalized(backend: string): string {
  const base = (globalThis as Partial<typeof globalThis>).location?.href;
  const { origin, pathname } = new URL(backend, base);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * Whether two addresses are one backend.
 * @throws {TypeError} when one of them is not a URL
 */
export function sameBackend(one: string, other: string): boolean {
  return normalized(one) === normalized(other);
}

function serves(entry: Entry, key: SessionKey): boolean {
  if (entry.backend !== normalized(key.backend)) return false;
  // An element that names no source of tokens joins whoever does: there is one on the page.
  if (!key.getToken && key.tokenUrl === undefined) return true;
  return key.getToken ? entry.getToken === key.getToken : !entry.getToken && entry.tokenUrl === key.tokenUrl;
}

/** Whether this is the Session of elements that name no source of tokens, and waits for whoever does. */
function waitsFor(entry: Entry, key: SessionKey): boolean {
  const named = entry.getToken !== undefined || entry.tokenUrl !== undefined;
  return !named && entry.users > 0 && entry.backend === normalized(key.backend);
}

/** Gives tokens to the Session that waited for them: on a page, the order of its elements must not matter. */
function adopt(entry: Entry, { tokenUrl, getToken }: SessionKey): Entry {
  Object.assign(entry, { tokenUrl, getToken });
  void entry.session.reconnect();
  return entry;
}

/**
 * The page's Session for this backend and source of tokens, made if there is none.
 * @throws {TypeError} when the backend is not a URL
 */
export function acquireSession(key: SessionKey): AcquiredSession {
  const all = entries();
  // One that is in use goes before one that is about to end.
  const candidates = [...all].filter((candidate) => serves(candidate, key));
  const waiting = [...all].find((candidate) => waitsFor(candidate, key));
  const entry =
    candidates.find(({ users }) => users > 0) ?? candidates[0] ?? (waiting ? adopt(waiting, key) : open(key));
  all.add(entry);
  entry.users++;
  let held = true;
  return {
    session: entry.session,
    matches: (other) => all.has(entry) && serves(entry, other),
    release() {
      if (!held) return;
      held = false;
      if (--entry.users === 0) setTimeout(() => void close(entry), GRACE);
    },
  };
}

function open({ backend, tokenUrl, getToken, fetch }: SessionKey): Entry {
  const session = createSession({
    backend: normalized(backend),
    getToken: (refused) => (entry.getToken ?? tokenFromUrl(entry.tokenUrl))(refused),
    ...(fetch && { fetch }),
  });
  const entry: Entry = { backend: normalized(backend), tokenUrl, getToken, session, users: 0 };
  return entry;
}

async function close(entry: Entry): Promise<void> {
  if (entry.users > 0) return;
  // Whoever comes now gets a Session of their own: it may be another person.
  if (!entries().delete(entry)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([entry.session.flushed(), new Promise((over) => (timer = setTimeout(over, FLUSH)))]);
  clearTimeout(timer);
  entry.session.dispose();
}
