import type { RecipientPicker } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the search for a recipient. */
export class RecipientPickerHarness extends ElementHarness<RecipientPicker> {
  get box(): HTMLInputElement {
    return this.get<HTMLInputElement>('[role="combobox"]');
  }

  get options(): HTMLElement[] {
    return this.findAll('[role="option"]');
  }

  get people(): string[] {
    return this.options.map(words);
  }

  /** Who the arrow keys stand on. */
  get active(): string | undefined {
    const id = this.box.getAttribute('aria-activedescendant');
    const option = id === null ? null : this.find(`#${CSS.escape(id)}`);
    return option === null ? undefined : words(option);
  }

  search(text: string): void {
    this.box.focus();
    this.box.value = text;
    this.box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  async shows(...people: string[]): Promise<void> {
    await this.until(() => this.people.join() === people.join(), `the people ${people.join(', ')}`);
  }
}
