import type { Queryable } from '../ports.ts';

const READ = 'select';
const ADD = 'select, insert';
const CHANGE = 'select, insert, update';
const ALL = 'select, insert, update, delete';

/**
 * What the role that servers work under may do, by table; everything else it may not. Nobody's keys, words or audit are deleted or
 * emptied by it, and the audit is added to and never changed.
 */
export const APPLICATION_RIGHTS: Readonly<Record<string, string>> = {
  schema_migrations: READ,
  vault_probes: ADD,
  practices: CHANGE,
  practice_keys: ADD,
  retention_keys: ADD,
  audit_keys: ADD,
  people: CHANGE,
  access_tokens: 'select, insert, delete',
  token_activity: ALL,
  storage_keys: 'select, insert, delete',
  conversations: CHANGE,
  conversation_keys: ADD,
  participants: CHANGE,
  messages: CHANGE,
  person_events: 'select, insert, delete',
  attachments: ALL,
  file_removals: ALL,
  retained_messages: 'select, insert, delete',
  retained_files: 'select, insert, delete',
  absences: ALL,
  absence_replies: CHANGE,
  audit: ADD,
  // Where a chain ends, but not where it begins.
  audit_heads: 'select, insert, update (n, mac)',
  sign_in_codes: ALL,
  sign_in_sessions: ALL,
  rate_limits: ALL,
  mail_queue: ALL,
  unread_notices: CHANGE,
  legal_holds: READ,
  // The operator's.
  purges: '',
};

/** Gives a role the application's rights on the tables, and takes every other right on them from it. For the tables' owner. */
export async function grantApplication(tx: Queryable, role: string): Promise<void> {
  const [{ name, schema } = { name: '', schema: '' }] = await tx.query<{ name: string; schema: string }>(
    `select quote_ident($1) as name, quote_ident(current_schema()) as schema`,
    [role],
  );
  await tx.query(`grant usage on schema ${schema} to ${name}`);
  await tx.query(`revoke all on all tables in schema ${schema} from ${name}`);
  for (const [table, rights] of Object.entries(APPLICATION_RIGHTS)) {
    if (rights !== '') await tx.query(`grant ${rights} on ${table} to ${name}`);
  }
}
