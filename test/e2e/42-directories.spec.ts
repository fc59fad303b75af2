import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256, type DirectoryDocument } from '#contracts';
import { DirectoryService } from '../../apps/city-node/src/partners/directory.service.js';
import type { DirectoryFile } from '../../apps/city-node/src/partners/key-files.js';
import { makeKey, signDirectory } from '../../deploy/local/federation.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

/** The federation signs a second directory, in which 株洲 joins 长沙 and 湘潭. */
describe('city directories', () => {
  let cities: ThreeCities;
  let first: DirectoryDocument;
  let second: string;
  let file: string;

  beforeAll(async () => {
    cities = await threeCities('directories', { idle: true });
    file = join(cities.dir, 'directory.json');
    const whole = JSON.parse(readFileSync(file, 'utf8')) as DirectoryFile;
    const all = JSON.parse(
      Buffer.from(whole.directories[0]!.split('.')[1]!, 'base64url').toString('utf8'),
    ) as DirectoryDocument;
    first = {
      ...all,
      parties: all.parties.filter((party) => party.city !== ZHUZHOU),
      agreements: all.agreements.filter((a) => a.collecting !== ZHUZHOU && a.home !== ZHUZHOU),
    };
    const signedFirst = await signDirectory(first, cities.federation.federationKey);
    second = await signDirectory(
      { ...all, number: 2, prev: sha256(signedFirst).toString('hex') },
      cities.federation.federationKey,
    );
    writeFileSync(file, JSON.stringify({ ...whole, directories: [signedFirst] }));
    await cities.startNode(CHANGSHA, { env: { TONGBAN_HEARTBEAT_MS: '300' } });
    await cities.startNode(XIANGTAN, { env: { TONGBAN_HEARTBEAT_MS: '300' } });
    writeFileSync(file, JSON.stringify({ ...whole, directories: [signedFirst, second] }));
  });
  afterAll(() => cities?.close());

  const service = (city: string): DirectoryService => cities.node(city).app.get(DirectoryService);
  const itemsAt = async (city: string, home: string): Promise<number> => {
    const [row] = await cities.sql<{ n: string }>(city, 'select count(*) as n from service_item where home_city = $1', [
      home,
    ]);
    return Number(row?.n);
  };

  it('one that is forged, older, or does not continue ours is refused', async () => {
    const { federationKey } = cities.federation;
    const stranger = makeKey('federation', 'sign', new Date(0), new Date(4e12));
    const forged = await signDirectory({ ...first, number: 2, prev: 'ee'.repeat(32) }, stranger);
    await expect(service(CHANGSHA).take(forged)).rejects.toMatchObject({ code: 'directory_invalid' });
    const jump = await signDirectory({ ...first, number: 3, prev: 'ee'.repeat(32) }, federationKey);
    await expect(service(CHANGSHA).take(jump)).rejects.toMatchObject({ code: 'directory_fork' });
    const beside = await signDirectory({ ...first, number: 2, prev: 'ee'.repeat(32) }, federationKey);
    await expect(service(CHANGSHA).take(beside)).rejects.toMatchObject({ code: 'directory_fork' });
    expect(service(CHANGSHA).current.number).toBe(1);
  });

  it('a newer one that one city got is fetched by its partner by itself', async () => {
    await service(CHANGSHA).take(second);
    await until('湘潭 uses it too', () => service(XIANGTAN).current.number === 2);
    await until('it is stored', async () => {
      const [row] = await cities.sql<{ n: string }>(XIANGTAN, 'select max(number) as n from directory');
      return Number(row?.n) === 2;
    });
  });

  it('an older one than that is refused from then on', async () => {
    const again = await signDirectory(
      { ...first, issuedAt: '2020-01-01T00:00:00.000Z' },
      cities.federation.federationKey,
    );
    await expect(service(CHANGSHA).take(again)).rejects.toMatchObject({ code: 'directory_old' });
  });

  it('a city that joins is heard without a restart and gets the whole lists of the others', async () => {
    await cities.startNode(ZHUZHOU);
    await until('株洲 has both lists', async () => {
      return (await itemsAt(ZHUZHOU, CHANGSHA)) > 40 && (await itemsAt(ZHUZHOU, XIANGTAN)) > 18;
    });
    await until('and they have its list', async () => {
      return (await itemsAt(CHANGSHA, ZHUZHOU)) > 18 && (await itemsAt(XIANGTAN, ZHUZHOU)) > 18;
    });
    await cities.quiet();
  });
});
