import type { Migration } from './index.ts';

/** The practice's guidelines have versions, so that who has put one aside sees the next one. */
export const notice: Migration = {
  version: 4,
  name: 'notice',
  statements: [
    `alter table practices add column notice_revision integer not null default 0`,
    `alter table people add column notice_dismissed integer not null default 0`,
  ],
};
