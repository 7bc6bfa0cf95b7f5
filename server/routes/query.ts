import type { Context } from 'hono';
import { PAGE_DEFAULT, PAGE_LIMIT } from '../../src/protocol/index.ts';
import { invalid } from '../domain/refusal.ts';
import type { Env } from './context.ts';

/**
 * A whole number of the query string, or `undefined` when it is not there.
 * @throws {Refusal} `invalid` when it is anything else, or there twice
 */
export function readNumber(c: Context<Env>, name: string): number | undefined {
  const values = c.req.queries(name);
  if (!values) return undefined;
  const [value, second] = values;
  if (value === undefined || second !== undefined || !/^[0-9]{1,15}$/.test(value)) {
    throw invalid(name, 'number');
  }
  return Number(value);
}

/** How many items a page shall have. @throws {Refusal} `invalid` outside 1 … {@link PAGE_LIMIT} */
export function readLimit(c: Context<Env>): number {
  const limit = readNumber(c, 'limit') ?? PAGE_DEFAULT;
  if (limit < 1 || limit > PAGE_LIMIT) throw invalid('limit', 'range');
  return limit;
}
