import type { Database, FileStore, KeyEncryptionKeys, Queryable } from '../../ports.ts';
import { keyProbes } from '../../store/keys.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from '../../store/migrate.ts';
import {
  dropProbes,
  firstWithRows,
  forgetFile,
  insertRows,
  listTables,
  lockTables,
  takeTime,
} from '../../store/whole.ts';
import { VaultError } from '../../vault/errors.ts';
import { proveKeys } from '../../vault/probe.ts';
import { BackupError, openHead, readHead } from './head.ts';
import { decodeRecords, type BackupRecord } from './records.ts';

/** What has been restored. */
export interface RestoreReport {
  /** When the backup was made. */
  at: string;
  rows: number;
  files: number;
  /** Files that were deleted while the backup was made: what named them was let go. */
  deleted: number;
}

/** What happens around the files, for whoever has to know when this was killed. */
export interface RestoreSteps {
  /** Called when the target was found empty, before the first file is put. */
  begin?(): void;
  /** Called when every row and file is in its place, before the rows are committed. */
  end?(): void;
}

/**
 * Restores a backup into an empty database and an empty file store. The rows are one transaction, committed after the last file lies
 * in its place and the last byte was proved: until then the database is empty, and when anything fails the files are removed.
 * @param files an empty store, or what a restore that was killed has left in it
 * @param progress called with the number of rows and files so far
 * @throws {BackupError} when the backup cannot be restored here; nothing was changed then but the schema's version
 */
export async function restoreBackup(
  deps: { database: Database; keys: KeyEncryptionKeys; files: FileStore },
  now: Date,
  bytes: AsyncIterable<Uint8Array>,
  progress: (done: number) => void = () => undefined,
  steps: RestoreSteps = {},
): Promise<RestoreReport> {
  const { database, keys, files } = deps;
  const { head, rest } = await readHead(bytes);
  try {
    const key = await openHead(keys, head);
    // After the key: what the head says is proved by then.
    if (head.schema !== SCHEMA_VERSION) throw new BackupError(otherRelease(head.schema));
    if ((await schemaVersion(database)) > 0) await requireEmpty(database, await listTables(database));
    // The backup brings the probes of its keys with it.
    await migrate(database, now, async () => undefined);
    const report: RestoreReport = { at: head.at, rows: 0, files: 0, deleted: 0 };
    let begun = false;
    try {
      await database.transaction(async (tx) => {
        await takeTime(tx);
        const tables = await listTables(tx);
        await lockTables(tx, tables);
        await requireEmpty(tx, tables);
        begun = true;
        steps.begin?.();
        await dropProbes(tx);
        const records = decodeRecords(key.open(rest));
        await putContents(tx, files, tables, records, report, now, progress);
        await proveKeys(keys, keyProbes(tx));
        steps.end?.();
      });
    } catch (error) {
      if (begun) await clearFiles(database, files);
      throw error;
    }
    return report;
  } catch (error) {
    throw error instanceof VaultError && error.code === 'cannot-open' ? new BackupError(DAMAGED) : error;
  } finally {
    await rest.return(undefined);
  }
}

/** Removes what was put, unless the rows that name it are there after all: a commit whose answer was lost may have happened. */
async function clearFiles(database: Database, files: FileStore): Promise<void> {
  const committed = await firstWithRows(database, await listTables(database));
  if (committed === undefined) for await (const id of files.list()) await files.delete(id);
}

async function requireEmpty(q: Queryable, tables: readonly string[]): Promise<void> {
  const table = await firstWithRows(q, tables);
  if (table === undefined) return;
  throw new BackupError(
    `The database is not empty (${table} has rows). A backup is restored into an empty one only; nothing was changed.`,
  );
}

async function putContents(
  tx: Queryable,
  files: FileStore,
  tables: readonly string[],
  records: AsyncGenerator<BackupRecord>,
  report: RestoreReport,
  now: Date,
  progress: (done: number) => void,
): Promise<void> {
  const known = await take(records);
  if (known?.kind !== 'tables') throw new VaultError('cannot-open');
  requireSameTables(known.names, tables);
  let table: string | undefined;
  for (let record = await take(records); record; record = await take(records)) {
    switch (record.kind) {
      case 'table':
        if (!tables.includes(record.name)) throw new VaultError('cannot-open');
        table = record.name;
        break;
      case 'rows':
        if (table === undefined) throw new VaultError('cannot-open');
        report.rows += await insertRows(tx, table, record.rows);
        break;
      case 'file':
        // What a restore that was killed has left under this name.
        await files.delete(record.id);
        await putFile(files, record.id, bytesOf(records));
        report.files++;
        break;
      case 'deleted':
        await forgetFile(tx, record.id, now);
        report.deleted++;
        break;
      case 'end':
        if (record.rows !== report.rows || record.files !== report.files) throw new VaultError('cannot-open');
        // Reads on to the last chunk: only that proves that nothing was cut off.
        if (await take(records)) throw new VaultError('cannot-open');
        return;
      case 'tables':
      case 'bytes':
      case 'file-end':
        throw new VaultError('cannot-open');
    }
    progress(report.rows + report.files);
  }
  throw new VaultError('cannot-open');
}

async function putFile(files: FileStore, id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await files.put(id, bytes);
  } catch (error) {
    // A half of it is in no list of the store's.
    await files.delete(id);
    throw error;
  }
}

async function* bytesOf(records: AsyncGenerator<BackupRecord>): AsyncGenerator<Uint8Array> {
  for (let record = await take(records); ; record = await take(records)) {
    if (record?.kind === 'file-end') return;
    if (record?.kind !== 'bytes') throw new VaultError('cannot-open');
    yield record.bytes;
  }
}

async function take(records: AsyncGenerator<BackupRecord>): Promise<BackupRecord | undefined> {
  const next = await records.next();
  return next.done === true ? undefined : next.value;
}

function requireSameTables(inBackup: readonly string[], here: readonly string[]): void {
  const other = [
    ...inBackup.filter((name) => !here.includes(name)),
    ...here.filter((name) => !inBackup.includes(name)),
  ];
  if (other.length === 0) return;
  throw new BackupError(
    `The backup and this database do not have the same tables (${other.join(', ')}): Entrenous needs a schema of its own. Nothing was restored.`,
  );
}

function otherRelease(version: number): string {
  return (
    `The backup has schema version ${version}; this release has ${SCHEMA_VERSION}. Restore it with the release that made it, ` +
    `then ${version < SCHEMA_VERSION ? 'upgrade' : 'go on with that one'}.`
  );
}

const DAMAGED = 'The backup is damaged: it was cut or changed after it was made. Nothing was restored.';
