import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { S3Store } from './s3-store.js';

/** Keeps objects as a bucket does, and refuses what is not signed with the right key; says no more of S3 than is used. */
const objects = new Map<string, Buffer>();
let full = false;
let server: Server;
let store: S3Store;
let stranger: S3Store;
const FILE = { holder: '430300', id: 'a'.repeat(32) };
const keyOf = (index: number): string => `/scans/430100/430300/${FILE.id}/${String(index).padStart(4, '0')}`;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://storage');
      const refuse = (status: number, code: string): void => {
        response.writeHead(status, { 'Content-Type': 'application/xml' });
        response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>sample</Message></Error>`);
      };
      if (!request.headers.authorization?.includes('Credential=city/')) return refuse(403, 'AccessDenied');
      if (request.method === 'PUT') {
        if (full) return refuse(507, 'XMinioStorageFull');
        objects.set(pathname, Buffer.concat(parts));
        response.end();
      } else if (request.method === 'GET') {
        const found = objects.get(pathname);
        if (!found) return refuse(404, 'NoSuchKey');
        response.end(found);
      } else if (request.method === 'POST' && searchParams.has('delete')) {
        for (const [, key] of Buffer.concat(parts)
          .toString()
          .matchAll(/<Key>([^<]+)<\/Key>/g)) {
          objects.delete(`${pathname.replace(/\/$/, '')}/${key}`);
        }
        response.writeHead(200, { 'Content-Type': 'application/xml' });
        response.end('<?xml version="1.0"?><DeleteResult></DeleteResult>');
      } else refuse(405, 'MethodNotAllowed');
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = { endpoint, region: 'cn', bucket: 'scans', secretKey: 'sample', prefix: '430100' };
  store = new S3Store({ ...place, accessKey: 'city' });
  stranger = new S3Store({ ...place, accessKey: 'stranger' });
});
beforeEach(() => {
  objects.clear();
  full = false;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const coded = (code: string) => expect.objectContaining({ code });

describe('a bucket of sealed chunks', () => {
  it('keeps each chunk as an object of the city, gives it back, and takes all of a file away', async () => {
    const [one, two] = [Buffer.alloc(300, 1), Buffer.alloc(200, 2)];
    await store.write(FILE, 0, one);
    await store.write(FILE, 1, two);
    await store.finish();
    expect([...objects.keys()]).toEqual([keyOf(0), keyOf(1)]);
    expect((await store.read(FILE, 0, 300)).equals(one)).toBe(true);
    expect((await store.read(FILE, 1, 200)).equals(two)).toBe(true);
    await store.remove(FILE, 2);
    expect(objects.size).toBe(0);
    // Nothing to take away is no fault.
    await store.remove(FILE, 2);
  });

  it('tells a chunk that is missing or shorter from a storage that is full or away', async () => {
    await expect(store.read(FILE, 0, 300)).rejects.toEqual(coded('attachment_damaged'));
    await store.write(FILE, 0, Buffer.alloc(10));
    await expect(store.read(FILE, 0, 300)).rejects.toEqual(coded('attachment_damaged'));
    full = true;
    await expect(store.write(FILE, 1, Buffer.alloc(10))).rejects.toEqual(coded('attachment_storage_full'));
    expect(objects.size).toBe(1);
    await expect(stranger.read(FILE, 0, 10)).rejects.toEqual(coded('attachment_storage_away'));
  });
});
