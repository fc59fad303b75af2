import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { TongbanError } from '#contracts';
import type { AttachmentStore } from './attachment-store.js';
import type { FileName } from './file-keys.js';

/** Codes with which storages say that there is no room. */
const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'EntityTooLarge']);
/** Objects that one request may name. */
const MAX_DELETED = 1000;

export interface S3Place {
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** Begins the name of every object of this city. */
  prefix: string;
}

/** A bucket of sealed chunks, one object each: put whole or not at all, so that nothing is ever half written. */
export class S3Store implements AttachmentStore {
  private readonly client: S3Client;

  constructor(private readonly place: S3Place) {
    this.client = new S3Client({
      endpoint: place.endpoint,
      region: place.region,
      credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
      // Buckets as part of the host's name need a DNS that few storages in a city hall have.
      forcePathStyle: true,
      maxAttempts: 3,
      // Every chunk carries its own tag; older storages refuse checksums in trailers.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** A bucket does not tell how much room it has: the write does. */
  async room(): Promise<void> {
    return Promise.resolve();
  }

  async write(file: FileName, index: number, sealed: Uint8Array): Promise<void> {
    await told(() => this.client.send(new PutObjectCommand({ ...this.at(file, index), Body: sealed })));
  }

  async read(file: FileName, index: number, length: number): Promise<Buffer> {
    return told(async () => {
      const { Body } = await this.client.send(new GetObjectCommand(this.at(file, index)));
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      if (bytes.length !== length) throw new TongbanError('attachment_damaged', { index, reason: 'short' });
      return bytes;
    });
  }

  /** Each chunk was there for good when it was taken. */
  async finish(): Promise<void> {
    return Promise.resolve();
  }

  async remove(file: FileName, chunks: number): Promise<void> {
    for (let from = 0; from < chunks; from += MAX_DELETED) {
      const count = Math.min(MAX_DELETED, chunks - from);
      const Objects = Array.from({ length: count }, (_, i) => ({ Key: this.at(file, from + i).Key }));
      const { Errors = [] } = await told(() =>
        this.client.send(new DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } })),
      );
      if (Errors.length > 0) throw new TongbanError('attachment_storage_away', { reason: 'not_deleted' });
    }
  }

  private at({ holder, id }: FileName, index: number): { Bucket: string; Key: string } {
    const { bucket, prefix } = this.place;
    return { Bucket: bucket, Key: `${prefix}/${holder}/${id}/${String(index).padStart(4, '0')}` };
  }
}

/** Faults of the storage as codes. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TongbanError) throw error;
    if (error instanceof NoSuchKey)
      throw new TongbanError('attachment_damaged', { reason: 'missing' }, { cause: error });
    const isFull =
      error instanceof S3ServiceException && (FULL.has(error.name) || error.$metadata.httpStatusCode === 507);
    throw new TongbanError(isFull ? 'attachment_storage_full' : 'attachment_storage_away', {}, { cause: error });
  }
}
