import type { CaseView, TimelineView } from '#contracts';
import { fitted } from '../columns.js';
import type { Desk } from '../desk.js';
import { LocalSetupError } from '../local-folder.js';
import type { Outage } from '../outage.js';
import { moveClockTo } from '../rehearsal-clock.js';
import { dayAndTime, tell } from '../telling.js';
import { waitFor } from '../wait-for.js';

/** What a story has to play with: sign-ins at the cities, and a city that can be taken down. */
export interface Stage {
  /** Signs a person of a city's sample data in, at the time of the programs' clock. */
  desk(city: City, username: string): Promise<Desk>;
  outage(city: City): Outage;
}

export type City = '430100' | '430200' | '430300';
export const CHANGSHA: City = '430100';
export const ZHUZHOU: City = '430200';
export const XIANGTAN: City = '430300';

/** One story of the demo, played over the HTTP interface against the running system. */
export interface Story {
  /** Short name for the command line. */
  readonly name: string;
  readonly title: string;
  /** Mode or path that it shows, in the field's words. */
  readonly shows: string;
  /** Plays it; returns the numbers of its cases. Throws where the system does something else than the story says. */
  play(stage: Stage): Promise<readonly string[]>;
}

/** The window in 湘潭 and the reviewer in 长沙, signed in at the time of the programs' clock. */
export function clerkAndReviewer(stage: Stage): Promise<[Desk, Desk]> {
  return Promise.all([stage.desk(XIANGTAN, 'clerk1'), stage.desk(CHANGSHA, 'reviewer1')]);
}

/** Waits until a city sees a case in one of these states. */
export function seenAs(desk: Desk, caseNo: string, ...statuses: CaseView['status'][]): Promise<CaseView> {
  return waitFor(`在${desk.city.name}看到${statuses.join('或')}`, async () => {
    const view = await desk.caseIfThere(caseNo);
    return view !== undefined && statuses.includes(view.status) && view;
  });
}

/** Moves the clock to the morning after the last day of a case's next term, which has to be of this kind. */
export async function moveClockPastTerm(desk: Desk, caseNo: string, kind: CaseView['dueKind']): Promise<void> {
  const dueOn = await waitFor(`在${desk.city.name}看到期限`, async () => {
    const view = await desk.caseIfThere(caseNo);
    return view?.dueKind === kind && (view.dueOn ?? undefined);
  });
  await moveClockTo(new Date(Date.parse(dueOn) + 24 * 3600_000).toISOString().slice(0, 10));
}

/** Tells the timelines of two cities beside each other, with holder and working time, and that they are equal. */
export async function tellTimelines(caseNo: string, ...desks: readonly Desk[]): Promise<void> {
  const read = (): Promise<TimelineView[]> =>
    Promise.all(desks.map((desk) => desk.get<TimelineView>(`/cases/${caseNo}/timeline`)));
  const views = await waitFor('各市的记录一致', async () => {
    const found = await read();
    return new Set(found.map(hashesOf)).size === 1 && found;
  });
  tell.turn(views.map((view) => view.cityName).join('、'), `各自的全程记录（${views[0]?.statusZh ?? ''}）`);
  const [left, right] = views;
  if (!left) throw new LocalSetupError('没有记录');
  if (right) tell.columns(column(left), column(right));
  else for (const line of column(left)) tell.note(line);
  tellHolders(left);
  if (right && holdersOf(left) !== holdersOf(right)) throw new LocalSetupError('两市的责任时钟不一致');
  tell.done(
    `${views.length === 1 ? '' : '各市'}记录 ${left.entries.length} 条${right ? '，次序、摘要与责任时钟相同' : ''}`,
  );
}

function column({ cityName, entries }: TimelineView): string[] {
  return [
    `${cityName}的记录`,
    ...entries.map((entry, at) => {
      const mark = entry.effective ? ' ' : '×';
      const city = entry.cityName.replace(/市$/, '');
      return `${String(at + 1).padStart(2)}${mark}${dayAndTime(entry.at)} ${city} ${fitted(entry.zh, 12)} ${entry.hash.slice(0, 6)}`;
    }),
  ];
}

/** Who had the case how long, in working time. */
function tellHolders({ holders }: TimelineView): void {
  const told = holders.totals
    .filter(({ workingMinutes }) => workingMinutes > 0)
    .map(({ holderZh, workingMinutes }) => `${holderZh} ${inWorkingTime(workingMinutes)}`);
  tell.note(`责任时钟（工作时间）：${told.length > 0 ? told.join('，') : '全程不足一分钟，或不在工作时间内'}`);
}

function inWorkingTime(minutes: number): string {
  const days = minutes / (8 * 60);
  return days >= 1 ? `${days.toFixed(1)} 个工作日` : `${minutes} 分钟`;
}

const hashesOf = ({ entries }: TimelineView): string => entries.map(({ hash }) => hash).join();
const holdersOf = ({ holders }: TimelineView): string =>
  JSON.stringify(holders.spans.map(({ holder, city, from, to }) => [holder, city, from, to]));
