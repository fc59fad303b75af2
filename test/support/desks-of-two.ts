import type { CaseView, CollectCase, CollectedView } from '#contracts';
import { CHANGSHA, threeCities, XIANGTAN, type Desk, type ThreeCities } from './three-cities.js';
import type { MovingClock } from './moving-clock.js';
import { until } from './until.js';

/** 湘潭 collects and 长沙 decides, with the people of both. */
export interface DesksOfTwo {
  cities: ThreeCities;
  clerk: Desk;
  reviewer: Desk;
  /** Signs people in anew, after time was made to pass. */
  signIn: () => Promise<void>;
  /** Waits until a desk sees the case in a status. */
  at: (desk: Desk, caseNo: string, status: string) => Promise<CaseView>;
  /** A case that 长沙 has received. */
  received: (form: CollectCase) => Promise<string>;
  /** Has 承办 and 审核 signed by two people of 长沙; a third is given back, who may decide. */
  signedByTwo: (caseNo: string) => Promise<Desk>;
}

/** Starts both cities and waits until 湘潭 has the list of 长沙. */
export async function desksOfTwo(name: string, clock?: MovingClock): Promise<DesksOfTwo> {
  const cities = await threeCities(name, { cities: [CHANGSHA, XIANGTAN], ...(clock ? { clock } : {}) });
  const people = async () => ({
    clerk: await cities.signIn(XIANGTAN, 'clerk1'),
    reviewer: await cities.signIn(CHANGSHA, 'reviewer1'),
  });
  const desks: DesksOfTwo = {
    cities,
    ...(await people()),
    signIn: async () => void Object.assign(desks, await people()),
    at: (desk, caseNo, status) =>
      until(`${caseNo} is ${status}`, async () => {
        const view = await desk.ask<CaseView>('getCase', { caseNo }).catch(() => null);
        return view?.status === status && view;
      }),
    received: async (form) => {
      const { caseNo } = await desks.clerk.ask<CollectedView>('collectCase', form);
      await desks.at(desks.reviewer, caseNo, 'RECEIVED');
      return caseNo;
    },
    signedByTwo: async (caseNo) => {
      const second = await cities.signIn(CHANGSHA, 'reviewer2');
      const opinion = { caseNo, opinion: 'AGREE', words: '材料齐全，符合条件' };
      await desks.reviewer.act('noteOpinion', { ...opinion, step: 'HANDLE' } as never);
      await second.act('noteOpinion', { ...opinion, step: 'REVIEW' } as never);
      return cities.signIn(CHANGSHA, 'reviewer3');
    },
  };
  await until('the list of 长沙 is here', async () => {
    return (await desks.clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
  });
  return desks;
}
