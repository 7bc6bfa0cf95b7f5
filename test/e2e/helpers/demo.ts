import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../../../scripts/testing/free-port.ts';
import type { ConversationsAnswer, Message, MessagesAnswer } from '../../../src/protocol/index.ts';

/** The demo as `npm start` runs it, in a process and a data folder of its own. */
export interface Demo {
  readonly url: string;
  /** The folder with its data; kept over {@link restart}. */
  readonly data: string;
  /** A token as the portal's page gets it. */
  token(as: string, practice?: string): Promise<string>;
  /** Calls the backend as a person: JSON in, JSON out. */
  call<T>(token: string, method: string, path: string, body?: unknown): Promise<T>;
  /** The newest messages of the conversation with the person of this name, oldest first. */
  newestMessages(token: string, name: string, count?: number): Promise<Message[]>;
  /** Kills the server as a power cut would, and starts it again on the same folder and port. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

const START = new URL('../../../scripts/start.ts', import.meta.url);
const PAGE = 100;

/** Where a data folder lies that a first start has filled in, for the processes of the tests. */
const FILLED = 'TEST_FILLED_DEMO';

/**
 * Makes a first start, and lets every later {@link startDemo} of this process and its children begin with a copy of what that
 * has filled in: 2 s instead of 8 s.
 * @returns removes it
 */
export async function fillDemo(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'entrenous-filled-'));
  await end(await start(await freePort(), data));
  process.env[FILLED] = data;
  return async () => {
    delete process.env[FILLED];
    await rm(data, { recursive: true, force: true });
  };
}

/** Starts the demo on a free port. Its history is the one that a first start fills in. */
export async function startDemo(): Promise<Demo> {
  const data = await mkdtemp(join(tmpdir(), 'entrenous-e2e-'));
  const filled = process.env[FILLED];
  // With everybody's rights: PostgreSQL runs under another account when we are root.
  if (filled !== undefined) await promisify(execFile)('cp', ['-a', `${filled}/.`, data]);
  const port = await freePort();
  let server = await start(port, data);
  const url = `http://localhost:${port}`;

  const call = async <T>(token: string, method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };

  return {
    url,
    data,
    call,
    async token(as, practice) {
      const query = new URLSearchParams({ as, ...(practice === undefined ? {} : { practice }) });
      const answer = (await (await fetch(`${url}/demo/token?${query}`)).json()) as { token: string };
      return answer.token;
    },
    async newestMessages(token, name, count = 20) {
      const { conversations } = await call<ConversationsAnswer>(token, 'GET', '/v1/conversations?limit=100');
      const conversation = conversations.find((one) => one.with.name === name);
      if (conversation === undefined) throw new Error('There is no such conversation.');
      let messages: Message[] = [];
      let before = '';
      while (messages.length < count) {
        const path = `/v1/conversations/${conversation.id}/messages?limit=${PAGE}${before}`;
        const page = await call<MessagesAnswer>(token, 'GET', path);
        messages = [...page.messages, ...messages];
        if (!page.hasOlder || page.messages[0] === undefined) break;
        before = `&before=${page.messages[0].seq}`;
      }
      return messages.slice(-count);
    },
    async killAndRestart() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      server = await start(port, data);
    },
    async stop() {
      await end(server);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Starts the server and waits for its ready line. */
async function start(port: number, data: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['--import', 'tsx', START.pathname], {
    env: { ...process.env, PORT: String(port), ENTRENOUS_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A run that is broken off takes its demo with it.
  process.once('exit', () => server.kill());
  const seen: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    seen.push(line);
    if (line === `Entrenous is ready at http://localhost:${port}`) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`The demo did not start:\n${seen.join('\n')}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}
