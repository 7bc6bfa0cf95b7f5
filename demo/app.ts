import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { PROBLEM_TYPE } from '../src/protocol/index.ts';
import { homePage } from './pages/home.ts';
import { landingPage } from './pages/landing.ts';
import { messagesPage } from './pages/messages.ts';
import type { Viewer } from './pages/layout.ts';
import type { Fetch, PortalApi } from './portal-api.ts';
import { practices, riverside } from './practices.ts';

export interface DemoOptions {
  /** The backend that the pages talk to, here on the same origin. */
  backend: Fetch;
  /** What the demo's portal does with its API key. */
  portal: PortalApi;
  /** The folder of the built script-tag bundle. */
  bundle: string;
}

/** What a careful portal allows: its own files, and Lit's templates under Trusted Types. Nothing inline, nobody else. */
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
  trustedTypes: ['lit-html'],
};

const publicFolder = fileURLToPath(new URL('public', import.meta.url));

/**
 * A practice's portal as a stranger would build it, with the backend behind it. The demo signs everybody in who asks:
 * a real portal gives a token only to the person whose session it has checked.
 */
export function createDemo({ backend, portal, bundle }: DemoOptions): Hono {
  const app = new Hono();

  const page = secureHeaders({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'SAMEORIGIN',
    // The demo is plain HTTP on this machine.
    strictTransportSecurity: false,
  });
  app.use('/', page).use('/portal/*', page);

  app.get('/', (c) => c.html(landingPage()));
  for (const [path, render] of [
    ['/portal', messagesPage],
    ['/portal/home', homePage],
  ] as const) {
    app.get(path, (c) => {
      const viewer = findViewer(c.req.query('as') ?? 'maya', c.req.query('practice'));
      return viewer ? c.html(render(viewer)) : notFound();
    });
  }

  app.get('/demo/token', async (c) => {
    const viewer = findViewer(c.req.query('as'), c.req.query('practice'));
    if (!viewer) return notFound();
    const { token } = await portal.token(viewer.practice.id, viewer.person.id);
    return c.json({ token }, 200, { 'cache-control': 'no-store' });
  });

  const staticFiles = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
  const serve = (root: string, rewriteRequestPath = (path: string) => path) =>
    serveStatic({
      root,
      rewriteRequestPath,
      onFound: (_path, c) => Object.entries(staticFiles).forEach(([name, value]) => c.header(name, value)),
    });
  app.get(
    '/demo/*',
    serve(publicFolder, (path) => path.replace(/^\/demo/, '')),
  );
  app.get(
    '/favicon.ico',
    serve(publicFolder, () => '/riverside.svg'),
  );
  for (const path of ['/entrenous.js', '/entrenous.js.map', '/chunks/*']) app.get(path, serve(bundle));

  app.all('*', (c) => backend(c.req.raw));
  return app;
}

/** Who looks at the portal; `undefined` when there is no such person or practice. */
function findViewer(personId: string | undefined, practiceId: string = riverside.id): Viewer | undefined {
  const practice = practices.find(({ id }) => id === practiceId);
  const person = practice?.people.find(({ id }) => id === personId);
  return practice && person && { practice, person };
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
