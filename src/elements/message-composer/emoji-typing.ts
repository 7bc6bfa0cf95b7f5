import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

import type { Words } from '../../i18n/index.ts';
import type { EmojiList } from './emoji-list.ts';

export interface TypingOptions {
  words: () => Words;
  locale: () => string;
  box: () => HTMLTextAreaElement | null;
}

/**
 * A colon where a word could begin, and two letters or more after it: not in 10:30, https:// and :). Behind an emoji, too, because
 * there one often stands behind the other. A second colon ends the name.
 */
const NAME =
  /(?:^|[\s([{"'«„“‘¿¡]|\p{Extended_Pictographic}|\p{EMod}|\uFE0F)(:(\p{L}{2}[\p{L}\d_+-]*)(:?))$/u;

/** The name that ends at the caret. */
export interface TypedName {
  name: string;
  /** Whether it ends with a colon. */
  ended: boolean;
  start: number;
  end: number;
}

export function nameAt(box: HTMLTextAreaElement | null): TypedName | undefined {
  if (box === null || box.selectionStart !== box.selectionEnd) return undefined;
  const end = box.selectionStart;
  // Names are short; a long text need not be looked through at every letter.
  const [, whole, name, colon] = NAME.exec(box.value.slice(Math.max(0, end - 60), end)) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  return { name, ended: colon === ':', start: end - whole.length, end };
}

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
