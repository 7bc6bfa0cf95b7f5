/**
 * A colon where a word could begin, and two letters or more after it: not in 10:30, https:// and :). Behind an emoji, too, because
 * there one often stands behind the other. A second colon ends the name.
 */
const NAME =
  /(?:^|[\s([{"'«„“‘¿¡]|\p{Extended_Pictographic}|\p{EMod}|\uFE0F)(:(\p{L}{2}[\p{L}\d_+-]*)(:?))$/u;

/** The name that ends at the caret. */
export interface TypedName {
  name: string;
  /** Whether it ends with a colon. */
  ended: boolean;
  start: number;
  end: number;
}

/** The name that is being typed in a box; none where nothing looks like one. */
export function nameAt(box: HTMLTextAreaElement | null): TypedName | undefined {
  if (box === null || box.selectionStart !== box.selectionEnd) return undefined;
  const end = box.selectionStart;
  // Names are short; a long text need not be looked through at every letter.
  const [, whole, name, colon] = NAME.exec(box.value.slice(Math.max(0, end - 60), end)) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  return { name, ended: colon === ':', start: end - whole.length, end };
}
