import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import * as v from 'valibot';
import type { Caller } from '../server/ports.ts';
import { Conversation, paths, PROBLEM_TYPE } from '../src/protocol/index.ts';
import { isLanguage } from './languages.ts';
import type { Mailbox } from './mailbox.ts';
import { homePage } from './pages/home.ts';
import { landingPage } from './pages/landing.ts';
import { mailboxPage } from './pages/mailbox.ts';
import { messagesPage } from './pages/messages.ts';
import { settingsPage } from './pages/settings.ts';
import { websitePage } from './pages/website.ts';
import type { Viewer } from './pages/layout.ts';
import { callBackend, type Fetch, type PortalApi, RefusedError } from './portal-api.ts';
import { practices, riverside } from './practices.ts';

export interface DemoOptions {
  /** The backend that the pages talk to, here on the same origin. */
  backend: Fetch;
  /** What the demo's portal does with its API key. */
  portal: PortalApi;
  /** The folder of the built script-tag bundle. */
  bundle: string;
  /** Where the mails are that the backend has sent. */
  mailbox: Mailbox;
}

/** What a careful portal allows: its own files, and Lit's templates and DOMPurify under Trusted Types. Nothing inline, nobody else. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  frameSrc: ["'self'"],
  frameAncestors: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ['lit-html', 'dompurify'],
};

const publicFolder = fileURLToPath(new URL('public', import.meta.url));

/**
 * A practice's portal as a stranger would build it, with the backend behind it. The demo signs everybody in who asks:
 * a real portal gives a token only to the person whose session it has checked.
 */
export function createDemo({ backend, portal, bundle, mailbox }: DemoOptions): Hono<{ Bindings: Caller }> {
  const app = new Hono<{ Bindings: Caller }>();

  const page = secureHeaders({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    // The demo is plain HTTP on this machine.
    strictTransportSecurity: false,
  });
  for (const path of ['/', '/portal/*', '/website', '/demo/mailbox']) app.use(path, page);

  app.get('/', (c) => c.html(landingPage()));
  app.get('/portal', async (c) => {
    const viewer = findViewer(c.req.query('as') ?? 'maya', c.req.query('practice'), c.req.query('lang'));
    if (!viewer) return notFound();
    return c.html(messagesPage(viewer, await conversationWith(viewer, c.req.query('with'))));
  });
  app.get('/portal/home', (c) => {
    const viewer = findViewer(c.req.query('as') ?? 'maya', c.req.query('practice'), c.req.query('lang'));
    return viewer ? c.html(homePage(viewer)) : notFound();
  });

  app.get('/portal/settings', (c) => {
    const viewer = findViewer(c.req.query('as') ?? 'maya', c.req.query('practice'), c.req.query('lang'));
    return viewer ? c.html(settingsPage(viewer)) : notFound();
  });

  app.get('/website', (c) => c.html(websitePage()));
  app.get('/demo/mailbox', (c) => c.html(mailboxPage(mailbox.mails)));
  app.get('/demo/mailbox/count', (c) => c.json({ count: mailbox.mails.length }));

  app.get('/demo/token', async (c) => {
    const viewer = findViewer(c.req.query('as'), c.req.query('practice'));
    if (!viewer) return notFound();
    const { token } = await portal.token(viewer.practice.id, viewer.person.id);
    return c.json({ token }, 200, { 'cache-control': 'no-store' });
  });

  const script = ['/entrenous.js', '/entrenous.js.map', '/chunks/*'] as const;
  for (const path of ['/demo/*', '/favicon.ico', ...script]) app.use(path, staticHeaders, compress());
  for (const path of script) app.get(path, serveStatic({ root: bundle }));
  app.get(
    '/demo/*',
    serveStatic({ root: publicFolder, rewriteRequestPath: (path) => path.replace(/^\/demo/, '') }),
  );
  app.get('/favicon.ico', serveStatic({ root: publicFolder, path: 'riverside.svg' }));

  app.all('*', (c) => backend(c.req.raw, c.env));
  return app;

  /** The conversation that a link leads to, as "Write to …" on a client's page would. */
  async function conversationWith(
    { practice, person }: Viewer,
    id: string | undefined,
  ): Promise<string | undefined> {
    if (!practice.people.some((other) => other.id === id)) return undefined;
    const { token } = await portal.token(practice.id, person.id);
    try {
      const answer = await callBackend(backend, token, 'POST', paths.conversations(), { personId: id });
      return v.parse(Conversation, answer).id;
    } catch (error) {
      // These two do not write to each other, or messaging is switched off: the page shows the inbox as it is.
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }
}

/** Checked again at each use, so that a new build is seen; never taken for another type than it is sent as. */
const staticHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.req.path === '/demo/token' || c.req.path.startsWith('/demo/mailbox')) return;
  c.header('cache-control', 'no-cache');
  c.header('x-content-type-options', 'nosniff');
};

/** Who looks at the portal; `undefined` when there is no such person or practice. */
function findViewer(
  personId: string | undefined,
  practiceId: string = riverside.id,
  lang?: string,
): Viewer | undefined {
  const practice = practices.find(({ id }) => id === practiceId);
  const person = practice?.people.find(({ id }) => id === personId);
  return practice && person && { practice, person, lang: isLanguage(lang) ? lang : undefined };
}

function notFound(): Response {
  const body = {
    type: 'about:blank',
    title: 'There is no such person in this demo.',
    status: 404,
    code: 'not-found',
  };
  return new Response(JSON.stringify(body), { status: 404, headers: { 'content-type': PROBLEM_TYPE } });
}
