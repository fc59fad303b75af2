import type { CaseState } from './case-state.js';

/** Most times that a case is passed on before a person above the cities decides where it belongs. */
export const MAX_HOPS = 2;

/** What must hold of a case besides its status, with the sentence that says what is missing. */
export const CONDITIONS = {
  'withdrawal-asked': {
    holds: (state: CaseState) => state.withdrawal === 'REQUESTED',
    zh: '收件地没有提出撤回申请',
  },
  'no-withdrawal-open': {
    holds: (state: CaseState) => state.withdrawal !== 'REQUESTED',
    zh: '撤回申请已提出，正在等待答复',
  },
  'hops-left': {
    holds: (state: CaseState) => (state.formerHomes?.length ?? 0) < MAX_HOPS,
    zh: `已转办 ${MAX_HOPS} 次，须由上级协调确定管辖`,
  },
  'deferral-owed': { holds: (state: CaseState) => state.deferral === 'OWED', zh: '没有尚欠的容缺材料' },
  'nothing-owed': {
    holds: (state: CaseState) => state.deferral !== 'OWED',
    zh: '容缺材料尚未补齐',
  },
  'not-extended': { holds: (state: CaseState) => !state.extended, zh: '办理期限只能延长一次' },
  'committed-open': { holds: (state: CaseState) => state.commitment === 'OPEN', zh: '没有待核查的告知承诺' },
  'not-taken-back': { holds: (state: CaseState) => !state.takenBack, zh: '属地已经收回本办件' },
  'standing-runs': { holds: (state: CaseState) => state.standing !== 'REVOKED', zh: '委托已经终止' },
  'standing-untouched': { holds: (state: CaseState) => state.standing === undefined, zh: '终止委托的申请已经提出' },
  'not-sent-back': { holds: (state: CaseState) => state.sentBack === undefined, zh: '结果已退回，须等待新的交付指示' },
  'sent-back': { holds: (state: CaseState) => state.sentBack !== undefined, zh: '没有从领取点退回的结果' },
  'sent-back-here': { holds: (state: CaseState) => state.sentBack === 'HERE', zh: '没有待重新交付的退回结果' },
  'papers-not-sent': { holds: (state: CaseState) => state.papers === undefined, zh: '纸质材料已经寄出' },
  'papers-sent': { holds: (state: CaseState) => state.papers === 'SENT', zh: '没有在途的纸质材料' },
  'record-undisputed': { holds: (state: CaseState) => state.record === undefined, zh: '已经提出过备案异议' },
  'record-disputed': { holds: (state: CaseState) => state.record === 'DISPUTED', zh: '没有未了结的备案异议' },
  carded: { holds: (state: CaseState) => (state.cards ?? 0) > 0, zh: '本办件没有监察记录' },
  'not-handled-yet': { holds: (state: CaseState) => !state.reviewed?.includes('HANDLE'), zh: '承办意见已经签署' },
  'handled-not-reviewed': {
    holds: (state: CaseState) => state.reviewed?.includes('HANDLE') === true && !state.reviewed.includes('REVIEW'),
    zh: '须先有承办意见，且尚未签署审核意见',
  },
  'hearing-runs': { holds: (state: CaseState) => state.procedure === 'HEARING', zh: '没有正在进行的听证' },
  'inspection-runs': { holds: (state: CaseState) => state.procedure === 'INSPECTION', zh: '没有正在进行的现场勘验' },
  'test-runs': { holds: (state: CaseState) => state.procedure === 'TEST', zh: '没有正在进行的检验检测' },
  'expert-review-runs': {
    holds: (state: CaseState) => state.procedure === 'EXPERT_REVIEW',
    zh: '没有正在进行的专家评审',
  },
  'public-notice-runs': { holds: (state: CaseState) => state.procedure === 'PUBLIC_NOTICE', zh: '没有正在进行的公示' },
} as const satisfies Record<string, { holds: (state: CaseState) => boolean; zh: string }>;
export type ConditionName = keyof typeof CONDITIONS;
