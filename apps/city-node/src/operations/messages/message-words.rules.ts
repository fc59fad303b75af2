import { ERROR_CATALOGUE, isErrorCode, type MessageAct, type QueueEntry } from '#contracts';

export const ACT_NAMES: Readonly<Record<MessageAct, string>> = {
  RESEND: '重发',
  REAPPLY: '重新办理',
  RETURN: '退回对方',
  SETTLE: '办结',
};

/** A message as far as its words and acts depend on it. */
export interface StandingMessage {
  direction: 'in' | 'out';
  kind: QueueEntry['kind'];
  reason: string | null;
  partnerName: string;
  /** Acts so far, oldest first; `ours` where our operator acted. */
  acts: readonly { act: MessageAct; ours: boolean }[];
}

type Words = Pick<QueueEntry, 'what' | 'whose' | 'turn' | 'state' | 'acts'>;

/** What we cannot judge before we are upgraded, or mended. */
const WANTS_UPGRADE: ReadonlySet<string> = new Set(['fact_unknown', 'internal_error']);

export const reasonWords = (reason: string | null): string =>
  reason !== null && isErrorCode(reason) ? ERROR_CATALOGUE[reason].zh : (reason ?? '原因未注明');

/** What happened, whose turn it is, and what may be done, in words for an operator. */
export function messageWords(message: StandingMessage): Words {
  const { direction, kind, acts } = message;
  const state = stateOf(message);
  return {
    what: whatOf(message),
    ...turnOf(message, state),
    state,
    acts: kind === 'refused' ? [] : choices(direction, kind, state, acts),
  };
}

function stateOf({ acts }: StandingMessage): QueueEntry['state'] {
  const last = acts.at(-1);
  if (!last) return 'OPEN';
  if (last.act === 'SETTLE' || last.act === 'RESEND') return 'SETTLED';
  // Given back by us: the partner's turn. Given back by the partner, or judged again and kept again: ours.
  return last.act === 'RETURN' && last.ours ? 'WAITING' : 'OPEN';
}

function whatOf({ direction, kind, reason, partnerName, acts }: StandingMessage): string {
  const why = reasonWords(reason);
  if (kind === 'refused') return `${partnerName}发来的批次未通过核验，已拒收：${why}`;
  if (direction === 'in') {
    if (kind === 'parked') return `${partnerName}发来的一条记录缺少前序记录，暂存待补：${why}`;
    if (kind === 'broken') return `${partnerName}发来的一条记录核验不符，未采用：${why}`;
    return `${partnerName}发来的一条记录已留存，但不产生效力：${why}`;
  }
  const returned = acts.some(({ act, ours }) => act === 'RETURN' && !ours) ? '，并已由对方退回' : '';
  if (kind === 'parked') return `本市发往${partnerName}的一条记录在对方等待前序记录：${why}${returned}`;
  if (kind === 'broken') return `本市发往${partnerName}的一条记录对方核验不符，未采用：${why}${returned}`;
  return `本市发往${partnerName}的一条记录对方已留存，但不产生效力：${why}${returned}`;
}

function turnOf(message: StandingMessage, state: QueueEntry['state']): Pick<QueueEntry, 'whose' | 'turn'> {
  const { direction, kind, reason, partnerName } = message;
  if (state === 'SETTLED') return { whose: 'NOBODY', turn: '已处置' };
  if (state === 'WAITING') return { whose: 'THEIRS', turn: `已退回，等待${partnerName}更正或重发` };
  if (kind === 'refused') {
    return { whose: 'THEIRS', turn: `${partnerName}会自动重发；长时间不恢复请电话联系其运维人员核对密钥与时钟` };
  }
  if (direction === 'in') {
    if (kind === 'parked') return { whose: 'THEIRS', turn: `等待${partnerName}发来前序记录，到达后自动办理` };
    if (kind === 'kept' && WANTS_UPGRADE.has(reason ?? '')) {
      return { whose: 'OURS', turn: '请升级本市系统后点“重新办理”' };
    }
    return { whose: 'OURS', turn: '请核对后退回对方说明原因；确认无需处理的，办结' };
  }
  if (kind === 'parked') return { whose: 'THEIRS', turn: `等待${partnerName}收齐前序记录后自动办理` };
  if (kind === 'kept' && WANTS_UPGRADE.has(reason ?? '')) {
    return { whose: 'THEIRS', turn: `等待${partnerName}升级系统后重新办理` };
  }
  return { whose: 'OURS', turn: '请核对后重发；无需重发的，办结' };
}

function choices(
  direction: 'in' | 'out',
  kind: QueueEntry['kind'],
  state: QueueEntry['state'],
  acts: StandingMessage['acts'],
): QueueEntry['acts'] {
  const why = (act: MessageAct): string | null => {
    if (state === 'SETTLED') return '该消息已处置';
    if (act === 'RETURN' && acts.some((one) => one.act === 'RETURN' && one.ours)) return '已退回对方';
    if (act === 'RESEND' && kind !== 'broken') return '对方已存有该记录，无需重发';
    if (act === 'REAPPLY' && kind === 'parked') return '前序记录到达后自动办理';
    if (act === 'REAPPLY' && kind === 'broken') return '核验不符的记录不能办理，请退回对方';
    if (act === 'SETTLE' && kind === 'parked') return '前序记录到达后自动办结';
    return null;
  };
  const possible: readonly MessageAct[] = direction === 'in' ? ['REAPPLY', 'RETURN', 'SETTLE'] : ['RESEND', 'SETTLE'];
  return possible.map((act) => ({ act, zh: ACT_NAMES[act], allowed: why(act) === null, why: why(act) }));
}
