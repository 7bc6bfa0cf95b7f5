import { rotateKeys } from '../../domain/integrity/rotate-keys.ts';
import { keyProbes } from '../../store/keys.ts';
import { requireSchema } from '../../store/migrate.ts';
import { proveKeys } from '../../vault/probe.ts';
import { sayKeys } from './purge.ts';
import { progress, runCommand } from './open.ts';

/** `entrenous rotate-keys`. @returns the exit code */
export function rotateKeysCommand(
  ...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]
) {
  return runCommand(
    async (place, output) => {
      await requireSchema(place.database);
      await place.database.transaction((tx) => proveKeys(place.keys, keyProbes(tx)));
      const { rewrapped, retired } = await rotateKeys(place, progress(output, 'Keys wrapped anew'));
      output.out(`${rewrapped} keys were wrapped anew by ${place.keys.current}. Every key was read back.\n`);
      for (const label of retired) {
        output.out(
          `${label} wraps nothing any more: take it out of the configuration of every server. Backups made until now need it.\n`,
        );
      }
      await sayKeys(place, output);
      return 0;
    },
    ...run,
  );
}
