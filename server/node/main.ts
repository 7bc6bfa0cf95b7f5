import { createBackend } from '../app.ts';
import { folderFiles } from './folder-files.ts';
import { sharpCodec } from './images.ts';
import { readConfig } from './config.ts';
import { listen } from './listener.ts';
import { logEverything } from './log.ts';
import { runProcess } from './run-process.ts';
import { StartupError } from './startup-error.ts';
import { smtpMailer } from './smtp.ts';
import { openStorage } from './storage.ts';

/** The backend alone, for one portal whose server holds `ENTRENOUS_API_KEY`. */
await runProcess(async (onStop) => {
  const { config, mistakes } = readConfig(process.env, process.cwd());
  if (mistakes) throw new StartupError(mistakes.join('\n'));
  const { apiKey, allowedOrigins, host, smtp } = config;
  if (apiKey === undefined) {
    throw new StartupError(
      "ENTRENOUS_API_KEY is not set: it is the key with which the portal's server calls.",
    );
  }
  const { database, keys, folder, failed } = await openStorage(config, logEverything, onStop);
  const portals = [{ id: 'portal', apiKey }];
  const backend = await createBackend({
    database,
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
