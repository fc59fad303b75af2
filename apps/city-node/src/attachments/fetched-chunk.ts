import {
  chunkHash,
  chunkLength,
  chunksOf,
  provesInclusion,
  TongbanError,
  type AttachmentChunkAnswer,
} from '#contracts';

/**
 * The plain bytes of an answer, if they are chunk `index` of the very file whose root the event names. Throws
 * attachment_damaged: not a byte of such an answer is kept.
 */
export function provenChunk(answer: AttachmentChunkAnswer, index: number, size: number, root: Uint8Array): Buffer {
  const bytes = Buffer.from(answer.bytes, 'base64url');
  const path = answer.path.map((hash) => Buffer.from(hash, 'hex'));
  if (
    answer.index !== index ||
    bytes.length !== chunkLength(size, index) ||
    !provesInclusion(chunkHash(bytes), index, chunksOf(size), path, root)
  ) {
    throw new TongbanError('attachment_damaged', { index, reason: 'answer' });
  }
  return bytes;
}
