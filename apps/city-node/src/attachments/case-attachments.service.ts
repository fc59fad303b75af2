import {
  chunksOf,
  FACTS_WITH_FILES,
  filesOfFact,
  TongbanError,
  type AttachmentChunk,
  type AttachmentsView,
  type AttachmentState,
  type AttachmentView,
  type MaterialFile,
  type ReadAttachment,
} from '#contracts';
import type { Database } from '../db/database.js';
import type { AttachmentMetrics } from './attachment-metrics.js';
import { ATTACHMENT_COLUMNS, isSameFile, type AttachmentRow } from './attachment-row.js';
import type { AttachmentStore } from './attachment-store.js';
import { attachmentWords } from './attachment-words.rules.js';
import type { FileKeys } from './file-keys.js';
import { PlainFile } from './plain-file.js';

export interface CaseAttachmentsDoors {
  db: Database;
  store: AttachmentStore;
  keys: FileKeys;
  metrics: AttachmentMetrics;
  nameOf: (city: string) => string;
  /** Somebody waits for a file that is not here. */
  wanted: () => void;
}

/** A fact that names files, as it was stated. */
interface FactRow {
  type: string;
  data: string;
  /** It had no effect. */
  late: boolean;
}

type ShownRow = AttachmentRow & { away: boolean };

/** The partner that holds it is not to be asked now. */
const AWAY = `coalesce((select s.breaker <> 'closed' from link_state s where s.partner = a.holder), false) as away`;

/** The files of a case, for those of this city who read its application. */
export class CaseAttachments {
  constructor(private readonly doors: CaseAttachmentsDoors) {}

  /** All files that facts of the case name, oldest first, with where each is; throws case_not_found. */
  async list(caseNo: string): Promise<AttachmentsView> {
    const { db, nameOf } = this.doors;
    const [found] = await db.query<{ holder: string }>(
      'select collecting_city as holder from case_file where case_no = $1',
      [caseNo],
    );
    if (!found) throw new TongbanError('case_not_found', { caseNo });
    const facts = await db.query<FactRow>(
      `select e.type, e.data, coalesce(f.state->'ineffective' ? encode(e.hash, 'hex'), false) as late
       from event e join case_file f on f.case_no = $2
       where e.lane = $1 and e.type = any($3) and e.kept_reason is null and e.data is not null order by e.id`,
      [`case/${caseNo}`, caseNo, FACTS_WITH_FILES],
    );
    const named = namedFiles(facts);
    if (named.length === 0) return { caseNo, items: [] };
    const { holder } = found;
    const kept = await db.query<ShownRow>(
      `select ${ATTACHMENT_COLUMNS}, ${AWAY} from attachment a where holder = $1 and id = any($2)`,
      [holder, named.map(({ file }) => file.id)],
    );
    const byId = new Map(kept.map((row) => [row.id, row]));
    const items = named.map(({ material, file, current }): AttachmentView => {
      const { id, name, kind, size, sha256 } = file;
      const { state, percent } = stateOf(byId.get(id), file);
      const [holderName, words] = [nameOf(holder), attachmentWords(state, nameOf(holder), percent)];
      return { id, material, name, kind, size, sha256, holder, holderName, state, percent, current, words };
    });
    return { caseNo, items };
  }

  /**
   * One chunk. Throws case_not_found, attachment_not_found, attachment_gone after the erasure, attachment_not_here while
   * it is fetched (which it then is before all others), attachment_damaged, attachment_range, attachment_storage_away.
   */
  async read({ caseNo, id, index }: ReadAttachment): Promise<AttachmentChunk> {
    const row = await this.used(caseNo, id);
    if (row.state === 'WANTED') throw await this.putFirst(row);
    if (row.state === 'DAMAGED') throw new TongbanError('attachment_damaged', { id });
    if (row.state !== 'HERE' || !row.wrapped_key) throw new TongbanError('attachment_gone', { id });
    if (index >= chunksOf(row.size)) throw new TongbanError('attachment_range', { size: row.size });
    const { store, keys, metrics } = this.doors;
    const plain = new PlainFile(store, row, keys.unwrap(row, row.wrapped_key), row.size);
    const bytes = await plain.chunk(index).catch((error: unknown) => this.damaged(row, error));
    metrics.moved('read', bytes.length);
    return {
      name: row.name ?? '',
      kind: row.kind ?? 'PDF',
      size: row.size,
      sha256: row.sha256?.toString('hex') ?? '',
      bytes: bytes.toString('base64'),
    };
  }

  private async used(caseNo: string, id: string): Promise<ShownRow> {
    const [row] = await this.doors.db.query<ShownRow>(
      `select ${ATTACHMENT_COLUMNS}, ${AWAY} from attachment_use u
       join attachment a on a.holder = u.holder and a.id = u.id where u.case_no = $1 and u.id = $2`,
      [caseNo, id],
    );
    if (row) return row;
    const [known] = await this.doors.db.query<{ erased: boolean }>(
      `select exists (select 1 from erasure e where e.case_no = f.case_no) as erased from case_file f where case_no = $1`,
      [caseNo],
    );
    if (!known) throw new TongbanError('case_not_found', { caseNo });
    throw new TongbanError(known.erased ? 'attachment_gone' : 'attachment_not_found', { id });
  }

  private async putFirst(row: ShownRow): Promise<TongbanError> {
    const { db, wanted } = this.doors;
    await db.query(
      "update attachment set urgent = true, next_try_at = created_at where holder = $1 and id = $2 and state = 'WANTED'",
      [row.holder, row.id],
    );
    wanted();
    const { state, percent } = stateOf(row, null);
    return new TongbanError('attachment_not_here', { id: row.id, state, percent });
  }

  /** A copy that was spoilt here is fetched again; the only one there is stays as it is, for people to look at. */
  private async damaged(row: ShownRow, error: unknown): Promise<never> {
    if (!(error instanceof TongbanError) || error.code !== 'attachment_damaged') throw error;
    const again = await this.doors.db.query(
      `update attachment set state = 'WANTED', chunks_here = 0, urgent = true, next_try_at = created_at
       where holder = $1 and id = $2 and state = 'HERE' and created_by is null returning id`,
      [row.holder, row.id],
    );
    if (again.length === 0) throw error;
    this.doors.wanted();
    throw new TongbanError('attachment_not_here', { id: row.id, state: 'FETCHING', percent: 0 }, { cause: error });
  }
}

function stateOf(row: ShownRow | undefined, file: MaterialFile | null): { state: AttachmentState; percent: number } {
  if (!row || (file && !isSameFile(row, file))) return { state: 'DAMAGED', percent: 0 };
  if (row.state === 'HERE') return { state: 'HERE', percent: 100 };
  if (row.state === 'DAMAGED') return { state: 'DAMAGED', percent: 0 };
  if (row.state !== 'WANTED') return { state: 'GONE', percent: 0 };
  const percent = Math.floor((row.chunks_here * 100) / chunksOf(row.size));
  return { state: row.away || row.fault === 'partner_unreachable' ? 'WAITING_FOR_PARTNER' : 'FETCHING', percent };
}

/** Of each material the files that were given last are those that count. */
function namedFiles(facts: readonly FactRow[]): { material: string; file: MaterialFile; current: boolean }[] {
  const named = facts.flatMap(({ type, data, late }, fact) => {
    const { body } = JSON.parse(data) as { body: object };
    return filesOfFact(type, body).map((one) => ({ ...one, fact, late, materials: materialsOf(type, body) }));
  });
  const newest = new Map<string, number>();
  for (const [fact, { type, data, late }] of facts.entries()) {
    if (late) continue;
    const { body } = JSON.parse(data) as { body: object };
    for (const code of materialsOf(type, body)) newest.set(code, fact);
  }
  return named.map(({ material, file, fact, late }) => ({
    material,
    file,
    current: !late && newest.get(material) === fact,
  }));
}

function materialsOf(type: string, body: object): string[] {
  const { application, materials } = body as {
    application?: { materials: { code: string }[] };
    materials?: { code: string }[];
  };
  return ((type === 'case.collected' ? application?.materials : materials) ?? []).map(({ code }) => code);
}
