import type { Migration } from './index.ts';

/**
 * The first schema. Every table of a practice leads with `practice_id`, so that a distributed PostgreSQL can shard by it and no
 * index serves two practices. Ids compare byte by byte (`collate "C"`), as JavaScript compares them. `bytea` columns that
 * are not digests hold what the vault sealed.
 */
export const initial: Migration = {
  version: 1,
  name: 'initial',
  statements: [
    // Proves at every start that the key-encryption keys are the ones that wrapped what is here. Belongs to no practice.
    `create table vault_probes (
      kek_version text primary key,
      wrapped bytea not null
    )`,

    `create table practices (
      practice_id text collate "C" primary key,
      portal_id text not null,
      name bytea not null,
      notice bytea,
      secure_messaging boolean not null default true,
      delete_window bigint check (delete_window >= 0),
      created_at timestamptz not null
    )`,

    `create table practice_keys (
      practice_id text collate "C" not null references practices,
      version integer not null,
      kek_version text not null references vault_probes,
      wrapped bytea not null,
      primary key (practice_id, version)
    )`,

    `create table people (
      practice_id text collate "C" not null references practices,
      person_id text collate "C" not null,
      kind text not null check (kind in ('practitioner', 'client')),
      admin boolean not null,
      active boolean not null,
      name bytea not null,
      email bytea,
      email_digest bytea,
      last_event bigint not null default 0,
      created_at timestamptz not null,
      primary key (practice_id, person_id),
      check (kind = 'practitioner' or not admin)
    )`,
    `create index people_by_email on people (practice_id, email_digest) where email_digest is not null`,

    `create table access_tokens (
      practice_id text collate "C" not null,
      token_digest bytea not null,
      person_id text collate "C" not null,
      expires_at timestamptz not null,
      primary key (practice_id, token_digest),
      foreign key (practice_id, person_id) references people
    )`,
    // A token says nothing, not even its practice: it is looked up by its digest alone.
    `create index access_tokens_by_digest on access_tokens (token_digest)`,
    `create index access_tokens_by_person on access_tokens (practice_id, person_id)`,

    `create table conversations (
      practice_id text collate "C" not null references practices,
      conversation_id uuid not null,
      low_person text collate "C" not null,
      high_person text collate "C" not null,
      last_seq integer not null default 0,
      updated_at timestamptz not null,
      primary key (practice_id, conversation_id),
      unique (practice_id, low_person, high_person),
      check (low_person < high_person),
      foreign key (practice_id, low_person) references people,
      foreign key (practice_id, high_person) references people
    )`,

    `create table conversation_keys (
      practice_id text collate "C" not null,
      conversation_id uuid not null,
      version integer not null,
      wrapped bytea not null,
      primary key (practice_id, conversation_id, version),
      foreign key (practice_id, conversation_id) references conversations
    )`,

    `create table participants (
      practice_id text collate "C" not null,
      conversation_id uuid not null,
      person_id text collate "C" not null,
      opened boolean not null,
      read_seq integer not null default 0,
      delivered_seq integer not null default 0,
      unread integer not null default 0 check (unread >= 0),
      primary key (practice_id, conversation_id, person_id),
      foreign key (practice_id, conversation_id) references conversations,
      foreign key (practice_id, person_id) references people,
      check (delivered_seq >= read_seq)
    )`,
    `create index participants_by_person on participants (practice_id, person_id)`,

    `create table messages (
      practice_id text collate "C" not null,
      conversation_id uuid not null,
      seq integer not null check (seq > 0),
      message_id uuid not null,
      sender_id text collate "C" not null,
      origin text not null check (origin in ('person', 'auto')),
      body bytea,
      sent_at timestamptz not null,
      deleted_at timestamptz,
      primary key (practice_id, conversation_id, seq),
      unique (practice_id, conversation_id, message_id),
      foreign key (practice_id, conversation_id) references conversations,
      check ((body is null) = (deleted_at is not null))
    )`,

    // What happened, as one person is to be told: ids only. What they mean is read, and access checked, when it is sent.
    `create table person_events (
      practice_id text collate "C" not null,
      person_id text collate "C" not null,
      n bigint not null,
      kind text not null,
      conversation_id uuid,
      message_id uuid,
      actor_id text collate "C",
      created_at timestamptz not null,
      primary key (practice_id, person_id, n),
      foreign key (practice_id, person_id) references people
    )`,

    `create table audit (
      practice_id text collate "C" not null,
      audit_id uuid not null,
      at timestamptz not null,
      actor_kind text not null check (actor_kind in ('person', 'portal')),
      actor_id text not null,
      action text not null,
      person_id text collate "C",
      conversation_id uuid,
      message_id uuid,
      primary key (practice_id, audit_id)
    )`,
    `create index audit_by_time on audit (practice_id, at)`,
  ],
};
