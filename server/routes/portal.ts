import { Hono } from 'hono';
import { PutPersonRequest, PutPracticeRequest } from '../../src/protocol/index.ts';
import { putPerson } from '../domain/portal-people.ts';
import { endAccess, issueToken, putPractice } from '../domain/portal.ts';
import { portal } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** What a portal's server does with its API key. Another portal's practice looks like none. */
export function portalRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .put('/practices/:practiceId', portal(deps), async (c) => {
      const request = await readJson(c, PutPracticeRequest);
      const practiceId = c.req.param('practiceId');
      const { practice, created } = await putPractice(c.var.deps, c.var.portal, practiceId, request);
      return c.json(practice, created ? 201 : 200);
    })
    .put('/practices/:practiceId/people/:personId', portal(deps), async (c) => {
      const request = await readJson(c, PutPersonRequest);
      const { practiceId, personId } = c.req.param();
      const answer = await putPerson(c.var.deps, c.var.portal, practiceId, personId, request);
      return c.json(answer.person, answer.created ? 201 : 200);
    })
    .post('/practices/:practiceId/people/:personId/tokens', portal(deps), async (c) => {
      const { practiceId, personId } = c.req.param();
      return c.json(await issueToken(c.var.deps, c.var.portal, practiceId, personId), 201);
    })
    .delete('/practices/:practiceId/people/:personId/tokens', portal(deps), async (c) => {
      const { practiceId, personId } = c.req.param();
      await endAccess(c.var.deps, c.var.portal, practiceId, personId);
      return c.body(null, 204);
    });
}
