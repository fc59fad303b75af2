import { createHash } from 'node:crypto';
import { ATTACHMENT_CHUNK_BYTES, chunkHash, chunkLength, chunksOf } from '#contracts';
import type { AttachmentStore } from './attachment-store.js';
import { openChunk, SEAL_OVERHEAD } from './chunk-seal.js';
import type { FileName } from './file-keys.js';

/** A stored file read chunk by chunk, each verified as it is opened; never more than one of them in memory. */
export class PlainFile {
  private held: { index: number; bytes: Buffer } | undefined;

  constructor(
    private readonly store: AttachmentStore,
    private readonly file: FileName,
    private readonly key: Uint8Array,
    /** In bytes. */
    readonly size: number,
  ) {}

  /** Plain bytes of one chunk; throws attachment_damaged, attachment_storage_away. */
  async chunk(index: number): Promise<Buffer> {
    if (this.held?.index === index) return this.held.bytes;
    const length = chunkLength(this.size, index) + SEAL_OVERHEAD;
    const sealed = await this.store.read(this.file, index, length);
    const bytes = openChunk(this.key, { index, last: index === chunksOf(this.size) - 1 }, sealed);
    this.held = { index, bytes };
    return bytes;
  }

  /** Plain bytes from `offset` on, fewer where the file ends; throws as `chunk` does. */
  async read(offset: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    const end = Math.min(this.size, offset + length);
    for (let at = Math.max(0, offset); at < end;) {
      const index = Math.floor(at / ATTACHMENT_CHUNK_BYTES);
      const start = index * ATTACHMENT_CHUNK_BYTES;
      const part = (await this.chunk(index)).subarray(at - start, end - start);
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  }

  /** Hash of the whole and of each chunk. `broken` is told which chunk does not open, before it throws as `chunk` does. */
  async hashes(broken: (index: number) => void = () => undefined): Promise<{ sha256: Buffer; leaves: Buffer[] }> {
    const whole = createHash('sha256');
    const leaves: Buffer[] = [];
    for (let index = 0; index < chunksOf(this.size); index += 1) {
      try {
        const bytes = await this.chunk(index);
        whole.update(bytes);
        leaves.push(chunkHash(bytes));
      } catch (error) {
        broken(index);
        throw error;
      }
    }
    return { sha256: whole.digest(), leaves };
  }
}
