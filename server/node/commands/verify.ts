import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { verifyAudit, type AuditAnchor } from '../../domain/audit/verify.ts';
import { verifyContent } from '../../domain/integrity/verify-content.ts';
import { isPurged } from '../../store/purge-practice.ts';
import { requireSchema } from '../../store/migrate.ts';
import { countWrapped, listPracticeIds } from '../../store/wrapped-keys.ts';
import { StartupError } from '../startup-error.ts';
import { sayKeys } from './purge.ts';
import { progress, runCommand, type Output, type Workplace } from './open.ts';

const HELP = `Looks whether the stored data is whole: the keys, the audit, and everything that is sealed.

  entrenous verify [options]

  --audit-only          only the keys and the audit; not every text and file
  --anchors <file>      the ends of the audit's chains as an earlier look has noted them: finds out whether the newest
                        entries were taken away
  --note-anchors <file> notes the ends of the chains there when nothing was found. Keep the file where nobody can write who can
                        change the database
  --help                this text

Exit code: 0 all is whole, 1 something is not, or it could not be looked at.
`;

const Anchors = v.array(
  v.object({ practiceId: v.string(), chain: v.string(), n: v.number(), mac: v.string() }),
);

/** `entrenous verify`. @returns the exit code */
export function verifyCommand(
  args: readonly string[],
  ...run: [env?: NodeJS.ProcessEnv, output?: Parameters<typeof runCommand>[2]]
): Promise<number> {
  const [, output] = run;
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    const said = `${error instanceof Error ? error.message : String(error)}\nTry --help.\n`;
    if (output) output.err(said);
    else process.stderr.write(said);
    return Promise.resolve(1);
  }
  if (options.help) {
    if (output) output.out(HELP);
    else process.stdout.write(HELP);
    return Promise.resolve(0);
  }
  return runCommand(
    async (place, { out, err }) => {
      await requireSchema(place.database);
      const known = options.anchors === undefined ? [] : readAnchors(options.anchors);
      const { findings, anchors } = await look(place, { out, err }, known, options.auditOnly);
      if (findings > 0) {
        out(`${findings} findings. What was found stays as it is: nothing was changed.\n`);
        return 1;
      }
      if (options.noteAnchors !== undefined) {
        writeFileSync(options.noteAnchors, `${JSON.stringify(anchors, null, 2)}\n`, { mode: 0o600 });
      }
      out('All is whole.\n');
      return 0;
    },
    ...run,
  );
}

/**
 * Looks at everything, and says what it finds as it finds it.
 * @param known the ends of the audit's chains as an earlier look has noted them
 */
export async function look(
  place: Workplace,
  { out, err }: Output,
  known: readonly AuditAnchor[] = [],
  auditOnly = false,
): Promise<{ findings: number; anchors: AuditAnchor[] }> {
  const anchors: AuditAnchor[] = [];
  let findings = 0;
  const find = (line: string) => {
    findings++;
    out(`✗ ${line}\n`);
  };
  const shown = progress({ out, err }, 'Looked at');
  for (const practiceId of await listPracticeIds(place.database)) {
    // Of a practice that was purged nothing is left but its audit.
    if (!auditOnly && !(await isPurged(place.database, practiceId))) {
      const content = await verifyContent(place, practiceId, shown);
      for (const { field, row, what } of content.findings) {
        find(`${practiceId}: ${field} ${row} ${what === 'missing' ? 'is missing' : 'does not open'}`);
      }
      out(`${practiceId}: ${content.values} sealed values and ${content.files} files were opened.\n`);
    }
    const audit = await verifyAudit(place, practiceId, known, shown);
    for (const { chain, n, what } of audit.findings) {
      find(`${practiceId}: audit ${chain ?? ''}${n === undefined ? '' : ` entry ${n}`}: ${WORDS[what]}`);
    }
    out(
      `${practiceId}: ${audit.entries} audit entries in ${audit.chains} chains were looked at` +
        `${audit.unchained > 0 ? `; ${audit.unchained} older ones have no chain` : ''}.\n`,
    );
    anchors.push(...audit.anchors);
  }
  for (const { kekVersion, keys } of await countWrapped(place.database)) {
    out(
      `Key ${kekVersion} wraps ${keys} keys${kekVersion === place.keys.current ? ', and new ones' : ''}.\n`,
    );
  }
  await sayKeys(place, { out, err });
  return { findings, anchors };
}

interface Options {
  help: boolean;
  auditOnly: boolean;
  anchors: string | undefined;
  noteAnchors: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      'audit-only': { type: 'boolean', default: false },
      anchors: { type: 'string' },
      'note-anchors': { type: 'string' },
    },
  });
  return {
    help: values.help,
    auditOnly: values['audit-only'],
    anchors: values.anchors,
    noteAnchors: values['note-anchors'],
  };
}

function readAnchors(file: string): AuditAnchor[] {
  try {
    return v.parse(Anchors, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartupError(`${file} is no file that --note-anchors has written, or cannot be read.`);
  }
}

const WORDS = {
  changed: 'it is not as it was written',
  gap: 'it is missing',
  cut: 'it and all after it are missing',
  beginning: 'the first ones are missing',
  headless: 'there are entries of a chain that has no end',
  anchor: 'it is not what was noted, or missing',
} as const;
