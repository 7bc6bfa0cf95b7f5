import type { PGlite } from '@electric-sql/pglite';
import type { Database, Queryable } from '../server/ports.ts';

/** A database in which nothing stays: what was done in it is undone when it is closed. */
export interface Rehearsal extends Database {
  /** Undoes everything. */
  close(): Promise<void>;
}

/**
 * Gives the prepared database to one story: everything happens in one transaction that is rolled back afterwards, so that every
 * story finds the same practices, at once, whatever was done in the one before. The transactions of the backend become savepoints
 * in it; PGlite has one connection, so they wait for each other.
 */
export async function rehearse(pglite: PGlite): Promise<Rehearsal> {
  let over = false;
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
  const direct: Queryable = {
    query: async <Row>(sql: string, params?: readonly unknown[]) =>
      (await pglite.query<Row>(sql, params as unknown[] | undefined)).rows,
  };
  const transaction = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> =>
    alone(async () => {
      if (over) throw new Error('The story is over.');
      await pglite.exec('savepoint step');
      try {
        const result = await work(direct);
        await pglite.exec('release savepoint step');
        return result;
      } catch (error) {
        await pglite.exec('rollback to savepoint step; release savepoint step');
        throw error;
      }
    });

  await pglite.exec('begin');
  const self: Rehearsal = {
    query: (sql, params) => transaction((tx) => tx.query(sql, params)),
    transaction,
    within: () => self,
    execute: (sql) => alone(async () => void (await pglite.exec(sql))),
    // There is no other process: whoever waits in this one is woken without it.
    listen: () => Promise.resolve(() => Promise.resolve()),
    close: () =>
      alone(async () => {
        over = true;
        await pglite.exec('rollback');
      }),
  };
  return self;
}
