/**
 * Text without control characters, which neither HTML nor FHIR may carry: each is replaced by the picture that Unicode has for it,
 * so that it is seen and not lost. Tab and line breaks stay. The canonical form has them as they were sent.
 */
export function withVisibleControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (char) => {
    const code = char.charCodeAt(0);
    if (char === '\t' || char === '\n' || char === '\r') return char;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}
