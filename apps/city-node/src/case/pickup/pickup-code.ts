import { createHmac, timingSafeEqual } from 'node:crypto';
import { TongbanError } from '#contracts';
import { rows, type Tx } from '../../db/database.js';

/** Wrong codes before the code is locked. */
export const MAX_WRONG_CODES = 5;

/** Who issues a code, by which command. */
export interface IssuedBy {
  username: string;
  commandId: string | null;
}

interface StoredCode {
  code_hash: Buffer;
  issue: number;
  attempts: number;
  shelf_until: Date;
}

/**
 * One-time pickup codes. A code is drawn from the node's secret, the case and a running issue number, so a repeated
 * command can show the same code again, yet only a keyed hash is stored and nothing of it leaves the pickup city.
 */
export class PickupCodes {
  constructor(private readonly nodeSecret: string) {}

  private code(caseNo: string, issue: number): string {
    const bytes = createHmac('sha256', this.nodeSecret).update(`pickup-code/${caseNo}/${issue}`).digest();
    return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
  }

  private hash(caseNo: string, code: string): Buffer {
    return createHmac('sha256', this.nodeSecret).update(`pickup-hash/${caseNo}/${code}`).digest();
  }

  /** By which a wrong code is known again; says nothing of any case. */
  triedHash(code: string): Buffer {
    return createHmac('sha256', this.nodeSecret).update(`pickup-tried/${code}`).digest();
  }

  /** Which of these cases a code is in force for; a locked one is found as well, since it opens nothing any more. */
  fitting<T extends { case_no: string; code_hash: Buffer }>(code: string, stored: readonly T[]): T[] {
    return stored.filter((one) => timingSafeEqual(one.code_hash, this.hash(one.case_no, code)));
  }

  /** Issues the first or a new code; older ones stop working. Needs the case lock. */
  async issue(em: Tx, caseNo: string, by: IssuedBy, now: Date, shelfUntil: Date): Promise<void> {
    const [before] = await rows<StoredCode & { command_id: string | null }>(
      em,
      'select issue, command_id from pickup_code where case_no = $1 for update',
      [caseNo],
    );
    // The same command again shows the same code again.
    if (before && by.commandId !== null && before.command_id === by.commandId) return;
    const issue = (before?.issue ?? 0) + 1;
    await rows(
      em,
      `insert into pickup_code (case_no, code_hash, issue, attempts, issued_at, issued_by, shelf_until, command_id)
       values ($1, $2, $3, 0, $4, $5, $6, $7)
       on conflict (case_no) do update set code_hash = $2, issue = $3, attempts = 0, issued_at = $4, issued_by = $5,
         shelf_until = $6, command_id = $7`,
      [caseNo, this.hash(caseNo, this.code(caseNo, issue)), issue, now, by.username, shelfUntil, by.commandId],
    );
  }

  /** The code in force and its shelf time, for the desk that issued it; throws case_not_found where there is none. */
  async show(em: Tx, caseNo: string): Promise<{ code: string; shelfUntil: Date }> {
    const [stored] = await rows<StoredCode>(em, 'select issue, shelf_until from pickup_code where case_no = $1', [
      caseNo,
    ]);
    if (!stored) throw new TongbanError('case_not_found', { caseNo });
    return { code: this.code(caseNo, stored.issue), shelfUntil: stored.shelf_until };
  }

  /**
   * Says whether code and certificate are right, and counts the attempt where they are not. Must be committed whatever follows, or attempts
   * would be unlimited. Throws pickup_code_locked.
   */
  async attempt(
    em: Tx,
    caseNo: string,
    code: string,
    certificateFits: () => Promise<boolean>,
  ): Promise<{ code: boolean; certificate: boolean; attemptsLeft: number }> {
    const [stored] = await rows<StoredCode>(
      em,
      'select code_hash, attempts from pickup_code where case_no = $1 for update',
      [caseNo],
    );
    if (!stored) throw new TongbanError('case_not_found', { caseNo });
    if (stored.attempts >= MAX_WRONG_CODES) throw new TongbanError('pickup_code_locked');
    const right = timingSafeEqual(stored.code_hash, this.hash(caseNo, code));
    const certificate = right && (await certificateFits());
    if (certificate) return { code: true, certificate, attemptsLeft: MAX_WRONG_CODES };
    // A right code with a wrong certificate counts as well, or whoever found a code could try certificates for ever.
    await rows(em, 'update pickup_code set attempts = attempts + 1 where case_no = $1', [caseNo]);
    return { code: right, certificate, attemptsLeft: MAX_WRONG_CODES - stored.attempts - 1 };
  }
}
