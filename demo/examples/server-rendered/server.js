import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A page that a server renders, and the two things that the server does for it: it serves the script, and it hands the person who is
 * logged in a token. Nothing but Node.
 *
 * MESSAGES_BACKEND, MESSAGES_PRACTICE and ENTRENOUS_API_KEY say where the messages are. The API key never leaves this process.
 */
const { MESSAGES_BACKEND, MESSAGES_PRACTICE, ENTRENOUS_API_KEY, PORT = '3000' } = process.env;
if (!MESSAGES_BACKEND || !MESSAGES_PRACTICE || !ENTRENOUS_API_KEY) {
  process.stderr.write('Set MESSAGES_BACKEND, MESSAGES_PRACTICE and ENTRENOUS_API_KEY.\n');
  process.exit(1);
}

const here = dirname(fileURLToPath(import.meta.url));
const script = dirname(fileURLToPath(import.meta.resolve('entrenous/dist/entrenous.js')));
const TYPES = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' };

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src 'self' ${new URL(MESSAGES_BACKEND).origin}`,
  "img-src 'self' blob:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dompurify',
].join('; ');

createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(502).end());
}).listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`http://localhost:${PORT}\n`));

async function answer(request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method !== 'GET') return response.writeHead(405).end();
  if (pathname === '/messages-token') return token(request, response);
  if (pathname === '/page.css') return file(join(here, 'page.css'), response);
  if (pathname.startsWith('/entrenous/')) {
    const path = join(script, normalize(pathname.slice('/entrenous'.length)));
    return path.startsWith(script) ? file(path, response) : response.writeHead(404).end();
  }
  if (pathname !== '/') return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
  response.end(page(personOf(request)));
}

/** Asks the backend for a token of the person who is logged in here, and of nobody else. */
async function token(request, response) {
  const person = personOf(request);
  if (person === undefined) return response.writeHead(401).end();
  const path = `/v1/practices/${encodeURIComponent(MESSAGES_PRACTICE)}/people/${encodeURIComponent(person.id)}/tokens`;
  const asked = await fetch(new URL(path, MESSAGES_BACKEND), {
    method: 'POST',
    headers: { authorization: `Bearer ${ENTRENOUS_API_KEY}` },
  });
  if (!asked.ok) return response.writeHead(asked.status >= 500 ? 502 : 403).end();
  const { token } = await asked.json();
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ token }));
}

/** Your own session: here everybody is Ana. Find the person by your session cookie instead. */
function personOf(_request) {
  return { id: 'ana', name: 'Ana Lindqvist' };
}

function page(person) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Our practice</title>
    <link rel="stylesheet" href="/page.css" />
    <script type="module" async src="/entrenous/entrenous.js"
      data-backend="${escape(MESSAGES_BACKEND)}" data-token-url="/messages-token"></script>
  </head>
  <body>
    <header><h1>Welcome, ${escape(person.name)}</h1><messages-button></messages-button></header>
    <main><messages-inbox></messages-inbox></main>
  </body>
</html>`;
}

function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function file(path, response) {
  const type = TYPES[extname(path)];
  if (type === undefined) return response.writeHead(404).end();
  createReadStream(path)
    .on('open', () => response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff' }))
    .on('error', () => (response.headersSent ? response.destroy() : response.writeHead(404).end()))
    .pipe(response);
}
