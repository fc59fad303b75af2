// PostgreSQL's binary form of one-dimensional arrays. pg writes arrays as text, which costs the server and this process
// about twice as much for 2 KB values; a Buffer is passed on as binary, so an array that is one is read as it stands.

const OID = { bytea: 17, int8: 20 } as const;

/** `bytea[]` without nulls, for a parameter of that type. */
export function byteaArray(values: readonly Buffer[]): Buffer {
  if (values.length === 0) return empty(OID.bytea);
  let size = 20;
  for (const value of values) size += 4 + value.length;
  const out = Buffer.allocUnsafe(size);
  let at = header(out, OID.bytea, values.length);
  for (const value of values) {
    at = out.writeInt32BE(value.length, at);
    at += value.copy(out, at);
  }
  return out;
}

/** `bigint[]` without nulls, for a parameter of that type. */
export function bigintArray(values: readonly bigint[]): Buffer {
  if (values.length === 0) return empty(OID.int8);
  const out = Buffer.allocUnsafe(20 + values.length * 12);
  let at = header(out, OID.int8, values.length);
  for (const value of values) {
    at = out.writeInt32BE(8, at);
    at = out.writeBigInt64BE(value, at);
  }
  return out;
}

/** An array of no dimension: it has neither a length nor a lower bound. */
function empty(oid: number): Buffer {
  const out = Buffer.alloc(12);
  out.writeInt32BE(oid, 8);
  return out;
}

function header(out: Buffer, oid: number, count: number): number {
  out.writeInt32BE(1, 0);
  out.writeInt32BE(0, 4);
  out.writeInt32BE(oid, 8);
  out.writeInt32BE(count, 12);
  return out.writeInt32BE(1, 16);
}
