import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { JWS_TYPES, sha256, TongbanError, type DirectoryDocument } from '#contracts';
import { createLogger, FakeClock } from '#runtime';
import { sign, type PrivateKey } from '../envelope/suite.js';
import { RETIRED_SEAL_KEY_MS } from './directory.rules.js';
import { DirectoryService, verifyDirectory } from './directory.service.js';
import type { CityKeys } from './key-files.js';

const FROM = '2026-01-01T00:00:00.000Z';
const UNTIL = '2027-01-01T00:00:00.000Z';
const NOW = '2026-11-20T01:00:00.000Z';
const log = createLogger({ level: 'silent', name: 'test' });

function newKey(kid: string, use: PrivateKey['use'], from = FROM, until = UNTIL): PrivateKey {
  const pair = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { d, x } = pair.privateKey.export({ format: 'jwk' }) as { d: string; x: string };
  return { kid, use, d, x, from, until };
}
const FEDERATION = newKey('federation.sign', 'sign');
const OWN: CityKeys = {
  city: '430100',
  keys: [
    newKey('cs.sign', 'sign'),
    newKey('cs.seal', 'seal'),
    newKey('cs.seal.old', 'seal', FROM, '2026-10-25T00:00:00.000Z'),
  ],
};

const document = (number: number, prev: string | null, change: Partial<DirectoryDocument> = {}): DirectoryDocument => ({
  v: 1,
  number,
  prev,
  issuedAt: NOW,
  sample: true,
  parties: [
    {
      city: '430100',
      name: '长沙市',
      level: 'PREFECTURE',
      roles: ['collecting', 'home', 'pickup'],
      keys: OWN.keys.map(({ kid, use, x, from, until }) => ({ kid, use, x, from, until, revokedAt: null })),
    },
  ],
  agreements: [],
  supervision: [],
  ...change,
});
const issue = (content: object, key = FEDERATION, typ: string = JWS_TYPES.directory): Promise<string> =>
  sign(typ, content, key);
const hashOf = (signed: string): string => sha256(signed).toString('hex');
const print = (x: string): string => sha256(Buffer.from(x, 'base64url')).toString('hex');

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TongbanError) return error.code;
    throw error;
  }
  return 'accepted';
}
function service(
  directories: string[],
  change: { now?: string; keys?: CityKeys; fingerprint?: string } = {},
): DirectoryService {
  const file = { federation: { kid: FEDERATION.kid, x: FEDERATION.x }, directories };
  const clock = new FakeClock(change.now ?? NOW);
  const fingerprint = change.fingerprint ?? print(FEDERATION.x);
  return new DirectoryService('430100', change.keys ?? OWN, file, fingerprint, clock, log);
}

let first = '';
let second = '';
let third = '';
beforeAll(async () => {
  first = await issue(document(1, null));
  second = await issue(document(2, hashOf(first)));
  third = await issue(document(3, hashOf(second)));
});
async function loaded(...directories: string[]): Promise<DirectoryService> {
  const one = service(directories);
  await one.load();
  return one;
}

describe('a city directory', () => {
  it('is taken when the federation signed it', async () => {
    expect((await verifyDirectory(first, FEDERATION)).number).toBe(1);
    expect((await loaded(first)).current.number).toBe(1);
  });

  it('is refused when anybody else signed it, under whatever name', async () => {
    const stranger = newKey(FEDERATION.kid, 'sign');
    expect(await codeOf(async () => verifyDirectory(await issue(document(1, null), stranger), FEDERATION))).toBe(
      'directory_invalid',
    );
    const city = OWN.keys[0] as PrivateKey;
    expect(await codeOf(async () => verifyDirectory(await issue(document(1, null), city), FEDERATION))).toBe(
      'directory_invalid',
    );
    const renamed = { ...FEDERATION, kid: 'federation.other' };
    expect(await codeOf(async () => verifyDirectory(await issue(document(1, null), renamed), FEDERATION))).toBe(
      'directory_invalid',
    );
  });

  it('is refused when it is another statement, changed, or not of the agreed shape', async () => {
    const wrong = [
      await issue(document(1, null), FEDERATION, JWS_TYPES.statement),
      await issue({ ...document(1, null), more: 1 }),
      await issue({ ...document(1, null), v: 2 }),
      await issue(document(2, null)),
      await issue(document(1, null, { parties: [] })),
      // One signature in sixteen ends in a byte of zeros.
      `${first.slice(0, -2)}${first.endsWith('AA') ? 'AQ' : 'AA'}`,
      first.replace('.', '.A'),
      '',
      'no directory',
    ];
    for (const signed of wrong)
      expect(await codeOf(() => verifyDirectory(signed, FEDERATION))).toBe('directory_invalid');
  });

  it('is refused at start where the federation key is not the one whose fingerprint is configured', async () => {
    expect(await codeOf(() => service([first], { fingerprint: print(newKey('x.sign', 'sign').x) }))).toBe(
      'directory_invalid',
    );
    expect(await codeOf(() => service([first], { keys: { ...OWN, city: '430300' } }))).toBe('directory_invalid');
  });

  it('starts no node whose signing key it does not know', async () => {
    const keys = { city: '430100', keys: [newKey('cs.unknown', 'sign'), newKey('cs.seal2', 'seal')] };
    expect(await codeOf(() => service([first], { keys }).load())).toBe('key_unknown');
    expect(await codeOf(() => service([]).load())).toBe('directory_invalid');
  });

  it('follows the one before, by number and by hash', async () => {
    const one = await loaded(first);
    expect((await one.take(second)).number).toBe(2);
    expect((await one.take(third)).number).toBe(3);
    expect((await loaded(first, second, third)).current.number).toBe(3);
  });

  it('may come again without harm', async () => {
    const one = await loaded(first, second);
    expect((await one.take(second)).number).toBe(2);
    expect(one.since(0)).toEqual([first, second]);
  });

  it('is refused when it is older than the one in use', async () => {
    const one = await loaded(first, second, third);
    expect(await codeOf(() => one.take(first))).toBe('directory_old');
    expect(await codeOf(() => one.take(second))).toBe('directory_old');
    expect(one.current.number).toBe(3);
  });

  it('is refused when one between is missing, or when it continues another', async () => {
    const one = await loaded(first);
    expect(await codeOf(() => one.take(third))).toBe('directory_fork');
    const otherPast = await issue(document(2, 'a'.repeat(64)));
    expect(await codeOf(() => one.take(otherPast))).toBe('directory_fork');
    expect(one.current.number).toBe(1);
  });

  it('is a fork, not an old one, when another of the same number is in use', async () => {
    const one = await loaded(first, second);
    const rival = await issue(document(2, hashOf(first), { sample: false }));
    expect(await codeOf(() => one.take(rival))).toBe('directory_fork');
    expect(one.current.document.sample).toBe(true);
  });

  it('is handed on to a city that lacks it, oldest first', async () => {
    const one = await loaded(first, second, third);
    expect(one.since(0)).toEqual([first, second, third]);
    expect(one.since(1)).toEqual([second, third]);
    expect(one.since(3)).toEqual([]);
    expect(one.since(9)).toEqual([]);
    expect((await loaded(second, third)).since(0)).toEqual([second, third]);
  });
});

describe('our own keys', () => {
  it('sign with the newest that is valid now', async () => {
    const newer = newKey('cs.sign.new', 'sign', '2026-06-01T00:00:00.000Z');
    const future = newKey('cs.sign.future', 'sign', '2026-12-01T00:00:00.000Z');
    const keys = { city: '430100', keys: [...OWN.keys, future, newer] };
    expect(service([first], { keys }).signingKey().kid).toBe('cs.sign.new');
    expect(service([first], { keys, now: '2026-05-31T23:59:59.999Z' }).signingKey().kid).toBe('cs.sign');
    expect(await codeOf(() => service([first], { keys, now: UNTIL }).signingKey())).toBe('key_expired');
  });

  it('open what was sealed to a retired key for thirty days more, and no longer', async () => {
    const retiredAt = Date.parse('2026-10-25T00:00:00.000Z');
    const at = (ms: number): DirectoryService => service([first], { now: new Date(ms).toISOString() });
    expect(at(retiredAt + RETIRED_SEAL_KEY_MS).openingKey('cs.seal.old').kid).toBe('cs.seal.old');
    expect(await codeOf(() => at(retiredAt + RETIRED_SEAL_KEY_MS + 1).openingKey('cs.seal.old'))).toBe('key_expired');
  });

  it('never open with a signing key or with one that is not ours', async () => {
    expect(await codeOf(() => service([first]).openingKey('cs.sign'))).toBe('key_unknown');
    expect(await codeOf(() => service([first]).openingKey('xt.seal'))).toBe('key_unknown');
  });
});
