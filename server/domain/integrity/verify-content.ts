import type { Database, FileStore } from '../../ports.ts';
import { listFiles } from '../../store/attachments.ts';
import { listSealed } from '../../store/sealed-rows.ts';
import { listWrapped } from '../../store/wrapped-keys.ts';
import { VaultError } from '../../vault/errors.ts';
import { openFileKey } from '../../vault/files.ts';
import type { SealingKey } from '../../vault/keys.ts';
import { WRAPPED_KINDS, type Vault } from '../../vault/vault.ts';
import { pieces } from '../files/streams.ts';
import { SEALED_FIELDS, type SealedField, type SealedRow } from './sealed-fields.ts';

/** Values read at once. */
const BATCH = 500;

/** Something sealed that does not open where it lies, or is not there. Never what it says. */
export interface ContentFinding {
  practiceId: string;
  /** The table and column, or `file`. */
  field: string;
  /** What names the row within its practice. */
  row: string;
  what: 'cannot-open' | 'missing';
}

/** What a look at a practice's content has found. */
export interface ContentReport {
  values: number;
  files: number;
  findings: ContentFinding[];
}

/**
 * Opens everything that is sealed in a practice: keys, names, texts, and, with a file store, every byte of its files. Finds what was
 * changed, moved, cut or lost. Costs what reading everything costs.
 * @param looked called with the number of values and files as it grows
 */
export async function verifyContent(
  deps: { database: Database; vault: Vault; files?: FileStore | undefined },
  practiceId: string,
  looked: (opened: number) => void = () => undefined,
): Promise<ContentReport> {
  const report: ContentReport = { values: 0, files: 0, findings: [] };
  const find = (field: string, row: string, what: ContentFinding['what'] = 'cannot-open') =>
    report.findings.push({ practiceId, field, row, what });
  const count = (kind: 'values' | 'files') => {
    report[kind]++;
    looked(report.values + report.files);
  };

  for (const kind of WRAPPED_KINDS) {
    for (const row of await listWrapped(deps.database, kind, { practiceId }, BATCH)) {
      if (!(await deps.vault.opens(kind, practiceId, row))) find(`${kind}_keys.wrapped`, String(row.version));
      count('values');
    }
  }
  for (const field of SEALED_FIELDS) {
    for await (const row of rowsOf(deps.database, field, practiceId)) {
      const opens = await openable(async () => {
        const key = await keyFor(deps.vault, field, practiceId, row);
        await key.openBytes(field.place(practiceId, row), row.sealed);
      });
      if (!opens) find(`${field.table}.${field.column}`, keyOf(field, row).join('/'));
      count('values');
    }
  }
  if (deps.files) await verifyFiles({ ...deps, files: deps.files }, practiceId, find, () => count('files'));
  return report;
}

async function* rowsOf(
  database: Database,
  field: SealedField,
  practiceId: string,
): AsyncGenerator<SealedRow> {
  let after: readonly unknown[] | undefined;
  for (;;) {
    const rows = await listSealed<SealedRow>(database, field, practiceId, after, BATCH);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = keyOf(field, last);
  }
}

function keyFor(vault: Vault, field: SealedField, practiceId: string, row: SealedRow): Promise<SealingKey> {
  if (field.under === 'practice') return vault.practice(practiceId);
  if (field.under === 'retention') return vault.retention(practiceId);
  return vault.conversation(practiceId, row.conversation_id);
}

function keyOf(field: SealedField, row: SealedRow): unknown[] {
  return field.key.map((name) => (row as unknown as Record<string, unknown>)[name]);
}

async function verifyFiles(
  deps: { database: Database; vault: Vault; files: FileStore },
  practiceId: string,
  find: (field: string, row: string, what?: ContentFinding['what']) => void,
  count: () => void,
): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const rows = await listFiles(deps.database, practiceId, after, BATCH);
    for (const row of rows) {
      for (const [part, id] of [
        ['file', row.fileId],
        ['preview', row.previewId],
      ] as const) {
        if (id === null) continue;
        const stored = await deps.files.get(id);
        const read = async () => {
          const practice = await deps.vault.practice(practiceId);
          const key = await openFileKey(practice, practiceId, row.attachmentId, row.wrappedKey);
          if (stored) for await (const _ of key.open(part, pieces(stored)));
        };
        if (!stored) find(part, row.attachmentId, 'missing');
        else if (!(await openable(read))) find(part, row.attachmentId);
        count();
      }
    }
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.attachmentId;
  }
}

async function openable(open: () => Promise<void>): Promise<boolean> {
  try {
    await open();
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}
