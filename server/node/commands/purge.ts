import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { Uuid } from '../../../src/protocol/index.ts';
import { purgeConversation } from '../../domain/purge/conversations.ts';
import { beginRun, PurgeError, type PurgeDeps } from '../../domain/purge/deps.ts';
import { lookForDue, purgeDue, removeLeftovers } from '../../domain/purge/due.ts';
import { purgePractice } from '../../domain/purge/practice.ts';
import { RETAINED_KINDS, type Retention } from '../../domain/purge/retention.ts';
import { EventHub } from '../../events/hub.ts';
import { hasHold, isConversationHeld } from '../../store/legal-holds.ts';
import { requireSchema } from '../../store/migrate.ts';
import { countDueConversations, listPurgeKeys, lockDueConversation } from '../../store/purge.ts';
import { isPurged } from '../../store/purge-practice.ts';
import { listPracticeIds } from '../../store/wrapped-keys.ts';
import { progress, runCommand, STANDARD, type Output, type Workplace } from './open.ts';

const HELP = `Removes what has had its time, as ENTRENOUS_RETENTION says, or one practice or conversation now. Without --yes it changes nothing
and says what there is. What is held (entrenous hold) is not removed. If it is broken off, run it again.

  entrenous purge [--yes]                                             in every practice, what has had its time
  entrenous purge --practice <id> [--yes]                             a whole practice; its audit stays
  entrenous purge --practice <id> --conversation <id> [--yes]         one conversation

  --yes                 removes it
  --help                this text

Exit code: 0 done, 1 something was not removed.

Backups from before still have what was removed, until the key-encryption key is another one: see "Removal" in docs/operations.md.
`;

/** `entrenous purge`. @returns the exit code */
export async function purgeCommand(
  args: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Output]
): Promise<number> {
  const output = run[1] ?? STANDARD;
  let options: { yes: boolean; help: boolean; practice?: string; conversation?: string };
  try {
    options = parseArgs({
      args: [...args],
      options: {
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        practice: { type: 'string' },
        conversation: { type: 'string' },
      },
    }).values;
    if (options.conversation !== undefined && options.practice === undefined) {
      throw new Error('Say of which practice the conversation is: --practice <id>.');
    }
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\nTry --help.\n`);
    return 1;
  }
  if (options.help) {
    output.out(HELP);
    return 0;
  }
  const { yes, practice, conversation } = options;
  return runCommand(
    async (place, output, { retention }) => {
      await requireSchema(place.database);
      const hub = new EventHub(place.database, () => undefined);
      let done = 0;
      const shown = progress(output, 'Removed');
      const deps: PurgeDeps = {
        ...place,
        hub,
        now: () => new Date(),
        progress: (more) => shown((done += more)),
      };
      try {
        if (practice === undefined) await purgeTimes(deps, place, retention, yes, output);
        else if (conversation === undefined) await purgeOne(deps, practice, yes, output);
        else await purgeTalk(deps, practice, conversation, yes, output);
      } finally {
        // Pages hear of it by the hints that the hub still sends.
        await hub.stop();
      }
      if (!yes) output.out('Nothing was changed. Say --yes to remove it.\n');
      else await sayKeys(place, output);
      return 0;
    },
    ...run,
  );
}

async function purgeTimes(
  deps: PurgeDeps,
  place: Workplace,
  retention: Retention,
  yes: boolean,
  { out }: Output,
): Promise<void> {
  out(`${RETAINED_KINDS.map((kind) => `${kind}: ${daysOf(retention[kind])}`).join(', ')}.\n`);
  for (const practiceId of await listPracticeIds(place.database)) {
    const due = await lookForDue(deps, practiceId, retention);
    const amounts = yes ? await purgeDue(deps, practiceId, retention) : due;
    const words = RETAINED_KINDS.map((kind) => `${amounts[kind]} ${NAMES[kind]}`).join(', ');
    const held = due.held > 0 ? `; ${due.held} conversations are held and stay` : '';
    out(`${practiceId}: ${words} ${yes ? 'were removed' : 'would be removed'}${held}.\n`);
  }
  if (yes) await removeLeftovers(deps);
}

async function purgeOne(deps: PurgeDeps, practiceId: string, yes: boolean, { out }: Output): Promise<void> {
  if (!(await listPracticeIds(deps.database)).includes(practiceId)) {
    throw new PurgeError('There is no such practice.');
  }
  if (yes) {
    const conversations = await purgePractice(deps, await beginRun(deps, practiceId));
    out(`${practiceId}: everything but the audit was removed, ${conversations} conversations among it.\n`);
    return;
  }
  const { conversations, messages, files, held } = await countDueConversations(
    deps.database,
    practiceId,
    undefined,
  );
  const stays =
    held > 0 || (await hasHold(deps.database, practiceId)) ? ' Something is held: it would stay.' : '';
  const gone = (await isPurged(deps.database, practiceId)) ? ' A purge of it has begun before.' : '';
  out(
    `${practiceId}: everything but the audit would be removed, ${conversations} conversations with ${messages} messages and ${files} files among it.${stays}${gone}\n`,
  );
}

async function purgeTalk(
  deps: PurgeDeps,
  practiceId: string,
  conversationId: string,
  yes: boolean,
  { out }: Output,
): Promise<void> {
  if (!v.is(Uuid, conversationId)) throw new PurgeError('There is no such conversation.');
  if (await isConversationHeld(deps.database, practiceId, conversationId)) {
    throw new PurgeError('The conversation is held (entrenous hold list): it is not removed.');
  }
  if (!yes) {
    const there = await deps.database.transaction((tx) =>
      lockDueConversation(tx, practiceId, conversationId, undefined),
    );
    if (!there) throw new PurgeError('There is no such conversation.');
    return out(`The conversation with its ${there.messages} messages would be removed.\n`);
  }
  if (!(await purgeConversation(deps, await beginRun(deps, practiceId), conversationId))) {
    throw new PurgeError('There is no such conversation.');
  }
  out('The conversation was removed.\n');
}

/** Says what still opens what was removed. */
export async function sayKeys({ database }: Pick<Workplace, 'database'>, { out }: Output): Promise<void> {
  for (const { kekVersion, until } of await listPurgeKeys(database)) {
    out(
      `Backups from before ${until.toISOString()} still have what was removed, and key ${kekVersion} opens them. ` +
        `To end that, change the key-encryption key, destroy ${kekVersion}, and make a new backup.\n`,
    );
  }
}

const NAMES = {
  conversations: 'conversations',
  messages: 'messages',
  files: 'files',
  audit: 'audit entries',
};

function daysOf(days: number | null): string {
  return days === null ? 'kept' : `${days} days`;
}
