import { Hono } from 'hono';
import { FeaturesRequest, NoticeDismissed, NoticeRequest } from '../../src/protocol/index.ts';
import { languageOf, noteLanguage } from '../domain/mail/language.ts';
import { changeNotice, dismissNotice } from '../domain/notice.ts';
import { describeMe, setFeatures } from '../domain/practice.ts';
import { person } from './authentication.ts';
import { NOTICE_BODY_LIMIT, readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';

/** Who I am, and the practice's features and guidelines. All are there while messaging is off. */
export function practiceRoutes(deps: RouteDeps): Hono<Env> {
  const anyTime = person(deps, { messaging: 'optional' });
  return new Hono<Env>()
    .get('/me', anyTime, async (c) => {
      await noteLanguage(c.var.deps, c.var.me, languageOf(c.req.header('Accept-Language')));
      return c.json(await describeMe(c.var.deps, c.var.me));
    })
    .put('/practice/features', anyTime, async (c) =>
      c.json(await setFeatures(c.var.deps, c.var.me, await readJson(c, FeaturesRequest))),
    )
    .put('/practice/notice', anyTime, async (c) => {
      const { html } = await readJson(c, NoticeRequest, NOTICE_BODY_LIMIT);
      return c.json(await changeNotice(c.var.deps, c.var.me, html));
    })
    .put('/me/notice-dismissed', anyTime, async (c) => {
      await dismissNotice(c.var.deps, c.var.me, await readJson(c, NoticeDismissed));
      return c.body(null, 204);
    });
}
