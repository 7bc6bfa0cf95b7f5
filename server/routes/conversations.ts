import { Hono } from 'hono';
import {
  ExportRequest,
  MarkRequest,
  OpenConversationRequest,
  type RecordFormat,
} from '../../src/protocol/index.ts';
import { listMyConversations, openConversationWith } from '../domain/conversations.ts';
import { markDelivered, markRead } from '../domain/marks.ts';
import { exportRecord } from '../domain/record/export.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';
import { NOTHING_ALLOWED } from './headers.ts';
import { readLimit } from './query.ts';
import { untilOver } from './turnstile.ts';

/** A record's media type, and what its file's name ends with. The name says nothing of who wrote to whom. */
const RECORD_FILES: Readonly<Record<RecordFormat, { type: string; ending: string }>> = {
  html: { type: 'text/html; charset=utf-8', ending: 'html' },
  json: { type: 'application/json', ending: 'json' },
  fhir: { type: 'application/fhir+json; fhirVersion=4.0', ending: 'fhir.json' },
};

/** My conversations and how far I have got in them. */
export function conversationRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/conversations', person(deps), async (c) =>
      c.json(await listMyConversations(c.var.deps, c.var.me, readLimit(c), c.req.query('cursor'))),
    )
    .post('/conversations', person(deps), async (c) => {
      const { personId } = await readJson(c, OpenConversationRequest);
      const { conversation, created } = await openConversationWith(c.var.deps, c.var.me, personId);
      return c.json(conversation, created ? 201 : 200);
    })
    .put('/conversations/:conversationId/read', person(deps), async (c) => {
      const { seq } = await readJson(c, MarkRequest);
      await markRead(c.var.deps, c.var.me, c.req.param('conversationId'), seq);
      return c.body(null, 204);
    })
    .put('/conversations/:conversationId/delivered', person(deps), async (c) => {
      const { seq } = await readJson(c, MarkRequest);
      await markDelivered(c.var.deps, c.var.me, c.req.param('conversationId'), seq);
      return c.body(null, 204);
    })
    .post('/conversations/:conversationId/export', person(deps), async (c) => {
      const request = await readJson(c, ExportRequest);
      const over = deps.turnstile.beginExport(c.var.me);
      const body = await exportRecord(c.var.deps, c.var.me, c.req.param('conversationId'), request).catch(
        (error: unknown) => {
          over();
          throw error;
        },
      );
      const { type, ending } = RECORD_FILES[request.format];
      return c.body(untilOver(body, over), 200, {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="conversation.${ending}"`,
        'Content-Security-Policy': NOTHING_ALLOWED,
      });
    });
}
