import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, PickupCodeView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import {
  refusal,
  untilStatus,
  withGateway,
  written,
  type HttpAnswer,
  type HttpDesk,
  type HttpGateway,
} from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const APPROVAL = { act: 'APPROVED', reason: '符合报销条件' };

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;
let pickup: HttpDesk;

beforeAll(async () => {
  cities = await threeCities('once', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  pickup = await gateway.signIn(XIANGTAN, 'pickup1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

/** A case that stands in 长沙 in the given status, at rest in both cities. */
async function aCaseThatIs(status: 'RECEIVED' | 'ACCEPTED' | 'ISSUED'): Promise<string> {
  const { caseNo } = (await clerk.post<CaseView>('/cases', aCollection())).body;
  await untilStatus(reviewer, caseNo, 'RECEIVED');
  if (status !== 'RECEIVED') await reviewer.act(caseNo, 'acceptance');
  if (status === 'ISSUED') {
    await reviewer.act(caseNo, 'decision', APPROVAL);
    await reviewer.act(caseNo, 'result', { resultNo: `CS-示例-${caseNo.slice(-6)}` });
  }
  await untilStatus(clerk, caseNo, status);
  await cities.quiet();
  return caseNo;
}

async function unchanged<T>(act: () => Promise<T>): Promise<T> {
  const before = await written(cities, PAIR);
  const result = await act();
  expect(await written(cities, PAIR)).toEqual(before);
  return result;
}

describe('a case number', () => {
  it('that chance draws twice on one day is drawn anew, and the clerk sees nothing of it', async () => {
    // The lane of the first number drawn is there already; what is undone with the transaction leaves the sequence.
    await cities.sql(XIANGTAN, 'create sequence drawn_before');
    await cities.sql(
      XIANGTAN,
      `create function already_given() returns trigger language plpgsql as $$ begin
         if nextval('drawn_before') <= 2 then insert into lane (lane) values (new.lane); end if;
         return new; end $$`,
    );
    const given = 'create trigger already_given before insert on event for each row execute function already_given()';
    await cities.sql(XIANGTAN, given);
    try {
      const answer = await clerk.post<CaseView>('/cases', aCollection());
      expect([answer.status, answer.body.status]).toEqual([201, 'FORWARDED']);
      await untilStatus(reviewer, answer.body.caseNo, 'RECEIVED');
      const [found] = await cities.sql<{ drawn: string }>(XIANGTAN, 'select last_value as drawn from drawn_before');
      expect(Number(found?.drawn)).toBeGreaterThan(2);
    } finally {
      await cities.sql(XIANGTAN, 'drop trigger already_given on event; drop function already_given');
      await cities.sql(XIANGTAN, 'drop sequence drawn_before');
    }
  });
});

describe('a decision', () => {
  it('is made once: the second reviewer is told where the case stands', async () => {
    const caseNo = await aCaseThatIs('ACCEPTED');
    const decided = await reviewer.act(caseNo, 'decision', APPROVAL);
    expect([decided.status, decided.body.status]).toEqual([200, 'APPROVED']);
    await untilStatus(clerk, caseNo, 'APPROVED');
    const other = { act: 'REJECTED', reason: '材料不足', remedies: '六十日内可申请行政复议' };
    const again = await unchanged(() => reviewer.act(caseNo, 'decision', other));
    expect(refusal(again, 'action_not_allowed')).toMatchObject({ status: 'APPROVED' });
    expect((await reviewer.look(caseNo)).status).toBe('APPROVED');
  });

  it('of two reviewers at the same instant only one counts', async () => {
    const caseNo = await aCaseThatIs('ACCEPTED');
    const { revision } = await reviewer.look(caseNo);
    const decide = (body: object): Promise<HttpAnswer> =>
      reviewer.post(`/cases/${caseNo}/decision`, body, { ifMatch: revision });
    const rejection = { act: 'REJECTED', reason: '材料不足', remedies: '六十日内可申请行政复议' };
    const answers = await Promise.all([decide(APPROVAL), decide(rejection), decide(APPROVAL), decide(rejection)]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
    const facts = await cities.sql(CHANGSHA, "select 1 from event where lane = $1 and type = 'case.decided'", [
      `case/${caseNo}`,
    ]);
    expect(facts).toHaveLength(1);
  });

  it('on an old screen is refused with what is new', async () => {
    const caseNo = await aCaseThatIs('RECEIVED');
    const old = await reviewer.look(caseNo);
    await reviewer.act(caseNo, 'acceptance');
    await cities.quiet();
    const body = { act: 'NOT_REQUIRED', reason: '无须办理', legalGround: '示例条款' };
    const answer = await unchanged(() => reviewer.post(`/cases/${caseNo}/refusal`, body, { ifMatch: old.revision }));
    const { news, revision } = refusal(answer, 'case_changed') as { news: object[]; revision: string };
    expect(news).toEqual([{ city: CHANGSHA, type: 'case.accepted', at: expect.stringMatching(/Z$/) }]);
    expect(revision).toBe((await reviewer.look(caseNo)).revision);
  });

  it('without a reason, or a rejection without the way to appeal, is refused by field', async () => {
    const caseNo = await aCaseThatIs('ACCEPTED');
    for (const [body, path] of [
      [{ act: 'APPROVED', reason: '' }, 'reason'],
      [{ act: 'REJECTED', reason: '材料不足' }, 'remedies'],
    ] as const) {
      const { faults } = refusal(await unchanged(() => reviewer.act(caseNo, 'decision', body)), 'request_invalid');
      expect(faults).toEqual([expect.objectContaining({ path, zh: expect.stringMatching(/[\u4e00-\u9fff]{2}/) })]);
    }
  });

  it('comes after acceptance: nothing is decided or issued that was not accepted', async () => {
    const caseNo = await aCaseThatIs('RECEIVED');
    for (const [what, body] of [
      ['decision', APPROVAL],
      ['result', { resultNo: 'CS-示例-9' }],
    ] as const) {
      const details = refusal(await unchanged(() => reviewer.act(caseNo, what, body)), 'action_not_allowed');
      expect(details).toMatchObject({ status: 'RECEIVED', reason: expect.stringContaining('办件当前为') });
    }
  });
});

describe('handing over', () => {
  let caseNo: string;
  let code: string;
  let tail: string;

  const handOver = (changes: object = {}): Promise<HttpAnswer<CaseView>> =>
    pickup.act(caseNo, 'handover', {
      pickupCode: code,
      identityMethod: 'CARD_READER',
      receivedBy: 'APPLICANT',
      certificateTail: tail,
      ...changes,
    });
  const otherThan = (given: string): string => String((Number(given) + 1) % 1_000_000).padStart(6, '0');

  beforeAll(async () => {
    caseNo = await aCaseThatIs('ISSUED');
    tail = (await clerk.look(caseNo)).application!.applicant.certificateNo.slice(-4);
    const shelved = await pickup.act<PickupCodeView>(caseNo, 'shelving');
    code = shelved.body.pickupCode;
    await untilStatus(reviewer, caseNo, 'READY_FOR_PICKUP');
    await cities.quiet();
  });

  it('needs the card of the applicant, and counts who comes with another', async () => {
    const noAgent = await unchanged(() => handOver({ receivedBy: 'AGENT' }));
    expect(refusal(noAgent, 'identity_mismatch')).toEqual({ attemptsLeft: 4 });
    const wrongCard = await unchanged(() => handOver({ certificateTail: '0000' }));
    expect(refusal(wrongCard, 'identity_mismatch')).toEqual({ attemptsLeft: 3 });
    // A new code begins the count anew.
    const card = { identityMethod: 'CARD_READER', certificateTail: tail };
    code = (await pickup.act<PickupCodeView>(caseNo, 'pickup-code', card)).body.pickupCode;
  });

  it('after five wrong codes is locked, also for the right one', async () => {
    await unchanged(async () => {
      for (const left of [4, 3, 2, 1, 0]) {
        const details = refusal(await handOver({ pickupCode: otherThan(code) }), 'pickup_code_wrong');
        expect(details).toEqual({ attemptsLeft: left });
      }
      refusal(await handOver({ pickupCode: otherThan(code) }), 'pickup_code_locked');
      refusal(await handOver(), 'pickup_code_locked');
    });
  });

  it('gets a new code against the card alone, and the old one is void', async () => {
    const card = { identityMethod: 'FACE_AND_CARD', certificateTail: tail };
    const events = async (): Promise<unknown> =>
      (await cities.sql(XIANGTAN, 'select count(*) as n from event where lane = $1', [`case/${caseNo}`]))[0];
    const before = await events();
    const wrong = { ...card, certificateTail: '0000' };
    refusal(await unchanged(() => pickup.act(caseNo, 'pickup-code', wrong)), 'identity_mismatch');
    const oldScreen = { ifMatch: `${XIANGTAN}-1-00000000` };
    refusal(await unchanged(() => pickup.post(`/cases/${caseNo}/pickup-code`, card, oldScreen)), 'case_changed');
    refusal(await handOver(), 'pickup_code_locked');
    const reissued = await pickup.act<PickupCodeView>(caseNo, 'pickup-code', card);
    expect(reissued.status).toBe(200);
    const old = code;
    code = reissued.body.pickupCode;
    expect(code).not.toBe(old);
    refusal(await handOver({ pickupCode: old }), 'pickup_code_wrong');
    expect(await events()).toEqual(before);
  });

  it('happens once, and the same click again is answered alike', async () => {
    const { revision } = await pickup.look(caseNo);
    const body = { pickupCode: code, identityMethod: 'CARD_READER', receivedBy: 'APPLICANT', certificateTail: tail };
    const key = randomUUID();
    const first = await pickup.post(`/cases/${caseNo}/handover`, body, { ifMatch: revision, key });
    const again = await pickup.post(`/cases/${caseNo}/handover`, body, { ifMatch: revision, key });
    expect([first.status, first.body.status, again.status]).toEqual([200, 'PICKED_UP', 200]);
    await untilStatus(reviewer, caseNo, 'PICKED_UP');
    await cities.quiet();
    refusal(await unchanged(() => handOver()), 'action_not_allowed');
    const done = await cities.sql(CHANGSHA, "select 1 from event where lane = $1 and type = 'pickup.done'", [
      `case/${caseNo}`,
    ]);
    expect(done).toHaveLength(1);
  });

  it('the code is nowhere but on the paper of the applicant', async () => {
    for (const city of PAIR) {
      const texts = await cities.sql<{ text: string }>(
        city,
        `select payload || coalesce(data, '') as text from event where lane = $1
         union all select pickup_code::text from pickup_code union all select case_file::text from case_file`,
        [`case/${caseNo}`],
      );
      expect(texts.length).toBeGreaterThan(5);
      expect(texts.filter(({ text }) => new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`).test(text))).toEqual([]);
    }
  });
});
