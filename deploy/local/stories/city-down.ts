import type { CaseSummary, CaseView, CollectedView, Page, PartnerView, TimelineView } from '#contracts';
import { lostCard } from './applicants.js';
import type { Desk } from '../desk.js';
import { LocalSetupError } from '../local-folder.js';
import { clockTime, tell } from '../telling.js';
import { waitFor } from '../wait-for.js';
import { clerkAndReviewer, ZHUZHOU, type Story } from './story.js';

/** 株洲 goes down, a case for it is safe, 长沙 works on, 株洲 comes back and has the case once. */
export const cityDown: Story = {
  name: 'city-down',
  title: '株洲断开：窗口照常收件，办件安全留存，恢复后自动转递',
  shows: '断路器：对方联系不上不丢件、不重件，也不影响别的城市',
  play: async (stage) => {
    const [clerk, reviewer] = await clerkAndReviewer(stage);
    const outage = stage.outage(ZHUZHOU);
    await outage.begin();
    tell.turn('株洲市 · 节点', '已停止，此刻联系不上');
    const caseNo = await collectMeanwhile(clerk);
    tell.note('等湘潭确认株洲没有回执，约几秒……');
    await breakerIs(clerk, 'open', '看到株洲的断路器断开');
    tell.turn('湘潭市 · 协作城市页面', '断路器已断开，不再空等株洲');
    const partner = await zhuzhouOf(clerk);
    const since = partner.oldestHeldAt ? `，最早 ${clockTime(partner.oldestHeldAt)}` : '';
    tell.done(`${partner.name}：${partner.words}；留存 ${partner.held} 件${since}`);
    tell.done(`这件办件：${deliveryWords(await clerk.case(caseNo))}`);
    await othersWorkOn(clerk, reviewer);

    tell.turn('株洲市 · 节点', '重新启动');
    await outage.end();
    tell.done('株洲已恢复');
    await arrivedOnce(await stage.desk(ZHUZHOU, 'reviewer1'), clerk, caseNo);
    await breakerIs(clerk, 'closed', '看到株洲的断路器合上');
    // The last receipt follows the case by a moment.
    const back = await waitFor('看到株洲没有留存的办件', async () => {
      const now = await zhuzhouOf(clerk);
      return now.held === 0 && now;
    });
    tell.done(`湘潭的协作城市页面：${back.name}断路器已合上，${back.words}，留存 ${back.held} 件`);
    return [caseNo];
  },
};

async function collectMeanwhile(clerk: Desk): Promise<string> {
  tell.turn('湘潭市 · 综合窗口', '有人来办株洲的社会保障卡补换');
  const startedAt = performance.now();
  const collected = await clerk.create<CollectedView>('/cases', lostCard('430200'));
  const took = Math.round(performance.now() - startedAt);
  tell.done(`照常收件，${took} 毫秒，办件编号 ${collected.caseNo}`);
  tell.done(`窗口随即看到：${deliveryWords(collected)}`);
  tell.note('申请人可以回家：办件已存入湘潭的数据库，株洲一恢复就自己走。');
  return collected.caseNo;
}

async function othersWorkOn(clerk: Desk, reviewer: Desk): Promise<void> {
  tell.turn('湘潭市 → 长沙市', '别的城市不受影响');
  const startedAt = performance.now();
  const { caseNo } = await clerk.create<CollectedView>('/cases', lostCard('430100'));
  await waitFor('在长沙看到新的办件', () => reviewer.caseIfThere(caseNo), 20_000);
  tell.done(`另一件交给长沙的办件，${((performance.now() - startedAt) / 1000).toFixed(1)} 秒后已被长沙签收`);
}

async function arrivedOnce(zhuzhou: Desk, clerk: Desk, caseNo: string): Promise<void> {
  tell.turn('株洲市 · 审批', '留存的办件自己到了');
  const view = await waitFor('在株洲看到留存的办件', () => zhuzhou.caseIfThere(caseNo));
  tell.done(`株洲已收到：${view.statusZh}`);
  await waitFor('在湘潭看到株洲已签收', async () => (await clerk.case(caseNo)).status === 'RECEIVED');
  const { total } = await zhuzhou.get<Page<CaseSummary>>(`/cases?caseNo=${caseNo}`);
  const { entries } = await zhuzhou.get<TimelineView>(`/cases/${caseNo}/timeline`);
  const numbers = entries.filter(({ city }) => city === '430300').map(({ seq }) => seq);
  if (total !== 1 || new Set(numbers).size !== numbers.length) {
    throw new LocalSetupError(`这件办件在株洲有 ${total} 份，湘潭的事件 ${numbers.join('、')}`);
  }
  tell.done(`株洲的办件列表里只有 ${total} 件；湘潭的 ${numbers.join('、')} 号事件各到一次，不丢也不重`);
}

async function breakerIs(clerk: Desk, state: PartnerView['breaker'], what: string): Promise<void> {
  await waitFor(what, async () => (await zhuzhouOf(clerk)).breaker === state);
}

async function zhuzhouOf(clerk: Desk): Promise<PartnerView> {
  const answer = await clerk.get<readonly PartnerView[] | Page<PartnerView>>('/partners');
  const partners = 'items' in answer ? answer.items : answer;
  const found = partners.find(({ city }) => city === '430200');
  if (!found) throw new LocalSetupError('湘潭的协作城市里没有株洲');
  return found;
}

function deliveryWords({ delivery }: CaseView): string {
  return delivery.find(({ partner }) => partner === '430200')?.words ?? '';
}
