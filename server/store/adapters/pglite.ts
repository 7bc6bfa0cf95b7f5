import type { PGlite } from '@electric-sql/pglite';
import type { Database } from '../../ports.ts';

/**
 * A PGlite (PostgreSQL as WebAssembly) as the backend's database: for stories, tests and previews in a page. It has one
 * connection and does not wait for the disk, so it never holds a practice's data.
 */
export function pgliteDatabase(pglite: PGlite): Database {
  const self: Database = {
    async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
      return (await pglite.query<Row>(sql, params as unknown[] | undefined)).rows;
    },

    transaction: (work) =>
      pglite.transaction((tx) =>
        work({
          async query<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> {
            return (await tx.query<Row>(sql, params as unknown[] | undefined)).rows;
          },
        }),
      ),

    async execute(sql) {
      await pglite.exec(sql);
    },

    listen: (channel, heard) => pglite.listen(channel, heard),

    close: () => pglite.close(),

    // Its one connection is the owner's: PostgreSQL's second wall is not there, only the conditions of the statements.
    within: () => self,
  };
  return self;
}
