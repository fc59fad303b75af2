import {
  eventHash,
  JWS_TYPES,
  MerkleTree,
  provesInclusion,
  readCanonical,
  SealStatement,
  sha256,
  type EventPayload,
} from '#contracts';
import { readJws } from '../../apps/city-node/src/envelope/strict-jose.rules.js';
import { verify } from '../../apps/city-node/src/envelope/suite.js';
import { Directory, judgeSealKey } from '../../apps/city-node/src/partners/directory.rules.js';
import { verifyDirectory } from '../../apps/city-node/src/partners/directory.service.js';
import type { Findings } from './findings.js';
import type { AcceptedCase } from './load.js';
import type { Stand } from './stand.js';

interface EventRow {
  id: string;
  lane: string;
  author: string;
  seq: number;
  hash: Buffer;
  payload: string;
  data: string | null;
  seal_id: string | null;
  leaf: number | null;
  path: Buffer | null;
}

interface SealRow {
  id: string;
  signature: string;
  leaves: Buffer | null;
  event_ids: string[] | null;
}

const AT_A_TIME = 500;
const HASH_BYTES = 32;
const split = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));

/** Every event of every accepted case, at every city: hash, chain, data, and a seal of its author that leads to it. */
export async function checkLanes(stand: Stand, cases: readonly AcceptedCase[], findings: Findings): Promise<void> {
  const { federation, directories } = {
    federation: stand.federation.directoryFile.federation,
    directories: stand.federation.directoryFile.directories,
  };
  const directory = new Directory(await verifyDirectory(directories.at(-1) ?? '', federation));
  for (const city of stand.cities) {
    const seals = new SealBook(stand, city, directory);
    const mine = cases.filter((c) => c.collecting === city || c.home === city).map((c) => `case/${c.caseNo}`);
    for (let from = 0; from < mine.length; from += AT_A_TIME) {
      const events = await stand.sql<EventRow>(
        city,
        `select id, lane, author, seq, hash, payload, data, seal_id, leaf, path from event
         where lane = any($1) order by lane, author, seq`,
        [mine.slice(from, from + AT_A_TIME)],
      );
      await seals.load(events);
      await checkChains(city, events, seals, findings);
    }
  }
}

async function checkChains(city: string, events: EventRow[], seals: SealBook, findings: Findings): Promise<void> {
  let before: EventRow | undefined;
  for (const event of events) {
    const follows = before && before.lane === event.lane && before.author === event.author ? before : undefined;
    before = event;
    const caseNo = event.lane.slice(5);
    const name = `${city}: event ${event.author}/${event.seq}`;
    const payload = JSON.parse(event.payload) as EventPayload;
    if (!eventHash(event.payload).equals(event.hash)) findings.lost(caseNo, `${name} is not what its hash says`);
    if (payload.seq !== event.seq || payload.author !== event.author || payload.lane !== event.lane) {
      findings.lost(caseNo, `${name} stands at another's place`);
    }
    if (event.seq !== (follows?.seq ?? 0) + 1) findings.lost(caseNo, `${name} has no predecessor`);
    if (payload.prev !== (follows?.hash.toString('hex') ?? null)) findings.lost(caseNo, `${name}: chain is broken`);
    if (event.data !== null && sha256(event.data).toString('hex') !== payload.dataHash) {
      findings.lost(caseNo, `${name} has other data than was signed`);
    }
    const fault = await seals.faultOf(event);
    if (fault) findings.lost(caseNo, `${name}: ${fault}`);
  }
}

/** The seals of one city's database; each signature is verified once. */
class SealBook {
  private readonly byId = new Map<string, SealRow>();
  private readonly own = new Map<string, { seal: SealRow; leaf: number }>();
  private readonly judged = new Map<string, Promise<SealStatement>>();

  constructor(
    private readonly stand: Stand,
    private readonly city: string,
    private readonly directory: Directory,
  ) {}

  /** Reads the seals of these events. */
  async load(events: readonly EventRow[]): Promise<void> {
    const foreign = [...new Set(events.flatMap((e) => e.seal_id ?? []))];
    const ids = events.filter((e) => e.author === this.city).map((e) => Number(e.id));
    const seals = await this.stand.sql<SealRow>(
      this.city,
      `select id, signature, leaves, event_ids from seal where id = any($1::bigint[])
       or (event_ids is not null and last_event_id >= $2 and first_event_id <= $3)`,
      [foreign, Math.min(...ids, Infinity) === Infinity ? 0 : Math.min(...ids), Math.max(...ids, 0)],
    );
    for (const seal of seals) {
      this.byId.set(String(seal.id), seal);
      for (const [leaf, id] of (seal.event_ids ?? []).entries()) this.own.set(String(id), { seal, leaf });
    }
  }

  /** Why the seal of an event does not prove it; null where it does. */
  async faultOf(event: EventRow): Promise<string | null> {
    const place = this.own.get(String(event.id));
    const seal = event.author === this.city && place ? place.seal : this.byId.get(String(event.seal_id));
    if (!seal) return 'is not sealed';
    try {
      const statement = await this.judge(event.author, seal);
      const root = Buffer.from(statement.root, 'hex');
      if (seal.leaves && place) {
        const leaves = split(seal.leaves);
        if (!leaves[place.leaf]?.equals(event.hash)) return 'is not the leaf its seal says';
        return new MerkleTree(leaves).root.equals(root) ? null : 'the seal has another root';
      }
      const path = split(event.path ?? Buffer.alloc(0));
      const proved = provesInclusion(event.hash, event.leaf ?? -1, statement.size, path, root);
      return proved ? null : 'the proof does not lead to the sealed root';
    } catch (error) {
      return `seal: ${(error as Error).message}`;
    }
  }

  private judge(author: string, seal: SealRow): Promise<SealStatement> {
    const key = `${author}/${seal.id}`;
    const known = this.judged.get(key);
    if (known) return known;
    const judging = (async (): Promise<SealStatement> => {
      const jws = readJws(seal.signature, JWS_TYPES.seal);
      const statement = readCanonical(SealStatement, jws.payloadText, 'payload_invalid');
      if (statement.city !== author) throw new Error('another city sealed it');
      const signer = this.directory.key(author, jws.kid, 'sign');
      judgeSealKey(signer, statement.at, statement.at);
      await verify(jws, signer);
      return statement;
    })();
    this.judged.set(key, judging);
    return judging;
  }
}
