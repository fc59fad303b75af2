import { makeCaseNo, makeResidentId, type HandlingMode, type ServiceItemDefinition } from '#contracts';
import { chinaDayAt, dayText, endOfDay, type ChinaDay } from '../../../apps/city-node/src/sla/china-day.rules.js';
import type { WorkCalendar } from '../../../apps/city-node/src/sla/working-calendar.rules.js';
import type { Chance } from './chance.js';

/** A fact of a sample case: who states it, when, and what it says. */
export interface SampleFact {
  city: string;
  type: string;
  typeVersion?: number;
  act?: string;
  atMs: number;
  actor: { role: 'clerk' | 'reviewer' | 'pickup' | 'node'; id: string };
  body: object;
  assigns?: { role: 'collecting' | 'home' | 'pickup'; city: string }[];
}

/** Where and when a sample case begins, and how well it goes. */
export interface SampleBeginning {
  collecting: string;
  home: string;
  item: ServiceItemDefinition;
  mode: HandlingMode;
  windowId: string;
  pointId: string | null;
  day: ChinaDay;
  calendars: (city: string) => WorkCalendar;
  /** So many of a hundred are decided late, and accepted late. */
  latePercent: number;
}

export interface SampleCase {
  caseNo: string;
  facts: SampleFact[];
}

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
/** Working days in which a window has to forward what it took in, and in which a yellow card has to be answered. */
const [FORWARD_WITHIN, REPLY_WITHIN] = [1, 3] as const;
const NAMES = ['示例甲', '示例乙', '示例丙', '示例丁', '欧阳示例', '司马示例'] as const;
const atOffice = (day: ChinaDay, chance: Chance): number =>
  endOfDay(day) - DAY_MS + (9 * 60 + chance.between(0, 460)) * MINUTE + chance.between(0, 59_999);

/** Tells one fictitious case from its collecting to its end; what would lie after `untilMs` has not happened yet. */
export function sampleCase(begin: SampleBeginning, chance: Chance, untilMs: number): SampleCase {
  const told = new Told(begin, chance);
  told.tell();
  return {
    caseNo: told.caseNo,
    facts: told.facts.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs),
  };
}

class Told {
  readonly caseNo: string;
  readonly facts: SampleFact[] = [];
  private now: number;
  private readonly clerk = { role: 'clerk', id: 'clerk1' } as const;
  private readonly reviewer = { role: 'reviewer', id: 'reviewer1' } as const;

  constructor(
    private readonly begin: SampleBeginning,
    private readonly chance: Chance,
  ) {
    const { home, collecting, day } = begin;
    this.caseNo = makeCaseNo({ home, collecting, onDate: dayText(day).replaceAll('-', ''), random: chance.bytes(5) });
    this.now = atOffice(day, chance);
  }

  tell(): void {
    const { begin, chance } = this;
    this.collected();
    const isLate = chance.of100(begin.latePercent);
    if (chance.of100(2)) this.workingDays(begin.collecting, chance.between(2, 4));
    else this.now += chance.between(1, 25) * MINUTE;
    const collectedMs = this.facts[0]?.atMs ?? this.now;
    const forwardBy = endOfDay(
      begin.calendars(begin.collecting).addWorkingDays(chinaDayAt(collectedMs), FORWARD_WITHIN),
    );
    if (this.now > forwardBy) this.carded('forwarding', 'CLOCK', collectedMs, forwardBy);
    if (chance.of100(1))
      return this.say(begin.collecting, 'case.withdrawn', this.clerk, { reason: '示例：申请人改变主意' });
    this.say(begin.collecting, 'case.submitted', this.clerk, { homeCity: begin.home });
    const submittedAt = new Date(this.now).toISOString();
    this.now += begin.home === begin.collecting ? 0 : chance.between(300, 9000);
    this.say(begin.home, 'case.received', { role: 'node', id: 'node' }, { submittedAt });
    if (chance.of100(6)) this.corrected();
    this.accepted(isLate && chance.of100(30));
    if (this.isOver) return;
    this.decided(isLate);
    if (!this.isOver) this.handedOver();
  }

  private isOver = false;

  private say(
    city: string,
    type: string,
    actor: SampleFact['actor'],
    body: object,
    more: Partial<SampleFact> = {},
  ): void {
    this.facts.push({ city, type, actor, body, atMs: this.now, ...more });
  }

  /** Goes on so many working days of a city later, in office hours. */
  private workingDays(city: string, days: number): void {
    const later = atOffice(this.begin.calendars(city).addWorkingDays(chinaDayAt(this.now), days), this.chance);
    this.now = days === 0 ? this.now + this.chance.between(5, 90) * MINUTE : later;
  }

  private collected(): void {
    const { collecting, home, item, mode, windowId, pointId } = this.begin;
    const born = `19${this.chance.between(50, 99)}${two(this.chance.between(1, 12))}${two(this.chance.between(1, 28))}`;
    const serial = String(this.chance.between(0, 999)).padStart(3, '0');
    const delivery = pointId === null ? { kind: 'ELECTRONIC' } : { kind: 'PICKUP', city: collecting, pointId };
    const body = {
      ...{ itemCode: item.itemCode, itemVersion: item.version, itemName: item.name, mode },
      ...{ receiptNo: `SJ${this.caseNo.slice(2)}-1`, windowId, urgency: 'NORMAL' },
      application: {
        applicant: {
          ...{ type: 'NATURAL', name: this.chance.one(NAMES), certificateType: '111', phone: '13907320000' },
          certificateNo: makeResidentId('430302', born, serial),
        },
        identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
        form: {},
        materials: item.materials.map(({ code }) => ({ code, form: 'PAPER', originalSeen: true, copies: 1 })),
        delivery,
        note: '示例年度数据',
        noticeGivenAt: new Date(this.now).toISOString(),
      },
      ...{ agreement: null, papers: 'SCAN_SUFFICES' },
    };
    const assigns = [
      { role: 'collecting', city: collecting },
      { role: 'home', city: home },
    ] as const;
    this.say(collecting, 'case.collected', this.clerk, body, { typeVersion: 2, act: mode, assigns: [...assigns] });
  }

  private corrected(): void {
    const { home, collecting, calendars } = this.begin;
    this.workingDays(home, this.chance.between(0, 3));
    const dueOn = dayText(calendars(home).addWorkingDays(chinaDayAt(this.now), 10));
    const defect = {
      kind: 'MATERIAL',
      code: 'M01',
      problem: '示例：扫描件不清晰',
      remedy: '示例：重新扫描',
      visibleBefore: false,
    };
    const noticeNo = `BZ${this.caseNo.slice(2)}-1`;
    this.say(home, 'correction.requested', this.reviewer, { noticeNo, round: 1, dueOn, defects: [defect] });
    this.workingDays(collecting, this.chance.between(1, 12));
    const material = { code: 'M01', form: 'PAPER', originalSeen: true, copies: 1 };
    this.say(collecting, 'correction.supplied', this.clerk, { form: {}, materials: [material] });
  }

  private accepted(isLate: boolean): void {
    const { home, item, calendars } = this.begin;
    const within = item.acceptWithinWorkingDays;
    const [from, due] = [this.now, endOfDay(calendars(home).addWorkingDays(chinaDayAt(this.now), within))];
    this.workingDays(home, isLate ? within + this.chance.between(1, 3) : this.chance.between(0, Math.min(3, within)));
    if (this.now > due) this.carded('acceptance', 'DEEMED_ACCEPTED', from, due);
    const chance = this.chance.next() * 100;
    if (chance < 3 && this.now <= due) {
      this.isOver = true;
      const body = { reason: '示例：不属于本机关职权', legalGround: '示例依据', competentAuthority: '示例机关' };
      return this.say(home, 'case.refused', this.reviewer, body, { act: 'NOT_ACCEPTED' });
    }
    if (chance < 5 && this.now <= due) {
      this.isOver = true;
      return this.say(home, 'case.returned', this.reviewer, { reason: '示例：申请人要求退回' });
    }
    this.say(home, 'case.accepted', this.reviewer, { acceptanceNo: `SL${this.caseNo.slice(2)}` });
    // Silence has started the term before.
    if (this.now > due) this.handlingSince = from;
    else this.handlingSince = this.now;
  }

  private handlingSince = 0;

  private decided(isLate: boolean): void {
    const { home, item, calendars } = this.begin;
    const days = item.promiseLimit.amount;
    const since = this.handlingSince;
    const due = endOfDay(calendars(home).addWorkingDays(chinaDayAt(since), days));
    this.workingDays(
      home,
      isLate ? days + this.chance.between(1, 8) : Math.floor(days * (0.1 + 0.8 * this.chance.next())),
    );
    if (this.now > due) this.carded('promise', 'CLOCK', since, due);
    const { legalLimit } = item;
    const legalDue = endOfDay(calendars(home).addWorkingDays(chinaDayAt(since), legalLimit.amount));
    if (this.now > legalDue && legalLimit.unit === item.promiseLimit.unit) {
      this.carded('legal', 'CLOCK', since, legalDue, 'RED');
    }
    const body = { decisionNo: `JD${this.caseNo.slice(2)}`, reason: '示例：符合条件' };
    if (this.chance.of100(3)) {
      this.isOver = true;
      return this.say(home, 'case.decided', this.reviewer, { ...body, remedies: '示例' }, { act: 'REJECTED' });
    }
    this.say(home, 'case.decided', this.reviewer, body, { act: 'APPROVED' });
  }

  /** A card as a term is over. Most yellow ones are answered within a day or so, the others become red ones. */
  private carded(clock: string, ground: string, sinceMs: number, dueMs: number, level = 'YELLOW'): void {
    const { home, collecting, calendars } = this.begin;
    const [city, actor] = clock === 'forwarding' ? [collecting, this.clerk] : [home, this.reviewer];
    const started = new Date(sinceMs).toISOString().replace(/[-:.]/g, '');
    const back = this.now;
    const at = dueMs + this.chance.between(500, 4000);
    const give = (cardId: string, act: string, why: string, dueOn: string, givenAt: number): void => {
      this.now = givenAt;
      const body = { city, ground: why, clock, dueOn, overdueWorkingDays: 1, cardId };
      this.say(city, 'supervision.carded', { role: 'node', id: 'node' }, body, { act });
      this.workingDays(city, this.chance.between(1, REPLY_WITHIN - 1));
    };
    const [cardId, redId] = [level, 'RED'].map((one) => `${clock}-${started}-${one}`) as [string, string];
    give(cardId, level, ground, dayText(chinaDayAt(dueMs - 1)), at);
    const lastDay = calendars(city).addWorkingDays(chinaDayAt(at), REPLY_WITHIN);
    const isRed = level === 'YELLOW' && this.chance.of100(12);
    if (isRed) give(redId, 'RED', 'CARD_UNANSWERED', dayText(lastDay), endOfDay(lastDay) + 1000);
    this.say(city, 'supervision.replied', actor, { cardId: isRed ? redId : cardId, words: '示例：人手不足，已加派' });
    this.now = back;
  }

  private handedOver(): void {
    const { home, collecting, pointId, item } = this.begin;
    const { chance } = this;
    this.workingDays(home, chance.between(0, 2));
    const [resultName, resultNo] = [item.name, `JG${this.caseNo.slice(2)}`];
    const issuedAt = new Date(this.now).toISOString();
    this.say(home, 'result.issued', this.reviewer, { resultName, resultNo, issuedAt, validUntil: null });
    if (pointId === null) return;
    this.now += 1000;
    const recipient = { recipientName: '示例', certificateTail: '0000', recipientPhone: '13907320000' };
    this.say(
      home,
      'handover.instructed',
      this.reviewer,
      { pointId, resultName, ...recipient, agentMayCollect: 'NO' },
      { assigns: [{ role: 'pickup', city: collecting }] },
    );
    this.workingDays(collecting, chance.of100(4) ? chance.between(9, 14) : chance.between(1, 4));
    const desk = { role: 'pickup', id: 'pickup1' } as const;
    const shelfUntil = new Date(this.now + 30 * DAY_MS).toISOString();
    this.say(collecting, 'pickup.ready', desk, { pointId, shelfUntil });
    this.workingDays(collecting, chance.of100(3) ? chance.between(14, 18) : chance.between(0, 8));
    this.say(collecting, 'pickup.done', desk, { pointId, identityMethod: 'CARD_READER', receivedBy: 'APPLICANT' });
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
