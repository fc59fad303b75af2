import { AttachmentChunkQuestion, chunksOf, MerkleTree, TongbanError, type AttachmentChunkAnswer } from '#contracts';
import type { Database } from '../db/database.js';
import type { Answerer } from '../exchange/status/answerer.js';
import type { AttachmentMetrics } from './attachment-metrics.js';
import { ATTACHMENT_COLUMNS, type AttachmentRow } from './attachment-row.js';
import type { AttachmentStore } from './attachment-store.js';
import { readsFact } from './case-files.js';
import type { FileKeys } from './file-keys.js';
import { PlainFile } from './plain-file.js';

const HASH_BYTES = 32;
/** Chunks read for one partner at once: its other questions and its events come first. */
const MAX_AT_ONCE = 4;

/** Roles in a case whose cities read facts. */
type Roles = Record<'collecting' | 'home' | 'pickup', string | null>;

/** Gives files that were taken in here to cities that read the facts naming them, and to nobody else. */
export class AttachmentAnswerer {
  private readonly busy = new Map<string, number>();

  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly store: AttachmentStore,
    private readonly keys: FileKeys,
    private readonly metrics: AttachmentMetrics,
  ) {}

  registerAnswers(answerer: Answerer): void {
    answerer.register('attachment.chunk', AttachmentChunkQuestion, (from, question) => this.counted(from, question));
  }

  /** Throws rate_limited where a partner asks for too many at once. */
  private async counted(from: string, question: AttachmentChunkQuestion): Promise<AttachmentChunkAnswer> {
    const busy = this.busy.get(from) ?? 0;
    if (busy >= MAX_AT_ONCE) throw new TongbanError('rate_limited', { partner: from });
    this.busy.set(from, busy + 1);
    try {
      return await this.answer(from, question);
    } finally {
      const left = (this.busy.get(from) ?? 1) - 1;
      if (left > 0) this.busy.set(from, left);
      else this.busy.delete(from);
    }
  }

  /** Throws attachment_not_entitled, which tells a stranger nothing, attachment_gone, _damaged, _range, _storage_away. */
  private async answer(from: string, question: AttachmentChunkQuestion): Promise<AttachmentChunkAnswer> {
    const { id, index } = question;
    const row = await this.entitled(from, question);
    if (row.state !== 'HERE' || !row.wrapped_key || !row.leaves) throw new TongbanError('attachment_gone');
    if (index >= chunksOf(row.size)) throw new TongbanError('attachment_range');
    const file = { holder: this.self, id };
    const plain = new PlainFile(this.store, file, this.keys.unwrap(file, row.wrapped_key), row.size);
    const bytes = await plain.chunk(index);
    this.metrics.moved('given', bytes.length);
    const tree = new MerkleTree(hashesIn(row.leaves));
    return { index, bytes: bytes.toString('base64url'), path: tree.path(index).map((hash) => hash.toString('hex')) };
  }

  private async entitled(from: string, { caseNo, id }: AttachmentChunkQuestion): Promise<AttachmentRow> {
    const [row] = await this.db.query<AttachmentRow & { fact: string; roles: Roles }>(
      `select ${ATTACHMENT_COLUMNS}, u.fact, f.state->'roles' as roles from attachment_use u
       join case_file f on f.case_no = u.case_no join attachment a on a.holder = u.holder and a.id = u.id
       where u.case_no = $1 and u.holder = $2 and u.id = $3`,
      [caseNo, this.self, id],
    );
    if (row && readsFact(row.fact, rolesOf(row.roles, from))) return row;
    const [erased] = await this.db.query<{ roles: Roles }>(
      "select f.state->'roles' as roles from erasure join case_file f using (case_no) where case_no = $1",
      [caseNo],
    );
    const wasReader = erased && !row && readsFact('case.collected', rolesOf(erased.roles, from));
    throw new TongbanError(wasReader ? 'attachment_gone' : 'attachment_not_entitled');
  }
}

const rolesOf = (roles: Roles, city: string): string[] =>
  Object.entries(roles).flatMap(([role, of]) => (of === city ? [role] : []));

function hashesIn(leaves: Buffer): Buffer[] {
  return Array.from({ length: leaves.length / HASH_BYTES }, (_, i) =>
    leaves.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
}
