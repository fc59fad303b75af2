import { ephemeral } from './batch-writer.js';
import { header, jweHeader, KEY_STATES, READER, THIRD, WRITER } from './fuzzed-federation.js';
import type { KeyRing, KeyState } from './fuzzed-federation.js';
import type { Random } from './random.js';
import { changedBytes, changedCompact, changedJson } from './spelling-mutations.js';
import { changedValue, reordered } from './value-mutations.js';
import { writeJwe, writeJws, type MadeKey } from './wire-writer.js';

const SIGNED = ['value', 'text', 'header', 'compact'] as const;
const SEALED = [...SIGNED, 'plain bytes', 'outer header', 'outer header text', 'outer compact', 'outer bytes'] as const;
export type SignedLayer = (typeof SEALED)[number] | 'other keys' | 'none';

const STATES = Object.keys(KEY_STATES) as KeyState[];

/** Any key there is, and one that nobody knows; also another's key under a good name. */
export function anyKey(random: Random, federation: KeyRing, city = WRITER): MadeKey & { stolen?: boolean } {
  return random.pick<MadeKey & { stolen?: boolean }>([
    ...STATES.map((state) => federation.key(city, 'sign', state)),
    federation.key(THIRD, 'sign'),
    federation.key(READER, 'sign'),
    federation.federationKey,
    federation.strangerKey,
    { ...federation.key(THIRD, 'sign'), kid: federation.key(city, 'sign').kid, stolen: true },
  ]);
}

/** A change of one kind, by what is changed: bytes, a compact envelope, JSON, or a value. */
export function changedLike(random: Random, layer: string, value: unknown, other: () => unknown): unknown {
  if (Buffer.isBuffer(value)) return changedBytes(random, value, other() as Buffer);
  if (typeof value === 'string') {
    if (layer.endsWith('compact')) return changedCompact(random, value, other() as string);
    return random.once(12) ? String(other()) : changedJson(random, value);
  }
  if (random.once(12)) return reordered(random, value as object);
  return random.once(10) ? other() : changedValue(random, value);
}

export interface SignedWords {
  typ: string;
  value: () => object;
  key: MadeKey;
  /** Type of the JWE around it, and the key it is sealed to; none for what travels signed only. */
  sealed?: { typ: string; to: MadeKey };
}

type Change = <T>(layer: SignedLayer, value: T) => T;

function written(random: Random, words: SignedWords, change: Change): Buffer {
  const { typ, key, sealed } = words;
  const text = change('text', JSON.stringify(change('value', words.value())));
  const signed = change('compact', writeJws(change('header', header(typ, key.kid)), text, key));
  if (!sealed) return Buffer.from(signed, 'latin1');
  const plain = change('plain bytes', Buffer.from(signed, 'latin1'));
  const epk = ephemeral(random);
  const outer = change('outer header', jweHeader(sealed.typ, sealed.to.kid, { from: WRITER, to: READER }, epk));
  const compact = writeJwe(change('outer header text', JSON.stringify(outer)), plain, sealed.to, epk, random.bytes(12));
  return change('outer bytes', Buffer.from(change('outer compact', compact), 'latin1'));
}

/** A signed statement, sealed or not, with one change; unchanged once in sixty. */
export function writeSigned(
  random: Random,
  federation: KeyRing,
  words: SignedWords,
): { bytes: Buffer; layer: SignedLayer } {
  const honest: Change = (_layer, value) => value;
  if (random.once(60)) return { bytes: written(random, words, honest), layer: 'none' };
  if (random.once(12)) {
    const to = words.sealed && federation.key(random.pick([READER, THIRD]), 'seal', random.pick(STATES));
    const sealed = words.sealed && to && random.once(2) ? { ...words.sealed, to } : words.sealed;
    const other = { ...words, key: anyKey(random, federation), ...(sealed ? { sealed } : {}) };
    return { bytes: written(random, other, honest), layer: 'other keys' };
  }
  const target: SignedLayer = random.pick(words.sealed ? SEALED : SIGNED);
  const elsewhere = (): unknown => {
    let found: unknown;
    written(random, words, (layer, value) => {
      if (layer === target) found = value;
      return value;
    });
    return found;
  };
  const change: Change = (layer, value) =>
    layer === target ? (changedLike(random, layer, value, elsewhere) as typeof value) : value;
  return { bytes: written(random, words, change), layer: target };
}
