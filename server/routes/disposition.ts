import { invalid } from '../domain/refusal.ts';

/** A parameter of `Content-Disposition`: a token or a quoted string (RFC 6266 §4.1). */
const PARAMETER = /;[ \t]*([!#$&+\-.^_`|~\w]+\*?)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]+))[ \t]*/gy;

/** Longest header that is looked at; a name of 255 characters, each escaped, fits. */
const LONGEST = 4096;

/**
 * The file name of a `Content-Disposition` (RFC 6266): `filename*` in UTF-8 (RFC 8187) goes before `filename`.
 * @throws {Refusal} `invalid` when there is none or it cannot be read
 */
export function readFileName(header: string | undefined): string {
  const wrong = () => invalid('Content-Disposition', 'filename');
  if (header === undefined || header.length > LONGEST) throw wrong();
  const kind = /^[ \t]*[!#$&+\-.^_`|~\w]+[ \t]*/.exec(header)?.[0];
  if (kind === undefined) throw wrong();
  const found = new Map<string, string>();
  PARAMETER.lastIndex = kind.length;
  let end = kind.length;
  for (let match = PARAMETER.exec(header); match; match = PARAMETER.exec(header)) {
    const name = (match[1] ?? '').toLowerCase();
    if (found.has(name)) throw wrong();
    found.set(name, match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
    end = PARAMETER.lastIndex;
  }
  if (end !== header.length) throw wrong();
  const extended = found.get('filename*');
  const name = extended === undefined ? found.get('filename') : decodeExtended(extended);
  if (name === undefined || name === '') throw wrong();
  return name;
}

function decodeExtended(value: string): string | undefined {
  const encoded = /^utf-8'[\w-]*'((?:[\w!#$&+\-.^`|~]|%[0-9a-f]{2})+)$/i.exec(value)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Escapes that are not UTF-8.
    return undefined;
  }
}
