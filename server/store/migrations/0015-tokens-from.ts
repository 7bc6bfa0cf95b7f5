import type { Migration } from './index.ts';

/** Tokens that a portal signs can be revoked, too: those from before a moment. */
export const tokensFrom: Migration = {
  version: 15,
  name: 'tokens-from',
  statements: [
    // Null: none was revoked.
    `alter table people add column tokens_from timestamptz`,
  ],
};
