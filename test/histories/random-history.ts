import { makeCaseNo, type CaseStatus, type HandlingMode } from '#contracts';
import { CONDITIONS } from '../../apps/city-node/src/case/case-conditions.rules.js';
import type { CaseState } from '../../apps/city-node/src/case/case-fold.rules.js';
import {
  fromOf,
  isOwner,
  mayEverState,
  modesOf,
  STATUS_TABLE,
  type StatusRule,
} from '../../apps/city-node/src/case/case-status.rules.js';
import type { Random } from '../fuzz/random.js';
import { SimulatedCities, type Stated } from './simulated-cities.js';

// Codes in which every order of collecting, home and third cities comes up.
const CITIES = ['430100', '430200', '430300', '430400', '450100'] as const;
const MODES = ['PROXY_COLLECT', 'PROXY_COLLECT', 'ONLINE', 'DELEGATED', 'DELEGATED', 'DIRECT', null] as const;
/** What keeps a case from its end is stated rarely, or histories would be about nothing else. */
const RARE = ['supervision.carded', 'supervision.replied', 'supervision.appealed', 'supervision.cancelled'];
/** What ends a case before much can cross in it: steady histories have little of it. */
const EARLY_ENDS = [
  'not-accept',
  'not-require',
  'return',
  'withdraw-here',
  'lapse-correction',
  'lapse-deferral',
  'reject',
];
/** What takes a case on, and what is asked month by month: steady histories have much of it. */
const ONWARD = ['forward', 'receive', 'accept', 'approve', 'execute', 'request-standing-end'];
const BRINGS_IN = ['case.rerouted', 'handover.instructed'];

const singles = STATUS_TABLE.filter((row) => row.from.length > 0 && modesOf(row).some((mode) => mode !== 'JOINT'));
const [BEGIN] = STATUS_TABLE.filter((row) => row.from.length === 0) as [StatusRule];
const rowsFrom = new Map<string, StatusRule[]>();

function candidates(mode: HandlingMode | null, status: CaseStatus): StatusRule[] {
  const key = `${mode}/${status}`;
  let found = rowsFrom.get(key);
  if (!found) {
    found = singles.filter(
      (row) => (mode === null || modesOf(row).includes(mode)) && fromOf(row, mode).includes(status),
    );
    rowsFrom.set(key, found);
  }
  return found;
}

/** Rows that a city may take on what it knows. */
function mayTake(state: CaseState, city: string): StatusRule[] {
  return candidates(state.mode, state.status).filter(
    (row) => isOwner(row, state, city) && row.when.every((name) => CONDITIONS[name].holds(state)),
  );
}

/** One history of one case, from its own random numbers. */
export interface History {
  cities: SimulatedCities;
  mode: HandlingMode | null;
  collecting: string;
  home: string;
}

/** Plays a history: cities act on what each knows, some act wildly, and everything comes late, twice or out of turn. */
export function playHistory(random: Random): History {
  const order = [...CITIES].sort(() => random.below(3) - 1);
  const [collecting, home, ...others] = order as [string, string, ...string[]];
  const mode = random.pick(MODES);
  const bytes = random.bytes(5);
  const lane = `case/${makeCaseNo({ home, collecting, onDate: '20261120', random: bytes })}`;
  const cities = new SimulatedCities(lane, [collecting, home, ...others.slice(0, 1 + random.below(2))]);
  cities.state(collecting, BEGIN, mode, null);
  const moves = 12 + random.below(40);
  // Some histories run on slow links, where much crosses; some on fast ones, which come far.
  const speed = 1 + random.below(5);
  const steady = random.once(2);
  for (let i = 0; i < moves; i += 1) {
    const links = cities.waiting();
    if (links.length > 0 && random.below(6) < speed) {
      cities.deliver(random.pick(links), random.once(8) ? random.below(4) : 0);
    } else if (random.once(12)) {
      cities.repeat(random.pick(cities.cities), random.below(50));
    } else {
      actOf(random.pick(cities.cities), cities, random, steady);
    }
  }
  cities.settle();
  return { cities, mode, collecting, home };
}

function actOf(city: string, cities: SimulatedCities, random: Random, steady: boolean): Stated | null {
  const { state, heads } = cities.view(city);
  if (Object.keys(heads).length === 0) return null;
  const wild = random.once(10);
  // A wild city states what its role could ever state, whether the table gives it now or not.
  const may = wild ? singles.filter((row) => mayEverState(row.cityRole, state, city)) : mayTake(state, city);
  // Whom a city brings in against the table is in no case at all: what follows is for nobody to agree on.
  const tame = wild ? may.filter((row) => !BRINGS_IN.includes(row.fact)) : may;
  const avoids = steady && !random.once(10);
  const common = tame.filter((row) => !RARE.includes(row.fact) && !(avoids && EARLY_ENDS.includes(row.action)));
  const rows = common.length > 0 && !random.once(12) ? common : tame;
  if (rows.length === 0) return null;
  const onward = rows.filter((row) => ONWARD.includes(row.action));
  const row = random.pick(avoids && onward.length > 0 && random.once(2) ? onward : rows);
  const assigned = assignedBy(row, state, city, cities, random);
  if (assigned === undefined) return null;
  return cities.state(city, row, row.act, assigned);
}

/** The city that a fact brings in; null where it brings in none, undefined where there is nobody to bring in. */
function assignedBy(
  row: StatusRule,
  state: CaseState,
  city: string,
  cities: SimulatedCities,
  random: Random,
): string | null | undefined {
  if (!BRINGS_IN.includes(row.fact)) return null;
  const { collecting, home, pickup } = state.roles;
  const inIt = [collecting, home, pickup, ...(state.formerHomes ?? [])];
  const fresh = cities.cities.filter(
    (one) => one !== city && !inIt.includes(one) && !cities.views.get(one)?.held.length,
  );
  if (row.fact === 'case.rerouted') {
    // Sometimes back to where it came from.
    const back = (state.formerHomes ?? []).filter((one) => one !== city);
    const to = random.once(4) && back.length > 0 ? back : fresh;
    return to.length > 0 ? random.pick(to) : undefined;
  }
  if (pickup !== null) return pickup;
  const points = [...fresh, ...(collecting === city ? [] : [collecting])];
  return points.length > 0 ? random.pick(points) : undefined;
}
