import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createTestDatabase } from '../../../../test/support/postgres.js';
import { bools, byteas, instants, int4s, int8s, texts } from './arrays.js';

/** What PostgreSQL reads out of our bytes is what was put in, nulls and empty lists included. */
describe('columns in binary form', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client(await createTestDatabase('arrays'));
    await client.connect();
  });
  afterAll(() => client?.end());

  const readBack = async (type: string, bytes: Buffer): Promise<unknown> => {
    const found = await client.query<{ out: unknown }>(`select to_jsonb($1::${type}[]) as out`, [bytes]);
    return found.rows[0]?.out;
  };
  const nullable = <T>(value: fc.Arbitrary<T>) => fc.array(fc.option(value, { freq: 5 }), { maxLength: 20 });

  it('come back as they went', async () => {
    // A zero byte is no text in PostgreSQL.
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((t) => t.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(
        nullable(text),
        nullable(fc.uint8Array({ maxLength: 40 })),
        nullable(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
        nullable(fc.maxSafeInteger()),
        nullable(fc.boolean()),
        async (t, b, i, l, f) => {
          expect(await readBack('text', texts(t))).toEqual(t);
          const hex = b.map((one) => (one === null ? null : `\\x${Buffer.from(one).toString('hex')}`));
          expect(await readBack('bytea', byteas(b))).toEqual(hex);
          expect(await readBack('int4', int4s(i))).toEqual(i);
          expect(await readBack('int8', int8s(l))).toEqual(l);
          expect(await readBack('bool', bools(f))).toEqual(f);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keep instants to the millisecond, as dates and as text', async () => {
    const at = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2200-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(nullable(at), async (dates) => {
        const sql = 'select $1::timestamptz[] as out';
        const asDates = await client.query<{ out: (Date | null)[] }>(sql, [instants(dates)]);
        expect(asDates.rows[0]?.out).toEqual(dates);
        const text = dates.map((date) => date?.toISOString() ?? null);
        const asText = await client.query<{ out: (Date | null)[] }>(sql, [instants(text)]);
        expect(asText.rows[0]?.out).toEqual(dates);
      }),
      { numRuns: 60 },
    );
    expect(() => instants(['yesterday'])).toThrow(RangeError);
  });
});
