import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ATTACHMENT_CHUNK_BYTES,
  AttachmentChunkAnswer,
  TongbanError,
  type AttachmentView,
  type CaseView,
  type MaterialFile,
} from '#contracts';
import { Asker } from '../../apps/city-node/src/exchange/status/asker.js';
import { aCollection, anApplication } from '../support/builders.js';
import { aPdf } from '../support/sample-files.js';
import { CHANGSHA, threeCities, XIANGTAN, ZHUZHOU, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { attachmentsOf, download, succeeded, untilHere, uploading } from '../support/uploading.js';
import { refusal, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const MEGABYTE = 1024 * 1024;
/** A stored chunk: 23 bytes longer than its plain one. */
const STORED_CHUNK = ATTACHMENT_CHUNK_BYTES + 23;
let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;

/** The sealed file in a city's folder. */
function storedAt(city: string, id: string): string {
  const dir = join(cities.dir, 'attachments', city);
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return join(dir, names.find((name) => name.endsWith(id)) ?? 'none');
}
/** Changes one bit of a stored chunk; a second time puts it right again. */
function flip(path: string, chunk: number): void {
  const bytes = readFileSync(path);
  const at = chunk * STORED_CHUNK + 5000;
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}
async function collect(bytes: Buffer, pickup: { city: string; pointId: string } | null = null) {
  const file = await uploading(gateway, clerk).whole('材料.pdf', bytes);
  const form = aCollection({ application: anApplication(pickup) });
  form.application.materials[0]!.files = [file];
  const { caseNo } = succeeded(await clerk.post<CaseView>('/cases', form));
  return { caseNo, file };
}
const first = async (desk: HttpDesk, caseNo: string): Promise<AttachmentView | undefined> =>
  (await attachmentsOf(desk, caseNo).catch(() => []))[0];
const pathOf = (caseNo: string, { id }: MaterialFile): string => `/cases/${caseNo}/attachments/${id}/content`;
/** Bytes that a node counted on one way. */
async function moved(city: string, way: string): Promise<number> {
  const text = await (await fetch(`${cities.node(city).url}/metrics`)).text();
  return Number(new RegExp(`^tongban_attachment_bytes_total\\{way="${way}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
}
const restart = async (city: string): Promise<void> => {
  await (
    await cities.startNode(city)
  ).started;
};

beforeAll(async () => {
  cities = await threeCities('fetching');
  gateway = await withGateway(cities);
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  await until('湘潭 has the lists of both', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    const points = await clerk.get<{ items: unknown[] }>(`/pickup-points?city=${ZHUZHOU}`);
    return body.total >= 60 && points.body.items.length > 0;
  });
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('a large file on its way to the home city', () => {
  it('waits where the link is cut in the middle, says so, and goes on from there when it is back', async () => {
    const before = await moved(XIANGTAN, 'given');
    const bytes = aPdf(12 * MEGABYTE, 2);
    const { caseNo, file } = await collect(bytes);
    const begun = await until('some of it is in 长沙', async () => {
      const item = await first(reviewer, caseNo);
      return item?.state === 'FETCHING' && item.percent > 5 && item;
    });
    expect(begun.words).toMatch(/^正在从湘潭市?取回，已完成 \d+%$/);
    await cities.nats.leaf(CHANGSHA).stop();
    await cities.nats.leaf(CHANGSHA).start();
    await cities.nats.leaf(XIANGTAN).stop();
    const waiting = await until('长沙 waits for 湘潭', async () => {
      const item = await first(reviewer, caseNo);
      return item?.state === 'WAITING_FOR_PARTNER' && item;
    });
    expect(waiting.words).toMatch(/^湘潭市?暂时联系不上，恢复后自动继续取回，已完成 \d+%$/);
    expect(waiting.percent).toBeGreaterThan(0);
    expect(waiting.percent).toBeLessThan(100);
    expect(refusal(await reviewer.get(pathOf(caseNo, file)), 'attachment_not_here')).toMatchObject({ id: file.id });
    await cities.nats.leaf(XIANGTAN).start();
    await untilHere(reviewer, caseNo);
    expect((await download(gateway, reviewer, pathOf(caseNo, file))).bytes.equals(bytes)).toBe(true);
    // Little was asked for twice: it did not begin again.
    expect((await moved(XIANGTAN, 'given')) - before).toBeLessThan(file.size + 6 * ATTACHMENT_CHUNK_BYTES);
  }, 90_000);

  it('goes on after a restart of the node that fetches it', async () => {
    const bytes = aPdf(8 * MEGABYTE, 3);
    const { caseNo, file } = await collect(bytes);
    await until('some of it is in 长沙', async () => ((await first(reviewer, caseNo))?.percent ?? 0) > 5);
    await cities.stopNode(CHANGSHA);
    const [kept] = await cities.sql<{ chunks_here: number }>(
      CHANGSHA,
      'select chunks_here from attachment where id = $1',
      [file.id],
    );
    expect(kept?.chunks_here).toBeGreaterThan(0);
    expect(kept?.chunks_here).toBeLessThan(32);
    await restart(CHANGSHA);
    reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    await untilHere(reviewer, caseNo);
    expect(await moved(CHANGSHA, 'fetched')).toBe(file.size - (kept?.chunks_here ?? 0) * ATTACHMENT_CHUNK_BYTES);
    expect((await download(gateway, reviewer, pathOf(caseNo, file))).bytes.equals(bytes)).toBe(true);
  }, 90_000);

  it('does not keep the events of other cases waiting', async () => {
    await collect(aPdf(10 * MEGABYTE, 4));
    const later = await collect(aPdf());
    await until('the later case is decided on while the file is under way', async () => {
      const { body, status } = await reviewer.get<CaseView>(`/cases/${later.caseNo}`);
      return status === 200 && body.status === 'RECEIVED';
    });
    const [under] = await cities.sql<{ state: string }>(
      CHANGSHA,
      "select state from attachment where state = 'WANTED' and size > 1e7",
    );
    expect(under?.state).toBe('WANTED');
  });
});

describe('a chunk that is not what it was', () => {
  it('is given to nobody where it spoilt in the city that took it in, and taken once it is right again', async () => {
    const bytes = aPdf(MEGABYTE, 5);
    await cities.stopNode(CHANGSHA);
    const { caseNo, file } = await collect(bytes);
    const stored = storedAt(XIANGTAN, file.id);
    flip(stored, 2);
    await restart(CHANGSHA);
    reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
    await until('长沙 was told of the damage', async () => {
      const sql = "select 1 from attachment where id = $1 and fault = 'attachment_damaged' and chunks_here = 2";
      return (await cities.sql(CHANGSHA, sql, [file.id])).length === 1;
    });
    expect(await first(reviewer, caseNo)).toMatchObject({ state: 'FETCHING', percent: 50 });
    refusal(await reviewer.get(pathOf(caseNo, file)), 'attachment_not_here');
    // In 湘潭 itself the download breaks off: half a file must not look like a whole one.
    await expect(download(gateway, clerk, pathOf(caseNo, file))).rejects.toThrow();
    flip(stored, 2);
    await until('长沙 has it', async () => {
      // Who wants to read it puts it first, whatever it waited for.
      const answer = await download(gateway, reviewer, pathOf(caseNo, file));
      return answer.status === 200 && answer.bytes.equals(bytes);
    });
    await untilHere(reviewer, caseNo);
  }, 60_000);

  it('is fetched again where the copy of the home city spoilt', async () => {
    const bytes = aPdf(MEGABYTE, 6);
    const { caseNo, file } = await collect(bytes);
    await untilHere(reviewer, caseNo);
    flip(storedAt(CHANGSHA, file.id), 0);
    refusal(await reviewer.get(pathOf(caseNo, file)), 'attachment_not_here');
    await untilHere(reviewer, caseNo);
    expect((await download(gateway, reviewer, pathOf(caseNo, file))).bytes.equals(bytes)).toBe(true);
  });
});

describe('a file of a case', () => {
  const askedBy = async (city: string, question: object): Promise<string> => {
    try {
      const asker = cities.node(city).app.get(Asker);
      return `chunk ${(await asker.ask(XIANGTAN, 'attachment.chunk', question, AttachmentChunkAnswer)).body.index}`;
    } catch (error) {
      return error instanceof TongbanError ? error.code : String(error);
    }
  };

  it('is given to the city that decides and to no other, not even to the one that hands the result over', async () => {
    const { caseNo, file } = await collect(aPdf(2000, 7), { city: ZHUZHOU, pointId: 'ZZ-P01' });
    await untilHere(reviewer, caseNo);
    const question = { caseNo, id: file.id, index: 0 };
    expect(await askedBy(CHANGSHA, question)).toBe('chunk 0');
    expect(await askedBy(ZHUZHOU, question)).toBe('attachment_not_entitled');
    await reviewer.act(caseNo, 'acceptance');
    await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '样本' });
    await reviewer.act(caseNo, 'result', { resultNo: '样本-35' });
    const pickup = await gateway.signIn(ZHUZHOU, 'pickup1');
    await until('株洲 is in the case', async () => (await pickup.get(`/cases/${caseNo}`)).status === 200);
    expect(await askedBy(ZHUZHOU, question)).toBe('attachment_not_entitled');
    const desk = await gateway.signIn(ZHUZHOU, 'clerk1');
    expect(await attachmentsOf(desk, caseNo)).toEqual([]);
    refusal(await desk.get(pathOf(caseNo, file)), 'attachment_not_found');
  });

  it('is told of to no stranger: what is not there and what is not theirs are answered alike', async () => {
    const { caseNo, file } = await collect(aPdf(2000, 8));
    const other = await collect(aPdf(2000, 9));
    await untilHere(reviewer, other.caseNo);
    const none = '0'.repeat(32);
    expect(await askedBy(CHANGSHA, { caseNo, id: none, index: 0 })).toBe('attachment_not_entitled');
    expect(await askedBy(CHANGSHA, { caseNo: other.caseNo, id: file.id, index: 0 })).toBe('attachment_not_entitled');
    expect(await askedBy(CHANGSHA, { caseNo, id: file.id, index: 1 })).toBe('attachment_range');
    expect(await askedBy(CHANGSHA, { caseNo, id: file.id, index: -1 })).toBe('request_invalid');
  });
});
