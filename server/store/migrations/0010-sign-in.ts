import type { Migration } from './index.ts';

/** Sign-in by e-mail for websites without a log-in of their own, the mails that wait to be sent, and notices of unread messages. */
export const signIn: Migration = {
  version: 10,
  name: 'sign-in',
  statements: [
    `alter table practices
      add column email_sign_in boolean not null default false,
      -- Null: no notices.
      add column notice_seconds integer default 600 check (notice_seconds > 0),
      -- What mails may say of the practice, sealed; null: nothing.
      add column mail_name bytea,
      add column mail_url bytea`,
    `alter table people add column email_notices boolean not null default true`,

    // The last code that was asked for, for every address alike: whether it is anybody's is not looked up here.
    `create table sign_in_codes (
      practice_id text collate "C" not null references practices,
      email_digest bytea not null,
      code_digest bytea not null,
      tries integer not null default 0,
      expires_at timestamptz not null,
      primary key (practice_id, email_digest)
    )`,
    `create index sign_in_codes_by_time on sign_in_codes (expires_at)`,

    `create table sign_in_sessions (
      practice_id text collate "C" not null,
      session_digest bytea not null,
      person_id text collate "C" not null,
      -- The address that the code was sent to: the session ends when it is no longer the person's.
      email_digest bytea not null,
      last_activity timestamptz not null,
      expires_at timestamptz not null,
      primary key (practice_id, session_digest),
      foreign key (practice_id, person_id) references people
    )`,
    // A secret says nothing, not even its practice: it is looked up by its digest alone.
    `create index sign_in_sessions_by_digest on sign_in_sessions (session_digest)`,
    `create index sign_in_sessions_by_person on sign_in_sessions (practice_id, person_id)`,
    `create index sign_in_sessions_by_time on sign_in_sessions (expires_at)`,

    // A token of a session goes with it.
    `alter table access_tokens
      add column session_digest bytea,
      add foreign key (practice_id, session_digest) references sign_in_sessions on delete cascade`,
    `create index access_tokens_by_session on access_tokens (practice_id, session_digest)
      where session_digest is not null`,

    // How often something was done lately, as the time at which all of it would be forgotten. The keys are keyed digests.
    `create table rate_limits (
      practice_id text collate "C" not null references practices,
      kind text not null,
      key_digest bytea not null,
      forgotten_at timestamptz not null,
      primary key (practice_id, kind, key_digest)
    )`,
    `create index rate_limits_by_time on rate_limits (forgotten_at)`,

    // Mails to be sent. Null \`due_at\`: handed over and not to be tried again, until it is known what became of it.
    `create table mail_queue (
      practice_id text collate "C" not null references practices,
      mail_id uuid not null,
      kind text not null check (kind in ('code', 'notice')),
      -- A code goes to whoever has the address, a notice to a person.
      email_digest bytea,
      person_id text collate "C",
      code bytea,
      tries integer not null default 0,
      due_at timestamptz,
      expires_at timestamptz not null,
      primary key (practice_id, mail_id),
      foreign key (practice_id, person_id) references people,
      check ((kind = 'code') = (email_digest is not null and code is not null)),
      check ((kind = 'notice') = (person_id is not null))
    )`,
    `create index mail_queue_by_time on mail_queue (due_at) where due_at is not null`,
    `create index mail_queue_by_end on mail_queue (expires_at)`,
    // A new code makes the mail with the last one worthless.
    `create unique index mail_queue_by_address on mail_queue (practice_id, email_digest) where email_digest is not null`,

    // The last notice that a person got of unread messages, and whether its reminder has gone (2).
    `create table unread_notices (
      practice_id text collate "C" not null,
      person_id text collate "C" not null,
      first_at timestamptz not null,
      count integer not null,
      primary key (practice_id, person_id),
      foreign key (practice_id, person_id) references people
    )`,
    // When they last read something here: whoever has come back since a notice may get another one.
    `alter table participants add column read_at timestamptz`,
    `create index participants_unread on participants (practice_id, person_id) where unread > 0`,
  ],
};
