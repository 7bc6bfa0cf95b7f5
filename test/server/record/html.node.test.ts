import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshDatabase } from '../../helpers/postgres.ts';
import { exportAs, HOSTILE, recordScene, type ExportedRecord } from '../../helpers/record-scene.ts';
import { createWorld } from '../../helpers/world.ts';

/** The elements that the document is made of, and the attributes that each may have. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'http-equiv', 'content', 'name'],
  title: [],
  style: [],
  body: [],
  main: [],
  h1: [],
  h2: [],
  dl: [],
  dt: [],
  dd: [],
  br: [],
  bdi: [],
  code: [],
  time: ['datetime'],
  ol: [],
  ul: ['class'],
  li: ['class'],
  p: ['class', 'dir'],
  span: ['class'],
};

describe('a conversation exported as HTML', async () => {
  const world = await createWorld((await freshDatabase()).connect());
  const { sam, conversation, longest, gone } = await recordScene(world);
  const response = await exportAs(world, sam, conversation, 'html');
  const html = await response.text();
  const json = (await (await exportAs(world, sam, conversation, 'json')).json()) as ExportedRecord;
  const { messages } = json.record;
  /** What a parser makes of escaped text. */
  const read = (escaped: string) =>
    escaped
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&#13;', '\r')
      .replaceAll('&amp;', '&');
  const texts = [...html.matchAll(/<p class="text" dir="auto">([^<]*)<\/p>/g)].map(([, text = '']) =>
    read(text),
  );

  it('is a file to save', () => {
    assert.equal(response.headers.get('Content-Type'), 'text/html; charset=utf-8');
    assert.equal(response.headers.get('Content-Disposition'), 'attachment; filename="conversation.html"');
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
  });

  it('is made of our own elements and nothing else, whatever people wrote', () => {
    const body = html.replace(/<style>[^<]*<\/style>/, '').replace('<!doctype html>', '');
    const tags = [...body.matchAll(/<(\/?)([^\s>]*)([^>]*)>/g)];
    assert.ok(tags.length > 100);
    for (const [tag, , name = '', rest = ''] of tags) {
      const attributes = [...rest.matchAll(/\s([a-z-]+)=("[^"<>]*")/g)];
      assert.ok(
        attributes.every(([, attribute = '']) => ALLOWED[name]?.includes(attribute)),
        tag,
      );
      assert.equal(rest, attributes.map(([all]) => all).join(''), tag);
    }
    const left = body.replace(/<\/?[a-z0-9]+(?:\s[a-z-]+="[^"<>]*")*>/g, '');
    assert.doesNotMatch(left, /[<>]/);
  });

  it('fetches nothing and runs nothing', () => {
    assert.doesNotMatch(html, /<(?:script|link|img|iframe|object|embed|base|form)\b/i);
    assert.doesNotMatch(/<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '', /url\(|@import|https?:/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    assert.match(policy ?? '', /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; /);
  });

  it('has every text as it was written, with control characters to be seen', () => {
    const { controls, ...others } = HOSTILE;
    for (const text of [...Object.values(others), longest]) assert.ok(texts.includes(text), text);
    assert.ok(texts.includes('nul␀ bell␇ escape␛[31m delete␡ next\ufffd cr\r\n tab\t end'), controls);
  });

  it('has names that steer no text around them', () => {
    const names = [...html.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, name = '']) => name);
    assert.ok(names.includes(`&quot;&gt;&lt;script&gt;alert(&#39;name&#39;)&lt;/script&gt; &amp; Ana`));
    assert.ok(names.every((name) => !/[\u202a-\u202e\u2066-\u2069]/.test(name)));
    assert.match(html, /<title>Record of a conversation<\/title>/);
  });

  it('says of each message its number, sender and time in the zone', () => {
    const times = [...html.matchAll(/<\/span><time datetime="([^"]+)">([^<]+)<\/time><\/p>/g)];
    assert.deepEqual(
      times.map(([, datetime = '']) => Date.parse(datetime)),
      messages.map(({ sentAt }) => Date.parse(sentAt)),
    );
    for (const [, , shown = ''] of times)
      assert.match(shown, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\+0[12]:00$/);
    assert.ok(html.includes('<dt>Time zone</dt><dd>Europe/Berlin;'));
  });

  it('labels automatic replies, lists files, and says what was deleted and when, never what', () => {
    assert.equal(html.match(/Automatic out-of-office reply/g)?.length, 1);
    assert.match(html, /Automatic out-of-office reply<\/p>\n<p class="text" dir="auto">I am &lt;b&gt;away/);
    for (const file of messages.flatMap(({ files = [] }) => files)) {
      assert.ok(html.includes(`${file.type}, ${file.size} bytes<br>SHA-256: <code>${file.sha256}</code>`));
    }
    assert.equal(html.match(/Deleted by its sender on <time/g)?.length, 1);
    assert.ok(!html.includes('Kanarien') && !html.includes(gone.file));
  });

  it('ends with the hash of the JSON export', () => {
    assert.ok(html.includes(`SHA-256 of the record: <code>${json.sha256}</code>`));
    assert.match(html, /End of the record\.<\/p>\n<\/main>\n<\/body>\n<\/html>\n$/);
  });
});
