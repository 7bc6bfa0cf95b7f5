import type { Words } from './en.ts';

const DAY_MS = 86_400_000;

/** Making a formatter is slow, so each is made once per language. */
function cached<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    let formatter = made.get(locale);
    if (formatter === undefined) {
      formatter = make(locale);
      made.set(locale, formatter);
    }
    return formatter;
  };
}

const time = cached((l) => new Intl.DateTimeFormat(l, { hour: 'numeric', minute: '2-digit' }));
const weekday = cached((l) => new Intl.DateTimeFormat(l, { weekday: 'long' }));
const shortWeekday = cached((l) => new Intl.DateTimeFormat(l, { weekday: 'short' }));
const dayMonth = cached((l) => new Intl.DateTimeFormat(l, { day: 'numeric', month: 'short' }));
const shortDate = cached((l) => new Intl.DateTimeFormat(l, { dateStyle: 'short' }));
const dayThisYear = cached(
  (l) => new Intl.DateTimeFormat(l, { weekday: 'long', day: 'numeric', month: 'long' }),
);
const dayAnyYear = cached(
  (l) => new Intl.DateTimeFormat(l, { day: 'numeric', month: 'long', year: 'numeric' }),
);
const full = cached((l) => new Intl.DateTimeFormat(l, { dateStyle: 'full', timeStyle: 'short' }));
const momentThisYear = cached(
  (l) =>
    new Intl.DateTimeFormat(l, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }),
);
const momentAnyYear = cached((l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium', timeStyle: 'short' }));
const number = cached((l) => new Intl.NumberFormat(l));
const percent = cached((l) => new Intl.NumberFormat(l, { style: 'percent', maximumFractionDigits: 0 }));
const twoDigits = cached((l) => new Intl.NumberFormat(l, { minimumIntegerDigits: 2 }));

const sizes = {
  byte: cached((l) => new Intl.NumberFormat(l, { style: 'unit', unit: 'byte', unitDisplay: 'long' })),
  kilobyte: cached((l) => new Intl.NumberFormat(l, { style: 'unit', unit: 'kilobyte' })),
  megabyte: cached(
    (l) => new Intl.NumberFormat(l, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
  ),
};

/** The number of the local calendar day, so that days can be subtracted across summer time. */
function dayNumber(ms: number): number {
  const date = new Date(ms);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** Whether two instants (ISO 8601) lie on the same local calendar day. */
export function sameDay(a: string, b: string): boolean {
  return dayNumber(Date.parse(a)) === dayNumber(Date.parse(b));
}

/** A number in the language's digits. */
export function formatNumber(locale: string, n: number): string {
  return number(locale).format(n);
}

/** A part of a whole, in percent; the whole only when nothing is left. */
export function formatPercent(locale: string, part: number): string {
  return percent(locale).format(Math.floor(part * 100) / 100);
}

/** Minutes and seconds that are left. */
export function formatCountdown(locale: string, seconds: number): string {
  return `${number(locale).format(Math.floor(seconds / 60))}:${twoDigits(locale).format(seconds % 60)}`;
}

/** A whole number as somebody types it: Arabic, Persian and full-width digits are digits too. `undefined` for anything else. */
export function parseWhole(text: string): number | undefined {
  const digits = text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/gu, (digit) => {
    return String((digit.codePointAt(0) ?? 0) & 0xf);
  });
  return /^\d+$/.test(digits) ? Number(digits) : undefined;
}

/** The size of a file, in the unit that people know it by. */
export function formatSize(locale: string, bytes: number): string {
  if (bytes < 1000) return sizes.byte(locale).format(bytes);
  if (bytes < 1_000_000) return sizes.kilobyte(locale).format(Math.round(bytes / 1024));
  return sizes.megabyte(locale).format(bytes / 1024 / 1024);
}

/** The time of day of a message. */
export function formatTime(locale: string, instant: string): string {
  return time(locale).format(Date.parse(instant));
}

/** Day and time in full, for screen readers and for those who want to know exactly. */
export function formatFull(locale: string, instant: string): string {
  return full(locale).format(Date.parse(instant));
}

/** When a conversation last changed, as short as it can be understood: time, yesterday, weekday, date. */
export function formatListTime(words: Words, locale: string, instant: string, now: number): string {
  const then = Date.parse(instant);
  const days = dayNumber(now) - dayNumber(then);
  if (days <= 0) return time(locale).format(then);
  if (days === 1) return words.yesterday;
  if (days < 7) return shortWeekday(locale).format(then);
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonth(locale) : shortDate(locale)).format(then);
}

/** The name of a day between messages: today, yesterday, weekday, date. */
export function formatDay(words: Words, locale: string, instant: string, now: number): string {
  const then = Date.parse(instant);
  const days = dayNumber(now) - dayNumber(then);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  if (days > 1 && days < 7) return weekday(locale).format(then);
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayThisYear(locale) : dayAnyYear(locale)).format(then);
}

/** A moment of the past or future: the time alone today, the day with it otherwise. In the reader's own zone. */
export function formatMoment(locale: string, instant: string, now: number): string {
  const then = Date.parse(instant);
  if (dayNumber(now) === dayNumber(then)) return time(locale).format(then);
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? momentThisYear : momentAnyYear)(locale).format(then);
}
