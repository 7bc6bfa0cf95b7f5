import type { EmojiData } from './emoji-mart.ts';
import { skinTone } from './skin-tone.ts';

/** An emoji as it is found by name. */
export interface NamedEmoji {
  /** The name that one types. */
  id: string;
  native: string;
  /** What it shows, in words. */
  name: string;
}

/** How well a word fits; the smaller, the better. */
const FIT = { whole: 0, begins: 1, alias: 2, keyword: 3, part: 4, keywordBegins: 5 } as const;

/** Finds emoji by the names and keywords of emoji-mart's data. */
export class EmojiNames {
  readonly #data: EmojiData;
  readonly #aliases = new Map<string, string[]>();
  /** Those that people use most come first: faces, then people, then things. */
  readonly #ids: readonly string[];

  constructor(data: EmojiData) {
    this.#data = data;
    // A set, because emoji-mart puts a category of its own before the others.
    this.#ids = [...new Set(data.categories.flatMap(({ emojis }) => emojis))];
    for (const [alias, id] of Object.entries(data.aliases))
      this.#aliases.set(id, [...(this.#aliases.get(id) ?? []), alias]);
  }

  #named(id: string): NamedEmoji | undefined {
    const emoji = Object.hasOwn(this.#data.emojis, id) ? this.#data.emojis[id] : undefined;
    const skin = emoji?.skins[skinTone()] ?? emoji?.skins[0];
    return emoji && skin && { id, native: skin.native, name: emoji.name };
  }

  /** The emoji with exactly this name. */
  exact(name: string): NamedEmoji | undefined {
    const wanted = name.toLowerCase();
    const { aliases } = this.#data;
    return this.#named(wanted) ?? this.#named(Object.hasOwn(aliases, wanted) ? (aliases[wanted] ?? '') : '');
  }

  /** The emoji that fit best to the beginning of a name. */
  find(beginning: string, most: number): NamedEmoji[] {
    const wanted = beginning.toLowerCase();
    const fitting: { id: string; fit: number }[] = [];
    for (const id of this.#ids) {
      const fit = this.#fit(id, wanted);
      if (fit !== undefined) fitting.push({ id, fit });
    }
    return (
      fitting
        // Of those that begin so, the one that is nearly typed.
        .sort((a, b) => a.fit - b.fit || (a.fit === FIT.begins ? a.id.length - b.id.length : 0))
        .slice(0, most)
        .flatMap(({ id }) => this.#named(id) ?? [])
    );
  }

  #fit(id: string, wanted: string): number | undefined {
    const aliases = this.#aliases.get(id) ?? [];
    if (id === wanted || aliases.includes(wanted)) return FIT.whole;
    if (id.startsWith(wanted)) return FIT.begins;
    if (aliases.some((alias) => alias.startsWith(wanted))) return FIT.alias;
    const { keywords = [], name } = this.#data.emojis[id] ?? { name: '' };
    if (keywords.includes(wanted)) return FIT.keyword;
    const parts = [...id.split(/[_-]/u), ...name.toLowerCase().split(' ')];
    if (parts.some((part) => part.startsWith(wanted))) return FIT.part;
    return keywords.some((keyword) => keyword.startsWith(wanted)) ? FIT.keywordBegins : undefined;
  }
}
