import { Hono } from 'hono';
import type { Env, RouteDeps } from './context.ts';

/** For whoever runs the backend: is it up, can it work, what has it done. No tokens, and nothing about anybody. */
export function healthRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      await deps.reach();
      return c.json({ status: 'ok' });
    })
    .get('/metrics', (c) =>
      c.body(deps.metrics.render(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
    )
    .get('/openapi.json', async (c) => {
      // Rarely asked for: the page's copy of the backend does without it until then.
      const { openApi } = await import('./openapi.ts');
      return c.json(openApi());
    });
}
