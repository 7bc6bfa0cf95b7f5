import type { Migration } from './index.ts';

/** Reading a page of a person's conversations costs the same however many they have. */
export const conversationLists: Migration = {
  version: 13,
  name: 'conversation-lists',
  statements: [
    // The conversation's time, again for each participant: only so can one index hold a person's list in its order.
    `alter table participants add column updated_at timestamptz`,
    `update participants p set updated_at = c.updated_at from conversations c
     where c.practice_id = p.practice_id and c.conversation_id = p.conversation_id`,
    `alter table participants alter column updated_at set not null`,
    `create index participants_by_time on participants (practice_id, person_id, updated_at desc, conversation_id)`,
    `drop index participants_by_person`,
  ],
};
