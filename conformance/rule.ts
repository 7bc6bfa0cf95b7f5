import type { Ground } from './ground.ts';

/** What a rule needs that a backend or a run may not have. Without it the rule is reported as not offered, never as kept. */
export type Need = 'portal' | 'files' | 'origin';

/** One rule of the protocol and how it is seen from outside. */
export interface Rule {
  /** Stable: reports and other people's CI refer to it. What stands before the full stop is its group. */
  id: string;
  /** As in RFC 2119: `required` is MUST, `recommended` is SHOULD. */
  level: 'required' | 'recommended';
  /** The sentence of the protocol that it checks. */
  sentence: string;
  needs: readonly Need[];
  /** @throws {Broken} when the backend does not keep the rule */
  check(ground: Ground): Promise<void>;
}

/** A required rule. */
export function must(id: string, sentence: string, check: Rule['check'], ...needs: Need[]): Rule {
  return { id, level: 'required', sentence, needs, check };
}

/** A recommended rule. */
export function should(id: string, sentence: string, check: Rule['check'], ...needs: Need[]): Rule {
  return { id, level: 'recommended', sentence, needs, check };
}
