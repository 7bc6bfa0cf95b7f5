import type { MessageComposer } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the box that one writes in. */
export class MessageComposerHarness extends ElementHarness<MessageComposer> {
  get box(): HTMLTextAreaElement {
    return this.get<HTMLTextAreaElement>('textarea');
  }

  get sendButton(): HTMLButtonElement {
    return this.get<HTMLButtonElement>('[part~="send"]');
  }

  get hint(): string {
    return words(this.get('[part~="hint"]'));
  }

  get canSend(): boolean {
    return this.sendButton.getAttribute('aria-disabled') !== 'true';
  }

  async write(text: string): Promise<void> {
    this.box.focus();
    this.box.value = text;
    this.box.dispatchEvent(new Event('input', { bubbles: true }));
    await this.element.updateComplete;
  }

  /** Types letter by letter, at the caret; what the page cannot tell from a keyboard, and undo knows. */
  type(text: string): void {
    this.box.focus();
    for (const letter of text) document.execCommand('insertText', false, letter);
  }

  /** The list of emoji that fit to what is typed, by their names. */
  get emoji(): string[] {
    return this.findAll('[part~="emoji-option"] .id').map(words);
  }

  /** What the keys stand on in that list, as the box tells it. */
  get activeEmoji(): string {
    const id = this.box.getAttribute('aria-activedescendant');
    return id === null ? '' : words(this.get(`#${id} .id`));
  }
}
