// `npm run verify-case`: fetches the evidence of a case from its cities, or reads a file, and verifies it offline.
import { relative, resolve } from 'node:path';
import { parseCaseNo, type EvidenceFile } from '#contracts';
import { localCities } from './city-settings.js';
import { Desk, Refusal } from './desk.js';
import { readEvidence, sealedEvidence, tamperedCopy, trustedFingerprint, writeEvidence } from './evidence-files.js';
import { cityName, firstDifference, verified } from './evidence-report.js';
import { LocalSetupError } from './local-folder.js';
import { livingRun } from './run-record.js';
import { outliveReaders, tell } from './telling.js';
import { ArgumentsError, VERIFY_USAGE, verifyArguments, type Wanted } from './verify-arguments.js';

/** Codes a shell script can rely on. */
const exitCodes = { verified: 0, broken: 1, wrongArguments: 2 } as const;

async function verifyFile(path: string, given: string | undefined): Promise<boolean> {
  const evidence = readEvidence(resolve(typedIn, path));
  tell.turn(`${cityName(evidence.exportedBy)}出具的证据包`, `办件 ${evidence.caseNo}`);
  return judged(evidence, trustedFingerprint(given));
}

async function verifyCase(caseNo: string, given: string | undefined): Promise<boolean> {
  const { gatewayUrl } = livingRun();
  const fingerprint = trustedFingerprint(given);
  const parts = parseCaseNo(caseNo);
  const codes = [...new Set([parts?.collecting ?? '', parts?.home ?? ''])];
  const files: EvidenceFile[] = [];
  let allWell = true;
  for (const code of codes) {
    const evidence = await evidenceOf(gatewayUrl, code, caseNo);
    if (!evidence) {
      allWell = false;
      continue;
    }
    const path = writeEvidence(evidence);
    files.push(evidence);
    tell.turn(`${cityName(code)}出具的证据包`, shown(path));
    if (!(await judged(evidence, fingerprint))) allWell = false;
  }
  const [first, second] = files;
  if (first && second) {
    const difference = firstDifference(first, second);
    if (difference === null) tell.done('两市各自出具的证据包里，事件逐个相同');
    else tell.failed(`两市的证据包不同：${difference}（可能还在转递途中，稍后再试）`);
    if (difference !== null) allWell = false;
  }
  if (first && allWell) await showTampering(first, fingerprint);
  return allWell;
}

/** The evidence from one city; says why there is none. */
async function evidenceOf(gatewayUrl: string, code: string, caseNo: string): Promise<EvidenceFile | undefined> {
  const city = localCities().find((one) => one.code === code);
  if (!city) {
    tell.failed(`办件的城市 ${code} 不在本机运行的城市之中`);
    return undefined;
  }
  try {
    return await sealedEvidence(await Desk.signIn(gatewayUrl, city, 'supervisor1'), caseNo);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tell.failed(`${city.name}没有出具证据包：${error.message}`);
    return undefined;
  }
}

async function judged(evidence: EvidenceFile, fingerprint: string): Promise<boolean> {
  const { lines, firstBroken, checks } = await verified(evidence, fingerprint);
  for (const { ok, text } of lines) (ok ? tell.done : tell.failed)(text);
  if (firstBroken === null) tell.done(`全部 ${checks} 项核验通过，离线完成`);
  else tell.failed(`首个断点：${firstBroken}`);
  return firstBroken === null;
}

/** What the report would say of a file that somebody changed: a verifier that never objects proves nothing. */
async function showTampering(evidence: EvidenceFile, fingerprint: string): Promise<void> {
  const { copy, author, seq } = tamperedCopy(evidence);
  const path = writeEvidence(copy, '-tampered');
  tell.turn('示范', `在副本里把${cityName(author)}第 ${seq} 号事件的时间改动一个字节`);
  const { firstBroken } = await verified(copy, fingerprint);
  if (firstBroken === null) throw new Error('a changed byte went unnoticed');
  tell.done(`当即发现，首个断点：${firstBroken}`);
  tell.note(`自己试：npm run verify-case -- --file ${shown(path)}`);
}

// npm runs scripts in the project's folder and notes where the person stood who typed a path.
const typedIn = process.env['INIT_CWD'] ?? process.cwd();

/** A path as short as it can be typed. */
function shown(path: string): string {
  const short = relative(typedIn, path);
  return short.startsWith('..') ? path : short;
}

function wantedOrLeave(): Wanted {
  try {
    return verifyArguments(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ArgumentsError)) throw error;
    process.stderr.write(`${error.message}\n\n${VERIFY_USAGE}\n`);
    process.exit(exitCodes.wrongArguments);
  }
}

outliveReaders();
const wanted = wantedOrLeave();
if (wanted.kind === 'help') {
  tell.text(VERIFY_USAGE);
} else {
  try {
    const { fingerprint } = wanted;
    const holds =
      wanted.kind === 'file'
        ? await verifyFile(wanted.path, fingerprint)
        : await verifyCase(wanted.caseNo, fingerprint);
    process.exitCode = holds ? exitCodes.verified : exitCodes.broken;
  } catch (error) {
    const mendable = error instanceof LocalSetupError;
    process.stderr.write(`${mendable ? `✗ ${error.message}` : String((error as Error).stack)}\n`);
    process.exitCode = exitCodes.broken;
  }
}
