import * as v from 'valibot';

/**
 * An id that a portal chose (practice, person): opaque to us, safe in a path, never a name. It cannot be `.` or
 * `..`, which URLs would resolve away.
 */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/;

/** A UUID in its canonical lower-case form (RFC 9562). */
export const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const Id = v.pipe(v.string(), v.regex(ID_PATTERN));
export const Uuid = v.pipe(v.string(), v.regex(UUID_PATTERN));

/** A message's place in its conversation: 1, 2, 3 … without gaps. 0 stands for "before the first". */
export const Seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The last instant that ISO 8601 and databases write with four digits for the year: milliseconds since 1970. */
export const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');

/** An instant: ISO 8601 in UTC, from the year 1 to 9999. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => Date.parse(text) >= FIRST_INSTANT && Date.parse(text) <= LAST_INSTANT, 'out of range'),
);
