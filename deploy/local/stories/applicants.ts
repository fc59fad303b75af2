import { randomInt } from 'node:crypto';
import { chinaDateOf, makeResidentId, type Application, type CollectCase } from '#contracts';

const dayMs = 24 * 3600_000;

/** Where the fictitious applicant lives, in 湘潭市雨湖区: the nearest pickup point is looked for from here. */
export const HOME = { lat: 27.858, lon: 112.9 };

/** Materials of 医保异地住院费用报销, as the sample items list them. */
export const HOSPITAL_MATERIALS = ['M01', 'M02', 'M03', 'M04', 'M05'];

/** 收件 of 医保异地住院费用报销 for 长沙, to be picked up at a point of 湘潭. */
export function hospitalClaim(pointId: string): CollectCase {
  const form = {
    hospitalName: '湘潭市示例医院',
    admittedOn: chinaDateOf(new Date(Date.now() - 30 * dayMs)),
    dischargedOn: chinaDateOf(new Date(Date.now() - 21 * dayMs)),
    totalAmountYuan: 18650.5,
    bankAccount: '6222020000000000000',
    bankName: '示例银行湘潭分行',
  };
  const delivery = { kind: 'PICKUP', city: '430300', pointId } as const;
  return {
    homeCity: '430100',
    itemCode: 'CS-YB-001',
    mode: 'PROXY_COLLECT',
    application: application(form, HOSPITAL_MATERIALS, delivery),
  };
}

/** 收件 of 社会保障卡补换 for 长沙 or 株洲; the result comes electronically. */
export function lostCard(homeCity: '430100' | '430200'): CollectCase {
  return {
    homeCity,
    itemCode: homeCity === '430100' ? 'CS-SB-002' : 'ZZ-SB-002',
    mode: 'PROXY_COLLECT',
    application: application({ reason: '遗失' }, ['M01'], { kind: 'ELECTRONIC' }),
  };
}

function application(
  form: Application['form'],
  materials: readonly string[],
  delivery: Application['delivery'],
): Application {
  return {
    applicant: fictitiousResident(),
    identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
    form,
    materials: materials.map((code) => ({ code, form: 'PAPER', originalSeen: true, copies: 1 })),
    delivery,
    noticeGivenAt: new Date().toISOString(),
  };
}

/** A well-formed resident of 湘潭 who does not exist; another one each time, so that the demo can be run again. */
export function fictitiousResident(): Application['applicant'] {
  const born = `${randomInt(1950, 2000)}${two(randomInt(1, 13))}${two(randomInt(1, 29))}`;
  return {
    type: 'NATURAL',
    name: '欧阳示例',
    certificateType: '111',
    certificateNo: makeResidentId('430302', born, String(randomInt(0, 1000)).padStart(3, '0')),
    phone: '13907320000',
    address: '湘潭市雨湖区示例路1号',
  };
}

/** A firm with a well-formed credit code that no register has given out as its own. */
export function fictitiousFirm(): Application['applicant'] {
  return {
    type: 'LEGAL',
    name: '示例餐饮有限公司',
    certificateType: '001',
    certificateNo: '91350100M000100Y43',
    phone: '13907320000',
    address: '长沙市岳麓区示例路1号',
  };
}

const two = (value: number): string => String(value).padStart(2, '0');
