import type { Queryable } from '../ports.ts';

/** Which column is read, and how its rows are told apart. */
export interface SealedColumn {
  table: string;
  column: string;
  key: readonly string[];
  also?: string;
  join?: string;
}

/**
 * A page of a sealed column's values in the order of its key, with what their places are made of. Names of tables and columns are
 * the program's own.
 * @param after the key of the last row of the page before
 */
export function listSealed<Row>(
  q: Queryable,
  { table, column, key, also, join }: SealedColumn,
  practiceId: string,
  after: readonly unknown[] | undefined,
  limit: number,
): Promise<Row[]> {
  const names = key.map((name) => `t.${name}`);
  const columns = [...names, ...(also === undefined ? [] : [also]), `t.${column} as sealed`];
  const places = key.map((_, i) => `$${i + 3}`);
  const next = after === undefined || key.length === 0 ? '' : `and (${names.join()}) > (${places.join()})`;
  const order = key.length === 0 ? '' : `order by ${names.join()}`;
  return q.query<Row>(
    `select ${columns.join()} from ${table} t ${join ?? ''}
     where t.practice_id = $1 and t.${column} is not null ${next} ${order} limit $2`,
    [practiceId, limit, ...(next === '' ? [] : (after ?? []))],
  );
}
