import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../helpers/postgres.ts';
import { endServer, startServer, type ServerProcess } from '../server/node/helpers/server-process.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { Random } from './random.ts';

const CRASH = new URL('./crash.mjs', import.meta.url).href;

/** Real server processes on one real database, behind a network that a test makes worse. */
export interface Cluster {
  /** Where pages reach it. */
  readonly proxy: Proxy;
  /** Calls the backend as the portal's server, past the proxy, until somebody answers. */
  portal<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Calls the backend with a person's token, past the proxy, until somebody answers. */
  call<T>(token: string, method: string, path: string, body?: unknown): Promise<T>;
  /** Asks the database itself, as its owner. */
  sql<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** Kills a server where it stands. It comes back by itself. */
  kill(): void;
  /** Lets a server die at one of its next questions to the database. It comes back by itself. */
  crash(questions: number, side: 'before' | 'after'): void;
  /** Ends every connection of the servers to the database. */
  disconnectDatabase(): Promise<void>;
  /** Resolves when all servers are there again. */
  healed(): Promise<void>;
  /** Every line that servers logged as an error, but for those about what a test did. */
  readonly log: readonly Record<string, unknown>[];
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @param size how many server processes */
export async function startCluster(size: number, random: Random): Promise<Cluster> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-faults-'));
  const admin = new pg.Pool({ connectionString: postgres.url, max: 2 });
  admin.on('error', () => undefined);
  await admin.query('create database faults');
  const url = Object.assign(new URL(postgres.url), { pathname: '/faults' }).href;
  const owner = new pg.Pool({ connectionString: url, max: 2, application_name: 'checker' });
  owner.on('error', () => undefined);

  const apiKey = randomBytes(32).toString('hex');
  const settings = {
    DATABASE_URL: url,
    ENTRENOUS_KEK: `k1:${randomBytes(32).toString('base64')}`,
    ENTRENOUS_API_KEY: apiKey,
    ENTRENOUS_DATA: join(folder, 'data'),
  };
  const slots: (ServerProcess | undefined)[] = [];
  const log: Record<string, unknown>[] = [];
  const starting = new Set<Promise<void>>();
  let closing = false;

  async function start(slot: number): Promise<void> {
    const crashFile = join(folder, `crash-${slot}.json`);
    const server = await startServer({
      ...settings,
      NODE_OPTIONS: `--import=${CRASH}`,
      TEST_CRASH: crashFile,
    });
    slots[slot] = server;
    server.child.once('exit', () => {
      log.push(...server.log);
      slots[slot] = undefined;
      if (!closing) begin(slot);
    });
  }
  function begin(slot: number): void {
    // As whoever keeps a service running does: what cannot start, because the database is just going, is started again.
    const again = (): Promise<void> => start(slot).catch(() => (closing ? undefined : again()));
    const under = again().finally(() => starting.delete(under));
    starting.add(under);
  }

  const alive = (): number[] => [...slots.keys()].filter((slot) => slots[slot] !== undefined);
  for (let slot = 0; slot < size; slot++) await start(slot);
  let turn = 0;
  const nextUrl = (): string | undefined => {
    const there = alive();
    return there.length === 0 ? undefined : slots[there[turn++ % there.length]!]!.url;
  };
  const proxy = await startProxy(() => {
    const there = nextUrl();
    return there === undefined ? undefined : Number(new URL(there).port);
  });

  async function call<T>(token: string, method: string, path: string, body?: unknown): Promise<T> {
    for (let tries = 0; ; tries++) {
      const at = nextUrl();
      try {
        if (at === undefined) throw new Error('No server is there.');
        const response = await fetch(`${at}${path}`, {
          method,
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(20_000),
        });
        const text = await response.text();
        if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
        if (response.status < 500 && response.status !== 429)
          throw new RangeError(`${method} ${path}: ${response.status} ${text}`);
        throw new Error(`${method} ${path}: ${response.status}`);
      } catch (error) {
        if (error instanceof RangeError || tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  const victim = (): ServerProcess | undefined => {
    const there = alive();
    return there.length === 0 ? undefined : slots[random.pick(there)];
  };

  return {
    proxy,
    settings,
    log,
    portal: (method, path, body) => call(apiKey, method, path, body),
    call,
    async sql<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
      return (await owner.query(text, values)).rows as T[];
    },
    kill: () => void victim()?.child.kill('SIGKILL'),
    crash(questions, side) {
      const there = alive();
      if (there.length === 0) return;
      const slot = random.pick(there);
      writeFileSync(join(folder, `crash-${slot}.json`), JSON.stringify({ questions, side }));
      slots[slot]?.child.kill('SIGUSR2');
    },
    async disconnectDatabase() {
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'faults' and application_name <> 'checker'`,
      );
    },
    async healed() {
      while (starting.size > 0) await Promise.all(starting);
    },
    async close() {
      closing = true;
      await Promise.allSettled(starting);
      await proxy.close();
      await Promise.all(slots.flatMap((server) => (server ? [endServer(server, 'SIGTERM')] : [])));
      await owner.end();
      await admin.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
