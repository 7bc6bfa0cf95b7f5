import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/**
 * Finds a Chromium for tests: `CHROMIUM_PATH`, else the one that the registry package `@sparticuz/chromium` carries (Linux on
 * x64), unpacked once, else one that is installed. The packaged one is the same everywhere, and as a browser that has no windows
 * (chrome-headless-shell) it needs about half of the processor's time.
 */

const INSTALLED: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};

let found: Promise<string> | undefined;

/**
 * The path of a Chromium that can be started.
 * @throws when there is none, saying how to get one
 */
export function findChromium(): Promise<string> {
  return (found ??= find());
}

async function find(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  // The word for "as on a machine that has none": what is installed is not looked for.
  if (chosen === 'packaged') return unpack();
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is set to ${chosen}, which cannot be started.`);
  }
  try {
    return await unpack();
  } catch (error) {
    const installed = INSTALLED[platform()]?.find(isExecutable);
    if (installed === undefined) throw error;
    return installed;
  }
}

/**
 * How we start Chromium: without its sandbox only where it cannot have one, and without anything that talks to its maker's
 * servers. Nothing here relaxes the rules for pages.
 */
export function chromiumArguments(): string[] {
  return [
    ...(canSandbox() ? [] : ['--no-sandbox']),
    // Drawn by the processor either way; without the detour over an imitated graphics card a seventh less of it is needed.
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    '--font-render-hinting=none',
  ];
}

/** Root cannot use the sandbox, and on Linux it needs user namespaces, which containers and some distributions forbid. */
function canSandbox(): boolean {
  if (process.getuid?.() === 0) return false;
  return platform() !== 'linux' || spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The packaged Chromium, unpacked once into `.cache/` (or a private temporary folder, if the checkout cannot be written). */
async function unpack(): Promise<string> {
  if (platform() !== 'linux' || arch() !== 'x64') throw missing('no packaged one runs on this system');
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch (error) {
    throw missing('the package @sparticuz/chromium is not installed', error);
  }
  const root = join(dirname(entry), '..', '..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const path = join(await cacheFolder(), `chromium-${version}`);
  if (!existsSync(path)) {
    // Written beside its place and renamed into it, so that nobody ever starts half of it.
    const partial = `${path}.${process.pid}`;
    await pipeline(
      createReadStream(join(root, 'bin', 'chromium.br')),
      createBrotliDecompress({ chunkSize: 2 ** 21 }),
      createWriteStream(partial, { mode: 0o755 }),
    );
    await rename(partial, path);
  }
  try {
    await promisify(execFile)(path, ['--version'], { timeout: 30_000 });
  } catch (error) {
    throw missing('the packaged one does not start here (it needs libnss3, libnspr4 and libexpat1)', error);
  }
  return path;
}

async function cacheFolder(): Promise<string> {
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  try {
    await mkdir(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return cache;
  } catch {
    // Somebody else's checkout: a folder of our own, never one that others could have filled before us.
    return mkdtemp(join(tmpdir(), 'entrenous-chromium-'));
  }
}

function missing(why: string, cause?: unknown): Error {
  return new Error(
    `There is no Chromium: none is installed, and ${why}. Install one (Debian and Ubuntu: apt-get install chromium), ` +
      'or say where it is: CHROMIUM_PATH=/path/to/chrome npm test',
    { cause },
  );
}
