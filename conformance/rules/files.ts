import { randomUUID } from 'node:crypto';
import { Attachment, paths } from '../../src/protocol/index.ts';
import { answered, holds, NotOffered, refused, same, status } from '../expect.ts';
import { must, should } from '../rule.ts';

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text));
const PDF = bytes(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
/** One grey pixel. */
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

/** Files. */
export const files = [
  must(
    'files.upload',
    'An upload answers 201 with name, type and size; the same id again answers 200 and the first result.',
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      const id = randomUUID();
      const first = answered(await doctor.upload(id, 'report.pdf', PDF), Attachment, 201);
      same(
        [first.id, first.name, first.type, first.size],
        [id, 'report.pdf', 'application/pdf', PDF.length],
        'the file',
      );
      same(
        answered(await doctor.upload(id, 'other.txt', bytes('other')), Attachment, 200),
        first,
        'the first result',
      );
    },
    'files',
  ),
  must(
    'files.content',
    'A file is what its content is: one whose name says something else, or of another kind, is `file-type-refused`.',
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      for (const [name, content] of [
        ['picture.png', PDF],
        ['report.pdf', bytes('hello')],
        ['page.html', bytes('<html></html>')],
        ['picture.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
        ['program.exe', bytes('MZ\u0000')],
        ['none', PDF],
      ] as const) {
        refused(await doctor.upload(randomUUID(), name, content), 'file-type-refused');
      }
    },
    'files',
  ),
  must(
    'files.empty',
    'An empty file is refused with `file-empty`.',
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      refused(await doctor.upload(randomUUID(), 'empty.txt', bytes('')), 'file-empty');
    },
    'files',
  ),
  must(
    'files.too-large',
    'A file over the limit of `GET /me` is refused with `file-too-large`.',
    async (ground) => {
      const { doctor } = await ground.cast('doctor');
      const { fileBytes } = (await doctor.me()).limits;
      if (fileBytes > 64 * 1024 * 1024)
        throw new NotOffered('the limit is over 64 MB, more than a check sends');
      refused(
        await doctor.upload(randomUUID(), 'large.txt', new Uint8Array(fileBytes + 1).fill(97)),
        'file-too-large',
      );
    },
    'files',
  ),
  must(
    'files.complete',
    'A message with a file that is not uploaded, or that somebody else uploaded, is `file-missing`.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      refused(await a.post(id, { id: randomUUID(), text: 'x', attachments: [randomUUID()] }), 'file-missing');
      const theirs = randomUUID();
      status(await b.upload(theirs, 'theirs.pdf', PDF), 201);
      refused(await a.post(id, { id: randomUUID(), text: 'x', attachments: [theirs] }), 'file-missing');
    },
    'files',
  ),
  must(
    'files.too-many',
    'More files than the limit of `GET /me` are refused with `too-many-files`.',
    async (ground) => {
      const { a, id } = await ground.pair();
      const attachments = Array.from({ length: (await a.me()).limits.files + 1 }, () => randomUUID());
      refused(await a.post(id, { id: randomUUID(), text: 'x', attachments }), 'too-many-files');
    },
    'files',
  ),
  must(
    'files.download',
    'Participants download the same bytes, as an attachment, sandboxed and of its own type; a message may be a file alone.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const file = randomUUID();
      status(await a.upload(file, 'Bericht ü.pdf', PDF), 201);
      const sent = await a.send(id, '', [file]);
      same(
        sent.attachments.map((it) => it.id),
        [file],
        'attachments',
      );
      const seen = status(await b.call('GET', paths.attachment(file)), 200);
      same(seen.text, new TextDecoder().decode(PDF), 'the bytes');
      const { headers } = seen;
      same(headers.get('content-type'), 'application/pdf', 'Content-Type');
      same(headers.get('x-content-type-options'), 'nosniff', 'X-Content-Type-Options');
      holds(
        headers.get('content-disposition')?.startsWith('attachment') === true,
        'Content-Disposition: attachment',
        headers.get('content-disposition'),
      );
      holds(
        headers.get('content-security-policy')?.includes('sandbox') === true,
        'a policy with sandbox',
        headers.get('content-security-policy'),
      );
    },
    'files',
  ),
  must(
    'files.private',
    'A file of a conversation that is not mine answers as one that does not exist.',
    async (ground) => {
      const { a, id } = await ground.pair();
      const file = randomUUID();
      status(await a.upload(file, 'private.pdf', PDF), 201);
      const { colleague } = await ground.cast('colleague');
      refused(await colleague.call('GET', paths.attachment(file)), 'not-found');
      await a.send(id, 'here', [file]);
      for (const path of [paths.attachment, paths.preview]) {
        const there = await colleague.call('GET', path(file));
        refused(there, 'not-found');
        same(
          there.text,
          (await colleague.call('GET', path(randomUUID()))).text,
          'the body for what does not exist',
        );
      }
    },
    'files',
  ),
  must(
    'files.deleted',
    'With its message a file is gone for everybody.',
    async (ground) => {
      const { a, b, id } = await ground.pair();
      const file = randomUUID();
      status(await a.upload(file, 'gone.pdf', PDF), 201);
      const sent = await a.send(id, 'here', [file]);
      status(await a.remove(id, sent.id), 204);
      for (const person of [a, b]) refused(await person.call('GET', paths.attachment(file)), 'not-found');
    },
    'files',
  ),
  should(
    'files.preview',
    'A picture has a small raster picture of it, shown inline and sandboxed.',
    async (ground) => {
      const { a } = await ground.pair();
      const file = randomUUID();
      const { preview } = answered(await a.upload(file, 'picture.png', PNG), Attachment, 201);
      if (!preview) throw new NotOffered('the backend makes no previews');
      const { headers } = status(await a.call('GET', paths.preview(file)), 200);
      holds(
        /^image\/(webp|jpeg|png)$/.test(headers.get('content-type') ?? ''),
        'a raster picture',
        headers.get('content-type'),
      );
      holds(
        headers.get('content-security-policy')?.includes('sandbox') === true,
        'a policy with sandbox',
        'none',
      );
    },
    'files',
  ),
];
