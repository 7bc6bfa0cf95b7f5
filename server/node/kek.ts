import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writePrivateFile } from './private-file.ts';
import type { KekSource } from './config.ts';
import { StartupError } from './startup-error.ts';

/** The key-encryption keys as raw bytes, by label. */
export interface KekSet {
  /** The label of the key that wraps new keys. */
  current: string;
  /** 32 bytes each. */
  keys: ReadonlyMap<string, Uint8Array>;
}

const KEY_BYTES = 32;
const LABEL = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Gets the key-encryption keys. Only the very first start makes a key: a new one over old data would make every
 * message unreadable.
 *
 * @param hasData whether there is a database already
 * @throws {StartupError} when the keys are missing or damaged
 */
export function loadKek(source: KekSource, hasData: boolean): KekSet {
  if (source.from === 'value') return source.keys;
  if (source.from === 'data-folder' && !hasData && !existsSync(source.path))
    return createKekFile(source.path);
  return readKekFile(source.path);
}

function createKekFile(path: string): KekSet {
  const key = randomBytes(KEY_BYTES);
  const content = { current: 'v1', keys: { v1: key.toString('base64') } };
  writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
  return { current: 'v1', keys: new Map([['v1', new Uint8Array(key)]]) };
}

function readKekFile(path: string): KekSet {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StartupError(
      missing
        ? `The key file ${path} is missing. The stored messages cannot be read without it: put it back from a backup. ` +
            'No new key is made over existing data.'
        : `The key file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
    );
  }
  const keys = parseKekSet(parseJson(text));
  if (keys) return keys;
  throw new StartupError(
    `The key file ${path} is damaged: it must be JSON like {"current":"v1","keys":{"v1":"<32 bytes in base64>"}}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: the caller refuses it as it refuses every other shape.
    return undefined;
  }
}

/** Keys from their JSON shape `{ current, keys: { label: base64 } }`; `undefined` when anything is wrong with it. */
export function parseKekSet(value: unknown): KekSet | undefined {
  const { current, keys } = (value ?? {}) as { current?: unknown; keys?: unknown };
  if (typeof current !== 'string' || typeof keys !== 'object' || keys === null) return undefined;
  const parsed = new Map<string, Uint8Array>();
  for (const [label, encoded] of Object.entries(keys)) {
    if (!LABEL.test(label) || typeof encoded !== 'string') return undefined;
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length !== KEY_BYTES || !isBase64Of(encoded, bytes)) return undefined;
    parsed.set(label, new Uint8Array(bytes));
  }
  return parsed.has(current) ? { current, keys: parsed } : undefined;
}

/** Node skips what is not base64 without a word; a mistyped key must not become another key. */
function isBase64Of(encoded: string, bytes: Buffer): boolean {
  return bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
}
