import { createHash } from 'node:crypto';
import type { DirectoryDocument, PartyKey } from '#contracts';
import { type FuzzedFederation, NOW, READER } from './fuzzed-federation.js';
import { isSignedBy, openJwe, type MadeKey } from './wire-writer.js';
import { valueOf, type ShapeName } from './wire-shapes.js';

/** What an envelope says to a reader that follows the protocol to the letter; undefined where it must be refused. */
export type Meaning = Record<string, unknown>;

const MAX_ENVELOPE_BYTES = 900 * 1024;
const AHEAD_MS = 15 * 60_000;

function bytesOf(part: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(part)) return undefined;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

function utf8(bytes: Buffer | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function headerOf(part: string, names: readonly string[]): Meaning | undefined {
  const text = utf8(bytesOf(part));
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Meaning;
    if (JSON.stringify(value) !== text || typeof value !== 'object' || value === null) return undefined;
    return Object.keys(value).sort().join() === [...names].sort().join() ? value : undefined;
  } catch {
    return undefined;
  }
}

const isKid = (kid: unknown): kid is string => typeof kid === 'string' && /^[A-Za-z0-9._-]{4,80}$/.test(kid);

/** A compact JWS of the profile: its `kid` and payload text. The signature is not looked at. */
export function strictJws(compact: string, typ: string): { kid: string; text: string } | undefined {
  const parts = compact.split('.');
  const [head = '', body = '', signature = ''] = parts;
  if (parts.length !== 3 || Buffer.byteLength(compact) > MAX_ENVELOPE_BYTES) return undefined;
  const header = headerOf(head, ['alg', 'kid', 'typ']);
  const text = utf8(bytesOf(body));
  if (header?.alg !== 'EdDSA' || header.typ !== typ || !isKid(header.kid)) return undefined;
  if (text === undefined || bytesOf(signature)?.length !== 64) return undefined;
  return { kid: header.kid, text };
}

export interface OpenedJwe {
  first: number;
  last: number;
  plain: Buffer;
}

export class ReferenceReader {
  private readonly document: DirectoryDocument;

  constructor(private readonly federation: FuzzedFederation) {
    this.document = federation.documents[1] as DirectoryDocument;
  }

  keyOf(city: unknown, kid: string): PartyKey | undefined {
    const party = this.document.parties.find((one) => one.city === city);
    return party?.keys.find((key) => key.kid === kid && key.use === 'sign');
  }

  private isGoodNow(key: PartyKey): boolean {
    return key.from <= NOW && NOW < key.until && (key.revokedAt === null || key.revokedAt > NOW);
  }

  /** Our own sealing key behind a kid; kept 30 days after its end. */
  private openingKey(kid: string): MadeKey | undefined {
    const state = (['good', 'expired', 'early', 'revoked'] as const).find((one) => kid === `${READER}.seal.${one}`);
    return state && this.federation.key(READER, 'seal', state);
  }

  /** A signed value of one city, by a key that is good now. */
  signed(compact: string, typ: string, shape: ShapeName, from: string, keyMatters = true): Meaning | undefined {
    const jws = strictJws(compact, typ);
    if (!jws) return undefined;
    const key = this.keyOf(from, jws.kid);
    if (keyMatters && (!key || !this.isGoodNow(key) || !isSignedBy(compact, key.x))) return undefined;
    return valueOf(shape, jws.text);
  }

  /** The plain bytes of a JWE of the profile, from one city to us. */
  opened(bytes: Uint8Array, typ: string, isNumbered: boolean, from: string): OpenedJwe | undefined {
    const compact = Buffer.from(bytes).toString('latin1');
    const parts = compact.split('.');
    const [head = '', encryptedKey, iv = '', text = '', tag = ''] = parts;
    if (parts.length !== 5 || encryptedKey !== '' || Buffer.byteLength(compact) > MAX_ENVELOPE_BYTES) return undefined;
    const names = ['alg', 'enc', 'kid', 'typ', 'from', 'to', 'epk', ...(isNumbered ? ['first', 'last'] : [])];
    const header = headerOf(head, names);
    if (header?.alg !== 'ECDH-ES' || header.enc !== 'A256GCM' || header.typ !== typ || !isKid(header.kid))
      return undefined;
    if (header.from !== from || header.to !== READER) return undefined;
    const epk = header.epk as Meaning | null;
    if (typeof epk !== 'object' || epk === null || Object.keys(epk).sort().join() !== 'crv,kty,x') return undefined;
    if (epk.kty !== 'OKP' || epk.crv !== 'X25519' || typeof epk.x !== 'string') return undefined;
    if (bytesOf(epk.x)?.length !== 32) return undefined;
    const [first, last] = [header.first as number, header.last as number];
    if (isNumbered && !(Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 1 && last >= first))
      return undefined;
    if (bytesOf(iv)?.length !== 12 || bytesOf(tag)?.length !== 16 || !bytesOf(text)?.length) return undefined;
    const key = this.openingKey(header.kid);
    const plain = key && openJwe(compact, key, epk.x);
    return plain ? { first, last, plain } : undefined;
  }

  isAhead(at: unknown): boolean {
    return Date.parse(String(at)) - Date.parse(NOW) > AHEAD_MS;
  }

  /** The seal statement, 'broken' where its events must not count, 'unknown' where the whole batch must wait. */
  seal(compact: string): Meaning | 'broken' | 'unknown' {
    const jws = strictJws(compact, 'tongban-seal+jws');
    const statement = jws && valueOf('seal', jws.text);
    if (!jws || !statement) return 'broken';
    const key = this.keyOf(statement.city, jws.kid);
    if (!key) return 'unknown';
    const at = statement.at as string;
    if (at < key.from || at >= key.until || (key.revokedAt !== null && key.revokedAt <= NOW)) return 'broken';
    return isSignedBy(compact, key.x) ? statement : 'broken';
  }

  /** A directory by the federation's key: nobody and nothing is named twice. */
  directory(compact: string): Meaning | undefined {
    const jws = strictJws(compact, 'tongban-directory+jws');
    const { federationKey } = this.federation;
    if (!jws || jws.kid !== federationKey.kid || !isSignedBy(compact, federationKey.x)) return undefined;
    const document = valueOf('directory', jws.text) as DirectoryDocument | undefined;
    if (!document || (document.prev === null && document.number !== 1)) return undefined;
    const cities = document.parties.map((party) => party.city);
    const kids = document.parties.flatMap((party) => party.keys.map((key) => key.kid));
    return new Set(cities).size < cities.length || new Set(kids).size < kids.length ? undefined : { ...document };
  }
}

export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
export const leafOf = (payload: string): Buffer =>
  createHash('sha256')
    .update(Buffer.from([0]))
    .update(payload)
    .digest();

/** h(n) along a list of leaves. */
export function headAfter(prevHead: string, first: number, leaves: readonly Buffer[]): string {
  let head = Buffer.from(prevHead, 'hex');
  leaves.forEach((leaf, i) => {
    const n = Buffer.alloc(8);
    n.writeBigUInt64BE(BigInt(first + i));
    head = createHash('sha256').update(head).update(n).update(leaf).digest();
  });
  return head.toString('hex');
}

const node = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.from([1]))
    .update(left)
    .update(right)
    .digest();

/** The root above a leaf by the recursive words of RFC 9162 2.1.1; undefined where index, size and path do not fit. */
export function rootAbove(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | undefined {
  if (index >= size) return undefined;
  if (size === 1) return path.length === 0 ? leaf : undefined;
  let half = 1;
  while (half * 2 < size) half *= 2;
  const last = path.at(-1);
  if (!last) return undefined;
  const rest = path.slice(0, -1);
  const below = index < half ? rootAbove(leaf, index, half, rest) : rootAbove(leaf, index - half, size - half, rest);
  return below && (index < half ? node(below, last) : node(last, below));
}
