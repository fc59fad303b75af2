import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync } from 'class-validator';
import {
  calendarYearFaults,
  CalendarYear,
  PickupPoint,
  ServiceItemDefinition,
  USER_ROLES,
  serviceItemFaults,
} from '#contracts';

interface SampleFile {
  sample: boolean;
  city: { code: string; name: string; lat: number; lon: number };
  halls: { id: string; name: string }[];
  windows: { id: string; hallId: string; name: string; kind: string }[];
  users: { username: string; displayName: string; role: string; windowId: string | null; password: string }[];
  pickupPoints: unknown[];
  items: unknown[];
  calendar: unknown[];
}

const CITIES = ['430100', '430200', '430300'];
const texts = CITIES.map((city) => readFileSync(new URL(`./${city}.json`, import.meta.url), 'utf8'));
const files = texts.map((text) => JSON.parse(text) as SampleFile);
const items = files.flatMap((file) => file.items.map((item) => checked(ServiceItemDefinition, item)));
const points = files.flatMap((file) => file.pickupPoints.map((point) => checked(PickupPoint, point)));

/** The value as an instance, or a failure that names the fields that are wrong. */
function checked<T extends object>(shape: ClassConstructor<T>, plain: unknown): T {
  const instance = plainToInstance(shape, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw new Error(`${JSON.stringify(plain)}: ${errors.join('; ')}`);
  return instance;
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('sample data', () => {
  it('says of itself, and of every item, that it is a sample', () => {
    expect(files.map((file) => file.sample)).toEqual([true, true, true]);
    expect(items.filter((item) => !item.sample || !item.sampleNote?.includes('示例'))).toEqual([]);
  });

  it('offers more than sixty items over three cities, none of them wrong in itself', () => {
    expect(items.length).toBeGreaterThanOrEqual(66);
    for (const file of files) expect(file.items.length).toBeGreaterThanOrEqual(18);
    expect(items.flatMap((item) => serviceItemFaults(item).map((fault) => `${item.itemCode} ${fault}`))).toEqual([]);
  });

  it('gives each item, window, user and pickup point a name of its own', () => {
    expect(repeated(items.map((item) => item.itemCode))).toEqual([]);
    expect(repeated(points.map((point) => point.id))).toEqual([]);
    expect(repeated(files.flatMap((file) => file.windows.map((window) => window.id)))).toEqual([]);
    expect(repeated(files.flatMap((file) => file.users.map((user) => user.password)))).toEqual([]);
    for (const file of files) {
      expect(repeated(file.items.map((item) => (item as ServiceItemDefinition).name))).toEqual([]);
      expect(repeated(file.users.map((user) => user.username))).toEqual([]);
    }
  });

  it.each(files.map((file, index) => [CITIES[index], file] as const))('belongs to %s throughout', (city, file) => {
    const prefix = { '430100': 'CS', '430200': 'ZZ', '430300': 'XT' }[city ?? ''];
    expect(file.city.code).toBe(city);
    for (const item of file.items as ServiceItemDefinition[]) {
      expect(item.itemCode.startsWith(`${prefix}-`)).toBe(true);
      expect(item.homeCity).toBe(city);
      expect(item.scopeAreas).toEqual(CITIES.filter((other) => other !== city));
    }
    const own = points.filter((point) => point.city === city);
    expect(own).toHaveLength(file.pickupPoints.length);
    expect(own.length).toBeGreaterThanOrEqual(5);
    for (const point of own) {
      expect(Math.hypot(point.lat - file.city.lat, point.lon - file.city.lon)).toBeLessThan(0.3);
      expect(point.address.startsWith(file.city.name)).toBe(true);
      expect(point.open24h).toBe(point.hours === '全天');
    }
  });

  it('lets every city sign in each role, and a clerk at two windows', () => {
    for (const file of files) {
      expect(new Set(file.users.map((user) => user.role))).toEqual(new Set(USER_ROLES));
      const windows = file.windows.map((window) => window.id);
      for (const user of file.users) {
        expect(user.password).toBe(`Sample-${user.username}-${file.city.code}`);
        if (user.windowId !== null) expect(windows).toContain(user.windowId);
      }
      const clerks = file.users.filter((user) => user.role === 'clerk').map((user) => user.windowId);
      expect(new Set(clerks).size).toBe(2);
      expect(clerks).not.toContain(null);
      for (const window of file.windows) expect(file.halls.map((hall) => hall.id)).toContain(window.hallId);
    }
  });

  it('shows the reimbursement of a hospital stay in another city as the window knows it', () => {
    const item = items.find((one) => one.itemCode === 'CS-YB-001');
    expect(item?.name).toBe('医保异地住院费用报销');
    expect(item?.modes).toEqual(['PROXY_COLLECT', 'ONLINE']);
    expect(item?.materials.filter((material) => material.required).map((material) => material.name)).toEqual([
      '身份证明',
      '医疗费用发票原件',
      '费用明细清单',
      '出院小结或诊断证明',
      '银行卡复印件',
    ]);
    expect(item?.fields.map((field) => field.code)).toEqual([
      'hospitalName',
      'admittedOn',
      'dischargedOn',
      'totalAmountYuan',
      'bankAccount',
      'bankName',
    ]);
  });

  it('asks for at least one material and tells one result for every item', () => {
    expect(items.filter((item) => !item.materials.some((material) => material.required))).toEqual([]);
  });

  it.each(files.map((file, index) => [CITIES[index], file] as const))(
    'has the working days of %s: two years by their notices, and the next one waiting for its',
    (city, file) => {
      const years = file.calendar.map((year) => checked(CalendarYear, year));
      expect(years.map(({ year, final }) => [year, final])).toEqual([
        [2025, true],
        [2026, true],
        [2027, false],
      ]);
      expect(years.flatMap(calendarYearFaults)).toEqual([]);
      for (const year of years) {
        expect(year.city).toBe(city);
        expect(year.sample && year.sampleNote?.includes('示例')).toBe(true);
      }
    },
  );

  it('carries nothing that could pass for a code of the national lists', () => {
    for (const text of texts) {
      // 31 characters for an implementation item, 12 digits for the catalogue behind it.
      expect(/[0-9A-Z]{31}/.exec(text)).toBeNull();
      expect(/\d{12}/.exec(text)).toBeNull();
    }
  });
});
