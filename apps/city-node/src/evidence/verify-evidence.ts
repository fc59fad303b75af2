import {
  checkShape,
  eventHash,
  EventPayload,
  EvidenceFile,
  JWS_TYPES,
  linkHeads,
  provesInclusion,
  readCanonical,
  Receipt,
  SealStatement,
  sha256,
  TongbanError,
  type EvidenceEvent,
  type ReceiptProof,
} from '#contracts';
import { readJws } from '../envelope/strict-jose.rules.js';
import { verify } from '../envelope/suite.js';
import { Directory, judgeSealKey } from '../partners/directory.rules.js';
import { verifyDirectory } from '../partners/directory.service.js';

export interface EvidenceCheck {
  /** What was checked, in words for the one who runs the check. */
  what: string;
  ok: boolean;
  /** Code or reason where it failed. */
  fault: string | null;
}

export interface EvidenceReport {
  ok: boolean;
  checks: EvidenceCheck[];
  /** First broken link, in words; null where everything verifies. */
  firstBroken: string | null;
  events: number;
  seals: number;
  receipts: number;
}

/**
 * Verifies an evidence file offline: directory by the federation key whose fingerprint the verifier knows, every
 * event's hash, chain, signature and data, what each event saw, and the partners' receipts. Needs no database, no
 * network. Goes on after a fault, so that the report names them all in order.
 */
export async function verifyEvidence(file: EvidenceFile, fingerprint: string): Promise<EvidenceReport> {
  const checks: EvidenceCheck[] = [];
  const check = async (what: string, test: () => Promise<void> | void): Promise<void> => {
    try {
      await test();
      checks.push({ what, ok: true, fault: null });
    } catch (error) {
      checks.push({ what, ok: false, fault: error instanceof TongbanError ? error.code : (error as Error).message });
    }
  };

  // The file comes from anybody: what is not even shaped like one has no events to go through.
  await check('证据包结构完整', () => void checkShape(EvidenceFile, file, 'payload_invalid'));
  if (!checks[0]?.ok) return reportOf(checks, []);

  let directory: Directory | undefined;
  await check('城市目录由联盟密钥签署', async () => {
    const print = sha256(Buffer.from(file.federation.x, 'base64url')).toString('hex');
    if (print !== fingerprint) throw new TongbanError('directory_invalid', { reason: 'fingerprint' });
    let before: string | null = null;
    for (const signed of file.directories) {
      const document = await verifyDirectory(signed, file.federation);
      if (before !== null && document.prev !== sha256(before).toString('hex')) throw new TongbanError('directory_fork');
      directory = new Directory(document);
      before = signed;
    }
  });

  const payloads = new Map<string, EventPayload>();
  const hashes = new Map<string, string>();
  const lanes = new Map<string, EvidenceEvent[]>();
  for (const event of file.events) lanes.set(event.author, [...(lanes.get(event.author) ?? []), event]);
  const name = (event: EvidenceEvent): string => `${event.author} 第 ${event.seq} 号事件`;

  for (const lane of lanes.values()) {
    for (const [i, event] of lane.entries()) {
      await check(`${name(event)}：摘要与内容相符`, () => {
        if (eventHash(event.payload).toString('hex') !== event.hash) throw new Error('摘要不符');
        const payload = readCanonical(EventPayload, event.payload, 'payload_invalid');
        if (payload.author !== event.author || payload.seq !== event.seq) throw new Error('作者或序号不符');
        if (payload.lane !== `case/${file.caseNo}`) throw new Error('不属于此办件');
        payloads.set(`${event.author}/${event.seq}`, payload);
        hashes.set(`${event.author}/${event.seq}`, event.hash);
      });
      await check(`${name(event)}：与前一事件相连`, () => {
        const payload = payloads.get(`${event.author}/${event.seq}`);
        const before = lane[i - 1];
        if (!payload) throw new Error('内容不可读');
        if (before ? before.seq !== event.seq - 1 : false) throw new TongbanError('predecessor_missing');
        if (before && payload.prev !== before.hash) throw new TongbanError('chain_broken');
        if (event.seq === 1 && payload.prev !== null) throw new TongbanError('chain_broken');
        if (file.complete && i === 0 && event.seq !== 1) throw new TongbanError('predecessor_missing');
      });
      if (event.data !== null) {
        await check(`${name(event)}：数据与签署时相同`, () => {
          const payload = payloads.get(`${event.author}/${event.seq}`);
          if (sha256(event.data ?? '').toString('hex') !== payload?.dataHash) throw new TongbanError('data_invalid');
        });
      }
      await check(`${name(event)}：签名有效`, () => verifySeal(event, directory));
      for (const receipt of event.receipts) {
        await check(`${name(event)}：${receipt.partner} 的回执`, () => verifyReceipt(event, receipt, file, directory));
      }
    }
  }
  for (const [key, payload] of payloads) {
    await check(`${key.replace('/', ' 第 ')} 号事件：所见记录一致`, () => {
      for (const seen of payload.seen) {
        const there = hashes.get(`${seen.city}/${seen.seq}`);
        if (there !== undefined && there !== seen.hash) throw new TongbanError('seen_mismatch');
        const known = lanes.get(seen.city);
        if (file.complete && there === undefined) throw new TongbanError('lane_missing');
        if (known && there === undefined && seen.seq >= (known[0]?.seq ?? 1)) throw new TongbanError('lane_missing');
      }
    });
  }
  return reportOf(checks, file.events);
}

function reportOf(checks: EvidenceCheck[], events: readonly EvidenceEvent[]): EvidenceReport {
  const broken = checks.find((c) => !c.ok);
  return {
    ok: broken === undefined,
    checks,
    firstBroken: broken ? `${broken.what}：${broken.fault}` : null,
    events: events.length,
    seals: events.filter((event) => event.seal).length,
    receipts: events.reduce((sum, event) => sum + event.receipts.length, 0),
  };
}

async function verifySeal(event: EvidenceEvent, directory: Directory | undefined): Promise<void> {
  if (!directory) throw new TongbanError('directory_invalid');
  if (!event.seal) throw new Error('尚未签署');
  const jws = readJws(event.seal.signature, JWS_TYPES.seal);
  const statement = readCanonical(SealStatement, jws.payloadText, 'payload_invalid');
  if (statement.city !== event.author) throw new TongbanError('signature_invalid');
  const key = directory.key(event.author, jws.kid, 'sign');
  // The exporter's copy was receipted when it was stored; a later revocation does not undo it.
  judgeSealKey(key, statement.at, statement.at);
  await verify(jws, key);
  const path = event.seal.path.map((hex) => Buffer.from(hex, 'hex'));
  const leaf = eventHash(event.payload);
  if (!provesInclusion(leaf, event.seal.leaf, statement.size, path, Buffer.from(statement.root, 'hex'))) {
    throw new TongbanError('signature_invalid');
  }
}

async function verifyReceipt(
  event: EvidenceEvent,
  proof: ReceiptProof,
  file: EvidenceFile,
  directory: Directory | undefined,
): Promise<void> {
  if (!directory) throw new TongbanError('directory_invalid');
  const jws = readJws(proof.receipt, JWS_TYPES.receipt);
  const receipt = readCanonical(Receipt, jws.payloadText, 'payload_invalid');
  if (receipt.from !== proof.partner || receipt.to !== file.exportedBy) throw new TongbanError('wrong_sender');
  await verify(jws, directory.key(proof.partner, jws.kid, 'sign'));
  if (receipt.upTo < proof.n || receipt.upTo - proof.n !== proof.following.length) throw new TongbanError('link_gap');
  const chain = [eventHash(event.payload), ...proof.following.map((hex) => Buffer.from(hex, 'hex'))];
  const head = linkHeads(Buffer.from(proof.headBefore, 'hex'), proof.n, chain).at(-1);
  if (head?.toString('hex') !== receipt.head) throw new TongbanError('link_conflict');
}
