import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SEALED_FIELDS, type SealedField } from '../../../server/domain/integrity/sealed-fields.ts';
import { verifyContent } from '../../../server/domain/integrity/verify-content.ts';
import { wrappedKeys } from '../../../server/store/keys.ts';
import { memoryFiles } from '../../../server/store/adapters/memory-files.ts';
import { localKeys } from '../../../server/vault/local-keys.ts';
import { Vault } from '../../../server/vault/vault.ts';
import { fillEveryTable, worldOfEverything } from '../../helpers/everything.ts';
import { freshDatabase } from '../../helpers/postgres.ts';
import { TEST_KEYS } from '../../helpers/world.ts';

/** Columns of bytes that are not sealed under a key of the practice. */
const OTHERS = [
  // Digests: they open nothing.
  'access_tokens.session_digest',
  'access_tokens.token_digest',
  'mail_queue.email_digest',
  'people.email_digest',
  'rate_limits.key_digest',
  'sign_in_codes.code_digest',
  'sign_in_codes.email_digest',
  'sign_in_sessions.email_digest',
  'sign_in_sessions.session_digest',
  'token_activity.token_digest',
  // The audit's codes, which have a look of their own.
  'audit.mac',
  'audit_heads.floor_mac',
  'audit_heads.floor_seal',
  'audit_heads.mac',
  // Wrapped by the key-encryption key itself.
  'audit_keys.wrapped',
  'practice_keys.wrapped',
  'retention_keys.wrapped',
  'vault_probes.wrapped',
];

/** A value of a sealed column. */
interface Value {
  field: SealedField;
  sealed: Buffer;
}

describe('everything that is sealed', async () => {
  const database = (await freshDatabase()).connect();
  const files = memoryFiles();
  await worldOfEverything(database, files);
  await fillEveryTable(database);
  const look = (practiceId = 'alder', withFiles = true) =>
    verifyContent(
      {
        database,
        vault: new Vault(localKeys(TEST_KEYS), wrappedKeys(database)),
        ...(withFiles && { files }),
      },
      practiceId,
    );

  const valuesOf = async (field: SealedField, practiceId: string): Promise<Value[]> => {
    const rows = await database.query<{ sealed: Uint8Array }>(
      `select ${field.column} as sealed from ${field.table}
       where practice_id = $1 and ${field.column} is not null order by ctid`,
      [practiceId],
    );
    return rows.map(({ sealed }) => ({ field, sealed: Buffer.from(sealed) }));
  };
  const all = await Promise.all(SEALED_FIELDS.map((field) => valuesOf(field, 'alder')));
  const elsewhere = await Promise.all(SEALED_FIELDS.map((field) => valuesOf(field, 'birch')));

  /** Puts other bytes in the place of a value, looks, and puts the value back. */
  const foundWith = async (value: Value, bytes: Buffer) => {
    const { table, column } = value.field;
    // By where the row is now: other rows may have the same bytes meanwhile.
    let [place] = await database.query<{ ctid: string }>(
      `select ctid::text from ${table} where ${column} = $1`,
      [value.sealed],
    );
    const put = async (to: Buffer) => {
      [place] = await database.query<{ ctid: string }>(
        `update ${table} set ${column} = $1 where ctid = $2::tid returning ctid::text`,
        [to, place?.ctid],
      );
    };
    await put(bytes);
    try {
      return (await look('alder', false)).findings.map((finding) => finding.field);
    } finally {
      await put(value.sealed);
    }
  };

  it('is in the list of what is looked at, and nothing is missing in it', async () => {
    const columns = await database.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea'`,
    );
    const listed = SEALED_FIELDS.map(({ table, column }) => `${table}.${column}`);
    assert.deepEqual(columns.map(({ name }) => name).sort(), [...listed, ...OTHERS].sort());
    for (const [i, values] of all.entries()) assert.ok(values.length > 0, `there is some ${listed[i]}`);
  });

  it('opens', async () => {
    const { findings, values, files: opened } = await look();
    assert.deepEqual(findings, []);
    assert.ok(values > all.flat().length);
    assert.equal(opened, 4);
  });

  for (const [i, values] of all.entries()) {
    const [value] = values;
    const name = `${SEALED_FIELDS[i]?.table}.${SEALED_FIELDS[i]?.column}`;

    it(`${name} does not open when one bit of it is another, or it is cut`, async () => {
      assert.ok(value);
      await fc.assert(
        fc.asyncProperty(fc.nat(value.sealed.length * 8 - 1), async (bit) => {
          const changed = Buffer.from(value.sealed);
          changed[bit >> 3]! ^= 1 << (bit & 7);
          assert.ok((await foundWith(value, changed)).includes(name));
        }),
        { numRuns: 3 },
      );
      for (const cut of [value.sealed.subarray(0, -1), value.sealed.subarray(1), Buffer.alloc(0)]) {
        assert.ok((await foundWith(value, cut)).includes(name));
      }
    });

    it(`${name} does not open with a value from elsewhere in its place`, async () => {
      assert.ok(value);
      // Another row of the column, the same row of another practice, and some other column.
      const others = [
        values[1],
        elsewhere[i]?.[0],
        all[(i + 1) % all.length]?.[0],
        all[(i + 5) % all.length]?.[0],
      ];
      for (const other of others) {
        if (other) assert.ok((await foundWith(value, other.sealed)).includes(name));
      }
    });
  }

  it('a text that was sealed at another number or time does not open where it is moved to', async () => {
    await database.query(
      `update messages set sent_at = sent_at + interval '1 ms' where practice_id = 'alder' and seq = 1`,
    );
    assert.ok((await look()).findings.some((finding) => finding.field === 'messages.body'));
    await database.query(
      `update messages set sent_at = sent_at - interval '1 ms' where practice_id = 'alder' and seq = 1`,
    );
    assert.deepEqual((await look()).findings, []);
  });

  it('an earlier value of a name is one that opens: names have no number, and a database that is set back as a whole is whole', async () => {
    // Said here so that nobody believes more: what tells is the audit, with its ends noted elsewhere.
    assert.deepEqual((await look('birch')).findings, []);
  });

  it('a file does not open cut, changed, or with another’s chunks, and one that is gone is missing', async () => {
    const ids: string[] = [];
    for await (const id of files.list()) ids.push(id);
    const known = await database.query<{ id: string }>(
      `select file_id as id from attachments where practice_id = 'alder'`,
    );
    const [one, two] = known.map((row) => row.id);
    assert.ok(one && two && ids.includes(one));
    const read = async (id: string) => Buffer.from(await new Response(await files.get(id)).arrayBuffer());
    const [bytes, other] = [await read(one), await read(two)];
    const put = async (content: Buffer | undefined) => {
      await files.delete(one);
      if (content)
        await files.put(
          one,
          (async function* () {
            yield content;
          })(),
        );
    };
    const chunk = 12 + 256 * 1024 + 16;
    const flipped = Buffer.from(bytes);
    flipped[chunk + 40]! ^= 1;
    for (const wrong of [
      bytes.subarray(0, 1 + chunk),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, bytes.subarray(1 + chunk)]),
      Buffer.concat([bytes.subarray(0, 1), bytes.subarray(1 + chunk), bytes.subarray(1, 1 + chunk)]),
      Buffer.concat([bytes.subarray(0, 1 + chunk), other.subarray(1 + chunk)]),
      flipped,
      other,
    ]) {
      await put(wrong);
      assert.deepEqual(
        (await look()).findings.map(({ field, what }) => [field, what]),
        [['file', 'cannot-open']],
      );
    }
    await put(undefined);
    assert.deepEqual(
      (await look()).findings.map(({ field, what }) => [field, what]),
      [['file', 'missing']],
    );
    await put(bytes);
    assert.deepEqual((await look()).findings, []);
  });
});
