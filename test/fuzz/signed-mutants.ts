import type { Lease } from '../../apps/city-node/src/exchange/lease.js';
import type { Database } from '../../apps/city-node/src/db/database.js';
import { Settler } from '../../apps/city-node/src/exchange/settle/settler.js';
import { FAULT_POINTS } from '../../apps/city-node/src/fault-points.js';
import { verifyDirectory } from '../../apps/city-node/src/partners/directory.service.js';
import { createLogger, FakeClock, FaultPoints } from '#runtime';
import { NOW, READER, WRITER, type FuzzedFederation } from './fuzzed-federation.js';
import type { Mutant, MutantSource } from './mutant.js';
import type { Random } from './random.js';
import { sha256Hex, type Meaning, type ReferenceReader } from './reference-reader.js';
import { writeSigned } from './signed-writer.js';

/** Receipts as a partner sends them. */
export class ReceiptMutants implements MutantSource {
  readonly name = 'receipt';
  readonly weight = 12;
  private constructor(
    private readonly federation: FuzzedFederation,
    private readonly reference: ReferenceReader,
    private readonly settler: Settler,
  ) {}

  static async with(federation: FuzzedFederation, reference: ReferenceReader): Promise<ReceiptMutants> {
    const log = createLogger({ level: 'silent', name: 'fuzz' });
    // Reading a receipt touches neither database nor lease; settling is fuzzed at a running node.
    const settler = new Settler(
      READER,
      null as unknown as Database,
      null as unknown as Lease,
      await federation.service(READER),
      new FakeClock(NOW),
      new FaultPoints(FAULT_POINTS),
      log,
    );
    return new ReceiptMutants(federation, reference, settler);
  }

  make(random: Random): Mutant {
    const value = (): object => ({
      v: 1,
      from: WRITER,
      to: READER,
      state: random.pick(['ok', 'gap', 'conflict', 'clock_ahead']),
      upTo: random.below(5000),
      head: random.bytes(32).toString('hex'),
      outcomesTo: random.below(9),
      outcomes: [
        { n: 1 + random.below(99), outcome: 'kept', reason: 'data_invalid' },
        { n: 200, outcome: 'applied', reason: null },
      ].slice(random.below(3)),
      at: NOW,
    });
    const key = this.federation.key(WRITER, 'sign');
    const { bytes, layer } = writeSigned(random, this.federation, { typ: 'tongban-receipt+jws', value, key });
    const compact = bytes.toString('latin1');
    return {
      layer,
      bytes,
      genuine: layer === 'none',
      expected: () => {
        const receipt = this.reference.signed(compact, 'tongban-receipt+jws', 'receipt', WRITER);
        return receipt?.from === WRITER && receipt.to === READER ? receipt : undefined;
      },
      read: () => this.settler.read(compact, WRITER),
    };
  }
}

/** Directories: whether one is the federation's, and whether it may follow the one in use. */
export class DirectoryMutants implements MutantSource {
  readonly name = 'directory';
  readonly weight = 5;
  constructor(
    private readonly federation: FuzzedFederation,
    private readonly reference: ReferenceReader,
  ) {}

  make(random: Random): Mutant {
    const { federationKey, documents, directories } = this.federation;
    const value = (): object => random.pick(documents);
    const words = { typ: 'tongban-directory+jws', value, key: federationKey };
    const { bytes, layer } = writeSigned(random, this.federation, words);
    const signed = bytes.toString('latin1');
    if (random.once(3)) {
      return {
        layer: `${layer}, taken into use`,
        bytes,
        genuine: false,
        expected: () => this.following(signed, directories),
        read: async () => {
          const service = await this.federation.service(READER);
          return { ...(await service.take(signed)).document };
        },
      };
    }
    return {
      layer,
      bytes,
      genuine: layer === 'none',
      expected: () => this.reference.directory(signed),
      read: () => verifyDirectory(signed, { kid: federationKey.kid, x: federationKey.x }),
    };
  }

  /** Two directories are in use: the same again changes nothing, and only one that continues them may follow. */
  private following(signed: string, directories: readonly string[]): Meaning | undefined {
    const document = this.reference.directory(signed);
    const last = directories[1] ?? '';
    if (signed === last) return document;
    return document?.number === 3 && document.prev === sha256Hex(last) ? document : undefined;
  }
}
