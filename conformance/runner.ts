import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { Me, paths } from '../src/protocol/index.ts';
import { Broken, NotOffered, status } from './expect.ts';
import { Ground, type Access, type Tokens } from './ground.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { Wire } from './wire.ts';

/** What became of a rule. */
export interface Result {
  id: string;
  level: Rule['level'];
  sentence: string;
  outcome: 'kept' | 'broken' | 'not-offered';
  milliseconds: number;
  /** Where it broke. */
  failure?: { request?: string; expected: string; seen: string };
  /** Why it was not looked at. */
  reason?: string;
}

export interface RunOptions {
  /** The backend, without `/v1`. */
  url: string;
  access: { apiKey: string } | { tokens: Tokens };
  /** An origin that the backend lets call, to look at CORS with. */
  origin?: string;
  /** Rules whose id starts so. */
  only?: string;
  /** Milliseconds in which an event that must come has come; enough for a slow network by default. */
  eventMs?: number;
  /** Called after each rule. */
  onResult?: (result: Result) => void;
}

/** Milliseconds that one check may take. */
const CHECK_MS = 20_000;

/** Checks at the same time; with four given people there is only one conversation to look at, so one. */
const AT_ONCE = 4;

/** Looks at a backend from outside, rule by rule. @throws {Broken} when not even a practice can be made */
export async function runConformance(options: RunOptions): Promise<Result[]> {
  const { url, origin, only = '', eventMs, onResult } = options;
  const access = await settle(url, options.access);
  const filesOff = await keepsNoFiles(url, access);
  const waiting = RULES.filter((rule) => rule.id.startsWith(only));
  const order = new Map(waiting.map((rule, index) => [rule.id, index]));
  const results: Result[] = [];

  const worker = async (): Promise<void> => {
    for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
      const reason = missing(rule, access, origin, filesOff);
      const { id, level, sentence } = rule;
      const result: Result =
        reason === undefined
          ? await look(rule, url, access, origin, eventMs)
          : { id, level, sentence, outcome: 'not-offered', milliseconds: 0, reason };
      results.push(result);
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: 'apiKey' in access ? AT_ONCE : 1 }, worker));
  return results.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** Makes the run's own practice. */
async function settle(url: string, access: RunOptions['access']): Promise<Access> {
  if ('tokens' in access) return access;
  const practiceId = `conformance-${randomUUID()}`;
  const wire = new Wire(url, AbortSignal.timeout(CHECK_MS));
  status(await wire.call('PUT', paths.practice(practiceId), access.apiKey, { name: 'Conformance' }), 201);
  return { ...access, practiceId };
}

async function keepsNoFiles(url: string, access: Access): Promise<boolean> {
  const ground = new Ground(new Wire(url, AbortSignal.timeout(CHECK_MS)), access, undefined);
  const { client } = await ground.cast('client');
  const seen = await client.call('GET', paths.me());
  const parsed = v.safeParse(Me, seen.body);
  // An answer that cannot be read is for the rules to tell.
  return parsed.success && parsed.output.limits.files === 0;
}

function missing(
  { needs }: Rule,
  access: Access,
  origin: string | undefined,
  filesOff: boolean,
): string | undefined {
  if (needs.includes('portal') && !('apiKey' in access)) return "needs the portal's API key";
  if (needs.includes('origin') && origin === undefined) return 'needs --origin';
  if (needs.includes('files') && filesOff) return 'the backend keeps no files';
  return undefined;
}

async function look(
  rule: Rule,
  url: string,
  access: Access,
  origin: string | undefined,
  eventMs: number | undefined,
): Promise<Result> {
  const { id, level, sentence } = rule;
  const signal = AbortSignal.timeout(CHECK_MS);
  const wire = new Wire(url, signal, eventMs);
  const ground = new Ground(wire, access, origin);
  const started = performance.now();
  const done = (more: Pick<Result, 'outcome' | 'failure' | 'reason'>): Result => ({
    id,
    level,
    sentence,
    milliseconds: Math.round(performance.now() - started),
    ...more,
  });
  try {
    await rule.check(ground);
    return done({ outcome: 'kept' });
  } catch (error) {
    if (error instanceof NotOffered) return done({ outcome: 'not-offered', reason: error.message });
    const request = (error instanceof Broken ? error.request : undefined) ?? wire.last;
    const failure =
      error instanceof Broken
        ? { expected: error.expected, seen: error.seen }
        : { expected: 'an answer', seen: signal.aborted ? `none in ${CHECK_MS / 1000} s` : nameOf(error) };
    return done({ outcome: 'broken', failure: { ...failure, ...(request !== undefined && { request }) } });
  } finally {
    ground.close();
  }
}

/** What went wrong on the way, as far as a report should say it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : `${error.name}: ${error.message}`;
}
