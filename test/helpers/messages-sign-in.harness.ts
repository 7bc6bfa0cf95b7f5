import type { MessagesSignIn } from '../../src/index.ts';
import { ElementHarness, words } from './element.harness.ts';

/** Speaks to the sign-in as a person would. */
export class MessagesSignInHarness extends ElementHarness<MessagesSignIn> {
  email(): Promise<HTMLInputElement> {
    return this.appears<HTMLInputElement>('[part~="email"]');
  }

  code(): Promise<HTMLInputElement> {
    return this.appears<HTMLInputElement>('[part~="code"]');
  }

  account(): Promise<HTMLElement> {
    return this.appears('[part~="account"]');
  }

  /** Types into a box, in the place of what stands there. */
  type(box: HTMLInputElement, text: string): void {
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  submit(): void {
    this.get<HTMLButtonElement>('[part~="submit"]').click();
  }

  button(text: string | RegExp): HTMLButtonElement {
    const found = this.findAll<HTMLButtonElement>('button').find((one) =>
      typeof text === 'string' ? words(one) === text : text.test(words(one)),
    );
    if (found === undefined) throw new Error(`There is no button ${String(text)}.`);
    return found;
  }

  /** What is said of something that did not work. */
  async problem(): Promise<string> {
    return words(await this.appears('.failure'));
  }

  async ask(email: string): Promise<void> {
    this.type(await this.email(), email);
    this.submit();
    await this.code();
  }

  async enter(code: string): Promise<void> {
    this.type(await this.code(), code);
    this.submit();
  }
}
