import type { Migration } from './index.ts';

/** Others learn of an absence when it begins, not before. */
export const absencesBegin: Migration = {
  version: 11,
  name: 'absences-begin',
  statements: [
    // What others have been told: nothing yet, that it has begun, that it is over.
    `alter table absences add column told text check (told in ('begun', 'over'))`,
    // Those that run were told ahead.
    `update absences set told = case when ends_at <= now() then 'over' else 'begun' end where starts_at <= now()`,
    // What is due next, over all practices.
    `create index absences_to_begin on absences (starts_at) where told is null`,
    `create index absences_to_end on absences (ends_at) where told is distinct from 'over'`,
  ],
};
