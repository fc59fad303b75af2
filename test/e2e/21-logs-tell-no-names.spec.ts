import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, CollectCase, PickupCodeView } from '#contracts';
import { createLogger } from '#runtime';
import { startCityNode, type CityNode } from '../../apps/city-node/src/city-node.js';
import { readCityNodeSettings } from '../../apps/city-node/src/settings.js';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import {
  passwordOf,
  refusal,
  untilStatus,
  withGateway,
  type HttpDesk,
  type HttpGateway,
} from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];

let cities: ThreeCities;
let gateway: HttpGateway;
const nodes: CityNode[] = [];
const nodeLog: string[] = [];
let form: CollectCase;
let caseNo: string;
const desks: HttpDesk[] = [];
const codes: string[] = [];

beforeAll(async () => {
  cities = await threeCities('logs', { cities: PAIR, idle: true });
  for (const city of PAIR) {
    const stream = { write: (line: string) => void nodeLog.push(line) };
    const log = createLogger({ level: 'debug', name: 'city-node', city }, stream);
    nodes.push(await startCityNode(readCityNodeSettings(cities.env(city)), { log }));
  }
  gateway = await withGateway(cities, { cities: PAIR });
  form = aCollection();
  form.application.agent = {
    name: '司马示例',
    certificateType: '414',
    certificateNo: 'E12345678',
    phone: '13807311111',
  };
  form.application.identityCheck.subject = 'AGENT';
  form.application.materials.push({ code: 'M06', form: 'PAPER', originalSeen: true, copies: 1 });
  form.application.note = '请电话联系家属李示例';
});
afterAll(async () => {
  await gateway?.close();
  await Promise.all(nodes.map((node) => node.stop()));
  await cities?.close();
});

const secrets = (): string[] => {
  const { applicant, agent, note, form: fields } = form.application;
  return [
    applicant.name,
    applicant.certificateNo,
    applicant.phone,
    '雨湖区',
    agent!.name,
    agent!.certificateNo,
    agent!.phone,
    note!,
    String(fields.bankAccount),
    String(fields.hospitalName),
    ...desks.map((desk) => desk.token),
    ...desks.map((desk) => desk.token.split('.')[2]!),
    passwordOf(XIANGTAN, 'clerk1'),
    passwordOf(CHANGSHA, 'reviewer1'),
    'Wrong-password-1',
    ...codes.map((code) => `"${code}"`),
    ...PAIR.flatMap((city) => {
      const env = cities.env(city);
      return [env.TONGBAN_TOKEN_SECRET!, env.TONGBAN_NODE_SECRET!, env.TONGBAN_NATS_PASSWORD!];
    }),
  ];
};

/** Lines in which one of the secrets stands, with the secret. */
const leaks = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => secrets().flatMap((secret) => (line.includes(secret) ? [`${secret} in ${line}`] : [])));

describe('the logs of a whole case at level debug', () => {
  it('are written while it is collected, looked for, accepted, decided, issued and handed over', async () => {
    const clerk = await gateway.signIn(XIANGTAN, 'clerk1');
    const reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    const pickup = await gateway.signIn(XIANGTAN, 'pickup1');
    desks.push(clerk, reviewer, pickup);
    const wrong = { city: XIANGTAN, username: 'clerk1', password: 'Wrong-password-1' };
    refusal(await gateway.call('/session', { body: wrong }), 'sign_in_failed');
    await until('the list of 长沙 is there', async () => {
      const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
      return body.total >= 60;
    });
    const incomplete = structuredClone(form);
    incomplete.application.materials.shift();
    refusal(await clerk.post('/cases', incomplete), 'material_missing');
    refusal(await clerk.post('/cases', JSON.stringify(form).slice(0, -9)), 'body_malformed');

    const collected = await clerk.post<CaseView>('/cases', form);
    expect(collected.status).toBe(201);
    caseNo = collected.body.caseNo;
    await clerk.post('/cases/search', { certificateNo: form.application.applicant.certificateNo });
    await clerk.get(`/cases?certificateNo=${form.application.applicant.certificateNo}`);
    await untilStatus(reviewer, caseNo, 'RECEIVED');
    refusal(await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '早了' }), 'action_not_allowed');
    await reviewer.act(caseNo, 'acceptance');
    await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合报销条件' });
    await reviewer.act(caseNo, 'result', { resultNo: 'CS-示例-0021' });
    await untilStatus(pickup, caseNo, 'ISSUED');
    const shelved = await pickup.act<PickupCodeView>(caseNo, 'shelving');
    codes.push(shelved.body.pickupCode);
    const hand = {
      pickupCode: codes[0],
      identityMethod: 'CARD_READER',
      receivedBy: 'APPLICANT',
      certificateTail: form.application.applicant.certificateNo.slice(-4),
    };
    refusal(await pickup.act(caseNo, 'handover', { ...hand, pickupCode: '000000' }), 'pickup_code_wrong');
    refusal(await pickup.act(caseNo, 'handover', { ...hand, certificateTail: '0000' }), 'identity_mismatch');
    expect((await pickup.act(caseNo, 'handover', hand)).status).toBe(200);
    await untilStatus(reviewer, caseNo, 'PICKED_UP');
    await cities.quiet();
  });

  it('follow it by its number, in the gateway and in the nodes', () => {
    const told = (lines: readonly string[]): number => lines.filter((line) => line.includes(caseNo)).length;
    expect(told(gateway.log)).toBeGreaterThan(10);
    expect(told(nodeLog)).toBeGreaterThan(2);
    for (const line of [...gateway.log, ...nodeLog]) {
      expect(() => JSON.parse(line) as unknown).not.toThrow();
    }
  });

  it('tell no name, number, address, password, token, code or key', () => {
    expect(gateway.log.length + nodeLog.length).toBeGreaterThan(50);
    expect(leaks([...gateway.log, ...nodeLog])).toEqual([]);
  });
});

describe('the log of something going wrong inside', () => {
  it('tells what failed, and not the papers it failed over', async () => {
    nodeLog.length = 0;
    const [clerk] = desks;
    // The database refuses to write a case, as a full disk or a broken index would make it.
    await cities.sql(
      XIANGTAN,
      `create function refuse() returns trigger language plpgsql as $$
         begin raise exception 'cannot write %', new.data using detail = new.data; end $$`,
    );
    await cities.sql(XIANGTAN, 'create trigger refuse before insert on event for each row execute function refuse()');
    const answer = await clerk!.post('/cases', form);
    const details = refusal(answer, 'internal_error');
    expect(details).toMatchObject({ repeatWithSameKey: true });
    const line = nodeLog.find((one) => one.includes('"errorCode":"internal_error"'));
    expect(line).toContain('DatabaseError');
    // What a technician needs: the kind of fault, where it was, and the request to ask the clerk about.
    expect(line).toContain('"code":"P0001"');
    expect(line).toContain('"query":"insert into event (');
    expect(line).toContain(String(answer.body.requestId));
    expect(leaks([...nodeLog, ...gateway.log, JSON.stringify(answer.body)])).toEqual([]);
    await cities.sql(XIANGTAN, 'drop trigger refuse on event');
  });
});
