import { Hono } from 'hono';
import { noteView } from '../domain/audit/record.ts';
import { listen } from '../domain/listening.ts';
import { frameStream } from '../events/response.ts';
import { parseCursor } from '../events/sse.ts';
import { personFrames } from '../events/stream.ts';
import { person } from './authentication.ts';
import type { Env, RouteDeps } from './context.ts';
import { codeOf } from './errors.ts';

/** The stream of my events. Ends with the oldest of too many, with the token, with the person's activity, with the backend, or with the reader. */
export function eventRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>().get('/events', person(deps, { messaging: 'optional' }), async (c) => {
    const { me } = c.var;
    const cursor = parseCursor(c.req.header('Last-Event-ID'));
    // Everything that the stream will bring; what has arrived is noted where the device says so.
    await noteView(c.var.deps, me, { action: 'events.opened' });
    const source = listen(c.var.deps, me);
    const { end, ended } = deps.turnstile.openStream(me);
    deps.metrics.streamOpened();
    const body = frameStream(
      (signal) => personFrames(source, cursor, signal, deps.timing),
      AbortSignal.any([deps.closing, c.req.raw.signal, end]),
      me.expiresAt.getTime() - deps.now().getTime(),
      (error) => {
        ended();
        source.waiter.stop();
        deps.metrics.streamClosed();
        if (error !== undefined) deps.log({ level: 'error', event: 'stream-failed', code: codeOf(error) });
      },
    );
    return c.body(body, 200, {
      'Content-Type': 'text/event-stream',
      // Proxies that gather answers would hold events back.
      'X-Accel-Buffering': 'no',
    });
  });
}
