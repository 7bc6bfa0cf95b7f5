import { isAbsolute, resolve } from 'node:path';
import * as v from 'valibot';
import { Email } from '../../src/protocol/index.ts';
import { clientAddress } from './client-address.ts';
import {
  DEFAULT_RETENTION,
  RETAINED_KINDS,
  SHORTEST_AUDIT_DAYS,
  type RetainedKind,
  type Retention,
} from '../domain/purge/retention.ts';
import { type KekSet, parseKekSet } from './kek.ts';
import { isLoopback, type SmtpConfig } from './smtp.ts';

/** What the operator chose, checked. */
export interface Config {
  /** TCP port of the listener; 0 takes a free one. */
  port: number;
  /** Address of the listener. */
  host: string;
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** A PostgreSQL of the operator's own; `undefined` runs the embedded one in the data folder. */
  databaseUrl: string | undefined;
  /** The same PostgreSQL for the role that servers work under; `undefined` lets them work as the tables' owner. */
  applicationUrl: string | undefined;
  /** Where the key-encryption keys come from. */
  kek: KekSource;
  /** Origins of pages that may call from elsewhere. */
  allowedOrigins: readonly string[];
  /** The key with which the portal's server calls; `undefined` where the caller sets up the portals. */
  apiKey: string | undefined;
  /** The mail server; without it there is no sign-in by e-mail and there are no notices. */
  smtp: SmtpConfig | undefined;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** For how long `entrenous purge` leaves things. */
  retention: Retention;
  /** Whether people's data is served: then nothing is accepted that is fit for a trial only. */
  production: boolean;
}

/** Given keys, a file that has to be there, or a file in the data folder that the first start makes. */
export type KekSource =
  { from: 'value'; keys: KekSet } | { from: 'file'; path: string } | { from: 'data-folder'; path: string };

export const DEFAULT_PORT = 8787;
/** Only this machine: a server without TLS in front of it must not be reachable from elsewhere by default. */
export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_DATA_FOLDER = '.entrenous';

/** Shortest API key that is taken, in characters. */
const API_KEY_LENGTH = 32;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables:
 *
 * | variable | meaning | default |
 * | --- | --- | --- |
 * | `PORT` | TCP port | 8787 |
 * | `HOST` | address to listen on; `0.0.0.0` for all, behind a proxy with TLS | 127.0.0.1 |
 * | `ENTRENOUS_DATA` | data folder | `.entrenous` in the working directory |
 * | `DATABASE_URL` | `postgres://…` of your own; no embedded PostgreSQL then | – |
 * | `ENTRENOUS_APP_DATABASE_URL` | the same database for the role that `serve` works under | that of `DATABASE_URL` |
 * | `ENTRENOUS_KEK` | key-encryption keys as `label:base64` of 32 bytes, newest first, with commas between | – |
 * | `ENTRENOUS_KEK_FILE` | a file with the keys, as JSON | `keys/kek.json` in the data folder |
 * | `ENTRENOUS_ALLOWED_ORIGINS` | origins of portal pages, with commas between | none |
 * | `ENTRENOUS_API_KEY` | the key of the portal's server, at least 32 characters | – |
 * | `ENTRENOUS_SMTP_URL` | `smtps://user:password@host` or `smtp://…` (with STARTTLS) of a mail server | no mails |
 * | `ENTRENOUS_MAIL_FROM` | the address that mails come from | – |
 * | `ENTRENOUS_TRUSTED_PROXIES` | addresses or networks whose `X-Forwarded-For` is believed, with commas between | none |
 * | `ENTRENOUS_RETENTION` | days for which things are kept: `conversations=3650,messages=keep,files=keep,audit=3650` | everything; the audit 3650 |
 * | `NODE_ENV` | `production` refuses what is fit for a trial only | – |
 *
 * @returns the configuration, or every mistake in it as a line for the operator; no line repeats a secret
 */
export function readConfig(
  env: Environment,
  workingDirectory: string,
): { config: Config; mistakes?: never } | { mistakes: string[]; config?: never } {
  const mistakes: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T, otherwise: T): T => {
    const value = env[name]?.trim();
    if (value === undefined || value === '') return otherwise;
    try {
      return parse(value);
    } catch (error) {
      // A parser says what is wrong with its value by throwing; anything else it throws is a bug of ours.
      if (!(error instanceof Mistake)) throw error;
      mistakes.push(`${name} ${error.message}`);
      return otherwise;
    }
  };

  const dataFolder = read('ENTRENOUS_DATA', (path) => resolve(workingDirectory, path), undefined);
  const folder = dataFolder ?? resolve(workingDirectory, DEFAULT_DATA_FOLDER);
  const databaseUrl = read('DATABASE_URL', parseDatabaseUrl, undefined);
  const applicationUrl = read('ENTRENOUS_APP_DATABASE_URL', parseDatabaseUrl, undefined);
  mistakes.push(...wrongRoles(databaseUrl, applicationUrl));
  const keys = read('ENTRENOUS_KEK', parseKeys, undefined);
  const keyFile = read('ENTRENOUS_KEK_FILE', parsePath(workingDirectory), undefined);
  const given = (name: string) => (env[name]?.trim() ?? '') !== '';
  if (given('ENTRENOUS_KEK') && given('ENTRENOUS_KEK_FILE')) {
    mistakes.push('ENTRENOUS_KEK and ENTRENOUS_KEK_FILE are both set: set one of them.');
  }
  // Every server on a shared database needs the same keys, so none of them makes its own.
  const ownDatabase = databaseUrl !== undefined || applicationUrl !== undefined;
  if (ownDatabase && !given('ENTRENOUS_KEK') && !given('ENTRENOUS_KEK_FILE')) {
    const name = databaseUrl === undefined ? 'ENTRENOUS_APP_DATABASE_URL' : 'DATABASE_URL';
    mistakes.push(`${name} needs the keys of its data: set ENTRENOUS_KEK or ENTRENOUS_KEK_FILE.`);
  }

  const smtpUrl = read('ENTRENOUS_SMTP_URL', parseSmtpUrl, undefined);
  const from = read('ENTRENOUS_MAIL_FROM', parseAddress, undefined);
  if (given('ENTRENOUS_SMTP_URL') !== given('ENTRENOUS_MAIL_FROM')) {
    mistakes.push('ENTRENOUS_SMTP_URL and ENTRENOUS_MAIL_FROM belong together: set both, or neither.');
  }

  const config: Config = {
    port: read('PORT', parsePort, DEFAULT_PORT),
    host: read('HOST', parseHost, DEFAULT_HOST),
    dataFolder: folder,
    databaseUrl,
    applicationUrl,
    kek: keys
      ? { from: 'value', keys }
      : keyFile
        ? { from: 'file', path: keyFile }
        : { from: 'data-folder', path: resolve(folder, 'keys', 'kek.json') },
    allowedOrigins: read('ENTRENOUS_ALLOWED_ORIGINS', parseOrigins, []),
    apiKey: read('ENTRENOUS_API_KEY', parseApiKey, undefined),
    smtp: smtpUrl && from !== undefined ? { url: smtpUrl, from } : undefined,
    trustedProxies: read('ENTRENOUS_TRUSTED_PROXIES', parseProxies, []),
    retention: read('ENTRENOUS_RETENTION', parseRetention, DEFAULT_RETENTION),
    production: env.NODE_ENV?.trim() === 'production',
  };
  for (const name of Object.keys(env)) {
    if (name.startsWith('ENTRENOUS_') && !KNOWN.has(name)) mistakes.push(`${name} is not known.`);
  }
  if (config.production) mistakes.push(...unfitForProduction(config));
  return mistakes.length > 0 ? { mistakes } : { config };
}

/** The role of a URL of PostgreSQL; empty when it names none. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

/** Two URLs are of two roles: the tables' owner, and who serves. */
function wrongRoles(databaseUrl: string | undefined, applicationUrl: string | undefined): string[] {
  if (applicationUrl === undefined) return [];
  const role = roleOf(applicationUrl);
  if (role === '')
    return ['ENTRENOUS_APP_DATABASE_URL must name its role: postgres://role:password@host/database.'];
  if (databaseUrl === undefined || role !== roleOf(databaseUrl)) return [];
  return ['ENTRENOUS_APP_DATABASE_URL must name another role than DATABASE_URL, which owns the tables.'];
}

/** Every variable of ours. */
const KNOWN: ReadonlySet<string> = new Set(
  [
    'DATA',
    'APP_DATABASE_URL',
    'APP_DATABASE_URL_FILE',
    'KEK',
    'KEK_FILE',
    'ALLOWED_ORIGINS',
    'API_KEY',
    'API_KEY_FILE',
    'SMTP_URL',
    'SMTP_URL_FILE',
    'MAIL_FROM',
    'TRUSTED_PROXIES',
    'RETENTION',
    'CONFIG',
  ].map((name) => `ENTRENOUS_${name}`),
);

/** Fewest different bytes of a key that somebody may have made by chance; 32 random ones practically never have fewer. */
const DIFFERENT_BYTES = 16;

/** What may be tried out and must not be used with people's data. */
function unfitForProduction({ host, databaseUrl, applicationUrl, trustedProxies, kek }: Config): string[] {
  const mistakes: string[] = [];
  if (!isLoopback(host) && host !== '::1' && trustedProxies.length === 0) {
    mistakes.push(
      'HOST lets other machines call without TLS: set ENTRENOUS_TRUSTED_PROXIES to the proxies that do TLS in front of this server.',
    );
  }
  for (const [name, value] of [
    ['DATABASE_URL', databaseUrl],
    ['ENTRENOUS_APP_DATABASE_URL', applicationUrl],
  ] as const) {
    const url = value === undefined ? undefined : new URL(value);
    // A URL without a host, or with a folder for one, means a socket on this machine.
    const elsewhere =
      url && url.hostname !== '' && !/^(%2f|\/)/i.test(url.hostname) && !isLoopback(url.hostname);
    if (elsewhere && url.searchParams.get('sslmode') !== 'verify-full') {
      mistakes.push(`${name} must say sslmode=verify-full: the database is on another machine.`);
    }
  }
  if (
    kek.from === 'value' &&
    [...kek.keys.keys.values()].some((key) => new Set(key).size < DIFFERENT_BYTES)
  ) {
    mistakes.push('ENTRENOUS_KEK has a key that is not random: make one with openssl rand -base64 32.');
  }
  return mistakes;
}

/** What is wrong with a value, as the rest of a sentence that begins with the variable's name. */
class Mistake extends Error {}

function parseRetention(value: string): Retention {
  const retention: Record<RetainedKind, number | null> = { ...DEFAULT_RETENTION };
  for (const entry of value.split(',')) {
    const [, name = '', days = ''] = /^\s*(\w+)\s*=\s*(keep|[1-9]\d{0,4})\s*$/.exec(entry) ?? [];
    const kind = RETAINED_KINDS.find((kind) => kind === name);
    if (kind === undefined) {
      throw new Mistake(
        `must be days, or keep, for ${RETAINED_KINDS.join(', ')}: conversations=3650,audit=keep.`,
      );
    }
    retention[kind] = days === 'keep' ? null : Number(days);
  }
  if (retention.audit !== null && retention.audit < SHORTEST_AUDIT_DAYS) {
    throw new Mistake(`must leave the audit at least ${SHORTEST_AUDIT_DAYS} days, six years.`);
  }
  return retention;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw new Mistake('must be a number from 0 to 65535.');
  return port;
}

function parseHost(value: string): string {
  if (!/^[A-Za-z0-9._:%-]+$/.test(value))
    throw new Mistake('must be a host name or an IP address, without a port.');
  return value;
}

function parseDatabaseUrl(value: string): string {
  const protocol = URL.canParse(value) ? new URL(value).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return value;
  throw new Mistake('must look like postgres://user:password@host:5432/database.');
}

function parseKeys(value: string): KekSet {
  const entries = value.split(',').map((entry): [string, string] => {
    const [label, key] = entry.includes(':') ? entry.split(':', 2) : ['v1', entry];
    return [(label ?? '').trim(), (key ?? '').trim()];
  });
  const keys = parseKekSet({ current: entries[0]?.[0], keys: Object.fromEntries(entries) });
  if (keys && keys.keys.size === entries.length) return keys;
  throw new Mistake(
    'must be 32 random bytes in base64 (openssl rand -base64 32), or label:base64 with commas between.',
  );
}

function parsePath(workingDirectory: string): (value: string) => string {
  return (value) => (isAbsolute(value) ? value : resolve(workingDirectory, value));
}

function parseOrigins(value: string): string[] {
  const origins = value.split(',').map((origin) => origin.trim());
  const wrong = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong === undefined) return origins;
  throw new Mistake('must be origins like https://portal.example, without a path, with commas between.');
}

function parseApiKey(value: string): string {
  if (value.length >= API_KEY_LENGTH && /^[\x21-\x7e]+$/.test(value)) return value;
  throw new Mistake(`must have at least ${API_KEY_LENGTH} characters, none of them a space.`);
}

function parseSmtpUrl(value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fits = url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname);
  if (!fits || url.search !== '' || url.hash !== '') {
    throw new Mistake('must look like smtps://user:password@mail.example:465 or smtp://mail.example:587.');
  }
  if (url.username !== '' && url.protocol === 'smtp:' && isLoopback(url.hostname)) {
    throw new Mistake('would send its password unencrypted: use smtps, or no password on this machine.');
  }
  return url;
}

function parseAddress(value: string): string {
  if (v.is(Email, value)) return value;
  throw new Mistake('must be one e-mail address, like messages@practice.example.');
}

function parseProxies(value: string): string[] {
  const proxies = value.split(',').map((proxy) => proxy.trim());
  try {
    clientAddress(proxies);
    return proxies;
  } catch {
    // Said by a TypeError that names the entry; the operator knows which one it is.
    throw new Mistake('must be IP addresses or networks like 10.0.0.0/8, with commas between.');
  }
}
