import { randomUUID } from 'node:crypto';
import { paths, type RecordFormat } from '../../src/protocol/index.ts';
import { pdf, upload } from './files.ts';
import { expectStatus, type PersonCaller, type World } from './world.ts';

/** What people write who want a document to run, load, hide or pretend something. */
export const HOSTILE = {
  script: `<script>alert('1')</script><img src=x onerror="alert(2)"><style>@import url(https://evil.example/x.css)</style>`,
  entities: '&lt;b&gt; &amp; &#60; ]]> --> </p></li></ol></body> <!-- ',
  bidi: '\u202egnp.exe\u2066 abc \u2069\u2069 \u202c end',
  formula: '=HYPERLINK("https://evil.example","Ana")\n+1\n-1\n@sum',
  controls: 'nul\u0000 bell\u0007 escape\u001b[31m delete\u007f next\u0085 cr\r\n tab\t end',
  lines: 'first\nsecond\u2028third\u2029fourth',
  markdown: '![x](https://evil.example/pixel.png) [a](javascript:alert(1))',
} as const;

export const HOSTILE_NAME = `"><script>alert('name')</script> & \u202eAna`;

/** Exports a conversation. */
export function exportAs(
  world: Pick<World, 'fetch'>,
  person: Pick<PersonCaller, 'token'>,
  conversationId: string,
  format: RecordFormat,
  timeZone = 'Europe/Berlin',
): Promise<Response> {
  return world.fetch(paths.exportOf(conversationId), {
    method: 'POST',
    headers: { Authorization: `Bearer ${person.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ format, timeZone }),
  });
}

/**
 * Sam and Ana, who has a hostile name: what hostile people write, the longest text, files, a message that was deleted with its file, and
 * an automatic reply.
 */
export async function recordScene(world: World) {
  await world.put('alder', 'ana', { name: HOSTILE_NAME, kind: 'client' });
  const [sam, ana] = [await world.person('sam'), await world.person('ana')];
  const { id: conversation } = await sam.open('ana');
  const path = `/v1/conversations/${conversation}/messages`;
  for (const text of Object.values(HOSTILE)) await ana.send(conversation, text);
  const longest = `${'\u{1f600}'.repeat(4999)}<`;
  await sam.send(conversation, longest);

  const bytes = [pdf(700_000), new TextEncoder().encode('plain\n')];
  const names = ["re<port> 'x' & =1+1.pdf", '![notes](https:evil.example).txt'];
  const attachments: string[] = [];
  for (const [index, body] of bytes.entries()) {
    const id = randomUUID();
    const answer = await upload(world, sam, id, names[index] ?? '', body);
    if (answer.status !== 201) throw new Error(`The file was not taken: ${answer.body.code}`);
    attachments.push(id);
  }
  expectStatus(await sam.call('POST', path, { id: randomUUID(), text: '', attachments }), 201);

  const gone = { id: randomUUID(), file: randomUUID() };
  await upload(world, ana, gone.file, 'Kanariendatei.pdf', pdf());
  expectStatus(
    await ana.call('POST', path, { id: gone.id, text: 'Kanarientext', attachments: [gone.file] }),
    201,
  );
  expectStatus(await ana.call('DELETE', `${path}/${gone.id}`), 204);

  const away = {
    memberIds: ['sam'],
    message: 'I am <b>away</b>.',
    start: world.now().toISOString(),
    end: null,
    timeZone: 'UTC',
  };
  expectStatus(await sam.call('PUT', '/v1/out-of-office', away), 200);
  // Who has just written counts as being there, absent or not.
  world.advance(20 * 60_000);
  // Their tokens have been idle for too long by then.
  const later = { sam: await world.person('sam'), ana: await world.person('ana') };
  await later.ana.send(conversation, 'Are you there?');
  return { ...later, conversation, longest, bytes, gone };
}

/** The JSON export, as docs/record.md describes it. */
export interface ExportedRecord {
  export: { at: string; local: string; timeZone: string; by: { id: string; kind: string; name: string } };
  record: {
    form: string;
    conversation: string;
    messageCount: number;
    practice: { id: string; name: string };
    participants: { id: string; name: string; kind: string }[];
    messages: {
      seq: number;
      id: string;
      sender: { id: string; name: string };
      sentAt: string;
      automatic: boolean;
      text?: string;
      files?: { id: string; name: string; type: string; size: number; sha256: string | null }[];
      deletedAt?: string;
    }[];
  };
  sha256: string;
}
