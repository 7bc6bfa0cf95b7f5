/** Puts a text to where the caret of a box is, or in place of what is selected, as if it were typed: it can be undone. */
export function insertText(box: HTMLTextAreaElement, text: string): void {
  box.focus();
  // Deprecated, and still the only way to write into a box that its undo knows; it tells of the input by itself.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}
