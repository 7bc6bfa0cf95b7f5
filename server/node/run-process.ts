import { SchemaTooNewError, SchemaTooOldError } from '../store/migrate.ts';
import { VaultError } from '../vault/errors.ts';
import { StartupError } from './startup-error.ts';

/** Takes what has to be closed when the process ends; what was taken last is closed first. */
export type OnStop = (close: () => void | Promise<void>) => void;

/** Milliseconds after which the process ends even if something does not close. */
const DEADLINE_MS = 5_000;

/**
 * Runs a server from its start to the end of the process. Ctrl-C, SIGTERM and a closed terminal stop it in good
 * order, also while it is still starting; then the exit code is 0. A failure is one line, and the exit code is 1.
 *
 * @param start starts the server; resolves with what tells that it cannot go on
 */
export async function runProcess(
  start: (onStop: OnStop) => Promise<{ failed: Promise<string> }>,
): Promise<void> {
  const closers: (() => void | Promise<void>)[] = [];
  let stopping = false;

  async function stop(code: number): Promise<void> {
    // A terminal and npm both pass Ctrl-C on, so it comes twice.
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        // The rest has to be closed all the same.
        code = 1;
        complain(error);
      }
    }
    process.exit(code);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  watchNpm(() => void stop(0));
  // The reader of our output may go before us (`npm start | head`): that is no reason to fall over.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  try {
    const { failed } = await start((close) => {
      closers.push(close);
    });
    const reason = await failed;
    if (!stopping) complain(new StartupError(reason));
  } catch (error) {
    if (!stopping) complain(error);
  }
  await stop(1);
}

/** Milliseconds between two looks at who our parent is. */
const PARENT_MS = 500;

/**
 * Notices that `npm start` was stopped. npm passes a signal on to the shell between it and us, which ends and tells
 * nobody: we would live on with the port and the data. Without npm an orphan is what a service manager may want.
 */
function watchNpm(gone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_MS);
  timer.unref();
}

/** The errors whose message tells a person what to do. */
const forPeople = [StartupError, VaultError, SchemaTooNewError, SchemaTooOldError];

/** Says what went wrong: a line where a person can put it right, a stack where only we can. */
function complain(error: unknown): void {
  const known = forPeople.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
}
