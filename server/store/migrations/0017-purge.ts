import type { Migration } from './index.ts';

const IS_OF_PRACTICE = `practice_id = current_setting('entrenous.practice', true)`;
const IS_COLLECTING = `current_setting('entrenous.work', true) = 'collect'`;

/** What must not be removed, and what has been. */
export const purge: Migration = {
  version: 17,
  name: 'purge',
  statements: [
    // Of a person's conversations, of one conversation, or of a whole practice. No foreign key: the hold is remembered longer.
    `create table legal_holds (
      practice_id text collate "C" not null references practices,
      hold_id uuid not null,
      person_id text collate "C",
      conversation_id uuid,
      reason bytea not null,
      placed_at timestamptz not null,
      lifted_at timestamptz,
      lift_reason bytea,
      primary key (practice_id, hold_id),
      check (person_id is null or conversation_id is null),
      check ((lifted_at is null) = (lift_reason is null))
    )`,

    // What backups from before still have, and the key-encryption keys that open them.
    `create table purges (
      practice_id text collate "C" not null references practices,
      purge_id uuid not null,
      at timestamptz not null,
      kind text not null check (kind in ('conversations', 'messages', 'files', 'practice')),
      count integer not null check (count > 0),
      kek_versions text[] not null,
      primary key (practice_id, purge_id, kind)
    )`,

    // A practice that was purged stays as a name without anything, because its audit stays.
    `alter table practices add column purged_at timestamptz`,

    `alter table legal_holds enable row level security`,
    `create policy of_practice on legal_holds using (${IS_OF_PRACTICE}) with check (${IS_OF_PRACTICE})`,
    `alter table purges enable row level security`,
    `create policy of_practice on purges using (${IS_OF_PRACTICE}) with check (${IS_OF_PRACTICE})`,
    // Copies of deleted messages do not go while they are held.
    `create policy of_work_select on legal_holds for select using (${IS_COLLECTING})`,
  ],
};
