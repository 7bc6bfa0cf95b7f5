import { Hono } from 'hono';
import { SearchRequest } from '../../src/protocol/index.ts';
import { searchConversations } from '../domain/search.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** Search over my conversations. The query travels in the body: URLs are logged. */
export function searchRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>().post('/search', person(deps), async (c) => {
    const { q, cursor } = await readJson(c, SearchRequest);
    return c.json(await searchConversations(c.var.deps, c.var.me, q, cursor));
  });
}
