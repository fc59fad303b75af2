import { expect } from '@jest/globals';
import type { ThreeCities } from './three-cities.js';

/** Reads the databases of all cities and sees that both ends of every link tell the same story. */
export async function expectLinksAgree(cities: ThreeCities, among: readonly string[]): Promise<void> {
  for (const from of among) {
    for (const to of among.filter((city) => city !== from)) {
      const [out] = await cities.sql<{ numbered_to: string; settled_to: string; head: Buffer }>(
        from,
        'select numbered_to, settled_to, head from link_out where partner = $1',
        [to],
      );
      const [inn] = await cities.sql<{ applied_to: string; head: Buffer }>(
        to,
        'select applied_to, head from link_in where partner = $1',
        [from],
      );
      if (!out) continue;
      const link = `${from} → ${to}`;
      expect([link, inn?.applied_to, inn?.head.toString('hex')]).toEqual([
        link,
        out.numbered_to,
        out.head.toString('hex'),
      ]);
      expect([link, out.settled_to]).toEqual([link, out.numbered_to]);
    }
  }
}

/** Every one of these cases is at both cities exactly once, with the same lanes, received once. */
export async function expectArrivedOnce(
  cities: ThreeCities,
  from: string,
  home: string,
  caseNos: readonly string[],
): Promise<void> {
  const read = async (city: string): Promise<Map<string, string>> => {
    const found = await cities.sql<{ lane: string; facts: string }>(
      city,
      `select lane, string_agg(author || '/' || seq || '/' || type || '/' || encode(hash, 'hex'), ' ' order by author, seq) as facts
       from event where lane = any($1) group by lane`,
      [caseNos.map((caseNo) => `case/${caseNo}`)],
    );
    return new Map(found.map((row) => [row.lane, row.facts]));
  };
  const here = await read(from);
  const there = await read(home);
  for (const caseNo of caseNos) {
    const lane = `case/${caseNo}`;
    expect([caseNo, there.get(lane)]).toEqual([caseNo, here.get(lane)]);
    expect([caseNo, (there.get(lane) ?? '').match(/case\.received/g)?.length]).toEqual([caseNo, 1]);
  }
}
