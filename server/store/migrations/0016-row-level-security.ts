import type { Migration } from './index.ts';

/** Every table with rows of practices. */
const TABLES = [
  'practices',
  'practice_keys',
  'retention_keys',
  'audit_keys',
  'people',
  'access_tokens',
  'token_activity',
  'storage_keys',
  'conversations',
  'conversation_keys',
  'participants',
  'messages',
  'person_events',
  'attachments',
  'file_removals',
  'retained_messages',
  'retained_files',
  'absences',
  'absence_replies',
  'audit',
  'audit_heads',
  'sign_in_codes',
  'sign_in_sessions',
  'rate_limits',
  'mail_queue',
  'unread_notices',
] as const;

/** What a named work may do with the rows of every practice, by table. */
const WORKS: Readonly<
  Record<
    string,
    Partial<Record<(typeof TABLES)[number], readonly ('select' | 'insert' | 'update' | 'delete')[]>>
  >
> = {
  // Whether there is data at all; the audit keys of practices that are older than these.
  start: { practices: ['select'], audit_keys: ['select', 'insert'] },
  // A secret says nothing, not even its practice.
  identify: {
    access_tokens: ['select'],
    sign_in_sessions: ['select'],
    people: ['select'],
    practices: ['select'],
  },
  // Which mail is next, who is to be told, and what of signing in has had its time.
  mail: {
    mail_queue: ['select', 'update', 'delete'],
    sign_in_codes: ['select', 'delete'],
    sign_in_sessions: ['select', 'delete'],
    rate_limits: ['select', 'delete'],
    practices: ['select'],
    people: ['select'],
    participants: ['select'],
    messages: ['select'],
    unread_notices: ['select'],
  },
  absences: { absences: ['select'] },
  // Copies whose time is over, files that were never sent, bytes that belong to nobody.
  collect: {
    retained_messages: ['select', 'delete'],
    retained_files: ['select', 'delete'],
    attachments: ['select', 'delete'],
    file_removals: ['select', 'insert', 'update', 'delete'],
    // Whose the copies are, for what is held.
    participants: ['select'],
  },
};

// Called for each row, which costs less than a sub-select costs to plan: nearly all statements are of few rows.
const IS_OF_PRACTICE = `practice_id = current_setting('entrenous.practice', true)`;

const COMMANDS = ['select', 'insert', 'update', 'delete'] as const;

/** One policy for each table and command, whatever works have part in it: each policy costs every statement something. */
function policiesFor(table: (typeof TABLES)[number]): string[] {
  return COMMANDS.flatMap((command) => {
    const works = Object.keys(WORKS).filter((work) => WORKS[work]?.[table]?.includes(command));
    if (works.length === 0) return [];
    const rows = command === 'insert' ? 'with check' : 'using';
    return `create policy of_work_${command} on ${table} for ${command}
      ${rows} (current_setting('entrenous.work', true) = any ('{${works.join()}}'))`;
  });
}

/**
 * The second wall: under a role that does not own the tables, a statement sees and changes rows of the practice that its transaction
 * is of, and of no other, whatever it asks for; without one, none. Works that go over all practices have names, and each has what
 * it needs. The owner is not held: it migrates, backs up and verifies.
 */
export const rowLevelSecurity: Migration = {
  version: 16,
  name: 'row-level-security',
  statements: TABLES.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy of_practice on ${table} using (${IS_OF_PRACTICE}) with check (${IS_OF_PRACTICE})`,
    ...policiesFor(table),
  ]),
};
