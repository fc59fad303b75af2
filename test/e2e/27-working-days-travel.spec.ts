import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CalendarYearView } from '#contracts';
import { CHANGSHA, CITIES, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const NOTICE = {
  year: 2027,
  final: true,
  daysOff: ['2027-01-01', '2027-02-08', '2027-05-03', '2027-10-01', '2027-10-04'],
  workedDays: ['2027-02-06'],
  extraDaysOff: [] as string[],
  officeFrom: '09:00',
  officeTo: '17:00',
  source: '2027年放假通知（示例）',
  sample: true,
  sampleNote: '示例数据：为演练编造的通知',
};

let cities: ThreeCities;
let gateway: HttpGateway;
let operator: HttpDesk;
let reader: HttpDesk;

beforeAll(async () => {
  cities = await threeCities('calendar');
  gateway = await withGateway(cities);
  operator = await gateway.signIn(CHANGSHA, 'operator1');
  reader = await gateway.signIn(XIANGTAN, 'clerk1');
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

const years = async (desk: HttpDesk, query = ''): Promise<CalendarYearView[]> =>
  (await desk.get<CalendarYearView[]>(`/calendar${query}`)).body;
const held = (city: string): Promise<unknown> =>
  cities.sql(city, "select city, year, version, encode(hash, 'hex') as hash from work_calendar order by 1, 2, 3");

describe('the working days of a city', () => {
  it('are known in all cities as it published them, its own first', async () => {
    for (const city of CITIES) {
      const desk = await gateway.signIn(city, 'clerk1');
      await until(`${city} holds all years`, async () => (await years(desk)).length === 9, 30_000);
      expect((await years(desk)).slice(0, 3).map((year) => year.city)).toEqual([city, city, city]);
    }
    const [first, ...others] = await Promise.all(CITIES.map(held));
    for (const other of others) expect(other).toEqual(first);
    const [open] = await years(reader, `?city=${CHANGSHA}&year=2027`);
    expect(open).toMatchObject({ version: 1, final: false, sample: true });
  });

  it('are refused with the days that cannot be right, and nothing is published', async () => {
    const answer = await operator.post('/calendar', { ...NOTICE, workedDays: ['2027-02-06', '2027-02-09'] });
    expect(refusal(answer, 'calendar_invalid')).toEqual({ year: 2027, faults: ['worked_day_is_weekday:2027-02-09'] });
    refusal(await reader.post('/calendar', NOTICE), 'role_not_allowed');
    expect((await years(operator, `?city=${CHANGSHA}&year=2027`))[0]?.version).toBe(1);
  });

  it('change everywhere when the notice of a year is imported, once however often it is asked', async () => {
    const key = 'the-notice-of-2027';
    const imported = await operator.post<CalendarYearView>('/calendar', NOTICE, { key });
    expect(imported.status).toBe(201);
    expect(imported.body).toMatchObject({ city: CHANGSHA, version: 2, final: true, daysOff: NOTICE.daysOff });
    expect((await operator.post<CalendarYearView>('/calendar', NOTICE, { key })).body).toEqual(imported.body);
    refusal(await operator.post('/calendar', { ...NOTICE, officeTo: '18:00' }, { key }), 'idempotency_key_reused');
    await until('湘潭 knows the notice of 长沙', async () => {
      const [year] = await years(reader, `?city=${CHANGSHA}&year=2027`);
      return year?.version === 2;
    });
    expect(await years(reader, `?city=${ZHUZHOU}&year=2027`)).toMatchObject([{ version: 1, final: false }]);
  });

  it('are published once: a node that starts again states none of them anew', async () => {
    await cities.quiet();
    const before = await held(XIANGTAN);
    await cities.stopNode(CHANGSHA);
    await cities.startNode(CHANGSHA);
    await cities.node(CHANGSHA).started;
    await cities.quiet();
    expect(await held(XIANGTAN)).toEqual(before);
  });
});
