import {
  HANDLING_MODE_NAMES,
  type FormField,
  type ItemVersionView,
  type MaterialRequirement,
  type ServiceItemDefinition,
  type TimeLimit,
} from '#contracts';

type Difference = ItemVersionView['differences'][number];

const UNIT_NAMES = { WORKING_DAY: '个工作日', DAY: '日', HOUR: '小时' } as const;
const FORM_NAMES = { PAPER: '纸质', ELECTRONIC: '电子', EITHER: '纸质或电子' } as const;
const APPLICANT_NAMES = { NATURAL: '自然人', LEGAL: '法人', BOTH: '自然人或法人' } as const;
const yesNo = (value: boolean | undefined): string => (value ? '是' : '否');
const limit = ({ amount, unit }: TimeLimit): string => `${amount}${UNIT_NAMES[unit]}`;
const modes = (item: ServiceItemDefinition): string => item.modes.map((mode) => HANDLING_MODE_NAMES[mode]).join('、');
const days = (amount: number | undefined): string => (amount === undefined ? '不适用' : `${amount}个工作日`);

/** What is said of an item in one value, and how. */
const VALUES: readonly (readonly [part: string, words: (item: ServiceItemDefinition) => string])[] = [
  ['事项名称', (item) => item.name],
  ['实施部门', (item) => item.department],
  ['申请人类型', (item) => APPLICANT_NAMES[item.applicantType]],
  ['通办方式', modes],
  ['办件类型', (item) => (item.kind === 'INSTANT' ? '即办件' : '承诺件')],
  ['设定依据', (item) => item.legalBasis ?? '未注明'],
  ['法定时限', (item) => limit(item.legalLimit)],
  ['承诺时限', (item) => limit(item.promiseLimit)],
  ['受理时限', (item) => days(item.acceptWithinWorkingDays)],
  ['补正期限', (item) => days(item.correctionWorkingDays)],
  ['延期上限', (item) => days(item.extensionWorkingDays)],
  ['送达期限', (item) => days(item.deliverWithinWorkingDays)],
  ['是否收费', (item) => yesNo(item.feeCharged)],
  ['结果名称', (item) => item.resultName],
  ['可委托代办', (item) => yesNo(item.agentAllowed)],
  ['告知承诺', (item) => (item.commitment ? '适用' : '不适用')],
  ['自动审批规则', (item) => item.instantRule?.name ?? '无'],
  ['办理环节复核', (item) => yesNo(item.fourEyes)],
  ['通办范围', (item) => item.scopeRange],
  ['通办地区', (item) => [...item.scopeAreas].sort().join('、')],
];

/** What is said of everything not listed here, so that no difference is passed over in silence. */
const OTHER_MEMBERS = [
  'itemType',
  'resultKind',
  'instantRule',
  'commitment',
  'specialProcedures',
  'reviewSteps',
  'joint',
  'standing',
] as const satisfies readonly (keyof ServiceItemDefinition)[];
const OTHER_NAMES: Readonly<Record<(typeof OTHER_MEMBERS)[number], string>> = {
  itemType: '事项类型',
  resultKind: '结果类型',
  instantRule: '自动审批规则的内容',
  commitment: '告知承诺的内容',
  specialProcedures: '特别程序',
  reviewSteps: '审批步骤',
  joint: '联办方案',
  standing: '长期授权条件',
};

/** The differences of a version from the one before it, in words, one sentence each. */
export function itemDifferences(before: ServiceItemDefinition, after: ServiceItemDefinition): Difference[] {
  const changed = VALUES.flatMap(([part, words]): Difference[] => {
    const [was, is] = [words(before), words(after)];
    return was === is ? [] : [{ part, kind: 'CHANGED', words: `${part}由“${was}”改为“${is}”` }];
  });
  const told = new Set(changed.map(({ part }) => part));
  const others = OTHER_MEMBERS.flatMap((member): Difference[] => {
    if (JSON.stringify(before[member] ?? null) === JSON.stringify(after[member] ?? null)) return [];
    const part = OTHER_NAMES[member];
    if ([...told].some((one) => part.startsWith(one))) return [];
    return [{ part, kind: 'CHANGED', words: `${part}有调整` }];
  });
  return [
    ...listDifferences('材料', before.materials, after.materials, ({ name }) => name, materialWords),
    ...listDifferences('表单项', before.fields, after.fields, ({ label }) => label, fieldWords),
    ...changed,
    ...others,
  ];
}

function listDifferences<T extends { code: string }>(
  part: string,
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
  changesOf: (was: T, is: T) => string[],
): Difference[] {
  const known = new Map(before.map((one) => [one.code, one]));
  const kept = new Set(after.map((one) => one.code));
  const added = after.filter(({ code }) => !known.has(code));
  const removed = before.filter(({ code }) => !kept.has(code));
  return [
    ...added.map((one): Difference => ({ part, kind: 'ADDED', words: `新增${part}“${nameOf(one)}”` })),
    ...removed.map((one): Difference => ({ part, kind: 'REMOVED', words: `取消${part}“${nameOf(one)}”` })),
    ...after.flatMap((is): Difference[] => {
      const was = known.get(is.code);
      const changes = was ? changesOf(was, is) : [];
      if (!was || changes.length === 0) return [];
      return [{ part, kind: 'CHANGED', words: `${part}“${nameOf(was)}”：${changes.join('；')}` }];
    }),
  ];
}

const say = (name: string, was: string, is: string): string[] => (was === is ? [] : [`${name}由${was}改为${is}`]);

function materialWords(was: MaterialRequirement, is: MaterialRequirement): string[] {
  return [
    ...say('名称', was.name, is.name),
    ...say('必交', yesNo(was.required), yesNo(is.required)),
    ...say('形式', FORM_NAMES[was.form], FORM_NAMES[is.form]),
    ...say('原件', yesNo(was.originalRequired), yesNo(is.originalRequired)),
    ...say('份数', String(was.copies), String(is.copies)),
    ...say('可容缺', yesNo(was.deferrable), yesNo(is.deferrable)),
    ...(was.source === is.source ? [] : ['来源有调整']),
    ...((was.note ?? '') === (is.note ?? '') ? [] : ['说明有调整']),
  ];
}

function fieldWords(was: FormField, is: FormField): string[] {
  return [
    ...say('名称', was.label, is.label),
    ...say('必填', yesNo(was.required), yesNo(is.required)),
    ...say('选项', (was.choices ?? []).join('、') || '无', (is.choices ?? []).join('、') || '无'),
    ...(was.kind === is.kind && was.maxLength === is.maxLength ? [] : ['填写格式有调整']),
  ];
}
