import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceItemDefinition } from '#contracts';

interface SampleFile {
  sample: true;
  city: string;
  halls: { id: string; name: string }[];
  windows: { id: string; hallId: string; name: string; kind: string }[];
  users: { username: string; password: string }[];
  pickupPoints: unknown[];
  delegations: unknown[];
  items: ServiceItemDefinition[];
  calendar: { city: string }[];
}

const MODEL_CITY = '430100';
const MODEL_ITEM = 'CS-YB-001';

/**
 * Sample data of a city of the suite: the people of a sample city and three items that every other city collects for. One
 * is decided by officers alone, one is accepted by a rule and decided by an officer, one is decided by a rule (秒批).
 */
export function sampleDataOf(city: string, cities: readonly string[]): SampleFile {
  const path = join(process.cwd(), 'deploy', 'local', 'sample', `${MODEL_CITY}.json`);
  const model = JSON.parse(readFileSync(path, 'utf8')) as SampleFile;
  const found = model.items.find((item) => item.itemCode === MODEL_ITEM);
  if (!found) throw new Error(`the sample data has no ${MODEL_ITEM} any more`);
  const item = (itemCode: string, name: string): ServiceItemDefinition => ({
    ...found,
    itemCode,
    name,
    homeCity: city,
    scopeAreas: cities.filter((other) => other !== city),
  });
  const rule = (upTo: 'ACCEPTED' | 'DECIDED'): NonNullable<ServiceItemDefinition['instantRule']> => ({
    ruleId: upTo === 'ACCEPTED' ? 'FS-R01' : 'FS-R02',
    name: '小额费用即时办理（示例）',
    upTo,
    conditions: [{ field: 'totalAmountYuan', atMost: 100 }],
    decisionReason: '符合示例规则',
  });
  return {
    ...model,
    city,
    users: model.users.map((user) => ({ ...user, password: `Sample-${user.username}-${city}` })),
    pickupPoints: [],
    delegations: [],
    calendar: model.calendar.map((year) => ({ ...year, city })),
    items: [
      item('FS-YB-001', '人工审核事项（示例）'),
      { ...item('FS-YB-002', '规则受理事项（示例）'), instantRule: rule('ACCEPTED') },
      { ...item('FS-YB-003', '规则办结事项（示例）'), instantRule: rule('DECIDED') },
    ],
  };
}
