import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import pg from 'pg';
import { bundleFolder, ensureBundle } from '../../../scripts/bundle.ts';
import { sharpCodec } from '../../../server/node/images.ts';
import { listen } from '../../../server/node/listener.ts';
import { postgresDatabase } from '../../../server/store/adapters/postgres.ts';
import { startPostgres } from '../../helpers/postgres.ts';
import { createWorld, type World } from '../../helpers/world.ts';

/** A page as its author wrote it. */
export interface StrangersPage {
  head?: string;
  body: string;
  /** The `Content-Security-Policy`; none if left out. */
  policy?: string;
}

/** A site that is not ours: its own pages and log-in on one origin, two of our backends on others. */
export interface Stranger {
  readonly url: string;
  readonly backends: readonly [string, string];
  readonly worlds: readonly [World, World];
  /** What browsers reported about violated policies, also before any script ran. */
  readonly reports: string[];
  /** Publishes a page. `{as}` in it is who looks at it. @returns its path */
  publish(page: StrangersPage): string;
  /** Puts a file beside the pages. @returns its path */
  put(type: 'text/javascript' | 'text/css', text: string): string;
  /**
   * Serves a folder as a site, where `messages-token` below its address is Ana's token at the first backend.
   * @param instead files that are served instead of the folder's @returns its address
   */
  site(folder: string, instead: Record<string, string>, policy?: string): string;
  stop(): Promise<void>;
}

/** What an answer of the site's log-in is: a token for the person, at one of the two backends. */
const TOKEN = '/token/:backend/:practice/:person';

/**
 * Starts the site, with the bundle as it is built in two folders of it.
 * @param options.origins of more pages that the backends let in
 */
export async function startStranger({ origins = [] }: { origins?: string[] } = {}): Promise<Stranger> {
  await ensureBundle();
  const postgres = await startPostgres();
  const pages = new Map<string, StrangersPage>();
  const files: [type: string, text: string][] = [];
  const sites: { folder: string; instead: Record<string, string>; policy: string | undefined }[] = [];
  const reports: string[] = [];
  const app = new Hono();
  const listener = await listen((request) => app.fetch(request), { host: '127.0.0.1', port: 0 });
  const url = `http://localhost:${listener.port}`;
  const first = await startBackend(postgres.url, 'first', [url, ...origins]);
  const second = await startBackend(postgres.url, 'second', [url, ...origins]);
  const worlds = [first.world, second.world] as const;

  app.get('/pages/:id', (c) => {
    const page = pages.get(c.req.param('id'));
    if (page === undefined) return c.notFound();
    if (page.policy !== undefined) c.header('content-security-policy', `${page.policy}; report-uri /reports`);
    const { head = '', body } = page;
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body>${body}</body></html>`;
    return c.html(html.replaceAll('{as}', c.req.query('as') ?? ''));
  });
  app.post('/reports', async (c) => {
    reports.push(await c.req.text());
    return c.body(null, 204);
  });
  app.get(TOKEN, async (c) => {
    const world = worlds[Number(c.req.param('backend'))] ?? worlds[0];
    const { token } = await world.person(c.req.param('person'), c.req.param('practice'));
    return c.json({ token });
  });
  app.get('/messages-token', async (c) => c.json({ token: (await first.world.person('ana')).token }));
  app.get('/sites/:id/*', async (c, next) => {
    const site = sites[Number(c.req.param('id'))];
    if (site === undefined) return c.notFound();
    const path = c.req.path.split('/').slice(3).join('/') || 'index.html';
    if (path === 'messages-token') return c.redirect('/messages-token');
    if (site.policy !== undefined) c.header('content-security-policy', `${site.policy}; report-uri /reports`);
    const text = site.instead[path];
    if (text !== undefined) return c.html(text);
    return serveStatic({ root: site.folder, path })(c, next);
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/files/:id', (c) => {
    const [type, text] = files[Number(c.req.param('id'))] ?? [];
    return text === undefined
      ? c.notFound()
      : c.body(text, 200, { 'content-type': `${type}; charset=utf-8` });
  });
  app.get('/copy/*', serveStatic({ root: bundleFolder, rewriteRequestPath: (path) => path.slice(5) }));
  app.get('/moved/*', (c) => c.redirect(c.req.path.slice('/moved'.length)));
  app.get('*', serveStatic({ root: bundleFolder }));

  return {
    url,
    backends: [first.url, second.url],
    worlds,
    reports,
    publish(page) {
      const id = String(pages.size + 1);
      pages.set(id, page);
      return `/pages/${id}`;
    },
    put(type, text) {
      files.push([type, text]);
      return `/files/${files.length - 1}`;
    },
    site(folder, instead, policy) {
      sites.push({ folder, instead, policy });
      return `${url}/sites/${sites.length - 1}/`;
    },
    async stop() {
      await Promise.all([first.stop(), second.stop(), listener.close()]);
      await postgres.stop();
    },
  };
}

interface RunningBackend {
  url: string;
  world: World;
  stop(): Promise<void>;
}

/** One of our backends, on a database of its own. */
async function startBackend(
  cluster: string,
  name: string,
  allowedOrigins: readonly string[],
): Promise<RunningBackend> {
  const client = new pg.Client(cluster);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const database = postgresDatabase({
    connectionString: Object.assign(new URL(cluster), { pathname: `/${name}` }).href,
    max: 20,
  });
  const world = await createWorld(database, { allowedOrigins, images: await sharpCodec() });
  const listener = await listen((request) => world.backend.fetch(request), {
    host: '127.0.0.1',
    port: 0,
  });
  return {
    url: `http://localhost:${listener.port}`,
    world,
    async stop() {
      await Promise.all([world.backend.close(), listener.close()]);
      await database.close();
    },
  };
}

/**
 * The policy of a careful page. `'self'` in `connect-src` is for the page's own `token-url`.
 * @param trustedTypes the names of policies that the page allows; any if left out
 */
export function strictPolicy({ backends }: Stranger, trustedTypes?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${backends.join(' ')}`,
    "img-src 'self' blob:",
    "font-src 'none'",
    "require-trusted-types-for 'script'",
    ...(trustedTypes === undefined ? [] : [`trusted-types ${trustedTypes}`]),
  ].join('; ');
}
