import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { makeUscc, type CollectCase, type DirectoryDocument, type ErrorCode } from '#contracts';
import { signDirectory } from '../../deploy/local/federation.js';
import { aCollection, anApplication } from '../support/builders.js';
import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { until } from '../support/until.js';
import { refusal, withGateway, written, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';

const PAIR = [CHANGSHA, XIANGTAN];
/** The one item that the two cities leave out of their agreement in this test. */
const LEFT_OUT = 'CS-GJJ-001';
const ITEM_PATH = `/items/${CHANGSHA}/`;

let cities: ThreeCities;
let gateway: HttpGateway;
let clerk: HttpDesk;

/** Writes a directory in which 湘潭 collects for 长沙 by a list of items instead of by their scope. */
async function agreeOnListOnly(): Promise<void> {
  const { federation, dir } = cities;
  const document = decodeJwt<DirectoryDocument>(federation.directoryFile.directories[0] ?? '');
  const agreements = document.agreements.map((one) =>
    one.collecting === XIANGTAN && one.home === CHANGSHA ? { ...one, items: ['CS-YB-001', 'CS-YB-008'] } : one,
  );
  const signed = await signDirectory({ ...document, agreements }, federation.federationKey);
  const file = { ...federation.directoryFile, directories: [signed] };
  writeFileSync(join(dir, 'directory.json'), JSON.stringify(file));
}

beforeAll(async () => {
  cities = await threeCities('mistakes', { cities: PAIR, idle: true });
  await agreeOnListOnly();
  for (const city of PAIR) await cities.startNode(city);
  gateway = await withGateway(cities, { cities: PAIR });
  clerk = await gateway.signIn(XIANGTAN, 'clerk1');
  await until('the list of 长沙 is there', async () => {
    const { body } = await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`);
    return body.total >= 60;
  });
  await cities.quiet();
});
afterAll(async () => {
  await gateway?.close();
  await cities?.close();
});

/** The form of the sample item with something changed in a copy. */
function formWith(change: (form: CollectCase) => void): CollectCase {
  const form = aCollection();
  change(form);
  return form;
}

/** A legal person's application for an item that serves legal persons. */
function ofLegalPerson(certificateNo: string): CollectCase {
  const application = anApplication({ city: XIANGTAN, pointId: 'XT-P01' });
  application.applicant = {
    ...application.applicant,
    type: 'LEGAL',
    name: '湘潭示例医院有限公司',
    certificateType: '001',
    certificateNo,
  };
  application.form = { institutionName: '湘潭示例医院', changedField: '地址', newValue: '示例路2号' };
  application.materials = ['M02', 'M04'].map((code) => ({ code, form: 'PAPER', originalSeen: true, copies: 1 }));
  return { homeCity: CHANGSHA, itemCode: 'CS-YB-008', mode: 'PROXY_COLLECT', application };
}

const wrongLast = (no: string): string => no.slice(0, -1) + (no.endsWith('1') ? '2' : '1');
const uscc = makeUscc('91430300MA4L0ABC1');

const mistakes: [string, ErrorCode, () => CollectCase, Record<string, unknown>][] = [
  [
    'an identity number with a wrong last digit',
    'resident_id_invalid',
    () => formWith(({ application: { applicant } }) => (applicant.certificateNo = wrongLast(applicant.certificateNo))),
    { field: 'applicant.certificateNo' },
  ],
  [
    'an identity number of somebody not born yet',
    'resident_id_invalid',
    () => formWith(({ application: { applicant } }) => (applicant.certificateNo = '430302299902150015')),
    { field: 'applicant.certificateNo' },
  ],
  [
    "a legal person's code with a wrong check character",
    'uscc_invalid',
    () => ofLegalPerson(wrongLast(uscc)),
    { field: 'applicant.certificateNo' },
  ],
  [
    'a city that is in no directory',
    'city_unknown',
    () => formWith((form) => (form.homeCity = '440100')),
    { city: '440100' },
  ],
  [
    'an item that the home city does not have',
    'item_unknown',
    () => formWith((form) => (form.itemCode = 'CS-YB-999')),
    { itemCode: 'CS-YB-999' },
  ],
  [
    'a version that was never published',
    'item_unknown',
    () => formWith((form) => (form.itemVersion = 7)),
    { itemCode: 'CS-YB-001' },
  ],
  [
    'an item that the two cities did not agree on',
    'item_not_agreed',
    () => formWith((form) => (form.itemCode = LEFT_OUT)),
    { itemCode: LEFT_OUT },
  ],
  [
    'a mode that the two cities did not agree on',
    'item_not_agreed',
    () => formWith((form) => (form.mode = 'DELEGATED')),
    { mode: 'DELEGATED' },
  ],
  [
    'a mode in which the item is not offered',
    'item_not_agreed',
    () => formWith((form) => (form.mode = 'DIRECT')),
    { mode: 'DIRECT' },
  ],
  [
    'a required material that was not handed in',
    'material_missing',
    () => formWith(({ application }) => application.materials.splice(1, 1)),
    { materials: [{ code: 'M02', name: '医疗费用发票原件' }] },
  ],
  [
    'a material that is not in the checklist',
    'material_unknown',
    () =>
      formWith(({ application }) =>
        application.materials.push({ code: 'M77', form: 'PAPER', originalSeen: true, copies: 1 }),
      ),
    { materials: ['M77'] },
  ],
  [
    'an original that nobody looked at',
    'original_required',
    () => formWith(({ application }) => (application.materials[0]!.originalSeen = false)),
    { materials: [{ code: 'M01', name: '身份证明' }] },
  ],
  [
    'an empty required field',
    'field_missing',
    () => formWith(({ application }) => (application.form.hospitalName = '')),
    { fields: [{ code: 'hospitalName', label: '就诊医院' }] },
  ],
  [
    'a field that the item does not have',
    'field_unknown',
    () => formWith(({ application }) => (application.form.favouriteColour = '绿')),
    { fields: ['favouriteColour'] },
  ],
  [
    'a date that does not exist',
    'field_invalid',
    () => formWith(({ application }) => (application.form.admittedOn = '2026-02-30')),
    { fields: [{ code: 'admittedOn', label: '入院日期' }] },
  ],
  [
    'a legal person for an item of natural persons',
    'applicant_type_not_allowed',
    () => ({ ...ofLegalPerson(uscc), itemCode: 'CS-YB-001' }),
    { takes: 'NATURAL' },
  ],
  [
    'an identity check of an agent who is not there',
    'agent_missing',
    () => formWith(({ application }) => (application.identityCheck.subject = 'AGENT')),
    {},
  ],
  [
    'a pickup point that does not exist',
    'pickup_point_unknown',
    () => formWith(({ application }) => (application.delivery.pointId = 'XT-P99')),
    { pointId: 'XT-P99' },
  ],
];

describe('a form with mistakes is refused with a reason, and nothing is kept of it', () => {
  it.each(mistakes)('%s', async (_title, code, form, details) => {
    const before = await written(cities, PAIR);
    const sent = form();
    const answer = await clerk.post('/cases', sent);
    expect(refusal(answer, code)).toMatchObject(details);
    const { name, certificateNo, phone } = sent.application.applicant;
    for (const hidden of [name, certificateNo, phone]) expect(JSON.stringify(answer.body)).not.toContain(hidden);
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('half a form', async () => {
    const before = await written(cities, PAIR);
    const half = JSON.stringify(aCollection()).slice(0, -40);
    expect(refusal(await clerk.post('/cases', half), 'body_malformed')).not.toHaveProperty('body');
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('a form of half a megabyte', async () => {
    const before = await written(cities, PAIR);
    const huge = formWith(({ application }) => (application.note = '长'.repeat(200_000)));
    refusal(await clerk.post('/cases', huge), 'body_too_large');
    expect(await written(cities, PAIR)).toEqual(before);
  });

  it('missing, mistyped and surplus entries, all named at once in words', async () => {
    const before = await written(cities, PAIR);
    const form = formWith(({ application }) => (application.applicant.phone = '12345')) as unknown as Record<
      string,
      unknown
    >;
    const answer = await clerk.post('/cases', { ...form, mode: 'MAYBE', homeCity: undefined, priority: 1 });
    const { faults } = refusal(answer, 'request_invalid') as { faults: { path: string; zh: string }[] };
    const paths = faults.map((fault) => fault.path);
    expect(paths).toEqual(expect.arrayContaining(['mode', 'homeCity', 'priority', 'application.applicant.phone']));
    for (const { zh } of faults) expect(zh).toMatch(/[\u4e00-\u9fff]{2}/);
    expect(await written(cities, PAIR)).toEqual(before);
  });
});

describe('the same forms without the mistake', () => {
  it('are taken, one event for each fact', async () => {
    const [, before] = (await written(cities, PAIR)) as { events: number; cases: number }[];
    for (const form of [aCollection(), ofLegalPerson(uscc)]) {
      const { status, headers, body } = await clerk.post('/cases', form);
      expect([status, body.status]).toEqual([201, 'FORWARDED']);
      expect(headers.get('location')).toBe(`/api/v1/cases/${String(body.caseNo)}`);
    }
    const [, after] = (await written(cities, PAIR)) as { events: number; cases: number }[];
    expect(Number(after?.cases) - Number(before?.cases)).toBe(2);
  });

  it('the item left out of the agreement is offered by its home city all the same', async () => {
    const { status, body } = await clerk.get<{ itemCode: string }>(ITEM_PATH + LEFT_OUT);
    expect([status, body.itemCode]).toEqual([200, LEFT_OUT]);
  });
});
