import type { Migration } from './index.ts';

/** What a practice keeps of deleted messages: nothing, or a copy under a key of its own until its time is over. */
export const retention: Migration = {
  version: 6,
  name: 'retention',
  statements: [
    `alter table practices
      add column delete_policy text not null default 'erase' check (delete_policy in ('erase', 'seal')),
      add column retention_days integer check (retention_days > 0),
      add constraint practices_seal_for_a_time check (delete_policy = 'erase' or retention_days is not null)`,

    // Wrapped by the key-encryption key itself: neither the practice's key nor a conversation's opens it.
    `create table retention_keys (
      practice_id text collate "C" not null references practices,
      version integer not null,
      kek_version text not null references vault_probes,
      wrapped bytea not null,
      primary key (practice_id, version)
    )`,

    // No route reads these two tables. `keep_until` is decided when the copy is made; the sweep removes what is past it.
    `create table retained_messages (
      practice_id text collate "C" not null,
      conversation_id uuid not null,
      message_id uuid not null,
      body bytea not null,
      keep_until timestamptz not null,
      primary key (practice_id, conversation_id, message_id),
      foreign key (practice_id, conversation_id, message_id) references messages (practice_id, conversation_id, message_id)
    )`,
    `create index retained_messages_by_time on retained_messages (keep_until)`,

    // The bytes stay where they are in the file store; what opens them is sealed anew.
    `create table retained_files (
      practice_id text collate "C" not null,
      conversation_id uuid not null,
      message_id uuid not null,
      attachment_id uuid not null,
      uploader_id text collate "C" not null,
      place smallint not null,
      wrapped_key bytea not null,
      details bytea not null,
      file_id uuid not null,
      primary key (practice_id, attachment_id),
      foreign key (practice_id, conversation_id, message_id) references retained_messages
    )`,
    `create index retained_files_by_message on retained_files (practice_id, conversation_id, message_id)`,
  ],
};
