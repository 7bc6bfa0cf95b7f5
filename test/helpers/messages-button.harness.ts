import type { MessagesButton, MessagesInbox } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the Messages button and its panel. */
export class MessagesButtonHarness extends ElementHarness<MessagesButton> {
  get button(): HTMLElement {
    return this.get('[part~="button"]');
  }

  /** What the badge says; empty when there is none. */
  get badge(): string {
    return this.find('[part~="badge"]')?.textContent?.trim() ?? '';
  }

  /** What a screen reader calls the button. */
  get name(): string {
    return words(this.button);
  }

  get panel(): HTMLDialogElement | null {
    return this.find<HTMLDialogElement>('dialog');
  }

  /** Opens the panel. @returns the inbox in it */
  async open(): Promise<MessagesInbox> {
    this.button.focus();
    this.button.click();
    return this.appears<MessagesInbox>('messages-inbox');
  }
}
