import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../../../../scripts/start.ts', import.meta.url));

/** The demo's server in a process of its own, as `npm start` runs it. */
export interface DemoProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

export interface Ending {
  code: number | null;
  stdout: string;
  stderr: string;
}

type Environment = Record<string, string>;

function launch(env: Environment): ChildProcess {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', START], {
    env: { PATH, HOME, TMPDIR, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts the server and waits for its ready line. */
export async function startDemo(env: Environment): Promise<DemoProcess> {
  const child = launch(env);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^Entrenous is ready at (http:\/\/localhost:\d+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout?.resume();
    return { child, url };
  }
  throw new Error(`The server did not become ready.\n${errors}`);
}

/**
 * Starts the server on a fresh data folder and kills it while it fills in the history. The moment is told by the file
 * that the demo writes when it begins; another process's files give no event, so it is looked for.
 */
export async function killWhileSeeding(env: Environment & { ENTRENOUS_DATA: string }): Promise<void> {
  const state = join(env.ENTRENOUS_DATA, 'demo.json');
  const child = launch(env);
  const ended = once(child, 'exit');
  while (!existsSync(state)) {
    if (child.exitCode !== null) throw new Error('The server ended before it began to fill in the history.');
    await setTimeout(20);
  }
  child.kill('SIGKILL');
  await ended;
  if (!readFileSync(state, 'utf8').includes('"complete":false'))
    throw new Error('The history was complete already.');
}

/** Starts the server where it must not start, and waits for its end. */
export async function failToStart(env: Environment): Promise<Ending> {
  const child = launch(env);
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** Sends a signal and waits for the end of the process. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return ((await exit) as [number | null])[0];
}

/** The ids of the processes that have this folder on their command line. */
export function processesOn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && commandLine(pid).includes(folder));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended while we were looking.
    return '';
  }
}
