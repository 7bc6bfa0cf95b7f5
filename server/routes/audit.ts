import { Hono } from 'hono';
import { AuditExportRequest } from '../../src/protocol/index.ts';
import { exportAudit } from '../domain/audit/export.ts';
import { readMyAudit, readPracticeAudit } from '../domain/audit/read.ts';
import { person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';
import { readLimit } from './query.ts';
import { untilOver } from './turnstile.ts';

/** Who did what: of the practice for administrators, of their own account for everybody. Also while messaging is off. */
export function auditRoutes(deps: RouteDeps): Hono<Env> {
  const anyTime = person(deps, { messaging: 'optional' });
  return new Hono<Env>()
    .get('/audit', anyTime, async (c) =>
      c.json(await readPracticeAudit(c.var.deps, c.var.me, readLimit(c), c.req.query('cursor'))),
    )
    .get('/me/audit', anyTime, async (c) =>
      c.json(await readMyAudit(c.var.deps, c.var.me, readLimit(c), c.req.query('cursor'))),
    )
    .post('/audit/export', anyTime, async (c) => {
      const request = await readJson(c, AuditExportRequest);
      const over = deps.turnstile.beginExport(c.var.me);
      const body = await exportAudit(c.var.deps, c.var.me, request).catch((error: unknown) => {
        over();
        throw error;
      });
      const type = request.format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json';
      return c.body(untilOver(body, over), 200, {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="audit.${request.format}"`,
      });
    });
}
