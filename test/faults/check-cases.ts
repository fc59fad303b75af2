import type { AcceptedCase } from './load.js';
import type { Findings } from './findings.js';
import type { Stand } from './stand.js';

interface FactRow {
  lane: string;
  author: string;
  seq: number;
  type: string;
  hash: string;
  kept_reason: string | null;
}

/** Facts that a decided case of the load has, once each. */
const ONCE = ['case.collected', 'case.submitted', 'case.received', 'case.accepted', 'case.decided'] as const;
const AT_A_TIME = 1000;

/**
 * Reads all databases: every accepted case is there once in both its cities, received once, decided once, and both cities
 * hold the same events; no case exists that nobody was told of.
 */
export async function checkCases(
  stand: Stand,
  cases: readonly AcceptedCase[],
  commandPrefix: string,
  findings: Findings,
): Promise<void> {
  const repeated = cases.filter((one, i) => cases.findIndex((other) => other.caseNo === one.caseNo) !== i);
  for (const { caseNo } of repeated) findings.doubled(caseNo, 'two commands were answered with it');
  for (let from = 0; from < cases.length; from += AT_A_TIME) {
    await checkSome(stand, cases.slice(from, from + AT_A_TIME), findings);
  }
  await checkNobodyElse(stand, cases, commandPrefix, findings);
}

async function checkSome(stand: Stand, cases: readonly AcceptedCase[], findings: Findings): Promise<void> {
  const facts = new Map<string, Map<string, FactRow[]>>();
  for (const city of stand.cities) {
    const lanes = cases.filter((c) => c.collecting === city || c.home === city).map((c) => `case/${c.caseNo}`);
    const rows = await stand.sql<FactRow>(
      city,
      `select lane, author, seq, type, encode(hash, 'hex') as hash, kept_reason from event
       where lane = any($1) order by lane, author, seq`,
      [lanes],
    );
    facts.set(city, byLane(rows));
  }
  for (const one of cases) {
    const here = facts.get(one.collecting)?.get(`case/${one.caseNo}`) ?? [];
    const there = facts.get(one.home)?.get(`case/${one.caseNo}`) ?? [];
    checkOne(one, here, there, findings);
  }
  await checkScreens(stand, cases, findings);
}

function byLane(rows: readonly FactRow[]): Map<string, FactRow[]> {
  const lanes = new Map<string, FactRow[]>();
  for (const row of rows) {
    const lane = lanes.get(row.lane);
    if (lane) lane.push(row);
    else lanes.set(row.lane, [row]);
  }
  return lanes;
}

function checkOne(one: AcceptedCase, here: FactRow[], there: FactRow[], findings: Findings): void {
  const { caseNo } = one;
  for (const [city, rows] of [
    [one.collecting, here],
    [one.home, there],
  ] as const) {
    for (const type of ONCE) {
      const times = rows.filter((row) => row.type === type).length;
      if (times === 0) findings.lost(caseNo, `${city} has no ${type}`);
      if (times > 1) findings.doubled(caseNo, `${city} has ${type} ${times} times`);
    }
    for (const row of rows) {
      if (row.kept_reason) findings.refused(caseNo, `${city} kept ${row.type}: ${row.kept_reason}`);
    }
  }
  const told = (rows: FactRow[]): string => rows.map((row) => `${row.author}/${row.seq}/${row.hash}`).join(' ');
  if (told(here) !== told(there)) findings.lost(caseNo, `${one.collecting} and ${one.home} hold different events`);
}

/** The rows that lists and windows read say the same as the events. */
async function checkScreens(stand: Stand, cases: readonly AcceptedCase[], findings: Findings): Promise<void> {
  for (const city of stand.cities) {
    const mine = cases.filter((c) => c.collecting === city || c.home === city).map((c) => c.caseNo);
    const rows = await stand.sql<{ case_no: string; status: string }>(
      city,
      'select case_no, status from case_file where case_no = any($1)',
      [mine],
    );
    const status = new Map(rows.map((row) => [row.case_no, row.status]));
    for (const caseNo of mine) {
      if (status.get(caseNo) === 'APPROVED') continue;
      findings.lost(caseNo, `${city} shows it as ${status.get(caseNo) ?? 'unknown'}`);
    }
  }
}

/** A command that was answered with one case and made another one too: cases that nobody was told of. */
async function checkNobodyElse(
  stand: Stand,
  cases: readonly AcceptedCase[],
  commandPrefix: string,
  findings: Findings,
): Promise<void> {
  const known = new Set(cases.map((c) => `case/${c.caseNo}`));
  for (const city of stand.cities) {
    const made = await stand.sql<{ lane: string; command_id: string }>(
      city,
      `select lane, command_id from event where type = 'case.collected' and command_id like $1`,
      [`clerk1/${commandPrefix}-%`],
    );
    for (const { lane, command_id: id } of made) {
      if (!known.has(lane)) findings.doubled(lane.slice(5), `${city} made it for ${id} and told nobody`);
    }
  }
}
