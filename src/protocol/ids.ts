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

/** An instant: ISO 8601 in UTC. */
export const Instant = v.pipe(v.string(), v.isoTimestamp());
