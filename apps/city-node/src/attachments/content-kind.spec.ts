import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ATTACHMENT_CHUNK_BYTES, chunksOf } from '#contracts';
import fc from 'fast-check';
import { aJpeg, anOfd, aPdf, aPng, aZip, OFD_ROOT } from '../../../../test/support/sample-files.js';
import { newFileKey, sealChunk } from './chunk-seal.js';
import { checkClaims, kindOf } from './content-kind.js';
import { FolderStore } from './folder-store.js';
import { PlainFile } from './plain-file.js';

const dir = mkdtempSync(join(tmpdir(), 'tongban-kinds-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const store = new FolderStore(dir);
let serial = 0;

/** The bytes as a stored, sealed file. */
async function stored(bytes: Buffer): Promise<PlainFile> {
  serial += 1;
  const file = { holder: '430300', id: serial.toString(16).padStart(32, '0') };
  const key = newFileKey();
  const count = chunksOf(bytes.length);
  for (let index = 0; index < count; index += 1) {
    const part = bytes.subarray(index * ATTACHMENT_CHUNK_BYTES, (index + 1) * ATTACHMENT_CHUNK_BYTES);
    await store.write(file, index, sealChunk(key, { index, last: index === count - 1 }, part));
  }
  await store.finish(file);
  return new PlainFile(store, file, key, bytes.length);
}
const kind = async (bytes: Buffer): Promise<string> => {
  try {
    return await kindOf(await stored(bytes));
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the kind of a file', () => {
  it.each([
    ['a PDF', aPdf(), 'PDF'],
    ['a PDF of many chunks', aPdf(900_000), 'PDF'],
    ['a PNG', aPng(), 'PNG'],
    ['a JPEG', aJpeg(), 'JPEG'],
    [
      'a JPEG whose frame lies behind a large preview',
      Buffer.concat([
        aJpeg().subarray(0, 2),
        Buffer.from([0xff, 0xe2, 0xff, 0xf0]),
        Buffer.alloc(0xffee),
        aJpeg().subarray(2),
      ]),
      'JPEG',
    ],
    ['an OFD', anOfd(), 'OFD'],
    ['an OFD with a comment at its end', withComment(anOfd(), 60_000), 'OFD'],
  ])('is told by its content: %s', async (_what, bytes, expected) => {
    expect(await kind(bytes)).toBe(expected);
  });

  it.each([
    ['a text', Buffer.from('随便一段文字'), 'attachment_kind_unknown'],
    ['one byte', Buffer.from('x'), 'attachment_kind_unknown'],
    ['a program', Buffer.from('MZ\x90\x00 and so on'), 'attachment_kind_unknown'],
    ['a PDF behind something else', Buffer.concat([Buffer.from('<html>'), aPdf()]), 'attachment_kind_unknown'],
    ['half a PDF', aPdf(9000).subarray(0, 5000), 'attachment_malformed'],
    ['half a PNG', aPng().subarray(0, 40), 'attachment_malformed'],
    ['a JPEG without a frame', Buffer.concat([aJpeg().subarray(0, 20), Buffer.alloc(60)]), 'attachment_malformed'],
    ['half a package', anOfd().subarray(0, 150), 'attachment_malformed'],
    [
      'a package of something else',
      aZip([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]),
      'attachment_kind_unknown',
    ],
    ['a package with another root', aZip([{ ...OFD_ROOT, data: Buffer.from('<html/>') }]), 'attachment_malformed'],
    [
      'a package with a page that is encrypted',
      aZip([OFD_ROOT, { name: 'p', data: Buffer.from('x'), encrypted: true }]),
      'attachment_encrypted',
    ],
    [
      'a package that tells of a giant',
      aZip([OFD_ROOT, { name: 'p', data: Buffer.from('x'), claims: 0xffff_0000 }]),
      'attachment_bomb',
    ],
    [
      'a package that unpacks to a thousand times its size',
      aZip([OFD_ROOT, { name: 'p', data: Buffer.alloc(40_000_000) }]),
      'attachment_bomb',
    ],
    [
      'a root that lies about its length',
      aZip([{ name: 'OFD.xml', data: Buffer.alloc(3_000_000), claims: 90 }]),
      'attachment_bomb',
    ],
  ])('is none: %s', async (_what, bytes, code) => {
    expect(await kind(bytes)).toBe(code);
  });

  it('is answered with a code for whatever comes, also for packages that were changed anywhere', async () => {
    const package_ = anOfd();
    await fc.assert(
      fc.asyncProperty(fc.nat(package_.length - 1), fc.nat(255), fc.nat(package_.length), async (at, byte, length) => {
        const changed = Buffer.from(package_);
        changed[at] = byte;
        for (const bytes of [changed, changed.subarray(0, Math.max(1, length))]) {
          expect(await kind(bytes)).toMatch(/^(OFD|attachment_\w+)$/);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('what a sender says of a file', () => {
  const says = (name: string, type: string | null): string => {
    try {
      checkClaims('JPEG', name, type);
      return 'agrees';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['身份证.jpg', 'image/jpeg'],
    ['身份证.JPEG', 'image/jpg'],
    ['身份证', null],
    ['2026.11.20', 'application/octet-stream'],
  ])('is believed where it is so: %s as %s', (name, type) => {
    expect(says(name, type)).toBe('agrees');
  });

  it.each([
    ['身份证.pdf', null],
    ['身份证.png', 'image/jpeg'],
    ['身份证.jpg', 'application/pdf'],
    ['身份证.jpg', 'text/html; charset=utf-8'],
  ])('is refused where it is not so: %s as %s', (name, type) => {
    expect(says(name, type)).toBe('attachment_type_differs');
  });
});

function withComment(zip: Buffer, length: number): Buffer {
  const longer = Buffer.concat([zip, Buffer.alloc(length, 0x20)]);
  longer.writeUInt16LE(length, zip.length - 2);
  return longer;
}
