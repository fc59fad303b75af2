import { ATTACHMENT_CHUNK_BYTES } from '#contracts';

/**
 * Cuts what comes into pieces of a chunk; the last is shorter where the stream ends so. Holds one piece at a time, and
 * asks for no more before that one is taken.
 */
export async function* piecesOf(
  stream: AsyncIterable<Buffer>,
  length = ATTACHMENT_CHUNK_BYTES,
): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(length);
  let filled = 0;
  for await (const part of stream) {
    for (let at = 0; at < part.length;) {
      const copied = part.copy(piece, filled, at);
      filled += copied;
      at += copied;
      if (filled < length) continue;
      yield piece;
      piece = Buffer.allocUnsafe(length);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
