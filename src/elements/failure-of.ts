import type { Failure } from '../state/types.ts';

/** A failure as actions throw it: an error with the code the page has words for. */
export function failureOf(error: unknown): Failure {
  const failure = (error as { failure?: Failure } | undefined)?.failure;
  return failure ?? { code: 'unexpected' };
}
