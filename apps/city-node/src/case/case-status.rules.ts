import { CASE_STATUS_NAMES, type CaseStatus, type CityRole, type HandlingMode, type UserRole } from '#contracts';

/** One row: from → action → to, who may, where it comes from. Node, interface and screens read the same table. */
export interface StatusRule {
  action: string;
  /** Fact (and end) that the action states. */
  fact: string;
  act: string | null;
  zh: string;
  from: readonly CaseStatus[];
  /** Null where the fact leaves the status as it is. */
  to: CaseStatus | null;
  cityRole: CityRole;
  /** Null: the node states it, no person. */
  userRole: UserRole | null;
  /** 秒批: a published rule of the home city may state it in the place of a person. */
  byRule: boolean;
  /** Modes in which it exists; null for all. */
  modes: readonly HandlingMode[] | null;
  source: string;
}

const row = (
  rule: Omit<StatusRule, 'act' | 'modes' | 'byRule'> & Partial<Pick<StatusRule, 'act' | 'modes' | 'byRule'>>,
): StatusRule => ({
  act: null,
  byRule: false,
  modes: null,
  ...rule,
});

export const STATUS_TABLE: readonly StatusRule[] = [
  row({
    action: 'collect',
    fact: 'case.collected',
    zh: '收件',
    from: [],
    to: 'COLLECTED',
    cityRole: 'collecting',
    userRole: 'clerk',
    source: '收受分离：收件是事实行为，出具收件凭证',
  }),
  row({
    action: 'forward',
    fact: 'case.submitted',
    zh: '转递',
    from: ['COLLECTED'],
    to: 'FORWARDED',
    cityRole: 'collecting',
    userRole: 'clerk',
    source: '异地代收代办：收件地当日转递',
  }),
  row({
    action: 'receive',
    fact: 'case.received',
    zh: '签收',
    from: ['FORWARDED'],
    to: 'RECEIVED',
    cityRole: 'home',
    userRole: null,
    source: '属地系统收到之时即签收',
  }),
  row({
    action: 'accept',
    fact: 'case.accepted',
    zh: '受理',
    from: ['RECEIVED'],
    to: 'ACCEPTED',
    cityRole: 'home',
    userRole: 'reviewer',
    byRule: true,
    source: '行政许可法第三十二条：受理是属地的法律行为，办理时限自此起算',
  }),
  row({
    action: 'not-accept',
    fact: 'case.refused',
    act: 'NOT_ACCEPTED',
    zh: '不予受理',
    from: ['RECEIVED'],
    to: 'NOT_ACCEPTED',
    cityRole: 'home',
    userRole: 'reviewer',
    source: '行政许可法第三十二条第一款第二项',
  }),
  row({
    action: 'not-require',
    fact: 'case.refused',
    act: 'NOT_REQUIRED',
    zh: '不受理',
    from: ['RECEIVED'],
    to: 'NOT_REQUIRED',
    cityRole: 'home',
    userRole: 'reviewer',
    source: '行政许可法第三十二条第一款第一项',
  }),
  row({
    action: 'approve',
    fact: 'case.decided',
    act: 'APPROVED',
    zh: '准予',
    from: ['ACCEPTED'],
    to: 'APPROVED',
    cityRole: 'home',
    userRole: 'reviewer',
    byRule: true,
    source: '行政许可法第三十八条第一款',
  }),
  row({
    action: 'reject',
    fact: 'case.decided',
    act: 'REJECTED',
    zh: '不予',
    from: ['ACCEPTED'],
    to: 'REJECTED',
    cityRole: 'home',
    userRole: 'reviewer',
    source: '行政许可法第三十八条第二款：说明理由，告知救济途径',
  }),
  row({
    action: 'issue',
    fact: 'result.issued',
    zh: '出证',
    from: ['APPROVED'],
    to: 'ISSUED',
    cityRole: 'home',
    userRole: 'reviewer',
    source: '行政许可法第四十四条：十个工作日内颁发、送达',
  }),
  row({
    action: 'instruct',
    fact: 'handover.instructed',
    zh: '指示交付',
    from: ['ISSUED'],
    to: null,
    cityRole: 'home',
    userRole: null,
    source: '就近取证：领取点只读交付指示',
  }),
  row({
    action: 'shelve',
    fact: 'pickup.ready',
    zh: '上架待领',
    from: ['ISSUED'],
    to: 'READY_FOR_PICKUP',
    cityRole: 'pickup',
    userRole: 'pickup',
    source: '就近取证',
  }),
  row({
    action: 'hand-over',
    fact: 'pickup.done',
    zh: '交付',
    from: ['READY_FOR_PICKUP'],
    to: 'PICKED_UP',
    cityRole: 'pickup',
    userRole: 'pickup',
    source: '凭取件码并核验身份交付',
  }),
];

const byFact = new Map(STATUS_TABLE.map((rule) => [`${rule.fact}/${rule.act ?? ''}`, rule]));

/** The row of a fact with its end; undefined where there is none. */
export function ruleOfFact(fact: string, act: string | null): StatusRule | undefined {
  return byFact.get(`${fact}/${act ?? ''}`);
}

/** The row of an action. */
export function ruleOfAction(action: string): StatusRule {
  const rule = STATUS_TABLE.find((r) => r.action === action);
  if (!rule) throw new RangeError(`no action ${action} in the status table`);
  return rule;
}

const CITY_ROLE_NAMES: Record<CityRole, string> = {
  collecting: '收件地',
  home: '属地',
  pickup: '领取地',
  lead: '牵头地',
};
const USER_ROLE_NAMES: Record<UserRole, string> = {
  clerk: '窗口收件人员',
  reviewer: '审核人员',
  pickup: '取件人员',
  supervisor: '督查人员',
  operator: '运维人员',
};

/** Why an action is not possible now, as a sentence for people; null where it is possible. */
export function whyNot(
  rule: StatusRule,
  status: CaseStatus,
  ourRoles: readonly CityRole[],
  userRole: UserRole,
): string | null {
  if (!ourRoles.includes(rule.cityRole)) return `“${rule.zh}”由${CITY_ROLE_NAMES[rule.cityRole]}办理`;
  if (!rule.from.includes(status)) {
    const from = rule.from.map((s) => `“${CASE_STATUS_NAMES[s]}”`).join('或');
    return `办件当前为“${CASE_STATUS_NAMES[status]}”，须在${from || '收件之前'}时才能${rule.zh}`;
  }
  if (rule.userRole !== null && rule.userRole !== userRole)
    return `“${rule.zh}”由${USER_ROLE_NAMES[rule.userRole]}办理`;
  return null;
}
