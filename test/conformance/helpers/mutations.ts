import { randomUUID } from 'node:crypto';
import { answers, frames, instead, requests, without, type Exchange, type Json } from './mutate.ts';
import type { Between } from './subject.ts';

const MESSAGES = '/v1/conversations/*/messages';
const CONVERSATIONS = '/v1/conversations';
const EXPORT = 'POST /v1/conversations/*/export';
const EVERYWHERE = 'ANY /v1/**';

/** A backend that answers another status in the place of a refusal. */
const refusesAs = (pattern: string, from: number, to: number, json?: Json): Between =>
  answers(pattern, (it) => {
    if (it.status !== from) return;
    it.status = to;
    if (json !== undefined) it.json = json;
  });

/** A backend that accepts what it should refuse with this status. */
const accepts = (pattern: string, status: number, json: Json = {}): Between =>
  refusesAs(pattern, status, 200, json);

const edit = (pattern: string, change: (json: Json, it: Exchange) => void): Between =>
  answers(pattern, (it) => {
    if (it.status < 300 && it.json !== undefined) change(it.json, it);
  });
const lacks = (name: string): Between => answers(EVERYWHERE, ({ headers }) => headers.delete(name));
const dropsFrom = (text: string): Between => frames((frame) => (frame.includes(text) ? '' : frame));
/** Says yes to a change and does nothing. */
const ignores = (pattern: string): Between => instead(pattern, 204);
const window = (change: (json: Json, it: Exchange) => void): Between => edit(`GET ${MESSAGES}`, change);
const list = (change: (json: Json, it: Exchange) => void): Between => edit(`GET ${CONVERSATIONS}`, change);
const me = (change: (json: Json, it: Exchange) => void): Between => edit('GET /v1/me', change);
const hits = (change: (json: Json) => void): Between => edit('POST /v1/search', change);
const stranger = { id: randomUUID(), name: 'Somebody', kind: 'client' };

/** For each required rule a backend that breaks it, on the wire. */
export const MUTATIONS: Readonly<Record<string, Between>> = {
  'identity.token-required': refusesAs(EVERYWHERE, 401, 403),
  'identity.header-only': requests('GET /v1/me', (url, body, headers) => {
    const token = url.searchParams.get('access_token');
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    return body;
  }),
  'identity.from-token': edit(
    `POST ${MESSAGES}`,
    (json, { sent }) => (json.senderId = sent.senderId ?? json.senderId),
  ),
  'identity.me': me((json) => delete json.limits),
  'identity.no-cookies': answers(EVERYWHERE, ({ headers }) => headers.set('set-cookie', 'a=b')),
  'identity.inactive': requests('PUT /v1/practices/*/people/*', (_url, body) => ({ ...body, active: true })),
  'identity.portal-apart': refusesAs('PUT /v1/practices/*', 401, 403),
  'privacy.not-mine': answers(EVERYWHERE, (it) => {
    if (it.status === 404) it.json.title = `There is nothing at ${it.path}.`;
  }),
  'privacy.administrators': accepts(`GET ${MESSAGES}`, 404, { messages: [] }),
  'privacy.practices': accepts(`GET ${MESSAGES}`, 404, { messages: [] }),
  'people.clients': edit('POST /v1/people/search', ({ people }) => people.push(stranger)),
  'people.practitioners': edit('POST /v1/people/search', ({ people }) => people.pop()),
  'people.folded': edit('POST /v1/people/search', (json, { sent }) => {
    if (sent.q !== '') json.people = json.people.filter((it: Json) => it.name.includes(sent.q));
  }),
  'people.pages': edit('POST /v1/people/search', (json) => delete json.next),
  'people.inactive': requests('PUT /v1/practices/*/people/*', (_url, body) => ({ ...body, active: true })),
  'people.query-length': accepts('POST /v1/people/search', 422, { people: [] }),

  'open.one-per-pair': edit(`POST ${CONVERSATIONS}`, (json) => (json.id = randomUUID())),
  'open.parallel': answers(`POST ${CONVERSATIONS}`, (it) => (it.status = 201)),
  'open.self': refusesAs(`POST ${CONVERSATIONS}`, 422, 404),
  'open.unknown': answers(`POST ${CONVERSATIONS}`, (it) => {
    if (it.status === 404) it.json.title = `Nobody is ${it.sent.personId}.`;
  }),
  'open.quiet': answers(`ANY ${CONVERSATIONS}`, ({ method, json, memory }) => {
    if (method === 'POST') memory.set('made', json);
    else if (memory.has('made')) json.conversations.push(memory.get('made'));
  }),
  'list.newest-first': list(({ conversations }) => conversations.reverse()),
  'list.pages': list((json) => json.conversations.splice(1)),
  'list.limits': accepts(`GET ${CONVERSATIONS}`, 422, { conversations: [] }),
  'list.last': list(({ conversations }) => {
    for (const { last } of conversations) if (last) last.text += last.text;
  }),

  'send.answer': edit(`POST ${MESSAGES}`, (json) => (json.text = json.text.trim())),
  'send.same-id-first-wins': edit(`POST ${MESSAGES}`, (json, it) => {
    if (it.status === 200) json.text = it.sent.text;
  }),
  'send.parallel-same-id': answers(`POST ${MESSAGES}`, (it) => (it.status = 201)),
  'send.id-of-other': accepts(`POST ${MESSAGES}`, 409),
  'send.empty': refusesAs(`POST ${MESSAGES}`, 422, 400),
  'send.too-long': requests(`POST ${MESSAGES}`, (_url, body) => ({
    ...body,
    text: body.text.slice(0, 5000),
  })),
  'send.invalid': requests(`POST ${MESSAGES}`, (_url, body) => ({ ...body, id: randomUUID() })),
  'send.gapless': window(({ messages }) => messages.forEach((it: Json) => (it.seq += it.seq > 10 ? 1 : 0))),
  'send.inactive': refusesAs(`POST ${MESSAGES}`, 403, 404),
  'window.newest': window(({ messages }) => messages.reverse()),
  'window.before': requests(`GET ${MESSAGES}`, (url, body) => {
    const before = url.searchParams.get('before');
    if (before !== null) url.searchParams.set('before', String(Number(before) + 1));
    return body;
  }),
  'window.after': requests(`GET ${MESSAGES}`, (url, body) => {
    const after = url.searchParams.get('after');
    if (after !== null) url.searchParams.set('after', String(Math.max(0, Number(after) - 1)));
    return body;
  }),
  'window.around': requests(`GET ${MESSAGES}`, (url, body) => {
    url.searchParams.delete('around');
    return body;
  }),
  'window.invalid': accepts(`GET ${MESSAGES}`, 422, { messages: [] }),

  'delete.tombstone': window(({ messages }) => {
    for (const it of messages) if (it.deletedAt) it.text = 'a secret';
  }),
  'delete.again': answers(`DELETE ${MESSAGES}/*`, (it) => {
    if (it.memory.has(it.path)) it.status = 404;
    it.memory.set(it.path, true);
  }),
  'delete.sender-only': refusesAs(`DELETE ${MESSAGES}/*`, 403, 204),
  'delete.unread': me((json, { memory }) => {
    json.unread = Math.max(json.unread, memory.get('most') ?? 0);
    memory.set('most', json.unread);
  }),
  'delete.window': refusesAs(`DELETE ${MESSAGES}/*`, 403, 204),
  'read.explicit': window((json) => (json.read = json.seq)),
  'read.never-back': answers(`GET ${MESSAGES}`, (it) => {
    if (it.json?.read > 0) it.json.read -= it.memory.has('once') ? 1 : 0;
    it.memory.set('once', true);
  }),
  'read.receipts': window(({ receipts }) => (receipts.read = 0)),
  'delivered.marks': ignores('PUT /v1/conversations/*/delivered'),
  'unread.numbers': me((json) => (json.unread = Math.max(0, json.unread - 1))),
  'search.word': hits((json) => json.hits.forEach((hit: Json) => (hit.ranges = [[0, 3]]))),
  'search.folded': requests('POST /v1/search', (_url, body) =>
    /[A-Z]/.test(body.q) ? { q: 'nothingatall' } : body,
  ),
  'search.name': hits((json) => (json.hits = json.hits.filter((hit: Json) => hit.match !== 'name'))),
  'search.deleted': ignores(`DELETE ${MESSAGES}/*`),
  'search.mine-only': hits((json) => {
    if (json.hits.length === 0) json.hits.push({ match: 'message', conversation: fakeConversation() });
  }),
  'search.body-only': instead('GET /v1/search', 200, { hits: [] }),

  'files.upload': answers('PUT /v1/attachments/*', (it) => {
    if (it.status === 200) it.status = 409;
  }),
  'files.content': accepts('PUT /v1/attachments/*', 415),
  'files.empty': accepts('PUT /v1/attachments/*', 422),
  'files.too-large': accepts('PUT /v1/attachments/*', 413),
  'files.complete': accepts(`POST ${MESSAGES}`, 422),
  'files.too-many': refusesAs(`POST ${MESSAGES}`, 422, 413),
  'files.download': answers('GET /v1/attachments/*', ({ headers }) =>
    headers.set('content-disposition', 'inline'),
  ),
  'files.private': refusesAs('GET /v1/attachments/*', 404, 403),
  'files.deleted': accepts('GET /v1/attachments/*', 404),

  'away.reply': window(({ messages }) => messages.forEach((it: Json) => (it.origin = 'person'))),
  'away.once': window(({ messages }) =>
    messages.push(...messages.filter((it: Json) => it.origin === 'auto')),
  ),
  'away.clients-only': window(({ messages }) =>
    messages.push({ ...messages[0], id: randomUUID(), origin: 'auto' }),
  ),
  'away.range': window(({ messages }) => messages.push({ ...messages[0], id: randomUUID(), origin: 'auto' })),
  'away.unread': list(({ conversations }) => conversations.forEach((it: Json) => (it.unread = 0))),
  'away.shown': list(({ conversations }) => conversations.forEach((it: Json) => delete it.with.away)),
  'away.planned': list(({ conversations }) =>
    conversations.forEach((it: Json) => (it.with.away = { from: it.updatedAt, until: null })),
  ),
  'away.begins': frames((frame) => frame.replace(/,"away":\{[^}]*\}/, '')),
  'away.end-now': ignores('DELETE /v1/out-of-office/*'),
  'away.own': refusesAs('PUT /v1/out-of-office', 403, 422),
  'away.administrators': edit('GET /v1/out-of-office', (json) => json.settings.pop()),
  'away.overlap': accepts('PUT /v1/out-of-office', 409),
  'away.invalid': accepts('PUT /v1/out-of-office', 422),
  'features.admin': accepts('PUT /v1/practice/features', 403),
  'features.off': answers(`GET ${MESSAGES}`, (it) => {
    if (it.status === 403) Object.assign(it, { status: 200, json: { messages: [] } });
  }),
  'notice.admin': accepts('PUT /v1/practice/notice', 403),
  'notice.dismissed': me((json, { memory }) => {
    json.noticeDismissed = memory.has('once') ? 0 : json.noticeDismissed;
    memory.set('once', true);
  }),
  'presence.storage-key': edit('GET /v1/me/storage-key', (json) => (json.key = 'A'.repeat(43))),
  'presence.activity': refusesAs('POST /v1/me/activity', 422, 204),

  'sign-in.same-look': answers('POST /v1/sign-in/codes', (it) => {
    if (it.memory.has('once')) it.json.expiresIn = 0;
    it.memory.set('once', true);
  }),
  'sign-in.off': refusesAs('POST /v1/sign-in/codes', 403, 202, { expiresIn: 600 }),
  'sign-in.invalid': refusesAs('POST /v1/sign-in', 422, 400),
  'sign-in.tries': answers('POST /v1/sign-in', (it) => {
    if (it.json.code === 'code-expired') it.json.code = 'code-wrong';
  }),
  'sign-in.no-code': accepts('POST /v1/sign-in', 422),
  'sign-in.limit': lacks('retry-after'),
  'notices.choice': instead('PUT /v1/me/notices', 200, { email: true }),
  'lock.idle': refusesAs('GET /v1/me', 401, 403),

  'audit.views': edit('GET /v1/audit', (json) => {
    json.entries = json.entries.filter((it: Json) => it.action !== 'messages.viewed');
  }),
  'audit.no-content': answers(EVERYWHERE, ({ path, sent, json, memory }) => {
    if (sent?.text !== undefined) memory.set('text', sent.text);
    if (path === '/v1/audit') for (const entry of json.entries) entry.text = memory.get('text');
  }),
  'audit.tried': edit('GET /v1/audit', ({ entries }) => {
    for (const entry of entries) entry.outcome = 'done';
  }),
  'audit.administrators': accepts('GET /v1/audit', 403, { entries: [] }),
  'audit.mine': edit('GET /v1/me/audit', ({ entries }) =>
    entries.push({ ...entries[0], id: randomUUID(), actor: { kind: 'person', id: 'somebody' } }),
  ),
  'audit.pages': edit('GET /v1/audit', (json) => delete json.next),
  'audit.export': accepts('POST /v1/audit/export', 422, []),
  'record.complete': edit(EXPORT, ({ record }) => record.messages.pop()),
  'record.hash': answers(EXPORT, (it) => {
    it.json = undefined;
    it.text = it.text.replace('"first"', '"worst"');
  }),
  'record.practitioners': refusesAs(EXPORT, 404, 403),
  'record.file': answers(EXPORT, ({ headers }) =>
    headers.set('content-disposition', 'attachment; filename="Conformance Client.html"'),
  ),
  'record.html': answers(EXPORT, (it) => (it.text = it.text.replaceAll('&lt;', '<'))),
  'record.invalid': requests(EXPORT, (_url, body) => ({ ...body, timeZone: 'Europe/Berlin' })),
  'record.audited': edit('GET /v1/me/audit', (json) => {
    json.entries = json.entries.filter((it: Json) => it.action !== 'record.exported');
  }),

  'events.reset-first': without('reset'),
  'events.reset-unknown': requests('GET /v1/events', (_url, body, headers) => {
    if (headers.has('last-event-id')) headers.set('last-event-id', '0');
    return body;
  }),
  'events.resume': requests('GET /v1/events', (_url, body, headers) => {
    headers.delete('last-event-id');
    return body;
  }),
  'events.schema': frames((frame) => frame.replace('"seq":', '"place":')),
  'events.private': frames((frame) =>
    frame.replaceAll(/"conversationId":"[^"]*"/g, `"conversationId":"${randomUUID()}"`),
  ),
  'law.send': without('message.created'),
  'law.delete': without('message.deleted'),
  'law.read': without('conversation.read'),
  'law.delivered': without('conversation.delivered'),
  'law.out-of-office': without('out-of-office.changed'),
  'law.features': without('features.changed'),
  'law.notice': without('notice.dismissed'),
  'law.many': dropsFrom('many 7'),

  'http.no-store': lacks('cache-control'),
  'http.nosniff': lacks('x-content-type-options'),
  'http.csp': lacks('content-security-policy'),
  'http.problem': answers(EVERYWHERE, (it) => {
    if (it.status === 422) it.json.detail = it.sent;
  }),
  'http.malformed': refusesAs(EVERYWHERE, 400, 422),
  'http.media-type': accepts('POST /v1/people/search', 415),
  'http.too-large': refusesAs(`POST ${MESSAGES}`, 413, 422),
  'http.method': lacks('allow'),
  'http.unknown': refusesAs(EVERYWHERE, 404, 200),
  'http.head': answers('HEAD /v1/me', (it) => (it.status = 405)),
  'cors.strangers': answers(EVERYWHERE, ({ headers }) => headers.set('access-control-allow-origin', '*')),
  'cors.allowed': lacks('access-control-allow-headers'),
  'cors.practice': requests('PUT /v1/practices/*', (_url, body) => ({ ...body, allowedOrigins: null })),
};

function fakeConversation(): Json {
  const receipts = { delivered: 0, read: 0 };
  return {
    id: randomUUID(),
    with: stranger,
    last: null,
    unread: 0,
    updatedAt: new Date().toISOString(),
    seq: 0,
    read: 0,
    receipts,
  };
}
