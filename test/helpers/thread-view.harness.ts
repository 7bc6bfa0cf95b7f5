import type { ThreadView } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to one conversation. */
export class ThreadViewHarness extends ElementHarness<ThreadView> {
  get log(): HTMLElement {
    return this.get('[role="log"]');
  }

  get rows(): HTMLElement[] {
    return this.findAll('[part~="message"]');
  }

  /** The texts, character by character as they stand in the page. */
  get texts(): string[] {
    return this.findAll('[part~="message-text"]').map((text) => text.textContent ?? '');
  }

  get tombstones(): number {
    return this.findAll('[part~="tombstone"]').length;
  }

  get days(): string[] {
    return this.findAll('[part~="day"]').map(words);
  }

  /** The words of the marks under my own messages. */
  get marks(): string[] {
    return this.findAll('[part~="mark"]').map(words);
  }

  get atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    return scrollHeight - scrollTop - clientHeight <= 2;
  }

  /** Where a message stands in the view, in pixels from its top. */
  offset(row: HTMLElement): number {
    return row.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
  }

  row(text: string): HTMLElement {
    const row = this.rows.find((candidate) => candidate.textContent?.includes(text));
    if (row === undefined) throw new Error('There is no such message in view.');
    return row;
  }

  async shows(text: string): Promise<void> {
    await this.until(() => this.texts.includes(text), 'the message in the thread');
  }

  options(text: string): HTMLButtonElement {
    const button = this.row(text).querySelector<HTMLButtonElement>('[part~="options-button"]');
    if (button === null) throw new Error('The message has no options.');
    return button;
  }

  /** Opens the question whether a message is to be deleted. */
  async askToDelete(text: string): Promise<HTMLDialogElement> {
    this.options(text).focus();
    this.options(text).click();
    (await this.appears('[role="menuitem"]')).click();
    const dialog = await this.appears<HTMLDialogElement>('dialog');
    await this.until(() => dialog.open, 'the dialog');
    return dialog;
  }

  /** Opens the question in which form the conversation is exported. */
  async askToExport(): Promise<HTMLDialogElement> {
    const button = await this.appears('[part~="record-button"]');
    button.focus();
    button.click();
    const dialog = await this.appears<HTMLDialogElement>('dialog.record');
    await this.until(() => dialog.open && dialog.querySelector('input')?.matches(':focus'), 'the dialog');
    return dialog;
  }

  /** A button by what is written on it. */
  button(label: string): HTMLButtonElement {
    const found = this.findAll<HTMLButtonElement>('button').find(
      (button) => (button.getAttribute('aria-label') ?? words(button)) === label,
    );
    if (found === undefined) throw new Error(`There is no button ${label}.`);
    return found;
  }
}
