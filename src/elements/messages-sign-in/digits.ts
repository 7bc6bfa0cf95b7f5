/** The first digit of each script whose digits people type. */
const ZEROS = ['0', '\u0660', '\u06f0', '\u0966', '\uff10'].map((zero) => zero.charCodeAt(0));

/** The digits of what was typed or pasted, in ASCII: "123 456", "١٢٣٤٥٦" and "Your code: 123456" are the same code. */
export function digitsOf(text: string): string {
  return Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    return zero === undefined ? '' : String(code - zero);
  }).join('');
}
