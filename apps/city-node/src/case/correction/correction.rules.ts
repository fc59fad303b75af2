import type { Defect, DefectFound, ServiceItemDefinition } from '#contracts';
import type { CorrectionStep } from '../application-reads.js';

type Named = Pick<DefectFound, 'kind' | 'code'>;
const key = ({ kind, code }: Named): string => `${kind}/${code}`;

/** Defects of fields or materials that the item does not have. */
export function unknownDefects(item: ServiceItemDefinition, defects: readonly Named[]): Named[] {
  return defects.filter(({ kind, code }) =>
    kind === 'FIELD' ? !item.fields.some((f) => f.code === code) : !item.materials.some((m) => m.code === code),
  );
}

/**
 * 一次性告知: in a later round marks each defect that could have been named before. What the applicant has changed since
 * the last notice is new, and what was named then and has not been mended was told in time; all else was there to see.
 */
export function markVisible(defects: readonly DefectFound[], before: readonly CorrectionStep[]): Defect[] {
  const last = before.findLastIndex((step) => 'notice' in step);
  const notice = before[last];
  if (!notice || !('notice' in notice)) return defects.map((defect) => ({ ...defect, visibleBefore: false }));
  const excused = new Set(notice.notice.defects.map(key));
  for (const step of before.slice(last + 1)) {
    if (!('supplied' in step)) continue;
    for (const code of Object.keys(step.supplied.form)) excused.add(key({ kind: 'FIELD', code }));
    for (const { code } of step.supplied.materials) excused.add(key({ kind: 'MATERIAL', code }));
  }
  return defects.map((defect) => ({ ...defect, visibleBefore: !excused.has(key(defect)) }));
}

/** What a notice names and a supplement leaves out. */
export function leftOut(
  defects: readonly Named[],
  supply: { form: Readonly<Record<string, unknown>>; materials: readonly { code: string }[] },
): Named[] {
  return defects
    .filter(({ kind, code }) =>
      kind === 'FIELD' ? supply.form[code] === undefined : !supply.materials.some((one) => one.code === code),
    )
    .map(({ kind, code }) => ({ kind, code }));
}
