import { chinaDateOf, ERROR_CATALOGUE, isErrorCode, type CaseView } from '#contracts';
import { Refusal, type Desk } from '../desk.js';
import { LocalSetupError } from '../local-folder.js';
import { moveClockOn, rehearsalNow } from '../rehearsal-clock.js';
import { tell } from '../telling.js';
import { waitFor } from '../wait-for.js';
import { takeIn } from './collecting.js';
import { APPROVED, carryOut, issued } from './modes.js';
import { CHANGSHA, clerkAndReviewer, moveClockPastTerm, seenAs, tellTimelines, type Story } from './story.js';

const HOUSEHOLD_PROOF = { homeCity: CHANGSHA, itemCode: 'CS-GA-001', mode: 'PROXY_COLLECT' } as const;
const DEFECTS = [
  { kind: 'MATERIAL', code: 'M02', problem: '复印件不清晰', remedy: '重新提供清晰的复印件' },
  { kind: 'FIELD', code: 'purpose', problem: '用途过于笼统', remedy: '写明提交给哪个单位、做什么用' },
];

/** Says what the system refuses, with its own words; throws where it does not. */
async function refused(desk: Desk, caseNo: string, act: string, body: object): Promise<void> {
  try {
    await desk.act<CaseView>(caseNo, act, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { reason } = error.problem.details;
    const words = isErrorCode(error.code) ? ERROR_CATALOGUE[error.code].zh : error.code;
    tell.done(`系统不办：${words}${typeof reason === 'string' ? `（${reason}）` : ''}`);
    return;
  }
  throw new LocalSetupError(`${act} 本应被拒绝`);
}

export const correction: Story = {
  name: 'correction',
  title: '一次性告知补正，两天后补齐，只传补正的部分',
  shows: '补正：逐项标在字段和材料上，一次告知全部；补正期间时限停在申请人一侧',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 综合窗口', '收件并转递');
    const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
    await seenAs(reviewer, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '发现两处问题，一次告知');
    await carryOut(reviewer, caseNo, [['correction-request', { defects: DEFECTS }, '补正告知']]);
    await refused(reviewer, caseNo, 'acceptance', {});
    await seenAs(clerk, caseNo, 'CORRECTION');
    tell.note('两天以后……');
    await moveClockOn(2);
    const [later, then] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 综合窗口', '申请人带来清晰的复印件');
    const materials = [{ code: 'M02', form: 'PAPER', originalSeen: true, copies: 1 }];
    const form = { purpose: '提交湘潭市示例小学，办理入学' };
    await carryOut(later, caseNo, [['correction', { form, materials }, '提交补正']]);
    await seenAs(then, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '补正齐全');
    await carryOut(then, caseNo, [['acceptance', {}, '受理'], APPROVED, issued(caseNo)]);
    await seenAs(later, caseNo, 'ISSUED');
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};

export const correctionLapsed: Story = {
  name: 'correction-lapsed',
  title: '补正不来办结：过了期限，长沙先问湘潭，以签名的答复为据',
  shows: '逾期未补正终止：对方城市的沉默要有证明，断网不等于沉默',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
    await seenAs(reviewer, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '补正告知后，申请人一直没有来');
    await carryOut(reviewer, caseNo, [['correction-request', { defects: DEFECTS }, '补正告知']]);
    await refused(reviewer, caseNo, 'correction-lapse', { reason: '逾期未补正' });
    tell.note('四十天以后……');
    await moveClockOn(40);
    const [later, then] = await clerkAndReviewer(stage);
    await carryOut(then, caseNo, [
      ['correction-lapse', { reason: '逾期未补正，终止办理（示例）' }, '问过湘潭：确实没有补正；终止办理'],
    ]);
    await seenAs(later, caseNo, 'CORRECTION_LAPSED');
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};

export const withdrawal: Story = {
  name: 'withdrawal',
  title: '申请人要撤回：湘潭代为提出，长沙同意',
  shows: '撤回：收件地提出，属地确认；决定之后不能再撤回',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
    await seenAs(reviewer, caseNo, 'RECEIVED');
    await carryOut(reviewer, caseNo, [['acceptance', {}, '受理']]);
    await seenAs(clerk, caseNo, 'ACCEPTED');
    tell.turn('湘潭市 · 综合窗口', '申请人改变主意');
    await carryOut(clerk, caseNo, [['withdrawal-request', { reason: '申请人不再需要（示例）' }, '提出撤回申请']]);
    tell.turn('长沙市 · 审批', '看到撤回申请');
    await seenWithdrawal(reviewer, caseNo);
    await carryOut(reviewer, caseNo, [
      ['withdrawal-answer', { act: 'GRANTED', reason: '尚未作出决定，同意撤回' }, '同意撤回'],
    ]);
    await seenAs(clerk, caseNo, 'WITHDRAWN');
    await refused(reviewer, caseNo, 'decision', { act: 'APPROVED', reason: '不应再决定' });
    await tellTimelines(caseNo, clerk, reviewer);
    return [caseNo];
  },
};

async function seenWithdrawal(reviewer: Desk, caseNo: string): Promise<void> {
  await waitFor('看到撤回申请', async () => {
    const { actions } = await reviewer.case(caseNo);
    return actions.some(({ action, allowed }) => action === 'grant-withdrawal' && allowed);
  });
}

export const tolerance: Story = {
  name: 'tolerance',
  title: '困难残疾人生活补贴：次要材料后补，先受理，公示不计时限，再延期一次',
  shows: '容缺受理、特别程序（公示）、延期：时限停在哪里、延到哪天都看得见',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 综合窗口', '收入证明还没开出来，清单允许容缺');
    const { caseNo } = await takeIn(clerk, {
      homeCity: CHANGSHA,
      itemCode: 'CS-MZ-001',
      mode: 'PROXY_COLLECT',
      without: ['M04'],
      more: { deferAsked: ['M04'] },
    });
    await seenAs(reviewer, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '主要材料齐全，容缺受理，限期补交');
    const deferDueOn = chinaDateOf(new Date(rehearsalNow().getTime() + 12 * 24 * 3600_000));
    await carryOut(reviewer, caseNo, [['conditional-acceptance', { deferred: ['M04'], deferDueOn }, '容缺受理']]);
    await seenAs(clerk, caseNo, 'ACCEPTED');
    tell.turn('湘潭市 · 综合窗口', '第二天补齐');
    await moveClockOn(1);
    const [later, then] = await clerkAndReviewer(stage);
    const materials = [{ code: 'M04', form: 'PAPER', originalSeen: true, copies: 1 }];
    await carryOut(later, caseNo, [['deferred-materials', { materials }, '补交容缺材料']]);
    tell.turn('长沙市 · 审批', '承办意见、公示、延期，然后决定');
    await carryOut(then, caseNo, [
      ['opinions', { step: 'HANDLE', opinion: 'AGREE', words: '材料已齐（示例）' }, '签署承办意见'],
      ['procedures', { kind: 'PUBLIC_NOTICE', workingDays: 5, reason: '依规公示（示例）' }, '启动公示，时限暂停'],
    ]);
    tell.note('公示七天以后……');
    await moveClockOn(7);
    const [end, last] = await clerkAndReviewer(stage);
    await carryOut(last, caseNo, [
      ['procedure-end', { kind: 'PUBLIC_NOTICE', result: '公示无异议（示例）' }, '公示结束，时限接着走'],
      ['extension', { reason: '需核对收入（示例）', approver: '示例负责人' }, '延期一次'],
    ]);
    await refused(last, caseNo, 'extension', { reason: '再延一次', approver: '示例负责人' });
    await carryOut(last, caseNo, [APPROVED, issued(caseNo)]);
    await seenAs(end, caseNo, 'ISSUED');
    await tellTimelines(caseNo, end, last);
    return [caseNo];
  },
};

export const refusals: Story = {
  name: 'refusals',
  title: '不受理、不予受理、退件、不予许可：四个结果各不相同',
  shows: '法律上的区别：不需要许可、不归本机关管、受理前退回、依法不予；都说明理由',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const ends: [string, object, CaseView['status'], string][] = [
      [
        'refusal',
        { act: 'NOT_REQUIRED', reason: '该事项不需要取得证明', legalGround: '行政许可法第三十二条第一款第一项' },
        'NOT_REQUIRED',
        '不受理',
      ],
      [
        'refusal',
        {
          act: 'NOT_ACCEPTED',
          reason: '不属本机关职权',
          legalGround: '行政许可法第三十二条第一款第二项',
          competentAuthority: '示例市公安局',
        },
        'NOT_ACCEPTED',
        '不予受理，并告知应向谁申请',
      ],
      ['return', { reason: '申请人要求改办其他事项（示例）' }, 'RETURNED', '受理前退件'],
    ];
    const played: string[] = [];
    for (const [act, body, status, said] of ends) {
      const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
      played.push(caseNo);
      await seenAs(reviewer, caseNo, 'RECEIVED');
      await carryOut(reviewer, caseNo, [[act, body, said]]);
      await seenAs(clerk, caseNo, status);
    }
    const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
    await seenAs(reviewer, caseNo, 'RECEIVED');
    await carryOut(reviewer, caseNo, [['acceptance', {}, '受理']]);
    await refused(reviewer, caseNo, 'return', { reason: '想用退件停下时限' });
    await carryOut(reviewer, caseNo, [
      [
        'decision',
        { act: 'REJECTED', reason: '不符合条件（示例）', remedies: '可在六十日内申请行政复议（示例）' },
        '不予，说明理由和救济途径',
      ],
    ]);
    await seenAs(clerk, caseNo, 'REJECTED');
    await tellTimelines(caseNo, clerk, reviewer);
    return [...played, caseNo];
  },
};

export const deemed: Story = {
  name: 'deemed',
  title: '五个工作日没有答复：视为受理，时限从收到之日起算',
  shows: '视为受理：由记录和工作日历推出，谁也不用声明，两市看到的一样',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const { caseNo } = await takeIn(clerk, HOUSEHOLD_PROOF);
    await seenAs(reviewer, caseNo, 'RECEIVED');
    await seenAs(clerk, caseNo, 'RECEIVED');
    tell.note('长沙没有人处理，受理期限过后第一天……');
    await moveClockPastTerm(reviewer, caseNo, 'acceptance');
    const [later, then] = await clerkAndReviewer(stage);
    const { deemedAcceptedAt } = await later.get<{ deemedAcceptedAt: string | null }>(`/cases/${caseNo}/timeline`);
    if (deemedAcceptedAt === null) throw new LocalSetupError('本应视为受理');
    tell.done(`湘潭看到：自 ${deemedAcceptedAt.slice(0, 10)} 起视为受理，逾期由长沙的审核环节承担`);
    tell.turn('长沙市 · 审批', '补办手续');
    await carryOut(then, caseNo, [['acceptance', {}, '受理'], APPROVED, issued(caseNo)]);
    await seenAs(later, caseNo, 'ISSUED');
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};

export const commitment: Story = {
  name: 'commitment',
  title: '食品经营许可：告知承诺当场准予，事后核查不符，撤销',
  shows: '告知承诺：书面承诺后即准予，限期核查；不实的依法撤销',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 综合窗口', '申请人选择告知承诺');
    const { caseNo } = await takeIn(clerk, {
      homeCity: CHANGSHA,
      itemCode: 'CS-SC-005',
      mode: 'PROXY_COLLECT',
      more: { commitment: true },
    });
    await seenAs(reviewer, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '按承诺当场准予');
    const [second, third] = [await stage.desk(CHANGSHA, 'reviewer2'), await stage.desk(CHANGSHA, 'reviewer3')];
    const signed = { opinion: 'AGREE', words: '承诺书已签署（示例）' };
    await carryOut(reviewer, caseNo, [
      ['acceptance', {}, '受理'],
      ['opinions', { step: 'HANDLE', ...signed }, '签署承办意见'],
    ]);
    await carryOut(second, caseNo, [['opinions', { step: 'REVIEW', ...signed }, '另一人签署审核意见']]);
    await carryOut(third, caseNo, [
      ['promise-approval', { reason: '申请人书面承诺符合条件（示例）' }, '第三人告知承诺准予'],
    ]);
    tell.note('十天以后到现场核查……');
    await moveClockOn(10);
    const [later, then] = await clerkAndReviewer(stage);
    await carryOut(then, caseNo, [
      ['commitment-check', { act: 'FAILED', finding: '经营场所与承诺不符（示例）' }, '核查不符'],
      ['revocation', { reason: '承诺不实（示例）', legalGround: '行政许可法第六十九条' }, '撤销'],
    ]);
    await seenAs(later, caseNo, 'REVOKED');
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};
