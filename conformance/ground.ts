import { randomUUID } from 'node:crypto';
import type * as v from 'valibot';
import {
  contentDisposition,
  Conversation,
  ConversationsAnswer,
  Me,
  Message,
  MessagesAnswer,
  paths,
  TokenAnswer,
  type PersonKind,
} from '../src/protocol/index.ts';
import { answered, status, type Seen } from './expect.ts';
import type { Ear, More, Wire } from './wire.ts';

/** The people of a check: two practitioners, two clients, one practice. */
export const ROLES = ['doctor', 'colleague', 'client', 'neighbour'] as const;
export type Role = (typeof ROLES)[number];

/** Tokens of four people of one practice, for backends without the portal's routes. */
export type Tokens = Readonly<Record<Role, string>>;

/** Whom a run acts as. */
export type Access = { apiKey: string; practiceId: string } | { tokens: Tokens };

const PERSONS: Readonly<Record<Role, { name: string; kind: PersonKind }>> = {
  doctor: { name: 'Conformance Doctor', kind: 'practitioner' },
  colleague: { name: 'Conformance Colleague', kind: 'practitioner' },
  client: { name: 'Conformance Client', kind: 'client' },
  neighbour: { name: 'Conformance Neighbour', kind: 'client' },
};

/** Somebody who calls; the methods that give more than {@link Seen} expect to succeed. */
export class Person {
  readonly id: string;
  readonly token: string;
  readonly #wire: Wire;

  constructor(wire: Wire, id: string, token: string) {
    this.#wire = wire;
    this.id = id;
    this.token = token;
  }

  call(method: string, path: string, body?: unknown, more?: More): Promise<Seen> {
    return this.#wire.call(method, path, this.token, body, more);
  }
  async me(): Promise<v.InferOutput<typeof Me>> {
    return answered(await this.call('GET', paths.me()), Me, 200);
  }
  async open(other: Person): Promise<Conversation> {
    const seen = await this.call('POST', paths.conversations(), { personId: other.id });
    return answered(seen, Conversation, 200, 201);
  }
  post(conversationId: string, body: unknown): Promise<Seen> {
    return this.call('POST', paths.messages(conversationId), body);
  }
  async send(conversationId: string, text: string, attachments: string[] = []): Promise<Message> {
    return answered(await this.post(conversationId, { id: randomUUID(), text, attachments }), Message, 201);
  }
  async window(conversationId: string, query = 'limit=100'): Promise<MessagesAnswer> {
    return answered(
      await this.call('GET', `${paths.messages(conversationId)}?${query}`),
      MessagesAnswer,
      200,
    );
  }
  async list(): Promise<Conversation[]> {
    const seen = await this.call('GET', `${paths.conversations()}?limit=100`);
    return answered(seen, ConversationsAnswer, 200).conversations;
  }
  /** One of my conversations as the list has it. */
  async listed(conversationId: string): Promise<Conversation | undefined> {
    return (await this.list()).find((it) => it.id === conversationId);
  }
  remove(conversationId: string, messageId: string): Promise<Seen> {
    return this.call('DELETE', paths.message(conversationId, messageId));
  }
  async read(conversationId: string, seq: number): Promise<void> {
    status(await this.call('PUT', paths.read(conversationId), { seq }), 204);
  }
  upload(id: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Seen> {
    const headers = { 'Content-Disposition': contentDisposition(name) };
    return this.call('PUT', paths.attachment(id), undefined, { headers, raw: bytes });
  }
}

/** A practice of the suite's own, through the portal's routes. */
export class Practice {
  readonly id: string;
  readonly #ground: Ground;
  constructor(ground: Ground, id: string) {
    this.#ground = ground;
    this.id = id;
  }
  /** Makes or changes a person. */
  put(personId: string, person: object): Promise<Seen> {
    return this.#ground.portal('PUT', paths.person(this.id, personId), person);
  }
  /** A person with a fresh token; a new one unless `id` is given. */
  async person(
    fields: { name?: string; kind: PersonKind; admin?: boolean; email?: string },
    id: string = randomUUID(),
  ): Promise<Person> {
    status(await this.put(id, { name: 'Conformance Person', ...fields }), 200, 201);
    const seen = await this.#ground.portal('POST', paths.personTokens(this.id, id));
    return new Person(this.#ground.wire, id, answered(seen, TokenAnswer, 201).token);
  }
}

/** What one check stands on. In a run with the API key everybody on it is new; with tokens they are the four given people. */
export class Ground {
  readonly wire: Wire;
  readonly origin: string | undefined;
  readonly #access: Access;
  readonly #ears: Ear[] = [];

  constructor(wire: Wire, access: Access, origin: string | undefined) {
    this.wire = wire;
    this.origin = origin;
    this.#access = access;
  }

  /** The people that a check needs. */
  async cast<Needed extends Role>(...roles: Needed[]): Promise<Record<Needed, Person>> {
    const found = await Promise.all(roles.map(async (role) => [role, await this.#person(role)] as const));
    return Object.fromEntries(found) as Record<Needed, Person>;
  }

  /** Two people and their conversation. */
  async pair(
    a: Role = 'doctor',
    b: Role = 'client',
  ): Promise<{ a: Person; b: Person; id: string; seq: number }> {
    const people: Partial<Record<Role, Person>> = await this.cast(a, b);
    const first = people[a];
    const second = people[b];
    if (!first || !second) throw new TypeError('A pair is two people.');
    const { id, seq } = await first.open(second);
    return { a: first, b: second, id, seq };
  }

  /** The practice in which everybody of the cast is. Needs `portal`. */
  get practice(): Practice {
    if (!('apiKey' in this.#access)) throw new TypeError('This check needs the portal.');
    return new Practice(this, this.#access.practiceId);
  }

  /** Another practice, for what concerns a whole practice. Needs `portal`. */
  async newPractice(fields: object = {}): Promise<Practice> {
    const id = `conformance-${randomUUID()}`;
    status(await this.portal('PUT', paths.practice(id), { name: 'Conformance', ...fields }), 201);
    return new Practice(this, id);
  }

  /** A call as the portal's server. Needs `portal`. */
  portal(method: string, path: string, body?: unknown): Promise<Seen> {
    if (!('apiKey' in this.#access)) throw new TypeError('This check needs the portal.');
    return this.wire.call(method, path, this.#access.apiKey, body);
  }

  /** Opens a person's events and waits until they run. They are closed after the check. */
  async events(person: Person, lastEventId?: string): Promise<Ear> {
    const ear = await this.wire.events(person.token, lastEventId);
    this.#ears.push(ear);
    return ear;
  }

  close(): void {
    for (const ear of this.#ears) ear.close();
  }

  async #person(role: Role): Promise<Person> {
    const access = this.#access;
    if ('apiKey' in access) return this.practice.person(PERSONS[role]);
    const token = access.tokens[role];
    const me = answered(await this.wire.call('GET', paths.me(), token), Me, 200);
    return new Person(this.wire, me.person.id, token);
  }
}
