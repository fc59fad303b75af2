import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceItemDefinition } from '#contracts';
import { projectDir } from '../../../../deploy/local/local-folder.js';
import { itemDifferences } from './item-differences.rules.js';

const file = join(projectDir, 'deploy', 'local', 'sample', '430100.json');
const [item] = (JSON.parse(readFileSync(file, 'utf8')) as { items: [ServiceItemDefinition] }).items;
const changed = (change: (next: ServiceItemDefinition) => void): string[] => {
  const next = structuredClone(item);
  change(next);
  return itemDifferences(item, next).map(({ kind, words }) => `${kind} ${words}`);
};

describe('versions of an item in words', () => {
  it('the same list again has no differences', () => {
    expect(changed((next) => (next.version += 1))).toEqual([]);
  });

  it('materials that came, went or are asked for otherwise are named', () => {
    const [first] = item.materials;
    if (!first) throw new Error('the sample item asks for no material');
    expect(changed((next) => next.materials.push({ ...first, code: 'M99', name: '示例证明' }))).toEqual([
      'ADDED 新增材料“示例证明”',
    ]);
    expect(changed((next) => next.materials.shift())).toEqual([`REMOVED 取消材料“${first.name}”`]);
    const copies = first.copies + 1;
    expect(changed((next) => Object.assign(next.materials[0] as object, { copies }))).toEqual([
      `CHANGED 材料“${first.name}”：份数由${first.copies}改为${copies}`,
    ]);
  });

  it('limits are told with what they were', () => {
    expect(changed((next) => (next.promiseLimit = { amount: 99, unit: 'WORKING_DAY' }))).toEqual([
      expect.stringMatching(/^CHANGED 承诺时限由“.+”改为“99个工作日”$/),
    ]);
  });

  it('every member of an item is compared', () => {
    const unseen = Object.keys(item).filter((member) => {
      if (['version', 'itemCode', 'homeCity', 'effectiveAt', 'withdrawnAt', 'sample', 'sampleNote'].includes(member))
        return false;
      const next = structuredClone(item) as unknown as Record<string, unknown>;
      next[member] = BENT[member] ?? '另一个';
      return itemDifferences(item, next as unknown as ServiceItemDefinition).length === 0;
    });
    expect(unseen).toEqual([]);
  });
});

const BENT: Readonly<Record<string, unknown>> = {
  modes: ['DELEGATED'],
  kind: 'INSTANT',
  applicantType: 'LEGAL',
  legalLimit: { amount: 77, unit: 'DAY' },
  promiseLimit: { amount: 7, unit: 'HOUR' },
  acceptWithinWorkingDays: 29,
  materials: [],
  fields: [],
  scopeAreas: ['999999'],
  feeCharged: 1,
  agentAllowed: 0,
};
