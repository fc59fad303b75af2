import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_ATTACHMENT_BYTES, type SessionView } from '#contracts';
import { startGatewayProcess, type GatewayProcess } from '../support/gateway-process.js';
import { startNodeProcess, type NodeProcess } from '../support/node-process.js';
import { aPdf } from '../support/sample-files.js';
import { threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { succeeded, uploading } from '../support/uploading.js';
import { passwordOf, type HttpDesk } from '../support/with-gateway.js';

const MEGABYTE = 1024 * 1024;
/** Growth that is no file kept in memory: ten of them are 500 MB. */
const ALLOWED_MB = 120;
const FILES = 10;
const here = process.platform === 'linux' ? describe : describe.skip;

let cities: ThreeCities;
let node: NodeProcess;
let gateway: GatewayProcess;

/** Resident memory of a process in MB, now and at its highest since the last `forget`. */
function memory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}
const forget = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

beforeAll(async () => {
  cities = await threeCities('memory', { cities: [XIANGTAN], idle: true });
  node = await startNodeProcess(cities, XIANGTAN);
  await node.ready();
  gateway = await startGatewayProcess(cities, [XIANGTAN]);
}, 90_000);
afterAll(async () => {
  await gateway?.stop();
  node?.signal('SIGTERM');
  await node?.exited;
  await cities?.close();
});

here('files of 50 MB, one after the other', () => {
  it('go up and come down again through gateway and node without being held in memory', async () => {
    const bytes = aPdf(MAX_ATTACHMENT_BYTES - 10);
    const body = JSON.stringify({ city: XIANGTAN, username: 'clerk1', password: passwordOf(XIANGTAN, 'clerk1') });
    const headers = { 'Content-Type': 'application/json' };
    const signedIn = await fetch(`${gateway.url}/api/v1/session`, { method: 'POST', headers, body });
    const { token } = (await signedIn.json()) as SessionView;
    const post: HttpDesk['post'] = async <T>(path: string, given: unknown = {}, { key = 'none-none' } = {}) => {
      const answer = await fetch(`${gateway.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer ${token}`, 'Idempotency-Key': key ?? 'none-none' },
        body: JSON.stringify(given),
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as T };
    };
    const upload = uploading(gateway, { token, post } as HttpDesk);
    const part = 4 * MEGABYTE;
    const once = async (reads: boolean): Promise<void> => {
      const { id } = succeeded(await upload.create('大.pdf', bytes.length));
      for (let at = 0; at < bytes.length; at += part) {
        succeeded(await upload.put(id, at, bytes.subarray(at, at + part)));
      }
      succeeded(await upload.complete(id));
      if (!reads) return;
      const content = await fetch(`${gateway.url}/api/v1/attachments/${id}/content`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      let read = 0;
      for await (const piece of content.body as unknown as AsyncIterable<Uint8Array>) read += piece.length;
      expect(read).toBe(bytes.length);
    };
    // The first brings the code and the buffers that stay.
    await once(true);
    const before = new Map([node.pid, gateway.pid].map((pid) => [pid, memory(pid).now]));
    for (const pid of before.keys()) forget(pid);
    for (let i = 0; i < FILES; i += 1) await once(i % 5 === 0);
    const grown = [...before].map(([pid, mb]) => Math.round(memory(pid).peak - mb));
    for (const mb of grown) expect(mb).toBeLessThan(ALLOWED_MB);
  }, 240_000);
});
