import type { Database, FileStore, KeyEncryptionKeys, Queryable } from '../../ports.ts';
import { keyProbes } from '../../store/keys.ts';
import { requireSchema, SCHEMA_VERSION } from '../../store/migrate.ts';
import { holdSnapshot, isNamed, listNamedFiles, listTables, readTable } from '../../store/whole.ts';
import type { Bytes } from '../../vault/bytes.ts';
import { proveKeys } from '../../vault/probe.ts';
import { pieces } from '../files/streams.ts';
import { makeHead } from './head.ts';
import { encodeRecord, type BackupRecord } from './records.ts';

/** What a backup holds. */
export interface BackupReport {
  rows: number;
  files: number;
  /** Files that were deleted after the backup began and before it came to them. */
  deleted: number;
  /** Files that rows name and that are not there: they were lost before. */
  lost: number;
}

/**
 * Makes a backup of everything: every table as it is at one moment, and every file that these rows name, sealed as a whole. Servers go
 * on meanwhile.
 * @param sink writes the bytes; the backup is whole when it has resolved and this function has, too
 * @param progress called with the number of rows and files so far
 */
export async function makeBackup(
  deps: { database: Database; keys: KeyEncryptionKeys; files: FileStore },
  now: Date,
  sink: (bytes: AsyncIterable<Bytes>) => Promise<void>,
  progress: (done: number) => void = () => undefined,
): Promise<BackupReport> {
  const report: BackupReport = { rows: 0, files: 0, deleted: 0, lost: 0 };
  await deps.database.transaction(async (tx) => {
    await holdSnapshot(tx);
    await requireSchema(tx);
    // A key that is not this database's would make a backup that cannot be restored. A new current key has no probe yet.
    await proveKeys(deps.keys, { ...keyProbes(tx), add: async () => undefined });
    const { key, line } = await makeHead(deps.keys, SCHEMA_VERSION, now);
    await sink(
      (async function* () {
        yield line;
        yield* key.seal(encoded(contents(deps, tx, report, progress)));
      })(),
    );
  });
  return report;
}

async function* encoded(records: AsyncIterable<BackupRecord>): AsyncGenerator<Bytes> {
  for await (const record of records) yield encodeRecord(record);
}

async function* contents(
  { database, files }: { database: Database; files: FileStore },
  tx: Queryable,
  report: BackupReport,
  progress: (done: number) => void,
): AsyncGenerator<BackupRecord> {
  const names = await listTables(tx);
  yield { kind: 'tables', names };
  for (const name of names) {
    yield { kind: 'table', name };
    for await (const { rows, count } of readTable(tx, name)) {
      yield { kind: 'rows', rows };
      report.rows += count;
      progress(report.rows);
    }
  }
  for await (const id of listNamedFiles(tx)) {
    const stored = await files.get(id);
    if (stored) {
      yield { kind: 'file', id };
      for await (const piece of pieces(stored)) yield { kind: 'bytes', bytes: Uint8Array.from(piece) };
      yield { kind: 'file-end' };
      report.files++;
    } else if (await isNamed(database, id)) {
      report.lost++;
    } else {
      // Bytes go only after the rows that name them, so whoever deleted them has been heard by now.
      yield { kind: 'deleted', id };
      report.deleted++;
    }
    progress(report.rows + report.files);
  }
  yield { kind: 'end', rows: report.rows, files: report.files };
}
