import type { RecordPerson } from './messages.ts';

/** What a record says before its messages. */
export interface RecordHead {
  conversationId: string;
  practice: { id: string; name: string };
  /** In the order of their ids. */
  participants: readonly RecordPerson[];
  messageCount: number;
  exportedAt: Date;
  exportedBy: RecordPerson;
  timeZone: string;
}
