import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sha256, type EvidenceFile } from '#contracts';
import type { DirectoryFile } from '../../apps/city-node/src/partners/key-files.js';
import type { Desk } from './desk.js';
import { LocalSetupError, localDir, madeDir, readJson } from './local-folder.js';

/** Where exported evidence is kept. */
export const evidenceDir = join(localDir, 'evidence');

// Sealing follows the commit within moments; a node that has just started needs its lease first.
const sealedWithinMs = 15_000;
const lookAgainMs = 300;

/** The evidence of a case from one city, once all of it is sealed; as it is then, where that takes too long. */
export async function sealedEvidence(desk: Desk, caseNo: string): Promise<EvidenceFile> {
  const deadline = Date.now() + sealedWithinMs;
  for (;;) {
    const evidence = await desk.get<EvidenceFile>(`/cases/${caseNo}/evidence`);
    if (evidence.events.every(({ seal }) => seal !== null) || Date.now() > deadline) return evidence;
    await pause(lookAgainMs);
  }
}

/** Writes evidence, readable by its owner only as it holds personal data; returns the path. */
export function writeEvidence(evidence: EvidenceFile, remark = ''): string {
  const path = join(madeDir(evidenceDir, 0o700), `${evidence.caseNo}-${evidence.exportedBy}${remark}.json`);
  writeFileSync(path, `${JSON.stringify(evidence, null, 2)}\n`, { mode: 0o600 });
  return path;
}

/** Reads a file that anybody may have made; throws LocalSetupError where it cannot even be an evidence file. */
export function readEvidence(path: string): EvidenceFile {
  if (!existsSync(path)) throw new LocalSetupError(`没有文件 ${path}`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new LocalSetupError(`${path} 读不出：${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isEvidence(value)) throw new LocalSetupError(`${path} 不是证据包，或结构不完整`);
  return value;
}

/** The federation that this machine trusts; throws LocalSetupError where there is none and none is given. */
export function trustedFingerprint(given: string | undefined): string {
  if (given !== undefined) return given;
  const directory = readJson<DirectoryFile>(join(localDir, 'federation', 'directory.json'));
  if (!directory) throw new LocalSetupError('本机没有联盟目录：请用 --fingerprint 给出联盟公钥的指纹');
  return sha256(Buffer.from(directory.federation.x, 'base64url')).toString('hex');
}

/** A copy with one byte of one event changed (the last digit of its second), and which event that is. */
export function tamperedCopy(evidence: EvidenceFile): { copy: EvidenceFile; author: string; seq: number } {
  const copy = structuredClone(evidence);
  const event = copy.events[Math.floor(copy.events.length / 2)];
  const at = event?.payload.search(/"at":"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/) ?? -1;
  if (!event || at < 0) throw new LocalSetupError('证据包里没有可以改动的事件');
  const place = at + '"at":"2026-11-22T08:30:0'.length;
  // The neighbour digit: one bit of one byte.
  const changed = String.fromCharCode(event.payload.charCodeAt(place) ^ 1);
  event.payload = event.payload.slice(0, place) + changed + event.payload.slice(place + 1);
  return { copy, author: event.author, seq: event.seq };
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown, of: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(of);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);

function isEvidence(value: unknown): value is EvidenceFile {
  return (
    isPlain(value) &&
    value['kind'] === 'tongban-evidence' &&
    value['v'] === 1 &&
    isText(value['caseNo']) &&
    isText(value['exportedBy']) &&
    isPlain(value['federation']) &&
    isText(value['federation']['x']) &&
    isText(value['federation']['kid']) &&
    isList(value['directories'], isText) &&
    isList(value['events'], isEvent)
  );
}

function isEvent(value: unknown): boolean {
  return (
    isPlain(value) &&
    isText(value['author']) &&
    isNumber(value['seq']) &&
    isText(value['hash']) &&
    isText(value['payload']) &&
    (value['data'] === null || isText(value['data'])) &&
    (value['seal'] === null || isSeal(value['seal'])) &&
    isList(value['receipts'], isReceipt)
  );
}

const isSeal = (value: unknown): boolean =>
  isPlain(value) && isText(value['signature']) && isNumber(value['leaf']) && isList(value['path'], isText);

const isReceipt = (value: unknown): boolean =>
  isPlain(value) &&
  isText(value['partner']) &&
  isNumber(value['n']) &&
  isText(value['headBefore']) &&
  isList(value['following'], isText) &&
  isText(value['receipt']);
