import type { Migration } from './index.ts';

/** The automatic lock, and the keys under which browsers keep what a person has written and not sent. */
export const idleAndKept: Migration = {
  version: 5,
  name: 'idle-and-kept',
  statements: [
    `alter table practices add column idle_seconds integer not null default 900 check (idle_seconds > 0)`,

    // When somebody last did something with a token, of either kind. A token that has no row was not used yet.
    `create table token_activity (
      practice_id text collate "C" not null,
      token_digest bytea not null,
      person_id text collate "C" not null,
      last_activity timestamptz not null,
      expires_at timestamptz not null,
      primary key (practice_id, token_digest),
      foreign key (practice_id, person_id) references people
    )`,
    `create index token_activity_by_person on token_activity (practice_id, person_id)`,

    `create table storage_keys (
      practice_id text collate "C" not null,
      person_id text collate "C" not null,
      sealed bytea not null,
      created_at timestamptz not null,
      primary key (practice_id, person_id),
      foreign key (practice_id, person_id) references people
    )`,
  ],
};
