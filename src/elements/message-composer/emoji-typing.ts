import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import type { EmojiList, TypingOptions } from './emoji-list.ts';
import { nameAt } from './typed-name.ts';

/** Emoji by their names, as they are typed: `:smile`. What finds and lists them is loaded when somebody first types such a thing. */
export class EmojiTyping implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: TypingOptions;
  #list: EmojiList | undefined;

  constructor(host: ReactiveControllerHost, options: TypingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#list?.check();
  }

  hostDisconnected(): void {
    this.#list?.close();
  }

  readonly onInput = async (event: Event): Promise<void> => {
    const { inputType, isComposing } = event as InputEvent;
    if (isComposing) return;
    if (this.#list) return this.#list.typed(inputType);
    if (nameAt(this.#options.box()) === undefined) return;
    try {
      const { createEmojiList } = await import('./emoji-list.ts');
      this.#list ??= await createEmojiList(this.#host, this.#options);
      this.#list.typed(inputType);
    } catch {
      // Without a network there are no emoji by name; the next letter tries again.
    }
  };

  /** @returns whether the key was meant for the list */
  onKeydown(event: KeyboardEvent): boolean {
    return this.#list?.onKeydown(event) ?? false;
  }

  /** The caret goes elsewhere. */
  readonly onLeave = (): void => this.#list?.close();

  /** The id of the list, while it is open. */
  get listId(): string | undefined {
    return this.#list?.open === true ? 'emoji-list' : undefined;
  }

  /** The id of the emoji that the keys stand on. */
  get activeId(): string | undefined {
    return this.#list?.activeId;
  }

  /** The region that says how many there are is always there, because one that comes with its text is not read. */
  render(): TemplateResult {
    return html`<div class="visually-hidden" role="status">${this.#list?.said() ?? nothing}</div>
      ${this.#list?.render() ?? nothing}`;
  }
}
