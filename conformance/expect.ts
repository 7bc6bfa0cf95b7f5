import { deepStrictEqual } from 'node:assert';
import * as v from 'valibot';
import { ERROR_STATUS, PROBLEM_TYPE, Problem, type ErrorCode } from '../src/protocol/index.ts';

/** What a request was answered. */
export interface Seen {
  /** `GET /v1/me`, for reports; never with a token. */
  request: string;
  status: number;
  headers: Headers;
  text: string;
  /** Parsed JSON; `undefined` when the body is none. */
  body: unknown;
}

/** A rule that is not kept: what was expected, and what was seen instead. */
export class Broken extends Error {
  readonly expected: string;
  readonly seen: string;
  readonly request: string | undefined;
  constructor(expected: string, seen: string, request?: string) {
    super(`Expected ${expected}, saw ${seen}`);
    this.expected = expected;
    this.seen = seen;
    this.request = request;
  }
}

/** Thrown by a check that finds out on its way that the backend does not offer what the rule is about. */
export class NotOffered extends Error {}

/** What a report shows of an answer. */
export function summary({ status, text }: Seen): string {
  return text === '' ? String(status) : `${status} ${cut(text)}`;
}

/** Asserts the status. */
export function status(seen: Seen, ...statuses: number[]): Seen {
  if (statuses.includes(seen.status)) return seen;
  throw new Broken(statuses.join(' or '), summary(seen), seen.request);
}

/** Asserts the status and the shape of the body. @returns the body */
export function answered<Schema extends v.GenericSchema>(
  seen: Seen,
  schema: Schema,
  ...statuses: number[]
): v.InferOutput<Schema> {
  status(seen, ...statuses);
  const parsed = v.safeParse(schema, seen.body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue) ?? 'the body';
  throw new Broken(
    `${path} to be ${issue.expected ?? 'valid'}`,
    `${issue.received} in ${summary(seen)}`,
    seen.request,
  );
}

/** Asserts a refusal with this code, in the form that the protocol gives it. */
export function refused(seen: Seen, code: ErrorCode): void {
  const type = seen.headers.get('content-type')?.split(';')[0];
  const parsed = v.safeParse(Problem, seen.body);
  if (
    seen.status === ERROR_STATUS[code] &&
    type === PROBLEM_TYPE &&
    parsed.success &&
    parsed.output.code === code &&
    parsed.output.status === seen.status
  ) {
    return;
  }
  throw new Broken(`${ERROR_STATUS[code]} ${PROBLEM_TYPE} with code "${code}"`, summary(seen), seen.request);
}

/** Asserts that two values are the same. */
export function same(actual: unknown, expected: unknown, what: string): void {
  try {
    deepStrictEqual(actual, expected);
  } catch {
    throw new Broken(`${what}: ${show(expected)}`, show(actual));
  }
}

/** Asserts a condition. */
export function holds(condition: boolean, expected: string, seen: unknown): asserts condition {
  if (!condition) throw new Broken(expected, show(seen));
}

function show(value: unknown): string {
  return cut(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
}

function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)} …` : text;
}
