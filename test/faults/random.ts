import { createHash } from 'node:crypto';

/** Numbers that look random and come again with the same seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to `below`. */
  below(below: number): number;
  chance(share: number): boolean;
  /** @throws {RangeError} of nothing there is no choice */
  pick<T>(from: readonly T[]): T;
  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

/** Hashes of the seed and a counter: the same on every machine, and independent of everything else that asks for chance. */
export function createRandom(seed: string): Random {
  let count = 0;
  const next = (): number =>
    createHash('sha256').update(`${seed} ${count++}`).digest().readUIntBE(0, 6) / 2 ** 48;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick(from) {
      if (from.length === 0) throw new RangeError('Nothing to pick from.');
      return from[below(from.length)]!;
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let at = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        at -= weight;
        if (at < 0) return key;
      }
      return entries.at(-1)![0];
    },
  };
}
