/**
 * The moment at which all stories begin. The prepared database is as old, so that what was written this morning is shown as
 * written this morning, and a story looks the same whenever it is opened.
 */
export const NOW = Date.parse('2026-03-04T10:30:00+01:00');

const Real = Date;
let shift = 0;
const now = () => Real.now() + shift;

/** Sets the page's clock to {@link NOW}; from then on time passes as it does. */
export function backToStart(): void {
  shift = NOW - Real.now();
  globalThis.Date = shifted;
}

const shifted = new Proxy(Real, {
  construct: (target, args: unknown[], self) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, self) as Date,
  apply: () => new Real(now()).toString(),
  get: (target, key, self): unknown => (key === 'now' ? now : Reflect.get(target, key, self)),
});
