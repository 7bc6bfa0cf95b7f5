import { Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { API_PREFIX } from '../src/protocol/index.ts';
import { ABSENCES_MS, startAbsenceClock } from './domain/absence-clock.ts';
import { startCollector } from './domain/files/collector.ts';
import { MAIL_MS, startMail } from './domain/mail/desk.ts';
import { portalDirectory } from './domain/identity.ts';
import { signedTokens } from './domain/signed-tokens.ts';
import { EventHub } from './events/hub.ts';
import { STREAM_TIMING, type StreamTiming } from './events/stream.ts';
import type { Backend, BackendOptions, Caller } from './ports.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import type { Env, RouteDeps } from './routes/context.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { crossOrigin } from './routes/cross-origin.ts';
import { codeOf, errorHandler } from './routes/errors.ts';
import { eventRoutes } from './routes/events.ts';
import { makeSafe, safeHeaders } from './routes/headers.ts';
import { healthRoutes } from './routes/health.ts';
import { messageRoutes } from './routes/messages.ts';
import { createMetrics, type Metrics } from './routes/metrics.ts';
import { outOfOfficeRoutes } from './routes/out-of-office.ts';
import { peopleRoutes } from './routes/people.ts';
import { portalRoutes } from './routes/portal.ts';
import { presenceRoutes } from './routes/presence.ts';
import { practiceRoutes } from './routes/practice.ts';
import { problemResponse } from './routes/problem.ts';
import { searchRoutes } from './routes/search.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { Turnstile } from './routes/turnstile.ts';
import { unmatched } from './routes/unmatched.ts';
import { bringUpToDate } from './domain/start.ts';
import { wrappedKeys } from './store/keys.ts';
import { Vault } from './vault/vault.ts';

/**
 * Starts a backend on a database: brings the schema up to date, proves the keys, listens for other processes' changes.
 * The database stays the caller's: close it after the backend.
 * @param timing how event streams and the looks for due mails and absences are timed
 * @throws {VaultError} when the key-encryption keys are not the database's (`kek-mismatch`, `kek-unproven`)
 * @throws {SchemaTooOldError} when the schema is of an older release and nobody here may change it
 * @throws {SchemaTooNewError} when the database was written by a newer release
 */
export async function createBackend(
  options: BackendOptions,
  timing: StreamTiming & { mailMs?: number; absencesMs?: number } = STREAM_TIMING,
): Promise<Backend> {
  const { database, keys, portals, mailer } = options;
  const now = options.now ?? (() => new Date());
  const log = options.log ?? (() => undefined);
  const signed = signedTokens(portals);

  const vault = new Vault(keys, wrappedKeys(database));
  await bringUpToDate(options.owner ?? database, { keys, vault }, now());
  const { within } = database;
  const hub = new EventHub(database, (error) =>
    log({ level: 'warn', event: 'hint-not-sent', code: codeOf(error) }),
  );
  await hub.start();

  const absences = startAbsenceClock({ within, hub, now }, timing.absencesMs ?? ABSENCES_MS, (error) =>
    log({ level: 'warn', event: 'absences-wait', code: codeOf(error) }),
  );

  const { files: store, images: codec } = options;
  const collector = startCollector(
    within({ work: 'collect' }),
    store,
    now,
    (error) => log({ level: 'warn', event: 'files-not-collected', code: codeOf(error) }),
    (copies) => log({ level: 'info', event: 'copies-removed', copies }),
  );

  const mail =
    mailer &&
    startMail({ within, vault, mailer, now, log }, timing.mailMs ?? MAIL_MS, (error) =>
      log({ level: 'warn', event: 'mail-waits', code: codeOf(error) }),
    );

  const closing = new AbortController();
  const deps: RouteDeps = {
    within,
    reach: async () => void (await database.query('select 1')),
    vault,
    hub,
    now,
    absences,
    files: store && { store, codec, collector },
    mail,
    allowedOrigins: new Set(options.allowedOrigins),
    log,
    signedTokens: signed,
    portalOf: portalDirectory(portals),
    metrics: createMetrics(),
    turnstile: new Turnstile(now),
    closing: closing.signal,
    timing,
  };
  const app = createApp(deps);
  const answering = new Set<Promise<Response>>();

  return {
    async fetch(request, caller = {}) {
      if (closing.signal.aborted) return makeSafe(problemResponse('unavailable'));
      const answer =
        request.method === 'HEAD' ? answerHead(app, request, caller) : answerRequest(app, request, caller);
      answering.add(answer);
      try {
        return await answer;
      } finally {
        answering.delete(answer);
      }
    },

    async close() {
      closing.abort();
      await Promise.allSettled(answering);
      await mail?.stop();
      await collector.stop();
      await absences.stop();
      await hub.stop();
    },
  };
}

function createApp(deps: RouteDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(countRequests(deps.metrics), safeHeaders(), crossOrigin(deps));
  app.route('/', healthRoutes(deps));
  for (const routes of [
    practiceRoutes,
    peopleRoutes,
    conversationRoutes,
    messageRoutes,
    attachmentRoutes,
    searchRoutes,
    outOfOfficeRoutes,
    eventRoutes,
    presenceRoutes,
    signInRoutes,
    auditRoutes,
    portalRoutes,
  ]) {
    app.route(API_PREFIX, routes(deps));
  }
  app.onError(errorHandler(deps.log));
  app.notFound(unmatched(app));
  return app;
}

async function answerRequest(app: Hono<Env>, request: Request, caller: Caller): Promise<Response> {
  return app.fetch(request, caller);
}

/**
 * HEAD is GET without the body, which is let go: an event stream must not stay open for it. The request is made anew of its
 * parts: a listener's own kind of request is none that the standard constructor takes.
 */
async function answerHead(app: Hono<Env>, request: Request, caller: Caller): Promise<Response> {
  const { url, headers, signal } = request;
  const answer = await app.fetch(new Request(url, { method: 'GET', headers, signal }), caller);
  await answer.body?.cancel();
  return new Response(null, answer);
}

/** Counts each answer under its route's pattern; what matched none is counted together. */
function countRequests(metrics: Metrics): MiddlewareHandler<Env> {
  return async function countRequest(c, next) {
    await next();
    const path = routePath(c, -1);
    metrics.requestAnswered(c.req.method, path.includes('*') ? 'none' : path, c.res.status);
  };
}
