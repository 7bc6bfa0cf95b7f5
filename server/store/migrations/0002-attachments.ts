import type { Migration } from './index.ts';

/** Files: what is known of them, sealed, and which bytes of the file store are to go. */
export const attachments: Migration = {
  version: 2,
  name: 'attachments',
  statements: [
    // How many files a message has: only those that have some are looked for.
    `alter table messages add column files smallint not null default 0 check (files >= 0)`,

    `create table attachments (
      practice_id text collate "C" not null,
      attachment_id uuid not null,
      uploader_id text collate "C" not null,
      -- The key of its bytes, and its name, type and sizes.
      wrapped_key bytea not null,
      details bytea not null,
      file_id uuid not null,
      preview_id uuid,
      size bigint not null check (size > 0),
      created_at timestamptz not null,
      -- The message that carries it; null until that is sent.
      conversation_id uuid,
      message_id uuid,
      place smallint,
      primary key (practice_id, attachment_id),
      foreign key (practice_id, uploader_id) references people,
      foreign key (practice_id, conversation_id, message_id) references messages (practice_id, conversation_id, message_id),
      check ((conversation_id is null) = (message_id is null) and (message_id is null) = (place is null))
    )`,
    `create index attachments_by_message on attachments (practice_id, conversation_id, message_id) where message_id is not null`,
    `create index attachments_unsent on attachments (practice_id, uploader_id) where message_id is null`,
    `create index attachments_forgotten on attachments (created_at) where message_id is null`,

    // Bytes that belong to nobody once their time has come: written before the first byte is, and whenever a row goes.
    `create table file_removals (
      practice_id text collate "C" not null,
      file_id uuid not null,
      due_at timestamptz not null,
      primary key (practice_id, file_id)
    )`,
    `create index file_removals_by_time on file_removals (due_at)`,

    `alter table audit add column attachment_id uuid`,
  ],
};
