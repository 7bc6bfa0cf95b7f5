import type { StreamSource } from '../events/stream.ts';
import { readLog } from '../store/person-events.ts';
import { expandEntries } from './changes.ts';
import { isIdle } from './activity.ts';
import type { Deps } from './deps.ts';
import type { Principal } from './identity.ts';
import { originsOf } from './origins.ts';

/**
 * Entries of a log read at once. With the longest messages there are they take less than 1 MB of memory: all that a slow reader
 * costs.
 */
const BATCH = 25;

/** One person's log for as long as their token counts. Stop its waiter when the stream ends. */
export function listen(deps: Deps, me: Principal): StreamSource {
  return {
    async read(after) {
      if (deps.now() >= me.expiresAt || (await isIdle(deps, me))) return undefined;
      const batch = await readLog(deps.database, me, after, BATCH);
      if (!batch?.active || !batch.tokenValid) return undefined;
      const { origin } = me;
      const mayListen = origin === undefined || originsOf(deps, batch.allowedOrigins).has(origin);
      return mayListen ? batch : undefined;
    },
    expand: (rows) => expandEntries(deps, me, rows),
    waiter: deps.hub.subscribe(me.practiceId, me.personId),
  };
}
