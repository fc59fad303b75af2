import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, EvidenceFile, MaterialFile } from '#contracts';
import type { Clock } from '#runtime';
import { verifyEvidence } from '../../apps/city-node/src/evidence/verify-evidence.js';
import { makeSmallDisk, noDiskHere, type SmallDisk } from '../faults/small-disk.js';
import { aCollection, anApplication } from '../support/builders.js';
import { aPdf } from '../support/sample-files.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { download, succeeded, untilHere, uploading } from '../support/uploading.js';
import { refusal, untilStatus, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const MEGABYTE = 1024 * 1024;
const DAYS = 30;
/** A clock that many days ahead: the term of what ended today is over. */
const later: Clock = { now: () => new Date(Date.now() + (DAYS + 10) * 24 * 3_600_000) };

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
let reviewer: HttpDesk;

const storedIn = (city: string): string[] => {
  const dir = join(cities.dir, 'attachments', city);
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(dir, name)).isFile());
};
async function collectWith(...files: MaterialFile[]): Promise<string> {
  const form = aCollection({ application: anApplication(null) });
  form.application.materials[0]!.files = files;
  return succeeded(await clerk.post<CaseView>('/cases', form)).caseNo;
}
const signIn = async (clock?: Clock): Promise<void> => {
  await gateway?.close();
  gateway = await withGateway(cities, { cities: PAIR, ...(clock ? { clock } : {}) });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  reviewer = await gateway.signIn(CHANGSHA, 'reviewer1');
};

beforeAll(async () => {
  cities = await threeCities('storage', { cities: PAIR });
  await signIn();
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

const onSmallDisk = noDiskHere() === null ? describe : describe.skip;
if (noDiskHere() !== null) process.stderr.write(`A full storage is not tried: ${noDiskHere()}\n`);

onSmallDisk('a storage that is full', () => {
  let disk: SmallDisk;
  const dirOf = (city: string): string => join(cities.dir, 'attachments', city);

  afterAll(() => disk?.remove());

  it('is told in words, keeps what was acknowledged and nothing half, and the upload goes on when there is room', async () => {
    mkdirSync(join(cities.dir, 'attachments'));
    disk = makeSmallDisk(dirOf(XIANGTAN), 8);
    const upload = uploading(gateway, clerk);
    refusal(await upload.create('太大.pdf', 20 * MEGABYTE), 'attachment_storage_full');
    const bytes = aPdf(3 * MEGABYTE);
    const { id } = succeeded(await upload.create('表.pdf', bytes.length));
    const half = MEGABYTE;
    succeeded(await upload.put(id, 0, bytes.subarray(0, half)));
    disk.fill();
    refusal(await upload.put(id, half, bytes.subarray(half)), 'attachment_storage_full');
    const partial = join(dirOf(XIANGTAN), 'partial', `${XIANGTAN}-${id}`);
    const kept = succeeded(await clerk.get<{ offset: number }>(`/attachments/${id}`)).offset;
    expect(kept).toBe(half);
    // Four whole sealed chunks and not a byte of the fifth.
    expect(statSync(partial).size).toBe(4 * (256 * 1024 + 23));
    // The node goes on with everything else.
    expect((await fetch(`${cities.node(XIANGTAN).url}/health/ready`)).status).toBe(200);
    await collectWith();
    disk.clear();
    succeeded(await upload.put(id, kept, bytes.subarray(kept)));
    const { file } = succeeded(await upload.complete(id));
    expect(file?.size).toBe(bytes.length);
    expect((await download(gateway, clerk, `/attachments/${id}/content`)).bytes.equals(bytes)).toBe(true);
    expect(readdirSync(join(dirOf(XIANGTAN), 'partial'))).toEqual([]);
  });

  it('in the home city only makes the file wait, with its events applied', async () => {
    const away = makeSmallDisk(dirOf(CHANGSHA), 4);
    try {
      away.fill();
      const caseNo = await collectWith(await uploading(gateway, clerk).whole('表.pdf', aPdf(MEGABYTE, 3)));
      await untilStatus(reviewer, caseNo, 'RECEIVED');
      await until('长沙 finds no room', async () => {
        const sql = "select 1 from attachment where case_no = $1 and fault = 'attachment_storage_full'";
        return (await cities.sql(CHANGSHA, sql, [caseNo])).length === 1;
      });
      away.clear();
      await untilHere(reviewer, caseNo);
    } finally {
      away.remove();
    }
  });
});

describe('files that nobody needs any more', () => {
  let ended: string;
  let open: string;
  let unused: string;
  const pathOf = (caseNo: string, id: string): string => `/cases/${caseNo}/attachments/${id}/content`;
  const files = new Map<string, MaterialFile>();
  const rowsOf = async (city: string, id: string): Promise<{ key: boolean }[]> =>
    cities.sql(city, 'select wrapped_key is not null as key from attachment where id = $1', [id]);

  beforeAll(async () => {
    const upload = uploading(gateway, clerk);
    const [one, two, three] = [
      await upload.whole('一.pdf', aPdf(400_000, 11)),
      await upload.whole('二.pdf', aPdf(400_000, 12)),
      await upload.whole('三.pdf', aPdf(1000, 13)),
    ] as const;
    ended = await collectWith(one);
    open = await collectWith(two);
    files.set(ended, one).set(open, two);
    unused = three.id;
    for (const caseNo of [ended, open]) {
      await untilStatus(reviewer, caseNo, 'RECEIVED');
      await untilHere(reviewer, caseNo);
    }
    const refused = { reason: '示例：不属本机关职权', legalGround: '示例依据', competentAuthority: '示例机关' };
    succeeded(await reviewer.act(ended, 'refusal', { act: 'NOT_ACCEPTED', ...refused }));
    await untilStatus(clerk, ended, 'NOT_ACCEPTED');
    await cities.quiet();
    for (const city of PAIR) await cities.stopNode(city);
    for (const city of PAIR) {
      const node = await cities.startNode(city, { clock: later, env: { TONGBAN_RETENTION_DAYS: String(DAYS) } });
      await node.started;
    }
    await signIn(later);
  }, 120_000);

  it('are destroyed with the data of their case, file and key, in both cities', async () => {
    const { id } = files.get(ended)!;
    for (const city of PAIR) {
      await until(`${city} has nothing of it any more`, async () => {
        return (await rowsOf(city, id)).length === 0 && !storedIn(city).some((name) => name.endsWith(id));
      });
      expect(await cities.sql(city, 'select 1 from attachment_use where case_no = $1', [ended])).toEqual([]);
    }
    for (const desk of [clerk, reviewer]) refusal(await desk.get(pathOf(ended, id)), 'attachment_gone');
    expect(succeeded(await reviewer.get(`/cases/${ended}/attachments`))).toEqual({ caseNo: ended, items: [] });
  });

  it('leave chain and evidence of the case as they were', async () => {
    for (const city of PAIR) {
      const desk = await gateway.signIn(city, 'supervisor1');
      const { body } = await desk.get<EvidenceFile & Record<string, unknown>>(`/cases/${ended}/evidence`);
      expect(body.events.every((event) => event.data === null)).toBe(true);
      const report = await verifyEvidence(body, cities.federation.fingerprint);
      expect(report).toMatchObject({ ok: true, firstBroken: null });
    }
  });

  it('stay in a case that goes on', async () => {
    for (const desk of [clerk, reviewer]) {
      const { bytes } = await download(gateway, desk, pathOf(open, files.get(open)!.id));
      expect(bytes.equals(aPdf(400_000, 12))).toBe(true);
    }
  });

  it('are erased after their time where no case ever named them', async () => {
    await until('the unused upload is gone', async () => {
      return (await rowsOf(XIANGTAN, unused)).length === 0 && !storedIn(XIANGTAN).some((name) => name.endsWith(unused));
    });
    refusal(await clerk.get(`/attachments/${unused}`), 'attachment_not_found');
  });
});
