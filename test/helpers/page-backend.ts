import { PGlite } from '@electric-sql/pglite';
import { createBackend } from '../../server/app.ts';
import type { Database, ImageCodec, Mailer } from '../../server/ports.ts';
import { memoryFiles } from '../../server/store/adapters/memory-files.ts';
import { pgliteDatabase } from '../../server/store/adapters/pglite.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import {
  paths,
  type Conversation,
  type Message,
  type PersonKind,
  type TokenAnswer,
} from '../../src/protocol/index.ts';
import { createSession } from '../../src/state/session.ts';
import type { Session, SessionOptions } from '../../src/state/types.ts';
import { abortable, withBody } from './abortable-fetch.ts';

/** Somebody of the practice, as the portal's server would tell the backend. */
export interface PersonDetails {
  name: string;
  kind: PersonKind;
  admin?: boolean;
  email?: string;
  /** Whether the person may sign in and be written to; so unless it says otherwise. */
  active?: boolean;
}

/**
 * The real backend, inside the page, with one practice of its own. There is no mock of it: what a test sees is what people get.
 * Its fetch takes the place of the browser's.
 */
export interface PageBackend {
  /** The backend's URL: what an element's `backend` says. Nothing listens there. */
  readonly url: string;
  /** The practice's id. */
  readonly practice: string;
  /** Reaches the backend as the browser's fetch would, abort and streams included. Rejects while {@link offline}. */
  readonly fetch: typeof globalThis.fetch;
  /** Whether the network is gone: requests fail, open answers break off. */
  offline: boolean;
  /** Changes the practice's settings, as the portal's server does. */
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Makes or changes a person. */
  addPerson(id: string, person: PersonDetails): Promise<void>;
  /** A token of this person, as a portal's page gets it. */
  token(personId: string): Promise<string>;
  /** A Session of this person; ended by {@link close}. */
  session(personId: string, options?: Partial<SessionOptions>): Session;
  /** Calls the protocol as a person: JSON in, JSON out. @throws with status and code when it is refused */
  call<T>(personId: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Sends a text from one person to another. @returns the message as the sender sees it */
  send(from: string, to: string, text: string): Promise<Message>;
  /** Ends the Sessions, their streams and the backend. The practice's data stays, out of everybody's reach. */
  close(): Promise<void>;
}

/** A database, and the keys that seal what is in it. */
export interface PageDatabase {
  database: Database;
  keys: ReturnType<typeof localKeys>;
}

export interface PageBackendOptions {
  /** Where practices are kept; in the page's own database by default. */
  ground?: PageDatabase;
  /** The practice's id; one that nobody has by default. */
  practice?: string;
  /** The people of the practice by id. By default one practitioner who administers it, one more, and two clients. */
  people?: Readonly<Record<string, PersonDetails>>;
  /** The clock of the backend. */
  now?: () => Date;
  /** Makes the previews of pictures; without it there are none. */
  images?: ImageCodec;
  /** Takes the backend's mails; with it clients sign in by e-mail. */
  mailer?: Mailer;
}

export const PEOPLE = {
  maya: { name: 'Dr. Maya Rivera', kind: 'practitioner', admin: true },
  sam: { name: 'Sam Okafor', kind: 'practitioner' },
  ana: { name: 'Ana Lindqvist', kind: 'client' },
  noor: { name: 'نور الهاشمي', kind: 'client' },
} as const satisfies Record<string, PersonDetails>;

const PORTAL_KEY = 'key-of-the-portal-in-this-page';

/** The page's database, and keys as old as it; made once, because it takes a second. Practices never meet in it. */
let page: Promise<PageDatabase> | undefined;

async function openDatabase(): Promise<PageDatabase> {
  // Made by scripts/pglite-dump.ts before the tests.
  const dump = await fetch(new URL(/* @vite-ignore */ '../../.cache/pglite.tar.gz', import.meta.url));
  if (!dump.ok) throw new Error('There is no prepared database: run the tests with npm test.');
  const pglite = await PGlite.create({ loadDataDir: await dump.blob() });
  const kek = crypto.getRandomValues(new Uint8Array(32));
  return { database: pgliteDatabase(pglite), keys: pageKeys(kek) };
}

/** The keys of a database in a page. */
export function pageKeys(kek: Uint8Array<ArrayBuffer>): PageDatabase['keys'] {
  return localKeys({ current: 'page', keys: { page: kek } });
}

/** Starts the backend, with a practice. */
export async function createPageBackend({
  ground,
  practice = `practice-${crypto.randomUUID()}`,
  people = PEOPLE,
  now,
  images,
  mailer,
}: PageBackendOptions = {}): Promise<PageBackend> {
  const { database, keys } = ground ?? (await (page ??= openDatabase()));
  const backend = await createBackend({
    database,
    keys,
    files: memoryFiles(),
    portals: [{ id: 'portal', apiKey: PORTAL_KEY }],
    ...(now === undefined ? {} : { now }),
    ...(images === undefined ? {} : { images }),
    ...(mailer === undefined ? {} : { mailer }),
  });
  // Of its own, also where a practice is opened twice: what a page keeps, it keeps by this.
  const url = `https://${crypto.randomUUID()}.test`;
  const network = abortable((request) => backend.fetch(request));
  const sessions = new Set<Session>();

  const request = async <T>(key: string, method: string, path: string, body?: unknown): Promise<T> => {
    const asked = new Request(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await backend.fetch(await withBody(asked));
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };

  const self: PageBackend = {
    url,
    practice,
    fetch: network.fetch,
    get offline() {
      return network.offline;
    },
    set offline(offline) {
      network.offline = offline;
    },
    configure: (settings) =>
      request(PORTAL_KEY, 'PUT', paths.practice(practice), {
        name: 'Riverside Practice',
        emailSignIn: mailer !== undefined,
        ...settings,
      }),
    async addPerson(id, person) {
      await request(PORTAL_KEY, 'PUT', paths.person(practice, id), person);
    },
    async token(personId) {
      return (await request<TokenAnswer>(PORTAL_KEY, 'POST', paths.personTokens(practice, personId))).token;
    },
    session(personId, options = {}) {
      const session = createSession({
        backend: url,
        getToken: () => self.token(personId),
        fetch: network.fetch,
        ...options,
      });
      sessions.add(session);
      return session;
    },
    async call(personId, method, path, body) {
      return request(await self.token(personId), method, path, body);
    },
    async send(from, to, text) {
      const { id } = await self.call<Conversation>(from, 'POST', paths.conversations(), { personId: to });
      return self.call<Message>(from, 'POST', paths.messages(id), {
        id: crypto.randomUUID(),
        text,
        attachments: [],
      });
    },
    async close() {
      for (const session of sessions) session.dispose();
      network.offline = true;
      await backend.close();
    },
  };

  await self.configure({});
  for (const [id, person] of Object.entries(people)) await self.addPerson(id, person);
  return self;
}
