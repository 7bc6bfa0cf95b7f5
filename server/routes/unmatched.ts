import type { Hono, NotFoundHandler } from 'hono';
import type { Env } from './context.ts';
import { problemResponse } from './problem.ts';

/** A route's method and what its path looks like. */
interface Route {
  method: string;
  pattern: RegExp;
}

/** Answers what no route takes: 405 with the methods that are there when the path is known, else 404. */
export function unmatched(app: Hono<Env>): NotFoundHandler<Env> {
  const routes: Route[] = app.routes
    .filter((route) => route.method !== 'ALL')
    .map(({ method, path }) => ({ method, pattern: toPattern(path) }));
  return function answerUnmatched(c) {
    const methods = new Set(
      routes.filter(({ pattern }) => pattern.test(c.req.path)).map(({ method }) => method),
    );
    if (methods.has('GET')) methods.add('HEAD');
    if (methods.size === 0) return problemResponse('not-found');
    return problemResponse('method-not-allowed', undefined, { Allow: [...methods].join(', ') });
  };
}

function toPattern(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:[A-Za-z]+/g, '[^/]+')}$`);
}
