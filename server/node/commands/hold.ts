import { parseArgs } from 'node:util';
import type { PurgeDeps } from '../../domain/purge/deps.ts';
import { liftHold, placeHold, readHolds } from '../../domain/purge/holds.ts';
import { EventHub } from '../../events/hub.ts';
import { requireSchema } from '../../store/migrate.ts';
import { runCommand, STANDARD, type Output } from './open.ts';

const HELP = `Keeps what a law or a court asks for: until the hold is lifted, nothing that it covers is removed by entrenous purge or by its time, and
what people delete there remains as a sealed copy.

  entrenous hold place <practice> [--person <id> | --conversation <id>] --reason <text>
                                            all conversations of a person, one conversation, or everything
  entrenous hold lift <practice> <hold> --reason <text>
  entrenous hold list <practice>

  --help                this text

Exit code: 0 done, 1 not done.
`;

/** `entrenous hold`. @returns the exit code */
export async function holdCommand(
  args: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Output]
): Promise<number> {
  const output = run[1] ?? STANDARD;
  const wrong = (error: unknown) => {
    output.err(`${error instanceof Error ? error.message : String(error)}\nTry --help.\n`);
    return 1;
  };
  let read: Read;
  try {
    read = readArguments(args);
  } catch (error) {
    return wrong(error);
  }
  const { act, practice, holdId, personId, conversationId, reason } = read;
  if (read.help) {
    output.out(HELP);
    return 0;
  }
  return runCommand(
    async (place, { out }) => {
      await requireSchema(place.database);
      const hub = new EventHub(place.database, () => undefined);
      const deps: PurgeDeps = { ...place, hub, now: () => new Date() };
      if (act === 'place') {
        out(`${await placeHold(deps, practice, { personId, conversationId }, reason)} is the hold's id.\n`);
      } else if (act === 'lift') {
        await liftHold(deps, practice, holdId, reason);
        out('The hold was lifted.\n');
      } else {
        for (const hold of await readHolds(deps, practice)) {
          const what = hold.personId ?? hold.conversationId ?? 'everything';
          const end =
            hold.lifted && `, lifted ${hold.lifted.at.toISOString()}: ${oneLine(hold.lifted.reason)}`;
          out(`${hold.holdId} ${hold.placedAt.toISOString()} ${what}: ${oneLine(hold.reason)}${end ?? ''}\n`);
        }
      }
      return 0;
    },
    ...run,
  );
}

interface Read {
  help: boolean;
  act: 'place' | 'lift' | 'list';
  practice: string;
  holdId: string;
  personId: string | null;
  conversationId: string | null;
  reason: string;
}

function readArguments(args: readonly string[]): Read {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      person: { type: 'string' },
      conversation: { type: 'string' },
      reason: { type: 'string', default: '' },
    },
  });
  const [act, practice = '', holdId = '', ...more] = positionals;
  const read = {
    help: values.help,
    act: 'list' as const,
    practice,
    holdId,
    personId: values.person ?? null,
    conversationId: values.conversation ?? null,
    reason: values.reason,
  };
  if (values.help) return read;
  if (act !== 'place' && act !== 'lift' && act !== 'list') throw new Error('Say place, lift or list.');
  if (practice === '' || more.length > 0 || (act === 'lift') !== (holdId !== '')) {
    throw new Error('Name the practice, and for lift the hold.');
  }
  if (read.personId !== null && read.conversationId !== null)
    throw new Error('A person or a conversation, not both.');
  return { ...read, act };
}

/** A text of the operator's as one line of a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
}
