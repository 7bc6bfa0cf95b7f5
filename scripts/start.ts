import { randomBytes } from 'node:crypto';
import { createDemo } from '../demo/app.ts';
import { now } from '../demo/clock.ts';
import { fillOnce, portalKey } from '../demo/data.ts';
import { createMailbox } from '../demo/mailbox.ts';
import { type Fetch, PortalApi } from '../demo/portal-api.ts';
import { seed } from '../demo/seed/seed.ts';
import { ISSUER, signer } from '../demo/sign-in.ts';
import { createBackend } from '../server/app.ts';
import type { Caller } from '../server/ports.ts';
import { loadConfig } from '../server/node/environment.ts';
import { folderFiles } from '../server/node/folder-files.ts';
import { sharpCodec } from '../server/node/images.ts';
import { listen } from '../server/node/listener.ts';
import { logProblems } from '../server/node/log.ts';
import { runProcess } from '../server/node/run-process.ts';
import { StartupError } from '../server/node/startup-error.ts';
import { openStorage } from '../server/node/storage.ts';
import { bundleFolder, ensureBundle } from './bundle.ts';

/** `npm start`: the backend on this machine, and the demo portal in front of it. */
await runProcess(async (onStop) => {
  const { config, mistakes } = loadConfig(process.env, process.cwd());
  if (mistakes) throw new StartupError(mistakes.join('\n'));

  // The port first: if it is taken, nothing else needs to begin.
  let answer = (_request: Request, _caller: Caller): Response | Promise<Response> =>
    new Response('Entrenous is starting.', { status: 503, headers: { 'retry-after': '1' } });
  const listener = await listen((request, caller) => answer(request, caller), config);
  onStop(() => listener.close());

  const [storage] = await Promise.all([openStorage(config, logProblems, onStop), ensureBundle()]);
  const { database, owner, keys, folder, failed } = storage;
  const apiKey = portalKey(folder.keys);
  const secret = randomBytes(32);
  const mailbox = createMailbox();
  const backend = await createBackend({
    database,
    owner,
    keys,
    files: await folderFiles(folder.files),
    images: await sharpCodec(),
    mailer: mailbox,
    portals: [{ id: 'demo', apiKey, jwt: { issuer: ISSUER, secret } }],
    allowedOrigins: config.allowedOrigins,
    now,
    log: logProblems,
  });
  onStop(() => Promise.all([backend.close(), listener.close()]).then(() => undefined));

  const fetch: Fetch = (request, caller) => backend.fetch(request, caller);
  const portal = new PortalApi(fetch, apiKey);
  const access = { fetch, portal, signIn: signer(secret) };
  await fillOnce(folder.path, (firstStart) => seed(access, firstStart));
  const demo = createDemo({ backend: fetch, portal, bundle: bundleFolder, mailbox });
  answer = (request, caller) => demo.fetch(request, caller);
  process.stdout.write(`Entrenous is ready at http://localhost:${listener.port}\n`);
  return { failed };
});
