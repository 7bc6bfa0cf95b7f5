import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isolatedName, safeName } from '../../src/security/safe-name.ts';

describe('safeName', () => {
  const TABLE: readonly [why: string, name: string, shown: string][] = [
    ['keeps an ordinary name', 'Dr. Léna Brandt', 'Dr. Léna Brandt'],
    ['keeps Arabic', 'نور الهاشمي', 'نور الهاشمي'],
    ['keeps the joiners that Persian and emoji need', 'می‌خواهم 👩‍⚕️', 'می‌خواهم 👩‍⚕️'],
    ['keeps what looks like markup', '<b>Ana</b>', '<b>Ana</b>'],
    ['takes out direction overrides', 'Ana \u202eadnaJ\u202c', 'Ana adnaJ'],
    ['takes out isolates and marks', '\u2066Ana\u2069\u200f\u061c', 'Ana'],
    ['stays on one line', 'Ana\r\nLind\u2028qvist\u0000', 'Ana Lind qvist'],
    ['never shows nothing', '\u202e\u200f', '\ufffd'],
  ];
  for (const [why, name, shown] of TABLE) it(why, () => assert.equal(safeName(name), shown));

  it('isolates a name in plain text', () => {
    assert.equal(isolatedName('\u2069Ana\u202e'), '\u2068Ana\u2069');
  });
});
