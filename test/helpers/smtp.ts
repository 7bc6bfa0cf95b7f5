import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server has taken. */
export interface Delivered {
  from: string;
  to: string[];
  /** As it came over the wire. */
  raw: string;
}

/** A real mail server on this machine. */
export interface TestSmtp {
  readonly port: number;
  readonly delivered: Delivered[];
  stop(): Promise<void>;
}

/**
 * @param answer refuses a recipient or the letter with this SMTP status, if it gives one
 * @param tls whether it offers STARTTLS
 */
export async function startSmtp({
  answer = () => undefined,
  tls = false,
}: { answer?: (step: 'recipient' | 'letter') => number | undefined; tls?: boolean } = {}): Promise<TestSmtp> {
  const delivered: Delivered[] = [];
  const refusal = (step: 'recipient' | 'letter') => {
    const status = answer(step);
    return status === undefined ? undefined : Object.assign(new Error('No.'), { responseCode: status });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusal('recipient')),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refused = refusal('letter');
        if (!refused) {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          delivered.push({ from, to, raw: Buffer.concat(chunks).toString() });
        }
        done(refused);
      });
    },
  });
  // A client that leaves in the middle is what some tests are about.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    delivered,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
