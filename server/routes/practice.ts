import { Hono } from 'hono';
import { FeaturesRequest } from '../../src/protocol/index.ts';
import { describeMe, setFeatures } from '../domain/practice.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** Who I am, and the practice's features. Both are there while messaging is off. */
export function practiceRoutes(deps: RouteDeps): Hono<Env> {
  const anyTime = person(deps, { messaging: 'optional' });
  return new Hono<Env>()
    .get('/me', anyTime, async (c) => c.json(await describeMe(deps, c.var.me)))
    .put('/practice/features', anyTime, async (c) =>
      c.json(await setFeatures(deps, c.var.me, await readJson(c, FeaturesRequest))),
    );
}
