import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ATTACHMENT_CHUNK_BYTES,
  MAX_ATTACHMENT_BYTES,
  type CaseView,
  type JointView,
  type MaterialFile,
} from '#contracts';
import { aCollection } from '../support/builders.js';
import { aPurchase } from '../support/joint-builders.js';
import { aJpeg, anOfd, aPdf, aPng } from '../support/sample-files.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { attachmentsOf, download, succeeded, untilHere, uploading, type Uploading } from '../support/uploading.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let other: HttpDesk;
let reviewer: HttpDesk;
let upload: Uploading;

const pdf = aPdf(700_000);
const withFiles = (...files: MaterialFile[]) => {
  const form = aCollection();
  form.application.materials[0]!.files = files;
  return form;
};
/** Every file below a folder. */
const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());

beforeAll(async () => {
  cities = await threeCities('attachments', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  other = await gateway.signIn(XIANGTAN, 'clerk2');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
  upload = uploading(gateway, clerk);
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('a scan that is uploaded at a window', () => {
  it('goes up in parts, tells how far it is, and goes on after a break and a restart of the node', async () => {
    const begun = succeeded(await upload.create('申请表.pdf', pdf.length));
    expect(begun).toMatchObject({ state: 'UPLOADING', offset: 0, percent: 0, file: null });
    // The line breaks in the middle of a chunk: only whole ones are kept.
    const cut = ATTACHMENT_CHUNK_BYTES + 1000;
    const first = succeeded(await upload.put(begun.id, 0, pdf.subarray(0, cut)));
    expect(first).toMatchObject({ offset: ATTACHMENT_CHUNK_BYTES, percent: 37 });
    const wrong = await upload.put(begun.id, cut, pdf.subarray(cut));
    expect(refusal(wrong, 'attachment_offset')).toEqual({ offset: ATTACHMENT_CHUNK_BYTES });
    expect(refusal(await upload.complete(begun.id), 'attachment_incomplete')).toEqual({ offset: first.offset });
    await cities.stopNode(XIANGTAN);
    await (
      await cities.startNode(XIANGTAN)
    ).started;
    const again = await until('the node is back', async () => {
      const answer = await clerk.get<typeof begun>(`/attachments/${begun.id}`);
      return answer.status === 200 && answer.body;
    });
    expect(again.offset).toBe(ATTACHMENT_CHUNK_BYTES);
    const last = succeeded(await upload.put(begun.id, again.offset, pdf.subarray(again.offset)));
    expect(last).toMatchObject({ offset: pdf.length, percent: 100, state: 'UPLOADING' });
    const done = succeeded(await upload.complete(begun.id));
    expect(done).toMatchObject({ state: 'COMPLETE', file: { id: begun.id, name: '申请表.pdf', kind: 'PDF' } });
    expect(done.file).toMatchObject({ size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') });
    expect(succeeded(await upload.complete(begun.id))).toEqual(done);
    const seen = await download(gateway, clerk, `/attachments/${begun.id}/content`);
    expect(seen.bytes.equals(pdf)).toBe(true);
  });

  it('is begun once, however often the same command comes', async () => {
    const key = 'one-scan-begun-twice';
    const [one, two] = [await upload.create('一.pdf', 9, { key }), await upload.create('一.pdf', 9, { key })];
    expect(succeeded(two).id).toBe(succeeded(one).id);
    refusal(await upload.create('二.pdf', 9, { key }), 'idempotency_key_reused');
  });

  it('is what its content says: four kinds, whatever it is called', async () => {
    const kinds: string[] = [];
    for (const [name, bytes] of [
      ['一.pdf', aPdf()],
      ['二.jpeg', aJpeg()],
      ['三', aPng()],
      ['四.ofd', anOfd()],
    ] as const) {
      kinds.push((await upload.whole(name, bytes)).kind);
    }
    expect(kinds).toEqual(['PDF', 'JPEG', 'PNG', 'OFD']);
  });

  it('is refused in words where it lies, is empty, too large or none of them, and leaves nothing behind', async () => {
    const completed = async (name: string, bytes: Buffer, type?: string) => {
      const { id } = succeeded(await upload.create(name, bytes.length, type ? { type } : {}));
      succeeded(await upload.put(id, 0, bytes));
      const answer = await upload.complete(id);
      expect((await clerk.get(`/attachments/${id}`)).body).toMatchObject({ state: 'REFUSED', file: null });
      // Told again as before, without looking at what is no more.
      expect((await upload.complete(id)).status).toBe(answer.status);
      return answer;
    };
    const before = filesIn(cities.dir).length;
    expect(refusal(await completed('照片.jpg', aPdf()), 'attachment_type_differs')).toEqual({
      content: 'PDF',
      name: 'JPEG',
    });
    refusal(await completed('照片', aPdf(), 'image/png'), 'attachment_type_differs');
    refusal(await completed('表.pdf', Buffer.from('<script>alert(1)</script>')), 'attachment_kind_unknown');
    refusal(await completed('表.pdf', aPdf(5000).subarray(0, 3000)), 'attachment_malformed');
    refusal(await upload.create('空.pdf', 0), 'attachment_empty');
    expect(refusal(await upload.create('大.pdf', MAX_ATTACHMENT_BYTES + 1), 'attachment_too_large')).toEqual({
      limitBytes: MAX_ATTACHMENT_BYTES,
    });
    const { id } = succeeded(await upload.create('小.pdf', 10));
    refusal(await upload.put(id, 0, aPdf()), 'attachment_too_large');
    refusal(await upload.create('../../etc/passwd', 10), 'request_invalid');
    expect(filesIn(cities.dir).length).toBe(before);
  });

  it('lies sealed in the storage of the city: no bytes of it can be read there', () => {
    const stored = filesIn(join(cities.dir, 'attachments', XIANGTAN)).map((path) => readFileSync(path));
    expect(stored.length).toBeGreaterThan(3);
    for (const bytes of stored) {
      for (const piece of ['%PDF', 'endstream', 'IHDR', 'OFD.xml']) expect(bytes.includes(piece)).toBe(false);
      expect(bytes.includes(pdf.subarray(1000, 1032))).toBe(false);
    }
  });

  it('is nobody else’s before a case names it', async () => {
    const { id } = await upload.whole('我的.pdf', aPdf());
    refusal(await other.get(`/attachments/${id}`), 'attachment_not_found');
    refusal(await uploading(gateway, other).put(id, 0, aPdf()), 'attachment_not_found');
    refusal(await other.call('DELETE', `/attachments/${id}`), 'attachment_not_found');
    expect(succeeded(await clerk.call('DELETE', `/attachments/${id}`))).toEqual({ id });
    refusal(await clerk.get(`/attachments/${id}`), 'attachment_not_found');
    refusal(await reviewer.post('/attachments', { name: '一.pdf', size: 1 }), 'role_not_allowed');
  });
});

describe('the files of a case', () => {
  let caseNo: string;
  let file: MaterialFile;
  const path = (id = file.id, no = caseNo): string => `/cases/${no}/attachments/${id}/content`;

  it('are named by the fact, with all that is needed to verify them', async () => {
    file = await upload.whole('申请表 “样本”.pdf', pdf);
    const collected = succeeded(await clerk.post<CaseView>('/cases', withFiles(file)));
    caseNo = collected.caseNo;
    expect(collected.application?.materials[0]?.files).toEqual([file]);
    const there = await untilStatus(reviewer, caseNo, 'RECEIVED');
    expect(there.application?.materials[0]?.files).toEqual([file]);
  });

  it('come to the home city by themselves, under a key of its own', async () => {
    const [item] = await untilHere(reviewer, caseNo);
    expect(item).toMatchObject({
      id: file.id,
      material: 'M01',
      kind: 'PDF',
      holder: XIANGTAN,
      percent: 100,
      current: true,
    });
    expect(item?.words).toBe('已在本市，可以查看');
    const sealed = (city: string) =>
      readFileSync(filesIn(join(cities.dir, 'attachments', city)).find((one) => one.endsWith(file.id)) ?? '');
    expect(sealed(CHANGSHA).length).toBe(sealed(XIANGTAN).length);
    expect(sealed(CHANGSHA).equals(sealed(XIANGTAN))).toBe(false);
  });

  it('are read in both cities byte for byte, as a whole or in part, with nothing that could run', async () => {
    for (const desk of [clerk, reviewer]) {
      const { status, bytes, headers } = await download(gateway, desk, path());
      expect([status, bytes.equals(pdf)]).toEqual([200, true]);
      expect(headers.get('content-type')).toBe('application/pdf');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(headers.get('content-disposition')).toMatch(
        /^inline; filename="[0-9a-f]{12}\.pdf"; filename\*=UTF-8''%E7/,
      );
      expect(headers.get('etag')).toBe(`"${file.sha256}"`);
    }
    const [from, to] = [ATTACHMENT_CHUNK_BYTES - 10, ATTACHMENT_CHUNK_BYTES + 20];
    const part = await download(gateway, reviewer, path(), { Range: `bytes=${from}-${to}` });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-${to}/${pdf.length}`]);
    expect(part.bytes.equals(pdf.subarray(from, to + 1))).toBe(true);
    const tail = await download(gateway, reviewer, path(), { Range: 'bytes=-6' });
    expect([tail.status, tail.bytes.toString()]).toEqual([206, '%%EOF\n']);
    const late = await download(gateway, reviewer, path(), { Range: 'bytes=600000-', 'If-Range': `"${file.sha256}"` });
    expect([late.status, late.bytes.equals(pdf.subarray(600_000))]).toEqual([206, true]);
    const changed = await download(gateway, reviewer, path(), { Range: 'bytes=600000-', 'If-Range': '"other"' });
    expect([changed.status, changed.bytes.equals(pdf)]).toEqual([200, true]);
    const known = await download(gateway, reviewer, path(), { 'If-None-Match': `"${file.sha256}"` });
    expect([known.status, known.bytes.length]).toEqual([304, 0]);
    const out = await reviewer.call('GET', path(), { Range: `bytes=${pdf.length}-` });
    expect(refusal(out, 'attachment_range')).toEqual({ size: pdf.length });
  });

  it('are shown to those who read the application, and to nobody else', async () => {
    for (const user of ['pickup1', 'supervisor1', 'operator1']) {
      const desk = await gateway.signIn(XIANGTAN, user);
      refusal(await desk.get(`/cases/${caseNo}/attachments`), 'role_not_allowed');
      refusal(await desk.get(path()), 'role_not_allowed');
    }
    refusal(await gateway.call(path()), 'token_missing');
    refusal(await reviewer.get(path('0'.repeat(32))), 'attachment_not_found');
    const stranger = succeeded(await clerk.post<CaseView>('/cases', aCollection()));
    refusal(await clerk.get(path(file.id, stranger.caseNo)), 'attachment_not_found');
  });

  it('are named by one case only, complete, and as they are', async () => {
    refusal(await clerk.post('/cases', withFiles(file)), 'attachment_bound');
    const fresh = await upload.whole('二.pdf', aPdf(2000, 2));
    refusal(await clerk.post('/cases', withFiles({ ...fresh, sha256: '0'.repeat(64) })), 'attachment_not_found');
    refusal(await clerk.post('/cases', withFiles({ ...fresh, size: 1 })), 'attachment_not_found');
    refusal(await clerk.post('/cases', withFiles({ ...fresh, id: '0'.repeat(32) })), 'attachment_not_found');
    const { id } = succeeded(await upload.create('三.pdf', 9));
    refusal(await clerk.post('/cases', withFiles({ ...fresh, id })), 'attachment_incomplete');
    // Nothing of the refused ones stuck to it.
    const { body } = await clerk.post<CaseView>('/cases', withFiles(fresh));
    expect(body.application?.materials[0]?.files).toEqual([fresh]);
    refusal(await clerk.call('DELETE', `/attachments/${fresh.id}`), 'attachment_bound');
  });

  it('are joined by those of a supplement, which takes the place of what was there', async () => {
    await reviewer.act(caseNo, 'correction-request', {
      defects: [{ kind: 'MATERIAL', code: 'M01', problem: '看不清', remedy: '请重新扫描' }],
    });
    await untilStatus(clerk, caseNo, 'CORRECTION');
    const better = await upload.whole('更清楚.png', aPng());
    const material = { code: 'M01', form: 'PAPER', originalSeen: true, copies: 1, files: [better] };
    succeeded(await clerk.act(caseNo, 'correction', { form: {}, materials: [material] }));
    const shown = await until('the supplement is in 长沙', async () => {
      const items = await attachmentsOf(reviewer, caseNo);
      return items.length === 2 && items.every(({ state }) => state === 'HERE') && items;
    });
    expect(shown.map(({ id, current }) => [id, current])).toEqual([
      [file.id, false],
      [better.id, true],
    ]);
    const { bytes, headers } = await download(gateway, reviewer, path(better.id));
    expect([bytes.equals(aPng()), headers.get('content-type')]).toEqual([true, 'image/png']);
  });

  it('of a joint case go with its parts, to the city that decides each', async () => {
    const [whole, part] = [
      await upload.whole('合同.pdf', aPdf(3000, 21)),
      await upload.whole('流水.pdf', aPdf(3000, 22)),
    ];
    const joint = aPurchase({ homeCity: CHANGSHA });
    joint.application.materials[0]!.files = [whole];
    joint.parts[0]!.materials[0]!.files = [whole];
    joint.parts[0]!.materials[1]!.files = [part];
    const parent = succeeded(await clerk.post<CaseView>('/joint-cases', joint)).caseNo;
    const opened = await until('the first part is open', async () => {
      const { body } = await clerk.get<JointView & Record<string, unknown>>(`/cases/${parent}/joint`);
      return body.parts[0]?.caseNo;
    });
    await untilStatus(reviewer, opened, 'RECEIVED');
    const items = await untilHere(reviewer, opened);
    expect(items.map(({ id, material }) => [material, id])).toEqual([
      ['M01', whole.id],
      ['M02', part.id],
    ]);
    refusal(await clerk.post('/cases', withFiles(part)), 'attachment_bound');
  });
});
