import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { StartupError } from '../startup-error.ts';
import { accountFor } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { ownerOf, prepareDatabase, type Connections, type ConnectionTarget } from './database.ts';
import { freePort } from './free-port.ts';
import { initialize } from './initialize.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { findRunning, SOCKET_FOLDER_PREFIX, stopOrphan } from './postmaster.ts';
import { applicationPassword, createSecrets, readSecrets } from './secrets.ts';

export { APPLICATION_ROLE, type Connections, type ConnectionTarget } from './database.ts';

/** A PostgreSQL that runs as our child, on a folder of ours. */
export interface EmbeddedPostgres {
  /** Where and how to connect, as whom. */
  readonly connections: Connections;
  /** Resolves with a sentence when PostgreSQL ends without having been stopped. */
  readonly failed: Promise<string>;
  /** Stops it: clients are disconnected, everything committed is on the disk. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** An absolute folder whose lock we hold. */
  folder: string;
  /** A folder that only we can read, for the passwords. */
  keysFolder: string;
  /** Told of PostgreSQL's warnings and errors, one line each; statements and values are never among them. */
  onMessage?: (line: string) => void;
}

/** Milliseconds until a shutdown stops being patient with open transactions. */
const FAST_SHUTDOWN_MS = 2_000;

/** Whether a folder holds a database of ours already. */
export function hasCluster(folder: string): boolean {
  return existsSync(clusterIn(folder));
}

/**
 * Starts the embedded PostgreSQL and waits until it answers. Makes the database at the first start.
 *
 * @throws {StartupError} when it cannot run here
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder } = options;
  const cluster = clusterIn(folder);
  const secretsFile = join(options.keysFolder, 'database.json');
  const binaries = findBinaries();
  await stopOrphan(cluster);
  const launcher = createLauncher(accountFor(cluster), [binaries.initdb, binaries.postgres, folder]);
  const secrets =
    hasCluster(folder) || existsSync(secretsFile) ? readSecrets(secretsFile) : createSecrets(secretsFile);
  if (!hasCluster(folder)) await initialize(cluster, secrets.superuser, binaries, launcher);

  const address = await chooseAddress(folder, launcher);
  const child = launcher.spawn(binaries.postgres, flags(cluster, address));
  let stopping = false;
  // While it stops it complains about every connection that it ends.
  const onMessage = (line: string): void => {
    if (!stopping) options.onMessage?.(line);
  };
  const stopWithUs = () => child.kill('SIGINT');
  process.once('exit', stopWithUs);
  try {
    await untilReady(child, onMessage);
    const application = applicationPassword(join(options.keysFolder, 'application.json'));
    const connections = await prepareDatabase(address, secrets, application);
    return {
      connections,
      failed: once(child, 'exit').then(() => 'The embedded PostgreSQL ended unexpectedly.'),
      async stop() {
        stopping = true;
        await stop(child, binaries, cluster, launcher);
        process.off('exit', stopWithUs);
        if (address.temporary) rmSync(address.host, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop(child, binaries, cluster, launcher);
    throw error;
  }
}

/**
 * How to connect, as the owner of the tables, to the PostgreSQL that another process runs on a folder; `undefined` when none does.
 * @throws {StartupError} when its passwords cannot be read
 */
export function joinEmbeddedPostgres(folder: string, keysFolder: string): ConnectionTarget | undefined {
  const address = findRunning(clusterIn(folder));
  return address && ownerOf(address, readSecrets(join(keysFolder, 'database.json')));
}

const clusterIn = (folder: string) => join(folder, 'postgres');

interface Address {
  /** The folder of the Unix socket, or the loopback address. */
  host: string;
  port: number;
  /** Whether the socket's folder lies outside the data folder and goes when we go. */
  temporary: boolean;
}

/**
 * A Unix socket in a folder that only PostgreSQL's account and root can enter: nothing listens on the network.
 * Windows has no such thing in PostgreSQL's eyes; there it is a free port on loopback.
 */
async function chooseAddress(folder: string, launcher: Launcher): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort(), temporary: false };
  const port = 5432;
  let host = join(folder, 'run');
  // A socket's path may have 103 bytes on macOS, 107 on Linux.
  const temporary = Buffer.byteLength(join(host, `.s.PGSQL.${port}`)) > 100;
  if (temporary) host = mkdtempSync(join(tmpdir(), SOCKET_FOLDER_PREFIX));
  else mkdirSync(host, { recursive: true, mode: 0o700 });
  launcher.own(host);
  return { host, port, temporary };
}

function flags(cluster: string, { host, port }: Address): string[] {
  const settings: Record<string, string> = {
    listen_addresses: process.platform === 'win32' ? host : '',
    unix_socket_directories: process.platform === 'win32' ? '' : host,
    unix_socket_permissions: '0700',
    port: String(port),
    // What was acknowledged survives a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_min_messages: 'warning',
    // Statements and values may hold addresses and ids of people: never in a log.
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Waits for PostgreSQL's own word that it takes connections, however long a recovery takes. */
async function untilReady(child: ChildProcess, onMessage: (line: string) => void): Promise<void> {
  child.stdout?.resume();
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new StartupError(`The embedded PostgreSQL did not start: ${reason}`));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(said.slice(-5).join(' ') || `exit code ${code}`));
    if (!child.stderr) return fail('its output cannot be read');
    createInterface(child.stderr).on('line', (line) => {
      if (said.length < 100) said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
      if (/^(WARNING|ERROR|FATAL|PANIC):/.test(line)) onMessage(line);
    });
  });
}

async function stop(
  child: ChildProcess,
  binaries: Binaries,
  cluster: string,
  launcher: Launcher,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = once(child, 'exit');
  // Windows knows no signals; there pg_ctl tells PostgreSQL in its own way.
  if (process.platform === 'win32') launcher.spawn(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast']);
  else child.kill('SIGINT');
  const patience = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await exit;
  clearTimeout(patience);
}
