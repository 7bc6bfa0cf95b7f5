import { PGlite } from '@electric-sql/pglite';
import dump from '../.cache/pglite-stories.tar.gz?url';
import { pageKeys, type PageDatabase } from '../test/helpers/page-backend.ts';
import { kek } from './prepared/kek.ts';
import { rehearse, type Rehearsal } from './rehearsal.ts';

/** The prepared database; opened once, because it takes a second. */
let opened: Promise<PGlite> | undefined;
/** Who has it now. */
let current: Promise<Rehearsal> | undefined;

async function open(): Promise<PGlite> {
  const answer = await fetch(dump);
  if (!answer.ok) throw new Error(`The prepared database: ${answer.status}`);
  return PGlite.create({ loadDataDir: await answer.blob() });
}

/** Gives the prepared database to a story, as it was made; what the story before has done in it is undone. */
export async function newGround(): Promise<PageDatabase> {
  const before = current;
  current = (async () => {
    const pglite = await (opened ??= open());
    await (await before)?.close();
    return rehearse(pglite);
  })();
  return { database: await current, keys: pageKeys(kek) };
}
