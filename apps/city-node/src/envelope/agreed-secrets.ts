import { createHash, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** How long one ephemeral key seals to one recipient (docs/adr/0010): a fresh one costs more than the sealing. */
export const EPHEMERAL_LIFE_MS = 60_000;
/**
 * With random nonces of 96 bits, two of 2^20 messages share one with a chance of 2^-57; NIST SP 800-38D allows 2^-32
 * and 2^32 messages. At the rates of a link the minute always ends first.
 */
export const MAX_MESSAGES_PER_KEY = 2 ** 20;
const MAX_RECIPIENTS = 5000;
const MAX_SENDERS = 1000;

export interface EphemeralPublicKey {
  x: string;
  crv: 'X25519';
  kty: 'OKP';
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
const ALGORITHM = Buffer.from('A256GCM');
const ROUND_ONE = word(1);
/** AlgorithmID, empty apu and apv, key length in bits: RFC 7518 section 4.6.2. */
const OTHER_INFO = Buffer.concat([word(ALGORITHM.length), ALGORITHM, word(0), word(0), word(256)]);

/** The content key of direct agreement: one round of the Concat KDF. Throws where the points agree on no secret. */
function contentKeyOf(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  // OpenSSL refuses the all-zero secret that points of low order lead to.
  const secret = diffieHellman({ privateKey, publicKey });
  return createHash('sha256').update(ROUND_ONE).update(secret).update(OTHER_INFO).digest();
}

interface Kept {
  epk: EphemeralPublicKey;
  contentKey: Buffer;
  untilMs: number;
  messagesLeft: number;
}

/** Content keys to seal with, one ephemeral key for each recipient and minute; times are monotonic milliseconds. */
export class SealingSecrets {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Counts as one message; `x` is the raw public key that `recipient` was made of. */
  to(x: string, recipient: KeyObject): { epk: EphemeralPublicKey; contentKey: Buffer } {
    const nowMs = this.nowMs();
    let kept = this.kept.get(x);
    if (!kept || kept.messagesLeft === 0 || nowMs >= kept.untilMs) {
      // The private half is gone when this returns: what stays is the content key alone.
      const { privateKey, publicKey } = generateKeyPairSync('x25519');
      const epk: EphemeralPublicKey = { x: publicKey.export({ format: 'jwk' }).x as string, crv: 'X25519', kty: 'OKP' };
      kept = {
        epk,
        contentKey: contentKeyOf(privateKey, recipient),
        untilMs: nowMs + EPHEMERAL_LIFE_MS,
        messagesLeft: MAX_MESSAGES_PER_KEY,
      };
      this.forgetBefore(nowMs);
      // Deleted first, so that the map stays in order of age.
      this.kept.delete(x);
      this.kept.set(x, kept);
    }
    kept.messagesLeft -= 1;
    return kept;
  }

  private forgetBefore(nowMs: number): void {
    for (const [x, { untilMs }] of this.kept) {
      if (nowMs < untilMs && this.kept.size < MAX_RECIPIENTS) return;
      this.kept.delete(x);
    }
  }
}

/** Content keys to open with: a sender that keeps its ephemeral key for a minute costs one agreement a minute. */
export class OpeningSecrets {
  private readonly kept = new Map<string, { contentKey: Buffer; untilMs: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** `ownX` names our own key. Throws where the ephemeral key agrees on no secret; such a one is never kept. */
  from(epkX: string, ownX: string, own: KeyObject): Buffer {
    const id = `${ownX}/${epkX}`;
    const nowMs = this.nowMs();
    const kept = this.kept.get(id);
    if (kept && nowMs < kept.untilMs) return kept.contentKey;
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: epkX }, format: 'jwk' });
    const contentKey = contentKeyOf(own, publicKey);
    for (const [old, { untilMs }] of this.kept) {
      if (nowMs < untilMs && this.kept.size < MAX_SENDERS) break;
      this.kept.delete(old);
    }
    this.kept.delete(id);
    this.kept.set(id, { contentKey, untilMs: nowMs + EPHEMERAL_LIFE_MS });
    return contentKey;
  }
}
