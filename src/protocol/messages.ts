import * as v from 'valibot';
import { Id, Instant, Seq, Uuid } from './ids.ts';

/** A file of a message. */
export const Attachment = v.object({
  /** The UUID that the uploader's client made; unique within the practice. */
  id: Uuid,
  name: v.string(),
  /** The media type that its content has. */
  type: v.string(),
  /** Bytes, as they are downloaded. */
  size: v.number(),
  /** There is a small picture of it, this many pixels wide and high. */
  preview: v.optional(v.object({ width: v.number(), height: v.number() })),
});
export type Attachment = v.InferOutput<typeof Attachment>;

/** Whether a person wrote the message or an out-of-office setting sent it. */
export const Origin = v.picklist(['person', 'auto']);

/**
 * A message as a participant sees it. A deleted one is a tombstone: `deletedAt` is set, `text` is empty and
 * `attachments` too; its place, sender and time stay.
 */
export const Message = v.object({
  /** The UUID that the sender's client made; unique within its conversation. */
  id: Uuid,
  seq: Seq,
  senderId: Id,
  text: v.string(),
  attachments: v.array(Attachment),
  sentAt: Instant,
  origin: Origin,
  deletedAt: v.optional(Instant),
});
export type Message = v.InferOutput<typeof Message>;

/**
 * `POST /conversations/{id}/messages`. The same id again, whatever its body, answers 200 and the first message.
 * The text's length and emptiness are the domain's to judge, so that they have codes of their own.
 */
export const SendRequest = v.object({
  id: Uuid,
  text: v.string(),
  attachments: v.optional(v.array(Uuid), []),
});
export type SendRequest = v.InferInput<typeof SendRequest>;

/** How far the other participant has got: seqs, never going back. `delivered` ≥ `read`. */
export const Receipts = v.object({ delivered: Seq, read: Seq });
export type Receipts = v.InferOutput<typeof Receipts>;

/** `GET /conversations/{id}/messages`: a gapless run of messages in the order of `seq`. */
export const MessagesAnswer = v.object({
  messages: v.array(Message),
  hasOlder: v.boolean(),
  hasNewer: v.boolean(),
  /** The conversation's newest seq. */
  seq: Seq,
  /** The seq up to which I have read. */
  read: Seq,
  /** The other participant's marks. */
  receipts: Receipts,
});
export type MessagesAnswer = v.InferOutput<typeof MessagesAnswer>;

/** `PUT /conversations/{id}/read` and `/delivered`: everything up to and with this seq. Never goes back. */
export const MarkRequest = v.object({ seq: Seq });
