import {
  ERROR_CATALOGUE,
  type CaseView,
  type CollectedView,
  type Page,
  type PickupCodeView,
  type PrecheckView,
} from '#contracts';
import { HOME, HOSPITAL_MATERIALS, hospitalClaim } from './applicants.js';
import { Refusal, type Desk } from '../desk.js';
import { LocalSetupError } from '../local-folder.js';
import { tell } from '../telling.js';
import { waitFor } from '../wait-for.js';
import { CHANGSHA, tellTimelines, XIANGTAN, type Story } from './story.js';

/** A claim is collected in 湘潭, decided in 长沙 and handed over in 湘潭. */
export const proxyCollect: Story = {
  name: 'proxy-collect',
  title: '医保异地住院费用报销：湘潭收件，长沙审核，湘潭就近取证',
  shows: '代收资料：收受分离，属地受理、决定，就近取证',
  play: async (stage) => {
    const [clerk, reviewer, pickup] = await Promise.all([
      stage.desk(XIANGTAN, 'clerk1'),
      stage.desk(CHANGSHA, 'reviewer1'),
      stage.desk(XIANGTAN, 'pickup1'),
    ]);
    await precheck(clerk);
    const { caseNo } = await collect(clerk);
    await decide(reviewer, clerk, caseNo);
    await handOver(pickup, clerk, caseNo);
    await tellTimelines(caseNo, clerk, reviewer);
    return [caseNo];
  },
};

async function precheck(clerk: Desk): Promise<void> {
  tell.turn('湘潭市 · 综合窗口', `${clerk.session.user.displayName}先替申请人问长沙：能不能收`);
  const request = {
    homeCity: '430100',
    itemCode: 'CS-YB-001',
    mode: 'PROXY_COLLECT',
    applicantType: 'NATURAL',
  };
  const first = await clerk.ask<PrecheckView>('/prechecks', { ...request, materials: HOSPITAL_MATERIALS.slice(0, -1) });
  const missing = first.missingMaterials.map(({ name }) => `《${name}》`).join('、');
  tell.done(`少带了${missing}，窗口当场一次性告知：${first.words}`);
  const second = await clerk.ask<PrecheckView>('/prechecks', { ...request, materials: HOSPITAL_MATERIALS });
  if (!second.takes) throw new LocalSetupError(`预检未通过：${second.words}`);
  tell.done(`材料带齐后：${second.words}`);
}

async function collect(clerk: Desk): Promise<CollectedView> {
  interface Point {
    readonly id: string;
    readonly city: string;
    readonly name: string;
    readonly distanceKm: number;
  }
  const points = await clerk.get<Page<Point>>(`/pickup-points?lat=${HOME.lat}&lon=${HOME.lon}&city=430300&pageSize=3`);
  const [point] = points.items;
  if (!point) throw new LocalSetupError('湘潭没有领取点');
  tell.done(`离申请人最近的领取点：${point.name}，约 ${point.distanceKm.toFixed(1)} 公里`);
  const startedAt = performance.now();
  const collected = await clerk.create<CollectedView>('/cases', hospitalClaim(point.id));
  tell.done(`已收件，${Math.round(performance.now() - startedAt)} 毫秒，办件编号 ${collected.caseNo}`);
  const { number, title, text } = collected.voucher;
  tell.done(`打印《${title}》${number}`);
  tell.note(text);
  return collected;
}

async function decide(reviewer: Desk, clerk: Desk, caseNo: string): Promise<void> {
  tell.turn('长沙市 · 审批', `${reviewer.session.user.displayName}审核；受理和决定都只由属地作出`);
  const received = await waitFor('在长沙看到这件办件', async () => {
    const view = await reviewer.caseIfThere(caseNo);
    return view?.status === 'RECEIVED' && view;
  });
  tell.done(`长沙市已收到：${received.statusZh}`);
  const steps: readonly (readonly [act: string, body: object, said: string])[] = [
    ['acceptance', {}, '受理，承诺时限从此起算'],
    ['decision', { act: 'APPROVED', reason: '材料齐全，符合报销条件（示例）' }, '作出决定：准予'],
    ['result', { resultNo: `示例-${caseNo.slice(-9)}` }, '结果出证，并指示在湘潭交付'],
  ];
  for (const [act, body, said] of steps) {
    const view = await reviewer.act<CaseView>(caseNo, act, body);
    tell.done(`${said}（${view.statusZh}）`);
  }
  // The result and the instruction to hand it over are two events: the desk may act on the second only.
  await waitFor('在湘潭看到结果已出证', async () => {
    const view = await clerk.case(caseNo);
    return view.status === 'ISSUED' && view.ourRoles.includes('pickup');
  });
  tell.done('湘潭窗口同时看到：结果已出证');
}

async function handOver(pickup: Desk, clerk: Desk, caseNo: string): Promise<void> {
  tell.turn('湘潭市 · 出件', `${pickup.session.user.displayName}在领取点上架，申请人凭取件码和身份证领取`);
  const shelved = await pickup.act<PickupCodeView>(caseNo, 'shelving', {});
  tell.done(`上架待领，取件码 ${shelved.pickupCode} 只显示这一次，保留至 ${shelved.shelfUntil.slice(0, 10)}`);
  const certificateNo = (await clerk.case(caseNo)).application?.applicant.certificateNo ?? '';
  const proof = {
    identityMethod: 'CARD_READER',
    receivedBy: 'APPLICANT',
    certificateTail: certificateNo.slice(-4),
  };
  const wrong = String((Number(shelved.pickupCode) + 1) % 1_000_000).padStart(6, '0');
  await refusedHandOver(pickup, caseNo, { ...proof, pickupCode: wrong });
  const done = await pickup.act<CaseView>(caseNo, 'handover', { ...proof, pickupCode: shelved.pickupCode });
  tell.done(`取件码与身份相符，交付申请人（${done.statusZh}）`);
}

async function refusedHandOver(pickup: Desk, caseNo: string, body: { pickupCode: string }): Promise<void> {
  try {
    await pickup.act<CaseView>(caseNo, 'handover', body);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'pickup_code_wrong') throw error;
    tell.done(`报错一个取件码 ${body.pickupCode}，拒绝交付：${ERROR_CATALOGUE.pickup_code_wrong.zh}`);
    return;
  }
  throw new LocalSetupError(`取件码 ${body.pickupCode} 不对，却交付了`);
}
