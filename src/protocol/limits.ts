/**
 * The limits that the page shows and the server enforces. A backend may lower or raise the ones it reports in
 * `GET /me`; the page always goes by what the backend says.
 */
export const DEFAULT_LIMITS = {
  /** Longest message text, in Unicode code points. */
  textLength: 5000,
  /** Files in one message. */
  files: 5,
  /** Bytes of one file. */
  fileBytes: 25 * 1024 * 1024,
  /** Seconds without activity after which messages are locked. */
  idleSeconds: 15 * 60,
} as const;

/** Longest person or practice name, in Unicode code points. */
export const NAME_LENGTH = 200;

/** Longest practice notice, markup included, in Unicode code points. */
export const NOTICE_LENGTH = 20_000;

/** Longest search query, in Unicode code points. */
export const QUERY_LENGTH = 200;

/** A practice may lock later than the default, but a working day is no idle time: most minutes. */
export const IDLE_MINUTES_LIMIT = 12 * 60;

/** Most days for which copies of deleted messages may be kept: a hundred years. */
export const RETENTION_DAYS_LIMIT = 36_525;

/** Most items that one page of a list may hold. */
export const PAGE_LIMIT = 100;

/** Items in one page of a list when the caller does not say. */
export const PAGE_DEFAULT = 50;

/** Length of the text of a conversation's last message in lists, in Unicode code points. */
export const EXCERPT_LENGTH = 160;

/**
 * The length of a text as people count it against a limit: Unicode code points, so that an emoji outside the
 * Basic Multilingual Plane counts once and not twice.
 */
export function textLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // The low half of a surrogate pair belongs to the code point already counted.
    if (unit >= 0xdc00 && unit <= 0xdfff && i > 0 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) continue;
    length++;
  }
  return length;
}

/**
 * Whether a text is blank: nothing but the white space that keyboards type (space, tab, line breaks, no-break and ideographic
 * space). Other invisible characters are not ours to judge; see `docs/decisions/0004-what-counts-as-empty.md`.
 */
export function isBlank(text: string): boolean {
  return /^[ \t\r\n\u00a0\u3000]*$/.test(text);
}

/** The first `length` code points of a text; never cuts a surrogate pair. */
export function excerpt(text: string, length: number = EXCERPT_LENGTH): string {
  if (text.length <= length) return text;
  return Array.from(text.slice(0, length * 2))
    .slice(0, length)
    .join('');
}
