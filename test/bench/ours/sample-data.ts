import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../../deploy/local/local-folder.js';
import type { Decider } from '../floor/floor.js';
import { COLLECTING_CITY, ITEM_CODES } from './sample-case.js';

/** An item for measuring: a small checklist, a form that holds 2 KB, and where `rule` decides, the rule. */
function benchItem(homeCity: string, decider: Decider): Record<string, unknown> {
  return {
    itemCode: ITEM_CODES[decider],
    version: 1,
    name: decider === 'rule' ? '测量用秒批事项（示例）' : '测量用受理即办事项（示例）',
    homeCity,
    department: '示例部门',
    applicantType: 'NATURAL',
    modes: ['PROXY_COLLECT', 'ONLINE'],
    kind: 'INSTANT',
    legalLimit: { amount: 1, unit: 'WORKING_DAY' },
    promiseLimit: { amount: 1, unit: 'WORKING_DAY' },
    acceptWithinWorkingDays: 1,
    materials: [
      {
        code: 'M01',
        name: '身份证明',
        required: true,
        form: 'PAPER',
        originalRequired: true,
        copies: 1,
        source: 'APPLICANT',
      },
    ],
    fields: [
      { code: 'hospitalName', label: '就诊医院', kind: 'TEXT', required: true, maxLength: 100 },
      { code: 'totalAmountYuan', label: '费用总额（元）', kind: 'NUMBER', required: true },
      { code: 'statement', label: '情况说明', kind: 'TEXT', required: true, maxLength: 2000 },
    ],
    feeCharged: false,
    resultKind: 'DOCUMENT',
    resultName: '示例核定单',
    agentAllowed: false,
    scopeRange: '长株潭',
    scopeAreas: ['430100', '430200', '430300'].filter((city) => city !== homeCity),
    effectiveAt: '2024-12-31T16:00:00.000Z',
    withdrawnAt: null,
    sample: true,
    sampleNote: '示例数据：仅用于测量',
    instantRule: {
      ruleId: decider === 'rule' ? 'CS-R901' : 'CS-R902',
      name: '金额上限（示例规则）',
      upTo: decider === 'rule' ? 'DECIDED' : 'ACCEPTED',
      conditions: [{ field: 'totalAmountYuan', atLeast: 0, atMost: 50_000 }],
      decisionReason: '符合示例规则',
    },
  };
}

/** Writes a city's sample data with the items for measuring in place of its own; returns the file's path. */
export function writeSampleData(dir: string, city: string): string {
  const text = readFileSync(join(projectDir, 'deploy', 'local', 'sample', `${city}.json`), 'utf8');
  const sample = JSON.parse(text) as Record<string, unknown>;
  const items = city === COLLECTING_CITY ? [] : [benchItem(city, 'rule'), benchItem(city, 'person')];
  const file = join(dir, `sample-${city}.json`);
  // What is delegated names items of the city's own list, which is not there.
  writeFileSync(file, JSON.stringify({ ...sample, items, delegations: [] }));
  return file;
}
