import { isCalendarDate, isMobilePhone } from '#contracts/codes';
import { numberState } from './id-number.js';
import { inPart } from './places.js';
import type { Item, TypedCase, TypedPaper } from './typed-case.js';

/** Something that is missing or wrong before anything is sent; `words` is a key below `counter.faults`. */
export interface CaseFault {
  readonly place: string;
  readonly words: string;
  readonly named?: Readonly<Record<string, string | number>>;
}

/** What the console can tell by itself, in the order of the paper. The node judges again, and by all of its rules. */
export function caseFaults(
  typed: TypedCase,
  item: Item | null,
  partItems: ReadonlyMap<string, Item> = new Map(),
): CaseFault[] {
  if (!item || typed.mode === '') return [{ place: 'item', words: 'item' }];
  const faults = [...personFaults('applicant', typed.applicant)];
  if (typed.byAgent) faults.push(...personFaults('agent', typed.agent));
  if (!typed.matched) faults.push({ place: 'identity', words: 'identity' });
  if (!typed.noticeGivenAt) faults.push({ place: 'notice', words: 'notice' });
  faults.push(...paperFaults(typed, item, typed.mode === 'ONLINE'));
  for (const { key, mode } of item.joint?.parts ?? []) {
    const part = typed.parts[key];
    const partItem = partItems.get(key);
    if (!part?.wanted) continue;
    if (partItem) faults.push(...paperFaults(part, partItem, mode === 'ONLINE', key));
    else faults.push({ place: `${inPart(key)}city`, words: 'partCity' });
  }
  if (typed.delivery.kind === 'PICKUP' && !typed.delivery.pointId) faults.push({ place: 'delivery', words: 'point' });
  return faults;
}

function personFaults(
  who: 'applicant' | 'agent',
  person: { name: string; certificateType: string; certificateNo: string; phone: string },
): CaseFault[] {
  const faults: CaseFault[] = [];
  const state = numberState(person.certificateType, person.certificateNo);
  const place = `${who}.certificateNo`;
  if (state.is === 'wrong') faults.push({ place, words: `number.${state.why}` });
  if (state.is === 'wait') faults.push({ place, words: state.typed === 0 ? 'empty' : 'number.length' });
  if (person.name.trim() === '') faults.push({ place: `${who}.name`, words: 'empty' });
  const phone = person.phone.trim();
  if (!isMobilePhone(phone)) faults.push({ place: `${who}.phone`, words: phone === '' ? 'empty' : 'phone' });
  return faults;
}

function paperFaults(paper: TypedPaper, item: Item, isOnline: boolean, part?: string): CaseFault[] {
  const prefix = inPart(part);
  const faults = item.fields.flatMap((field): CaseFault[] => {
    const words = fieldFault(field, paper.fields[field.code] ?? '');
    return words === null
      ? []
      : [{ place: `${prefix}form.${field.code}`, words, named: { most: field.maxLength ?? 500 } }];
  });
  for (const { code, name, required, originalRequired, source } of item.materials) {
    const line = paper.materials[code];
    if (source !== 'APPLICANT' || !line) continue;
    const place = `${prefix}materials.${code}`;
    if (required && !line.taken && !line.deferred) faults.push({ place, words: 'material', named: { name } });
    if (line.taken && originalRequired && !isOnline && !line.originalSeen) {
      faults.push({ place: `${place}.original`, words: 'original', named: { name } });
    }
  }
  return faults;
}

/** Key of what is wrong with a field of the form; null where nothing is. */
export function fieldFault(field: Item['fields'][number], typed: string): string | null {
  const text = typed.trim();
  if (text === '') return field.required ? 'empty' : null;
  if (field.kind === 'NUMBER') return Number.isFinite(Number(text)) ? null : 'figure';
  if (field.kind === 'DATE') return isCalendarDate(text) ? null : 'date';
  if (field.kind === 'CHOICE') return field.choices?.includes(text) ? null : 'choice';
  return text.length <= (field.maxLength ?? 500) ? null : 'long';
}

/** A day as people type it (20260901, 2026.9.1, 2026年9月1日) in the API's spelling; other texts stay as they are. */
export function plainDate(text: string): string {
  const match = /^\s*(\d{4})(?:[-./年]?(\d{2})[-./月]?(\d{2})日?|[-./年](\d{1,2})[-./月](\d{1,2})日?)\s*$/.exec(text);
  if (!match) return text;
  const [, year, month = match[4] ?? '', day = match[5] ?? ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
