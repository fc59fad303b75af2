import type { CaseView } from '#contracts';
import type { Desk } from '../desk.js';
import { tell } from '../telling.js';
import { takeIn } from './collecting.js';
import { CHANGSHA, clerkAndReviewer, seenAs, tellTimelines, XIANGTAN, ZHUZHOU, type Story } from './story.js';

/** Acts of a reviewer in turn, each with what is said of it. */
export async function carryOut(
  desk: Desk,
  caseNo: string,
  acts: readonly (readonly [act: string, body: object, said: string])[],
): Promise<void> {
  for (const [act, body, said] of acts) {
    const view = await desk.act<CaseView>(caseNo, act, body);
    tell.done(`${said}（${view.statusZh}）`);
  }
}

export const APPROVED = [
  'decision',
  { act: 'APPROVED', reason: '材料齐全，符合条件（示例）' },
  '作出决定：准予',
] as const;
export const issued = (caseNo: string) =>
  ['result', { resultNo: `示例-${caseNo.slice(-9)}` }, '结果出证，电子送达'] as const;

export const online: Story = {
  name: 'online',
  title: '开具户籍类证明：在湘潭网上申请，长沙全程网办',
  shows: '全程网办：只收电子材料，即时电子回执，属地受理、决定',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 帮办', '帮申请人在网上提交，材料都是电子件');
    const { caseNo } = await takeIn(clerk, { homeCity: CHANGSHA, itemCode: 'CS-GA-001', mode: 'ONLINE' });
    await seenAs(reviewer, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '属地受理和决定');
    await carryOut(reviewer, caseNo, [['acceptance', {}, '受理'], APPROVED, issued(caseNo)]);
    await seenAs(clerk, caseNo, 'ISSUED');
    await tellTimelines(caseNo, clerk, reviewer);
    return [caseNo];
  },
};

export const byRule: Story = {
  name: 'by-rule',
  title: '异地就医结算备案：长沙的规则当场受理并准予，不经人工',
  shows: '秒批：规则随事项清单发布并签名，决定写明依据哪一版',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    tell.turn('湘潭市 · 综合窗口', '收件后申请人还没有离开窗口');
    const startedAt = performance.now();
    const { caseNo } = await takeIn(clerk, {
      homeCity: CHANGSHA,
      itemCode: 'CS-YB-002',
      mode: 'PROXY_COLLECT',
      form: { filingKind: '异地长期居住' },
    });
    await seenAs(clerk, caseNo, 'APPROVED');
    tell.done(`${Math.round(performance.now() - startedAt)} 毫秒后，湘潭窗口看到：准予办理`);
    await tellTimelines(caseNo, clerk, reviewer);
    return [caseNo];
  },
};

export const direct: Story = {
  name: 'direct',
  title: '开具有无犯罪记录证明：湘潭直接办理，长沙得到记录',
  shows: '直接办理：收件地就是决定机关；属地可提出异议，不能否决',
  play: async (stage) => {
    const [clerk, reviewer, home] = await Promise.all([
      stage.desk(XIANGTAN, 'clerk1'),
      stage.desk(XIANGTAN, 'reviewer1'),
      stage.desk(CHANGSHA, 'reviewer1'),
    ]);
    tell.turn('湘潭市 · 综合窗口', '全国通办的事项，在哪里都能办');
    const { caseNo } = await takeIn(clerk, { homeCity: CHANGSHA, itemCode: 'CS-GA-005', mode: 'DIRECT' });
    tell.turn('湘潭市 · 审批', '由本市自己受理、决定、出证');
    await carryOut(reviewer, caseNo, [['acceptance', {}, '受理'], APPROVED, issued(caseNo)]);
    await seenAs(home, caseNo, 'ISSUED');
    tell.turn('长沙市 · 审批', '看到湘潭办结的记录，有一处疑问');
    await carryOut(home, caseNo, [
      ['record-dispute', { reason: '申请人在本市另有登记，请核对（示例）' }, '提出备案异议，办件结果不变'],
      ['record-settlement', { reason: '已核对，属同一人（示例）' }, '核对清楚，了结异议'],
    ]);
    await tellTimelines(caseNo, clerk, home);
    return [caseNo];
  },
};

export const delegated: Story = {
  name: 'delegated',
  title: '社会保障卡补换：湘潭以长沙名义办理，长沙抽查，另一件由长沙收回',
  shows: '授权委托：每一步都查委托在不在期限内；属地可抽查、可收回',
  play: async (stage) => {
    const [clerk, reviewer, home] = await Promise.all([
      stage.desk(XIANGTAN, 'clerk1'),
      stage.desk(XIANGTAN, 'reviewer1'),
      stage.desk(CHANGSHA, 'reviewer1'),
    ]);
    const card = { homeCity: CHANGSHA, itemCode: 'CS-SB-002', mode: 'DELEGATED' } as const;
    tell.turn('湘潭市 · 综合窗口', '长沙发布过委托：湘潭可以以长沙名义受理、决定、出证');
    const { caseNo } = await takeIn(clerk, card);
    await carryOut(reviewer, caseNo, [['acceptance', {}, '以长沙市名义受理，时限自此起算'], APPROVED, issued(caseNo)]);
    await seenAs(home, caseNo, 'ISSUED');
    tell.turn('长沙市 · 审批', '监督受托办理');
    await carryOut(home, caseNo, [['sampling', { act: 'PASSED', finding: '抽查合格（示例）' }, '抽查通过']]);
    tell.turn('湘潭市 · 综合窗口', '又收一件，长沙决定自己办');
    const second = await takeIn(clerk, card);
    await seenAs(home, second.caseNo, 'COLLECTED');
    await carryOut(home, second.caseNo, [
      ['take-back', { reason: '涉及本市历史档案，由本机关办理（示例）' }, '长沙收回'],
      ['acceptance', {}, '长沙受理'],
      APPROVED,
    ]);
    await seenAs(clerk, second.caseNo, 'APPROVED');
    await tellTimelines(second.caseNo, clerk, home);
    return [caseNo, second.caseNo];
  },
};

export const rerouted: Story = {
  name: 'rerouted',
  title: '户籍类证明送错了城市：长沙提出管辖异议，转办株洲，编号不变',
  shows: '管辖异议与转办：整件办件带着全部记录到新的属地，最多转办两次',
  play: async (stage) => {
    const [clerk, first, second] = await Promise.all([
      stage.desk(XIANGTAN, 'clerk1'),
      stage.desk(CHANGSHA, 'reviewer1'),
      stage.desk(ZHUZHOU, 'reviewer1'),
    ]);
    tell.turn('湘潭市 · 综合窗口', '申请人以为户籍在长沙');
    const { caseNo } = await takeIn(clerk, { homeCity: CHANGSHA, itemCode: 'CS-GA-001', mode: 'PROXY_COLLECT' });
    await seenAs(first, caseNo, 'RECEIVED');
    tell.turn('长沙市 · 审批', '查到户籍已迁往株洲');
    await carryOut(first, caseNo, [
      ['jurisdiction-dispute', { reason: '户籍已迁往株洲（示例）', proposedCity: ZHUZHOU }, '提出管辖异议'],
      ['rerouting', { toCity: ZHUZHOU, itemCode: 'ZZ-GA-001', reason: '户籍地为株洲（示例）' }, '转办株洲'],
    ]);
    await seenAs(second, caseNo, 'RECEIVED');
    tell.turn('株洲市 · 审批', '带着全部材料和记录收到，自收到之日起算');
    await carryOut(second, caseNo, [['acceptance', {}, '受理'], APPROVED, issued(caseNo)]);
    await seenAs(clerk, caseNo, 'ISSUED');
    await tellTimelines(caseNo, clerk, second);
    return [caseNo];
  },
};
