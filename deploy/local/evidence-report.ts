import type { EvidenceFile } from '#contracts';
import { citiesNamed, reportOn, type ReadableReport } from '../../apps/city-node/src/evidence/evidence-report.js';
import { localCities } from './city-settings.js';

/** Verifies evidence offline against the fingerprint, and says what that covered. */
export function verified(evidence: EvidenceFile, fingerprint: string): Promise<ReadableReport> {
  return reportOn(evidence, fingerprint, cityName);
}

/** Whether two cities hold the same events; null, or the first one that differs, in words. */
export function firstDifference(one: EvidenceFile, other: EvidenceFile): string | null {
  const hashes = new Map(other.events.map((event) => [`${event.author}/${event.seq}`, event.hash]));
  for (const { author, seq, hash } of one.events) {
    const there = hashes.get(`${author}/${seq}`);
    if (there !== hash) return `${cityName(author)}第 ${seq} 号事件${there === undefined ? '只在一方' : '两市不同'}`;
    hashes.delete(`${author}/${seq}`);
  }
  const [left] = hashes.keys();
  return left === undefined ? null : `${citiesNamed(left.replace('/', '第 '), cityName)} 号事件只在一方`;
}

/** Name of a city where this machine knows one, else its code. */
export function cityName(code: string): string {
  return localCities().find((city) => city.code === code)?.name ?? code;
}
