import { paths, type Message, type MessagesAnswer } from '../../src/protocol/index.ts';
import { createSession, type OwnedSession } from '../../src/state/session.ts';
import type { ReadyThread } from '../../src/state/types.ts';
import { memoryRecords } from '../../src/state/records.ts';
import { createBrowser, type TestBrowser, type TestTab } from '../state/helpers/browser.ts';
import type { PageView, Sent, Violation } from './history.ts';

/** A person's browser with one tab in it: the Session that pages run, on a network that is real. */
export interface Device {
  readonly name: string;
  readonly person: string;
  readonly session: OwnedSession;
  /** Takes the network away, or gives it back. */
  network(there: boolean): void;
  /** What the network does to the next message: loses its answer, sends it twice, or sends it again much later. */
  next(trick: 'lose' | 'twice' | 'late'): void;
  /** The tab dies, and the browser opens it again. */
  reload(): void;
  send(conversationId: string, text: string): void;
  /** Everything settled: nothing under way, the stream live. */
  settled(): boolean;
  /** Tries again what could not be sent. */
  retry(): void;
  view(): PageView;
  close(): void;
}

export interface DeviceOptions {
  name: string;
  person: string;
  conversations: readonly string[];
  backend: string;
  getToken: (refused?: string) => Promise<string>;
  /** Every text that was sent, filled by all devices. */
  sent: Map<string, Sent>;
  seen: Violation[];
  onError: (error: unknown) => void;
  /** Another tab of a browser that is there; a new browser when left out. */
  browser?: TestBrowser;
}

/** A browser that keeps what pages write, as IndexedDB does. */
export const keepingBrowser = (): TestBrowser => createBrowser(memoryRecords());

export function createDevice(options: DeviceOptions): Device {
  const { name, person, conversations, sent, seen } = options;
  const browser = options.browser ?? keepingBrowser();
  const heard = new Set<string>();
  const late: { text: string; request: Request }[] = [];
  let trick: 'lose' | 'twice' | 'late' | undefined;
  let acknowledgements = 0;
  let offline = false;
  /** Whether the tab has a key to keep with what is written; without one, what is written ends with the tab. */
  let keyed = false;
  let life = new AbortController();
  let tab: TestTab;
  let session: OwnedSession;
  let leave: (() => void)[] = [];

  const network: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (offline) throw new TypeError('Failed to fetch');
    const signal = AbortSignal.any([request.signal, life.signal]);
    const sends = request.method === 'POST' && request.url.endsWith('/messages');
    if (!sends) {
      const response = await fetch(new Request(request, { signal }));
      return request.url.endsWith(paths.events()) ? overhear(response) : response;
    }
    const how = trick;
    trick = undefined;
    const copy = request.clone();
    const { text } = (await request.clone().json()) as { text: string };
    if (how === 'twice')
      void fetch(new Request(copy.clone(), { signal: life.signal })).catch(() => undefined);
    if (how === 'late') late.push({ text, request: new Request(copy.clone(), { signal: null }) });
    const response = await fetch(new Request(request, { signal }));
    if (response.ok) {
      const message = (await response.clone().json()) as Message;
      if (acknowledgements++ % 20 === 0) void readBack(request, message);
      const known = sent.get(text);
      if (known && (known.acknowledged ?? message.id) !== message.id)
        seen.push({ invariant: 'no duplicate', what: `"${text}" was acknowledged under two ids` });
      if (known) known.acknowledged = message.id;
      if (message.text !== text && message.deletedAt === undefined)
        seen.push({ invariant: 'no loss', what: `"${text}" was acknowledged as "${message.text}"` });
    }
    if (how === 'lose') throw new TypeError('Failed to fetch');
    return response;
  };

  /** What was acknowledged is there at once, whichever server is asked. */
  async function readBack({ url, headers }: Request, { id, seq }: Message): Promise<void> {
    try {
      const response = await fetch(`${url}?after=${seq - 1}`, {
        headers: { Authorization: headers.get('Authorization') ?? '' },
      });
      if (!response.ok) return;
      const { messages } = (await response.json()) as MessagesAnswer;
      if (!messages.some((message) => message.id === id))
        seen.push({ invariant: 'read your writes', what: `${name}: ${id} was acknowledged and is not read` });
    } catch {
      // The network failed.
    }
  }

  /** What was sent long ago comes again, with another text under its id: the first one stays. */
  async function again(request: Request): Promise<void> {
    try {
      const body = { ...((await request.json()) as object), text: 'another text under an id that is taken' };
      await fetch(request.url, { method: 'POST', headers: request.headers, body: JSON.stringify(body) });
    } catch {
      // It was lost on its way.
    }
  }

  /** Notes of which conversations the stream speaks. */
  function overhear(response: Response): Response {
    if (!response.body) return response;
    let rest = '';
    const decoder = new TextDecoder();
    const through = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        controller.enqueue(piece);
        rest += decoder.decode(piece, { stream: true });
        const end = rest.lastIndexOf('\n\n');
        if (end < 0) return;
        for (const [, id] of rest
          .slice(0, end)
          .matchAll(/"(?:conversationId|conversation":\{"id)":"([0-9a-f-]{36})"/g))
          heard.add(id!);
        rest = rest.slice(end);
      },
    });
    const { status, headers } = response;
    return new Response(response.body.pipeThrough(through), { status, headers });
  }

  /** Looks at what a thread shows each time that it changes. */
  function watch(id: string): () => void {
    let before: ReadyThread | undefined;
    return session.thread(id).$state.subscribe((state) => {
      if (state.status !== 'ready') return void (before = undefined);
      watchThread(state, before, (invariant, what) => seen.push({ invariant, what: `${name}: ${what}` }));
      before = state;
    });
  }

  function open(): void {
    life = new AbortController();
    const plain = browser.tab();
    const { records } = plain;
    // From when it has read what was kept, it keeps everything.
    const of = (owner: string) => records!.of(owner).finally(() => (keyed = true));
    tab = { ...plain, ...(records && { records: { ...records, of } }) };
    session = createSession(
      { backend: options.backend, getToken: options.getToken, fetch: network, onError: options.onError },
      tab,
    );
    leave = [
      session.$unread.listen(() => {}),
      session.$conversations.listen(() => {}),
      ...conversations.map(watch),
    ];
    if (offline) tab.setOnline(false);
  }

  function shut(): void {
    life.abort();
    for (const stop of leave) stop();
    session.dispose();
  }

  open();
  const states = () => conversations.map((id) => session.thread(id).$state.value);
  return {
    name,
    person,
    get session() {
      return session;
    },
    network(there) {
      offline = !there;
      if (offline) {
        life.abort();
        life = new AbortController();
      }
      tab.setOnline(there);
    },
    next: (what) => void (trick = what),
    reload() {
      if (!keyed && session.$waiting.value !== 0) return;
      keyed = false;
      shut();
      open();
    },
    send(conversationId, text) {
      sent.set(text, { by: person, conversationId, text });
      session.thread(conversationId).send(text);
      for (const { text: first, request } of late.splice(0)) {
        if (sent.get(first)?.acknowledged === undefined) late.push({ text: first, request });
        else void again(request);
      }
    },
    settled: () =>
      session.$connection.value === 'live' &&
      session.$waiting.value === 0 &&
      session.$messagingOn.value === true &&
      states().every((state) => state?.status === 'ready' && state.outgoing.length === 0),
    retry() {
      for (const id of conversations) {
        const thread = session.thread(id);
        const state = thread.$state.value;
        if (state?.status === 'failed') void thread.reload();
        if (state?.status !== 'ready') continue;
        for (const { id: message, status } of state.outgoing) if (status === 'failed') thread.retry(message);
      }
      if (session.$connection.value !== 'live') void session.reconnect();
    },
    view: () => ({
      name,
      person,
      unread: session.$unread.value ?? 0,
      heard: [...heard],
      conversations: Object.fromEntries(
        conversations.map((id) => {
          const state = session.thread(id).$state.value;
          const item = session.$conversations.value?.items.find((one) => one.id === id);
          const thread = state?.status === 'ready' ? state : { messages: [], outgoing: [] };
          return [
            id,
            {
              unread: item?.unread ?? -1,
              messages: thread.messages.map(({ id: message, seq, text, deletedAt }) => ({
                id: message,
                seq,
                text,
                deleted: deletedAt !== undefined,
              })),
              outgoing: thread.outgoing.map(({ text }) => text),
            },
          ];
        }),
      ),
    }),
    close: shut,
  };
}

/** What must hold of a thread at every moment. */
export function watchThread(
  { messages, outgoing }: ReadyThread,
  before: ReadyThread | undefined,
  add: (invariant: Violation['invariant'], what: string) => void,
): void {
  messages.forEach(({ seq }, i) => {
    if (i > 0 && seq !== messages[i - 1]!.seq + 1)
      add('one gapless order', `${seq} is shown behind ${messages[i - 1]!.seq}`);
  });
  const shown = [...messages, ...outgoing].map(({ id }) => id);
  if (new Set(shown).size !== shown.length) add('no duplicate', 'a message is shown twice');
  if (!before) return;
  const now = new Map(messages.map((message) => [message.seq, message]));
  const [first = 0, last = 0] = [messages[0]?.seq, messages.at(-1)?.seq];
  for (const old of before.messages) {
    const same = now.get(old.seq);
    if (!same && old.seq >= first && old.seq <= last) add('history never shrinks', `${old.seq} is gone`);
    if (same && same.id !== old.id)
      add('one gapless order', `${old.seq} was ${JSON.stringify(old)} and is ${JSON.stringify(same)}`);
    if (same && old.deletedAt !== undefined && same.deletedAt === undefined)
      add('deletion reaches everything', `${old.id} is back`);
  }
  if (before.messages.length > 0 && last < before.messages.at(-1)!.seq)
    add('history never shrinks', `the newest was ${before.messages.at(-1)!.seq} and is ${last}`);
  for (const old of before.outgoing) {
    const text =
      outgoing.find(({ id }) => id === old.id)?.text ?? messages.find(({ id }) => id === old.id)?.text;
    const deleted = messages.some(({ id, deletedAt }) => id === old.id && deletedAt !== undefined);
    if (text === undefined) add('honest state', `"${old.text}" was under way and is nowhere`);
    else if (text !== old.text && !deleted) add('honest state', `"${old.text}" has become "${text}"`);
  }
}
