import type { CollectJointCase } from '#contracts';
import { anApplicant } from './builders.js';
import { CHANGSHA, XIANGTAN, ZHUZHOU } from './three-cities.js';

const material = (code: string): CollectJointCase['parts'][number]['materials'][number] => ({
  code,
  form: 'PAPER',
  originalSeen: true,
  copies: 1,
});

/** 跨市公积金贷款购房: handed in at 湘潭, bought in 株洲 (or another city), deposited in 长沙. */
export function aPurchase({
  homeCity = ZHUZHOU,
  ...changes
}: Partial<CollectJointCase> & { homeCity?: string } = {}): CollectJointCase {
  return {
    itemCode: 'XT-LB-001',
    application: {
      applicant: anApplicant(),
      identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
      form: { houseAddress: '株洲市天元区示例路1号' },
      materials: [material('M01')],
      delivery: { kind: 'PICKUP', city: XIANGTAN, pointId: 'XT-P01' },
      noticeGivenAt: '2026-11-20T01:00:00.000Z',
    },
    parts: [
      {
        key: 'verify-purchase',
        homeCity,
        form: { houseAddress: '株洲市天元区示例路1号', contractNo: 'ZZ-示例-1', priceYuan: 800_000 },
        materials: [material('M01'), material('M02')],
      },
      {
        key: 'pay-out',
        homeCity: CHANGSHA,
        form: { withdrawYuan: 50_000, bankAccount: '6222020000000000000', bankName: '示例银行' },
        materials: [material('M01'), material('M02')],
      },
    ],
    ...changes,
  };
}

/** 大学生就业创业落户一件事, all of it or these matters. */
export function aGraduate(keys: readonly string[]): CollectJointCase {
  const { application } = aPurchase();
  return {
    itemCode: 'XT-LB-002',
    application: { ...application, form: { school: '示例大学' } },
    parts: keys.map((key) => ({ key, form: { school: '示例大学' }, materials: [material('M01'), material('M02')] })),
  };
}
/** All eleven, each behind those it waits for. */
export const MATTERS = [
  ...['job-seeking', 'employment', 'tenancy', 'business', 'settling', 'archives', 'rent-subsidy', 'job-subsidy'],
  ...['insurance-subsidy', 'training-subsidy', 'business-loan'],
];
