import type { Database, Queryable, Transactions } from '../../server/ports.ts';

/**
 * A database whose statements all pass through something, by themselves or in transactions, within a scope or without one.
 * @param single for statements by themselves; as they are if left out
 */
export function watched(
  database: Database,
  inTransaction: (tx: Queryable) => Queryable,
  single: (q: Queryable) => Queryable = (q) => q,
): Database {
  const watch = (real: Transactions): Transactions => ({
    query: (sql, params) => single(real).query(sql, params),
    transaction: (work) => real.transaction((tx) => work(inTransaction(tx))),
  });
  return { ...database, ...watch(database), within: (scope) => watch(database.within(scope)) };
}
