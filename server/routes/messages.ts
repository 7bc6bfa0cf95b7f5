import { Hono, type Context } from 'hono';
import { SendRequest } from '../../src/protocol/index.ts';
import { deleteMessage } from '../domain/deletion.ts';
import { readMessages, sendMessage, type Window } from '../domain/messages.ts';
import { invalid } from '../domain/refusal.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';
import { readLimit, readNumber } from './query.ts';

/** The messages of a conversation. */
export function messageRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/conversations/:conversationId/messages', person(deps), async (c) => {
      const window = readWindow(c);
      return c.json(await readMessages(c.var.deps, c.var.me, c.req.param('conversationId'), window));
    })
    .post('/conversations/:conversationId/messages', person(deps), async (c) => {
      const request = await readJson(c, SendRequest);
      const conversationId = c.req.param('conversationId');
      const { message, created } = await sendMessage(c.var.deps, c.var.me, conversationId, request);
      if (created) deps.metrics.messageAccepted();
      return c.json(message, created ? 201 : 200);
    })
    .delete('/conversations/:conversationId/messages/:messageId', person(deps), async (c) => {
      const { conversationId, messageId } = c.req.param();
      await deleteMessage(c.var.deps, c.var.me, conversationId, messageId);
      return c.body(null, 204);
    });
}

/** @throws {Refusal} `invalid` for a number that is none, or for more than one place to read from */
function readWindow(c: Context<Env>): Window {
  const window: Window = { limit: readLimit(c) };
  for (const name of ['before', 'after', 'around'] as const) {
    const seq = readNumber(c, name);
    if (seq !== undefined) window[name] = seq;
  }
  if (Object.keys(window).length > 2) throw invalid('query', 'one-place');
  return window;
}
