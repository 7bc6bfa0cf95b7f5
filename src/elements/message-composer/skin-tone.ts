/** What emoji-mart would write into the browser's storage and here lives as long as the page: the skin tone that was chosen. */
export const kept = new Map<string, unknown>();

/** The chosen skin tone as the index of an emoji's variants; 0 is the plain one. */
export function skinTone(): number {
  const chosen = kept.get('skin');
  return typeof chosen === 'number' ? chosen - 1 : 0;
}
