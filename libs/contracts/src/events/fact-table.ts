import type { ClassConstructor } from 'class-transformer';
import { HANDLING_MODES, type HandlingMode } from '../codes/handling-mode.js';
import { ServiceItemDefinition } from '../service-item.js';
import { CalendarYear } from './calendar-facts.js';
import {
  CaseAccepted,
  CaseCollected,
  CaseDecided,
  CaseReceived,
  CaseRefused,
  CaseSubmitted,
  HandoverInstructed,
  PickupDone,
  PickupReady,
  ResultIssued,
} from './case-facts.js';
import { PickupPoint } from './catalogue-facts.js';
import type { CityRole } from './event-payload.js';

/** One row of the normative table fact × mode × owner role × reader roles. */
export interface FactRule {
  type: string;
  version: number;
  lane: 'case' | 'catalogue' | 'calendar';
  zh: string;
  /** Modes in which the fact exists; the home city is the only decider outside DIRECT and DELEGATED. */
  modes: readonly HandlingMode[];
  /** Who may state it. In a catalogue lane the owner is the city the lane is named after. */
  owner: CityRole | 'lane-city';
  /** Who gets its data; every party of the case gets the event itself. */
  readers: readonly (CityRole | 'partners')[];
  /** Ends the fact can state; empty where `act` must be null. */
  acts: readonly string[];
  /** Role that the event may assign, if any. */
  assigns: readonly CityRole[];
  data: ClassConstructor<object>;
}

const all = HANDLING_MODES;

export const FACT_TABLE: readonly FactRule[] = [
  {
    type: 'case.collected',
    version: 1,
    lane: 'case',
    zh: '收件',
    modes: all,
    owner: 'collecting',
    readers: ['home'],
    acts: [],
    assigns: ['collecting', 'home'],
    data: CaseCollected,
  },
  {
    type: 'case.submitted',
    version: 1,
    lane: 'case',
    zh: '转递',
    modes: all,
    owner: 'collecting',
    readers: ['home'],
    acts: [],
    assigns: [],
    data: CaseSubmitted,
  },
  {
    type: 'case.received',
    version: 1,
    lane: 'case',
    zh: '属地签收',
    modes: all,
    owner: 'home',
    readers: ['collecting'],
    acts: [],
    assigns: [],
    data: CaseReceived,
  },
  {
    type: 'case.accepted',
    version: 1,
    lane: 'case',
    zh: '受理',
    modes: all,
    owner: 'home',
    readers: ['collecting'],
    acts: [],
    assigns: [],
    data: CaseAccepted,
  },
  {
    type: 'case.refused',
    version: 1,
    lane: 'case',
    zh: '不予受理或不受理',
    modes: all,
    owner: 'home',
    readers: ['collecting'],
    acts: ['NOT_ACCEPTED', 'NOT_REQUIRED'],
    assigns: [],
    data: CaseRefused,
  },
  {
    type: 'case.decided',
    version: 1,
    lane: 'case',
    zh: '办结',
    modes: all,
    owner: 'home',
    readers: ['collecting'],
    acts: ['APPROVED', 'REJECTED'],
    assigns: [],
    data: CaseDecided,
  },
  {
    type: 'result.issued',
    version: 1,
    lane: 'case',
    zh: '出证',
    modes: all,
    owner: 'home',
    readers: ['collecting'],
    acts: [],
    assigns: [],
    data: ResultIssued,
  },
  {
    type: 'handover.instructed',
    version: 1,
    lane: 'case',
    zh: '交付指示',
    modes: all,
    owner: 'home',
    readers: ['pickup', 'collecting'],
    acts: [],
    assigns: ['pickup'],
    data: HandoverInstructed,
  },
  {
    type: 'pickup.ready',
    version: 1,
    lane: 'case',
    zh: '到点待领',
    modes: all,
    owner: 'pickup',
    readers: ['collecting', 'home'],
    acts: [],
    assigns: [],
    data: PickupReady,
  },
  {
    type: 'pickup.done',
    version: 1,
    lane: 'case',
    zh: '领取',
    modes: all,
    owner: 'pickup',
    readers: ['collecting', 'home'],
    acts: [],
    assigns: [],
    data: PickupDone,
  },
  {
    type: 'catalogue.item.published',
    version: 1,
    lane: 'catalogue',
    zh: '事项发布',
    modes: all,
    owner: 'lane-city',
    readers: ['partners'],
    acts: [],
    assigns: [],
    data: ServiceItemDefinition,
  },
  {
    type: 'pickup.point.published',
    version: 1,
    lane: 'catalogue',
    zh: '领取点发布',
    modes: all,
    owner: 'lane-city',
    readers: ['partners'],
    acts: [],
    assigns: [],
    data: PickupPoint,
  },
  {
    type: 'calendar.year.published',
    version: 1,
    lane: 'calendar',
    zh: '工作日历发布',
    modes: all,
    owner: 'lane-city',
    readers: ['partners'],
    acts: [],
    assigns: [],
    data: CalendarYear,
  },
];

const byKey = new Map(FACT_TABLE.map((rule) => [`${rule.type}@${rule.version}`, rule]));

/** The row of a type and version; undefined where this node does not know it (the event is then kept, not applied). */
export function factRule(type: string, version: number): FactRule | undefined {
  return byKey.get(`${type}@${version}`);
}
