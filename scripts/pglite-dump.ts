import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, filesBelow } from './testing/files.ts';

/**
 * Prepares the database that pages start from: creating one takes PGlite 4 to 7 s, loading a dump about 1 s. The dump has our
 * schema and no rows. It is made again when the schema or PGlite changes.
 */
const CACHE = join(ROOT, '.cache');
const DUMP = join(CACHE, 'pglite.tar.gz');
const MARK = join(CACHE, 'pglite.sha256');

/** Makes `.cache/pglite.tar.gz` unless it is there and of this schema. */
export async function preparePgliteDump(): Promise<void> {
  const mark = await hashOfSources();
  if (existsSync(DUMP) && existsSync(MARK) && (await readFile(MARK, 'utf8')) === mark) return;

  const [{ PGlite }, { pgliteDatabase }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('../server/store/adapters/pglite.ts'),
    import('../server/store/migrate.ts'),
  ]);
  const pglite = await PGlite.create();
  try {
    // No key has sealed anything yet: the backend that starts on the dump is the first.
    await migrate(pgliteDatabase(pglite), new Date(), () => Promise.resolve());
    await pglite.exec('checkpoint');
    const dump = await pglite.dumpDataDir('gzip');
    await mkdir(CACHE, { recursive: true });
    await replace(DUMP, new Uint8Array(await dump.arrayBuffer()));
    await replace(MARK, mark);
  } finally {
    await pglite.close();
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(pgliteVersion());
  for (const file of [...filesBelow('server/store/migrations'), 'server/store/migrate.ts']) {
    hash.update(file).update(await readFile(join(ROOT, file)));
  }
  return hash.digest('hex');
}

function pgliteVersion(): string {
  const { dependencies, devDependencies } = createRequire(import.meta.url)('../package.json') as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  return { ...dependencies, ...devDependencies }['@electric-sql/pglite'] ?? '';
}

/** Writes a file so that nobody reads half of it. */
async function replace(path: string, content: Uint8Array | string): Promise<void> {
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, content);
  await rename(partial, path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await preparePgliteDump();
