import { plan, type SeedConversation } from '../demo/seed/history.ts';
import type { Session } from '../src/index.ts';
import { contentDisposition, paths, type Conversation, type Message } from '../src/protocol/index.ts';
import { canvasCodec } from '../test/helpers/canvas-codec.ts';
import type { Mailbox } from '../test/helpers/mail.ts';
import { createPageBackend, type PageBackend, type PageDatabase } from '../test/helpers/page-backend.ts';
import { PEOPLE } from './prepared/people.ts';
import type { PracticeId } from './prepared/practices.ts';

const MINUTE = 60_000;

/** Waits until a Session knows its person, and keeps it from ending before an element shows it. */
async function ready(session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = session.$me.subscribe(({ status }) => {
      if (status === 'loading') return;
      // The store goes on for a second, in which the story takes it over.
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

export interface StageOptions {
  /** Makes the practice and its people, which are there otherwise. */
  make?: boolean;
  /** Takes the backend's mails; with it clients sign in by e-mail. */
  mailbox?: Mailbox;
  /** The time now, in milliseconds; the page's by default. */
  now?: () => number;
}

/** A practice in which stories happen: its people and its clock. */
export class Stage {
  readonly backend: PageBackend;
  readonly #now: () => number;
  readonly #clock: { moment: number | undefined };
  /** What a person has after signing in, and where two people write: asked for once. */
  readonly #tokens = new Map<string, Promise<string>>();
  readonly #conversations = new Map<string, Promise<string>>();
  #waiting = 0;
  #held = false;
  readonly #mailbox: Mailbox | undefined;

  private constructor(
    backend: PageBackend,
    clock: { moment: number | undefined },
    { mailbox, now = () => Date.now() }: StageOptions,
  ) {
    this.backend = backend;
    this.#clock = clock;
    this.#now = now;
    this.#mailbox = mailbox;
  }

  /** Opens a practice. */
  static async open(ground: PageDatabase, practice: PracticeId, options: StageOptions = {}): Promise<Stage> {
    const { make = false, mailbox, now = () => Date.now() } = options;
    const clock: { moment: number | undefined } = { moment: undefined };
    const backend = await createPageBackend({
      ground,
      practice,
      people: make ? PEOPLE : {},
      images: canvasCodec,
      now: () => new Date(clock.moment ?? now()),
      ...(mailbox === undefined ? {} : { mailer: mailbox }),
    });
    return new Stage(backend, clock, options);
  }

  /** What is done from now on was done so long ago. */
  ago(minutes: number): this {
    this.#clock.moment = this.#now() - minutes * MINUTE;
    return this;
  }

  /** From now on, time passes as it does. */
  present(): this {
    this.#clock.moment = undefined;
    return this;
  }

  /** How many answers the page waits for. What is {@link held} is not counted: it never comes. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether requests are held for ever, so that something goes on loading. */
  get held(): boolean {
    return this.#held;
  }

  /** Reaches the backend, as an element's `fetch`. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    this.#waiting++;
    try {
      return await this.backend.fetch(input, init);
    } finally {
      this.#waiting--;
    }
  };

  /** A person's Session, as an element of their page has it. */
  session(person: string, options: Parameters<PageBackend['session']>[1] = {}): Session {
    return this.backend.session(person, { fetch: this.fetch, ...options });
  }

  /** A Session over a network that holds some requests for ever, or loses them. */
  troubled(person: string, trouble: 'slow' | 'broken', paths: RegExp = /./): Session {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { signal, url } = new Request(input, init);
      if (!paths.test(url)) return this.fetch(input, init);
      if (trouble === 'broken') throw new TypeError('Failed to fetch');
      this.#held = true;
      return new Promise((_answer, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    };
    return this.session(person, { fetch });
  }

  /** A Session of somebody who has done nothing for so many minutes. */
  async idle(person: string, minutes: number): Promise<Session> {
    let passed = 0;
    const session = this.session(person, { now: () => Date.now() + passed });
    // It watches from when it knows the person.
    await ready(session);
    passed = minutes * MINUTE;
    document.dispatchEvent(new Event('visibilitychange'));
    return session;
  }

  /** Calls the protocol as a person. @throws when it is refused */
  async call<T>(person: string, method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#request(person, method, path, {
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async #request(person: string, method: string, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await this.#token(person)}`);
    const response = await this.backend.fetch(this.backend.url + path, { ...init, method, headers });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  #token(person: string): Promise<string> {
    let token = this.#tokens.get(person);
    if (token === undefined) {
      // Issued now, whatever the clock says: what happened long ago is told within its time.
      const { moment } = this.#clock;
      this.#clock.moment = undefined;
      token = this.backend.token(person).finally(() => (this.#clock.moment = moment));
      this.#tokens.set(person, token);
    }
    return token;
  }

  /** The conversation of two people. @returns its id */
  between(one: string, other: string): Promise<string> {
    const pair = [one, other].sort().join(' ');
    let id = this.#conversations.get(pair);
    if (id === undefined) {
      id = this.call<Conversation>(one, 'POST', paths.conversations(), { personId: other }).then(
        (conversation) => conversation.id,
      );
      this.#conversations.set(pair, id);
    }
    return id;
  }

  /** One writes to another, so many minutes ago. */
  async write(from: string, to: string, text: string, minutesAgo: number): Promise<Message> {
    return this.ago(minutesAgo).send(from, to, text);
  }

  /** One writes to another. */
  async send(from: string, to: string, text: string): Promise<Message> {
    const path = paths.messages(await this.between(from, to));
    return this.call<Message>(from, 'POST', path, { id: crypto.randomUUID(), text, attachments: [] });
  }

  /** Somebody sends files with a text. */
  async attach(person: string, conversation: string, text: string, files: readonly File[]): Promise<void> {
    const ids: string[] = [];
    for (const file of files) {
      const id = crypto.randomUUID();
      await this.#request(person, 'PUT', paths.attachment(id), {
        headers: { 'content-disposition': contentDisposition(file.name) },
        body: file,
      });
      ids.push(id);
    }
    await this.call(person, 'POST', paths.messages(conversation), {
      id: crypto.randomUUID(),
      text,
      attachments: ids,
    });
  }

  /** Somebody has seen everything but the newest messages. */
  async read(person: string, conversation: string, seq: number): Promise<void> {
    await this.call(person, 'PUT', paths.delivered(conversation), { seq });
    await this.call(person, 'PUT', paths.read(conversation), { seq });
  }

  /** The end of a conversation of the demo, with its marks and what was deleted. @returns the conversation's id */
  async tell(told: SeedConversation, most: number): Promise<string> {
    const [one, other] = told.between;
    const lines = plan(told, new Date(this.#now())).slice(-most);
    // It begins with its first message: a conversation is as new as what happened in it last.
    const [first] = lines;
    if (first) this.#clock.moment = first.at.getTime();
    const id = await this.between(one, other);
    for (const { senderId, text, at, deleted } of lines) {
      this.#clock.moment = at.getTime();
      const message = await this.send(senderId, senderId === one ? other : one, text);
      if (deleted) await this.call(senderId, 'DELETE', paths.message(id, message.id));
    }
    for (const person of told.between) {
      await this.read(person, id, lines.length - (told.unread?.[person] ?? 0));
    }
    return id;
  }

  /** Somebody is out of office, from yesterday until in a week. */
  async away(person: string, message: string): Promise<void> {
    const days = (count: number) => new Date(this.#now() + count * 24 * 60 * MINUTE).toISOString();
    await this.present().call(person, 'PUT', paths.outOfOffice(), {
      memberIds: [person],
      message,
      start: days(-1),
      end: days(7),
      timeZone: 'Europe/Berlin',
    });
  }

  /** Switches Secure Messaging off. */
  async switchOff(): Promise<void> {
    await this.present().call('maya', 'PUT', paths.features(), { secureMessaging: false });
  }

  /** The code of the next mail to this address that has one. @throws when the stage has no mailbox */
  async code(email: string): Promise<string> {
    if (this.#mailbox === undefined) throw new Error('Nobody here reads mails.');
    for (;;) {
      const code = /\b\d{6}\b/.exec((await this.#mailbox.next(email)).text)?.[0];
      if (code !== undefined) return code;
    }
  }

  close(): Promise<void> {
    return this.backend.close();
  }
}
