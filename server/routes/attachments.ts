import { Hono, type Context } from 'hono';
import { contentDisposition, DEFAULT_LIMITS } from '../../src/protocol/index.ts';
import { openDownload, type Download } from '../domain/files/download.ts';
import { takeUpload } from '../domain/files/upload.ts';
import { Refusal } from '../domain/refusal.ts';
import { person } from './authentication.ts';
import type { Env, RouteDeps } from './context.ts';
import { readFileName } from './disposition.ts';
import { NOTHING_ALLOWED } from './headers.ts';

/** Files on their way in and out, as streams. */
export function attachmentRoutes(deps: RouteDeps): Hono<Env> {
  return new Hono<Env>()
    .put('/attachments/:attachmentId', person(deps), async (c) => {
      const name = readFileName(c.req.header('Content-Disposition'));
      // What is said is refused before it is sent; what is sent is counted all the same.
      const said = Number(c.req.header('Content-Length') ?? 0);
      if (said > DEFAULT_LIMITS.fileBytes) throw new Refusal('file-too-large');
      const upload = { name, body: c.req.raw.body };
      const { attachment, created } = await takeUpload(
        c.var.deps,
        c.var.me,
        c.req.param('attachmentId'),
        upload,
      );
      return c.json(attachment, created ? 201 : 200);
    })
    .get('/attachments/:attachmentId', person(deps), async (c) => {
      const download = await openDownload(c.var.deps, c.var.me, c.req.param('attachmentId'), 'file');
      return answer(c, download, contentDisposition(download.name));
    })
    .get('/attachments/:attachmentId/preview', person(deps), async (c) => {
      const download = await openDownload(c.var.deps, c.var.me, c.req.param('attachmentId'), 'preview');
      return answer(c, download, 'inline');
    });
}

function answer(c: Context<Env>, { type, size, body }: Download, disposition: string): Response {
  return c.body(body, 200, {
    'Content-Type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    'Content-Length': String(size),
    'Content-Disposition': disposition,
    'Content-Security-Policy': NOTHING_ALLOWED,
  });
}
