import { parseArgs } from 'node:util';
import { runCommand, STANDARD } from './open.ts';

type Run = [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]];

/** Reads `<file>` and switches, or says what is wrong with them, or the help; then runs the command. @returns the exit code */
export function runOnFile<Switch extends string>(
  { args, switches, help }: { args: readonly string[]; switches: readonly Switch[]; help: string },
  work: (
    file: string,
    set: Readonly<Record<Switch, boolean>>,
    ...at: Parameters<Parameters<typeof runCommand>[0]>
  ) => Promise<number>,
  ...run: Run
): Promise<number> {
  const output = run[1] ?? STANDARD;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        [...switches, 'help'].map((name) => [name, { type: 'boolean' as const, default: false }]),
      ),
    });
    if (values.help === true) {
      output.out(help);
      return Promise.resolve(0);
    }
    const [file] = positionals;
    if (file === undefined || file === '' || positionals.length > 1) throw new Error('Name one file.');
    return runCommand((...at) => work(file, values as Record<Switch, boolean>, ...at), ...run);
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\nTry --help.\n`);
    return Promise.resolve(1);
  }
}

/** What a disk or folder says when it does not take or give a file. A lost connection has other codes. */
const FILE_CODES = new Set(
  'EACCES EBUSY EDQUOT EFBIG EIO EISDIR EMFILE ENAMETOOLONG ENOENT ENOSPC ENOTDIR EPERM EROFS'.split(' '),
);

/** The code of a failure of the file system; `undefined` for whatever else it is. */
export function fileCodeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code !== undefined && FILE_CODES.has(code) ? code : undefined;
}
