import { Hono } from 'hono';
import { ActivityRequest } from '../../src/protocol/index.ts';
import { noteActivity } from '../domain/activity.ts';
import { storageKeyOf } from '../domain/storage-key.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** Whether I am still there, and the key for what I leave behind. Both are there while messaging is off. */
export function presenceRoutes(deps: RouteDeps): Hono<Env> {
  const anyTime = person(deps, { messaging: 'optional' });
  return new Hono<Env>()
    .post('/me/activity', anyTime, async (c) => {
      const { secondsAgo } = await readJson(c, ActivityRequest);
      await noteActivity(c.var.deps, c.var.me, secondsAgo);
      return c.body(null, 204);
    })
    .get('/me/storage-key', anyTime, async (c) => c.json({ key: await storageKeyOf(c.var.deps, c.var.me) }));
}
