import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readConfig } from '../../../server/node/config.ts';
import { loadConfig } from '../../../server/node/environment.ts';

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
      applicationUrl: undefined,
      kek: { from: 'data-folder', path: '/srv/.entrenous/keys/kek.json' },
      allowedOrigins: [],
      apiKey: undefined,
      smtp: undefined,
      trustedProxies: [],
      retention: { conversations: null, messages: null, files: null, audit: 3650 },
      production: false,
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
    ['ENTRENOUS_RETENTION', 'conversations=0'],
    ['ENTRENOUS_RETENTION', 'mesages=30'],
    ['ENTRENOUS_RETENTION', 'conversations=30d'],
    ['ENTRENOUS_RETENTION', 'audit=2191'],
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

  it('keeps everything that is not said, and the audit for ten years', () => {
    const read = (ENTRENOUS_RETENTION: string) =>
      readConfig({ ENTRENOUS_RETENTION }, '/srv').config?.retention;
    const kept = { conversations: null, messages: null, files: null, audit: 3650 };
    assert.deepEqual(read('messages=30, files = 10'), { ...kept, messages: 30, files: 10 });
    assert.deepEqual(read('audit=keep'), { ...kept, audit: null });
  });

  it('knows every variable that the examples of a deployment set', () => {
    const folder = new URL('../../../deploy/', import.meta.url);
    const names = readdirSync(folder).flatMap(
      (file) => readFileSync(new URL(file, folder), 'utf8').match(/\bENTRENOUS_[A-Z_]+/g) ?? [],
    );
    assert.ok(names.length > 10);
    const unknown = [...new Set(names)].flatMap((name) =>
      mistakesOf({ [name]: 'x' }).filter((mistake) => mistake.endsWith('is not known.')),
    );
    assert.deepEqual(unknown, []);
  });

  it('takes a second URL of the database for another role, which it names', () => {
    const both = (DATABASE_URL: string, ENTRENOUS_APP_DATABASE_URL: string) =>
      mistakesOf({ DATABASE_URL, ENTRENOUS_APP_DATABASE_URL, ENTRENOUS_KEK: KEY });
    assert.deepEqual(both('postgres://owner@localhost/x', 'postgres://app:p@localhost/x'), []);
    assert.match(both('postgres://a@localhost/x', 'postgres://a@localhost/x')[0] ?? '', /another role/);
    assert.match(both('postgres://a@localhost/x', 'postgres://localhost/x')[0] ?? '', /must name its role/);
    const alone = { ENTRENOUS_APP_DATABASE_URL: 'postgres://app@localhost/x' };
    assert.match(mistakesOf(alone)[0] ?? '', /^ENTRENOUS_APP_DATABASE_URL needs the keys/);
    assert.deepEqual(mistakesOf({ ...alone, ENTRENOUS_KEK: KEY }), []);
  });

  it('refuses two sources of keys', () => {
    assert.match(mistakesOf({ ENTRENOUS_KEK: KEY, ENTRENOUS_KEK_FILE: 'k' })[0] ?? '', /both set/);
  });

  it('says that a variable of ours is not known: it may be a mistyped one', () => {
    assert.deepEqual(mistakesOf({ ENTRENOUS_ALOWED_ORIGINS: 'https://a.example' }), [
      'ENTRENOUS_ALOWED_ORIGINS is not known.',
    ]);
  });

  describe('in production', () => {
    const random = randomBytes(32).toString('base64');
    const production = (env: Record<string, string>) => mistakesOf({ NODE_ENV: 'production', ...env });

    it('listens beyond this machine only behind proxies that do TLS', () => {
      assert.match(production({ HOST: '0.0.0.0' })[0] ?? '', /^HOST .*ENTRENOUS_TRUSTED_PROXIES/);
      assert.deepEqual(production({ HOST: '0.0.0.0', ENTRENOUS_TRUSTED_PROXIES: '10.0.0.0/8' }), []);
      for (const HOST of ['127.0.0.1', 'localhost', '::1']) assert.deepEqual(production({ HOST }), []);
      assert.deepEqual(mistakesOf({ HOST: '0.0.0.0' }), [], 'elsewhere it may');
    });

    it('takes a database on another machine only with its certificate checked', () => {
      const withKey = (url: string) => production({ DATABASE_URL: url, ENTRENOUS_KEK: random });
      for (const mode of [
        '',
        '?sslmode=require',
        '?sslmode=prefer',
        '?sslmode=verify-ca',
        '?sslmode=disable',
      ]) {
        assert.match(withKey(`postgres://u:p@db.example/x${mode}`)[0] ?? '', /^DATABASE_URL .*verify-full/);
        const application = `postgres://app:p@db.example/x${mode}`;
        const second = production({ ENTRENOUS_APP_DATABASE_URL: application, ENTRENOUS_KEK: random });
        assert.match(second[0] ?? '', /^ENTRENOUS_APP_DATABASE_URL .*verify-full/);
      }
      for (const url of [
        'db.example/x?sslmode=verify-full',
        'localhost/x',
        '127.0.0.1/x',
        '%2Frun%2Fpostgresql/x',
        '/x',
      ]) {
        assert.deepEqual(withKey(`postgres://${url}`), [], url);
      }
    });

    it('takes no key that somebody has made up', () => {
      assert.match(
        production({ ENTRENOUS_KEK: `k2:${random},k1:${KEY}` })[0] ?? '',
        /^ENTRENOUS_KEK .*not random/,
      );
      assert.deepEqual(production({ ENTRENOUS_KEK: random }), []);
    });
  });
});

describe('loadConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrenous-config-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };

  it('reads a file of settings; what the environment says goes before it', () => {
    const ENTRENOUS_CONFIG = file('settings', '# Alder\nPORT=4000\nHOST="127.0.0.1"\nENTRENOUS_DATA=data\n');
    const { config } = loadConfig({ ENTRENOUS_CONFIG, PORT: '5000' }, folder);
    assert.deepEqual([config?.port, config?.dataFolder], [5000, join(folder, 'data')]);
  });

  it('reads secrets from files', () => {
    const apiKey = randomBytes(32).toString('hex');
    const { config, mistakes } = loadConfig(
      {
        ENTRENOUS_API_KEY_FILE: file('key', `${apiKey}\n`),
        DATABASE_URL_FILE: file('url', 'postgres://localhost/x\n'),
        ENTRENOUS_KEK: KEY,
      },
      folder,
    );
    assert.deepEqual(mistakes, undefined);
    assert.deepEqual([config?.apiKey, config?.databaseUrl], [apiKey, 'postgres://localhost/x']);
  });

  it('says every mistake in one line each, and none of the secrets', () => {
    const { mistakes } = loadConfig(
      {
        ENTRENOUS_CONFIG: 'nowhere',
        ENTRENOUS_API_KEY: 'x'.repeat(32),
        ENTRENOUS_API_KEY_FILE: file('short', 'tooShortSecret'),
        DATABASE_URL_FILE: file('wrong', 'mysql://u:s3cret@h/x'),
        PORT: 'x',
      },
      folder,
    );
    assert.deepEqual(
      mistakes?.map((line) => line.split(' ')[0]),
      ['ENTRENOUS_CONFIG', 'ENTRENOUS_API_KEY', 'DATABASE_URL', 'PORT'],
    );
    assert.ok(!mistakes.join().includes('s3cret'));
  });
});
