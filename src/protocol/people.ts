import * as v from 'valibot';
import { Id, Instant } from './ids.ts';
import { QUERY_LENGTH, textLength } from './limits.ts';

/** What a person is in the practice; it decides who may write to whom. */
export const PersonKind = v.picklist(['practitioner', 'client']);
export type PersonKind = v.InferOutput<typeof PersonKind>;

/**
 * That a person is away now, and until when. What is planned is in nobody's view of them: when it begins, and when it ends, everybody
 * who has a conversation with them hears `conversation.updated`. A page may say at `until`, by its own clock, that they are back.
 */
export const Away = v.object({
  from: Instant,
  /** The first instant at which they are back; `null`: nobody has said. */
  until: v.nullable(Instant),
  /** What a client gets in reply. */
  message: v.optional(v.string()),
});
export type Away = v.InferOutput<typeof Away>;

/** A person as others see them. */
export const Person = v.object({ id: Id, name: v.string(), kind: PersonKind, away: v.optional(Away) });
export type Person = v.InferOutput<typeof Person>;

/** A search query: what was typed, at most {@link QUERY_LENGTH} code points. Travels only in a body. */
export const Query = v.pipe(
  v.string(),
  v.check((text) => textLength(text) <= QUERY_LENGTH, 'too long'),
);

/** `POST /people/search`: people I may write to; an empty query gives the first of all of them, by name. */
export const PeopleSearchRequest = v.object({ q: Query, cursor: v.optional(v.string()) });
export type PeopleSearchRequest = v.InferOutput<typeof PeopleSearchRequest>;

export const PeopleSearchAnswer = v.object({ people: v.array(Person), next: v.optional(v.string()) });
export type PeopleSearchAnswer = v.InferOutput<typeof PeopleSearchAnswer>;
