import { inflateRawSync } from 'node:zlib';
import { TongbanError } from '#contracts';
import type { PlainFile } from './plain-file.js';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The end of the directory lies before a comment of this length at most. */
const MAX_COMMENT_BYTES = 65_535;
const MAX_DIRECTORY_BYTES = 2 * 1024 * 1024;
const MAX_ENTRIES = 20_000;
/** Unpacked bytes of all entries, as the directory tells them. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const MAX_RATIO = 200;
/** Below this a ratio says nothing: a page of spaces packs well. */
const RATIO_FROM_BYTES = 16 * 1024 * 1024;
const MAX_ROOT_BYTES = 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

const malformed = (reason: string): TongbanError => new TongbanError('attachment_malformed', { kind: 'OFD', reason });
const bomb = (reason: string): TongbanError => new TongbanError('attachment_bomb', { reason });

/**
 * Checks that a package is an OFD document: a zip with a readable OFD.xml at its top. Nothing is unpacked but that file,
 * and of it no more than a limit. Throws attachment_kind_unknown for any other zip, _malformed, _encrypted, _bomb.
 */
export async function checkOfd(file: PlainFile): Promise<void> {
  const entries = await directoryOf(file);
  if (entries.some(({ flags }) => (flags & 1) !== 0)) throw new TongbanError('attachment_encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > MAX_UNPACKED_BYTES) throw bomb('unpacked');
  if (unpacked > RATIO_FROM_BYTES && unpacked > file.size * MAX_RATIO) throw bomb('ratio');
  // Entries that share bytes unpack to far more than their directory tells of the package.
  if (entries.reduce((sum, entry) => sum + entry.packed, 0) > file.size) throw bomb('overlap');
  const root = entries.find(({ name }) => name === 'OFD.xml');
  if (!root) throw new TongbanError('attachment_kind_unknown', { reason: 'no_ofd_root' });
  const text = await unpack(file, root);
  if (!/<(\w+:)?OFD[\s>]/.test(text.toString('utf8'))) throw malformed('root');
}

async function directoryOf(file: PlainFile): Promise<Entry[]> {
  const from = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES);
  const tail = await file.read(from, file.size - from);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw malformed('no_directory');
  const [count, bytes, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (count > MAX_ENTRIES || bytes > MAX_DIRECTORY_BYTES) throw bomb('directory');
  if (at + bytes > from + end) throw malformed('directory');
  const directory = await file.read(at, bytes);
  const entries: Entry[] = [];
  for (let place = 0; entries.length < count;) {
    if (place + ENTRY_BYTES > directory.length || directory.readUInt32LE(place) !== ENTRY_SIGNATURE) {
      throw malformed('directory');
    }
    const nameBytes = directory.readUInt16LE(place + 28);
    entries.push({
      flags: directory.readUInt16LE(place + 8),
      method: directory.readUInt16LE(place + 10),
      packed: directory.readUInt32LE(place + 20),
      unpacked: directory.readUInt32LE(place + 24),
      at: directory.readUInt32LE(place + 42),
      name: directory.toString('utf8', place + ENTRY_BYTES, place + ENTRY_BYTES + nameBytes),
    });
    place += ENTRY_BYTES + nameBytes + directory.readUInt16LE(place + 30) + directory.readUInt16LE(place + 32);
  }
  return entries;
}

async function unpack(file: PlainFile, entry: Entry): Promise<Buffer> {
  if (entry.unpacked > MAX_ROOT_BYTES || entry.packed > MAX_ROOT_BYTES) throw bomb('root');
  const local = await file.read(entry.at, LOCAL_BYTES);
  if (local.length < LOCAL_BYTES || local.readUInt32LE(0) !== LOCAL_SIGNATURE) throw malformed('root');
  if ((local.readUInt16LE(6) & 1) !== 0) throw new TongbanError('attachment_encrypted');
  const start = entry.at + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = await file.read(start, entry.packed);
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw malformed('method');
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_ROOT_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw bomb('root');
    throw malformed('root');
  }
}
