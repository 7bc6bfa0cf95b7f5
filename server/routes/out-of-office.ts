import { Hono } from 'hono';
import { PutOutOfOfficeRequest } from '../../src/protocol/index.ts';
import { endOutOfOffice, listOutOfOffice, putOutOfOffice } from '../domain/out-of-office.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** When members are away, and what clients get in reply. */
export function outOfOfficeRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/out-of-office', person(deps), async (c) => c.json(await listOutOfOffice(c.var.deps, c.var.me)))
    .put('/out-of-office', person(deps), async (c) =>
      c.json(await putOutOfOffice(c.var.deps, c.var.me, await readJson(c, PutOutOfOfficeRequest))),
    )
    .delete('/out-of-office/:memberId', person(deps), async (c) => {
      await endOutOfOffice(c.var.deps, c.var.me, c.req.param('memberId'));
      return c.body(null, 204);
    })
    .delete('/out-of-office/:memberId/:settingId', person(deps), async (c) => {
      await endOutOfOffice(c.var.deps, c.var.me, c.req.param('memberId'), c.req.param('settingId'));
      return c.body(null, 204);
    });
}
