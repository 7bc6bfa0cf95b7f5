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
}
