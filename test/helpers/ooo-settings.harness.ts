import type { OooSettings } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the out-of-office settings. */
export class OooSettingsHarness extends ElementHarness<OooSettings> {
  get settings(): string[] {
    return this.findAll('[part~="setting"]').map(words);
  }

  get problems(): string[] {
    return this.findAll('.problem').map(words);
  }

  get message(): HTMLTextAreaElement {
    return this.get<HTMLTextAreaElement>('#message');
  }

  /** Types into a field, or chooses in it. */
  fill(field: 'message' | 'start' | 'end' | 'hours' | 'zone' | 'often', value: string): void {
    const box = this.get<HTMLInputElement>(`#${field}`);
    box.focus();
    box.value = value;
    box.dispatchEvent(new Event(box instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
  }

  /** The check box beside these words. */
  box(label: string): HTMLInputElement {
    const found = this.findAll('label').find((it) => words(it).startsWith(label));
    const box = found?.querySelector<HTMLInputElement>('input[type="checkbox"]');
    if (!box) throw new Error(`There is no check box ${label}.`);
    return box;
  }

  button(name: string): HTMLButtonElement {
    const named = (it: HTMLElement) => (it.getAttribute('aria-label') ?? words(it)).startsWith(name);
    const found = this.findAll<HTMLButtonElement>('button').find(named);
    if (!found) throw new Error(`There is no button ${name}.`);
    return found;
  }

  submit(): void {
    this.button('Configure Settings').click();
  }
}
