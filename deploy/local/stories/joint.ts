import {
  chinaDateOf,
  type CaseView,
  type CollectedView,
  type CollectJointCase,
  type JointView,
  type Page,
  type ServiceItemDefinition,
  type StandingView,
} from '#contracts';
import type { Desk } from '../desk.js';
import { LocalSetupError } from '../local-folder.js';
import { moveClockTo, rehearsalNow } from '../rehearsal-clock.js';
import { tell } from '../telling.js';
import { waitFor } from '../wait-for.js';
import { applicationFor, takeIn } from './collecting.js';
import { carryOut } from './modes.js';
import {
  CHANGSHA,
  clerkAndReviewer,
  moveClockPastTerm,
  seenAs,
  tellTimelines,
  XIANGTAN,
  ZHUZHOU,
  type City,
  type Stage,
  type Story,
} from './story.js';

type Part = JointView['parts'][number];

/** Takes a joint case in: each part filled in by its own city's list. */
async function takeInJointly(clerk: Desk, itemCode: string, choices: Readonly<Record<string, City>>): Promise<string> {
  const plan = (await clerk.get<ServiceItemDefinition>(`/items/${XIANGTAN}/${itemCode}`)).joint;
  if (!plan) throw new LocalSetupError(`${itemCode} 没有联办方案`);
  const own = await clerk.get<ServiceItemDefinition>(`/items/${XIANGTAN}/${itemCode}`);
  const parts: CollectJointCase['parts'] = [];
  for (const { key, candidates } of plan.parts) {
    const chosen = candidates.find(({ homeCity }) => homeCity === choices[key]) ?? candidates[0];
    if (!chosen) continue;
    const item = await clerk.get<ServiceItemDefinition>(`/items/${chosen.homeCity}/${chosen.itemCode}`);
    const { form, materials } = applicationFor(item, { mode: 'PROXY_COLLECT' });
    parts.push({ key, form, materials, ...(candidates.length > 1 ? { homeCity: chosen.homeCity } : {}) });
  }
  const application = applicationFor(own, { mode: 'PROXY_COLLECT' });
  const collected = await clerk.create<CollectedView>('/joint-cases', { itemCode, application, parts });
  tell.done(`一次收件“${collected.itemName ?? ''}”，${parts.length} 个分件，办件编号 ${collected.caseNo}`);
  return collected.caseNo;
}

const graph = (clerk: Desk, caseNo: string): Promise<JointView> => clerk.get<JointView>(`/cases/${caseNo}/joint`);

/** Each part's own city accepts, decides and issues, as the parts open. */
async function handleParts(stage: Stage, clerk: Desk, caseNo: string): Promise<void> {
  const desks = new Map<string, Desk>();
  const handled = new Set<string>();
  for (;;) {
    const open = await waitFor('有分件启动，或全部办结', async () => {
      const { parts } = await graph(clerk, caseNo);
      const next = parts.filter((part) => part.state === 'OPEN' && !handled.has(part.key));
      const isOver = parts.every(({ state }) => state !== 'OPEN' && state !== 'WAITING');
      return (next.length > 0 || isOver) && next;
    });
    if (open.length === 0) return;
    for (const part of open) {
      handled.add(part.key);
      const desk = desks.get(part.homeCity) ?? (await stage.desk(part.homeCity as City, 'reviewer1'));
      desks.set(part.homeCity, desk);
      await handlePart(desk, part);
    }
  }
}

async function handlePart(desk: Desk, { caseNo, key, name }: Part): Promise<void> {
  if (caseNo === null) throw new LocalSetupError(`分件 ${key} 没有编号`);
  await seenAs(desk, caseNo, 'RECEIVED');
  await desk.act<CaseView>(caseNo, 'acceptance', {});
  await desk.act<CaseView>(caseNo, 'decision', { act: 'APPROVED', reason: '符合条件（示例）' });
  await desk.act<CaseView>(caseNo, 'result', { resultNo: `示例-${key}` });
  tell.done(`${desk.city.name}办结“${name}”（${caseNo}）`);
}

async function tellGraph(clerk: Desk, caseNo: string): Promise<void> {
  const { parts, dueOn, provisional } = await graph(clerk, caseNo);
  tell.turn(
    '湘潭市 · 联办进度',
    `整体应在 ${dueOn ?? '?'} 前办结${provisional ? '（暂定）' : ''}，由最长的一条路径决定`,
  );
  for (const { name, after, statusZh, cityName, dueOn: due } of parts) {
    const waits = after.length > 0 ? `，在 ${after.join('、')} 之后` : '';
    tell.note(`${cityName} ${name}：${statusZh ?? '未启动'}，${due} 前${waits}`);
  }
}

export const purchase: Story = {
  name: 'joint-purchase',
  title: '跨市公积金贷款购房：湘潭收件，株洲核验购房，长沙审批并支付',
  shows: '多地联办：一次收件，前一地的结果交给后一地，各自受理、各自计时',
  play: async (stage) => {
    const clerk = await stage.desk(XIANGTAN, 'clerk1');
    tell.turn('湘潭市 · 综合窗口', '房在株洲，公积金在长沙，人在湘潭');
    const choices = { 'verify-purchase': ZHUZHOU, 'pay-out': CHANGSHA };
    const caseNo = await takeInJointly(clerk, 'XT-LB-001', choices);
    await tellGraph(clerk, caseNo);
    await handleParts(stage, clerk, caseNo);
    await seenAs(clerk, caseNo, 'JOINT_DONE');
    await tellGraph(clerk, caseNo);
    await tellTimelines(caseNo, clerk);
    return [caseNo];
  },
};

export const graduate: Story = {
  name: 'joint-graduate',
  title: '大学生就业创业落户一件事：十一个事项，一次提交，分头办理',
  shows: '一件事：4 项登记、7 项申请，依次或同时启动，整体期限看关键路径',
  play: async (stage) => {
    const clerk = await stage.desk(XIANGTAN, 'clerk1');
    tell.turn('湘潭市 · 综合窗口', '毕业生要去长沙工作');
    const caseNo = await takeInJointly(clerk, 'XT-LB-002', {});
    await tellGraph(clerk, caseNo);
    await handleParts(stage, clerk, caseNo);
    await seenAs(clerk, caseNo, 'JOINT_DONE');
    await tellTimelines(caseNo, clerk);
    return [caseNo];
  },
};

export const monthly: Story = {
  name: 'monthly',
  title: '组合贷款委托按月提取公积金：批准一次，每月执行一次，随时可以终止',
  shows: '按月委托：每月只执行一次，两市同时看到；终止之后不再执行',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const { caseNo } = await takeIn(clerk, { homeCity: CHANGSHA, itemCode: 'CS-GJJ-103', mode: 'PROXY_COLLECT' });
    await seenAs(reviewer, caseNo, 'RECEIVED');
    const months = monthsAhead(4);
    const [from = '', , third = '', until = ''] = months;
    tell.turn('长沙市 · 审批', '批准按月委托');
    const order = { reason: '符合委托提取条件（示例）', dayOfMonth: 20, from, until, ceilingYuan: 3000 };
    await carryOut(reviewer, caseNo, [
      ['acceptance', {}, '受理'],
      ['standing-approval', order, `准予，自 ${from} 起每月 20 日提取`],
    ]);
    tell.note(`到 ${third} 月底……`);
    await moveClockTo(`${third}-25`);
    const [later, then] = await clerkAndReviewer(stage);
    const seen = await waitFor('看到三个月的执行', async () => {
      const view = await later.get<StandingView>(`/cases/${caseNo}/standing`);
      return view.executions.length === 3 && view;
    });
    for (const { month, amountYuan } of seen.executions) tell.done(`湘潭看到：${month} 已提取 ${amountYuan} 元`);
    tell.turn('湘潭市 · 综合窗口', '申请人要终止委托');
    await carryOut(later, caseNo, [['standing-end-request', { reason: '贷款已提前还清（示例）' }, '提出终止申请']]);
    await waitFor('在长沙看到终止申请', async () => {
      const view = await then.get<StandingView>(`/cases/${caseNo}/standing`);
      return view.state === 'END_REQUESTED';
    });
    await carryOut(then, caseNo, [['standing-end', { reason: '按申请终止（示例）' }, '终止委托，不再执行']]);
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};

/** The coming months by the date in China, `YYYY-MM`. */
function monthsAhead(count: number): string[] {
  const [year = 0, month = 0] = chinaDateOf(rehearsalNow()).split('-').map(Number);
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(year, month + at, 1)).toISOString().slice(0, 7));
}

export const carded: Story = {
  name: 'carded',
  title: '审核逾期：预警、黄牌、红牌，只记在拿着办件的环节上',
  shows: '电子监察：到点自动发牌，各市看到的一样，可回复、申诉、撤销',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const { caseNo } = await takeIn(clerk, { homeCity: CHANGSHA, itemCode: 'CS-YB-003', mode: 'PROXY_COLLECT' });
    await seenAs(reviewer, caseNo, 'RECEIVED');
    await seenAs(clerk, caseNo, 'RECEIVED');
    tell.note('长沙没有人受理，受理期限过后第一天……');
    await moveClockPastTerm(reviewer, caseNo, 'acceptance');
    const [later, then] = await clerkAndReviewer(stage);
    interface Card {
      readonly cardId: string;
      readonly level: string;
      readonly words: string;
    }
    const cards = await waitFor('看到黄牌', async () => {
      const { items } = await later.get<Page<Card>>(`/supervision/cards?caseNo=${caseNo}`);
      return items.some(({ level }) => level === 'YELLOW') && items;
    });
    for (const { words } of cards) tell.done(`湘潭看到：${words}`);
    const yellow = cards.find(({ level }) => level === 'YELLOW');
    tell.turn('长沙市 · 审批', '说明原因');
    await carryOut(then, caseNo, [
      [`cards/${yellow?.cardId ?? ''}/reply`, { words: '当日系统检修（示例）' }, '回复黄牌'],
      ['acceptance', {}, '补办受理'],
    ]);
    await tellTimelines(caseNo, later, then);
    return [caseNo];
  },
};
