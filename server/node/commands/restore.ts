import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FileStore } from '../../ports.ts';
import { restoreBackup } from '../../domain/backup/restore.ts';
import { RESTORING } from '../data-folder.ts';
import { syncFolder } from '../private-file.ts';
import { StartupError } from '../startup-error.ts';
import { fileCodeOf, runOnFile } from './file-argument.ts';
import { progress, type runCommand } from './open.ts';
import { look } from './verify.ts';

const HELP = `Puts a backup into an empty database and an empty data folder, then looks at everything as entrenous verify does.
It needs the key-encryption keys that the server had when the backup was made. If it is broken off, run it again.

  entrenous restore <file>

  --help                this text

Exit code: 0 everything is there and whole, 1 something is not, or nothing was restored.
`;

/** `entrenous restore`. @returns the exit code */
export function restoreCommand(
  args: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]
): Promise<number> {
  return runOnFile(
    { args, switches: [], help: HELP },
    async (name, _switches, place, output) => {
      const mark = join(place.folder.path, RESTORING);
      if (!existsSync(mark)) await requireNoFiles(place.files, place.folder.files);
      const shown = progress(output, 'Rows and files put');
      const report = await reading(name, (bytes) =>
        restoreBackup(place, new Date(), bytes, shown, {
          begin() {
            writeFileSync(mark, '', { mode: 0o600, flush: true });
            syncFolder(place.folder.path);
          },
          end() {
            // Before the rows are there: with them, nobody may take the files for leftovers.
            rmSync(mark, { force: true });
            syncFolder(place.folder.path);
          },
        }),
      ).finally(async () => {
        // After a failure that was cleared away. What could not be cleared keeps its mark.
        if (await isEmpty(place.files)) rmSync(mark, { force: true });
      });
      output.out(`${report.rows} rows and ${report.files} files of ${report.at} were restored.\n`);
      if (report.deleted > 0) {
        output.out(
          `${report.deleted} files had been deleted while the backup was made; their messages are without them.\n`,
        );
      }
      const { findings } = await look(place, output);
      output.out(
        findings > 0
          ? `${findings} findings: the backup was made of data that was not whole.\n`
          : 'All is whole.\n',
      );
      return findings > 0 ? 1 : 0;
    },
    ...run,
  );
}

/** Another database's files would be taken for ours and removed by what is deleted here. */
async function requireNoFiles(files: FileStore, folder: string): Promise<void> {
  if (await isEmpty(files)) return;
  throw new StartupError(
    `There are files in ${folder}, perhaps of another database. Restore into a new data folder (ENTRENOUS_DATA); nothing was changed.`,
  );
}

async function isEmpty(files: FileStore): Promise<boolean> {
  for await (const _ of files.list()) return false;
  return true;
}

async function reading<Result>(
  name: string,
  work: (bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const file = await open(resolve(name), 'r').catch((error: unknown) => {
    throw new StartupError(`The backup ${name} cannot be read (${fileCodeOf(error) ?? 'unknown error'}).`);
  });
  try {
    return await work(file.createReadStream({ highWaterMark: 256 * 1024, autoClose: false }));
  } catch (error) {
    const code = fileCodeOf(error);
    throw code === undefined
      ? error
      : new StartupError(
          `The backup ${name} could not be read, or its files not written (${code}). Nothing was restored.`,
        );
  } finally {
    await file.close();
  }
}
