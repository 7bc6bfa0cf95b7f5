import { sharpCodec } from '../../../server/node/images.ts';
import { listen } from '../../../server/node/listener.ts';
import { createMailbox } from '../../helpers/mail.ts';
import { closeLater, freshDatabase } from '../../helpers/postgres.ts';
import { createWorld, PORTALS } from '../../helpers/world.ts';

/** What answers a request. */
export type Answer = (request: Request) => Promise<Response>;

/** Something between the listener and the backend that alters what passes. */
export type Between = (request: Request, backend: Answer) => Promise<Response>;

/** Our backend behind the real listener. */
export interface Subject {
  url: string;
  apiKey: string;
  origin: string;
  /** Puts something between from now on; nothing when left out. */
  between(between?: Between): void;
}

/** Starts our backend, on PostgreSQL, with everything that it offers. */
export async function startSubject(): Promise<Subject> {
  const origin = 'https://portal.example';
  const database = (await freshDatabase()).connect();
  const world = await createWorld(database, {
    allowedOrigins: [origin],
    images: await sharpCodec(),
    mailer: createMailbox(),
  });
  const backend: Answer = (request) => world.backend.fetch(request);
  let current: Between | undefined;
  const listener = await listen((request) => (current ? current(request, backend) : backend(request)), {
    host: '127.0.0.1',
    port: 0,
  });
  closeLater(() => listener.close());
  return {
    url: `http://127.0.0.1:${listener.port}`,
    apiKey: PORTALS[0]!.apiKey,
    origin,
    between: (between) => (current = between),
  };
}
