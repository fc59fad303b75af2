import {
  MerkleTree,
  TongbanError,
  type EvidenceEvent,
  type EvidenceFile,
  type ReceiptProof,
  type SealProof,
} from '#contracts';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import { aPlan } from './batch-writer.js';
import { fingerprintOf, header, NOW, READER, WRITER, type FuzzedFederation } from './fuzzed-federation.js';
import type { Mutant, MutantSource } from './mutant.js';
import { Random } from './random.js';
import { headAfter, leafOf, sha256Hex } from './reference-reader.js';
import { anyKey } from './signed-writer.js';
import { changedCompact, changedJson } from './spelling-mutations.js';
import { changedValue } from './value-mutations.js';
import { writeJws, type MadeKey } from './wire-writer.js';

const CASE_NO = 'KY430100430200202611200000000KKKK';

/** One case of two cities with seals and receipts, whole and true. */
function genuineFile(federation: FuzzedFederation, random: Random): EvidenceFile {
  const lane = `case/${CASE_NO.slice(0, 31)}`;
  const events: EvidenceEvent[] = [];
  for (const author of [WRITER, READER]) {
    let prev: string | null = null;
    const leaves: Buffer[] = [];
    const own: EvidenceEvent[] = [];
    for (const [i, { payload, data }] of aPlan(random).events.slice(0, 3).entries()) {
      const seen = author === READER ? [{ city: WRITER, seq: 1, hash: events[0]?.hash ?? '' }] : [];
      const text = JSON.stringify({ ...payload, lane, author, seq: i + 1, prev, seen });
      const leaf = leafOf(text);
      prev = leaf.toString('hex');
      leaves.push(leaf);
      own.push({ author, seq: i + 1, hash: prev, payload: text, data, seal: null, receipts: [] });
    }
    const tree = new MerkleTree(leaves);
    const key = federation.key(author, 'sign');
    const statement = { v: 1, city: author, size: tree.size, root: tree.root.toString('hex'), at: NOW };
    const signature = writeJws(header('tongban-seal+jws', key.kid), JSON.stringify(statement), key);
    own.forEach((event, leaf) => {
      event.seal = { signature, leaf, path: tree.path(leaf).map((hash) => hash.toString('hex')) };
      if (author === WRITER) event.receipts = [receiptFor(federation, leaves, leaf)];
    });
    events.push(...own);
  }
  const { federationKey, directories } = federation;
  return {
    kind: 'tongban-evidence',
    v: 1,
    caseNo: CASE_NO.slice(0, 31),
    complete: true,
    exportedBy: WRITER,
    exportedAt: NOW,
    federation: { kid: federationKey.kid, x: federationKey.x },
    directories: directories.slice(0, 2),
    events,
  };
}

function receiptFor(federation: FuzzedFederation, leaves: readonly Buffer[], at: number): ReceiptProof {
  const start = sha256Hex('before');
  const first = 40;
  const receipt = {
    v: 1,
    from: READER,
    to: WRITER,
    state: 'ok',
    upTo: first + leaves.length - 1,
    head: headAfter(start, first, leaves),
    outcomesTo: 0,
    outcomes: [],
    at: NOW,
  };
  const key = federation.key(READER, 'sign');
  return {
    partner: READER,
    n: first + at,
    headBefore: headAfter(start, first, leaves.slice(0, at)),
    following: leaves.slice(at + 1).map((leaf) => leaf.toString('hex')),
    receipt: writeJws(header('tongban-receipt+jws', key.kid), JSON.stringify(receipt), key),
  };
}

/** Evidence files, changed anywhere, or with seals and receipts by other keys. */
export class EvidenceMutants implements MutantSource {
  readonly name = 'evidence';
  readonly weight = 3;
  private readonly files: EvidenceFile[];

  constructor(private readonly federation: FuzzedFederation) {
    this.files = [1, 2, 3].map((n) => genuineFile(federation, new Random('evidence', n)));
  }

  make(random: Random): Mutant {
    const genuine = random.pick(this.files);
    const { file, layer } = this.changed(random, genuine);
    const read = async (): Promise<unknown> => {
      const report = await verifyEvidence(file, fingerprintOf(this.federation.federationKey));
      // What fails without a code is a sentence of the verifier or a slip of it: an error of the language tells which.
      const slip = report.checks.find((check) =>
        /undefined|not iterable|is not|Cannot|Invalid/.test(check.fault ?? ''),
      );
      if (slip) throw new Error(`${slip.what}: ${slip.fault}`);
      if (!report.ok) throw new TongbanError('signature_invalid');
      return 'verified';
    };
    return {
      layer,
      bytes: Buffer.from(JSON.stringify(file)),
      genuine: layer === 'none',
      expected: () => (saysNoMore(file, genuine) ? ('verified' as unknown as Record<string, unknown>) : undefined),
      refusable: true,
      read,
    };
  }

  private changed(random: Random, genuine: EvidenceFile): { file: EvidenceFile; layer: string } {
    const file = structuredClone(genuine);
    const event = random.pick(file.events);
    const any = anyKey(random, this.federation, event.author);
    // With its good key a city may seal its own event again; here somebody does it who may not.
    const key =
      any.kid.endsWith('.sign.good') && any.kid.startsWith(event.author) && !any.stolen
        ? this.federation.strangerKey
        : any;
    return random.weighted<() => { file: EvidenceFile; layer: string }>([
      [1, () => ({ file, layer: 'none' })],
      [20, () => ({ file: changedValue(random, file), layer: 'value' })],
      [8, () => this.withText(random, file, event)],
      [6, () => this.sealedBy(random, file, event, key)],
      [4, () => this.receiptedBy(file, event, key)],
    ])();
  }

  private withText(random: Random, file: EvidenceFile, event: EvidenceEvent): { file: EvidenceFile; layer: string } {
    const seal = event.seal as SealProof;
    if (random.once(2)) seal.signature = changedCompact(random, seal.signature, file.directories[0] ?? '');
    else event.payload = changedJson(random, event.payload);
    return { file, layer: 'spelling' };
  }

  private sealedBy(
    random: Random,
    file: EvidenceFile,
    event: EvidenceEvent,
    key: MadeKey,
  ): { file: EvidenceFile; layer: string } {
    // A forged event with a seal of its own that proves it, by whatever key the forger has.
    if (random.once(2)) event.payload = event.payload.replace('"clerk"', '"reviewer"');
    event.hash = leafOf(event.payload).toString('hex');
    const statement = { v: 1, city: event.author, size: 1, root: event.hash, at: NOW };
    const signature = writeJws(header('tongban-seal+jws', key.kid), JSON.stringify(statement), key);
    event.seal = { signature, leaf: 0, path: [] };
    return { file, layer: 'other keys' };
  }

  private receiptedBy(file: EvidenceFile, event: EvidenceEvent, key: MadeKey): { file: EvidenceFile; layer: string } {
    for (const proof of event.receipts) {
      const [, body = ''] = proof.receipt.split('.');
      proof.receipt = writeJws(header('tongban-receipt+jws', key.kid), Buffer.from(body, 'base64url'), key);
    }
    return { file, layer: 'other receipts' };
  }
}

/**
 * True where a file claims nothing that the genuine one does not: leaving out the end of a lane, data and receipts is
 * allowed, and who exported it when is claimed by nobody's signature.
 */
function saysNoMore(file: EvidenceFile, genuine: EvidenceFile): boolean {
  const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const known = new Map(genuine.events.map((event) => [JSON.stringify([event.author, event.seq]), event]));
  return (
    Array.isArray(file.events) &&
    file.caseNo === genuine.caseNo &&
    // The key is known by its bytes; how they are spelled is nobody's signed word.
    typeof file.federation?.x === 'string' &&
    fingerprintOf(file.federation) === fingerprintOf(genuine.federation) &&
    file.events.every((event) => {
      const there = known.get(JSON.stringify([event?.author, event?.seq]));
      if (!there || event.payload !== there.payload || event.hash !== there.hash) return false;
      if (event.data !== null && event.data !== there.data) return false;
      // The same true receipt twice says no more than once.
      const isKnown = (receipt: ReceiptProof): boolean => there.receipts.some((one) => equal(one, receipt));
      return equal(event.seal, there.seal) && Array.isArray(event.receipts) && event.receipts.every(isKnown);
    })
  );
}
