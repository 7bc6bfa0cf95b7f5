import { existsSync, rmSync, statSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeBackup } from '../../domain/backup/backup.ts';
import { syncFolder } from '../private-file.ts';
import { StartupError } from '../startup-error.ts';
import { fileCodeOf, runOnFile } from './file-argument.ts';
import { progress, type runCommand } from './open.ts';

const HELP = `Writes everything that the server keeps into one sealed file: every table as it is at one moment, and every file.
Servers go on meanwhile. Restoring it needs the key-encryption keys, which are not in it.

  entrenous backup <file> [options]

  --force               replaces a file that is there, once the new one is whole
  --help                this text

Exit code: 0 the backup is whole, 1 it is not: there is none, or files were lost before, and the backup has the rest.
`;

/** `entrenous backup`. @returns the exit code */
export function backupCommand(
  args: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]
): Promise<number> {
  return runOnFile(
    { args, switches: ['force'], help: HELP },
    async (name, { force }, place, output) => {
      const target = resolve(name);
      if (!force && existsSync(target)) {
        throw new StartupError(`${name} is there already. Choose another name, or replace it with --force.`);
      }
      const shown = progress(output, 'Rows and files written');
      const report = await writeWhole(name, target, (write) => makeBackup(place, new Date(), write, shown));
      output.out(
        `${report.rows} rows and ${report.files} files are in the backup, sealed under ${place.keys.current}.\n`,
      );
      if (report.deleted > 0) {
        output.out(
          `${report.deleted} files were deleted while the backup was made, and are not in it; their messages are without them.\n`,
        );
      }
      if (report.lost === 0) return 0;
      output.out(
        `✗ ${report.lost} files were missing before: the backup has the rest. entrenous verify says which.\n`,
      );
      return 1;
    },
    ...run,
  );
}

/**
 * Writes a file beside its place, readable by its owner alone, forces it onto the disk and moves it: what has the name is whole,
 * whenever this is killed.
 */
async function writeWhole<Result>(
  name: string,
  target: string,
  work: (write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const part = `${target}.part`;
  let file: FileHandle | undefined;
  try {
    // What one that was killed has left.
    rmSync(part, { force: true });
    file = await open(part, 'wx', 0o600);
    const { ino } = await file.stat();
    const opened = file;
    const result = await work(async (bytes) => {
      for await (const piece of bytes) await opened.writeFile(piece);
    });
    await file.sync();
    // Another backup under this name has put its own file there, which is not whole yet.
    if (statSync(part).ino !== ino) throw new StartupError(`Another backup is being written to ${name}.`);
    await rename(part, target);
    syncFolder(dirname(target));
    return result;
  } catch (error) {
    if (file && isSame(part, (await file.stat()).ino)) rmSync(part, { force: true });
    const code = fileCodeOf(error);
    throw code === undefined
      ? error
      : new StartupError(`The backup ${name} cannot be written (${code}). There is none.`);
  } finally {
    await file?.close();
  }
}

function isSame(path: string, ino: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === ino;
}
