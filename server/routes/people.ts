import { Hono } from 'hono';
import { PeopleSearchRequest } from '../../src/protocol/index.ts';
import { searchPeople } from '../domain/people.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** Whom I may write to. */
export function peopleRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>().post('/people/search', person(deps), async (c) => {
    const { q, cursor } = await readJson(c, PeopleSearchRequest);
    return c.json(await searchPeople(c.var.deps, c.var.me, q, cursor));
  });
}
