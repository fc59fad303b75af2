import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  CaseHeadAnswer,
  JWE_TYPES,
  JWS_TYPES,
  LinkStatusAnswer,
  subjects,
  type Answer,
  type CaseView,
  type CollectedView,
  type Question,
  type QuestionName,
} from '#contracts';
import { readJwe, readJws } from '../../apps/city-node/src/envelope/strict-jose.rules.js';
import { open, seal, sign, type PrivateKey } from '../../apps/city-node/src/envelope/suite.js';
import { Asker } from '../../apps/city-node/src/exchange/status/asker.js';
import { aCollection, anApplication } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';

describe('questions between nodes', () => {
  let cities: ThreeCities;
  let caseNo: string;
  let nc: NatsConnection;

  beforeAll(async () => {
    cities = await threeCities('questions', { idle: true });
    await cities.startNode(CHANGSHA);
    await cities.startNode(XIANGTAN);
    const clerk = await cities.signIn(XIANGTAN, 'clerk1');
    const reviewer = await cities.signIn(CHANGSHA, 'reviewer1');
    await until('the list of 长沙 is here', async () => {
      return (await clerk.ask<{ total: number }>('listItems', { homeCity: CHANGSHA })).total > 40;
    });
    const body = aCollection({ application: anApplication(null) });
    caseNo = (await clerk.ask<CollectedView>('collectCase', body)).caseNo;
    await until('it is received at both', async () => {
      const there = await reviewer.ask<CaseView>('getCase', { caseNo });
      const here = await clerk.ask<CaseView>('getCase', { caseNo });
      return there.status === 'RECEIVED' && here.status === 'RECEIVED';
    });
    nc = await connect(cities.nats.node(ZHUZHOU));
  });
  afterAll(async () => {
    await nc?.close();
    await cities?.close();
  });

  const asker = (city: string): Asker => cities.node(city).app.get(Asker);
  const key = (city: string, use: 'sign' | 'seal'): PrivateKey =>
    cities.federation.keys.get(city)!.keys.find((k) => k.use === use)!;

  /** A question as 株洲 puts it to 长沙, changed as the test wants. */
  const put = async (
    name: QuestionName,
    body: object,
    changes: Partial<Question> = {},
    signer: PrivateKey = key(ZHUZHOU, 'sign'),
  ): Promise<Buffer> => {
    const question: Question = {
      v: 1,
      question: name,
      from: ZHUZHOU,
      to: CHANGSHA,
      nonce: randomBytes(16).toString('base64url'),
      at: new Date().toISOString(),
      body: body as Record<string, unknown>,
      ...changes,
    };
    const signed = await sign(JWS_TYPES.question, question, signer);
    const address = { from: ZHUZHOU, to: CHANGSHA };
    return Buffer.from(
      await seal(JWE_TYPES.question, Buffer.from(signed, 'ascii'), key(CHANGSHA, 'seal'), address),
      'ascii',
    );
  };
  const reply = async (bytes: Uint8Array, name: QuestionName = 'link.status'): Promise<Answer> => {
    const message = await nc.request(subjects.ask(CHANGSHA, ZHUZHOU, name), bytes, { timeout: 1500 });
    const jwe = readJwe(Buffer.from(message.data).toString('latin1'), JWE_TYPES.answer, false);
    const plain = (await open(jwe, key(ZHUZHOU, 'seal'))).toString('latin1');
    return JSON.parse(readJws(plain, JWS_TYPES.answer).payloadText) as Answer;
  };
  const status = { sentTo: 0, settledTo: 0, outcomesTo: 0, directory: 1 };

  it('the heads of a case are the same at both its cities', async () => {
    const lane = `case/${caseNo}`;
    const fromChangsha = await asker(XIANGTAN).ask(CHANGSHA, 'case.head', { lane }, CaseHeadAnswer);
    const fromXiangtan = await asker(CHANGSHA).ask(XIANGTAN, 'case.head', { lane }, CaseHeadAnswer);
    expect(fromChangsha.body.heads).toEqual(fromXiangtan.body.heads);
    expect(fromChangsha.body.heads.map((head) => [head.city, head.seq])).toEqual([
      [CHANGSHA, 1],
      [XIANGTAN, 2],
    ]);
  });

  it('a city that is not in the case is told nothing about it', async () => {
    const answer = await reply(await put('case.head', { lane: `case/${caseNo}` }), 'case.head');
    expect(answer).toMatchObject({ error: 'case_not_found', body: {} });
  });

  it('an unknown or malformed question is answered with a code', async () => {
    expect(await reply(await put('link.status', status, { question: 'link.song' }))).toMatchObject({
      error: 'question_unknown',
    });
    expect(await reply(await put('link.status', { ...status, extra: 1 }))).toMatchObject({ error: 'request_invalid' });
  });

  it('one that is old or dated far ahead is not answered as asked', async () => {
    const old = new Date(Date.now() - 16 * 60_000).toISOString();
    expect(await reply(await put('link.status', status, { at: old }))).toMatchObject({ error: 'question_expired' });
    const ahead = new Date(Date.now() + 16 * 60_000).toISOString();
    expect(await reply(await put('link.status', status, { at: ahead }))).toMatchObject({ error: 'clock_ahead' });
  });

  it('one that is signed by another city, or says that it is another’s, gets no answer at all', async () => {
    const forged = await put('link.status', status, {}, key(XIANGTAN, 'sign'));
    await expect(reply(forged)).rejects.toThrow();
    await expect(reply(await put('link.status', status, { from: XIANGTAN }))).rejects.toThrow();
    await expect(reply(await put('link.status', status, { to: XIANGTAN }))).rejects.toThrow();
    await expect(reply(Buffer.from('hello'))).rejects.toThrow();
  });

  it('an answer names the nonce and the hash of its question, so it fits no other', async () => {
    const one = await reply(await put('link.status', status));
    const other = await reply(await put('link.status', status));
    expect(one.nonce).not.toBe(other.nonce);
    expect(one.questionHash).not.toBe(other.questionHash);
  });

  it('a partner that does not answer is unreachable, at once where nobody listens', async () => {
    const asked = asker(CHANGSHA).ask(ZHUZHOU, 'link.status', status, LinkStatusAnswer, 1000);
    await expect(asked).rejects.toMatchObject({ code: 'partner_unreachable' });
  });
});
