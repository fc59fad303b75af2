import { constants } from 'node:fs';
import { mkdir, open, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ATTACHMENT_CHUNK_BYTES, TongbanError } from '#contracts';
import type { AttachmentStore } from './attachment-store.js';
import { SEAL_OVERHEAD } from './chunk-seal.js';
import type { FileName } from './file-keys.js';

const STRIDE = ATTACHMENT_CHUNK_BYTES + SEAL_OVERHEAD;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? '');

/** The city's folder of sealed files: unfinished ones apart, a finished one comes into its place whole by a rename. */
export class FolderStore implements AttachmentStore {
  constructor(private readonly dir: string) {}

  async room(bytes: number): Promise<void> {
    await told(async () => {
      await mkdir(this.dir, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(this.dir);
      if (bavail * bsize < bytes) throw new TongbanError('attachment_storage_full', { neededBytes: bytes });
    });
  }

  async write(file: FileName, index: number, sealed: Uint8Array): Promise<void> {
    await told(async () => {
      const path = this.partial(file);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Begun anew: what was finished before, and has spoilt since, must not be read in its place.
      if (index === 0) await rm(this.place(file), { force: true });
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
      try {
        await writeWhole(handle, sealed, index * STRIDE);
      } catch (error) {
        // What was written of it would only take up the room that is missing.
        await handle.truncate(index * STRIDE);
        throw error;
      } finally {
        await handle.close();
      }
    });
  }

  async read(file: FileName, index: number, length: number): Promise<Buffer> {
    return told(async () => {
      const handle = (await opened(this.place(file))) ?? (await opened(this.partial(file)));
      if (!handle) throw new TongbanError('attachment_damaged', { reason: 'missing' });
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, index * STRIDE);
        if (bytesRead !== length) throw new TongbanError('attachment_damaged', { index, reason: 'short' });
        return buffer;
      } finally {
        await handle.close();
      }
    });
  }

  async finish(file: FileName): Promise<void> {
    await told(async () => {
      const [from, to] = [this.partial(file), this.place(file)];
      const handle = await opened(from);
      // Finished before.
      if (!handle) return;
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await rename(from, to);
      await syncFolder(dirname(to));
    });
  }

  async remove(file: FileName): Promise<void> {
    await told(async () => {
      for (const path of [this.partial(file), this.place(file)]) await rm(path, { force: true });
    });
  }

  private partial({ holder, id }: FileName): string {
    return join(this.dir, 'partial', `${holder}-${id}`);
  }

  /** Spread over 256 folders: none grows too long to be read. */
  private place({ holder, id }: FileName): string {
    return join(this.dir, id.slice(0, 2), `${holder}-${id}`);
  }
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A write may be short where the disk is nearly full; the next one then says so. */
async function writeWhole(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** A rename lasts only once its folder is on disk. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Faults of the file system as codes. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TongbanError) throw error;
    const code = FULL.has(codeOf(error)) ? 'attachment_storage_full' : 'attachment_storage_away';
    throw new TongbanError(code, {}, { cause: error });
  }
}
