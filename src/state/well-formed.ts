const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text with halves of surrogate pairs replaced by U+FFFD, as every encoder would; otherwise unchanged. */
export function wellFormed(text: string): string {
  return decoder.decode(encoder.encode(text));
}
