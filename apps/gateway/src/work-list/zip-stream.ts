import { crc32, createDeflateRaw } from 'node:zlib';

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes follow behind the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01: when a file was made is told by who keeps it. */
const DATE = 0x21;

/** One file of an archive, its content piece by piece. */
export interface ZipFile {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** An archive (ZIP), piece by piece: nothing of it is kept but the names. */
export async function* zipOf(files: readonly ZipFile[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const began = offset;
    const header = numbers(
      [LOCAL, 4],
      [VERSION, 2],
      [FLAGS, 2],
      [DEFLATED, 2],
      [0, 2],
      [DATE, 2],
      [0, 4],
      [0, 4],
      [0, 4],
    );
    const begin = Buffer.concat([header, numbers([name.length, 2], [0, 2]), name]);
    offset += begin.length;
    yield begin;
    const sums = { crc: 0, packed: 0, size: 0 };
    for await (const piece of packed(file.content, sums)) {
      offset += piece.length;
      yield piece;
    }
    const descriptor = numbers([DESCRIPTOR, 4], [sums.crc, 4], [sums.packed, 4], [sums.size, 4]);
    offset += descriptor.length;
    yield descriptor;
    written.push({ name, offset: began, ...sums });
  }
  const directory = Buffer.concat(written.map(entryOf));
  yield directory;
  const count = written.length;
  yield numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
}

async function* packed(
  content: ZipFile['content'],
  sums: { crc: number; packed: number; size: number },
): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  let ready: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => {
    sums.packed += piece.length;
    ready.push(piece);
  });
  const done = (act: (callback: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
  for await (const text of content) {
    const bytes = Buffer.from(text);
    sums.crc = crc32(bytes, sums.crc);
    sums.size += bytes.length;
    await done((callback) => deflate.write(bytes, callback));
    yield* ready;
    ready = [];
  }
  const ended = done((callback) => deflate.once('end', () => callback()).once('error', callback));
  deflate.end();
  await ended;
  yield* ready;
}

const entryOf = ({ name, offset, crc, packed: packedSize, size }: Written): Buffer =>
  Buffer.concat([
    numbers([CENTRAL, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [DEFLATED, 2], [0, 2], [DATE, 2], [crc, 4]),
    numbers([packedSize, 4], [size, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
    name,
  ]);

function numbers(...values: [value: number, bytes: 2 | 4][]): Buffer {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of values) at = buffer.writeUIntLE(value >>> 0, at, bytes);
  return buffer;
}
