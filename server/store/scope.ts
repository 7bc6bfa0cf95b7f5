import type { Queryable, Scope, Work } from '../ports.ts';

/** The settings that the row-level security of `0016-row-level-security.ts` reads; they last for one transaction. */
const SETTINGS = { practice: 'entrenous.practice', work: 'entrenous.work' } as const;

/** The name and value of the setting that makes a transaction be of a scope. */
export function settingOf(scope: Scope): [name: string, value: string] {
  return 'practice' in scope ? [SETTINGS.practice, scope.practice] : [SETTINGS.work, scope.work];
}

/** Makes an open transaction, to its end, be of a work that goes over all practices. */
export async function setWork(tx: Queryable, work: Work): Promise<void> {
  await tx.query(`select set_config($1, $2, true)`, settingOf({ work }));
}
