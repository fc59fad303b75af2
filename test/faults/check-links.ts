import { linkHeads, LINK_GENESIS } from '#contracts';
import type { Findings } from './findings.js';
import type { Stand } from './stand.js';

interface BatchRow {
  first: string;
  last: string;
  hashes: Buffer;
  head: Buffer;
}

const HASH_BYTES = 32;

/** Both ends of every link hold the same numbers with the same hashes, the heads follow from them, and all is settled. */
export async function checkLinks(stand: Stand, cities: readonly string[], findings: Findings): Promise<void> {
  for (const from of cities) {
    for (const to of cities.filter((city) => city !== from)) await checkLink(stand, from, to, findings);
  }
  for (const city of cities) {
    const outcomes = await stand.sql<{
      partner: string;
      direction: string;
      n: string;
      outcome: string;
      reason: string;
    }>(city, "select partner, direction, n, outcome, reason from link_outcome where outcome in ('kept', 'broken')");
    for (const o of outcomes) {
      findings.refused(`${o.direction}-link ${city}/${o.partner} number ${o.n}`, `${o.outcome}: ${o.reason}`);
    }
    const frozen = await stand.sql<{ lane: string }>(city, "select lane from lane where frozen <> '{}'");
    for (const { lane } of frozen) findings.refused(lane, `frozen in ${city}`);
  }
}

async function checkLink(stand: Stand, from: string, to: string, findings: Findings): Promise<void> {
  const link = `link ${from} → ${to}`;
  const [out] = await stand.sql<{ numbered_to: string; settled_to: string; head: Buffer }>(
    from,
    'select numbered_to, settled_to, head from link_out where partner = $1',
    [to],
  );
  const [inn] = await stand.sql<{ applied_to: string; head: Buffer }>(
    to,
    'select applied_to, head from link_in where partner = $1',
    [from],
  );
  const sent = await ledgerOf(stand, from, to, 'out', link, findings);
  const taken = await ledgerOf(stand, to, from, 'in', link, findings);
  const numbered = Number(out?.numbered_to ?? 0);
  const applied = Number(inn?.applied_to ?? 0);
  if (numbered !== applied) findings.lost(link, `numbered to ${numbered}, applied to ${applied}`);
  if (numbered !== Number(out?.settled_to ?? 0))
    findings.lost(link, `numbered to ${numbered}, settled to ${out?.settled_to}`);
  if (sent.length !== numbered) findings.lost(link, `the sender's ledger has ${sent.length} of ${numbered} numbers`);
  if (taken.length !== applied) findings.lost(link, `the receiver's ledger has ${taken.length} of ${applied} numbers`);
  const differs = sent.findIndex((hash, i) => taken[i] !== undefined && !hash.equals(taken[i]));
  if (differs >= 0) findings.lost(link, `number ${differs + 1} is another event at the other end`);
  const head = linkHeads(LINK_GENESIS, 1, sent).at(-1);
  if (head && out && !head.equals(out.head)) findings.lost(link, "the sender's head does not follow from its numbers");
  if (out && inn && !out.head.equals(inn.head)) findings.lost(link, 'the heads of both ends differ');
  const seen = new Set<string>();
  for (const [i, hash] of sent.entries()) {
    const hex = hash.toString('hex');
    if (seen.has(hex)) findings.doubled(link, `number ${i + 1} carries an event that an earlier number carried`);
    seen.add(hex);
  }
}

/** eventHashes of one direction in order of number; says where numbers are missing or are there twice. */
async function ledgerOf(
  stand: Stand,
  city: string,
  partner: string,
  direction: 'out' | 'in',
  link: string,
  findings: Findings,
): Promise<Buffer[]> {
  const batches = await stand.sql<BatchRow>(
    city,
    'select first, last, hashes, head from link_batch where partner = $1 and direction = $2 order by first',
    [partner, direction],
  );
  const hashes: Buffer[] = [];
  for (const batch of batches) {
    const first = Number(batch.first);
    if (first > hashes.length + 1) findings.lost(link, `${city} has no number ${hashes.length + 1}`);
    if (first < hashes.length + 1) findings.doubled(link, `${city} has number ${first} twice`);
    for (let at = 0; at < batch.hashes.length; at += HASH_BYTES)
      hashes.push(batch.hashes.subarray(at, at + HASH_BYTES));
    if (Number(batch.last) !== hashes.length)
      findings.lost(link, `${city}: batch ${first} does not end at ${batch.last}`);
  }
  return hashes;
}
