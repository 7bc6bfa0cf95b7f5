/** Which key sends; the others make a new line. */
export type SendKey = 'shift-enter' | 'enter' | 'mod-enter';

export const SEND_KEYS: readonly SendKey[] = ['shift-enter', 'enter', 'mod-enter'];

/** The key code of a key press that belongs to an input method. */
const COMPOSING = 229;

/**
 * Whether a key press means Send. Never while an input method composes: there, Return takes the suggestion. Safari
 * ends a composition before it tells of the Return that ended it, and then only the key code gives it away.
 */
export function meansSend(event: KeyboardEvent, key: SendKey): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === COMPOSING || event.repeat) return false;
  const { shiftKey: shift, altKey: alt } = event;
  const mod = event.ctrlKey || event.metaKey;
  switch (key) {
    case 'shift-enter':
      return shift && !alt && !mod;
    case 'enter':
      return !shift && !alt && !mod;
    case 'mod-enter':
      return mod && !shift && !alt;
  }
}
