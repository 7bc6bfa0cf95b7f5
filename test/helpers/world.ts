import { randomUUID } from 'node:crypto';
import { createBackend } from '../../server/app.ts';
import type { Backend, BackendOptions, Database, LogEntry } from '../../server/ports.ts';
import type { StreamTiming } from '../../server/events/stream.ts';
import { memoryFiles } from '../../server/store/adapters/memory-files.ts';
import { localKeys } from '../../server/vault/local-keys.ts';
import type { Conversation, Message, PersonKind } from '../../src/protocol/index.ts';
import { openEvents, type EventReader } from './event-reader.ts';
import { closeLater } from './postgres.ts';

/** What a call answered. `body` is parsed JSON, `undefined` when there is none. */
export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Calls a backend with one token. */
export interface Caller {
  readonly token: string;
  call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>>;
  /** Opens `/v1/events`. */
  events(lastEventId?: string): Promise<EventReader>;
}

/** A person who calls, with the most common acts; each expects to succeed. */
export interface PersonCaller extends Caller {
  readonly id: string;
  open(personId: string): Promise<Conversation>;
  send(conversationId: string, text: string, id?: string): Promise<Message>;
  conversations(): Promise<Conversation[]>;
  messages(conversationId: string): Promise<Message[]>;
}

/** A backend with two practices of one portal that have the same people ids, and a practice of another portal. */
export interface World {
  readonly backend: Backend;
  readonly log: LogEntry[];
  /** Moves the backend's clock. */
  advance(milliseconds: number): void;
  now(): Date;
  /** A caller without a token, or with any other. */
  with(token: string | undefined): Caller;
  /** A portal's server. */
  portal(id?: 'north' | 'south'): Caller;
  /** A person with a fresh token. */
  person(id: string, practiceId?: string): Promise<PersonCaller>;
  put(practiceId: string, id: string, person: { kind: PersonKind; [field: string]: unknown }): Promise<void>;
  /** Calls the backend with a request as it is. */
  fetch(path: string, init?: RequestInit, address?: string): Promise<Response>;
}

/** The key-encryption keys of every world. */
export const TEST_KEYS = { current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } };

/** 32 bytes with which portal "north" signs JWTs. */
export const NORTH_SECRET = new Uint8Array(Buffer.from('north portal signs with this one'));

export const PORTALS = [
  {
    id: 'north',
    apiKey: `north-${'n'.repeat(40)}`,
    jwt: { issuer: 'https://north.example', secret: NORTH_SECRET },
  },
  { id: 'south', apiKey: `south-${'s'.repeat(40)}` },
];

/** The practices: "alder" and "birch" of portal north, "cedar" of portal south. */
export const PRACTICES = ['alder', 'birch', 'cedar'] as const;

/** Maya administers; Sam and Lena are practitioners; Ana and Jonas are clients. In every practice. */
export const PEOPLE: Record<string, { name: string; kind: PersonKind; admin?: boolean }> = {
  maya: { name: 'Dr. Maya Rivera', kind: 'practitioner', admin: true },
  sam: { name: 'Sam Okafor', kind: 'practitioner' },
  lena: { name: 'Dr. Léna Brandt', kind: 'practitioner' },
  ana: { name: 'Ana Lindqvist', kind: 'client' },
  jonas: { name: 'Jonas Weber', kind: 'client' },
};

const BASE = 'https://backend.example';

/** Starts a backend on a database and fills in the practices and people, through the protocol. */
export async function createWorld(
  database: Database,
  options: Partial<BackendOptions> = {},
  timing?: StreamTiming & { mailMs?: number; absencesMs?: number },
): Promise<World> {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const log: LogEntry[] = [];
  const backend = await createBackend(
    {
      database,
      keys: localKeys(TEST_KEYS),
      portals: PORTALS,
      files: memoryFiles(),
      now,
      log: (entry) => log.push(entry),
      ...options,
    },
    timing,
  );
  const world = worldOf(backend, log, now, (milliseconds) => (offset += milliseconds));
  for (const practiceId of PRACTICES) {
    const portal = world.portal(practiceId === 'cedar' ? 'south' : 'north');
    expectStatus(
      await portal.call('PUT', `/v1/practices/${practiceId}`, { name: `Practice ${practiceId}` }),
      201,
      200,
    );
    for (const [id, person] of Object.entries(PEOPLE)) await world.put(practiceId, id, person);
  }
  return world;
}

/** Another backend process on the same database, which sees what the first one has made. */
export async function joinWorld(
  database: Database,
  timing?: StreamTiming & { absencesMs?: number },
  options: Partial<BackendOptions> = {},
): Promise<World> {
  const log: LogEntry[] = [];
  const now = () => new Date();
  const backend = await createBackend(
    {
      database,
      keys: localKeys(TEST_KEYS),
      portals: PORTALS,
      now,
      log: (entry) => log.push(entry),
      ...options,
    },
    timing,
  );
  return worldOf(backend, log, now, () => {
    throw new Error('Only the first world moves the clock.');
  });
}

/** A world on a backend that runs already. */
export function worldOf(
  backend: Backend,
  log: LogEntry[],
  now: () => Date,
  advance: (ms: number) => void,
): World {
  closeLater(() => backend.close());
  const fetch = (path: string, init?: RequestInit, address?: string) =>
    backend.fetch(new Request(`${BASE}${path}`, init), { address });

  const caller = (token: string | undefined): Caller => ({
    token: token ?? '',
    async call<Body>(method: string, path: string, body?: unknown) {
      const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      if (body !== undefined) headers['Content-Type'] = 'application/json';
      const response = await fetch(path, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? undefined : JSON.parse(text)) as Body,
      };
    },
    events: (lastEventId) => openEvents((init) => fetch('/v1/events', init), token ?? '', lastEventId),
  });

  const portal = (id: 'north' | 'south' = 'north') => {
    const found = PORTALS.find((it) => it.id === id);
    return caller(found?.apiKey);
  };
  const portalOf = (practiceId: string) => portal(practiceId === 'cedar' ? 'south' : 'north');

  return {
    backend,
    log,
    now,
    advance,
    fetch,
    with: caller,
    portal,
    async put(practiceId, id, person) {
      const path = `/v1/practices/${practiceId}/people/${id}`;
      expectStatus(await portalOf(practiceId).call('PUT', path, { name: id, ...person }), 201, 200);
    },
    async person(id, practiceId = 'alder') {
      const path = `/v1/practices/${practiceId}/people/${id}/tokens`;
      const answer = await portalOf(practiceId).call<{ token: string }>('POST', path);
      expectStatus(answer, 201);
      return personCaller(id, caller(answer.body.token));
    },
  };
}

function personCaller(id: string, caller: Caller): PersonCaller {
  return {
    ...caller,
    id,
    async open(personId) {
      const answer = await caller.call<Conversation>('POST', '/v1/conversations', { personId });
      return expectStatus(answer, 200, 201).body;
    },
    async send(conversationId, text, messageId = randomUUID()) {
      const path = `/v1/conversations/${conversationId}/messages`;
      return expectStatus(await caller.call<Message>('POST', path, { id: messageId, text }), 200, 201).body;
    },
    async conversations() {
      type Body = { conversations: Conversation[] };
      return expectStatus(await caller.call<Body>('GET', '/v1/conversations?limit=100'), 200).body
        .conversations;
    },
    async messages(conversationId) {
      const path = `/v1/conversations/${conversationId}/messages?limit=100`;
      return expectStatus(await caller.call<{ messages: Message[] }>('GET', path), 200).body.messages;
    },
  };
}

/** @throws when the answer has another status: the test's own set-up is wrong */
export function expectStatus<Body>(answer: Answer<Body>, ...statuses: number[]): Answer<Body> {
  if (statuses.includes(answer.status)) return answer;
  throw new Error(`Expected ${statuses.join(' or ')}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
