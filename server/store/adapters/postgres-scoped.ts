import pg from 'pg';
import type { Scope } from '../../ports.ts';
import { settingOf } from '../scope.ts';

/** What of the driver's connection and query is used here and not in its types. */
interface Wire {
  parse(statement: { text: string; name: string }): void;
  bind(portal: { portal: string; statement: string; values: string[] }): void;
  execute(portal: { portal: string; rows: number }): void;
}
interface Handlers {
  requiresPreparation(): boolean;
  prepare(wire: Wire): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
const Query = pg.Query as unknown as new (
  config: pg.QueryConfig & { types: pg.CustomTypesConfig },
  values: unknown[],
  callback: (error: Error | undefined, result: pg.QueryResult) => void,
) => pg.Submittable & Handlers;

/** The name of the statement that sets the scope, and the connections that have it. */
const STATEMENT = 'entrenous_scope';
const prepared = new WeakSet<Wire>();

/**
 * A statement and, before it, the setting of its scope. Both go out together, with one "sync" after them (PostgreSQL's extended
 * protocol): they are one transaction, the setting ends with it, and the database is asked once.
 */
export class ScopedQuery extends Query {
  readonly #scope: Scope;
  #isSet = false;

  constructor(
    scope: Scope,
    config: pg.QueryConfig & { types: pg.CustomTypesConfig },
    values: unknown[],
    callback: (error: Error | undefined, result: pg.QueryResult) => void,
  ) {
    super(config, values, callback);
    this.#scope = scope;
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(wire: Wire): void {
    // Named, so that PostgreSQL parses and plans it once for each connection. It outlives a transaction that fails.
    if (!prepared.has(wire)) wire.parse({ text: 'select set_config($1, $2, true)', name: STATEMENT });
    prepared.add(wire);
    wire.bind({ portal: '', statement: STATEMENT, values: settingOf(this.#scope) });
    wire.execute({ portal: '', rows: 0 });
    super.prepare(wire);
  }

  override handleDataRow(message: unknown): void {
    if (this.#isSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#isSet) super.handleCommandComplete(message, wire);
    this.#isSet = true;
  }
}
