import type { Migration } from './index.ts';

/** What a page says of a person's activity never makes them less active than it has said before. */
export const activitySaid: Migration = {
  version: 12,
  name: 'activity-said',
  statements: [
    // A token begins as if its person were active; the page's first word may say that they were not.
    `alter table token_activity add column said boolean not null default false`,
  ],
};
