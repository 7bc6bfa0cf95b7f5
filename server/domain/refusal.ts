import type { ErrorCode } from '../../src/protocol/index.ts';

/** What is wrong with one field: where it stands and which rule it breaks. Never what was sent. */
export interface FieldError {
  path: string;
  code: string;
}

/** The rules say no. The code is the protocol's; the caller gets it as problem+json. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, errors?: readonly FieldError[], retryAfter?: number) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

/** A refusal of one field. */
export function invalid(path: string, code: string): Refusal {
  return new Refusal('invalid', [{ path, code }]);
}
