import { Hono } from 'hono';
import { MarkRequest, OpenConversationRequest } from '../../src/protocol/index.ts';
import { listMyConversations, openConversationWith } from '../domain/conversations.ts';
import { markDelivered, markRead } from '../domain/marks.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';
import { readLimit } from './query.ts';

/** My conversations and how far I have got in them. */
export function conversationRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/conversations', person(deps), async (c) =>
      c.json(await listMyConversations(deps, c.var.me, readLimit(c), c.req.query('cursor'))),
    )
    .post('/conversations', person(deps), async (c) => {
      const { personId } = await readJson(c, OpenConversationRequest);
      const { conversation, created } = await openConversationWith(deps, c.var.me, personId);
      return c.json(conversation, created ? 201 : 200);
    })
    .put('/conversations/:conversationId/read', person(deps), async (c) => {
      const { seq } = await readJson(c, MarkRequest);
      await markRead(deps, c.var.me, c.req.param('conversationId'), seq);
      return c.body(null, 204);
    })
    .put('/conversations/:conversationId/delivered', person(deps), async (c) => {
      const { seq } = await readJson(c, MarkRequest);
      await markDelivered(deps, c.var.me, c.req.param('conversationId'), seq);
      return c.body(null, 204);
    });
}
