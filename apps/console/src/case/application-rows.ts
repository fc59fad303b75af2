import type { Schemas } from '../api/client.js';
import type { CaseView, Item } from './open-case.js';

type Defect = NonNullable<CaseView['correction']>['defects'][number];

/** One field or material of an application, as the home city's list names it, with what is said of it. */
export interface ApplicationRow {
  readonly kind: 'FIELD' | 'MATERIAL';
  readonly code: string;
  readonly label: string;
  readonly value: string;
  /** Named in the newest notice of correction. */
  readonly defect: Defect | null;
  /** 容缺: may come until this day. */
  readonly deferredUntil: string | null;
  readonly deferrable: boolean;
  readonly files: readonly Schemas['Attachment'][];
}

type Told = Pick<CaseView, 'application' | 'correction' | 'deferral'>;

/** Fields in the order of the form; what the form no longer knows stands behind them. */
export function fieldRows({ application, correction }: Told, item: Item | null): ApplicationRow[] {
  if (!application) return [];
  const known = item?.fields.map(({ code, label }) => ({ code, label })) ?? [];
  const others = Object.keys(application.form).filter((code) => !known.some((field) => field.code === code));
  return [...known, ...others.map((code) => ({ code, label: code }))].map(({ code, label }) => ({
    kind: 'FIELD',
    code,
    label,
    value: String(application.form[code] ?? ''),
    defect: defectOf(correction, 'FIELD', code),
    deferredUntil: null,
    deferrable: false,
    files: [],
  }));
}

/** Materials of the checklist that are here, are required, or are talked of. */
export function materialRows(
  { application, correction, deferral }: Told,
  item: Item | null,
  files: readonly Schemas['Attachment'][],
  words: (key: string, values?: Record<string, unknown>) => string,
): ApplicationRow[] {
  if (!application) return [];
  const known = item?.materials ?? [];
  const others = application.materials.filter(({ code }) => !known.some((one) => one.code === code));
  const all = [
    ...known.map(({ code, name, required, deferrable }) => ({ code, name, required, deferrable: deferrable ?? false })),
    ...others.map(({ code }) => ({ code, name: code, required: true, deferrable: false })),
  ];
  return all.flatMap(({ code, name, required, deferrable }): ApplicationRow[] => {
    const here = application.materials.find((one) => one.code === code);
    const defect = defectOf(correction, 'MATERIAL', code);
    const owed = deferral?.materials.some((one) => one.code === code) ?? false;
    if (!here && !required && !defect && !owed) return [];
    const value = here
      ? [
          words(`case.forms.${here.form}`),
          ...(here.copies > 0 ? [words('case.copies', { n: here.copies })] : []),
          ...(here.originalSeen ? [words('case.originalSeen')] : []),
          ...(here.note ? [here.note] : []),
        ].join('，')
      : words('case.notHere');
    const own = files.filter((file) => file.material === code);
    const deferredUntil = owed && !here ? (deferral?.dueOn ?? null) : null;
    return [{ kind: 'MATERIAL', code, label: name, value, defect, deferredUntil, deferrable, files: own }];
  });
}

const defectOf = (correction: CaseView['correction'], kind: Defect['kind'], code: string): Defect | null =>
  correction?.defects.find((one) => one.kind === kind && one.code === code) ?? null;
