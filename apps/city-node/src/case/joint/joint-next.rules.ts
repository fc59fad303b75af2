import type { CaseStatus, JointPart, JointPartState, RefusalRule } from '#contracts';

/** A joint case as its own facts tell it, with how its parts stand now. */
export interface JointProgress {
  onRefusal: RefusalRule;
  parts: readonly Pick<JointPart, 'key' | 'after'>[];
  /** Case numbers of parts that were opened. */
  opened: ReadonlyMap<string, string>;
  /** How parts were closed. */
  closed: ReadonlyMap<string, CaseStatus>;
  /** Status of each opened part now. */
  statuses: ReadonlyMap<string, CaseStatus>;
}

/** What the lead city does next; nothing of it twice, since all of it shows in the facts once it is done. */
export interface JointSteps {
  close: { key: string; status: CaseStatus }[];
  open: string[];
  /** Parts under way whose withdrawal is asked for, because another one ended without a result. */
  withdraw: string[];
  end: 'DONE' | 'PARTIAL' | 'ABORTED' | null;
}

const WITH_RESULT: readonly CaseStatus[] = ['ISSUED', 'READY_FOR_PICKUP', 'PICKED_UP'];
/** 不受理: no permit is needed, so whatever waited for it need not wait. */
const DONE: readonly CaseStatus[] = [...WITH_RESULT, 'NOT_REQUIRED'];
const WITHOUT_RESULT: readonly CaseStatus[] = [
  'NOT_ACCEPTED',
  'RETURNED',
  'WITHDRAWN',
  'CORRECTION_LAPSED',
  'DEFERRAL_LAPSED',
  'REJECTED',
  'REVOKED',
];

/** True if a part in this status has what the parts after it wait for. */
export const isDone = (status: CaseStatus): boolean => DONE.includes(status);

/** What follows from how the parts stand. */
export function jointSteps(progress: JointProgress): JointSteps {
  const { onRefusal, parts, opened, statuses } = progress;
  const closed = new Map(progress.closed);
  const close: JointSteps['close'] = [];
  for (const { key } of parts) {
    const status = statuses.get(key);
    if (closed.has(key) || status === undefined) continue;
    if (!isDone(status) && !WITHOUT_RESULT.includes(status)) continue;
    close.push({ key, status });
    closed.set(key, status);
  }
  const isOver = onRefusal !== 'PARTIAL' && [...closed.values()].some((status) => !isDone(status));
  const open = parts
    .filter(({ key, after }) => !opened.has(key) && !isOver && after.every((one) => isDoneIn(closed, one)))
    .map(({ key }) => key);
  const underWay = parts.filter(({ key }) => opened.has(key) && !closed.has(key)).map(({ key }) => key);
  const rests = open.length === 0 && underWay.length === 0;
  return { close, open, withdraw: isOver ? underWay : [], end: rests ? endOf(parts, closed, isOver) : null };
}

const isDoneIn = (closed: ReadonlyMap<string, CaseStatus>, key: string): boolean => {
  const status = closed.get(key);
  return status !== undefined && isDone(status);
};

function endOf(
  parts: JointProgress['parts'],
  closed: ReadonlyMap<string, CaseStatus>,
  isOver: boolean,
): JointSteps['end'] {
  const done = parts.filter(({ key }) => isDoneIn(closed, key)).length;
  if (isOver || done === 0) return 'ABORTED';
  return done === parts.length ? 'DONE' : 'PARTIAL';
}

/** State of each part for people; a part is skipped once one before it cannot be done any more. */
export function partStates(progress: JointProgress, isOpen: boolean): Map<string, JointPartState> {
  const states = new Map<string, JointPartState>();
  const lost = (key: string): boolean => states.get(key) === 'ENDED' || states.get(key) === 'SKIPPED';
  // Plans name parts in any order; each pass settles those whose predecessors are settled.
  for (let left = [...progress.parts]; left.length > 0;) {
    const now = left.filter(({ after }) => after.every((key) => states.has(key)));
    if (now.length === 0) throw new RangeError('parts wait for each other');
    for (const { key, after } of now) {
      // A result may be revoked after its part was closed.
      const status = progress.statuses.get(key) ?? progress.closed.get(key);
      if (status === undefined) states.set(key, !isOpen || after.some(lost) ? 'SKIPPED' : 'WAITING');
      else if (isDone(status)) states.set(key, 'DONE');
      else states.set(key, WITHOUT_RESULT.includes(status) ? 'ENDED' : 'OPEN');
    }
    left = left.filter(({ key }) => !states.has(key));
  }
  return states;
}
