import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EPHEMERAL_LIFE_MS, MAX_MESSAGES_PER_KEY, OpeningSecrets, SealingSecrets } from './agreed-secrets.js';

const pair = generateKeyPairSync('x25519');
const { x } = pair.publicKey.export({ format: 'jwk' }) as { x: string };

describe('the ephemeral key of a recipient', () => {
  it('is kept for a minute, and agrees on the same content key at the other end', () => {
    let nowMs = 1000;
    const sealing = new SealingSecrets(() => nowMs);
    const first = sealing.to(x, pair.publicKey);
    nowMs += EPHEMERAL_LIFE_MS - 1;
    expect(sealing.to(x, pair.publicKey).epk).toEqual(first.epk);
    nowMs += 1;
    const second = sealing.to(x, pair.publicKey);
    expect(second.epk.x).not.toBe(first.epk.x);
    expect(second.contentKey.equals(first.contentKey)).toBe(false);
    const opening = new OpeningSecrets(() => nowMs);
    for (const { epk, contentKey } of [first, second, first]) {
      expect(opening.from(epk.x, x, pair.privateKey).equals(contentKey)).toBe(true);
    }
  });

  it('is another one after 2^20 messages', () => {
    const sealing = new SealingSecrets(() => 0);
    const first = sealing.to(x, pair.publicKey).epk.x;
    for (let i = 1; i < MAX_MESSAGES_PER_KEY; i += 1) {
      if (sealing.to(x, pair.publicKey).epk.x !== first) throw new Error(`changed at message ${i}`);
    }
    expect(sealing.to(x, pair.publicKey).epk.x).not.toBe(first);
  });

  it('is another one for every recipient', () => {
    const other = generateKeyPairSync('x25519').publicKey;
    const otherX = other.export({ format: 'jwk' }).x as string;
    const sealing = new SealingSecrets(() => 0);
    const ours = sealing.to(x, pair.publicKey).epk.x;
    expect(sealing.to(otherX, other).epk.x).not.toBe(ours);
    expect(sealing.to(x, pair.publicKey).epk.x).toBe(ours);
  });

  it('is agreed on anew where it comes to another key of ours, and refused each time where it agrees on nothing', () => {
    const opening = new OpeningSecrets(() => 0);
    const own = generateKeyPairSync('x25519');
    const ownX = own.publicKey.export({ format: 'jwk' }).x as string;
    const { epk } = new SealingSecrets(() => 0).to(x, pair.publicKey);
    expect(opening.from(epk.x, x, pair.privateKey).equals(opening.from(epk.x, ownX, own.privateKey))).toBe(false);
    const nothing = Buffer.alloc(32).toString('base64url');
    expect(createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: nothing }, format: 'jwk' }).type).toBe('public');
    for (let again = 0; again < 3; again += 1) expect(() => opening.from(nothing, x, pair.privateKey)).toThrow();
  });

  it('is forgotten in time, whoever sends however many', () => {
    let nowMs = 0;
    const opening = new OpeningSecrets(() => nowMs);
    const kept = (): number => (opening as unknown as { kept: Map<string, unknown> }).kept.size;
    const sealing = new SealingSecrets(() => nowMs);
    const epkX = (): string => {
      nowMs += EPHEMERAL_LIFE_MS;
      return sealing.to(x, pair.publicKey).epk.x;
    };
    const some = Array.from({ length: 1100 }, epkX);
    nowMs = 0;
    const frozen = new OpeningSecrets(() => 0);
    for (const one of some) frozen.from(one, x, pair.privateKey);
    expect((frozen as unknown as { kept: Map<string, unknown> }).kept.size).toBeLessThanOrEqual(1000);
    for (const one of some.slice(0, 5)) opening.from(one, x, pair.privateKey);
    expect(kept()).toBe(5);
    nowMs = EPHEMERAL_LIFE_MS;
    opening.from(some[5] as string, x, pair.privateKey);
    expect(kept()).toBe(1);
  });
});
