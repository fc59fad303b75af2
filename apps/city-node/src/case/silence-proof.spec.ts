import { beforeAll, describe, expect, it } from '@jest/globals';
import { JWS_TYPES, PROTOCOL_VERSION, type CaseLapsed } from '#contracts';
import { makeFederation, type Federation } from '../../../../deploy/local/federation.js';
import { signNow, type PrivateKey } from '../envelope/suite.js';
import { readJws } from '../envelope/strict-jose.rules.js';
import { Directory } from '../partners/directory.rules.js';
import { silenceIsProven } from './silence-proof.js';

const [HOME, COLLECTING, OTHER] = ['430100', '430300', '430200'] as const;
const HEAD = { city: COLLECTING, seq: 2, hash: 'c'.repeat(64) };
const STATE = { roles: { collecting: COLLECTING, home: HOME, pickup: null } };
const DUE = '2026-12-10';
/** 00:00 in China of the day after. */
const AFTER = '2026-12-10T16:00:00.000Z';

describe('the proof that nobody answered', () => {
  let federation: Federation;
  let directory: Directory;
  beforeAll(async () => {
    federation = await makeFederation([HOME, COLLECTING, OTHER], new Date('2026-11-20T00:00:00.000Z'));
    const jws = readJws(federation.directoryFile.directories[0] ?? '', JWS_TYPES.directory);
    directory = new Directory(JSON.parse(jws.payloadText) as never);
  });

  const keyOf = (city: string): PrivateKey => federation.keys.get(city)!.keys.find((key) => key.use === 'sign')!;
  const said = (changes: object = {}, signer: string = COLLECTING): string =>
    signNow(
      JWS_TYPES.answer,
      {
        v: PROTOCOL_VERSION,
        question: 'case.head',
        from: COLLECTING,
        to: HOME,
        nonce: 'n'.repeat(22),
        questionHash: 'a'.repeat(64),
        at: AFTER,
        body: { heads: [HEAD], asOf: AFTER },
        ...changes,
      },
      keyOf(signer),
    );
  const lapse = (silence: object = {}, dueOn = DUE): CaseLapsed => ({
    dueOn,
    reason: '逾期未补正',
    silence: { city: COLLECTING, heads: [HEAD], asOf: AFTER, answer: said(), ...silence },
  });
  const proven = (body: CaseLapsed, seen = [HEAD], author: string = HOME): boolean =>
    silenceIsProven({ author, seen }, body, STATE, directory);

  it('holds where the collecting city signed, after the last day, what the author had seen', () => {
    expect(proven(lapse())).toBe(true);
  });

  it('is not needed of a city that collects itself, and of every other it is', () => {
    const body = { dueOn: DUE, reason: '逾期未补正' };
    expect(proven(body, [], COLLECTING)).toBe(true);
    expect(proven(body)).toBe(false);
  });

  it('fails where the answer was given while the last day still ran', () => {
    const asOf = '2026-12-10T15:59:59.999Z';
    expect(proven(lapse({ asOf, answer: said({ body: { heads: [HEAD], asOf } }) }))).toBe(false);
    expect(proven(lapse({}, '2026-12-11'))).toBe(false);
  });

  it('fails where the author had seen more or less than the answer names, or it is of another case', () => {
    expect(proven(lapse(), [])).toBe(false);
    expect(proven(lapse(), [{ ...HEAD, seq: 3 }])).toBe(false);
    expect(proven(lapse(), [{ ...HEAD, hash: 'd'.repeat(64) }])).toBe(false);
  });

  it('fails where words and signature are not of one piece', () => {
    const later = { ...HEAD, seq: 1 };
    // Words of one answer under the signature of another.
    const words = said().split('.').slice(0, 2).join('.');
    const signature = said({ to: OTHER }).split('.')[2] ?? '';
    for (const silence of [
      { answer: `${words}.${signature}` },
      { answer: said({}, HOME) },
      { answer: said({}, OTHER) },
      { answer: said({ from: OTHER }, OTHER) },
      { answer: said({ to: OTHER }) },
      { answer: said({ question: 'link.status' }) },
      { answer: said({ error: 'case_not_found', body: {} }) },
      { answer: said({ body: { heads: [later], asOf: AFTER } }) },
      { answer: said({ body: { heads: [HEAD], asOf: '2026-12-11T16:00:00.000Z' } }) },
      { answer: `${said()}x` },
      { answer: 'none' },
      { city: OTHER },
    ]) {
      expect(proven(lapse(silence))).toBe(false);
    }
  });
});
