import { makeResidentId, type Application, type CollectCase, type CollectedMaterial } from '#contracts';

let serial = 0;

/** A well-formed fictitious resident of 湘潭. */
export function anApplicant(): Application['applicant'] {
  serial += 1;
  return {
    type: 'NATURAL',
    name: '欧阳示例',
    certificateType: '111',
    certificateNo: makeResidentId('430302', '19880215', String(100 + (serial % 800)).padStart(3, '0')),
    phone: '13907320000',
    address: '湘潭市雨湖区示例路1号',
  };
}

/** A complete application for 医保异地住院费用报销, to be handed over at a point of `pickupCity`. */
export function anApplication(pickup: { city: string; pointId: string } | null): Application {
  return {
    applicant: anApplicant(),
    identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
    form: {
      hospitalName: '湘潭市示例医院',
      admittedOn: '2026-09-01',
      dischargedOn: '2026-09-09',
      totalAmountYuan: 18650.5,
      bankAccount: '6222020000000000000',
      bankName: '示例银行湘潭分行',
    },
    materials: ['M01', 'M02', 'M03', 'M04', 'M05'].map((code) => ({
      code,
      form: 'PAPER' as const,
      originalSeen: true,
      copies: 1,
    })),
    delivery: pickup ? { kind: 'PICKUP', ...pickup } : { kind: 'ELECTRONIC' },
    noticeGivenAt: '2026-11-20T01:00:00.000Z',
  };
}

/** 收件 of that item for 长沙, to be picked up in 湘潭. */
export function aCollection(changes: Partial<CollectCase> = {}): CollectCase {
  return {
    homeCity: '430100',
    itemCode: 'CS-YB-001',
    mode: 'PROXY_COLLECT',
    application: anApplication({ city: '430300', pointId: 'XT-P01' }),
    ...changes,
  };
}

/** A material as a clerk registers it, its original seen. */
export function aMaterial(code: string): CollectedMaterial {
  return { code, form: 'PAPER', originalSeen: true, copies: 1 };
}

/** 收件 of 食品经营许可 for 长沙, an item with three review roles, inspections, deferrable materials and a promise. */
export function aFoodPermit(changes: Partial<CollectCase> = {}, materials = ['M02', 'M04', 'M05', 'M06']): CollectCase {
  const application: Application = {
    ...anApplication(null),
    applicant: {
      type: 'LEGAL',
      name: '示例餐饮有限公司',
      certificateType: '001',
      certificateNo: '91350100M000100Y43',
      phone: '13907320000',
    },
    form: { premises: '长沙市岳麓区示例路9号', businessKind: '餐饮服务', manager: '示例负责人' },
    materials: materials.map(aMaterial),
  };
  return aCollection({ itemCode: 'CS-SC-005', application, ...changes });
}
