import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { subjects, TongbanError, type CaseStatus } from '#contracts';
import type { Database } from '../../db/database.js';
import type { NatsTransport } from '../../exchange/transport/nats-transport.js';
import { keepJointTerm } from '../../sla/joint-term.js';
import type { ActDone } from '../act-groups.js';
import type { CaseDesk, CommandContext } from '../case-desk.service.js';
import { jointSteps, type JointSteps } from './joint-next.rules.js';
import { openJointCases, productsOf, readJointCase, type JointCase } from './joint-reads.js';
import { partInput, type Collecting } from './joint.service.js';

/** Between looks at all joint cases under way: so much a lost hint costs. */
const LOOK_MS = 3000;
/** Hints that come close together are looked at together. */
const GATHER_MS = 50;
const NOTES = { DONE: '全部分件办结', PARTIAL: '部分分件办结', ABORTED: '联办终止' } as const;

export interface JointRunnerDoors {
  self: string;
  db: Database;
  desk: CaseDesk;
  collecting: Pick<Collecting, 'collect'>;
  transport: NatsTransport;
  isLeading: () => boolean;
  /** Last day of a joint case as its parts stand now. */
  termOf: (joint: JointCase) => Promise<{ dueOn: string; provisional: boolean }>;
  /** Today in China, and what else a term is counted by that is no fact: a term is counted anew when it changes. */
  countedBy: () => string;
  log: Logger;
}

/**
 * 联办: takes joint cases on as their parts get on, on the leading replica. Each step is an act with a command id of
 * its own, so that it is done once whoever does it, and however often it is tried.
 */
export class JointRunner {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  /** What the term of each joint case under way was counted from last. */
  private counted = new Map<string, string>();

  constructor(private readonly doors: JointRunnerDoors) {}

  /** Looks whenever a case of this city changed, and every few seconds. */
  start(): void {
    const { transport, self } = this.doors;
    transport.whenConnected(() => {
      transport.subscribe(subjects.live(self, 'cases'), undefined, () => this.wake(GATHER_MS));
    });
    this.wake(0);
  }

  /** Lets the look in hand end. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private wake(ms: number): void {
    if (this.stopped) return;
    if (this.looking) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => {
        this.looking = undefined;
        const next = this.again ? GATHER_MS : LOOK_MS;
        this.again = false;
        this.wake(next);
      });
    }, ms).unref();
  }

  private async look(): Promise<void> {
    const { self, db, log, isLeading } = this.doors;
    if (!db.ready || !isLeading()) return;
    try {
      const before = this.counted;
      this.counted = new Map();
      for (const caseNo of await openJointCases(db, self)) {
        if (this.stopped) return;
        const joint = await this.advance(caseNo);
        if (joint) await this.count(joint, before.get(caseNo));
      }
    } catch (error) {
      log.warn({ err: error }, 'joint cases are not looked at; trying again');
    }
  }

  /** Keeps the term of a joint case where what it is counted from has changed. */
  private async count(joint: JointCase, before: string | undefined): Promise<void> {
    const from = `${joint.state} ${this.doors.countedBy()}`;
    if (from !== before) await keepJointTerm(this.doors.db, joint.caseNo, await this.doors.termOf(joint));
    this.counted.set(joint.caseNo, from);
  }

  /** Takes one joint case on as far as it goes now; gives it as it stands then, or null where it is over; a part that cannot be opened is logged and tried again. */
  async advance(caseNo: string): Promise<JointCase | null> {
    try {
      // Each round states something, or it is the last.
      for (let moved = true; moved && !this.stopped;) {
        const joint = await this.doors.db.transaction((tx) => readJointCase(tx, caseNo));
        if (joint?.status !== 'JOINT_HANDLING') return null;
        moved = await this.take(joint, jointSteps(joint));
        if (!moved) return joint;
      }
    } catch (error) {
      const errorCode = error instanceof TongbanError ? error.code : undefined;
      this.doors.log.warn({ caseNo, errorCode, err: error }, 'a joint case does not get on; trying again');
    }
    return null;
  }

  private async take(joint: JointCase, steps: JointSteps): Promise<boolean> {
    for (const { key, status } of steps.close) await this.closePart(joint, key, status);
    for (const key of steps.open) await this.openPart(joint, key);
    for (const key of steps.withdraw) await this.withdraw(joint, key);
    if (steps.end !== null) await this.end(joint, steps.end);
    return steps.close.length + steps.open.length > 0;
  }

  private async openPart(joint: JointCase, key: string): Promise<void> {
    const part = joint.plan.parts.find((one) => one.key === key);
    if (!part) throw new RangeError(`no part ${key}`);
    const isLast = joint.plan.parts.every(({ after }) => !after.includes(key));
    const input = partInput(part, joint.collected.application, joint.collected.urgency, isLast);
    const products = await this.doors.db.transaction((tx) => productsOf(tx, joint, part.after));
    const parent = { caseNo: joint.caseNo, part: key };
    const done = await this.doors.collecting.collect(contextOf(joint, key), input, { parent, products });
    const caseNo = done.repeated ? done.caseNo : done.file.case_no;
    await this.state(joint, `${key}/opened`, 'joint-part-open', 'joint.part.opened', { key, caseNo });
  }

  private closePart(joint: JointCase, key: string, status: CaseStatus): Promise<ActDone> {
    const body = { key, caseNo: joint.opened.get(key), status };
    return this.state(joint, `${key}/closed`, 'joint-part-close', 'joint.part.closed', body);
  }

  private end(joint: JointCase, act: keyof typeof NOTES): Promise<ActDone> {
    const action = { DONE: 'joint-done', PARTIAL: 'joint-partial', ABORTED: 'joint-abort' }[act];
    return this.state(joint, 'end', action, 'joint.closed', { note: NOTES[act] }, act);
  }

  /** Asked once; what its city answers is its own to say. */
  private async withdraw(joint: JointCase, key: string): Promise<void> {
    const isHere = joint.statuses.get(key) === 'COLLECTED';
    const action = isHere ? 'withdraw-here' : 'request-withdrawal';
    const type = isHere ? 'case.withdrawn' : 'withdrawal.requested';
    const body = { reason: '联办事项中另一分件未能办成，按联办方案终止' };
    const caseNo = joint.opened.get(key) ?? '';
    const actor = { role: 'node', id: 'joint' } as const;
    try {
      await this.doors.desk.act(contextOf(joint, `${key}/withdraw`), caseNo, action, () => [{ type, body, actor }]);
    } catch (error) {
      // Decided meanwhile, or asked for already at the window: it goes on by itself.
      if (!(error instanceof TongbanError && error.code === 'action_not_allowed')) throw error;
    }
  }

  private state(
    joint: JointCase,
    step: string,
    action: string,
    type: string,
    body: object,
    act?: string,
  ): Promise<ActDone> {
    const actor = { role: 'node', id: 'joint' } as const;
    const fact = { type, body, actor, ...(act ? { act } : {}) };
    return this.doors.desk.act(contextOf(joint, step), joint.caseNo, action, () => [fact]);
  }
}

/** The node acts for the window that took the joint case in; the same step has the same command id for ever. */
function contextOf({ caseNo, collected }: JointCase, step: string): CommandContext {
  const commandId = `joint/${caseNo}/${step}`;
  return {
    user: { username: 'joint', displayName: '联办', role: 'clerk', windowId: collected.windowId },
    commandId,
    commandHash: createHash('sha256').update(commandId).digest(),
    ifMatch: null,
    requestId: commandId,
  };
}
