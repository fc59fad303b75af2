import { answered, api, type Schemas } from '../api/client.js';

type Case = Schemas['CaseSummary'];

/** What is done for many cases at once on an on-site day: 统一受理, 统一勘验 (its start and its result), 统一发证. */
export const BATCH_ACTS = ['accept', 'start', 'inspect', 'issue'] as const;
export type BatchAct = (typeof BATCH_ACTS)[number];

/** Cases under one batch at most, as the API takes them. */
export const MOST_CASES = 100;

const FROM: Readonly<Record<BatchAct, readonly Case['status'][]>> = {
  accept: ['RECEIVED', 'COLLECTED'],
  start: ['ACCEPTED'],
  inspect: ['SUSPENDED'],
  issue: ['APPROVED'],
};

/** Those of the cases that stand where the act begins; the node judges each of them again. */
export const fitting = (act: BatchAct, cases: readonly Case[]): Case[] =>
  cases.filter(({ status }) => FROM[act].includes(status));

/** Whether a batch of any kind begins where this case stands. */
export const mayTick = ({ status }: Case): boolean => Object.values(FROM).some((from) => from.includes(status));

/** What a person fills in, all texts; each act takes its own. */
export interface BatchForm {
  label: string;
  workingDays: string;
  reason: string;
  result: string;
  validUntil: string;
  /** Numbers of results by case number. */
  numbers: Record<string, string>;
}

export const emptyBatch = (): BatchForm => ({
  ...{ label: '', workingDays: '', reason: '', result: '', validUntil: '', numbers: {} },
});

/** What is still to be filled in, as names of the form. */
export function missingOf(act: BatchAct, form: BatchForm, cases: readonly string[]): string[] {
  const filled = (text: string | undefined): boolean => Boolean(text?.trim());
  const days = Number(form.workingDays);
  return [
    ...(filled(form.label) ? [] : ['label']),
    ...(act === 'start' && !(Number.isInteger(days) && days >= 1 && days <= 250) ? ['workingDays'] : []),
    ...(act === 'start' && !filled(form.reason) ? ['reason'] : []),
    ...(act === 'inspect' && !filled(form.result) ? ['result'] : []),
    ...(act === 'issue' && !cases.every((caseNo) => filled(form.numbers[caseNo])) ? ['numbers'] : []),
  ];
}

/** Sends one batch. The same key with the same content does nothing twice. Throws ApiProblem, ServerAway. */
export function sendBatch(
  act: BatchAct,
  form: BatchForm,
  caseNos: readonly string[],
  key: string,
): Promise<Schemas['Batch']> {
  const params = { header: { 'Idempotency-Key': key } };
  const label = form.label.trim();
  const cases = caseNos.map((caseNo) => ({ caseNo }));
  switch (act) {
    case 'accept':
      return answered(api.POST('/api/v1/batches/acceptance', { params, body: { label, cases } }));
    case 'start': {
      const body = { label, cases, workingDays: Number(form.workingDays), reason: form.reason.trim() };
      return answered(api.POST('/api/v1/batches/inspection-start', { params, body }));
    }
    case 'inspect': {
      const body = { label, cases, result: form.result.trim() };
      return answered(api.POST('/api/v1/batches/inspection', { params, body }));
    }
    case 'issue': {
      const results = caseNos.map((caseNo) => ({ caseNo, resultNo: (form.numbers[caseNo] ?? '').trim() }));
      const body = { label, cases: results, ...(form.validUntil ? { validUntil: form.validUntil } : {}) };
      return answered(api.POST('/api/v1/batches/results', { params, body }));
    }
  }
}

/** The number after another: its last digits counted on, as wide as they are. Null where it ends in none. */
export function numberAfter(number: string): string | null {
  const digits = /\d+$/.exec(number)?.[0];
  if (digits === undefined) return null;
  return number.slice(0, -digits.length) + String(BigInt(digits) + 1n).padStart(digits.length, '0');
}

/** The rows of a report with those of a repetition in their places. */
export function reportWith(before: Schemas['Batch'] | null, came: Schemas['Batch']): Schemas['Batch'] {
  const news = new Map(came.items.map((item) => [item.caseNo, item]));
  const items = before ? before.items.map((item) => news.get(item.caseNo) ?? item) : came.items;
  const done = items.filter((item) => item.done).length;
  return { label: came.label, items, done, refused: items.length - done };
}
