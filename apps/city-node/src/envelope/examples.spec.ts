import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCanonical, BatchStatement } from '#contracts';
import { verifyDirectory } from '../partners/directory.service.js';
import { packFrame, unpackFrame } from './batch-frame.rules.js';
import { readJwe, readJws } from './strict-jose.rules.js';
import { open, sign, verify, type PrivateKey } from './suite.js';

/** The examples of the contracts: signed and sealed once, for all later versions to read. */
interface Example {
  typ: string;
  kid: string;
  x: string;
  payload: string;
  signed: string;
}
interface Sealed extends Example {
  sealedTyp: string;
  sealed: string;
}
const folder = new URL('../../../../libs/contracts/src/examples/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`${name}.v1.json`, folder), 'utf8')) as T;
const { keys } = read<{ keys: Record<string, PrivateKey[]> }>('keys');
const keyOf = (kid: string): PrivateKey => {
  const found = Object.values(keys)
    .flat()
    .find((key) => key.kid === kid);
  if (!found) throw new Error(`no key ${kid} among the examples`);
  return found;
};

describe('what was signed and sealed long ago', () => {
  it.each(['seal', 'batch', 'receipt', 'question', 'answer', 'directory'])(
    'the %s is read and verified, and would be signed in the same bytes today',
    async (name) => {
      const example = read<Example>(`wire.${name}`);
      const jws = readJws(example.signed, example.typ);
      expect(jws).toMatchObject({ kid: example.kid, payloadText: example.payload });
      await expect(verify(jws, { kid: example.kid, use: 'sign', x: example.x })).resolves.toBeUndefined();
      const content = JSON.parse(example.payload) as object;
      expect(await sign(example.typ, content, keyOf(example.kid))).toBe(example.signed);
    },
  );

  it.each(['question', 'answer'])('the sealed %s is opened', async (name) => {
    const example = read<Sealed>(`wire.${name}`);
    const jwe = readJwe(example.sealed, example.sealedTyp, false);
    expect((await open(jwe, keyOf(jwe.kid))).toString('latin1')).toBe(example.signed);
  });

  it('the sealed batch is opened, and its frame holds the statement and the body', async () => {
    const example = read<Sealed & { body: string }>('wire.batch');
    const jwe = readJwe(example.sealed, example.sealedTyp, true);
    const { first, last, from, to } = readCanonical(BatchStatement, example.payload, 'envelope_malformed');
    expect(jwe).toMatchObject({ first, last, from, to });
    const frame = await open(jwe, keyOf(jwe.kid));
    expect(frame.equals(packFrame(example.signed, Buffer.from(example.body)))).toBe(true);
    const parts = unpackFrame(frame);
    expect([parts.statement, parts.body.toString('utf8')]).toEqual([example.signed, example.body]);
  });

  it('both directories are taken, the older and the newer', async () => {
    const { kid, x, signed, previous } = read<Example & { previous: string }>('wire.directory');
    expect((await verifyDirectory(previous, { kid, x })).number).toBe(1);
    expect((await verifyDirectory(signed, { kid, x })).number).toBe(2);
  });
});
