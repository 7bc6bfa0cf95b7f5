import { Hono } from 'hono';
import {
  EmailNotices,
  RenewalRequest,
  SignInCodeRequest,
  SignInRequest,
  SignOutRequest,
} from '../../src/protocol/index.ts';
import { inPractice } from '../domain/deps.ts';
import { allowedOriginsOf, allowedOriginsOfSession } from '../domain/origins.ts';
import { switchEmailNotices } from '../domain/email-notices.ts';
import { languageOf } from '../domain/mail/language.ts';
import { requestCode } from '../domain/sign-in/codes.ts';
import { renew, signIn, signOut } from '../domain/sign-in/sessions.ts';
import { anybody, person } from './authentication.ts';
import { readJson } from './body.ts';
import type { Env, RouteDeps } from './context.ts';
import { checkPage } from './cross-origin.ts';

/** Signing in by e-mail, for websites without a log-in of their own, and the notices that clients get. */
export function signInRoutes(deps: RouteDeps): Hono<Env> {
  const anyTime = person(deps, { messaging: 'optional' });
  return new Hono<Env>()
    .post('/sign-in/codes', anybody(deps), async (c) => {
      const request = await readJson(c, SignInCodeRequest);
      await checkPage(deps, c, await allowedOriginsOf(deps, request.practice));
      const language = languageOf(c.req.header('Accept-Language'));
      return c.json(
        await requestCode(inPractice(deps, request.practice), request, c.env.address, language),
        202,
      );
    })
    .post('/sign-in', anybody(deps), async (c) => {
      const request = await readJson(c, SignInRequest);
      await checkPage(deps, c, await allowedOriginsOf(deps, request.practice));
      const language = languageOf(c.req.header('Accept-Language'));
      return c.json(await signIn(inPractice(deps, request.practice), request, c.env.address, language));
    })
    .post('/sign-in/renewal', anybody(deps), async (c) => {
      const { session } = await readJson(c, RenewalRequest);
      await checkPage(deps, c, await allowedOriginsOfSession(deps, session));
      return c.json(await renew(deps, session));
    })
    .post('/sign-out', anyTime, async (c) => {
      const { everywhere } = await readJson(c, SignOutRequest);
      await signOut(c.var.deps, c.var.me, everywhere);
      return c.body(null, 204);
    })
    .put('/me/notices', anyTime, async (c) =>
      c.json(await switchEmailNotices(c.var.deps, c.var.me, await readJson(c, EmailNotices))),
    );
}
