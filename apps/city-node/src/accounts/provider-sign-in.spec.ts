import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { TongbanError, type SessionView } from '#contracts';
import { CLIENT, PERSON, tokenIssuer, type TokenIssuer } from '../../../../test/support/token-issuer.js';
import { ProviderKeys } from './provider-keys.js';
import { ProviderNonces } from './provider-nonces.js';
import { ProviderSignIn } from './provider-sign-in.service.js';

const SECRET = 'sample secret of tokens in tests, long enough';
const MINUTE_MS = 60_000;

describe('an id token of the provider', () => {
  let issuer: TokenIssuer;
  let signIns: ProviderSignIn;
  const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) };
  let spent: Set<string>;

  /** A node's sign-ins; nonces that were used are kept as its database would. */
  function nodeOf(city = '430300', claim = 'sub', cooldownMs = 0): ProviderSignIn {
    const query = (sql: string, [hash]: unknown[]): Promise<never[]> => {
      if (!sql.startsWith('insert')) return Promise.resolve([]);
      const key = (hash as Buffer).toString('hex');
      const isNew = !spent.has(key);
      spent.add(key);
      return Promise.resolve((isNew ? [{ hash }] : []) as never[]);
    };
    const { keyFor } = new ProviderKeys(issuer.issuer, { cooldownMs, timeoutMs: 5000 });
    const accounts = {
      sessionOfSubject: (of: string, subject: string) =>
        Promise.resolve({ token: `${of} ${subject}` } as unknown as SessionView),
    };
    const nonces = new ProviderNonces(city, SECRET, { query } as never, clock);
    return new ProviderSignIn({ issuer: issuer.issuer, clientId: CLIENT, claim, keyFor }, nonces, accounts, clock);
  }
  const outcomeOf = async (idToken: string, at = signIns): Promise<string> => {
    try {
      return (await at.signIn({ idToken })).token;
    } catch (error) {
      if (!(error instanceof TongbanError)) throw error;
      const { reason, claim, what } = error.details;
      return [error.code, reason ?? claim ?? what].join(' ');
    }
  };
  const made = (claims: JWTPayload): Promise<string> => issuer.idToken(signIns.begin().nonce, claims);

  beforeAll(async () => {
    issuer = await tokenIssuer();
  });
  beforeEach(() => {
    clock.aheadMs = 0;
    spent = new Set();
    signIns = nodeOf();
  });
  afterAll(() => issuer.stop());

  it('signs in the person whom it names, at the provider that signed it', async () => {
    expect(await outcomeOf(await made({}))).toBe(`${issuer.issuer} ${PERSON}`);
  });

  it('names the person by the claim of the settings', async () => {
    const node = nodeOf('430300', 'employee_no');
    const token = (claims: JWTPayload) => issuer.idToken(node.begin().nonce, claims);
    expect(await outcomeOf(await token({ employee_no: 'N-7' }), node)).toBe(`${issuer.issuer} N-7`);
    for (const employee_no of [undefined, 7, '', 'x y', 'x'.repeat(201)]) {
      expect(await outcomeOf(await token({ employee_no }), node)).toBe('provider_token_invalid claim');
    }
  });

  it('is good once, also where it comes twice at the same moment', async () => {
    const token = await made({});
    const outcomes = await Promise.all([outcomeOf(token), outcomeOf(token)]);
    expect(outcomes.sort()).toEqual([`${issuer.issuer} ${PERSON}`, 'provider_state_unknown used']);
  });

  it('is good only where the sign-in began: with a nonce of this city, not made up and not of long ago', async () => {
    const ofAnother = nodeOf('430100').begin().nonce;
    for (const nonce of [undefined, '', 'made-up', ofAnother]) {
      expect(await outcomeOf(await made({ nonce }))).toBe('provider_token_invalid nonce');
    }
    const { nonce } = signIns.begin();
    const [random, until, seal] = nonce.split('.');
    const longer = await made({ nonce: `${random}.${Number(until) + 600}.${seal}` });
    expect(await outcomeOf(longer)).toBe('provider_token_invalid nonce');
    clock.aheadMs = 11 * MINUTE_MS;
    expect(await outcomeOf(await made({ nonce }))).toBe('provider_state_unknown expired');
  });

  it.each([
    ['of another issuer', { iss: 'https://example.com' }, 'provider_token_invalid iss'],
    ['for another client', { aud: 'another' }, 'provider_token_invalid aud'],
    ['for several clients, and not first for this one', { aud: [CLIENT, 'another'] }, 'provider_token_invalid azp'],
    ['that another client asked for', { azp: 'another' }, 'provider_token_invalid azp'],
    ['without a person', { sub: undefined }, 'provider_token_invalid sub'],
    ['without an end', { exp: undefined }, 'provider_token_invalid exp'],
  ])('%s is refused', async (_title, claims, outcome) => {
    expect(await outcomeOf(await made(claims))).toBe(outcome);
  });

  it('is judged by this clock, with a minute for the difference', async () => {
    const seconds = (ms: number): number => Math.floor((Date.now() + ms) / 1000);
    const timed = (iat: number, exp: number) => made({ iat: seconds(iat), exp: seconds(exp) });
    const good = `${issuer.issuer} ${PERSON}`;
    expect(await outcomeOf(await timed(-5 * MINUTE_MS, -0.5 * MINUTE_MS))).toBe(good);
    expect(await outcomeOf(await timed(0.5 * MINUTE_MS, 5 * MINUTE_MS))).toBe(good);
    expect(await outcomeOf(await timed(-5 * MINUTE_MS, -2 * MINUTE_MS))).toBe('provider_token_expired exp');
    expect(await outcomeOf(await timed(3 * MINUTE_MS, 9 * MINUTE_MS))).toBe('provider_token_expired iat');
    // Long-lived ones are no sign of somebody who signed in just now.
    expect(await outcomeOf(await timed(-20 * MINUTE_MS, 60 * MINUTE_MS))).toBe('provider_token_expired iat');
  });

  it('is refused where it is signed with no key, with a shared one, or is no token', async () => {
    const { nonce } = signIns.begin();
    const claims = { iss: issuer.issuer, aud: CLIENT, sub: PERSON, nonce };
    const unsigned = new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('5m').encode();
    expect(await outcomeOf(unsigned)).toMatch(/^provider_token_invalid (algorithm|malformed)$/);
    const shared = new SignJWT(claims).setIssuedAt().setExpirationTime('5m').setProtectedHeader({ alg: 'HS256' });
    expect(await outcomeOf(await shared.sign(new TextEncoder().encode(CLIENT.repeat(4))))).toBe(
      'provider_token_invalid algorithm',
    );
    expect(await outcomeOf('x'.repeat(40))).toBe('provider_token_invalid malformed');
  });

  it('is taken with a new key as soon as it is published; unknown keys make nobody fetch without end', async () => {
    const eager = nodeOf('430300', 'sub', 0);
    const patient = nodeOf('430300', 'sub', 3_600_000);
    for (const node of [eager, patient]) {
      expect(await outcomeOf(await issuer.idToken(node.begin().nonce), node)).toBe(`${issuer.issuer} ${PERSON}`);
    }
    await issuer.rotate();
    const before = issuer.keyFetches;
    expect(await outcomeOf(await issuer.idToken(eager.begin().nonce), eager)).toBe(`${issuer.issuer} ${PERSON}`);
    expect(issuer.keyFetches).toBe(before + 1);
    for (let round = 0; round < 5; round += 1) {
      const token = await issuer.idToken(patient.begin().nonce, {}, { kid: `made-up-${round}` });
      expect(await outcomeOf(token, patient)).toBe('provider_token_invalid key_unknown');
    }
    expect(issuer.keyFetches).toBe(before + 1);
    // Who began no sign-in makes the node ask nobody.
    await outcomeOf(await issuer.idToken('made-up', {}, { kid: 'made-up' }), eager);
    expect(issuer.keyFetches).toBe(before + 1);
  });

  it('is not taken while the provider cannot be asked for its keys, or speaks for another', async () => {
    await issuer.stop();
    expect(await outcomeOf(await made({}))).toBe('provider_unreachable discovery');
    await issuer.restart();
    issuer.discovery = { issuer: 'https://example.com' };
    expect(await outcomeOf(await made({}))).toBe('provider_unreachable discovery');
    issuer.discovery = { jwks_uri: 'http://example.com/keys' };
    expect(await outcomeOf(await made({}))).toBe('provider_unreachable discovery');
    issuer.discovery = undefined;
    expect(await outcomeOf(await made({}))).toBe(`${issuer.issuer} ${PERSON}`);
  });

  it('is refused where another key signed it under the name of the right one', async () => {
    expect(await outcomeOf(await made({}))).toBe(`${issuer.issuer} ${PERSON}`);
    await issuer.goBad();
    expect(await outcomeOf(await made({}))).toBe('provider_token_invalid signature');
  });
});
