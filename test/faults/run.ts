import { setMaxListeners } from 'node:events';
import { randomUUID } from 'node:crypto';
import { paths, type Conversation } from '../../src/protocol/index.ts';
import { check } from './checker.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { createDevice, keepingBrowser, type Device } from './device.ts';
import type { History, Sent, Violation } from './history.ts';
import { createRandom, type Random } from './random.ts';
import { readTruth } from './truth.ts';

export interface RunOptions {
  /** Repeats a run, as far as processes can be repeated. */
  seed: string;
  messages: number;
  faults: number;
  /** Told what goes on, a line at a time. */
  say: (line: string) => void;
}

export interface RunReport {
  seed: string;
  violations: Violation[];
  history: History;
  /** How often each fault was made. */
  faults: Record<string, number>;
  messages: number;
  seconds: number;
}

// Each request of a page listens to the page's end; there are many.
setMaxListeners(0);

const PRACTICE = 'alder';
const SERVERS = 3;
const PRACTITIONERS = ['maya', 'sam', 'lena', 'noor'];
const CLIENTS = Array.from({ length: 12 }, (_, i) => `client-${i}`);

/** How many messages of a device may be under way at once. */
const UNDER_WAY = 5;
/** Milliseconds in which everything has to settle after the last fault. */
const SETTLE_MS = 60_000;

/** Faults, each as often as its weight. */
const FAULTS = {
  'connections are cut': 6,
  'a request is cut on its way': 6,
  'an answer is cut on its way': 6,
  'the network is slow for a moment': 3,
  'a page goes offline and comes back': 6,
  'an answer to a message is lost': 8,
  'a message is sent twice at once': 6,
  'a message comes again much later, with another text': 4,
  'a tab dies and is opened again': 6,
  'a server is killed': 3,
  'a server dies at a question to the database': 5,
  'the database ends every connection': 2,
  'tokens are revoked': 2,
  'messaging is switched off and on': 1,
};

/** People write while everything fails, until so many messages and faults have been; then it is compared. */
export async function run({ seed, messages, faults, say }: RunOptions): Promise<RunReport> {
  const random = createRandom(seed);
  const started = performance.now();
  const cluster = await startCluster(SERVERS, random);
  const devices: Device[] = [];
  try {
    const tokens = new Map<string, Promise<string>>();
    const mint = async (person: string): Promise<string> => {
      const { token } = await cluster.portal<{ token: string }>(
        'POST',
        `${paths.person(PRACTICE, person)}/tokens`,
      );
      return token;
    };
    const tokenOf = (person: string): Promise<string> => {
      const known = tokens.get(person) ?? mint(person);
      tokens.set(person, known);
      return known;
    };
    await cluster.portal('PUT', paths.practice(PRACTICE), { name: 'Alder' });
    for (const id of PRACTITIONERS)
      await cluster.portal('PUT', paths.person(PRACTICE, id), {
        name: id,
        kind: 'practitioner',
        admin: id === 'maya',
      });
    for (const id of CLIENTS)
      await cluster.portal('PUT', paths.person(PRACTICE, id), { name: id, kind: 'client' });
    const sent = new Map<string, Sent>();
    const conversations: { id: string; participants: [string, string] }[] = [];
    for (const [i, client] of CLIENTS.entries()) {
      for (const step of [0, 1]) {
        const other = PRACTITIONERS[(i + step) % PRACTITIONERS.length]!;
        const { id } = await cluster.call<Conversation>(
          await tokenOf(client),
          'POST',
          paths.conversations(),
          {
            personId: other,
          },
        );
        // Until something stands in it, only who has opened it sees it.
        const text = `${client} begins with ${other}`;
        const message = { id: randomUUID(), text };
        await cluster.call(await tokenOf(client), 'POST', paths.messages(id), message);
        sent.set(text, { by: client, conversationId: id, text, acknowledged: message.id });
        conversations.push({ id, participants: [client, other] });
      }
    }
    await cluster.call(await tokenOf('lena'), 'PUT', paths.outOfOffice(), {
      memberIds: ['lena'],
      message: 'An automatic reply.',
      start: new Date().toISOString(),
      end: null,
      timeZone: 'UTC',
      everyHours: 8784,
    });

    const seen: Violation[] = [];
    for (const person of [...PRACTITIONERS, ...CLIENTS]) {
      const mine = conversations
        .filter(({ participants }) => participants.includes(person))
        .map(({ id }) => id);
      const browser = keepingBrowser();
      // Every fourth person has a second tab, and everybody who practises another device.
      const tabs = CLIENTS.indexOf(person) % 4 === 0 ? 2 : 1;
      const browsers = PRACTITIONERS.includes(person)
        ? [browser, keepingBrowser()]
        : Array.from({ length: tabs }, () => browser);
      for (const [i, of] of browsers.entries()) {
        devices.push(
          createDevice({
            name: `${person}/${i}`,
            person,
            conversations: mine,
            backend: cluster.proxy.url,
            browser: of,
            sent,
            seen,
            onError: () => undefined,
            getToken: (refused) => {
              if (refused !== undefined) tokens.delete(person);
              return tokenOf(person);
            },
          }),
        );
      }
    }
    await untilSettled(devices, say);
    say(
      `${devices.length} pages of ${PRACTITIONERS.length + CLIENTS.length} people at ${SERVERS} servers; seed ${seed}`,
    );

    const made: Record<string, number> = {};
    const deleted: string[] = [];
    let count = 0;
    let faultCount = 0;
    let told = performance.now();
    while (count < messages || faultCount < faults) {
      const device = random.pick(devices);
      const busy = device.session.$waiting.value ?? 0;
      if (count < messages && busy < UNDER_WAY) {
        const id = random.pick(
          conversations.filter(({ participants }) => participants.includes(device.person)),
        ).id;
        device.send(id, `${device.name} ${++count}`);
        if (random.chance(0.02)) deleteOne(device, id, random, sent, deleted);
        if (random.chance(0.1)) readAll(device, id);
      }
      if (
        faultCount < faults &&
        (count >= messages || random.chance((faults - faultCount) / (messages - count + 1)))
      ) {
        const fault = random.weighted(FAULTS);
        made[fault] = (made[fault] ?? 0) + 1;
        faultCount++;
        await makeFault(fault, { cluster, device, devices, random, tokens, tokenOf });
      }
      // The event loop is the network's, too.
      await new Promise((resolve) => (busy < UNDER_WAY ? setImmediate(resolve) : setTimeout(resolve, 2)));
      if (performance.now() - told > 5_000) {
        told = performance.now();
        // As people do who see that something was not sent.
        for (const one of devices) one.retry();
        say(`${count} messages, ${faultCount} faults, ${seen.length} violations`);
      }
    }

    cluster.proxy.delay(0);
    for (const device of devices) device.network(true);
    await cluster.healed();
    await switchMessaging(cluster, tokens, tokenOf, true);
    for (const stuck of await untilSettled(devices, say))
      seen.push({ invariant: 'no loss', what: `${stuck} did not settle within ${SETTLE_MS / 1000} s` });
    const texts = deleted
      .flatMap((id) => [...sent.values()].filter(({ acknowledged }) => acknowledged === id))
      .map(({ text }) => text);
    const truth = await readTruth(cluster, conversations, tokenOf, texts);
    await untilShown(devices, truth);
    const history: History = {
      sent: [...sent.values()],
      seen,
      truth,
      pages: devices.map((device) => device.view()),
    };
    return {
      seed,
      history,
      violations: check(history),
      faults: made,
      messages: truth.conversations.reduce(
        (sum, { messages: of }) => sum + (Object.values(of)[0]?.length ?? 0),
        0,
      ),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    for (const device of devices) device.close();
    await cluster.close();
  }
}

function readAll(device: Device, id: string): void {
  const thread = device.session.thread(id);
  const state = thread.$state.value;
  if (state?.status === 'ready') thread.markRead(state.messages.at(-1)?.seq ?? 0);
}

function deleteOne(
  device: Device,
  id: string,
  random: Random,
  sent: ReadonlyMap<string, Sent>,
  deleted: string[],
): void {
  const state = device.session.thread(id).$state.value;
  const own =
    state?.status === 'ready'
      ? state.messages.filter(
          ({ senderId, deletedAt }) => senderId === device.person && deletedAt === undefined,
        )
      : [];
  if (own.length === 0) return;
  const message = random.pick(own);
  // Its page shows it as sent, whether its answer came or was lost: from here on only its id is left of it.
  const known = sent.get(message.text);
  if (known) known.acknowledged ??= message.id;
  device.session
    .thread(id)
    .deleteMessage(message.id)
    .then(
      () => void deleted.push(message.id),
      () => undefined,
    );
}

interface Scene {
  cluster: Cluster;
  device: Device;
  devices: readonly Device[];
  random: Random;
  tokens: Map<string, Promise<string>>;
  tokenOf: (person: string) => Promise<string>;
}

async function makeFault(
  fault: keyof typeof FAULTS,
  { cluster, device, random, tokens, tokenOf }: Scene,
): Promise<void> {
  const later = (milliseconds: number, act: () => void): void => void setTimeout(act, milliseconds);
  const bytes = (): number => random.pick([1, 20, 200, 500, 1_000, 3_000]);
  switch (fault) {
    case 'connections are cut':
      cluster.proxy.cut();
      break;
    case 'a request is cut on its way':
      cluster.proxy.cutAfter('up', bytes());
      break;
    case 'an answer is cut on its way':
      cluster.proxy.cutAfter('down', bytes());
      break;
    case 'the network is slow for a moment':
      cluster.proxy.delay(20 + random.below(200));
      later(300, () => cluster.proxy.delay(0));
      break;
    case 'a page goes offline and comes back':
      device.network(false);
      later(random.below(1_500), () => device.network(true));
      break;
    case 'an answer to a message is lost':
      device.next('lose');
      break;
    case 'a message is sent twice at once':
      device.next('twice');
      break;
    case 'a message comes again much later, with another text':
      device.next('late');
      break;
    case 'a tab dies and is opened again':
      device.reload();
      break;
    case 'a server is killed':
      cluster.kill();
      break;
    case 'a server dies at a question to the database':
      cluster.crash(1 + random.below(40), random.chance(0.5) ? 'before' : 'after');
      break;
    case 'the database ends every connection':
      await cluster.disconnectDatabase();
      break;
    case 'tokens are revoked':
      tokens.delete(device.person);
      await cluster.portal('DELETE', `${paths.person(PRACTICE, device.person)}/tokens`);
      tokens.delete(device.person);
      break;
    case 'messaging is switched off and on':
      await switchMessaging(cluster, tokens, tokenOf, false);
      later(200, () => void switchMessaging(cluster, tokens, tokenOf, true));
      break;
  }
}

/** Switches messaging as Maya does, also when her token was revoked meanwhile. */
async function switchMessaging(
  cluster: Cluster,
  tokens: Map<string, Promise<string>>,
  tokenOf: (person: string) => Promise<string>,
  secureMessaging: boolean,
): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await cluster.call(await tokenOf('maya'), 'PUT', paths.features(), { secureMessaging });
    } catch {
      tokens.delete('maya');
    }
  }
}

/** Waits until every page has nothing under way. @returns the names of those that have not settled in time */
async function untilSettled(devices: readonly Device[], say: (line: string) => void): Promise<string[]> {
  const end = performance.now() + SETTLE_MS;
  let tried = performance.now();
  for (;;) {
    const open = devices.filter((device) => !device.settled());
    if (open.length === 0) return [];
    if (performance.now() > end) {
      for (const device of open)
        say(`${device.name}: ${device.session.$connection.value}, ${device.session.$waiting.value} waiting`);
      return open.map(({ name }) => name);
    }
    if (performance.now() - tried > 1_000) {
      tried = performance.now();
      for (const device of open) device.retry();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Gives pages a moment to show what was the last to happen. */
async function untilShown(devices: readonly Device[], truth: History['truth']): Promise<void> {
  const end = performance.now() + 10_000;
  while (
    performance.now() < end &&
    check({ sent: [], seen: [], truth, pages: devices.map((device) => device.view()) }).some(
      ({ invariant }) => invariant !== 'no duplicate',
    )
  )
    await new Promise((resolve) => setTimeout(resolve, 200));
}
