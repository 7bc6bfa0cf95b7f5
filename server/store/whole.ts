import type { Queryable } from '../ports.ts';

/** What the migrations keep themselves; a restored database has its own. */
const OF_THE_SCHEMA = 'schema_migrations';

/** Rows read and written at once: a few MB at the most, with the longest texts that there may be. */
const BATCH = 100;

/** Makes an open transaction see the database as it is now and to its end, however long that takes, and change nothing. */
export async function holdSnapshot(tx: Queryable): Promise<void> {
  await tx.query(`set transaction isolation level repeatable read, read only`);
  await takeTime(tx);
}

/** Lets an open transaction take as long as the files do that are written or read between its statements. */
export async function takeTime(tx: Queryable): Promise<void> {
  await tx.query(`set local idle_in_transaction_session_timeout = 0`);
  await tx.query(`set local statement_timeout = 0`);
}

/**
 * Every table there is, each after those that its foreign keys name. Read from the database itself: a new table cannot be forgotten.
 * @throws when foreign keys go in a circle
 */
export async function listTables(q: Queryable): Promise<string[]> {
  const tables = await q.query<{ name: string; needs: string[] }>(
    `select t.table_name::text as name, array(
       select r.relname::text from pg_constraint c join pg_class r on r.oid = c.confrelid
       where c.contype = 'f' and c.confrelid <> c.conrelid
         and c.conrelid = format('%I.%I', t.table_schema, t.table_name)::regclass
     ) as needs
     from information_schema.tables t
     where t.table_schema = current_schema() and t.table_type = 'BASE TABLE' and t.table_name <> $1
     order by t.table_name collate "C"`,
    [OF_THE_SCHEMA],
  );
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const next = tables.filter(
      ({ name, needs }) => !ordered.includes(name) && needs.every((other) => ordered.includes(other)),
    );
    if (next.length === 0) throw new Error('The foreign keys of the tables go in a circle.');
    ordered.push(...next.map(({ name }) => name));
  }
  return ordered;
}

/**
 * All rows of a table, each batch as the text of a JSON array that PostgreSQL wrote and {@link insertRows} lets PostgreSQL read:
 * nothing of a row becomes a value of JavaScript in between, so no number and no microsecond is lost.
 */
export async function* readTable(
  tx: Queryable,
  table: string,
): AsyncGenerator<{ rows: string; count: number }> {
  await tx.query(`set local bytea_output = 'hex'`);
  await tx.query(
    `declare whole no scroll cursor for select row_to_json(t)::text as row from ${identifier(table)} t`,
  );
  for (;;) {
    const rows = await tx.query<{ row: string }>(`fetch ${BATCH} from whole`);
    if (rows.length > 0) yield { rows: `[${rows.map(({ row }) => row).join(',')}]`, count: rows.length };
    if (rows.length < BATCH) break;
  }
  await tx.query(`close whole`);
}

/** Puts a batch of {@link readTable} into the same table. @returns how many rows there were */
export async function insertRows(tx: Queryable, table: string, rows: string): Promise<number> {
  const name = identifier(table);
  const [row] = await tx.query<{ count: number }>(
    `with put as (insert into ${name} select * from json_populate_recordset(null::${name}, $1::json) returning 1)
     select count(*)::int as count from put`,
    [rows],
  );
  return row?.count ?? 0;
}

/** Where rows name bytes of the file store. */
const FILE_COLUMNS = [
  ['attachments', 'file_id'],
  ['attachments', 'preview_id'],
  ['retained_files', 'file_id'],
] as const;

const NAMED_FILES = FILE_COLUMNS.map(
  ([table, column]) => `select ${column} as id from ${table} where ${column} is not null`,
).join(' union all ');

/** The bytes that rows name. */
export async function* listNamedFiles(tx: Queryable): AsyncGenerator<string> {
  await tx.query(`declare named no scroll cursor for ${NAMED_FILES}`);
  for (;;) {
    const rows = await tx.query<{ id: string }>(`fetch ${BATCH} from named`);
    for (const { id } of rows) yield id;
    if (rows.length < BATCH) break;
  }
  await tx.query(`close named`);
}

/** Whether a row names these bytes. */
export async function isNamed(q: Queryable, fileId: string): Promise<boolean> {
  const rows = await q.query(`select from (${NAMED_FILES}) named where id = $1 limit 1`, [fileId]);
  return rows.length > 0;
}

/** Lets go what names these bytes, as their deletion has done it elsewhere; a message stays, without the file. */
export async function forgetFile(tx: Queryable, fileId: string, at: Date): Promise<void> {
  await tx.query(`update attachments set preview_id = null where preview_id = $1`, [fileId]);
  await tx.query(
    `with gone as (
       delete from attachments where file_id = $1 returning practice_id, conversation_id, message_id, preview_id
     ), previews as (
       insert into file_removals (practice_id, file_id, due_at)
       select practice_id, preview_id, $2::timestamptz from gone where preview_id is not null
       on conflict (practice_id, file_id) do nothing
     )
     update messages m set files = m.files - 1 from gone g
     where m.practice_id = g.practice_id and m.conversation_id = g.conversation_id and m.message_id = g.message_id`,
    [fileId, at.toISOString()],
  );
  await tx.query(`delete from retained_files where file_id = $1`, [fileId]);
}

/** Keeps everybody else from writing until the transaction ends; they may read. */
export async function lockTables(tx: Queryable, tables: readonly string[]): Promise<void> {
  await tx.query(`lock table ${tables.map(identifier).join(', ')} in exclusive mode`);
}

/** Of these tables the first one that has a row. Probes of keys are in every database that a server has looked at: they do not count. */
export async function firstWithRows(q: Queryable, tables: readonly string[]): Promise<string | undefined> {
  for (const table of tables) {
    if (table === 'vault_probes') continue;
    if ((await q.query(`select from ${identifier(table)} limit 1`)).length > 0) return table;
  }
  return undefined;
}

/** Forgets the probes that an empty database has: those of the backup come in their place. */
export async function dropProbes(tx: Queryable): Promise<void> {
  await tx.query(`delete from vault_probes`);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
