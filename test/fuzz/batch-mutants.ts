import { isDeepStrictEqual } from 'node:util';
import { BatchOpener, readBatchAddress } from '../../apps/city-node/src/exchange/apply/batch-opener.js';
import { FakeClock } from '#runtime';
import { mutatedBatch } from './batch-mutations.js';
import { aPlan, batchKeys, writeBatch } from './batch-writer.js';
import { NOW, READER, THIRD, WRITER, type FuzzedFederation } from './fuzzed-federation.js';
import type { Random } from './random.js';
import { headAfter, leafOf, rootAbove, sha256Hex, type Meaning, type ReferenceReader } from './reference-reader.js';
import { valueOf } from './wire-shapes.js';
import type { Mutant, MutantSource } from './mutant.js';

/** What a batch says, and which of its events must count; undefined where nothing of it may be applied. */
export function meaningOfBatch(reference: ReferenceReader, bytes: Uint8Array, from: string): Meaning | undefined {
  const opened = reference.opened(bytes, 'tongban-batch+jwe', true, from);
  if (!opened || opened.plain.length < 5) return undefined;
  const length = opened.plain.readUInt32BE(0);
  const signed = opened.plain.subarray(4, 4 + length).toString('latin1');
  const bodyBytes = opened.plain.subarray(4 + length);
  const statement = reference.signed(signed, 'tongban-batch+jws', 'batch', from);
  if (!statement || length === 0 || bodyBytes.length === 0) return undefined;
  const { first, last } = opened;
  if (statement.to !== READER || statement.from !== from || statement.first !== first || statement.last !== last)
    return undefined;
  const bodyText = bodyBytes.toString('utf8');
  if (!Buffer.from(bodyText).equals(bodyBytes) || sha256Hex(bodyBytes) !== statement.bodyHash) return undefined;
  const body = valueOf('body', bodyText) as { seals: string[]; entries: EntryRead[] } | undefined;
  if (!body || body.entries.length !== last - first + 1 || reference.isAhead(statement.at)) return undefined;
  if (body.entries.some((entry, i) => entry.n !== first + i)) return undefined;
  const seals = body.seals.map((seal) => reference.seal(seal));
  if (seals.includes('unknown')) return undefined;
  const events = body.entries.map((entry) => eventOf(reference, entry, seals));
  if (events.some((event) => event.isAhead)) return undefined;
  const leaves = body.entries.map((entry) => leafOf(entry.payload));
  if (headAfter(statement.prevHead as string, first, leaves) !== statement.head) return undefined;
  return { statement, events: events.map(({ n, payload, data, sound }) => ({ n, payload, data, sound })) };
}

interface EntryRead {
  n: number;
  payload: string;
  data: string | null;
  seal: number;
  leaf: number;
  path: string[];
}

function eventOf(
  reference: ReferenceReader,
  entry: EntryRead,
  seals: readonly (Meaning | string)[],
): EntryRead & { sound: boolean; isAhead: boolean } {
  const size = Buffer.byteLength(entry.payload) + Buffer.byteLength(entry.data ?? '');
  const payload = size > 256 * 1024 ? undefined : valueOf('payload', entry.payload);
  const seal = seals[entry.seal];
  if (!payload) return { ...entry, sound: false, isAhead: false };
  if (reference.isAhead(payload.at)) return { ...entry, sound: false, isAhead: true };
  if (typeof seal !== 'object') return { ...entry, sound: false, isAhead: false };
  if (reference.isAhead(seal.at)) return { ...entry, sound: false, isAhead: true };
  const path = entry.path.map((hash) => Buffer.from(hash, 'hex'));
  const root = rootAbove(leafOf(entry.payload), entry.leaf, seal.size as number, path);
  const sound = root?.toString('hex') === seal.root && seal.city === payload.author;
  return { ...entry, sound, isAhead: false };
}

/** Batches changed at one layer, sealed and signed again above it, or by whom it should not be. */
export class BatchMutants implements MutantSource {
  readonly name = 'batch';
  readonly weight = 62;

  private constructor(
    private readonly federation: FuzzedFederation,
    private readonly reference: ReferenceReader,
    private readonly opener: BatchOpener,
  ) {}

  static async with(federation: FuzzedFederation, reference: ReferenceReader): Promise<BatchMutants> {
    const opener = new BatchOpener(await federation.service(READER), new FakeClock(NOW));
    return new BatchMutants(federation, reference, opener);
  }

  make(random: Random): Mutant {
    // One in sixty is genuine, and has to be accepted.
    const { bytes, layer } = random.once(60)
      ? {
          bytes: writeBatch(random, aPlan(random), batchKeys(this.federation), (_layer, value) => value),
          layer: 'none',
        }
      : mutatedBatch(random, this.federation, aPlan(random), () => ({ ...aPlan(random), strangers: 0 }));
    const from = random.once(60) ? THIRD : WRITER;
    return {
      layer: from === WRITER ? layer : 'another address',
      bytes,
      expected: () => meaningOfBatch(this.reference, bytes, from),
      genuine: layer === 'none' && from === WRITER,
      read: async () => {
        const { statement, events } = await this.opener.open(readBatchAddress(bytes, READER, from));
        for (const { payload, payloadText } of events) {
          if (payload && !isDeepStrictEqual({ ...JSON.parse(payloadText) }, JSON.parse(JSON.stringify(payload))))
            throw new Error('an event does not say what its bytes say');
        }
        return {
          statement,
          events: events.map((e) => ({ n: e.n, payload: e.payloadText, data: e.dataText, sound: e.fault === null })),
        };
      },
    };
  }
}
