import dump from '../.cache/pglite-stories.tar.gz?url';
import { plan, type SeedConversation } from '../demo/seed/history.ts';
import type { Session } from '../src/index.ts';
import { contentDisposition, paths, type Conversation, type Message } from '../src/protocol/index.ts';
import { canvasCodec } from '../test/helpers/canvas-codec.ts';
import { createPageBackend, type PageBackend } from '../test/helpers/page-backend.ts';
import { kek } from './prepared/kek.ts';
import { PEOPLE } from './prepared/people.ts';

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

/** A practice in which stories happen, and its clock. */
export class Stage {
  readonly backend: PageBackend;
  readonly #clock: { moment: number | undefined };

  private constructor(backend: PageBackend, clock: { moment: number | undefined }) {
    this.backend = backend;
    this.#clock = clock;
  }

  /** @param practice one of the prepared database; a new one with {@link PEOPLE} by default */
  static async open(practice?: string): Promise<Stage> {
    const clock: { moment: number | undefined } = { moment: undefined };
    const backend = await createPageBackend({
      prepared: { dump, kek },
      people: PEOPLE,
      ...(practice !== undefined && { practice }),
      images: canvasCodec,
      now: () => new Date(clock.moment ?? Date.now()),
    });
    return new Stage(backend, clock);
  }

  /** What is done from now on was done so long ago. */
  ago(minutes: number): this {
    this.#clock.moment = Date.now() - minutes * MINUTE;
    return this;
  }

  /** From now on, time passes as it does. */
  present(): this {
    this.#clock.moment = undefined;
    return this;
  }

  /** A person's Session, as an element of their page has it. */
  session(person: string, options: Parameters<PageBackend['session']>[1] = {}): Session {
    return this.backend.session(person, options);
  }

  /** A Session over a network that holds some requests for ever, or loses them. */
  troubled(person: string, trouble: 'slow' | 'broken', paths: RegExp = /./): Session {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { signal, url } = new Request(input, init);
      if (!paths.test(url)) return this.backend.fetch(input, init);
      if (trouble === 'broken') throw new TypeError('Failed to fetch');
      return new Promise((_answer, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    };
    return this.session(person, { fetch });
  }

  /** Whether somebody is of this practice. */
  knows(person: string): boolean {
    return person in PEOPLE;
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

  call<T>(person: string, method: string, path: string, body?: unknown): Promise<T> {
    return this.backend.call<T>(person, method, path, body);
  }

  /** The conversation of two people. @returns its id */
  async between(one: string, other: string): Promise<string> {
    return (await this.call<Conversation>(one, 'POST', paths.conversations(), { personId: other })).id;
  }

  /** One writes to another, so many minutes ago. */
  async write(from: string, to: string, text: string, minutesAgo: number): Promise<Message> {
    return this.ago(minutesAgo).backend.send(from, to, text);
  }

  /** Somebody sends files with a text. */
  async attach(person: string, conversation: string, text: string, files: readonly File[]): Promise<void> {
    const ids: string[] = [];
    for (const file of files) {
      const id = crypto.randomUUID();
      const response = await this.backend.fetch(this.backend.url + paths.attachment(id), {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await this.backend.token(person)}`,
          'content-disposition': contentDisposition(file.name),
        },
        body: file,
      });
      if (!response.ok) throw new Error(`${file.name}: ${response.status} ${await response.text()}`);
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

  /** The end of a conversation of the demo, with its marks. @returns the conversation's id */
  async tell(told: SeedConversation, most: number): Promise<string> {
    const [one, other] = told.between;
    const lines = plan(told, new Date(Date.now())).slice(-most);
    for (const { senderId, text, at } of lines) {
      this.#clock.moment = at.getTime();
      await this.backend.send(senderId, senderId === one ? other : one, text);
    }
    const id = await this.between(one, other);
    for (const person of told.between) {
      await this.read(person, id, lines.length - (told.unread?.[person] ?? 0));
    }
    return id;
  }

  /** Somebody is out of office, from yesterday until in a week. */
  async away(person: string, message: string): Promise<void> {
    const days = (count: number) => new Date(Date.now() + count * 24 * 60 * MINUTE).toISOString();
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

  close(): Promise<void> {
    return this.backend.close();
  }
}
