import { ERROR_CATALOGUE, isErrorCode, parseCaseNo, type EvidenceFile, type EvidenceLine } from '#contracts';
import { verifyEvidence, type EvidenceCheck } from './verify-evidence.js';

/** The newest event of another city that an event's author had seen. */
interface Head {
  readonly city: string;
  readonly seq: number;
}

/** The result of verifying one file, in Chinese. */
export interface ReadableReport {
  readonly lines: EvidenceLine[];
  /** The first broken link in words; null where everything verifies. */
  readonly firstBroken: string | null;
  readonly checks: number;
}

/** A city's name for its code; the code itself where the reader knows none. */
export type NameOf = (city: string) => string;

/** Verifies evidence offline against the fingerprint, and says what that covered. */
export async function reportOn(evidence: EvidenceFile, fingerprint: string, nameOf: NameOf): Promise<ReadableReport> {
  const report = await verifyEvidence(evidence, fingerprint);
  const line = (which: RegExp, what: string, claim: string): EvidenceLine => {
    const faulty = report.checks.filter((check) => which.test(check.what) && !check.ok).length;
    return { ok: faulty === 0, text: faulty === 0 ? `${what}，${claim}` : `${what}：${faulty} 项不符` };
  };
  const withheld = evidence.events.filter(({ data }) => data === null).length;
  const lines = [
    line(/城市目录/, `目录（指纹 ${fingerprint.slice(0, 16)}…）`, '由联盟密钥签署'),
    line(/内容相符$|前一事件相连$/, `事件 ${report.events} 个（${lanesOf(evidence, nameOf)}）`, '摘要相符，前后相连'),
    line(
      /签署时相同$/,
      `数据 ${report.events - withheld} 份`,
      `与签署时相同${withheld ? `；另有 ${withheld} 份不向本市提供` : ''}`,
    ),
    line(/签名有效$/, `封印 ${report.seals} 个`, '由作出事实的城市签署'),
    line(/所见记录一致$/, '所见', '各市写下事件时看到的对方记录与证据包一致'),
    line(/的回执$/, `回执 ${report.receipts} 份`, '证明对方城市的数据库已存下'),
  ];
  const missing = firstMissing(evidence, nameOf);
  const whole = isPartyFromTheStart(evidence) ? '完整，没有缺开头或中间的事件' : '出具城市中途加入，只含它收到的事件';
  lines.push({ ok: missing === null, text: missing === null ? whole : `不完整：${missing}` });
  const broken = inWords(
    report.checks.find(({ ok }) => !ok),
    nameOf,
  );
  return { lines, firstBroken: broken ?? missing, checks: report.checks.length + 1 };
}

/**
 * What was left out of a file whose every remaining link holds; null where nothing was. The last events can be left out
 * unseen: only another city's file, or a later one, shows them.
 */
function firstMissing(evidence: EvidenceFile, nameOf: NameOf): string | null {
  const { events } = evidence;
  if (events.length === 0) return '证据包里没有事件';
  if (!isPartyFromTheStart(evidence)) return null;
  const held = new Set(events.map(({ author, seq }) => `${author}/${seq}`));
  for (const { author, seq, payload } of events) {
    if (seq > 1 && !held.has(`${author}/${seq - 1}`)) return `${nameOf(author)}第 ${seq - 1} 号事件缺失`;
    const unseen = seenIn(payload).find((seen) => !held.has(`${seen.city}/${seen.seq}`));
    if (unseen) return `${nameOf(unseen.city)}第 ${unseen.seq} 号事件缺失，而${nameOf(author)}写下时看到过它`;
  }
  return null;
}

/** By the case number, which every event names: a flag in the file could be changed together with it. */
function isPartyFromTheStart({ caseNo, exportedBy }: EvidenceFile): boolean {
  const parts = parseCaseNo(caseNo);
  return exportedBy === parts?.home || exportedBy === parts?.collecting;
}

function seenIn(payload: string): readonly Head[] {
  try {
    return (JSON.parse(payload) as { seen: readonly Head[] }).seen;
  } catch {
    // Changed beyond reading, which the check of its hash has found already.
    return [];
  }
}

function lanesOf({ events }: EvidenceFile, nameOf: NameOf): string {
  const authors = [...new Set(events.map(({ author }) => author))];
  const lane = (author: string): string => {
    const numbers = events.filter((event) => event.author === author).map(({ seq }) => seq);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    return `${nameOf(author)} ${first === last ? first : `${first}–${last}`} 号`;
  };
  return authors.map(lane).join('，');
}

function inWords(broken: EvidenceCheck | undefined, nameOf: NameOf): string | null {
  if (!broken) return null;
  const { what, fault } = broken;
  const told = fault !== null && isErrorCode(fault) ? `${ERROR_CATALOGUE[fault].zh}（${fault}）` : fault;
  return citiesNamed(`${what}——不成立：${told}`, nameOf);
}

/** The verifier names cities by their codes. */
export function citiesNamed(text: string, nameOf: NameOf): string {
  return text.replace(/\b\d{6}\b/g, (code) => nameOf(code));
}
