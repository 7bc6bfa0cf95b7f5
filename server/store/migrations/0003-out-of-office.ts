import type { Migration } from './index.ts';

/** When members are away, and whom they have answered automatically. */
export const outOfOffice: Migration = {
  version: 3,
  name: 'out-of-office',
  statements: [
    // `revision` changes with every edit: who was answered under an earlier one is answered again.
    `create table absences (
      practice_id text collate "C" not null,
      absence_id uuid not null,
      person_id text collate "C" not null,
      revision uuid not null,
      message bytea not null,
      starts_at timestamptz not null,
      ends_at timestamptz,
      time_zone text not null,
      every_hours integer not null check (every_hours >= 0),
      primary key (practice_id, absence_id),
      foreign key (practice_id, person_id) references people,
      check (starts_at < ends_at)
    )`,
    `create index absences_by_person on absences (practice_id, person_id, starts_at)`,

    // The "already answered" row: written in the transaction of the reply, under the conversation's lock.
    `create table absence_replies (
      practice_id text collate "C" not null,
      absence_id uuid not null,
      conversation_id uuid not null,
      revision uuid not null,
      replied_at timestamptz not null,
      primary key (practice_id, absence_id, conversation_id),
      foreign key (practice_id, absence_id) references absences on delete cascade,
      foreign key (practice_id, conversation_id) references conversations
    )`,
  ],
};
