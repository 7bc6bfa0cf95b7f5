import type { Migration } from './index.ts';

/** A practice may say itself which websites reach it. */
export const practiceOrigins: Migration = {
  version: 18,
  name: 'practice-origins',
  statements: [
    // Null: those of the whole server. Not sealed: they are addresses of websites, and a preflight is answered by all of them.
    `alter table practices add column allowed_origins text[]`,
    `create index practices_by_origin on practices using gin (allowed_origins) where allowed_origins is not null`,
  ],
};
