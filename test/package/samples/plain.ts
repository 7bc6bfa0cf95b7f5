import 'entrenous/messages-button/define';
import { configure, type Session } from 'entrenous';
import { MessagesInbox } from 'entrenous/messages-inbox';
import { paths } from 'entrenous/protocol';
import { addLanguage, en } from 'entrenous/i18n';
import { createBackend, type BackendOptions } from 'entrenous/server';
import { folderFiles, listen, postgresDatabase } from 'entrenous/server/node';

configure({ backend: 'https://messages.example', getToken: async () => 'token' });
addLanguage('en-x', { ...en, messages: 'Letters' });
MessagesInbox.define('my-inbox');

const button = document.querySelector('messages-button');
button?.addEventListener('messages-open-changed', (event) => event.open satisfies boolean);
// @ts-expect-error There is no such property.
button?.opened;

export async function serve(
  options: Omit<BackendOptions, 'database' | 'files'>,
): Promise<Session | undefined> {
  const database = postgresDatabase({ connectionString: 'postgres://localhost/messages' });
  const backend = await createBackend({ ...options, database, files: await folderFiles('/var/messages') });
  await listen((request) => backend.fetch(request), { host: '127.0.0.1', port: 8787 });
  return button?.session;
}

export const path: string = paths.me();
