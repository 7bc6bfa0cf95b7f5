import type { MessageRow } from '../../store/messages.ts';
import { fileKeyPlace } from '../../vault/files.ts';
import type { Place } from '../../vault/place.ts';
import { conversationKeyPlace } from '../../vault/vault.ts';
import { absencePlace } from '../absences.ts';
import { detailsPlace } from '../files/details.ts';
import { codePlace } from '../mail/letters.ts';
import { personPlace } from '../people.ts';
import { holdPlace } from '../purge/holds.ts';
import { practicePlace } from '../practice.ts';
import { retainedFilePlace, retainedPlace } from '../retention.ts';
import { storageKeyPlace } from '../storage-key.ts';
import { messagePlace } from '../views.ts';

/** What names and places a row; of it, what the field reads. */
export interface SealedRow extends MessageRow {
  person_id: string;
  personId: string;
  conversation_id: string;
  version: number;
  attachment_id: string;
  uploaderId: string;
  place: number;
  absence_id: string;
  revision: string;
  mail_id: string;
  hold_id: string;
  sealed: Uint8Array;
}

/** A column that the vault seals: how its rows are read one after the other, and where each value belongs. */
export interface SealedField {
  table: string;
  column: string;
  /** Which of the practice's keys opens it. */
  under: 'practice' | 'conversation' | 'retention';
  /** What names a row within its practice, in an order that an index has. */
  key: readonly string[];
  /** What else the place is made of, as SQL. */
  also?: string;
  /** SQL that joins what is not in the table. */
  join?: string;
  place(practiceId: string, row: SealedRow): Place;
}

const MESSAGE = `t.conversation_id as "conversationId", t.message_id as "messageId", m.seq, m.sender_id as "senderId",
  m.origin, m.sent_at as "sentAt", m.deleted_at as "deletedAt", m.files`;
const OF_MESSAGE = `join messages m on m.practice_id = t.practice_id and m.conversation_id = t.conversation_id
  and m.message_id = t.message_id`;

/** Every sealed column of the database; a test compares the list with the schema. */
export const SEALED_FIELDS: readonly SealedField[] = [
  ...(['name', 'notice', 'mail_name', 'mail_url'] as const).map((column): SealedField => ({
    table: 'practices',
    column,
    under: 'practice',
    key: [],
    place: (practiceId) => practicePlace(practiceId, column),
  })),
  ...(['name', 'email'] as const).map((column): SealedField => ({
    table: 'people',
    column,
    under: 'practice',
    key: ['person_id'],
    place: (practiceId, row) => personPlace(practiceId, row.person_id, column),
  })),
  {
    table: 'conversation_keys',
    column: 'wrapped',
    under: 'practice',
    key: ['conversation_id', 'version'],
    place: (practiceId, row) => conversationKeyPlace(practiceId, row.conversation_id, row.version),
  },
  {
    table: 'messages',
    column: 'body',
    under: 'conversation',
    key: ['conversation_id', 'seq'],
    also: MESSAGE,
    join: OF_MESSAGE,
    place: (practiceId, row) => messagePlace(practiceId, row),
  },
  {
    table: 'attachments',
    column: 'wrapped_key',
    under: 'practice',
    key: ['attachment_id'],
    place: (practiceId, row) => fileKeyPlace(practiceId, row.attachment_id),
  },
  {
    table: 'attachments',
    column: 'details',
    under: 'practice',
    key: ['attachment_id'],
    also: 't.uploader_id as "uploaderId"',
    place: (practiceId, row) =>
      detailsPlace(practiceId, { attachmentId: row.attachment_id, uploaderId: row.uploaderId }),
  },
  {
    table: 'absences',
    column: 'message',
    under: 'practice',
    key: ['absence_id'],
    also: 't.revision, t.person_id as "personId"',
    place: (practiceId, row) =>
      absencePlace(practiceId, {
        absenceId: row.absence_id,
        revision: row.revision,
        personId: row.personId,
      }),
  },
  {
    table: 'storage_keys',
    column: 'sealed',
    under: 'practice',
    key: ['person_id'],
    place: (practiceId, row) => storageKeyPlace(practiceId, row.person_id),
  },
  {
    table: 'mail_queue',
    column: 'code',
    under: 'practice',
    key: ['mail_id'],
    place: (practiceId, row) => codePlace(practiceId, row.mail_id),
  },
  ...(['reason', 'lift_reason'] as const).map((column): SealedField => ({
    table: 'legal_holds',
    column,
    under: 'practice',
    key: ['hold_id'],
    place: (practiceId, row) => holdPlace(practiceId, row.hold_id, column),
  })),
  {
    table: 'retained_messages',
    column: 'body',
    under: 'retention',
    key: ['conversation_id', 'message_id'],
    also: MESSAGE,
    join: OF_MESSAGE,
    place: (practiceId, row) => retainedPlace(practiceId, row),
  },
  ...(['wrapped_key', 'details'] as const).map((column): SealedField => ({
    table: 'retained_files',
    column,
    under: 'retention',
    key: ['attachment_id'],
    also: `t.conversation_id as "conversationId", t.message_id as "messageId", t.uploader_id as "uploaderId", t.place`,
    place: (practiceId, row) =>
      retainedFilePlace(
        practiceId,
        { conversationId: row.conversationId, messageId: row.messageId },
        { attachmentId: row.attachment_id, uploaderId: row.uploaderId, place: row.place },
        column,
      ),
  })),
];
