import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfig } from '../../../server/node/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER = Buffer.alloc(32, 8).toString('base64');

function mistakesOf(env: Record<string, string>): string[] {
  return readConfig(env, '/srv').mistakes ?? [];
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    assert.deepEqual(readConfig({}, '/srv').config, {
      port: 8787,
      host: '127.0.0.1',
      dataFolder: '/srv/.entrenous',
      databaseUrl: undefined,
      kek: { from: 'data-folder', path: '/srv/.entrenous/keys/kek.json' },
      allowedOrigins: [],
      apiKey: undefined,
      smtp: undefined,
      trustedProxies: [],
    });
  });

  it('takes an empty or blank variable for one that is not set', () => {
    assert.equal(readConfig({ PORT: '', DATABASE_URL: ' ' }, '/srv').config?.port, 8787);
  });

  it('finds paths from the working directory', () => {
    const { config } = readConfig({ ENTRENOUS_DATA: 'data', ENTRENOUS_KEK_FILE: '../kek.json' }, '/srv/app');
    assert.equal(config?.dataFolder, '/srv/app/data');
    assert.deepEqual(config.kek, { from: 'file', path: '/srv/kek.json' });
  });

  it('reads several keys, the first one current', () => {
    const { config } = readConfig({ ENTRENOUS_KEK: `2026b:${KEY}, 2026a:${OTHER}` }, '/srv');
    assert.ok(config?.kek.from === 'value');
    assert.equal(config.kek.keys.current, '2026b');
    assert.deepEqual([...config.kek.keys.keys.keys()], ['2026b', '2026a']);
  });

  it('reports all mistakes at once', () => {
    const mistakes = mistakesOf({ PORT: 'x', HOST: 'http://a', ENTRENOUS_ALLOWED_ORIGINS: 'https://a/b' });
    assert.deepEqual(
      mistakes.map((line) => line.split(' ')[0]),
      ['PORT', 'HOST', 'ENTRENOUS_ALLOWED_ORIGINS'],
    );
  });

  it('reads a mail server with its sender, and proxies', () => {
    const { config } = readConfig(
      {
        ENTRENOUS_SMTP_URL: 'smtps://messages:p%40ss@mail.example',
        ENTRENOUS_MAIL_FROM: 'messages@practice.example',
        ENTRENOUS_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      },
      '/srv',
    );
    assert.equal(config?.smtp?.url.hostname, 'mail.example');
    assert.equal(config.smtp.from, 'messages@practice.example');
    assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', '::1']);
  });

  it('a mail server without a sender, or the other way round, is a mistake', () => {
    assert.equal(mistakesOf({ ENTRENOUS_SMTP_URL: 'smtp://mail.example' }).length, 1);
    assert.equal(mistakesOf({ ENTRENOUS_MAIL_FROM: 'a@example.org' }).length, 1);
  });

  for (const [name, value] of [
    ['ENTRENOUS_SMTP_URL', 'https://mail.example'],
    ['ENTRENOUS_SMTP_URL', 'smtp://'],
    ['ENTRENOUS_SMTP_URL', 'smtp://user:secret@localhost'],
    ['ENTRENOUS_SMTP_URL', 'smtps://mail.example/?tls.rejectUnauthorized=false'],
    ['ENTRENOUS_MAIL_FROM', 'not an address'],
    ['ENTRENOUS_MAIL_FROM', 'a@example.org, b@example.org'],
    ['ENTRENOUS_TRUSTED_PROXIES', '*'],
    ['ENTRENOUS_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['HOST', 'localhost:8787/x'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['ENTRENOUS_KEK', 'c2hvcnQ='],
    ['ENTRENOUS_KEK', `${KEY.slice(0, -3)}!!=`],
    ['ENTRENOUS_KEK', `a:${KEY},a:${OTHER}`],
    ['ENTRENOUS_API_KEY', 'too-short'],
    ['ENTRENOUS_ALLOWED_ORIGINS', 'portal.example'],
  ] as const) {
    it(`refuses ${name}=${value}`, () => {
      const mistakes = mistakesOf({
        [name]: value,
        ...(name === 'DATABASE_URL' ? { ENTRENOUS_KEK: KEY } : {}),
        ...(name === 'ENTRENOUS_SMTP_URL' ? { ENTRENOUS_MAIL_FROM: 'a@example.org' } : {}),
        ...(name === 'ENTRENOUS_MAIL_FROM' ? { ENTRENOUS_SMTP_URL: 'smtp://mail.example' } : {}),
      });
      assert.equal(mistakes.length, 1);
      assert.match(mistakes[0] ?? '', new RegExp(`^${name} `));
    });
  }

  it('never repeats a secret', () => {
    const secret = 'aVerySecretThingThatIsNoKey';
    const env = { ENTRENOUS_KEK: secret, ENTRENOUS_API_KEY: 'secret!', DATABASE_URL: `x://u:${secret}@h/d` };
    assert.ok(mistakesOf(env).every((line) => !line.includes('ecret')));
  });

  it('wants the keys to be given for a database of the operator’s own', () => {
    assert.match(mistakesOf({ DATABASE_URL: 'postgres://localhost/x' })[0] ?? '', /ENTRENOUS_KEK/);
    assert.deepEqual(mistakesOf({ DATABASE_URL: 'postgres://localhost/x', ENTRENOUS_KEK: KEY }), []);
  });

  it('refuses two sources of keys', () => {
    assert.match(mistakesOf({ ENTRENOUS_KEK: KEY, ENTRENOUS_KEK_FILE: 'k' })[0] ?? '', /both set/);
  });
});
