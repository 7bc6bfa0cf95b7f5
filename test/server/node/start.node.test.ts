import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Conversation, ConversationsAnswer, MessagesAnswer } from '../../../src/protocol/index.ts';
import { conversations as planned } from '../../../demo/seed/conversations/index.ts';
import { plan } from '../../../demo/seed/history.ts';
import {
  type DemoProcess,
  end,
  failToStart,
  killWhileSeeding,
  processesOn,
  startDemo,
} from './helpers/demo-process.ts';

/** The whole shutdown, streams and database included, takes less. */
const SHUTDOWN_MS = 3_000;

/** Folders that only we can enter: as root, PostgreSQL's account cannot pass through them by itself. */
const folders: string[] = [];

function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-start-'));
  folders.push(folder);
  return folder;
}

after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function tokenOf(url: string, as: string): Promise<string> {
  return ((await (await fetch(`${url}/demo/token?as=${as}`)).json()) as { token: string }).token;
}

async function call<T>(url: string, token: string, path: string, method = 'GET', body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : null,
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return (await response.json()) as T;
}

async function conversationWith(url: string, token: string, personId: string): Promise<Conversation> {
  return call(url, token, '/conversations', 'POST', { personId });
}

describe('a start that cannot succeed', () => {
  it('says every mistake in the configuration and nothing else', async () => {
    const { code, stdout, stderr } = await failToStart({ PORT: 'abc', HOST: 'a b' });
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^PORT must be .*\nHOST must be .*\n$/);
  });

  it('says in one line that the port is taken, and leaves no data behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const data = join(closedFolder(), 'data');
    const { code, stderr } = await failToStart({ PORT: String(port), ENTRENOUS_DATA: data });
    other.close();
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `Port ${port} on 127.0.0.1 is taken. Stop what is using it, or choose another with PORT.\n`,
    );
    assert.equal(existsSync(data), false);
  });

  it('says that the database cannot be reached, without the password', async () => {
    const { code, stderr } = await failToStart({
      ENTRENOUS_DATA: closedFolder(),
      DATABASE_URL: 'postgres://entrenous:hunter2@127.0.0.1:1/entrenous',
      ENTRENOUS_KEK: Buffer.alloc(32, 1).toString('base64'),
    });
    assert.equal(code, 1);
    assert.match(stderr, /^The database of DATABASE_URL cannot be reached: .*\n$/);
    assert.ok(!stderr.includes('hunter2'));
  });
});

describe('a data folder over starts, kills and stops', () => {
  const data = join(closedFolder(), 'data');
  const env = { ENTRENOUS_DATA: data };
  let demo: DemoProcess;

  before(async () => {
    // Killed as the first start begins to fill in the history: the next one has to complete it.
    await killWhileSeeding(env);
    demo = await startDemo(env);
  });

  after(() => end(demo.child, 'SIGTERM'));

  it('has the whole history, and nothing twice, after a first start that was killed', async () => {
    const token = await tokenOf(demo.url, 'maya');
    const { conversations } = await call<ConversationsAnswer>(demo.url, token, '/conversations');
    const hers = planned.filter(
      ({ practice, between }) => practice === 'riverside' && between.includes('maya'),
    );
    assert.deepEqual(
      conversations.map(({ seq }) => seq).sort(),
      hers.map((conversation) => plan(conversation, new Date()).length).sort(),
    );
    const unread = hers.reduce((sum, { unread }) => sum + (unread?.['maya'] ?? 0), 0);
    assert.equal((await call<{ unread: number }>(demo.url, token, '/me')).unread, unread);
  });

  it('is refused to a second server', async () => {
    const { code, stderr } = await failToStart(env);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^Another Entrenous server \\(process ${demo.child.pid}\\)[^\\n]*\\n$`));
    assert.equal((await fetch(`${demo.url}/healthz`)).status, 200);
  });

  it('keeps every acknowledged message when Node is killed while messages are being sent', async () => {
    const token = await tokenOf(demo.url, 'jonas');
    const { id } = await conversationWith(demo.url, token, 'sam');
    const acknowledged = new Set<string>();
    const enough = new Promise<void>((resolve) => {
      const send = async (): Promise<void> => {
        for (;;) {
          const message = { id: randomUUID(), text: 'May this last.' };
          await call(demo.url, token, `/conversations/${id}/messages`, 'POST', message);
          acknowledged.add(message.id);
          if (acknowledged.size >= 50) resolve();
        }
      };
      // Each goes on until the server is gone.
      for (let sender = 0; sender < 4; sender++) void send().catch(() => undefined);
    });
    await enough;
    await end(demo.child, 'SIGKILL');
    assert.notDeepEqual(processesOn(data), [], 'the database outlives a killed server');

    demo = await startDemo(env);
    const stored: string[] = [];
    for (let after = 0, more = true; more;) {
      const path = `/conversations/${id}/messages?after=${after}&limit=100`;
      const page = await call<MessagesAnswer>(demo.url, token, path);
      stored.push(...page.messages.map((message) => message.id));
      after = page.messages.at(-1)?.seq ?? after;
      more = page.hasNewer;
    }
    for (const message of acknowledged) assert.ok(stored.includes(message));
    assert.equal(new Set(stored).size, stored.length);
  });

  it('stops in good order on SIGTERM, with a stream open, and leaves no process behind', async () => {
    const authorization = `Bearer ${await tokenOf(demo.url, 'maya')}`;
    const stream = await fetch(`${demo.url}/v1/events`, { headers: { authorization } });
    const started = performance.now();
    const code = await end(demo.child, 'SIGTERM');
    assert.equal(code, 0);
    assert.ok(performance.now() - started < SHUTDOWN_MS);
    assert.deepEqual(processesOn(data), []);
    assert.equal(existsSync(join(data, 'server.lock')), false);
    await stream.text().catch(() => undefined);
  });

  it('does not open without its keys, and never makes new ones', async () => {
    const kek = join(data, 'keys', 'kek.json');
    renameSync(kek, `${kek}.away`);
    const { code, stderr } = await failToStart(env);
    assert.equal(code, 1);
    assert.match(stderr, /^The key file .* is missing\.[^\n]*\n$/);
    assert.equal(existsSync(kek), false);
    renameSync(`${kek}.away`, kek);
  });

  it('does not open with the keys of another database', async () => {
    const kek = join(data, 'keys', 'kek.json');
    const env2 = { ...env, ENTRENOUS_KEK: Buffer.alloc(32, 9).toString('base64') };
    const before = readFileSync(kek, 'utf8');
    const { code, stderr } = await failToStart(env2);
    assert.equal(code, 1);
    assert.match(stderr, /^The key-encryption keys are not the ones this database was written with[^\n]*\n$/);
    assert.equal(readFileSync(kek, 'utf8'), before);
  });
});
