import { zip } from '../../demo/seed/zip.ts';
import { contentDisposition, paths, type Attachment } from '../../src/protocol/index.ts';
import type { Caller, World } from './world.ts';

const encoder = new TextEncoder();

/** A PDF of one empty page, padded to a size. */
export function pdf(size = 0): Uint8Array<ArrayBuffer> {
  const head =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n';
  const page = '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n';
  const end = '\ntrailer<</Root 1 0 R>>\n%%EOF\n';
  const pad = `%${' '.repeat(Math.max(0, size - head.length - page.length - end.length - 1))}`;
  return encoder.encode(head + page + pad + end);
}

/** A small PNG. */
export async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const create = { width: 20, height: 10, channels: 3 as const, background: '#abc' };
  return Uint8Array.from(await sharp({ create }).png().toBuffer());
}

const CONTENT_TYPES =
  '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

/** A Word document, with other parts if given. */
export function docx(more: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array<ArrayBuffer> {
  return zip({
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': '<Relationships/>',
    'word/document.xml': '<w:document/>',
    ...more,
  });
}

/** Uploads a file as a person. */
export async function upload(
  world: Pick<World, 'fetch'>,
  person: Pick<Caller, 'token'>,
  id: string,
  name: string,
  body: BodyInit,
): Promise<{ status: number; body: Attachment & { code?: string } }> {
  const response = await world.fetch(paths.attachment(id), {
    method: 'PUT',
    headers: { authorization: `Bearer ${person.token}`, 'content-disposition': contentDisposition(name) },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
  return { status: response.status, body: (await response.json()) as Attachment };
}

/** Downloads a file or its preview as a person. */
export function download(
  world: Pick<World, 'fetch'>,
  person: Pick<Caller, 'token'>,
  path: string,
): Promise<Response> {
  return world.fetch(path, { headers: { authorization: `Bearer ${person.token}` } });
}
