/**
 * What a NOTIFY says: whose logs have grown, in ids only. `null` stands for "anybody's".
 * A hint may be lost or say too much; correctness rests on the log.
 */
export type Hint = Readonly<Record<string, readonly string[] | '*'>> | null;

/** PostgreSQL takes less than 8,000 bytes; ids are ASCII. */
const PAYLOAD_LIMIT = 7900;

export function encodeHint(hint: Hint): string {
  const payload = JSON.stringify(hint);
  return payload.length < PAYLOAD_LIMIT ? payload : 'null';
}

/** Reads a hint. Whatever is not one counts as "anybody's": waking too many costs a query each, waking too few costs seconds. */
export function decodeHint(payload: string): Hint {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fits = Object.values(value).every((people) => people === '*' || Array.isArray(people));
  return fits ? (value as Hint) : null;
}
