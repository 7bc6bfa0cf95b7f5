import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { ROOT, filesBelow } from './testing/files.ts';

/**
 * Prepares the databases that pages start from: creating one takes PGlite 4 to 7 s, loading a dump about 1 s. They are made again
 * when what they are made of changes.
 */
const CACHE = join(ROOT, '.cache');

/** The database of tests, `.cache/pglite.tar.gz`: our schema and no rows. */
export function preparePgliteDump(): Promise<void> {
  return prepare('pglite', [...filesBelow('server/store/migrations'), 'server/store/migrate.ts'], migrated);
}

/** The database of Storybook, `.cache/pglite-stories.tar.gz`: the one of the tests with the practices of the stories. */
export async function prepareStoriesDump(): Promise<void> {
  await preparePgliteDump();
  const base = await readFile(join(CACHE, 'pglite.tar.gz'));
  const folders = ['server', 'src/protocol', 'demo/seed', 'stories/prepared'].flatMap(filesBelow);
  const sources = [...folders, 'scripts/story-practices.ts'];
  await prepare(
    'pglite-stories',
    [...sources, 'stories/stage.ts', 'stories/clock.ts'],
    writeStories,
    new Blob([base]),
  );
}

async function writeStories(pglite: PGlite): Promise<void> {
  const { writePractices } = await import('./story-practices.ts');
  const { TZ } = process.env;
  // What was written at nine was written at nine where the stories are, whatever this machine's zone is.
  process.env.TZ = 'Europe/Berlin';
  try {
    await writePractices(pglite);
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
}

async function prepare(
  name: string,
  sources: readonly string[],
  fill: (pglite: PGlite) => Promise<void>,
  base?: Blob,
): Promise<void> {
  const dump = join(CACHE, `${name}.tar.gz`);
  const mark = join(CACHE, `${name}.sha256`);
  const hash = await hashOf(sources);
  if (existsSync(dump) && existsSync(mark) && (await readFile(mark, 'utf8')) === hash) return;

  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create(base === undefined ? {} : { loadDataDir: base });
  try {
    await fill(pglite);
    await pglite.exec('checkpoint');
    const data = await pglite.dumpDataDir('gzip');
    await mkdir(CACHE, { recursive: true });
    await replace(dump, new Uint8Array(await data.arrayBuffer()));
    await replace(mark, hash);
  } finally {
    await pglite.close();
  }
}

async function migrated(pglite: PGlite): Promise<void> {
  const [{ pgliteDatabase }, { migrate }] = await Promise.all([
    import('../server/store/adapters/pglite.ts'),
    import('../server/store/migrate.ts'),
  ]);
  // No key has sealed anything yet: the backend that starts on the dump is the first.
  await migrate(pgliteDatabase(pglite), new Date(), () => Promise.resolve());
}

async function hashOf(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(pgliteVersion());
  for (const file of sources) hash.update(file).update(await readFile(join(ROOT, file)));
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await preparePgliteDump();
  await prepareStoriesDump();
}
