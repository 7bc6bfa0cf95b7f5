import type { ConversationList } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the left panel. */
export class ConversationListHarness extends ElementHarness<ConversationList> {
  get rows(): HTMLElement[] {
    return this.findAll('[role="option"]');
  }

  get names(): string[] {
    return this.rows.map((row) => words(row.querySelector('[part~="name"] > :first-child')!));
  }

  get list(): HTMLElement {
    return this.get('[role="listbox"]');
  }

  /** The name of the conversation that the arrow keys stand on. */
  get active(): string | undefined {
    const id = this.list.getAttribute('aria-activedescendant');
    const row = this.rows.find((candidate) => candidate.id === id);
    return row && words(row.querySelector('[part~="name"] > :first-child')!);
  }

  row(name: string): HTMLElement {
    const row = this.rows[this.names.indexOf(name)];
    if (row === undefined) throw new Error('There is no such conversation in the list.');
    return row;
  }

  async shows(...names: string[]): Promise<void> {
    await this.until(() => this.names.join() === names.join(), `the conversations with ${names.join(', ')}`);
  }

  search(text: string): void {
    const box = this.get<HTMLInputElement>('input');
    box.focus();
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
