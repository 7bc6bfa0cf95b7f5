import * as v from 'valibot';

/**
 * `POST /me/activity`: the person at the page did something, so many seconds ago. Only this counts as activity; reading,
 * renewing a token or an open stream does not. Said at most once a minute, and after each new token.
 */
export const ActivityRequest = v.object({
  secondsAgo: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(24 * 60 * 60)),
});

/**
 * `GET /me/storage-key`: 256 bits in base64url, the same for a person in all browsers until they are made inactive. A page
 * keeps it in memory only, and keeps what was written and not sent under it.
 */
export const StorageKeyAnswer = v.object({ key: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)) });
