import { ApiProblem } from '../api/problems.js';
import { inPart } from './places.js';
import type { TypedCase } from './typed-case.js';

/** Codes that concern one place of the form, whatever their details are. */
const OF_CODE: Readonly<Record<string, string>> = {
  pickup_point_unknown: 'delivery',
  agent_not_allowed: 'byAgent',
  agent_missing: 'byAgent',
  identity_mismatch: 'byAgent',
  applicant_type_not_allowed: 'applicant.type',
  commitment_not_offered: 'commitment',
  item_not_agreed: 'item',
  item_not_effective: 'item',
  item_withdrawn: 'item',
  item_unknown: 'item',
  city_unknown: 'item',
  joint_plan_missing: 'item',
};

/** Places of the form that a refusal is about, each with its sentence, in the order in which the server named them. */
export function placesOf(error: unknown, typed: TypedCase): Map<string, string> {
  if (!(error instanceof ApiProblem) || !error.problem) return new Map();
  const { code, title, remedy, details } = error.problem;
  const sentence = `${title}：${remedy}`;
  const part = inPart(typeof details.part === 'string' ? details.part : undefined);
  const places = new Map<string, string>();
  for (const fault of listIn(details.faults)) {
    const path = textIn(fault, 'path');
    if (path) places.set(placeOfPath(path, typed), textIn(fault, 'zh') ?? sentence);
  }
  if (typeof details.field === 'string') places.set(details.field, sentence);
  for (const material of listIn(details.materials)) {
    const at = typeof material === 'string' ? material : textIn(material, 'code');
    const suffix = code === 'original_required' ? '.original' : '';
    if (at) places.set(`${part}materials.${at}${suffix}`, sentence);
  }
  for (const field of listIn(details.fields)) {
    const at = typeof field === 'string' ? field : textIn(field, 'code');
    if (at) places.set(`${part}form.${at}`, sentence);
  }
  const own = OF_CODE[code];
  if (places.size === 0 && own) places.set(own, sentence);
  return places;
}

/** `application.materials.0.copies` → `materials.M01`; `application.applicant.phone` → `applicant.phone`. */
function placeOfPath(path: string, typed: TypedCase): string {
  const inside = path.replace(/^application\./, '').replace(/^deferAsked.*/, 'materials');
  const nth = /^materials\.(\d+)/.exec(inside);
  if (nth) {
    const taken = Object.entries(typed.materials).filter(([, line]) => line.taken);
    return `materials.${taken[Number(nth[1])]?.[0] ?? ''}`;
  }
  return inside.startsWith('delivery') ? 'delivery' : inside;
}

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
function textIn(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === 'string' ? found : undefined;
}
