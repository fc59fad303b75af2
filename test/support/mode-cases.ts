import { randomUUID } from 'node:crypto';
import type { CaseView, CollectCase, CollectedView, TimelineView } from '#contracts';
import { anApplication } from './builders.js';
import type { Desk, ThreeCities } from './three-cities.js';
import { until } from './until.js';

const materials = (codes: readonly string[], form: 'PAPER' | 'ELECTRONIC') =>
  codes.map((code) => ({ code, form, originalSeen: form === 'PAPER', copies: form === 'PAPER' ? 1 : 0 }));

/** 社会保障卡补换 of 长沙, which 湘潭 may take in and decide in its name. */
export const aCardReplacement = (changes: Partial<CollectCase> = {}): CollectCase => ({
  homeCity: '430100',
  itemCode: 'CS-SB-002',
  mode: 'DELEGATED',
  application: {
    ...anApplication(null),
    form: { reason: '遗失' },
    materials: materials(['M01'], 'PAPER'),
  },
  ...changes,
});

/** 开具有无犯罪记录证明 of 长沙, which any of the cities decides by its own power. */
export const aCleanRecord = (changes: Partial<CollectCase> = {}): CollectCase => ({
  homeCity: '430100',
  itemCode: 'CS-GA-005',
  mode: 'DIRECT',
  application: {
    ...anApplication(null),
    form: { purpose: '求职' },
    materials: materials(['M01'], 'PAPER'),
  },
  ...changes,
});

/** 开具户籍类证明 of 长沙, a thing that other cities have in their lists as well. */
export const aHouseholdProof = (changes: Partial<CollectCase> = {}): CollectCase => ({
  homeCity: '430100',
  itemCode: 'CS-GA-001',
  mode: 'PROXY_COLLECT',
  application: {
    ...anApplication(null),
    form: { proofKind: '曾用名证明', purpose: '办理入学' },
    materials: materials(['M01', 'M02'], 'PAPER'),
  },
  ...changes,
});

/** The same handed in as electronic copies. */
export function online(form: CollectCase): CollectCase {
  const { application } = form;
  const codes = application.materials.map(({ code }) => code);
  return { ...form, mode: 'ONLINE', application: { ...application, materials: materials(codes, 'ELECTRONIC') } };
}

export const collect = (clerk: Desk, form: CollectCase): Promise<CollectedView> =>
  clerk.ask<CollectedView>('collectCase', form, { commandId: randomUUID() });

/** Waits until a desk sees the case in a status; gives the case. */
export const untilSeen = (desk: Desk, caseNo: string, status: string): Promise<CaseView> =>
  until(`${caseNo} is ${status}`, async () => {
    const view = await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null);
    return view?.status === status && view;
  });

/** Waits until a desk has all items and the pickup points of these cities. */
export async function untilListed(desk: Desk, homes: readonly string[]): Promise<void> {
  await until('the lists of all are here', async () => {
    for (const homeCity of homes) {
      const { total } = await desk.ask<{ total: number }>('listItems', { homeCity });
      if (total < 40) return false;
      const points = await desk.ask<{ total: number }>('listPickupPoints', { city: homeCity });
      if (points.total === 0) return false;
    }
    const delegations = await desk.ask<unknown[]>('listDelegations', {});
    return delegations.length >= 2;
  });
}

export interface StoredFact {
  author: string;
  type: string;
  data: string | null;
  kept_reason: string | null;
}

/** The facts of a case as a city stores them. */
export const factsAt = (cities: ThreeCities, city: string, caseNo: string): Promise<StoredFact[]> =>
  cities.sql<StoredFact>(city, 'select author, type, data, kept_reason from event where lane = $1 order by id', [
    `case/${caseNo}`,
  ]);

/** The story of a case as a desk reads it: fact, city, and whether it had effect. */
export async function storyAt(desk: Desk, caseNo: string): Promise<[string, string, boolean][]> {
  const { entries } = await desk.ask<TimelineView>('caseTimeline', { caseNo });
  return entries.map(({ type, city, effective }) => [type, city, effective]);
}
