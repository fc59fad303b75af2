import type { CardView, CaseView, FiguresView, Page } from '#contracts';
import { aCollection } from './builders.js';
import { CHANGSHA, XIANGTAN } from './three-cities.js';
import { until } from './until.js';
import { untilStatus, type HttpDesk, type HttpGateway } from './with-gateway.js';

/** Lets two cases lie until 长沙 is carded for them, asks everything about cards once, and some of it wrongly. */
export async function playCards(gateway: HttpGateway, twoWeeksPass: () => void): Promise<void> {
  const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  const numbers: string[] = [];
  for (let i = 0; i < 2; i += 1) numbers.push((await clerk.post<CaseView>('/cases', aCollection())).body.caseNo);
  for (const caseNo of numbers) await untilStatus(reviewer, caseNo, 'RECEIVED');
  twoWeeksPass();
  const [home, otherDesk, supervisor] = await Promise.all([
    gateway.signIn(CHANGSHA, 'reviewer1'),
    gateway.signIn(CHANGSHA, 'clerk1'),
    gateway.signIn(CHANGSHA, 'supervisor1'),
  ]);
  const cardOf = (caseNo: string): Promise<string> =>
    until(`${caseNo} is carded`, async () => {
      const filters = `caseNo=${caseNo}&level=YELLOW&leg=home-review&city=${CHANGSHA}&state=OPEN`;
      const { body } = await home.get<Page<CardView>>(`/supervision/cards?${filters}`);
      return body.items[0]?.cardId;
    });
  const [first, second] = numbers as [string, string];
  const [one, other] = [await cardOf(first), await cardOf(second)];
  const words = '示例：当日系统检修';
  await otherDesk.act(first, `cards/${one}/reply`, { words });
  await home.act(first, 'cards/unknown/reply', { words });
  await home.act(first, `cards/${one}/reply`, {});
  await home.act(first, `cards/${one}/reply`, { words });
  await home.act(first, `cards/${one}/reply`, { words });
  await home.act(second, `cards/${other}/appeal`, { words });
  await home.act(second, `cards/${other}/cancellation`, { words });
  await supervisor.act(second, `cards/${other}/cancellation`, { words });
  await home.get(`/cases/${second}/timeline`);
  await home.get('/supervision/cards?level=GREEN');
  await home.get('/supervision/cards?page=1&pageSize=5');
  await home.get('/supervision/thresholds');
  const set = { leg: 'making', warnDaysLeft: 2, warnUsedPercent: 70, replyWithinWorkingDays: 2 };
  await supervisor.post('/supervision/thresholds', set);
  await supervisor.post('/supervision/thresholds', { ...set, leg: 'link' });
  await home.post('/supervision/thresholds', set);
  await askFigures(supervisor, await gateway.signIn(CHANGSHA, 'operator1'));
}

/** 监督统计, everything asked once, and some of it wrongly. */
async function askFigures(supervisor: HttpDesk, operator: HttpDesk): Promise<void> {
  const range = 'from=2026-01-01&to=2027-12-31';
  await until('cases are counted', async () => {
    const { body } = await supervisor.get<FiguresView>(`/supervision/figures?${range}&by=pair`);
    return body.rows.some(({ clocks }) => clocks.length > 0);
  });
  for (const by of ['all', 'month', 'item', 'mode', 'desk'])
    await supervisor.get(`/supervision/figures?${range}&by=${by}`);
  await supervisor.get(`/supervision/figures?${range}&by=day`);
  await supervisor.get('/supervision/figures?by=pair');
  await supervisor.get('/supervision/open-cases?state=OPEN&pageSize=5');
  await supervisor.get('/supervision/open-cases?state=LATE');
  await supervisor.post('/supervision/recount', {});
  await operator.post('/supervision/recount', {});
}
