import * as v from 'valibot';
import { Id, Instant, Uuid } from './ids.ts';
import { Person } from './people.ts';

/** Hours between two automatic replies in one conversation when a setting does not say. */
export const EVERY_HOURS_DEFAULT = 24;

/** Most hours between two automatic replies: a year. */
export const EVERY_HOURS_LIMIT = 24 * 366;

/** Most members whom one form sets. */
export const MEMBERS_LIMIT = 500;

const EveryHours = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(EVERY_HOURS_LIMIT));

/** An out-of-office setting of one member, as those see it who may change it. Settings that are over are not shown. */
export const OutOfOfficeSetting = v.object({
  id: Uuid,
  member: Person,
  /** What clients get in reply. */
  message: v.string(),
  start: Instant,
  /** The first instant that is no longer in it; `null`: until it is switched off. */
  end: v.nullable(Instant),
  /** The IANA zone in which start and end were typed. */
  timeZone: v.string(),
  /** Hours between two replies in one conversation; 0: once while it lasts. */
  everyHours: EveryHours,
});
export type OutOfOfficeSetting = v.InferOutput<typeof OutOfOfficeSetting>;

/** `GET /out-of-office`: my settings; for an administrator those of every practitioner. Practitioners only. */
export const OutOfOffice = v.object({
  settings: v.array(OutOfOfficeSetting),
  /** Whom I may set, by name. */
  members: v.array(Person),
});
export type OutOfOffice = v.InferOutput<typeof OutOfOffice>;

/**
 * `PUT /out-of-office`: one setting for each member, all or nothing. With `id`, changes that setting instead; `memberIds` then
 * names its member. Either way it begins anew: who has been answered is answered again. The message's length and emptiness are
 * the domain's to judge, as are times and zone.
 */
export const PutOutOfOfficeRequest = v.object({
  id: v.optional(Uuid),
  memberIds: v.pipe(v.array(Id), v.minLength(1), v.maxLength(MEMBERS_LIMIT)),
  message: v.string(),
  start: Instant,
  end: v.nullable(Instant),
  timeZone: v.pipe(v.string(), v.maxLength(64)),
  everyHours: v.optional(EveryHours, EVERY_HOURS_DEFAULT),
});
export type PutOutOfOfficeRequest = v.InferInput<typeof PutOutOfOfficeRequest>;

/** The answer: the settings as stored, in the order of `memberIds`. */
export const PutOutOfOfficeAnswer = v.object({ settings: v.array(OutOfOfficeSetting) });
export type PutOutOfOfficeAnswer = v.InferOutput<typeof PutOutOfOfficeAnswer>;
