import { keyProbes } from '../../store/keys.ts';
import { migrate, schemaVersion } from '../../store/migrate.ts';
import { proveKeys } from '../../vault/probe.ts';
import { runCommand } from './open.ts';

/** `entrenous migrate`: brings the schema up to date without serving. @returns the exit code */
export function migrateCommand(...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]) {
  return runCommand(
    async ({ database, keys }, output) => {
      const before = await schemaVersion(database);
      await migrate(database, new Date(), (tx) => proveKeys(keys, keyProbes(tx)));
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
