import { safeUrl, URL_LENGTH } from './safe-url.ts';

/** A piece of a text. All pieces in a row are the text, character by character. */
export type TextToken =
  | { type: 'text'; text: string }
  /**
   * `text` is what was written and `href` is where it leads: the same address. `host` is there when the host reads
   * differently from what the browser will open (letters outside ASCII that may look like others): show it beside the link.
   */
  | { type: 'link'; text: string; href: string; host?: string };

/**
 * An address begins with its scheme and goes on to white space, to an invisible or direction-steering character
 * (\p{C}, \p{Z}), to a character that addresses do not have, or to East Asian punctuation, which is written without a
 * space before it. One class, repeated once: the search takes linear time whatever the text.
 */
const CANDIDATE =
  /(?:https?:\/\/|mailto:)[^\s\p{C}\p{Z}<>"`{}|\\^\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/giu;

/** What ends a sentence or a quotation rather than an address. */
const TRAILING = new Set(`.,;:!?'*…‘’“”«»‹›`);

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Finds the addresses in a text that people may follow: http, https and mailto, written out. Linear in time. */
export function linkify(text: string): TextToken[] {
  const tokens: TextToken[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const start = match.index;
    // Part of a longer word: `xhttp://…` is something else.
    if (/[A-Za-z0-9_]/.test(text.charAt(start - 1))) continue;
    if (match[0].length > URL_LENGTH) continue;
    const written = withoutTail(match[0]);
    const url = safeUrl(written);
    if (!url) continue;
    if (start > done) tokens.push({ type: 'text', text: text.slice(done, start) });
    tokens.push({ type: 'link', text: written, ...url });
    done = start + written.length;
  }
  if (done < text.length) tokens.push({ type: 'text', text: text.slice(done) });
  return tokens;
}

/** Leaves out punctuation at the end, and closing brackets that were opened before the address. */
function withoutTail(address: string): string {
  const open: Record<string, number> = { ')': 0, ']': 0 };
  for (const character of address) {
    if (character === '(') open[')']!++;
    else if (character === '[') open[']']!++;
    else if (character in OPENING) open[character]!--;
  }
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last in OPENING) {
      if (open[last]! >= 0) break;
      open[last]!++;
    } else if (!TRAILING.has(last)) break;
  }
  return address.slice(0, end);
}
