import { randomBytes } from 'node:crypto';
import {
  ATTACHMENT_CHUNK_BYTES,
  chunkLength,
  chunksOf,
  MAX_ATTACHMENT_BYTES,
  MerkleTree,
  TongbanError,
  type AttachmentChunk,
  type CreateUpload,
  type ReadUpload,
  type SendUpload,
  type UploadView,
} from '#contracts';
import type { Clock } from '#runtime';
import { rows, type Database, type Tx } from '../db/database.js';
import type { AttachmentMetrics } from './attachment-metrics.js';
import { ATTACHMENT_COLUMNS, fileOf, type AttachmentRow } from './attachment-row.js';
import type { AttachmentStore } from './attachment-store.js';
import { newFileKey, sealChunk } from './chunk-seal.js';
import { checkClaims, kindOf } from './content-kind.js';
import type { FileKeys } from './file-keys.js';
import { PlainFile } from './plain-file.js';

/** Uploads of one person that no case names yet: as many as fill a morning, not a disk. */
const MAX_UNUSED = 300;
const MAX_UNUSED_BYTES = 4 * 1024 * 1024 * 1024;
/** A PUT of this length is done well within the half minute that the gateway gives a request, also on a slow line. */
const PART_BYTES = 16 * ATTACHMENT_CHUNK_BYTES;
const HOUR_MS = 3_600_000;

/** Who uploads, and the command that began it. */
export interface Uploader {
  user: { username: string };
  commandId: string | null;
  commandHash: Buffer;
}

export interface UploadDoors {
  self: string;
  db: Database;
  store: AttachmentStore;
  keys: FileKeys;
  clock: Clock;
  metrics: AttachmentMetrics;
  unusedHours: number;
}

/**
 * Takes files in at the windows of this city, chunk by chunk, each sealed before it is written. What was acknowledged is
 * kept: an upload goes on after a reload, a restart, at any replica.
 */
export class Uploads {
  constructor(private readonly doors: UploadDoors) {}

  /**
   * Begins an upload; the same command gives the one it began before. Throws attachment_empty, attachment_too_large,
   * attachment_limit, attachment_storage_full, attachment_storage_away, idempotency_key_reused.
   */
  async create(context: Uploader, { name, size, type }: CreateUpload): Promise<UploadView> {
    const { db, store, self, keys, clock } = this.doors;
    if (size === 0) throw new TongbanError('attachment_empty');
    if (size > MAX_ATTACHMENT_BYTES)
      throw new TongbanError('attachment_too_large', { limitBytes: MAX_ATTACHMENT_BYTES });
    const { username } = context.user;
    return db.transaction(async (em) => {
      // Two at once with the same key, or past the limit together: one after the other.
      await rows(em, "select pg_advisory_xact_lock(hashtext('attachment/' || $1))", [username]);
      const before = await this.begun(em, context);
      if (before) return this.view(before);
      await this.checkUnused(em, username, size);
      await store.room(size);
      const id = randomBytes(16).toString('hex');
      const key = keys.wrap({ holder: self, id }, newFileKey());
      const [row] = await rows<AttachmentRow>(
        em,
        `insert into attachment as a (holder, id, state, name, size, claimed_type, wrapped_key, created_by, command_id,
           command_hash, created_at, touched_at)
         values ($1, $2, 'UPLOADING', $3, $4, $5, $6, $7, $8, $9, $10, $10) returning ${ATTACHMENT_COLUMNS}`,
        [self, id, name, size, type ?? null, key, username, context.commandId, context.commandHash, clock.now()],
      );
      return this.view(row as AttachmentRow);
    });
  }

  private async begun(em: Tx, { commandId, commandHash }: Uploader): Promise<AttachmentRow | null> {
    const [row] = await rows<AttachmentRow & { command_hash: Buffer }>(
      em,
      `select ${ATTACHMENT_COLUMNS}, a.command_hash from attachment a where command_id = $1`,
      [commandId],
    );
    if (row && !row.command_hash.equals(commandHash)) throw new TongbanError('idempotency_key_reused');
    return row ?? null;
  }

  private async checkUnused(em: Tx, username: string, size: number): Promise<void> {
    const [unused] = await rows<{ count: number; bytes: number }>(
      em,
      `select count(*) as count, coalesce(sum(size), 0)::bigint as bytes from attachment
       where created_by = $1 and case_no is null and state <> 'ERASED'`,
      [username],
    );
    if ((unused?.count ?? 0) >= MAX_UNUSED || (unused?.bytes ?? 0) + size > MAX_UNUSED_BYTES) {
      throw new TongbanError('attachment_limit', { unusedUploads: MAX_UNUSED, unusedBytes: MAX_UNUSED_BYTES });
    }
  }

  /** How far an upload is; throws attachment_not_found, also for those of other people. */
  async get(context: Uploader, id: string): Promise<UploadView> {
    return this.view(await this.own(context, id));
  }

  /**
   * Keeps one chunk. Throws attachment_offset with where to go on, attachment_too_large, attachment_incomplete for a
   * piece that is no whole chunk, attachment_storage_full, attachment_storage_away, attachment_not_found.
   */
  async send(context: Uploader, { id, offset, bytes }: SendUpload): Promise<UploadView> {
    const { db, store, keys, clock, metrics } = this.doors;
    const row = await this.own(context, id);
    const kept = offsetOf(row);
    if (row.state !== 'UPLOADING' || offset !== kept) throw new TongbanError('attachment_offset', { offset: kept });
    const plain = Buffer.from(bytes, 'base64');
    const index = row.chunks_here;
    const length = chunkLength(row.size, index);
    if (plain.length > length) throw new TongbanError('attachment_too_large', { size: row.size, offset: kept });
    if (plain.length < length) throw new TongbanError('attachment_incomplete', { offset: kept });
    const place = { index, last: index === chunksOf(row.size) - 1 };
    await store.write(row, index, sealChunk(keys.unwrap(row, needed(row.wrapped_key)), place, plain));
    const [after] = await db.query<AttachmentRow>(
      `update attachment a set chunks_here = $3 + 1, touched_at = $4
       where holder = $1 and id = $2 and state = 'UPLOADING' and chunks_here = $3 returning ${ATTACHMENT_COLUMNS}`,
      [row.holder, id, index, clock.now()],
    );
    // The same chunk came twice at once: where that leaves the upload is for the sender to ask.
    if (!after) throw new TongbanError('attachment_offset', { offset: kept + length });
    metrics.moved('uploaded', plain.length);
    return this.view(after);
  }

  /**
   * Looks at the content of a file that is all here; may be done again. Throws attachment_incomplete, the code why the
   * content is refused (attachment_kind_unknown, _type_differs, _malformed, _encrypted, _bomb), attachment_storage_away,
   * attachment_not_found.
   */
  async complete(context: Uploader, id: string): Promise<UploadView> {
    const row = await this.own(context, id);
    if (row.state === 'HERE') return this.view(row);
    if (row.state === 'REFUSED') throw new TongbanError(refusalOf(row));
    if (row.chunks_here < chunksOf(row.size))
      throw new TongbanError('attachment_incomplete', { offset: offsetOf(row) });
    const { db, store, keys, clock, metrics } = this.doors;
    const plain = new PlainFile(store, row, keys.unwrap(row, needed(row.wrapped_key)), row.size);
    const { sha256, leaves } = await this.hashed(plain, row);
    try {
      const kind = await kindOf(plain);
      checkClaims(kind, row.name ?? '', row.claimed_type);
      await store.finish(row);
      const [after] = await db.query<AttachmentRow>(
        `update attachment a set state = 'HERE', kind = $3, sha256 = $4, root = $5, leaves = $6, touched_at = $7
         where holder = $1 and id = $2 and state in ('UPLOADING', 'HERE') returning ${ATTACHMENT_COLUMNS}`,
        [row.holder, id, kind, sha256, new MerkleTree(leaves).root, Buffer.concat(leaves), clock.now()],
      );
      if (!after) throw new TongbanError('attachment_not_found');
      return this.view(after);
    } catch (error) {
      if (!(error instanceof TongbanError) || error.status !== 422) throw error;
      metrics.refused(error.code);
      await this.refuse(row, error);
      throw error;
    }
  }

  /** A chunk that does not open was lost with the power after it was taken: it has to be sent again from there. */
  private async hashed(plain: PlainFile, row: AttachmentRow): Promise<{ sha256: Buffer; leaves: Buffer[] }> {
    let lost = 0;
    try {
      return await plain.hashes((index) => (lost = index));
    } catch (error) {
      if (!(error instanceof TongbanError) || error.code !== 'attachment_damaged') throw error;
      await this.doors.db.query(
        "update attachment set chunks_here = $3 where holder = $1 and id = $2 and state = 'UPLOADING'",
        [row.holder, row.id, lost],
      );
      throw new TongbanError('attachment_incomplete', { offset: lost * ATTACHMENT_CHUNK_BYTES }, { cause: error });
    }
  }

  /** The bytes go at once, with their key; why stays to be told again. */
  private async refuse({ holder, id, size }: AttachmentRow, { code }: TongbanError): Promise<void> {
    await this.doors.db.query(
      "update attachment set state = 'REFUSED', wrapped_key = null, fault = $3 where holder = $1 and id = $2 and state = 'UPLOADING'",
      [holder, id, code],
    );
    await this.doors.store.remove({ holder, id }, chunksOf(size));
  }

  /** Takes an upload back that no case names; throws attachment_not_found, attachment_bound. */
  async discard(context: Uploader, id: string): Promise<{ id: string }> {
    const row = await this.own(context, id);
    const [gone] = await this.doors.db.query(
      `update attachment set state = 'ERASED', name = null, wrapped_key = null, command_id = null, touched_at = $3
       where holder = $1 and id = $2 and case_no is null returning id`,
      [row.holder, id, this.doors.clock.now()],
    );
    if (!gone) throw new TongbanError('attachment_bound');
    return { id };
  }

  /** One chunk, for whoever uploaded it and looks at it again. Throws attachment_not_found, _incomplete, _damaged. */
  async read(context: Uploader, { id, index }: ReadUpload): Promise<AttachmentChunk> {
    const row = await this.own(context, id);
    const file = fileOf(row);
    if (row.state !== 'HERE' || !file) throw new TongbanError('attachment_incomplete', { offset: offsetOf(row) });
    if (index >= chunksOf(row.size)) throw new TongbanError('attachment_range', { size: row.size });
    const { store, keys, metrics } = this.doors;
    const plain = new PlainFile(store, row, keys.unwrap(row, needed(row.wrapped_key)), row.size);
    const bytes = await plain.chunk(index);
    metrics.moved('read', bytes.length);
    const { name, kind, size, sha256 } = file;
    return { name, kind, size, sha256, bytes: bytes.toString('base64') };
  }

  private async own({ user }: Uploader, id: string): Promise<AttachmentRow> {
    const [row] = await this.doors.db.query<AttachmentRow>(
      `select ${ATTACHMENT_COLUMNS} from attachment a
       where holder = $1 and id = $2 and created_by = $3 and state <> 'ERASED'`,
      [this.doors.self, id, user.username],
    );
    if (!row) throw new TongbanError('attachment_not_found');
    return row;
  }

  private view(row: AttachmentRow): UploadView {
    const offset = row.state === 'REFUSED' ? 0 : offsetOf(row);
    const until = row.touched_at.getTime() + this.doors.unusedHours * HOUR_MS;
    return {
      id: row.id,
      name: row.name ?? '',
      size: row.size,
      state: row.state === 'HERE' ? 'COMPLETE' : row.state === 'REFUSED' ? 'REFUSED' : 'UPLOADING',
      offset,
      percent: Math.floor((offset * 100) / row.size),
      partBytes: PART_BYTES,
      expiresAt: row.case_no === null ? new Date(until).toISOString() : null,
      file: row.state === 'HERE' ? fileOf(row) : null,
    };
  }
}

const offsetOf = ({ chunks_here: chunks, size }: AttachmentRow): number =>
  Math.min(size, chunks * ATTACHMENT_CHUNK_BYTES);

const needed = (key: Buffer | null): Buffer => {
  if (!key) throw new TongbanError('attachment_not_found');
  return key;
};

const REFUSALS = [
  'attachment_kind_unknown',
  'attachment_type_differs',
  'attachment_malformed',
  'attachment_encrypted',
  'attachment_bomb',
] as const;
const refusalOf = ({ fault }: AttachmentRow): (typeof REFUSALS)[number] =>
  REFUSALS.find((code) => code === fault) ?? 'attachment_malformed';
