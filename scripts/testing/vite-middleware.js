import { createServer } from 'vite';

/**
 * Lets Vite serve the modules of @web/test-runner: its dev server alone cannot bundle the packages that need it (PGlite) nor
 * compile our TypeScript the way the build does.
 *
 * @param {string} root the checkout's folder
 * @returns {Promise<Pick<import('@web/test-runner').TestRunnerConfig, 'plugins' | 'middleware'>>}
 */
export async function viteForTestRunner(root) {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    clearScreen: false,
    logLevel: 'warn',
    cacheDir: '.cache/vite-tests',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    // nanostores reads it at run time; a page has no `process`.
    define: { 'process.env.NODE_ENV': '"test"' },
    optimizeDeps: {
      // Everything that any test may load is known at the start: a package that is found later reloads the page under its test.
      entries: ['test/**/*.test.ts', '!test/**/*.node.test.ts'],
      exclude: ['@web/test-runner-commands', '@electric-sql/pglite'],
    },
    plugins: [testRunnerModules],
  });
  return {
    plugins: [{ name: 'vite', serverStop: () => vite.close() }],
    middleware: [(context, next) => (isTestRunners(context.path) ? next() : serve(vite, context, next))],
  };
}

/** Leaves the test runner's own modules to it. */
const testRunnerModules = {
  name: 'test-runner-modules',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id */
  resolveId(id) {
    const start = id.search(/\/__web-(dev-server|test-runner)__/);
    return start === -1 ? null : { id: id.slice(start), external: true };
  },
};

/** @param {string} path */
function isTestRunners(path) {
  return path === '/' || path.startsWith('/__web-');
}

/**
 * Hands a request to Vite, and back to the test runner if Vite does not answer it.
 *
 * @param {import('vite').ViteDevServer} vite
 * @param {import('koa').Context} context
 * @param {import('koa').Next} next
 */
async function serve(vite, context, next) {
  const answered = await new Promise((resolve, reject) => {
    const { req, res } = context;
    const ended = () => resolve(true);
    res.once('close', ended);
    // Koa has put a 404 here; Vite's handlers expect an untouched response, and end it without Koa.
    res.statusCode = 200;
    context.respond = false;
    vite.middlewares(req, res, (/** @type {unknown} */ error) => {
      res.off('close', ended);
      context.respond = true;
      res.statusCode = 404;
      if (error) reject(error);
      else resolve(false);
    });
  });
  if (!answered) await next();
}
