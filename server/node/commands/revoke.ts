import { auditBy } from '../../domain/audit/record.ts';
import { Refusal } from '../../domain/refusal.ts';
import { revokeAccess } from '../../domain/revocation.ts';
import { EventHub } from '../../events/hub.ts';
import { requireSchema } from '../../store/migrate.ts';
import { findPractice } from '../../store/practices.ts';
import { StartupError } from '../startup-error.ts';
import { runCommand } from './open.ts';

/** `entrenous revoke <practice> <person>`. @returns the exit code */
export function revokeCommand(
  [practiceId = '', personId = '']: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]
): Promise<number> {
  return runCommand(
    async (place, output) => {
      await requireSchema(place.database);
      if (!(await findPractice(place.database, practiceId))) {
        throw new StartupError('There is no such practice. Say: entrenous revoke <practice> <person>');
      }
      const hub = new EventHub(place.database, () => undefined);
      const audit = await auditBy(place, practiceId, { kind: 'operator', id: 'revoke' });
      try {
        await revokeAccess({ ...place, hub, now: () => new Date() }, practiceId, personId, audit);
      } catch (error) {
        if (error instanceof Refusal) throw new StartupError('There is no such person in this practice.');
        throw error;
      }
      // The servers hear of it by the hint that the hub still sends.
      await hub.stop();
      output.out('Everything by which this person was signed in has ended. New tokens are let in.\n');
      return 0;
    },
    ...run,
  );
}
