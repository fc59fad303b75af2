import { makeResidentId, type Application, type CollectCase, type ServiceItemDefinition } from '#contracts';

/** A fictitious, well-formed applicant; `i` makes them differ. */
function anApplicant(i: number): Application['applicant'] {
  const day = new Date(Date.UTC(1960, 0, 1 + (Math.floor(i / 900) % 18_000))).toISOString().slice(0, 10);
  return {
    type: 'NATURAL',
    name: `欧阳示例${i}`,
    certificateType: '111',
    certificateNo: makeResidentId('430302', day.replaceAll('-', ''), String(100 + (i % 900)).padStart(3, '0')),
    phone: '13907320000',
    address: '湘潭市雨湖区示例路1号',
  };
}

/** 收件 of an item with everything its list asks for, by the applicant in person, decided electronically. */
export function collectionFor(item: ServiceItemDefinition, i: number, urgent: boolean): CollectCase {
  const value = (field: ServiceItemDefinition['fields'][number]): string | number => {
    if (field.kind === 'NUMBER') return 1;
    if (field.kind === 'DATE') return '2026-01-05';
    return field.kind === 'CHOICE' ? (field.choices?.[0] ?? '') : '示例';
  };
  return {
    homeCity: item.homeCity,
    itemCode: item.itemCode,
    mode: 'PROXY_COLLECT',
    urgency: urgent ? 'URGENT' : 'NORMAL',
    application: {
      applicant: anApplicant(i),
      identityCheck: { method: 'CARD_READER', subject: 'APPLICANT', result: 'MATCHED' },
      form: Object.fromEntries(item.fields.map((field) => [field.code, value(field)])),
      materials: item.materials
        .filter((material) => material.required)
        .map(({ code }) => ({ code, form: 'PAPER', originalSeen: true, copies: 1 })),
      delivery: { kind: 'ELECTRONIC' },
      noticeGivenAt: '2026-11-20T01:00:00.000Z',
    },
  };
}
