import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { TongbanError } from '#contracts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** One file in the storage: the city that took it in, and its number there. */
export interface FileName {
  holder: string;
  id: string;
}

/**
 * Wraps the key of each file under a key of this city, derived from the node's secret. Wrapped keys lie in the database
 * alone: with its row a file's key is gone, whatever copies of the storage there are.
 */
export class FileKeys {
  private readonly cityKey: Buffer;

  constructor(nodeSecret: string) {
    this.cityKey = Buffer.from(hkdfSync('sha256', nodeSecret, '', 'tongban attachment keys v1', 32));
  }

  /** nonce ‖ wrapped key ‖ tag, bound to the file. */
  wrap(file: FileName, key: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.cityKey, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(boundTo(file));
    return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws attachment_damaged where the wrapping is another file's, or the node's secret was changed. */
  unwrap(file: FileName, wrapped: Buffer): Buffer {
    try {
      const nonce = wrapped.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, this.cityKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(file));
      decipher.setAuthTag(wrapped.subarray(wrapped.length - TAG_BYTES));
      return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new TongbanError('attachment_damaged', { reason: 'key' }, { cause });
    }
  }
}

const boundTo = ({ holder, id }: FileName): Buffer => Buffer.from(`${holder}/${id}`, 'ascii');
