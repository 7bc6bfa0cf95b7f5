import * as v from 'valibot';
import { Id, Instant, Seq, Uuid } from './ids.ts';
import { Message, Receipts } from './messages.ts';
import { Person, Query } from './people.ts';

/** The one conversation of a pair of people, as one of them sees it. */
export const Conversation = v.object({
  id: Uuid,
  with: Person,
  /** The newest message, its text cut to an excerpt; `null` while nobody has written. */
  last: v.nullable(Message),
  /** Messages to me after the one up to which I have read, tombstones not counted. */
  unread: v.number(),
  /** When the newest message was sent, or the conversation was opened. Lists are ordered by it. */
  updatedAt: Instant,
  /** The newest message's seq; 0 while nobody has written. */
  seq: Seq,
  /** The seq up to which I have read. */
  read: Seq,
  /** The other participant's marks. */
  receipts: Receipts,
});
export type Conversation = v.InferOutput<typeof Conversation>;

/** `GET /conversations?cursor&limit`: newest first. */
export const ConversationsAnswer = v.object({
  conversations: v.array(Conversation),
  next: v.optional(v.string()),
});
export type ConversationsAnswer = v.InferOutput<typeof ConversationsAnswer>;

/** `POST /conversations`: the one conversation with this person (201 if new, 200 if it was there). */
export const OpenConversationRequest = v.object({ personId: Id });

/**
 * `POST /search`: my conversations by the other's name, then by a message that has all words, in its text or the names of its files.
 * A conversation may come twice: by name, and at a place in it.
 */
export const SearchRequest = v.object({ q: Query, cursor: v.optional(v.string()) });

/** One found conversation and what matched in it. */
export const SearchHit = v.object({
  conversation: Conversation,
  match: v.picklist(['name', 'message']),
  /** The newest matching message, when `match` is `message`. */
  messageId: v.optional(Uuid),
  seq: v.optional(Seq),
  /** A piece of the matching text around the first match; the names of files stand in lines below the text. */
  snippet: v.optional(v.string()),
  /** Where the query stands in the snippet or name: start and end in UTF-16 code units. */
  ranges: v.optional(v.array(v.tuple([v.number(), v.number()]))),
});
export type SearchHit = v.InferOutput<typeof SearchHit>;

export const SearchAnswer = v.object({ hits: v.array(SearchHit), next: v.optional(v.string()) });
export type SearchAnswer = v.InferOutput<typeof SearchAnswer>;

/** What a conversation is exported as: to read and print, to keep and verify, or FHIR R4. */
export const RecordFormat = v.picklist(['html', 'json', 'fhir']);
export type RecordFormat = v.InferOutput<typeof RecordFormat>;

/**
 * `POST /conversations/{id}/export`: the whole conversation as one file, for a practitioner who takes part in it. `timeZone` is the IANA
 * zone of the times in it.
 */
export const ExportRequest = v.object({
  format: RecordFormat,
  timeZone: v.pipe(v.string(), v.maxLength(64)),
});
export type ExportRequest = v.InferOutput<typeof ExportRequest>;
