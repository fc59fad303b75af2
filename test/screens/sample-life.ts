import { makeResidentId, type CaseView, type CollectCase, type PickupCodeView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, XIANGTAN } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { uploading } from '../support/uploading.js';
import { untilStatus, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

/** What the pages show: fictitious people, their cases in every state a desk works with. */
export interface SampleLife {
  /** A case with a past in both cities, under review in 长沙. */
  readonly caseNo: string;
  /** A result on the shelf in 湘潭, with its code. */
  readonly shelved: { readonly caseNo: string; readonly pickupCode: string };
}

const NAMES = ['欧阳示例', '王示例', '李示范', '张样本', '刘示例', '陈示范', '杨样本', '赵示例', '周示范', '吴样本'];
const DEFECTS = [
  { kind: 'FIELD', code: 'bankAccount', problem: '账号少一位', remedy: '请核对银行卡后重填' },
  { kind: 'MATERIAL', code: 'M03', problem: '费用明细缺第二页', remedy: '请补全全部页' },
] as const;

/** A page that can be read in the viewer, and says that it is a sample. */
function aReceipt(): Buffer {
  const lines = ['SAMPLE - NOT A REAL DOCUMENT', 'Hospital charges 2026-09-01 / 2026-09-09', ''];
  for (let i = 1; i <= 12; i += 1)
    lines.push(`${String(i).padStart(2, '0')}   Sample item ${i}      CNY ${(i * 137.5).toFixed(2)}`);
  const text = lines.map((line) => `(${line}) Tj T*`).join('\n');
  const content = `BT /F1 14 Tf 24 TL 60 760 Td\n${text}\nET`;
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = parts.map((part, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${part}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${file}${table}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

function formOf(i: number): CollectCase {
  const form = aCollection();
  const { applicant } = form.application;
  applicant.name = NAMES[i % NAMES.length] ?? '示例';
  applicant.certificateNo = makeResidentId('430302', `198${i % 10}0${1 + (i % 9)}15`, String(200 + i));
  applicant.phone = `1390732${String(1000 + i * 37).slice(-4)}`;
  form.application.delivery = { kind: 'PICKUP', city: XIANGTAN, pointId: i % 3 === 0 ? 'XT-P02' : 'XT-P01' };
  return form;
}

/** Lives the sample life; takes some seconds, since real cities carry the cases. */
export async function liveSampleLife(gateway: HttpGateway): Promise<SampleLife> {
  const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  const pickup = await gateway.signIn(XIANGTAN, 'pickup1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  let serial = 0;
  const received = async (change: (form: CollectCase) => void = () => undefined): Promise<string> => {
    const form = formOf((serial += 1));
    change(form);
    const { body, status } = await clerk.post<CaseView>('/cases', form);
    if (status >= 300) throw new Error(JSON.stringify(body));
    await untilStatus(reviewer, body.caseNo, 'RECEIVED');
    return body.caseNo;
  };
  const must = async (desk: HttpDesk, caseNo: string, what: string, body: object = {}): Promise<CaseView> => {
    const answer = await desk.act(caseNo, what, body);
    if (answer.status >= 300) throw new Error(`${what}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const issued = async (): Promise<string> => {
    const caseNo = await received();
    await must(reviewer, caseNo, 'acceptance');
    await must(reviewer, caseNo, 'decision', { act: 'APPROVED', reason: '材料齐全，符合异地就医报销条件' });
    await must(reviewer, caseNo, 'result', { resultNo: `CS-示例-${String(serial).padStart(4, '0')}` });
    await untilStatus(pickup, caseNo, 'ISSUED');
    return caseNo;
  };
  const shelve = async (shelfDays: number): Promise<{ caseNo: string; pickupCode: string }> => {
    const caseNo = await issued();
    const view = await must(pickup, caseNo, 'shelving', { shelfDays });
    return { caseNo, pickupCode: (view as PickupCodeView).pickupCode };
  };

  const file = await uploading(gateway, clerk).whole('费用明细（示例）.pdf', aReceipt());
  const caseNo = await received((form) => {
    const paper = form.application.materials.find(({ code }) => code === 'M03');
    if (paper) paper.files = [file];
  });
  await must(reviewer, caseNo, 'correction-request', { defects: DEFECTS });
  await untilStatus(clerk, caseNo, 'CORRECTION');
  const materials = [{ code: 'M03', form: 'PAPER', originalSeen: true, copies: 1 }];
  await must(clerk, caseNo, 'correction', { form: { bankAccount: '6222020000000000001' }, materials });
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  await must(reviewer, caseNo, 'acceptance', { note: '补正后材料齐全' });
  for (let i = 0; i < 4; i += 1) await received();
  for (let i = 0; i < 2; i += 1) await must(reviewer, await received(), 'acceptance');
  await must(reviewer, await received(), 'correction-request', { defects: DEFECTS.slice(0, 1) });
  await must(reviewer, await received(), 'refusal', {
    act: 'NOT_REQUIRED',
    reason: '该费用无须申请核定（示例）',
    legalGround: '《行政许可法》第三十二条',
  });
  const late = await shelve(2);
  await shelve(30);
  const wrong = late.pickupCode === '000000' ? '000001' : '000000';
  for (let i = 0; i < 5; i += 1) {
    await pickup.post('/shelf/search', { pickupCode: wrong, caseNo: late.caseNo }, { key: null });
  }
  await issued();
  const shelved = await shelve(15);
  await untilStatus(clerk, caseNo, 'ACCEPTED');
  return { caseNo, shelved };
}
