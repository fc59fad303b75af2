import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventHash,
  JWS_TYPES,
  linkHeads,
  LINK_GENESIS,
  MerkleTree,
  sha256,
  type FetchedEntry,
  type LinkFetchAnswer,
} from '#contracts';
import { sign, type PrivateKey } from '../../envelope/suite.js';
import { Directory } from '../../partners/directory.rules.js';
import { verifyPage } from './fetched-page.js';

const SELF = '430100';
const PARTNER = '430300';
const NOW = new Date('2026-11-21T08:00:00.000Z');
const AT = '2026-11-21T07:00:00.000Z';

function makeKey(kid: string): PrivateKey {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { kid, use: 'sign', d: jwk.d ?? '', x: jwk.x ?? '' } as PrivateKey;
}
const keys = { self: makeKey('self-sign-1'), partner: makeKey('partner-sign-1'), revoked: makeKey('self-sign-0') };

const party = (city: string, ...own: { key: PrivateKey; revokedAt: string | null }[]) => ({
  city,
  keys: own.map(({ key, revokedAt }) => ({
    kid: key.kid,
    use: 'sign',
    x: key.x,
    from: '2026-01-01T00:00:00.000Z',
    until: '2027-01-01T00:00:00.000Z',
    revokedAt,
  })),
});
const directory = new Directory({
  number: 1,
  parties: [
    party(SELF, { key: keys.self, revokedAt: null }, { key: keys.revoked, revokedAt: '2026-11-21T07:30:00.000Z' }),
    party(PARTNER, { key: keys.partner, revokedAt: null }),
  ],
  agreements: [],
} as unknown as ConstructorParameters<typeof Directory>[0]);

const dataText = '{"salt":"c2FtcGxlLXNhbHQtc2FtcA","body":{}}';
const payloadText = (seq: number, author = SELF): string =>
  JSON.stringify({
    v: 1,
    id: `sample/${author}/${seq}`,
    lane: 'catalogue/430100',
    author,
    seq,
    prev: seq === 1 ? null : 'ab'.repeat(32),
    seen: [],
    basis: null,
    type: 'case.received',
    typeVersion: 1,
    act: null,
    assigns: [],
    at: AT,
    actor: { role: 'node', id: 'node' },
    dataHash: sha256(dataText).toString('hex'),
  });

/** An honest page of two events, numbers 1 and 2, unless something is made of it. */
async function page(how: { key?: PrivateKey; city?: string; author?: string } = {}): Promise<LinkFetchAnswer> {
  const texts = [1, 2].map((seq) => payloadText(seq, how.author));
  const hashes = texts.map((text) => eventHash(text));
  const tree = new MerkleTree(hashes);
  const statement = { v: 1, city: how.city ?? SELF, size: 2, root: tree.root.toString('hex'), at: AT };
  const entries: FetchedEntry[] = texts.map((payload, i) => ({
    n: i + 1,
    hash: hashes[i]!.toString('hex'),
    payload,
    data: dataText,
    seal: 0,
    leaf: i,
    path: tree.path(i).map((hash) => hash.toString('hex')),
  }));
  return {
    upTo: 2,
    head: linkHeads(LINK_GENESIS, 1, hashes).at(-1)!.toString('hex'),
    waiting: 0,
    sentTo: 0,
    seals: [await sign(JWS_TYPES.seal, statement, how.key ?? keys.self)],
    entries,
    receipt: null,
  };
}
const read = (answer: LinkFetchAnswer) => verifyPage(SELF, directory, NOW, 1, LINK_GENESIS, answer);

describe('a page that a partner gives back', () => {
  let honest: LinkFetchAnswer;
  beforeAll(async () => {
    honest = await page();
  });
  const changed = (i: number, change: Partial<FetchedEntry>): LinkFetchAnswer => ({
    ...honest,
    entries: honest.entries.map((entry, at) => (at === i ? { ...entry, ...change } : entry)),
  });

  it('is taken where every event was sealed by us and the heads fit', async () => {
    const { events, head } = await read(honest);
    expect(events.map(({ n }) => n)).toEqual([1, 2]);
    expect(head.toString('hex')).toBe(honest.head);
  });

  it('is taken without data that the partner never had', async () => {
    const { events } = await read(changed(0, { data: null }));
    expect(events[0]?.dataText).toBeNull();
  });

  it.each([
    ['names another hash than that of the event', () => changed(0, { hash: 'ab'.repeat(32) }), 'payload_invalid'],
    ['leaves a number out', () => ({ ...honest, entries: honest.entries.slice(1) }), 'link_gap'],
    ['goes on beyond what the partner says it holds', () => ({ ...honest, upTo: 1 }), 'link_gap'],
    ['lacks an event', () => changed(1, { payload: null, data: null }), 'predecessor_missing'],
    ['brings other data', () => changed(0, { data: '{"salt":"eA","body":{"x":1}}' }), 'data_invalid'],
    ['has an event that our seal does not cover', () => changed(1, { leaf: 0 }), 'signature_invalid'],
    ['ends at another head than the partner holds', () => ({ ...honest, head: 'cd'.repeat(32) }), 'link_conflict'],
  ])('is refused where it %s', async (_what, make, code) => {
    await expect(read(make())).rejects.toMatchObject({ code });
  });

  it.each([
    ['sealed by the partner in its own name', { key: keys.partner, city: PARTNER }, 'not_entitled'],
    ['sealed by the partner in our name', { key: keys.partner }, 'key_unknown'],
    ['signed under our key id by somebody else', { key: { ...keys.partner, kid: keys.self.kid } }, 'signature_invalid'],
    ['sealed with a key of ours that was revoked since', { key: keys.revoked }, 'key_revoked'],
    ['stated by the partner', { author: PARTNER }, 'not_entitled'],
  ])('is refused where its events were %s', async (_what, how, code) => {
    await expect(read(await page(how))).rejects.toMatchObject({ code });
  });
});
