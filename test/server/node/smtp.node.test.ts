import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { smtpMailer } from '../../../server/node/smtp.ts';
import { MailError, type Letter } from '../../../server/ports.ts';
import { startSmtp, type TestSmtp } from '../../helpers/smtp.ts';

const LETTER: Letter = {
  id: '6b1f9f0e-0d5b-4f0e-9a53-1f6f8a3b2c1d',
  to: 'ana@example.org',
  subject: 'You have a new message',
  text: 'You have a new message.\n\nFrom: Praxis Grün\n',
  language: 'en',
};

describe('mail by SMTP', async () => {
  const servers: TestSmtp[] = [];
  after(() => Promise.all(servers.map((server) => server.stop())));
  const start = async (options?: Parameters<typeof startSmtp>[0]) => {
    const server = await startSmtp(options);
    servers.push(server);
    const url = new URL(`smtp://127.0.0.1:${server.port}`);
    return { server, url, mailer: smtpMailer({ url, from: 'messages@practice.example' }) };
  };
  const { signal } = new AbortController();
  const failure = (work: Promise<void>): Promise<MailError> =>
    work.then(
      () => assert.fail('It was sent.'),
      (error: unknown) => {
        assert.ok(error instanceof MailError);
        return error;
      },
    );

  it('is plain text to one address, with nothing in its headers but fixed words', async () => {
    const { server, mailer } = await start();
    await mailer.send(LETTER, signal);
    const [mail] = server.delivered;
    assert.equal(mail?.from, 'messages@practice.example');
    assert.deepEqual(mail.to, ['ana@example.org']);
    const [head = '', body = ''] = mail.raw.split('\r\n\r\n', 2);
    assert.match(head, /^Subject: You have a new message$/m);
    assert.match(head, /^Content-Language: en$/m);
    assert.match(head, /^To: ana@example\.org$/m);
    assert.match(head, /^Content-Type: text\/plain; charset=utf-8$/m);
    assert.match(head, /^Auto-Submitted: auto-generated$/m);
    assert.match(head, new RegExp(`^Message-ID: <${LETTER.id}@practice\\.example>$`, 'm'));
    assert.match(body, /^You have a new message/);
    assert.doesNotMatch(head, /entrenous|nodemailer|X-Mailer|localhost/i);
  });

  for (const to of [
    'ana@example.org, eve@example.org',
    'ana@example.org\r\nBcc: eve@example.org',
    '<eve@example.org>, ana@example.org',
    'Eve <eve@example.org>',
  ]) {
    it(`an address like ${JSON.stringify(to)} reaches nobody else and makes no header`, async () => {
      const { server, mailer } = await start();
      await mailer
        .send({ ...LETTER, to }, signal)
        .catch((error: unknown) => assert.ok(error instanceof MailError));
      for (const mail of server.delivered) {
        assert.equal(mail.to.length, 1);
        assert.notEqual(mail.to[0], 'eve@example.org');
        assert.doesNotMatch(mail.raw, /^Bcc:/im);
      }
    });
  }

  for (const [step, status, reason] of [
    ['recipient', 550, 'refused'],
    ['recipient', 451, 'later'],
    ['letter', 554, 'refused'],
    ['letter', 452, 'later'],
  ] as const) {
    it(`${status} for the ${step}: ${reason}`, async () => {
      const { mailer, server } = await start({ answer: (at) => (at === step ? status : undefined) });
      const error = await failure(mailer.send(LETTER, signal));
      assert.equal(error.reason, reason);
      assert.match(error.code, new RegExp(`^E[A-Z]+-${status}$`));
      assert.doesNotMatch(`${error.message}${error.code}`, /ana|example/);
      assert.deepEqual(server.delivered, []);
    });
  }

  it('nobody there: later', async () => {
    const { server, mailer } = await start();
    await server.stop();
    assert.equal((await failure(mailer.send(LETTER, signal))).reason, 'later');
  });

  it('given up in the middle: nobody knows', async () => {
    const { mailer } = await start();
    assert.equal((await failure(mailer.send(LETTER, AbortSignal.abort()))).reason, 'unknown');
  });

  it('another machine is spoken to encrypted or not at all, and by the name of its certificate', async () => {
    for (const tls of [false, true]) {
      const { server, url } = await start({ tls });
      // The same server, by a name that is not this machine's own.
      const elsewhere = new URL(url);
      elsewhere.hostname = '0.0.0.0';
      const mailer = smtpMailer({ url: elsewhere, from: 'messages@practice.example' });
      const error = await failure(mailer.send(LETTER, signal));
      assert.equal(error.reason, 'later', error.code);
      assert.deepEqual(server.delivered, []);
    }
  });
});
