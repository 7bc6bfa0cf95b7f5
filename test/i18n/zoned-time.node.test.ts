import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { timeZones, toInstant, toWallTime } from '../../src/i18n/zoned-time.ts';

const MINUTE = 60_000;

/** Every zone that there is, and instants to the minute from 1980 to 2060. */
const zone = fc.constantFrom(...timeZones('Etc/GMT+12'));
const instant = fc
  .integer({ min: Date.UTC(1980, 0) / MINUTE, max: Date.UTC(2060, 0) / MINUTE })
  .map((minutes) => minutes * MINUTE);

/** The same wall clock by another way: what a person in the zone would read in a British letter. */
function read(ms: number, timeZone: string): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(ms);
  return `${date}T${time}`;
}

describe('wall clocks of zones', () => {
  it('show what Intl shows, in every zone', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, ms) => {
        assert.equal(toWallTime(ms, timeZone), read(ms, timeZone));
      }),
      { numRuns: 3000 },
    );
  });

  it('lead back to an instant at which they show the same: the first one', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, ms) => {
        const wall = toWallTime(ms, timeZone);
        const back = toInstant(wall, timeZone);
        assert.ok(back !== undefined && back <= ms);
        assert.equal(read(back, timeZone), wall);
        // Only an hour that comes twice, or a day that does, leads to an earlier instant.
        if (back !== ms) assert.ok(ms - back <= 24 * 60 * MINUTE);
      }),
      { numRuns: 3000 },
    );
  });

  it('keep the order of instants, whatever clocks do in between', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 1, max: 3000 }), (timeZone, ms, minutes) => {
        const wall = toWallTime(ms, timeZone);
        const later = new Date(Date.parse(`${wall}Z`) + minutes * MINUTE).toISOString().slice(0, 16);
        const [a, b] = [toInstant(wall, timeZone), toInstant(later, timeZone)];
        assert.ok(a !== undefined && b !== undefined);
        // Across a gap two times an hour apart may be the same instants apart or closer, never the other way round.
        if (minutes > 24 * 60) assert.ok(a < b);
      }),
      { numRuns: 2000 },
    );
  });

  for (const [what, wall, timeZone, expected] of [
    ['an ordinary time', '2026-01-15T09:00', 'Europe/Berlin', '2026-01-15T08:00:00.000Z'],
    ['an ordinary time in summer', '2026-07-15T09:00', 'Europe/Berlin', '2026-07-15T07:00:00.000Z'],
    [
      'a time that is skipped, later by what is skipped',
      '2026-03-29T02:30',
      'Europe/Berlin',
      '2026-03-29T01:30:00.000Z',
    ],
    ['the first of a time that comes twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    [
      'the first of a time that comes twice in New York',
      '2026-11-01T01:30',
      'America/New_York',
      '2026-11-01T05:30:00.000Z',
    ],
    ['a change of half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['a zone of quarter hours', '2026-05-01T12:00', 'Asia/Kathmandu', '2026-05-01T06:15:00.000Z'],
    ['a day that an island left out', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['midnight', '2026-05-01T00:00', 'UTC', '2026-05-01T00:00:00.000Z'],
    ['the end of a leap day', '2028-02-29T23:59', 'America/Los_Angeles', '2028-03-01T07:59:00.000Z'],
  ] as const) {
    it(`find ${what}`, () => {
      assert.equal(new Date(toInstant(wall, timeZone) ?? NaN).toISOString(), expected);
    });
  }

  for (const wall of ['', 'soon', '2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T25:00', '2026-01-01']) {
    it(`find no instant for ${JSON.stringify(wall)}`, () => {
      assert.equal(toInstant(wall, 'Europe/Berlin'), undefined);
    });
  }
});
