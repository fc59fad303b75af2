import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkShape,
  DirectoryDocument,
  JWS_TYPES,
  PROTOCOL_VERSION,
  sha256,
  type Agreement,
  type Party,
} from '#contracts';
import { sign, type PrivateKey } from '../../apps/city-node/src/envelope/suite.js';
import type { CityKeys, DirectoryFile } from '../../apps/city-node/src/partners/key-files.js';

/** Names of the sample cities; others are called by their code. */
const NAMES: Record<string, string> = {
  '430100': '长沙市',
  '430102': '长沙市芙蓉区',
  '430171': '长沙示例产业园区',
  '430200': '株洲市',
  '430300': '湘潭市',
};
/** Parks among them: numbered like counties, with powers of their own. */
const PARKS = ['430171'];
const levelOf = (city: string): Party['level'] =>
  PARKS.includes(city) ? 'PARK' : city.endsWith('00') ? 'PREFECTURE' : 'COUNTY';
const YEAR_MS = 365 * 24 * 3600_000;

/** A federation made for one machine: never use its keys elsewhere. */
export interface Federation {
  federationKey: PrivateKey;
  directoryFile: DirectoryFile;
  fingerprint: string;
  keys: Map<string, CityKeys>;
}

/** A new key pair, raw and base64url; `kid` names city, use and the beginning of the public key's hash. */
export function makeKey(owner: string, use: PrivateKey['use'], from: Date, until: Date): PrivateKey {
  const pair = use === 'sign' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const jwk = pair.privateKey.export({ format: 'jwk' }) as { d: string; x: string };
  const print = sha256(Buffer.from(jwk.x, 'base64url')).toString('hex').slice(0, 10);
  const kid = `${owner}.${use}.${print}`;
  return { kid, use, d: jwk.d, x: jwk.x, from: from.toISOString(), until: until.toISOString() };
}

/** Every city collects for every other, for all items that name it in their scope. Sample agreements. */
function agreementsOf(cities: readonly string[], from: string): Agreement[] {
  return cities.flatMap((collecting) =>
    cities
      .filter((home) => home !== collecting)
      .flatMap((home): Agreement[] => [
        originalsOf(collecting, home, from),
        {
          id: `SAMPLE-${collecting}-${home}`,
          collecting,
          home,
          // A joint case is its lead's own; its parts go by the other modes.
          modes: ['PROXY_COLLECT', 'ONLINE', 'DIRECT', 'DELEGATED'],
          items: null,
          papers: 'SCAN_SUFFICES',
          arrivalCounts: 'RECEIVED',
          from,
          until: null,
        },
      ]),
  );
}

/** Items of the sample cities for which paper has to arrive before acceptance; the first agreement that fits counts. */
const ORIGINALS = ['CS-BDC-001', 'ZZ-BDC-001', 'XT-BDC-001'];

function originalsOf(collecting: string, home: string, from: string): Agreement {
  return {
    id: `SAMPLE-${collecting}-${home}-ORIGINALS`,
    collecting,
    home,
    modes: ['PROXY_COLLECT'],
    items: ORIGINALS,
    papers: 'ORIGINAL_REQUIRED',
    arrivalCounts: 'RECEIVED',
    from,
    until: null,
  };
}

/** Signs a directory document with the federation key. */
export function signDirectory(document: DirectoryDocument, key: PrivateKey): Promise<string> {
  return sign(JWS_TYPES.directory, checkShape(DirectoryDocument, document, 'directory_invalid'), key);
}

/** Makes keys for all cities and the first signed directory. */
export async function makeFederation(cities: readonly string[], now = new Date()): Promise<Federation> {
  const from = new Date(now.getTime() - 24 * 3600_000);
  const until = new Date(now.getTime() + 5 * YEAR_MS);
  const federationKey = makeKey('federation', 'sign', from, until);
  const keys = new Map<string, CityKeys>();
  const parties = cities.map((city): Party => {
    const own = [makeKey(city, 'sign', from, until), makeKey(city, 'seal', from, until)];
    keys.set(city, { city, keys: own });
    return {
      city,
      name: NAMES[city] ?? city,
      level: levelOf(city),
      roles: ['collecting', 'home', 'pickup'],
      keys: own.map(({ kid, use, x }) => ({
        kid,
        use,
        x,
        from: from.toISOString(),
        until: until.toISOString(),
        revokedAt: null,
      })),
    };
  });
  const document: DirectoryDocument = {
    v: PROTOCOL_VERSION,
    number: 1,
    prev: null,
    issuedAt: now.toISOString(),
    sample: true,
    parties,
    agreements: agreementsOf(cities, from.toISOString()),
    supervision: [],
  };
  const directoryFile: DirectoryFile = {
    federation: { kid: federationKey.kid, x: federationKey.x },
    directories: [await signDirectory(document, federationKey)],
  };
  const fingerprint = sha256(Buffer.from(federationKey.x, 'base64url')).toString('hex');
  return { federationKey, directoryFile, fingerprint, keys };
}

export interface FederationFiles {
  directoryFile: string;
  fingerprint: string;
  keysFile: (city: string) => string;
}

/** Writes a federation into a folder: one keys file per city (mode 0600), the directory, the federation's own key. */
export function writeFederation(dir: string, federation: Federation): FederationFiles {
  mkdirSync(dir, { recursive: true });
  const secret = (name: string, value: unknown): void =>
    writeFileSync(join(dir, name), JSON.stringify(value, null, 2), { mode: 0o600 });
  for (const [city, keys] of federation.keys) secret(`keys-${city}.json`, keys);
  secret('federation-key.json', federation.federationKey);
  writeFileSync(join(dir, 'directory.json'), JSON.stringify(federation.directoryFile, null, 2));
  return files(dir, federation.fingerprint);
}

const files = (dir: string, fingerprint: string): FederationFiles => ({
  directoryFile: join(dir, 'directory.json'),
  fingerprint,
  keysFile: (city) => join(dir, `keys-${city}.json`),
});

/** The federation of a folder, made at the first call. Throws where the folder's federation has other cities. */
export async function ensureFederation({
  dir,
  cities,
}: {
  dir: string;
  cities: readonly string[];
}): Promise<FederationFiles> {
  const path = join(dir, 'directory.json');
  if (!existsSync(path)) return writeFederation(dir, await makeFederation(cities));
  const stored = JSON.parse(readFileSync(path, 'utf8')) as DirectoryFile;
  const missing = cities.find((city) => !existsSync(join(dir, `keys-${city}.json`)));
  if (missing) throw new Error(`${dir}: no keys for ${missing}; remove the folder to make a new local federation`);
  return files(dir, sha256(Buffer.from(stored.federation.x, 'base64url')).toString('hex'));
}
