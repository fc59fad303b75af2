import { setTimeout as pause } from 'node:timers/promises';
import type { CaseSummary, CaseView, CollectedView, ServiceItemDefinition } from '#contracts';
import { until } from '../support/until.js';
import { collectionFor } from './applications.js';
import { FinalRefusal, PatientDesk, type AnswerCount } from './patient-desk.js';
import type { Random } from './random.js';
import type { Stand } from './stand.js';

/** A case that a node has answered for: from then on it must not be lost. */
export interface AcceptedCase {
  readonly caseNo: string;
  readonly commandId: string;
  readonly collecting: string;
  readonly home: string;
  /** When the answer came, in ms of this machine. */
  readonly answeredAt: number;
}

export interface LoadPlan {
  /** Names the commands of this load; 20 characters at most. */
  readonly name: string;
  readonly cases: number;
  /** At most so many are begun in a second, over all cities. */
  readonly casesPerSecond: number;
  /** Ordered pairs collecting → home. */
  readonly pairs?: readonly (readonly [string, string])[];
  /** Only this item of every city. */
  readonly itemCode?: string;
  /** Pairs with so many undecided cases begin no more; 400 where not given. */
  readonly mostOpenPerPair?: number;
  /** Goes on beyond `cases` until `enough` is called. */
  readonly untilEnough?: boolean;
}

const COLLECTORS_PER_PAIR = 3;
const REVIEWERS_PER_CITY = 6;
/** More undecided cases of one pair would only queue up at the home city's desk. */
const MOST_OPEN_PER_PAIR = 400;

/** People at all cities who collect, accept and decide, whatever happens around them. */
export class Load {
  readonly accepted: AcceptedCase[] = [];
  /** Commands that were valid and got a final "no". */
  readonly refusals: string[] = [];
  readonly answers: AnswerCount = new Map();
  /** Commands begun, answered or not. */
  begun = 0;
  private readonly desks = new Map<string, PatientDesk>();
  private readonly items = new Map<string, ServiceItemDefinition[]>();
  private readonly acceptedOf = new Map<string, number>();
  private readonly decidedOf = new Map<string, number>();
  private collecting: Promise<unknown> = Promise.resolve();
  private reviewing: Promise<unknown> = Promise.resolve();
  private readonly resting = new Set<string>();
  private readonly busy = new Map<string, number>();
  private mostOpen = MOST_OPEN_PER_PAIR;
  private itemCode: string | undefined;
  private enoughIs = true;
  private stopCollecting = false;
  private stopReviewing = false;

  private constructor(
    private readonly stand: Stand,
    private readonly random: Random,
  ) {}

  /** Opens the desks and waits until every city has every other city's list. */
  static async open(stand: Stand, random: Random): Promise<Load> {
    const load = new Load(stand, random);
    for (const city of stand.cities) {
      load.desks.set(city, await PatientDesk.open(stand, city, load.answers));
      await until(
        `${city} has all lists`,
        async () => {
          const [row] = await stand.sql<{ n: string }>(city, 'select count(distinct home_city) as n from service_item');
          return Number(row?.n) === stand.cities.length;
        },
        60_000,
      );
      load.items.set(city, await load.itemsOf(city));
    }
    return load;
  }

  desk(city: string): PatientDesk {
    const desk = this.desks.get(city);
    if (!desk) throw new Error(`no desk in ${city}`);
    return desk;
  }

  private async itemsOf(home: string): Promise<ServiceItemDefinition[]> {
    const rows = await this.stand.sql<{ definition: ServiceItemDefinition }>(
      home,
      'select definition from service_item where home_city = $1 order by item_code',
      [home],
    );
    return rows.map((row) => row.definition);
  }

  pairs(): (readonly [string, string])[] {
    const { cities } = this.stand;
    return cities.flatMap((from) => cities.filter((to) => to !== from).map((to) => [from, to] as const));
  }

  /** Cases of a pair that were answered for. */
  acceptedBy(collecting: string, home: string): number {
    return this.acceptedOf.get(`${collecting}/${home}`) ?? 0;
  }

  /** Cases of a pair decided so far, told by whoever watches, so that a dead city does not fill the others' desks. */
  decided(collecting: string, home: string, count: number): void {
    this.decidedOf.set(`${collecting}/${home}`, count);
  }

  /** Begins to work; ends when all cases are answered for, which `collected` waits for. */
  start(plan: LoadPlan): void {
    const pairs = plan.pairs ?? this.pairs();
    this.mostOpen = plan.mostOpenPerPair ?? MOST_OPEN_PER_PAIR;
    this.itemCode = plan.itemCode;
    this.enoughIs = !plan.untilEnough;
    const startedAt = Date.now();
    let next = 0;
    const take = async (): Promise<number | null> => {
      for (;;) {
        if (this.stopCollecting || (next >= plan.cases && this.enoughIs)) return null;
        if (next < ((Date.now() - startedAt) / 1000) * plan.casesPerSecond) return next++;
        await pause(10);
      }
    };
    const collector = async ([collecting, home]: readonly [string, string]): Promise<void> => {
      for (;;) {
        while (!this.stopCollecting && (this.isFull(collecting, home) || this.rests(collecting, home))) await pause(50);
        if (this.stopCollecting) return;
        const i = await take();
        if (i === null) return;
        // The rest may have begun while this one waited for its turn.
        while (!this.stopCollecting && this.rests(collecting, home)) await pause(50);
        if (this.stopCollecting) return;
        await this.counted([collecting, home], () => this.collect(`${plan.name}-${i}`, collecting, home, i));
      }
    };
    this.collecting = Promise.all(
      pairs.flatMap((pair) => Array.from({ length: COLLECTORS_PER_PAIR }, () => collector(pair))),
    );
    this.reviewing = Promise.all([...new Set(pairs.map(([, home]) => home))].map((home) => this.review(home)));
  }

  private rests(...cities: string[]): boolean {
    return cities.some((city) => this.resting.has(city));
  }

  private async counted(cities: readonly string[], work: () => Promise<void>): Promise<void> {
    const add = (n: number): void => cities.forEach((city) => this.busy.set(city, (this.busy.get(city) ?? 0) + n));
    add(1);
    await work().finally(() => add(-1));
  }

  /** Nobody begins anything in or for this city until `resume`; returns when what was begun there is answered. */
  async rest(city: string): Promise<void> {
    this.resting.add(city);
    await until(`nobody in ${city} waits for an answer`, () => (this.busy.get(city) ?? 0) === 0, 120_000);
  }

  resume(city: string): void {
    this.resting.delete(city);
  }

  private isFull(collecting: string, home: string): boolean {
    const pair = `${collecting}/${home}`;
    return (this.acceptedOf.get(pair) ?? 0) - (this.decidedOf.get(pair) ?? 0) > this.mostOpen;
  }

  private async collect(commandId: string, collecting: string, home: string, i: number): Promise<void> {
    const items = this.items.get(home) ?? [];
    const item = this.random.pick(items.filter(({ itemCode }) => itemCode === (this.itemCode ?? itemCode)));
    const body = collectionFor(item, i, this.random.next() < 0.1);
    this.begun += 1;
    try {
      const view = await this.desk(collecting).ask<CollectedView>('clerk1', 'collectCase', body, { commandId });
      const pair = `${collecting}/${home}`;
      this.acceptedOf.set(pair, (this.acceptedOf.get(pair) ?? 0) + 1);
      this.accepted.push({ caseNo: view.caseNo, commandId, collecting, home, answeredAt: Date.now() });
    } catch (error) {
      this.refusals.push((error as Error).message);
    }
  }

  /** The reviewers of one city take what is received and decide it. */
  private async review(home: string): Promise<void> {
    const desk = this.desk(home);
    const inHand = new Set<string>();
    const acts = new Set<Promise<void>>();
    while (!this.stopReviewing) {
      for (const status of this.rests(home) ? [] : (['RECEIVED', 'ACCEPTED'] as const)) {
        const query = { status, role: 'home', pageSize: 100 };
        const page = await desk
          .ask<{ items: CaseSummary[] }>('reviewer1', 'listCases', query, { patienceMs: 5_000 })
          .catch(() => ({ items: [] as CaseSummary[] }));
        for (const { caseNo } of page.items) {
          if (inHand.has(caseNo) || this.rests(home)) continue;
          while (acts.size >= REVIEWERS_PER_CITY) await Promise.race(acts);
          inHand.add(caseNo);
          const act: Promise<void> = this.counted([home], () => this.handle(desk, caseNo)).finally(() => {
            inHand.delete(caseNo);
            acts.delete(act);
          });
          acts.add(act);
        }
      }
      await pause(100);
    }
    await Promise.all(acts);
  }

  private async handle(desk: PatientDesk, caseNo: string): Promise<void> {
    try {
      for (let look = 0; look < 10; look += 1) {
        const view = await desk.ask<CaseView>('reviewer1', 'getCase', { caseNo });
        if (!['RECEIVED', 'ACCEPTED'].includes(view.status)) return;
        try {
          await this.decide(desk, view);
          return;
        } catch (error) {
          // Somebody else's news came between looking and acting; a person looks again.
          if (!(error instanceof FinalRefusal && ['case_changed', 'action_not_allowed'].includes(error.error.code)))
            throw error;
        }
      }
      this.refusals.push(`${caseNo} changed ten times under the reviewer's hands`);
    } catch (error) {
      this.refusals.push(`${caseNo} ${(error as Error).message}`);
    }
  }

  private async decide(desk: PatientDesk, view: CaseView): Promise<void> {
    const { caseNo } = view;
    let { revision } = view;
    if (view.status === 'RECEIVED') {
      const accepted = await desk.ask<CaseView>(
        'reviewer1',
        'acceptCase',
        { caseNo },
        {
          ifMatch: revision,
          commandId: `a-${caseNo}`,
        },
      );
      ({ revision } = accepted);
    }
    const body = { caseNo, act: 'APPROVED', reason: '符合条件' };
    await desk.ask('reviewer1', 'decideCase', body, { ifMatch: revision, commandId: `d-${caseNo}` });
  }

  /** Nothing beyond the plan's number of cases is begun any more. */
  enough(): void {
    this.enoughIs = true;
  }

  /** Resolves when every case of the plan is answered for, or was refused. */
  async collected(): Promise<void> {
    await this.collecting;
  }

  /** Everybody goes home at once, answered or not: for a stand that is broken. */
  async abandon(): Promise<void> {
    this.stopCollecting = true;
    this.stopReviewing = true;
    await Promise.all([...this.desks.values()].map((desk) => desk.close()));
    await Promise.all([this.collecting, this.reviewing]);
  }

  /** Takes nothing more in and goes home when what is in hand is done. */
  async close(): Promise<void> {
    this.stopCollecting = true;
    await this.collecting;
    this.stopReviewing = true;
    await this.reviewing;
    await Promise.all([...this.desks.values()].map((desk) => desk.close()));
  }
}
