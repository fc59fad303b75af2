import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentKind, ServiceItemDefinition } from '#contracts';
import type { StatedWith } from '../../apps/city-node/src/notices/document-for.js';
import type { NoticeFact, NoticeSources } from '../../apps/city-node/src/notices/notice-input.js';
import { aCollection } from './builders.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU } from './three-cities.js';

const NAMES: Readonly<Record<string, string>> = { [CHANGSHA]: '长沙市', [XIANGTAN]: '湘潭市', [ZHUZHOU]: '株洲市' };
const CASE_NO = 'KY4301004303002026112001234567Z';

const FILE = join(process.cwd(), 'deploy', 'local', 'sample', `${CHANGSHA}.json`);
const { items: ITEMS } = JSON.parse(readFileSync(FILE, 'utf8')) as { items: ServiceItemDefinition[] };

/** An item of the sample list of 长沙, in its first version. */
export function sampleItem(itemCode: string, own: Partial<ServiceItemDefinition> = {}): ServiceItemDefinition {
  const item = ITEMS.find((one) => one.itemCode === itemCode);
  if (!item) throw new Error(`no ${itemCode} among the samples`);
  return { ...item, ...own };
}

export const fact = (type: string, act: string | null, author: string, body: object | null): NoticeFact => ({
  type,
  act,
  author,
  body: body as NoticeFact['body'],
});

/** What was taken in at 湘潭 for 长沙, always the same. */
export function collectedFact(mode = 'PROXY_COLLECT'): NoticeFact {
  const { itemCode, application } = aCollection();
  application.applicant.name = '欧阳示例';
  application.applicant.certificateNo = '430302198802151018';
  return fact('case.collected', null, XIANGTAN, {
    itemCode,
    itemVersion: 1,
    itemName: '医保异地住院费用报销',
    mode,
    receiptNo: 'SJ43030020261120-01234567-01',
    windowId: 'XT-W01',
    urgency: 'NORMAL',
    application,
  });
}

export const ACCEPTED = fact('case.accepted', null, CHANGSHA, { acceptanceNo: 'SL430100-20261123-01234567Z' });
export const APPROVED = fact('case.decided', 'APPROVED', CHANGSHA, {
  decisionNo: 'JD430100-20261207-01234567Z',
  reason: '参保状态正常，住院费用属于基本医疗保险基金支付范围，票据与明细一致。',
});
const INSTRUCTED = fact('handover.instructed', null, CHANGSHA, {
  pointId: 'ZZ-P01',
  resultName: '医保报销核定单',
  recipientName: '欧阳示例',
  certificateTail: '1018',
  recipientPhone: '13907320000',
  agentMayCollect: 'NO',
});

const DEFECTS = [
  {
    kind: 'MATERIAL',
    code: 'M02',
    problem: '发票原件缺第二联',
    remedy: '补交发票原件，电子票据可打印',
    visibleBefore: false,
  },
  { kind: 'MATERIAL', code: 'M04', problem: '出院小结未加盖医院印章', remedy: '由就诊医院补盖', visibleBefore: false },
  { kind: 'FIELD', code: 'bankAccount', problem: '账号位数不符', remedy: '按银行卡重新填写', visibleBefore: false },
];

/** One fact of each kind of document, with the facts before it and what the stating city adds. */
export const NOTICE_SAMPLES: Readonly<Record<DocumentKind, readonly [NoticeFact, NoticeFact[], Partial<StatedWith>?]>> =
  {
    RECEIPT: [collectedFact(), []],
    CORRECTION_NOTICE: [
      fact('correction.requested', null, CHANGSHA, {
        noticeNo: 'BZ430100-20261123-01234567Z',
        round: 1,
        dueOn: '2026-12-14',
        defects: DEFECTS,
      }),
      [],
    ],
    ACCEPTANCE_NOTICE: [ACCEPTED, [], { dueOn: '2026-12-21' }],
    CONDITIONAL_ACCEPTANCE_NOTICE: [
      fact('case.accepted', 'CONDITIONAL', CHANGSHA, {
        acceptanceNo: 'SL430100-20261123-01234567Z',
        deferred: [{ code: 'M05', name: '银行卡复印件' }],
        deferDueOn: '2026-12-11',
      }),
      [],
      { dueOn: '2027-01-08', provisional: true },
    ],
    NON_ACCEPTANCE_DECISION: [
      fact('case.refused', 'NOT_ACCEPTED', CHANGSHA, {
        reason: '申请人参保地为株洲市，待遇审核由参保地经办机构负责。',
        legalGround: '《社会保险经办条例》有关属地经办的规定（示例引用）',
        competentAuthority: '株洲市医疗保障局',
      }),
      [],
    ],
    NOT_REQUIRED_NOTICE: [
      fact('case.refused', 'NOT_REQUIRED', CHANGSHA, {
        reason: '该笔费用已在就诊医院直接结算，无须再申请报销。',
        legalGround: '示例条款',
      }),
      [],
    ],
    PROCEDURE_NOTICE: [
      fact('procedure.started', 'EXPERT_REVIEW', CHANGSHA, {
        noticeNo: 'TC430100-20261125-01234567Z',
        workingDays: 15,
        reason: '诊疗项目是否属于支付范围须由专家评审。',
      }),
      [ACCEPTED],
    ],
    EXTENSION_NOTICE: [
      fact('case.extended', null, CHANGSHA, {
        noticeNo: 'YQ430100-20261218-01234567Z',
        workingDays: 10,
        reason: '需向就诊医院核实费用明细，尚未收到答复。',
        approver: '示例负责人',
      }),
      [ACCEPTED],
      { dueOn: '2027-01-05', provisional: true },
    ],
    RETURN_NOTICE: [fact('case.returned', null, CHANGSHA, { reason: '申请人来电表示不再办理。' }), []],
    LAPSE_NOTICE: [
      fact('case.lapsed', 'CORRECTION', CHANGSHA, { dueOn: '2026-12-14', reason: '补正期内收件地未收到补正内容。' }),
      [],
    ],
    WITHDRAWAL_CONFIRMATION: [
      fact('withdrawal.answered', 'GRANTED', CHANGSHA, { reason: '申请人改在参保地直接办理。' }),
      [ACCEPTED],
    ],
    WITHDRAWAL_REFUSAL: [
      fact('withdrawal.answered', 'DECLINED', CHANGSHA, { reason: '撤回申请到达时已作出决定。' }),
      [ACCEPTED],
    ],
    APPROVAL_DECISION: [APPROVED, [ACCEPTED]],
    REJECTION_DECISION: [
      fact('case.decided', 'REJECTED', CHANGSHA, {
        decisionNo: 'JD430100-20261207-01234567Z',
        reason: '住院期间参保状态为中断，费用不属于支付范围。',
        remedies:
          '如不服本决定，可以自收到之日起六十日内向长沙市人民政府申请行政复议，或者六个月内向人民法院提起行政诉讼。',
      }),
      [ACCEPTED],
    ],
    REVOCATION_DECISION: [
      fact('case.revoked', null, CHANGSHA, {
        decisionNo: 'CX430100-20261220-01234567Z',
        reason: '核查发现住院票据系重复报销。',
        legalGround: '示例条款',
      }),
      [ACCEPTED, APPROVED],
    ],
    DELIVERY_RECEIPT: [
      fact('pickup.done', null, ZHUZHOU, { pointId: 'ZZ-P01', identityMethod: 'CARD_READER', receivedBy: 'APPLICANT' }),
      [INSTRUCTED],
    ],
  };

/** What the city that states this sample knows: the application first, but at a pickup city the instruction alone. */
export function sourcesOf(
  kind: DocumentKind,
  item: ServiceItemDefinition | null = sampleItem('CS-YB-001'),
): NoticeSources {
  const [stated, before] = NOTICE_SAMPLES[kind];
  const first = stated.type === 'case.collected' || kind === 'DELIVERY_RECEIPT' ? [] : [collectedFact()];
  return {
    caseNo: CASE_NO,
    facts: [...first, ...before],
    item: kind === 'DELIVERY_RECEIPT' ? null : item,
    nameOf: (city) => NAMES[city] ?? city,
  };
}
