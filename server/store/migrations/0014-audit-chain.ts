import type { Migration } from './index.ts';

/** The audit says more (from where, with what outcome, how much), is chained, and nobody changes it afterwards. */
export const auditChain: Migration = {
  version: 14,
  name: 'audit-chain',
  statements: [
    // Wrapped by the key-encryption key itself: the audit outlives the keys of what it speaks of.
    `create table audit_keys (
      practice_id text collate "C" not null references practices,
      version integer not null,
      kek_version text not null references vault_probes,
      wrapped bytea not null,
      primary key (practice_id, version)
    )`,

    // One chain for each actor of a practice, so that only an actor's own acts wait for each other. Its last entry, and where it
    // begins when entries have been removed in their time.
    `create table audit_heads (
      practice_id text collate "C" not null,
      actor_kind text not null,
      actor_id text collate "C" not null,
      n bigint not null check (n >= 0),
      mac bytea not null,
      floor_n bigint not null default 0 check (floor_n >= 0),
      floor_mac bytea,
      floor_seal bytea,
      primary key (practice_id, actor_kind, actor_id),
      check (floor_n <= n),
      check ((floor_n = 0) = (floor_mac is null) and (floor_mac is null) = (floor_seal is null))
    )`,

    // Entries without a number were written before there were chains.
    `alter table audit
      drop constraint audit_actor_kind_check,
      add constraint audit_actor_kind_check check (actor_kind in ('person', 'portal', 'operator', 'system')),
      alter column actor_id type text collate "C",
      add column n bigint check (n > 0),
      add column mac bytea,
      add column outcome text not null default 'done' check (outcome in ('done', 'refused')),
      add column address text,
      add column from_seq integer,
      add column to_seq integer,
      add column count integer check (count >= 0),
      add constraint audit_chained check ((n is null) = (mac is null)),
      add constraint audit_chain unique (practice_id, actor_kind, actor_id, n)`,
    `create index audit_by_person on audit (practice_id, person_id, at) where person_id is not null`,
    `drop index audit_by_time`,
    `create index audit_by_time on audit (practice_id, at, audit_id)`,

    // A wall for our own mistakes; for others there are the chain and the rights of the application's role.
    `create function audit_is_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('entrenous.audit_purge', true) = 'on' then return old; end if;
        raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
      end $$`,
    `create trigger audit_append_only before update or delete on audit
      for each row execute function audit_is_append_only()`,
    `create trigger audit_not_emptied before truncate on audit
      for each statement execute function audit_is_append_only()`,
  ],
};
