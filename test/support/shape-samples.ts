import { readdirSync, readFileSync } from 'node:fs';
import type { ClassConstructor } from 'class-transformer';
import * as contracts from '#contracts';
import { figureSamples } from './figure-samples.js';
import { operationsSamples } from './operations-samples.js';
import { pickupSamples } from './pickup-samples.js';
import { queueSamples } from './queue-samples.js';

/** A class of the contracts. */
export type Shape = ClassConstructor<object>;
/** A value as JSON gives it. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
const { FACT_TABLE } = contracts;

const folder = new URL('../../libs/contracts/src/examples/', import.meta.url);
const read = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${name}.v1.json`, folder), 'utf8')) as Record<string, string>;
const parsed = (text: string | undefined): Record<string, Json> => JSON.parse(text ?? '') as Record<string, Json>;
const dataOf = (name: string): Record<string, Json> => parsed(read(name)['data'])['body'] as Record<string, Json>;
const [batch, question, answer] = [read('wire.batch'), read('wire.question'), read('wire.answer')];
const EXAMPLES = readdirSync(folder)
  .filter((name) => /^[a-z].*\.v1\.json$/.test(name) && !/^(keys|wire)\./.test(name))
  .map((name) => {
    const { payload, data } = read(name.slice(0, -'.v1.json'.length));
    const { type, typeVersion } = parsed(payload);
    return { type, version: typeVersion, body: parsed(data)['body'] as Record<string, Json> };
  });
/** A well-formed hash. */
export const HASH = 'a'.repeat(64);
const FILE_ID = 'b'.repeat(32);
/** A well-formed case number. */
export const CASE_NO = 'KY4301004303002026112001234567Z';
const HEADS = [{ city: '430300', seq: 1, hash: HASH }];
const ITEM = { itemCode: 'CS-YB-001', mode: 'PROXY_COLLECT' };
const { application } = dataOf('case.collected');
const ACT = { caseNo: CASE_NO };
const YEAR = { year: 2027, final: true, officeFrom: '09:00', officeTo: '17:00', source: '样本', sampleNote: '样本' };
const MANDATE = {
  ...{ id: 'CS-WT-001', to: '430300', items: ['CS-SB-002'], acts: ['ACCEPT'], legalGround: '样本', sample: true },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2027-01-01T00:00:00.000Z' },
};
const AGENT = { name: '样本代办', certificateType: '414', certificateNo: 'E12345678', phone: '13907310000' };
const MATERIALS = (application as { materials: Json[] }).materials;
const MATERIAL = { code: 'M05', form: 'PAPER', originalSeen: false, copies: 1 };
const WITH_AGENT = { ...(application as object), agent: AGENT, note: '样本' } as Json;

/** A good value of each shape that is read as a whole; the shapes nested in them are found in these. */
export const SAMPLES: [Shape, ...Json[]][] = [
  ...FACT_TABLE.map(({ type, version, data }): [Shape, ...Json[]] => {
    const of = EXAMPLES.filter((one) => one.type === type && one.version === version);
    return [data, ...of.map((one) => one.body)];
  }),
  [
    contracts.JointOpened,
    {
      onRefusal: 'PARTIAL',
      parts: [
        {
          ...{ key: 'pay-out', name: '样本', homeCity: '430100', itemCode: 'CS-GJJ-102', itemVersion: 1 },
          ...{ mode: 'PROXY_COLLECT', after: [], form: { bankName: '样本' }, materials: MATERIALS },
        },
      ],
    },
  ],
  [contracts.EventPayload, parsed(read('case.collected')['payload']), parsed(read('handover.instructed')['payload'])],
  [contracts.EventData, parsed(read('case.collected')['data'])],
  [contracts.SealStatement, parsed(read('wire.seal')['payload'])],
  [contracts.BatchStatement, parsed(batch['payload'])],
  [contracts.BatchBody, parsed(batch['body'])],
  [
    contracts.Receipt,
    { ...parsed(read('wire.receipt')['payload']), outcomes: [{ n: 1, outcome: 'kept', reason: 'data_invalid' }] },
  ],
  [contracts.Question, parsed(question['payload'])],
  [contracts.Answer, parsed(answer['payload'])],
  [contracts.LinkStatusQuestion, parsed(question['payload'])['body'] as Json],
  [contracts.LinkStatusAnswer, parsed(answer['payload'])['body'] as Json],
  [contracts.LinkHeadsQuestion, { numbers: [1, 5] }],
  [contracts.LinkHeadsAnswer, { heads: [HASH, null] }],
  [
    contracts.ItemPrecheckQuestion,
    { ...ITEM, itemVersion: 1, applicantType: 'LEGAL', byAgent: false, materials: ['M01'] },
  ],
  [
    contracts.ItemPrecheckAnswer,
    { taken: true, reasons: [], missingMaterials: ['M02'], currentVersion: 3, queueLength: 0 },
    { taken: false, reasons: ['item_unknown'], missingMaterials: [], currentVersion: null, queueLength: 2 },
  ],
  [contracts.LinkFetchQuestion, { from: 1, head: 'ab'.repeat(32), outcomesTo: 0 }],
  [
    contracts.LinkFetchAnswer,
    {
      upTo: 2,
      head: 'ab'.repeat(32),
      waiting: 0,
      sentTo: 3,
      seals: ['a.b.c'],
      entries: [
        { n: 1, hash: 'cd'.repeat(32), payload: '{}', data: null, seal: 0, leaf: 0, path: ['ef'.repeat(32)] },
        { n: 2, hash: 'cd'.repeat(32), payload: null, data: null, seal: 0, leaf: 1, path: [] },
      ],
      receipt: null,
    },
  ],
  [
    contracts.InstantRule,
    {
      ruleId: 'CS-R01',
      name: '样本',
      upTo: 'DECIDED',
      conditions: [
        { field: 'amount', atLeast: 0, atMost: 5000 },
        { field: 'kind', oneOf: ['甲'] },
      ],
      decisionReason: '样本',
    },
  ],
  [contracts.CommitmentTerms, { verifyWithinWorkingDays: 20, conditions: '样本', consequences: '样本' }],
  [contracts.SpecialProcedure, { kind: 'HEARING', maxWorkingDays: 20 }],
  [contracts.StandingTerms, { maxMonths: 24, payment: true }],
  [
    contracts.JointPlan,
    {
      onRefusal: 'PARTIAL',
      parts: [
        {
          key: 'verify-purchase',
          name: '样本',
          mode: 'ONLINE',
          candidates: [{ homeCity: '430100', itemCode: 'CS-GJJ-001' }],
          after: ['transfer-out'],
          optional: false,
        },
      ],
    },
  ],
  [contracts.ReleasePartner, { partner: '430100', reason: '示例：演练' }],
  [contracts.CaseHeadQuestion, { lane: `case/${CASE_NO}` }],
  [contracts.CaseHeadAnswer, { heads: HEADS, asOf: '2026-11-20T01:02:03.004Z' }],
  [contracts.DirectorySinceQuestion, { number: 0 }],
  [contracts.DirectorySinceAnswer, { directories: ['样本'] }],
  [contracts.DirectoryDocument, parsed(read('wire.directory')['payload'])],
  [contracts.Supervision, { supervisor: '430000', cities: ['430100', '430200'] }],
  [contracts.SignIn, { username: 'clerk1', password: 'sample' }],
  [contracts.SignInByProvider, { idToken: 'eyJhbGciOiJSUzI1NiJ9.eyJzYW1wbGUiOjF9.c2FtcGxl' }],
  [contracts.NoInput, {}],
  [contracts.AttachmentChunkQuestion, { caseNo: CASE_NO, id: FILE_ID, index: 0 }],
  [contracts.AttachmentChunkAnswer, { index: 0, bytes: 'eA', path: [HASH] }],
  [contracts.CreateUpload, { name: '样本.pdf', size: 1, type: 'application/pdf' }, { name: '样本', size: 0 }],
  [contracts.SendUpload, { id: FILE_ID, offset: 0, bytes: 'eA==' }],
  [contracts.UploadRef, { id: FILE_ID }],
  [contracts.ReadUpload, { id: FILE_ID, index: 199 }],
  [contracts.ReadAttachment, { caseNo: CASE_NO, id: FILE_ID, index: 0 }],
  [contracts.PageRequest, { page: 1, pageSize: 200 }, {}],
  [contracts.ListItems, { page: 2, homeCity: '430100', query: '医保' }],
  [contracts.GetItem, { homeCity: '430100', itemCode: ITEM.itemCode, version: 1 }],
  [contracts.PrecheckItem, { ...ITEM, homeCity: '430100', applicantType: 'NATURAL', materials: ['M01', 'M02'] }],
  [
    contracts.CollectCase,
    { ...ITEM, homeCity: '430100', application: application as Json },
    { ...ITEM, homeCity: '430100', urgency: 'URGENT', forward: false, application: WITH_AGENT },
  ],
  [
    contracts.CollectJointCase,
    {
      ...{ itemCode: 'XT-LB-001', itemVersion: 1, urgency: 'URGENT', application: application as Json },
      parts: [{ key: 'pay-out', homeCity: '430100', form: { bankName: '样本' }, materials: MATERIALS }],
    },
  ],
  [
    contracts.ApproveStanding,
    { ...ACT, reason: '样本', dayOfMonth: 20, from: '2026-12', until: '2027-11', ceilingYuan: 3000.5 },
  ],
  [contracts.CaseRef, ACT],
  [contracts.CaseNotice, { ...ACT, kind: 'ACCEPTANCE_NOTICE', number: 'SL430100-20261123-01234567Z' }],
  [
    contracts.DocumentRef,
    {
      kind: 'ACCEPTANCE_NOTICE',
      number: 'SL430100-20261123-01234567Z',
      template: 1,
      date: '2026-11-23',
      dueOn: '2027-01-08',
      provisional: true,
      sample: true,
      sha256: HASH,
    },
  ],
  [contracts.AcceptCase, { ...ACT, note: '样本' }],
  [
    contracts.RequestCorrection,
    { ...ACT, defects: [{ kind: 'MATERIAL', code: 'M01', problem: '样本', remedy: '样本' }] },
  ],
  [contracts.SupplyCorrection, { ...ACT, form: { bankName: '样本' }, materials: [MATERIAL], note: '样本' }],
  [
    contracts.ListPeople,
    { query: 'clerk', role: 'clerk', windowId: 'CS-W01', unitId: 'CS-U1', state: 'enabled', page: 1 },
  ],
  [contracts.PersonRef, { username: 'clerk1' }],
  [
    contracts.SavePerson,
    { username: 'clerk9', displayName: '样本', role: 'clerk', windowId: 'CS-W01', subject: 'a-b', passwordless: true },
  ],
  [contracts.DisablePerson, { username: 'clerk9', reason: '样本' }],
  [contracts.ImportPeople, { csv: '用户名,姓名,岗位', dryRun: true }],
  [contracts.PlaceRef, { id: 'CS-H1' }],
  [contracts.SaveHall, { id: 'CS-H1', name: '样本', disabled: false }],
  [contracts.SaveWindow, { id: 'CS-W09', name: '样本', hallId: 'CS-H1', kind: 'PICKUP', unitId: 'CS-U1' }],
  [contracts.SaveUnit, { id: 'CS-U1', name: '样本', department: '样本局' }],
  [contracts.ListAdministrationRecords, { subject: 'clerk9', page: 1 }],
  [contracts.ChangePassword, { current: 'x', next: 'y' }],
  [contracts.RecordExport, { format: 'csv', filters: '{}', person: false }],
  [contracts.DraftRef, { draftId: 'draft-0001' }],
  [contracts.SaveDraft, { draftId: 'draft-0001', version: 0, kind: 'collect', label: '样本', content: '{}' }],
  [contracts.SaveView, { name: '样本', address: 'status=RECEIVED' }],
  [contracts.ViewRef, { name: '样本' }],
  [contracts.CaseReason, { ...ACT, reason: '样本' }],
  [contracts.AnswerWithdrawal, { ...ACT, act: 'GRANTED', reason: '样本' }],
  [contracts.RevokeCase, { ...ACT, reason: '样本', legalGround: '样本' }],
  [contracts.AcceptConditionally, { ...ACT, deferred: ['M05'], deferDueOn: '2026-12-01', note: '样本' }],
  [contracts.SupplyDeferred, { ...ACT, materials: [MATERIAL] }],
  [contracts.ApproveOnPromise, { ...ACT, reason: '样本' }],
  [contracts.VerifyCommitment, { ...ACT, act: 'PASSED', finding: '样本' }],
  [contracts.StartProcedure, { ...ACT, kind: 'HEARING', workingDays: 20, reason: '样本' }],
  [contracts.EndProcedure, { ...ACT, kind: 'HEARING', result: '样本' }],
  [contracts.InstructAgain, { ...ACT, city: '430300', pointId: 'XT-P01' }],
  [contracts.PostResult, { ...ACT, carrier: '样本', trackingNo: 'SF-0001-0001' }],
  [contracts.ExtendCase, { ...ACT, reason: '样本', approver: '样本' }],
  [contracts.NoteOpinion, { ...ACT, step: 'HANDLE', opinion: 'AGREE', words: '样本' }],
  [contracts.MovePapers, { ...ACT, sheets: 3, note: '样本' }],
  [
    contracts.RefuseCase,
    { ...ACT, act: 'NOT_REQUIRED', reason: '样本', legalGround: '样本', competentAuthority: '样本' },
  ],
  [contracts.DecideCase, { ...ACT, act: 'REJECTED', reason: '样本', remedies: '样本' }],
  [contracts.IssueResult, { ...ACT, resultNo: 'S-1', validUntil: '2027-01-31' }],
  ...pickupSamples(ACT),
  ...queueSamples(ACT),
  ...operationsSamples(HASH),
  [
    contracts.ListCases,
    { status: 'COLLECTED', role: 'home', partner: '430200', scope: 'mine', collectedFrom: '2026-11-01' },
  ],
  [contracts.SearchCases, { group: 'UNDERWAY', certificateNo: 'E12345678', applicantName: '样本', due: 'OVERDUE' }],
  [contracts.ListPickupPoints, { city: '430100', lat: 28.2, lon: 112.9 }],
  [contracts.ListCards, { level: 'YELLOW', leg: 'window', city: '430100', state: 'OPEN', page: 1 }],
  [contracts.AnswerCard, { ...ACT, cardId: 'promise-20261102T020000000Z-YELLOW', words: '样本' }],
  ...figureSamples(CASE_NO),
  [contracts.ListFigures, { from: '2026-01-01', to: '2026-12-31', by: 'pair', itemCode: 'CS-YB-001', mode: 'DIRECT' }],
  [contracts.ListOpenCases, { state: 'OVERDUE', collecting: '430300', home: '430100', page: 1, pageSize: 20 }],
  [contracts.SetThresholds, { leg: 'making', warnDaysLeft: 1, warnUsedPercent: 80, replyWithinWorkingDays: 3 }],
  [contracts.ListCalendar, { city: '430100', year: 2026 }, {}],
  [
    contracts.ImportCalendar,
    { ...YEAR, daysOff: ['2027-01-01'], workedDays: ['2027-02-06'], extraDaysOff: ['2027-04-08'], sample: true },
  ],
  [contracts.PublishDelegation, MANDATE, { ...MANDATE, revokedAt: '2026-06-01T00:00:00.000Z' }],
  [contracts.ListDelegations, { city: '430100' }, {}],
  [contracts.ActWithReason, { ...ACT, reason: '核对' }],
  [contracts.SampleCase, { ...ACT, act: 'PASSED', finding: '示例' }],
  [contracts.DisputeJurisdiction, { ...ACT, reason: '核对', proposedCity: '430100' }],
  [contracts.SettleJurisdiction, { ...ACT, reason: '核对', settledBy: '示例市' }],
  [contracts.RerouteCase, { ...ACT, toCity: '430100', itemCode: 'CS-YB-001', itemVersion: 1, reason: '核对' }],
  [contracts.PartnerRef, { partner: '430100' }],
  [contracts.ListMessages, { partner: '430100', outcome: 'parked' }],
  [
    contracts.EvidenceFile,
    {
      ...{ kind: 'tongban-evidence', v: 1, caseNo: CASE_NO, complete: true, exportedBy: '430100' },
      ...{
        exportedAt: '2026-11-20T01:02:03.004Z',
        federation: { kid: 'f1', x: 'A'.repeat(43) },
        directories: ['样本'],
      },
      events: [
        {
          ...{ author: '430300', seq: 1, hash: HASH, payload: '{}', data: null },
          seal: { signature: 'a.b.c', leaf: 0, path: [HASH] },
          receipts: [{ partner: '430100', n: 1, headBefore: HASH, following: [HASH], receipt: 'a.b.c' }],
        },
      ],
    },
  ],
];
