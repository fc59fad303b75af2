import { createHash } from 'node:crypto';
import type { LaneHead } from '#contracts';
import { emptyCase, foldCase, isOnTop, otherParties, step } from '../../apps/city-node/src/case/case-fold.rules.js';
import type { CaseState, FoldFact } from '../../apps/city-node/src/case/case-fold.rules.js';
import { mayEverState, type StatusRule } from '../../apps/city-node/src/case/case-status.rules.js';

/** A stated fact with what its author thought of it. */
export interface Stated extends FoldFact {
  owner: StatusRule['cityRole'];
  /** In its author's own view it had effect when it was stated. */
  effectiveThere: boolean;
}

/** What one city holds of the case. */
export class CityView {
  readonly heads: Record<string, { seq: number; hash: string }> = {};
  /** All that was placed, in the order of arrival. */
  readonly held: Stated[] = [];
  /** Placed, but not entitled when it came. */
  readonly kept = new Set<string>();
  readonly parked: Stated[] = [];
  state: CaseState;

  constructor(
    private readonly lane: string,
    readonly city: string,
  ) {
    this.state = emptyCase(lane);
  }

  /** All facts that are folded here. */
  get applied(): Stated[] {
    return this.held.filter((fact) => !this.kept.has(fact.hash));
  }

  take(fact: Stated, judged: boolean): void {
    if (judged && !mayEverState(fact.owner, this.state, fact.payload.author)) this.kept.add(fact.hash);
    const onTop = isOnTop(fact, this.heads);
    this.held.push(fact);
    this.heads[fact.payload.author] = { seq: fact.payload.seq, hash: fact.hash };
    if (this.kept.has(fact.hash)) return;
    this.state = onTop ? step(this.state, fact) : foldCase(this.lane, this.applied);
  }

  /** A pickup city is given the heads that its instruction saw, and nothing before. */
  join(fact: Stated): void {
    for (const { city, seq, hash } of fact.payload.seen) this.heads[city] ??= { seq, hash };
    this.heads[fact.payload.author] = { seq: fact.payload.seq - 1, hash: '' };
    this.take(fact, false);
  }
}

/** How an event came that did not come in its turn. */
type Way = 'parked' | 'repeated' | 'overtaken';

/** Cities that state facts of one case and send them to each other over links that delay, repeat and reorder. */
export class SimulatedCities {
  readonly views: ReadonlyMap<string, CityView>;
  readonly stated: Stated[] = [];
  readonly ways: Record<Way, number> = { parked: 0, repeated: 0, overtaken: 0 };
  private readonly links = new Map<string, Stated[]>();

  constructor(
    readonly lane: string,
    readonly cities: readonly string[],
  ) {
    this.views = new Map(cities.map((city) => [city, new CityView(lane, city)]));
  }

  view(city: string): CityView {
    const found = this.views.get(city);
    if (!found) throw new RangeError(`no city ${city}`);
    return found;
  }

  /** States a fact on what the city knows, and sends it to everybody in the case as the city sees it. */
  state(city: string, rule: StatusRule, act: string | null, assigned: string | null): Stated {
    const view = this.view(city);
    const seen: LaneHead[] = Object.entries(view.heads)
      .filter(([other]) => other !== city)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([other, head]) => ({ city: other, ...head }));
    const role = rule.fact === 'case.rerouted' ? ('home' as const) : ('pickup' as const);
    const assigns = assigned === null ? [] : [{ role, city: assigned }];
    const at = new Date(Date.UTC(2026, 10, 20) + this.stated.length * 60_000).toISOString();
    const payload = { author: city, seq: (view.heads[city]?.seq ?? 0) + 1, type: rule.fact, act, assigns, at, seen };
    const hash = createHash('sha256').update(JSON.stringify(payload)).digest('base64url');
    const fact: Stated = { payload, hash, owner: rule.cityRole, effectiveThere: false };
    view.take(fact, false);
    fact.effectiveThere = !view.state.ineffective.includes(hash);
    this.stated.push(fact);
    const parties = new Set([...otherParties(view.state, city), ...(assigned === null ? [] : [assigned])]);
    // A new home city is given every lane from the first event.
    if (role === 'home' && assigned !== null) for (const one of view.held) this.send(city, assigned, one);
    for (const other of parties) if (!(role === 'home' && other === assigned)) this.send(city, other, fact);
    return fact;
  }

  /** Links on which something waits, as `from to`. */
  waiting(): string[] {
    return [...this.links].filter(([, queue]) => queue.length > 0).map(([link]) => link);
  }

  /** Delivers what stands at a place of a link's queue; 0 is its turn. */
  deliver(link: string, place = 0): void {
    const queue = this.links.get(link);
    const [fact] = queue?.splice(Math.min(place, queue.length - 1), 1) ?? [];
    if (!fact) return;
    if (place > 0) this.ways.overtaken += 1;
    this.arrive(link.slice(7), fact);
  }

  /** What came already comes once more. */
  repeat(city: string, place: number): void {
    const { held } = this.view(city);
    const fact = held[place % Math.max(held.length, 1)];
    if (!fact) return;
    this.ways.repeated += 1;
    this.arrive(city, fact);
  }

  /** Everything arrives everywhere where it is meant to; cities in the case end with all facts of it. */
  settle(): void {
    for (let links = this.waiting(); links.length > 0; links = this.waiting()) {
      for (const link of links) this.deliver(link);
    }
    for (const city of this.whole()) {
      for (const fact of this.stated) this.arrive(city, fact);
    }
  }

  /** Cities that hold the case from its first event and are in it at the end. */
  whole(): string[] {
    const { roles } = foldCase(this.lane, this.stated);
    return [...new Set([roles.collecting, roles.home])].filter((city) => this.views.has(city));
  }

  private send(from: string, to: string, fact: Stated): void {
    if (from === to || !this.views.has(to)) return;
    const link = `${from} ${to}`;
    const queue = this.links.get(link) ?? [];
    queue.push(fact);
    this.links.set(link, queue);
  }

  private arrive(city: string, fact: Stated): void {
    const view = this.view(city);
    const { author, seq } = fact.payload;
    if (author === city || (view.heads[author]?.seq ?? 0) >= seq) return;
    if (this.isJoining(view, fact)) {
      view.join(fact);
    } else if (!this.isNext(view, fact)) {
      this.ways.parked += 1;
      if (!view.parked.includes(fact)) view.parked.push(fact);
      return;
    } else {
      view.take(fact, true);
      this.supply(city, fact);
    }
    for (const waiting of view.parked.splice(0)) this.arrive(city, waiting);
  }

  private isNext(view: CityView, { payload: { author, seq, seen } }: Stated): boolean {
    const begins = Object.keys(view.heads).length === 0;
    if (begins && emptyCase(this.lane).roles.collecting !== author) return false;
    return seq === (view.heads[author]?.seq ?? 0) + 1 && seen.every((s) => (view.heads[s.city]?.seq ?? 0) >= s.seq);
  }

  private isJoining(view: CityView, { payload }: Stated): boolean {
    if (Object.keys(view.heads).length > 0 || payload.type !== 'handover.instructed') return false;
    return payload.assigns.some(({ city }) => city === view.city);
  }

  /** Who learns of a city that was brought in sends it what the bringer had not seen of its lane. */
  private supply(city: string, { payload }: Stated): void {
    for (const { city: joined } of payload.assigns) {
      if (joined === city || payload.type === 'case.collected') continue;
      const seen = payload.seen.find((s) => s.city === city)?.seq ?? 0;
      for (const own of this.view(city).held) {
        if (own.payload.author === city && own.payload.seq > seen) this.send(city, joined, own);
      }
    }
  }
}
