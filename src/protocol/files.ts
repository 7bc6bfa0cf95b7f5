/**
 * The files that a message may carry: the ending of the name decides what a file claims to be, and the backend looks whether
 * it is. Both sides read this table, so the page refuses early what the backend would refuse anyway.
 */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heic',
  txt: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** The pictures that a page may show by themselves: what every browser decodes. */
export const SHOWN_TYPES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
]);

/** Longest file name, in Unicode code points. */
export const FILE_NAME_LENGTH = 120;

/** Device names of Windows: a file of such a name cannot be saved there, whatever its ending. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/** A name in two: what stands before the last full stop, and the ending with it. */
export function splitFileName(name: string): { stem: string; ending: string } {
  const at = name.lastIndexOf('.');
  // A long "ending" is a sentence with a full stop in it.
  if (at <= 0 || name.length - at > 10) return { stem: name, ending: '' };
  return { stem: name.slice(0, at), ending: name.slice(at) };
}

/** What the ending of a name claims the file to be; `undefined` for what a message does not carry. */
export function claimedType(name: string): string | undefined {
  const ending = splitFileName(name).ending.slice(1).toLowerCase();
  return Object.hasOwn(FILE_TYPES, ending) ? FILE_TYPES[ending] : undefined;
}

/**
 * A file's name as it may be shown, sent in a header and saved anywhere: one line, no folder, no characters that steer the
 * direction of text or that some system does not take, no device name, not too long. The ending stays as it is.
 */
export function safeFileName(name: string): string {
  const plain = (name.split(/[\\/]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Bidi_Control}\p{Surrogate}\u200b\u2060\ufeff\ufff9-\ufffb]/gu, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const parts = splitFileName(plain);
  const ending = parts.ending;
  const length = FILE_NAME_LENGTH - Array.from(ending).length;
  const stem = Array.from(parts.stem).slice(0, length).join('').trimEnd() || 'file';
  // "con.tar.gz" is a device too: the name before the first full stop counts.
  return (RESERVED.test((stem.split('.', 1)[0] ?? '').trimEnd()) ? `_${stem}` : stem) + ending;
}

/** `Content-Disposition` of a file (RFC 6266): the name in full as RFC 8187 wants it, and in ASCII for those who cannot. */
export function contentDisposition(name: string, kind: 'attachment' | 'inline' = 'attachment'): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/** RFC 8187 `value-chars`: what `encodeURIComponent` leaves alone and a header may not have is escaped too. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
