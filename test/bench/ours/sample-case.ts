import { makeResidentId, type CollectCase } from '#contracts';
import type { Decider } from '../floor/floor.js';

/** Where cases are collected and decided in every measurement. */
export const COLLECTING_CITY = '430300';
export const HOME_CITY = '430100';

/** A second home city, where the work of one must not hold up the other's. */
export const OTHER_HOME_CITY = '430200';

/** Items of a home city made for measuring; who decides them is what they differ in. */
export const ITEM_CODES: Readonly<Record<Decider, string>> = { rule: 'CS-BENCH-001', person: 'CS-BENCH-002' };

const formBytes = 2048;

/** A complete application of 2 KB for one of these items; `serial` makes applicants differ. Sample data. */
export function sampleCase(decider: Decider, serial: number, homeCity = HOME_CITY): CollectCase {
  const application: CollectCase['application'] = {
    applicant: {
      type: 'NATURAL',
      name: '欧阳示例',
      certificateType: '111',
      certificateNo: makeResidentId('430302', '19880215', String(100 + (serial % 800)).padStart(3, '0')),
      phone: '13907320000',
      address: '湘潭市雨湖区示例路1号',
    },
    identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
    form: { hospitalName: '湘潭市示例医院', totalAmountYuan: 18650.5, statement: '' },
    materials: [{ code: 'M01', form: 'PAPER', originalSeen: true, copies: 1 }],
    delivery: { kind: 'ELECTRONIC' },
    noticeGivenAt: '2026-11-20T01:00:00.000Z',
  };
  const missing = formBytes - Buffer.byteLength(JSON.stringify(application));
  // Not one letter repeated: that would compress away wherever something compresses.
  application.form.statement = Buffer.from(evenBytes(serial, missing)).toString('base64').slice(0, missing);
  return { homeCity, itemCode: ITEM_CODES[decider], mode: 'PROXY_COLLECT', application };
}

/** Bytes that look random and are the same for the same seed, so that every contestant carries the same. */
function evenBytes(seed: number, length: number): Uint8Array {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
