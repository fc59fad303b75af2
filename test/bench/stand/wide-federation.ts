import { JWS_TYPES, PROTOCOL_VERSION, sha256, type Agreement, type DirectoryDocument, type Party } from '#contracts';
import { sign } from '../../../apps/city-node/src/envelope/suite.js';
import type { CityKeys } from '../../../apps/city-node/src/partners/key-files.js';
import { makeFederation, makeKey, type Federation } from '../../../deploy/local/federation.js';

const YEAR_MS = 365 * 24 * 3600_000;

/** Codes of `count` cities that have no node here, from provinces other than that of the sample cities. */
export function idleCityCodes(count: number): string[] {
  const provinces = ['13', '14', '21', '32', '33', '34', '35', '36', '37', '41', '42', '44', '51'];
  return Array.from({ length: count }, (_, i) => {
    const province = provinces[i % provinces.length]!;
    return `${province}${String(1 + Math.floor(i / provinces.length)).padStart(2, '0')}00`;
  });
}

/**
 * A federation of the real cities among each other, and of idle parties that agree with each real city and not with one
 * another: with hundreds of parties those would be a hundred thousand agreements that no node here looks at.
 */
export async function wideFederation(real: readonly string[], idle: readonly string[]): Promise<Federation> {
  const federation = await makeFederation(real);
  if (idle.length === 0) return federation;
  const [signed = ''] = federation.directoryFile.directories;
  const payload = Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8');
  const document = JSON.parse(payload) as DirectoryDocument;
  const from = new Date(Date.now() - 24 * 3600_000);
  const until = new Date(Date.now() + 5 * YEAR_MS);
  const parties = idle.map((city): Party => {
    const keys = [makeKey(city, 'sign', from, until), makeKey(city, 'seal', from, until)];
    federation.keys.set(city, { city, keys } satisfies CityKeys);
    return {
      ...document.parties[0]!,
      city,
      name: `示例城市${city}`,
      keys: keys.map(({ d: _d, ...key }) => ({ ...key, revokedAt: null })),
    };
  });
  const agreements = idle.flatMap((city) =>
    real.flatMap((other): Agreement[] => {
      const like = (collecting: string, home: string): Agreement => ({
        ...document.agreements[0]!,
        id: `SAMPLE-${collecting}-${home}`,
        collecting,
        home,
      });
      return [like(city, other), like(other, city)];
    }),
  );
  const wide: DirectoryDocument = {
    ...document,
    v: PROTOCOL_VERSION,
    parties: [...document.parties, ...parties],
    agreements: [...document.agreements, ...agreements],
  };
  const directories = [await sign(JWS_TYPES.directory, wide, federation.federationKey)];
  const fingerprint = sha256(Buffer.from(federation.federationKey.x, 'base64url')).toString('hex');
  return { ...federation, fingerprint, directoryFile: { ...federation.directoryFile, directories } };
}
