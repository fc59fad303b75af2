import type { ClockKind, ServiceItemDefinition } from '#contracts';
import { Countdown, type CaseClock, type ClockLeg, type Term } from './countdown.rules.js';
import { holderSpans, spanAt, type CalendarOf, type HolderSpan } from './holders.rules.js';
import { isDecidedAtWindow, partiesAfter, type CaseParties, type SlaFact } from './case-parties.rules.js';

/** What the item promises; null where a city does not know the item (a pickup city): its clocks are left out. */
export type ItemLimits = Pick<
  ServiceItemDefinition,
  'legalLimit' | 'promiseLimit' | 'acceptWithinWorkingDays' | 'deliverWithinWorkingDays' | 'standing'
>;

export interface CaseClocks {
  /** In the order in which they began. */
  clocks: CaseClock[];
  /** 视为受理: the instant from which the silence of the authority counts as acceptance; null where it does not. */
  deemedAcceptedAt: string | null;
}

/** 转递: on the working day after the papers were taken in at the latest. */
const FORWARD_WITHIN = 1;
const ACCEPT_WITHIN = 5;
/** 行政许可法第四十二条: once, by so much at most. */
const EXTENSION = 10;
/** 行政许可法第四十四条: issued and delivered within so many working days of the decision. */
const DELIVER_WITHIN = 10;
const workingDays = (amount: number): Term => ({ amount, unit: 'WORKING_DAY' });
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Runs through the facts of a case and starts, stops and ends its clocks. */
class ClockRun {
  readonly all: Countdown[] = [];
  private readonly open = new Map<ClockKind, Countdown>();
  private parties: CaseParties;
  private isExtended = false;
  deemedAt: string | null = null;

  constructor(
    first: CaseParties,
    private readonly limits: ItemLimits | null,
    private readonly calendarOf: CalendarOf,
    private readonly isHandedOver: boolean,
  ) {
    this.parties = first;
  }

  /** 视为受理 comes by itself, with the end of the last day of silence. */
  runTo(ms: number): void {
    const acceptance = this.open.get('acceptance');
    if (!acceptance || this.deemedAt !== null || acceptance.due === null || acceptance.due > ms) return;
    this.deemedAt = acceptance.startedAt;
    this.startHandling(acceptance.startedAt);
  }

  take(fact: SlaFact): void {
    const { at, data } = fact;
    this.runTo(Date.parse(at));
    this.parties = partiesAfter(this.parties, fact);
    switch (fact.type) {
      case 'case.collected':
        return this.collected(at);
      case 'case.submitted':
        return this.done('forwarding', at);
      case 'case.received':
        return this.startAcceptance(at);
      case 'correction.requested':
        this.done('acceptance', at);
        return this.start('correction', at, dayTerm(data?.dueOn), APPLICANT);
      case 'correction.supplied':
        this.done('correction', at);
        return this.deemedAt === null ? this.startAcceptance(at) : undefined;
      case 'jurisdiction.disputed':
        return this.deemedAt === null ? this.open.get('acceptance')?.stop(at) : undefined;
      case 'jurisdiction.settled':
        return this.open.get('acceptance')?.resume(at);
      case 'case.rerouted':
        this.done('acceptance', at);
        this.deemedAt = null;
        return this.abandonAll(at);
      case 'case.accepted':
        return this.accepted(fact);
      case 'joint.term':
        // The city that leads answers for the whole: it is due with the longest way through its parts.
        return this.start('promise', at, jointTerm(data), this.leg('home-review'));
      case 'joint.closed':
        return this.done('promise', at);
      case 'deferred.supplied':
        return this.done('deferred', at);
      case 'procedure.started':
        for (const kind of HANDLING) this.open.get(kind)?.stop(at);
        return this.start('procedure', at, daysTerm(numberOf(data?.workingDays)), this.leg('special-procedure'));
      case 'procedure.ended':
        this.done('procedure', at);
        for (const kind of HANDLING) this.open.get(kind)?.resume(at);
        return;
      case 'case.extended':
        return this.extended(numberOf(data?.workingDays) ?? EXTENSION);
      case 'case.decided':
        return this.decided(fact);
      case 'commitment.verified':
        return this.done('verification', at);
      case 'result.issued':
        return this.isHandedOver ? undefined : this.done('delivery', at);
      case 'pickup.ready':
        this.done('delivery', at);
        return this.start('shelf', at, instantTerm(data?.shelfUntil), {
          holder: 'pickup',
          city: this.parties.pickup ?? fact.author,
        });
      case 'pickup.done':
        this.done('shelf', at);
        return;
      default:
        return this.ended(fact);
    }
  }

  private ended({ type, act, at }: SlaFact): void {
    if (type === 'case.refused' || type === 'case.returned') this.done('acceptance', at);
    else if (type === 'case.taken-back') return this.handedBack();
    else if (!(type === 'withdrawal.answered' ? act === 'GRANTED' : ENDS.has(type))) return;
    this.abandonAll(at);
  }

  private collected(at: string): void {
    if (isDecidedAtWindow(this.parties.mode)) return this.startAcceptance(at);
    if (this.parties.mode === 'JOINT') return;
    const { collecting } = this.parties;
    this.start('forwarding', at, workingDays(FORWARD_WITHIN), { holder: 'window', city: collecting }, collecting);
  }

  private startAcceptance(at: string): void {
    const days = this.limits?.acceptWithinWorkingDays ?? ACCEPT_WITHIN;
    this.start('acceptance', at, workingDays(days), this.leg('home-review'));
  }

  private accepted({ at, data }: SlaFact): void {
    this.done('acceptance', at);
    // Silence has started the term before: an acceptance that comes late cannot start it again.
    if (this.deemedAt === null) this.startHandling(at);
    if (data && textOf(data.deferDueOn)) this.start('deferred', at, dayTerm(data.deferDueOn), APPLICANT);
  }

  private startHandling(at: string): void {
    if (!this.limits) return;
    this.start('promise', at, this.limits.promiseLimit, this.leg('home-review'));
    this.start('legal', at, this.limits.legalLimit, this.leg('home-review'));
  }

  private extended(days: number): void {
    if (this.isExtended) return;
    this.isExtended = true;
    for (const kind of HANDLING) this.open.get(kind)?.extend(days);
  }

  private decided({ act, at, data }: SlaFact): void {
    for (const kind of HANDLING) this.done(kind, at);
    this.abandonAll(at);
    // 按月委托: what is approved is executed month by month, and nothing is made or handed over.
    if (act === 'REJECTED' || (data && 'standing' in data)) return;
    const days = this.limits?.deliverWithinWorkingDays ?? DELIVER_WITHIN;
    this.start('delivery', at, workingDays(days), this.leg('making'));
    const verify = numberOf(data?.verifyWithinWorkingDays);
    if (act === 'COMMITTED') {
      this.start('verification', at, daysTerm(verify), this.leg('home-review'));
    }
  }

  /** The home city takes over: the clocks go on, and are its own from now on. */
  private handedBack(): void {
    for (const clock of this.open.values()) {
      if (clock.leg.city !== null) clock.leg = { ...clock.leg, city: this.parties.decider };
    }
  }

  private leg(holder: ClockLeg['holder']): ClockLeg {
    return { holder, city: this.parties.decider };
  }

  private start(kind: ClockKind, at: string, term: Term, leg: ClockLeg, city = this.parties.home): void {
    this.open.get(kind)?.abandon(at);
    const clock = new Countdown(kind, at, term, this.calendarOf(city), leg);
    this.open.set(kind, clock);
    this.all.push(clock);
  }

  private done(kind: ClockKind, at: string): void {
    this.open.get(kind)?.done(at);
    this.open.delete(kind);
  }

  private abandonAll(at: string): void {
    for (const clock of this.open.values()) clock.abandon(at);
    this.open.clear();
  }
}

const APPLICANT: ClockLeg = { holder: 'applicant', city: null };
const HANDLING = ['promise', 'legal'] as const;
const ENDS: ReadonlySet<string> = new Set(['case.lapsed', 'case.withdrawn', 'case.revoked', 'pickup.lapsed']);

function dayTerm(value: unknown): { day: string } | null {
  const day = textOf(value);
  return day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? { day } : null;
}

function jointTerm(data: SlaFact['data']): Term {
  const term = dayTerm(data?.dueOn);
  return term && { ...term, provisional: data?.provisional === true };
}

function instantTerm(value: unknown): Term {
  const instant = textOf(value);
  return instant === null ? null : { instant };
}

function daysTerm(days: number | null): Term {
  return days === null ? null : workingDays(days);
}

/**
 * All clocks of a case at an instant, from its facts, the limits of its item and the calendars, and nothing else. The
 * home city's calendar counts, but for forwarding the collecting city's; the shelf ends with the instant that the
 * pickup city told.
 */
export function clocksOf(
  facts: readonly SlaFact[],
  first: CaseParties,
  limits: ItemLimits | null,
  calendarOf: CalendarOf,
  nowMs: number,
  spans: readonly HolderSpan[] = holderSpans(facts, first),
): CaseClocks {
  const run = runOf(facts, first, limits, calendarOf, nowMs);
  const clocks = run.all.map((clock) => withLeg(clock.view(nowMs), spans, nowMs));
  return { clocks, deemedAcceptedAt: run.deemedAt };
}

/** What is on its way has left the city that made it: the delivery is answered for by who had it when the term ended. */
function withLeg(clock: CaseClock, spans: readonly HolderSpan[], nowMs: number): CaseClock {
  if (clock.kind !== 'delivery') return clock;
  const moments = [clock.dueAt, clock.endedAt, new Date(nowMs).toISOString()].filter((one) => one !== null);
  const span = spanAt(spans, moments.sort()[0] as string);
  if (!span || (span.holder !== 'making' && span.holder !== 'transport')) return clock;
  return { ...clock, leg: { holder: span.holder, city: span.city } };
}

/** What comes next in a case, for lists. */
export interface DueNext {
  kind: ClockKind;
  dueAt: string;
  provisional: boolean;
}

/**
 * The open clock that is over first, late ones included; undefined where none has an end. Counted whenever a case is
 * written, so nothing else is worked out.
 */
export function nextDue(
  facts: readonly SlaFact[],
  first: CaseParties,
  limits: ItemLimits | null,
  calendarOf: CalendarOf,
  nowMs: number,
): DueNext | undefined {
  let next: Countdown | undefined;
  for (const clock of runOf(facts, first, limits, calendarOf, nowMs).all) {
    if (clock.isOpen && clock.due !== null && (next?.due ?? Infinity) > clock.due) next = clock;
  }
  if (!next || next.due === null) return undefined;
  return { kind: next.kind, dueAt: new Date(next.due).toISOString(), provisional: next.isProvisional };
}

function runOf(
  facts: readonly SlaFact[],
  first: CaseParties,
  limits: ItemLimits | null,
  calendarOf: CalendarOf,
  nowMs: number,
): ClockRun {
  const isHandedOver = facts.some(({ type }) => type === 'handover.instructed');
  const run = new ClockRun(first, limits, calendarOf, isHandedOver);
  for (const fact of facts) run.take(fact);
  run.runTo(nowMs);
  return run;
}
