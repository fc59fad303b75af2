import {
  CASE_STATUS_NAMES,
  TongbanError,
  type CaseCollectedV2,
  type CaseTimesView,
  type JointPart,
  type JointPartView,
  type JointTask,
  type JointView,
  type ServiceItemDefinition,
} from '#contracts';
import { rows, type Database } from '../../db/database.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import type { CatalogueService } from '../../service-items/catalogue.service.js';
import type { Calendars } from '../../sla/calendars.js';
import { chinaDay, chinaDayAt, dayText } from '../../sla/china-day.rules.js';
import { caseLane } from '../case-file.js';
import { jointDue, type DuePart, type PartDue } from './joint-due.rules.js';
import { isDone, partStates } from './joint-next.rules.js';
import { readJointCase, type JointCase } from './joint-reads.js';

export interface JointViewDoors {
  db: Database;
  directory: DirectoryService;
  catalogue: CatalogueService;
  calendars: Calendars;
  /** Clocks and holder of one case. */
  timesOf: (caseNo: string) => Promise<CaseTimesView>;
}

/** 联办进度: the graph of the parts with status, due day and holder. */
export class JointViews {
  constructor(private readonly doors: JointViewDoors) {}

  /** Throws case_not_found; of a case that has nothing to do with 联办 all is empty. */
  async view(caseNo: string): Promise<JointView> {
    const { joint, collected } = await this.doors.db.transaction(async (tx) => {
      const [found] = await rows<{ data: string | null }>(
        tx,
        `select (select data from event where lane = $1 and type = 'case.collected' and kept_reason is null) as data
         from case_file where case_no = $2`,
        [caseLane(caseNo), caseNo],
      );
      if (!found) throw new TongbanError('case_not_found', { caseNo });
      const body = found.data === null ? null : (JSON.parse(found.data) as { body: CaseCollectedV2 }).body;
      return { joint: await readJointCase(tx, caseNo), collected: body };
    });
    const part = { caseNo, parent: collected?.parent ?? null, products: collected?.products ?? [] };
    if (!joint) return { ...part, onRefusal: null, parts: [], dueOn: null, provisional: false, tasks: [] };
    return { ...part, onRefusal: joint.onRefusal, ...(await this.graph(joint)), tasks: this.tasks(joint) };
  }

  /** Last day of the whole as its parts stand now. */
  async term(joint: JointCase): Promise<{ dueOn: string; provisional: boolean }> {
    const { dueOn, provisional } = await this.graph(joint);
    return { dueOn, provisional };
  }

  private async graph(joint: JointCase): Promise<Pick<JointView, 'parts' | 'provisional'> & { dueOn: string }> {
    const states = partStates(joint, joint.status === 'JOINT_HANDLING');
    const times = new Map<string, CaseTimesView>();
    for (const [key, caseNo] of joint.opened) times.set(key, await this.doors.timesOf(caseNo));
    const dues: DuePart[] = [];
    for (const part of joint.plan.parts) {
      const state = states.get(part.key);
      const item = await this.itemOf(part);
      const closedAt = joint.closedAt.get(part.key);
      const clock = times.get(part.key)?.clocks.find(({ kind, dueOn }) => kind === 'promise' && dueOn !== null);
      dues.push({
        key: part.key,
        after: part.after,
        promise: item.promiseLimit,
        acceptWithinWorkingDays: item.acceptWithinWorkingDays,
        calendar: this.doors.calendars.of(part.homeCity),
        runs: clock?.dueOn ? chinaDay(clock.dueOn) : null,
        closed: closedAt === undefined ? null : chinaDayAt(Date.parse(closedAt)),
        counts: state !== 'SKIPPED',
      });
    }
    const due = jointDue(dues, chinaDayAt(Date.parse(joint.collectedAt)));
    const parts = joint.plan.parts.map((part): JointPartView => {
      const status = joint.statuses.get(part.key) ?? null;
      const { day, provisional } = due.parts.get(part.key) as PartDue;
      const { key, name, homeCity, itemCode, mode, after } = part;
      return {
        ...{ key, name, homeCity, itemCode, mode, after },
        cityName: this.doors.directory.current.nameOf(homeCity),
        state: states.get(key) ?? 'WAITING',
        caseNo: joint.opened.get(key) ?? null,
        status,
        statusZh: status && CASE_STATUS_NAMES[status],
        dueOn: dayText(day),
        provisional,
        holder: times.get(key)?.holder ?? null,
      };
    });
    return { parts, dueOn: dayText(due.whole.day), provisional: due.whole.provisional };
  }

  private async itemOf({ homeCity, itemCode, itemVersion }: JointPart): Promise<ServiceItemDefinition> {
    return (await this.doors.catalogue.find(homeCity, itemCode, itemVersion)).definition;
  }

  /** COMPENSATE: what was done is undone by the cities that did it; people see to that. */
  private tasks({ status, onRefusal, plan, opened, statuses }: JointCase): JointTask[] {
    if (status !== 'JOINT_ABORTED' || onRefusal !== 'COMPENSATE') return [];
    return plan.parts.flatMap(({ key, name, homeCity }) => {
      const now = statuses.get(key);
      if (now === undefined || !isDone(now)) return [];
      const zh = `联办已终止，请${this.doors.directory.current.nameOf(homeCity)}依法撤销“${name}”已作出的决定`;
      return [{ part: key, caseNo: opened.get(key) ?? '', city: homeCity, zh }];
    });
  }
}
