import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { emptyForm, formOf, toRequest } from '../../src/elements/ooo-settings/ooo-form.ts';
import { timeZones, toWallTime } from '../../src/i18n/zoned-time.ts';
import type { OutOfOfficeSetting } from '../../src/protocol/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far the zone's clocks are before UTC, in milliseconds. */
const offset = (ms: number, zone: string) => Date.parse(`${toWallTime(ms, zone)}Z`) - ms;

/** The changes of a zone's clocks in a year, to the minute. */
function changes(zone: string, year: number): number[] {
  const found: number[] = [];
  for (let day = Date.UTC(year, 0); day < Date.UTC(year + 1, 0); day += 7 * DAY) {
    let [low, high] = [day, day + 7 * DAY];
    if (offset(low, zone) === offset(high, zone)) continue;
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 120_000) * 60_000;
      if (offset(middle, zone) === offset(low, zone)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}

/** Zones whose clocks change, with those changes. */
const changing = timeZones('Antarctica/Troll', 'Africa/Casablanca')
  .map((zone) => ({ zone, at: changes(zone, 2026) }))
  .filter(({ at }) => at.length > 0);

/** An instant within hours of a change, to the millisecond. */
const near = fc.constantFrom(...changing).chain(({ zone, at }) =>
  fc.record({
    zone: fc.constant(zone),
    start: fc
      .tuple(fc.constantFrom(...at), fc.integer({ min: -3 * HOUR, max: 3 * HOUR }))
      .map(([a, b]) => a + b),
    length: fc.integer({ min: 1, max: 4 * HOUR }),
  }),
);

const setting = (start: number, end: number | null, timeZone: string): OutOfOfficeSetting => ({
  id: crypto.randomUUID(),
  member: { id: 'sam', name: 'Sam', kind: 'practitioner' },
  message: 'Away.',
  start: new Date(start).toISOString(),
  end: end === null ? null : new Date(end).toISOString(),
  timeZone,
  everyHours: 24,
});

describe('the out-of-office form', () => {
  it('knows zones whose clocks change', () => assert.ok(changing.length > 50, String(changing.length)));

  it('stores what was not touched as it was, to the millisecond, in the hours around every change of clocks', () => {
    fc.assert(
      fc.property(near, ({ zone, start, length }) => {
        const before = setting(start, start + length, zone);
        const after = toRequest({ ...formOf(before), message: 'Away, truly.' });
        assert.deepEqual([after.start, after.end], [before.start, before.end]);
      }),
      { numRuns: 3000 },
    );
  });

  it('means the same instant, to the minute, when somebody types the same time again', () => {
    fc.assert(
      fc.property(near, ({ zone, start, length }) => {
        const minute = (ms: number) => Math.floor(ms / 60_000) * 60_000;
        const before = setting(minute(start), minute(start + length + 60_000), zone);
        const { stored: _, ...typed } = formOf(before);
        const after = toRequest(typed);
        assert.deepEqual([after.start, after.end], [before.start, before.end]);
      }),
      { numRuns: 3000 },
    );
  });

  it('begins a new one now, also in the second pass', () => {
    const now = Date.parse('2026-10-25T01:30:00.000Z');
    const form = emptyForm(['sam'], now, 'Europe/Berlin');
    assert.equal(form.start, '2026-10-25T02:30');
    assert.equal(toRequest({ ...form, untilTurnedOff: true }).start, '2026-10-25T01:30:00.000Z');
  });

  it('takes another time as it is typed, and the pass that is chosen', () => {
    const form = formOf(
      setting(Date.parse('2026-10-24T10:00Z'), Date.parse('2026-10-25T01:30Z'), 'Europe/Berlin'),
    );
    assert.deepEqual([form.end, form.passes.end], ['2026-10-25T02:30', 'second']);
    assert.equal(toRequest({ ...form, end: '2026-10-26T02:30' }).end, '2026-10-26T01:30:00.000Z');
    assert.equal(toRequest({ ...form, passes: { end: 'first' } }).end, '2026-10-25T00:30:00.000Z');
    assert.equal(toRequest({ ...form, timeZone: 'Europe/London' }).end, '2026-10-25T02:30:00.000Z');
  });
});
