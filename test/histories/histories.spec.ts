import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  causalOrder,
  emptyCase,
  foldCase,
  step,
  type CaseState,
} from '../../apps/city-node/src/case/case-fold.rules.js';
import { STATUS_TABLE } from '../../apps/city-node/src/case/case-status.rules.js';
import { Random } from '../fuzz/random.js';
import { Crossings } from './crossings.js';
import { playHistory, type History } from './random-history.js';
import type { Stated } from './simulated-cities.js';

const SEED = process.env.HISTORY_SEED ?? String(randomInt(1_000_000_000));
const HISTORIES = Number(process.env.HISTORIES ?? 10_000);
/** One history alone, after a failure. */
const ONLY = process.env.HISTORY;

const leading = STATUS_TABLE.flatMap((row) => (row.to === null ? [] : [...row.from, ...(row.fromHere ?? [])]));
const isEnd = (state: CaseState): boolean => !leading.includes(state.status);

/** What a history did wrong, as a sentence; null where it is right. */
type Rule = (history: History, order: Ordered) => string | null;
interface Ordered {
  facts: Stated[];
  /** State before the first fact and after each. */
  states: CaseState[];
  final: CaseState;
}

const NONE: ReadonlySet<string> = new Set();
const crossings = new Crossings();

function ordered({ cities }: History): Ordered {
  const kept = keptOf(cities);
  const facts = causalOrder(
    cities.lane,
    cities.stated.filter((fact) => !kept.has(fact.hash)),
  );
  const states = [emptyCase(cities.lane)];
  for (const fact of facts) states.push(step(states.at(-1) as CaseState, fact));
  return { facts, states, final: states.at(-1) as CaseState };
}

/** What cities that hold the whole case found not entitled; a pickup city judges by less. */
const keptOf = (cities: History['cities']): Set<string> =>
  new Set(cities.whole().flatMap((city) => [...cities.view(city).kept]));

const shown = ({ ineffective, ...state }: CaseState, kept: ReadonlySet<string>): string =>
  JSON.stringify([
    Object.entries({ ...state, times: Object.entries(state.times).sort() }).sort(),
    ineffective.filter((hash) => !kept.has(hash)).sort(),
  ]);

const sameEverywhere: Rule = ({ cities }, { final }) => {
  const kept = keptOf(cities);
  for (const city of cities.whole()) {
    const view = cities.view(city);
    if (view.held.length !== cities.stated.length) return `${city} lacks facts: ${view.parked.length} parked`;
    if (shown(view.state, kept) !== shown(final, kept)) return `${city} differs: ${shown(view.state, kept)}`;
  }
  for (const view of cities.views.values()) {
    if (view.held.length === 0) continue;
    if (shown(view.state, NONE) !== shown(foldCase(cities.lane, view.applied), NONE)) {
      return `${view.city} took facts one by one to another state than all at once`;
    }
  }
  return null;
};

/** The city on whose facts the order rests: home cities, or the collecting one where it decides. */
const deciderFirst: Rule = ({ cities, mode, collecting, home }, { final }) => {
  const here = mode === 'DIRECT' || mode === 'DELEGATED';
  const deciders = here ? [collecting] : [home, ...(final.formerHomes ?? []), final.roles.home];
  // A home city that takes a case back while the other city goes on deciding: the other city's facts stand.
  const lostBy = cities.stated.some((fact) => fact.payload.type === 'case.taken-back') ? home : null;
  for (const fact of cities.stated) {
    const { author, type } = fact.payload;
    if (!fact.effectiveThere || !final.ineffective.includes(fact.hash)) continue;
    if (deciders.includes(author)) return `${type} of ${author}, which decides, was undone`;
    crossings.count('stated in good faith, came too late, without effect');
    if (author === lostBy && type === 'case.decided')
      crossings.count('decided at home on a take-back that came too late');
  }
  return null;
};

const endsStay: Rule = (_history, { states }) => {
  const end = states.findIndex(isEnd);
  if (end === -1) return null;
  crossings.count('came to an end');
  const left = states.slice(end).find((state) => state.status !== states[end]?.status);
  return left ? `${states[end]?.status} was left for ${left.status}` : null;
};

const decidedOnce: Rule = (_history, { facts, final }) => {
  const decided = facts.filter(
    ({ payload, hash }) => payload.type === 'case.decided' && !final.ineffective.includes(hash),
  );
  if (decided.length > 0) crossings.count('decided');
  return decided.length > 1 ? `${decided.length} decisions` : null;
};

describe('cities that act, learn and cross in any order', () => {
  const failures = new Map<Rule, string[]>();

  beforeAll(() => {
    for (let n = 0; n < HISTORIES; n += 1) {
      if (ONLY !== undefined && n !== Number(ONLY)) continue;
      const history = playHistory(new Random('histories', SEED, n));
      const order = ordered(history);
      for (const rule of [sameEverywhere, deciderFirst, endsStay, decidedOnce]) {
        const wrong = rule(history, order);
        if (wrong === null) continue;
        const told = failures.get(rule) ?? [];
        if (told.length < 3) told.push(`HISTORY_SEED=${SEED} HISTORY=${n} (${history.mode ?? 'v1'}): ${wrong}`);
        failures.set(rule, told);
        if (ONLY !== undefined) tell(history);
      }
      crossings.look(history.cities.stated);
      for (const [way, times] of Object.entries(history.cities.ways)) crossings.count(way, times);
      crossings.count('facts stated', history.cities.stated.length);
    }
  });
  afterAll(() => {
    process.stdout.write(`${HISTORIES} histories, HISTORY_SEED=${SEED}\n${crossings.toString()}\n`);
  });

  it('come to the same state wherever they hold the same facts', () =>
    expect(failures.get(sameEverywhere)).toBeUndefined());
  it('never undo what the deciding city did on what it knew', () => expect(failures.get(deciderFirst)).toBeUndefined());
  it('never leave an end', () => expect(failures.get(endsStay)).toBeUndefined());
  it('decide a case once at most', () => expect(failures.get(decidedOnce)).toBeUndefined());

  it('do cross in every way that the law has to answer', () => {
    if (HISTORIES < 10_000) return;
    for (const [name, times] of crossings.counts) expect([name, times > 0]).toEqual([name, true]);
  });
});

/** A failing history, fact by fact. */
function tell({ cities, collecting, home }: History): void {
  const lines = cities.stated.map(({ payload: p, hash, effectiveThere }) => {
    const seen = p.seen.map(({ city, seq }) => `${city}:${seq}`).join(' ');
    const brought = p.assigns.map(({ role, city }) => ` ${role}=${city}`).join('');
    return `${p.author}:${p.seq} ${p.type} ${p.act ?? ''}${brought} saw [${seen}] ${effectiveThere ? '' : 'no effect there'} ${hash.slice(0, 6)}`;
  });
  process.stdout.write(`collecting ${collecting}, home ${home}\n${lines.join('\n')}\n`);
}
