import {
  factRule,
  filesOfFact,
  MAX_CASE_FILES,
  MAX_CASE_FILE_BYTES,
  TongbanError,
  type CaseCollectedV2,
  type MaterialFile,
} from '#contracts';
import { rows, type Tx } from '../db/database.js';
import { ATTACHMENT_COLUMNS, isSameFile, type AttachmentRow } from './attachment-row.js';

/** Files that a fact of a partner names, to be fetched from it. */
export interface ArrivedFiles {
  caseNo: string;
  /** Who stated the fact: the city that holds them. */
  holder: string;
  fact: string;
  files: readonly MaterialFile[];
}

/** Ties files to the cases that name them; all of it inside the transaction that writes the fact. */
export class CaseFiles {
  constructor(private readonly self: string) {}

  /**
   * Judges the files that a fact of ours is about to name, under lock; what it returns writes the ties, once nothing can
   * be refused any more. Throws attachment_not_found, _incomplete, _bound, _limit. Null where it names none.
   */
  async claim(em: Tx, caseNo: string, fact: string, body: object): Promise<(() => void) | null> {
    const named = new Map(filesOfFact(fact, body).map(({ file }) => [file.id, file]));
    if (named.size === 0) return null;
    const parent = (body as Partial<CaseCollectedV2>).parent?.caseNo ?? null;
    const ids = [...named.keys()].sort();
    const found = await rows<AttachmentRow>(
      em,
      `select ${ATTACHMENT_COLUMNS} from attachment a where holder = $1 and id = any($2) order by id for update`,
      [this.self, ids],
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    for (const file of named.values()) judge(byId.get(file.id), file, caseNo, parent);
    await this.checkLimits(em, caseNo, named);
    return () => {
      em.later('update attachment set case_no = $3 where holder = $1 and id = any($2) and case_no is null', [
        this.self,
        ids,
        caseNo,
      ]);
      em.later(
        `insert into attachment_use (case_no, holder, id, fact)
         select $1, $2, id, $4 from unnest($3::text[]) as id on conflict do nothing`,
        [caseNo, this.self, ids, fact],
      );
    };
  }

  private async checkLimits(em: Tx, caseNo: string, named: ReadonlyMap<string, MaterialFile>): Promise<void> {
    const before = await rows<{ id: string; size: number }>(
      em,
      'select id, size from attachment_use join attachment using (holder, id) where attachment_use.case_no = $1',
      [caseNo],
    );
    const fresh = [...named.values()].filter(({ id }) => !before.some((one) => one.id === id));
    const bytes = [...before, ...fresh].reduce((sum, { size }) => sum + size, 0);
    if (before.length + fresh.length > MAX_CASE_FILES || bytes > MAX_CASE_FILE_BYTES) {
      throw new TongbanError('attachment_limit', { caseFiles: MAX_CASE_FILES, caseBytes: MAX_CASE_FILE_BYTES });
    }
  }

  /** Notes files of partners' facts that were applied: they are fetched from then on. */
  arrived(em: Tx, arrived: readonly ArrivedFiles[], now: Date): void {
    const all = arrived.flatMap(({ caseNo, holder, fact, files }) =>
      files.map((file) => ({ caseNo, holder, fact, file })),
    );
    if (all.length === 0) return;
    const of = <T>(read: (one: (typeof all)[number]) => T): T[] => all.map(read);
    const columns = [
      of((one) => one.caseNo),
      of((one) => one.holder),
      of((one) => one.fact),
      of(({ file }) => file.id),
      of(({ file }) => file.name),
      of(({ file }) => file.kind),
      of(({ file }) => file.size),
      of(({ file }) => file.sha256),
      of(({ file }) => file.root),
    ];
    const named = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
      $8::text[], $9::text[]) as n (case_no, holder, fact, id, name, kind, size, sha256, root)`;
    em.later(
      `insert into attachment (holder, id, state, name, kind, size, sha256, root, case_no, next_try_at, created_at, touched_at)
       select distinct on (holder, id) holder, id, 'WANTED', name, kind, size, decode(sha256, 'hex'), decode(root, 'hex'),
         case_no, $10::timestamptz, $10, $10
       from ${named} order by holder, id on conflict do nothing`,
      [...columns, now],
    );
    // A number that its city gives to two files stands for the first.
    em.later(
      `insert into attachment_use (case_no, holder, id, fact)
       select n.case_no, n.holder, n.id, n.fact from ${named} join attachment a on a.holder = n.holder and a.id = n.id
         and a.sha256 = decode(n.sha256, 'hex') and a.root = decode(n.root, 'hex') and a.size = n.size
       on conflict do nothing`,
      columns,
    );
  }
}

/** True where one of these roles reads a fact's data: such a city may have the files it names. */
export const readsFact = (fact: string, roles: readonly string[]): boolean =>
  (factRule(fact, 1)?.readers ?? []).some((role) => roles.includes(role));

function judge(row: AttachmentRow | undefined, file: MaterialFile, caseNo: string, parent: string | null): void {
  const details = { id: file.id };
  if (!row || row.state === 'ERASED' || row.state === 'REFUSED')
    throw new TongbanError('attachment_not_found', details);
  if (row.state === 'UPLOADING') throw new TongbanError('attachment_incomplete', details);
  // A part of a joint case names what was taken in for the whole.
  if (row.case_no !== null && row.case_no !== caseNo && row.case_no !== parent) {
    throw new TongbanError('attachment_bound', details);
  }
  if (!isSameFile(row, file)) throw new TongbanError('attachment_not_found', { ...details, reason: 'differs' });
}
