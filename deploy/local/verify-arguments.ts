import { parseArgs } from 'node:util';
import { isCaseNo } from '#contracts';

/** What the arguments of `npm run verify-case` ask for. */
export type Wanted =
  | { readonly kind: 'help' }
  | { readonly kind: 'case'; readonly caseNo: string; readonly fingerprint?: string }
  | { readonly kind: 'file'; readonly path: string; readonly fingerprint?: string };

/** The arguments make no sense; the message is one Chinese line. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError';
}

/** Text of --help, and what stands below a wrong call. */
export const VERIFY_USAGE = `用法 usage:
  npm run verify-case -- <办件编号>              从办件的两个城市取证据包并核验（需要 npm start 正在运行）
  npm run verify-case -- --file <证据包.json>    核验一个已有的证据包，不需要系统运行

  --fingerprint <64 位十六进制>   联盟公钥的指纹；不给时取自本机的 .tongban/federation/directory.json
  --help                          本说明

Fetches the evidence of a case from its cities, or reads a file, and verifies every signature and link offline.
Ends with 0 when all verifies, 1 when not (the first broken link is named), 2 for wrong arguments.`;

const options = {
  file: { type: 'string' },
  fingerprint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments; throws ArgumentsError. */
export function verifyArguments(args: readonly string[]): Wanted {
  const { values, positionals } = parsed(args);
  if (values.help) return { kind: 'help' };
  const fingerprint = values.fingerprint?.trim().toLowerCase();
  if (fingerprint !== undefined && !/^[0-9a-f]{64}$/.test(fingerprint)) {
    throw new ArgumentsError('指纹应为 64 位十六进制');
  }
  const trust = fingerprint === undefined ? {} : { fingerprint };
  if (values.file !== undefined) {
    if (positionals.length > 0) throw new ArgumentsError('办件编号与 --file 只能给一个');
    return { kind: 'file', path: values.file, ...trust };
  }
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new ArgumentsError('请给出一个办件编号，或用 --file 给出证据包');
  const caseNo = given.trim().toUpperCase();
  if (!isCaseNo(caseNo)) throw new ArgumentsError(`${given} 不是有效的办件编号，请检查是否抄错`);
  return { kind: 'case', caseNo, ...trust };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new ArgumentsError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
