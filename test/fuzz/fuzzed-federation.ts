import { createHash } from 'node:crypto';
import { createLogger, FakeClock } from '#runtime';
import type { DirectoryDocument, Party } from '#contracts';
import { DirectoryService } from '../../apps/city-node/src/partners/directory.service.js';
import { base64Url, makeKeyOf, writeJws, type MadeKey, type Use } from './wire-writer.js';

/** The city that reads, the partner that writes to it, and a third one. */
export const READER = '430100';
export const WRITER = '430200';
export const THIRD = '430300';
const CITIES = [READER, WRITER, THIRD];

export const NOW = '2026-11-20T02:00:00.000Z';
const DAY_MS = 24 * 3600_000;
const days = (n: number): string => new Date(Date.parse(NOW) + n * DAY_MS).toISOString();

/** Keys that a city has or had: what a thief might hold is among them. */
export const KEY_STATES = {
  good: [-400, 400, null],
  expired: [-400, -1, null],
  early: [1, 400, null],
  revoked: [-400, 400, -2],
  longExpired: [-400, -40, null],
} as const;
export type KeyState = keyof typeof KEY_STATES;

/** Whose keys can be had, and two that no city has. */
export interface KeyRing {
  federationKey: MadeKey;
  strangerKey: MadeKey;
  key(city: string, use: Use, state?: KeyState): MadeKey;
}

/** Three cities with keys in all states, and the directories that name them; the same for the same seed. */
export interface FuzzedFederation extends KeyRing {
  /** Signed directories, oldest first; the last is not in use yet. */
  directories: string[];
  documents: DirectoryDocument[];
  /** A fresh directory service of a city with the first `count` directories in use. */
  service(city: string, count?: number): Promise<DirectoryService>;
}

export const header = (typ: string, kid: string): string => JSON.stringify({ alg: 'EdDSA', kid, typ });

export function fuzzedFederation(seed: string): FuzzedFederation {
  const keys = new Map<string, MadeKey>();
  const revoked = new Map<string, string | null>();
  for (const city of CITIES) {
    for (const use of ['sign', 'seal'] as const) {
      for (const [state, [from, until, revokedAt]] of Object.entries(KEY_STATES)) {
        const key = makeKeyOf(`${city}.${use}.${state}`, use, seed, days(from), days(until));
        keys.set(key.kid, key);
        revoked.set(key.kid, revokedAt === null ? null : days(revokedAt));
      }
    }
  }
  const party = (city: string): Party => ({
    city,
    name: `样例市${city}`,
    level: 'PREFECTURE',
    roles: ['collecting', 'home', 'pickup'],
    keys: [...keys.values()]
      .filter((key) => key.kid.startsWith(city))
      .map(({ kid, use, x, from, until }) => ({ kid, use, x, from, until, revokedAt: revoked.get(kid) ?? null })),
  });
  const federationKey = makeKeyOf('federation.sign', 'sign', seed, days(-400), days(400));
  const documents: DirectoryDocument[] = [];
  const directories: string[] = [];
  for (const number of [1, 2, 3]) {
    const before = directories.at(-1);
    const document: DirectoryDocument = {
      v: 1,
      number,
      prev: before === undefined ? null : createHash('sha256').update(before).digest('hex'),
      issuedAt: days(number - 10),
      sample: true,
      parties: CITIES.map(party),
      agreements: [
        {
          id: 'SAMPLE-1',
          collecting: WRITER,
          home: READER,
          modes: ['PROXY_COLLECT'],
          items: number === 1 ? null : ['CS-YB-001'],
          papers: 'SCAN_SUFFICES',
          arrivalCounts: 'RECEIVED',
          from: days(-100),
          until: number === 2 ? days(100) : null,
        },
      ],
      supervision: number === 1 ? [] : [{ supervisor: THIRD, cities: [READER] }],
    };
    documents.push(document);
    directories.push(
      writeJws(header('tongban-directory+jws', federationKey.kid), JSON.stringify(document), federationKey),
    );
  }
  const federation = { kid: federationKey.kid, x: federationKey.x };
  const fingerprint = createHash('sha256').update(Buffer.from(federationKey.x, 'base64url')).digest('hex');
  const key: FuzzedFederation['key'] = (city, use, state = 'good') => {
    const found = keys.get(`${city}.${use}.${state}`);
    if (!found) throw new Error(`no key ${city} ${use} ${state}`);
    return found;
  };
  return {
    federationKey,
    strangerKey: makeKeyOf(`${WRITER}.sign.stranger`, 'sign', seed, days(-400), days(400)),
    directories,
    documents,
    key,
    service: async (city, count = 2) => {
      const own = [...keys.values()].filter((one) => one.kid.startsWith(city));
      const service = new DirectoryService(
        city,
        { city, keys: own.map(({ kid, use, d, x, from, until }) => ({ kid, use, d, x, from, until })) },
        { federation, directories: directories.slice(0, count) },
        fingerprint,
        new FakeClock(NOW),
        createLogger({ level: 'silent', name: 'fuzz' }),
      );
      await service.load();
      return service;
    },
  };
}

export const fingerprintOf = (key: { x: string }): string =>
  createHash('sha256').update(Buffer.from(key.x, 'base64url')).digest('hex');

/** Raw header of a JWE of the profile. */
export function jweHeader(
  typ: string,
  kid: string,
  address: { from: string; to: string; first?: number; last?: number },
  epk: MadeKey,
): Record<string, unknown> {
  const point = { x: base64Url(Buffer.from(epk.x, 'base64url')), crv: 'X25519', kty: 'OKP' };
  return { alg: 'ECDH-ES', enc: 'A256GCM', kid, typ, ...address, epk: point };
}
