import { bringUpToDate } from '../../domain/start.ts';
import { schemaVersion } from '../../store/migrate.ts';
import { runCommand } from './open.ts';

/** `entrenous migrate`: brings the schema up to date without serving. @returns the exit code */
export function migrateCommand(...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]) {
  return runCommand(
    async (place, output) => {
      const { database } = place;
      const before = await schemaVersion(database);
      await bringUpToDate(database, place, new Date());
      const after = await schemaVersion(database);
      output.out(
        before === after
          ? `The schema is version ${after}.\n`
          : `The schema is version ${after} now; it was ${before}.\n`,
      );
      return 0;
    },
    ...run,
  );
}
