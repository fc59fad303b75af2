import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TongbanError } from '#contracts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const DRAWN_BYTES = 7;
/** What a stored chunk is longer than its plain bytes. */
export const SEAL_OVERHEAD = DRAWN_BYTES + TAG_BYTES;

/** Where a chunk lies in its file. The last one says so: a file that was cut off does not open. */
export interface ChunkPlace {
  index: number;
  last: boolean;
}

/** A new key, for one file alone. */
export const newFileKey = (): Buffer => randomBytes(KEY_BYTES);

/**
 * Nonce as in STREAM: 7 bytes, place, mark of the end. The 7 bytes are drawn at each writing and lie before the chunk: a
 * chunk that is sent again after a fault, perhaps with other bytes, never meets the same nonce.
 */
function nonceOf(drawn: Uint8Array, { index, last }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.set(drawn, 0);
  nonce.writeUInt32BE(index, DRAWN_BYTES);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Seals one chunk: drawn bytes ‖ ciphertext ‖ tag. */
export function sealChunk(key: Uint8Array, place: ChunkPlace, plain: Uint8Array): Buffer {
  const drawn = randomBytes(DRAWN_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonceOf(drawn, place), { authTagLength: TAG_BYTES });
  const ciphertext = cipher.update(plain);
  cipher.final();
  return Buffer.concat([drawn, ciphertext, cipher.getAuthTag()]);
}

/** Opens one chunk; throws attachment_damaged where a bit, the place, the end or the key differs. */
export function openChunk(key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Buffer {
  try {
    const nonce = nonceOf(sealed.subarray(0, DRAWN_BYTES), place);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const plain = decipher.update(sealed.subarray(DRAWN_BYTES, sealed.length - TAG_BYTES));
    // Throws where the tag does not hold; not a byte of the above may be used before.
    decipher.final();
    return plain;
  } catch (cause) {
    throw new TongbanError('attachment_damaged', { index: place.index }, { cause });
  }
}
