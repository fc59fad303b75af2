import { TongbanError } from '#contracts';

/**
 * A batch's plain bytes: 4 bytes big-endian length of the signed statement, the statement (compact JWS), then the
 * body it names by hash. The body is not base64 twice, which saves a third of the bytes of a nested JWS.
 */
export function packFrame(statement: string, body: Uint8Array): Buffer {
  const head = Buffer.from(statement, 'ascii');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, body]);
}

/** The two parts of a frame; throws `envelope_malformed`. */
export function unpackFrame(frame: Buffer): { statement: string; body: Buffer } {
  if (frame.length < 5) throw new TongbanError('envelope_malformed', { reason: 'frame' });
  const length = frame.readUInt32BE(0);
  if (length === 0 || 4 + length >= frame.length) throw new TongbanError('envelope_malformed', { reason: 'frame' });
  return { statement: frame.subarray(4, 4 + length).toString('latin1'), body: frame.subarray(4 + length) };
}
