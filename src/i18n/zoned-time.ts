/**
 * Wall clocks of IANA zones, by nothing but `Intl`. A wall time is written as `<input type="datetime-local">` does:
 * `2026-03-29T02:30`.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WALL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** What a wall clock of the zone shows at an instant, as if it were UTC: milliseconds since 1970, whole seconds. */
function wallMs(ms: number, timeZone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the zone's clocks are before UTC at an instant, in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  return wallMs(ms, timeZone) - Math.floor(ms / 1000) * 1000;
}

/** What a wall clock of the zone shows at an instant, to the minute. */
export function toWallTime(ms: number, timeZone: string): string {
  return new Date(wallMs(ms, timeZone)).toISOString().slice(0, 16);
}

/** Which of the two is meant when a time comes twice, because clocks go back. */
export type Pass = 'first' | 'second';

/**
 * The instant at which a wall clock of the zone shows a time: milliseconds since 1970. A time that comes twice, when clocks go
 * back, is the first of the two unless `pass` says otherwise; one that never comes, when they go forward, is as much later as they
 * skip. So a range never becomes shorter by it than what was meant, at its start.
 *
 * @returns `undefined` for what is no time
 */
export function toInstant(wall: string, timeZone: string, pass: Pass = 'first'): number | undefined {
  const found = instantsOf(wall, timeZone);
  return pass === 'second' ? found?.at(-1) : found?.[0];
}

/** Whether a wall clock of the zone shows this time twice. */
export function comesTwice(wall: string, timeZone: string): boolean {
  return instantsOf(wall, timeZone)?.length === 2;
}

/** Which of the instants at which a wall clock of the zone shows the same this one is. */
export function passOf(ms: number, timeZone: string): Pass {
  const minute = ms - (((ms % MINUTE_MS) + MINUTE_MS) % MINUTE_MS);
  const [first] = instantsOf(toWallTime(ms, timeZone), timeZone) ?? [];
  return first === undefined || minute <= first ? 'first' : 'second';
}

/** The instants at which a wall clock shows a time, in order: one or two, and where clocks skip it, what it stands for. */
function instantsOf(wall: string, timeZone: string): readonly number[] | undefined {
  const [year, month, day, hour, minute] = (WALL.exec(wall) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  if (new Date(asUtc).toISOString().slice(0, 16) !== wall.slice(0, 16)) return undefined;
  // Clocks change at most once within two days, so the offset is the one before or the one after.
  const before = offsetAt(asUtc - DAY_MS, timeZone);
  const after = offsetAt(asUtc + DAY_MS, timeZone);
  const candidates = [...new Set([asUtc - before, asUtc - after])].sort((a, b) => a - b);
  const shown = candidates.filter((ms) => wallMs(ms, timeZone) === asUtc);
  return shown.length > 0 ? shown : [asUtc - before];
}

/** The zone in which this device shows its time. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zones that this browser knows, with these among them, by name. */
export function timeZones(...others: readonly string[]): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...others])].sort();
}
