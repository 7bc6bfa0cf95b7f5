import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createBackend } from '../app.ts';
import { RESTORING } from './data-folder.ts';
import { folderFiles } from './folder-files.ts';
import { sharpCodec } from './images.ts';
import { loadConfig } from './environment.ts';
import { listen } from './listener.ts';
import { logEverything } from './log.ts';
import { runProcess } from './run-process.ts';
import { StartupError } from './startup-error.ts';
import { smtpMailer } from './smtp.ts';
import { openStorage } from './storage.ts';

/** What the demo leaves in a data folder; its keys and people are everybody's. */
const DEMO_FILE = 'demo.json';

/** The backend alone, for one portal whose server holds `ENTRENOUS_API_KEY`. */
await runProcess(async (onStop) => {
  const { config, mistakes } = loadConfig(process.env, process.cwd());
  if (mistakes) throw new StartupError(mistakes.join('\n'));
  const { apiKey, allowedOrigins, host, smtp } = config;
  if (apiKey === undefined) {
    throw new StartupError(
      "ENTRENOUS_API_KEY is not set: it is the key with which the portal's server calls.",
    );
  }
  if (config.production && existsSync(join(config.dataFolder, DEMO_FILE))) {
    throw new StartupError(
      `The data folder ${config.dataFolder} is the demo's. Give the server a folder of its own with ENTRENOUS_DATA.`,
    );
  }
  if (existsSync(join(config.dataFolder, RESTORING))) {
    throw new StartupError(
      `A restore into the data folder ${config.dataFolder} is under way or was broken off. Wait for it, or run it again.`,
    );
  }
  const { database, owner, keys, folder, failed } = await openStorage(config, logEverything, onStop);
  if (config.databaseUrl !== undefined && config.applicationUrl === undefined) {
    // It works, without the second wall: docs/operations.md, "Roles of the database".
    logEverything({ level: 'warn', event: 'database.one-role' });
  }
  const portals = [{ id: 'portal', apiKey }];
  const backend = await createBackend({
    database,
    owner,
    keys,
    portals,
    files: await folderFiles(folder.files),
    images: await sharpCodec(),
    ...(smtp && { mailer: smtpMailer(smtp) }),
    allowedOrigins,
    log: logEverything,
  });
  onStop(() => backend.close());
  const listener = await listen((request, caller) => backend.fetch(request, caller), config);
  onStop(() => Promise.all([backend.close(), listener.close()]).then(() => undefined));
  logEverything({ level: 'info', event: 'server.ready', host, port: listener.port });
  return { failed };
});
