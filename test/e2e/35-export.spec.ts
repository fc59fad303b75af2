import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inflateRawSync } from 'node:zlib';
import type { AdministrationRecordView, CaseView, Page } from '#contracts';
import { csvLine } from '../../apps/gateway/src/work-list/csv.js';
import { xlsxOf } from '../../apps/gateway/src/work-list/xlsx.js';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, withGateway, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
const CASES = 3;
let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;
const forms = Array.from({ length: CASES }, () => aCollection());
const made: string[] = [];

/** Files of an archive by its directory, as any program reads it. */
function unzipped(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, names] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const begin = bytes.readUInt32LE(at + 42);
    const data = begin + 30 + bytes.readUInt16LE(begin + 26);
    files.set(
      bytes.toString('utf8', at + 46, at + 46 + names),
      inflateRawSync(bytes.subarray(data, data + packed)).toString(),
    );
    at += 46 + names;
  }
  return files;
}

const download = async (ending: string, body: object, desk = clerk): Promise<{ type: string; bytes: Buffer }> => {
  const answer = await fetch(`${gateway.url}/api/v1/cases/exports/list.${ending}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${desk.token}` },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return { type: answer.headers.get('content-type') ?? '', bytes: Buffer.from(await answer.arrayBuffer()) };
};

beforeAll(async () => {
  cities = await threeCities('export', { cities: PAIR });
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  await until('湘潭 has the list of 长沙', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  for (const form of forms) made.push((await clerk.post<CaseView>('/cases', form)).body.caseNo);
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

describe('a list taken away as a file', () => {
  it('is a table that the usual program opens: every case once, in words', async () => {
    const { type, bytes } = await download('csv', { scope: 'mine' });
    expect(type).toBe('text/csv; charset=utf-8');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines[0]).toContain('"办件编号"');
    expect(
      lines
        .slice(1)
        .map((line) => line.slice(1, 32))
        .sort(),
    ).toEqual([...made].sort());
    expect(lines[1]).toMatch(/医保异地住院费用报销.*湘潭|城市430300/);
  });

  it('is the same as a workbook', async () => {
    const { bytes } = await download('xlsx', { scope: 'mine' });
    const sheet = unzipped(bytes).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row>/g)).toHaveLength(CASES + 1);
    for (const caseNo of made) expect(sheet).toContain(caseNo);
    expect(sheet).not.toContain('<f>');
  });

  it('tells no name and no number of anybody, not even where a person was searched for', async () => {
    const { certificateNo, name } = forms[1]!.application.applicant;
    const { bytes } = await download('csv', { certificateNo });
    const text = bytes.toString('utf8');
    expect(text).toContain(made[1]);
    expect(text).not.toContain(made[0]);
    expect(text).not.toContain(certificateNo);
    expect(text).not.toContain(name);
    expect(gateway.log.join('')).not.toContain(certificateNo);
  });

  it('is written down each time, and is not for everybody', async () => {
    const admin = await gateway.signIn(XIANGTAN, 'admin1');
    const { body } = await admin.get<Page<AdministrationRecordView>>('/administration-records?subject=clerk1');
    expect(body.items.map(({ act }) => act)).toEqual(['EXPORT_CASES', 'EXPORT_CASES', 'EXPORT_CASES']);
    expect(JSON.stringify(body)).not.toContain(forms[1]!.application.applicant.certificateNo);
    expect(body.items[0]?.changes).toContainEqual({ field: 'person', before: null, after: 'true' });
    const invited = await gateway.signIn(XIANGTAN, 'invited1');
    refusal(await invited.post('/cases/exports/list.csv'), 'role_not_allowed');
    refusal(await clerk.post('/cases/exports/list.csv', { status: 'NONE' }), 'request_invalid');
  });

  it('begins no formula, whatever somebody typed', async () => {
    const cells = ['=1+1', '+1', '-1', '@x', '\tx', 'a"b', '普通'];
    expect(csvLine(cells)).toBe(`"'=1+1","'+1","'-1","'@x","'\tx","a""b","普通"\r\n`);
    async function* rows(): AsyncGenerator<string[]> {
      await Promise.resolve();
      for (let i = 0; i < 5000; i += 1) yield ['=1+1', '<&">', `\0${i}`];
    }
    const pieces: Buffer[] = [];
    for await (const piece of xlsxOf('示例', rows())) pieces.push(piece);
    const sheet = unzipped(Buffer.concat(pieces)).get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row>/g)).toHaveLength(5000);
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>');
    expect(sheet).toContain('&lt;&amp;&quot;&gt;');
    expect(sheet).not.toMatch(/<f>|\0/);
  });
});
