import type { ActField, ActForm } from './act-table.js';

/** What stands in the fields of an act: always texts, or lists of codes. */
export type ActValues = Record<string, string | string[]>;

/** Fields as they are when the form is opened. */
export function emptyValues({ fields }: ActForm, given: ActValues = {}): ActValues {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const usual = field.kind === 'deferrable' ? [] : field.kind === 'choice' ? (field.choices?.[0] ?? '') : '';
      return [name, given[name] ?? usual];
    }),
  );
}

/** Names of fields that have to be filled in and are not. */
export function missingFields({ fields }: ActForm, values: ActValues): string[] {
  return Object.entries(fields)
    .filter(([name, field]) => !field.optional && values[name]?.length === 0)
    .map(([name]) => name);
}

/** The body of the request; what was left empty is left out. */
export function bodyOf({ fields, fixed }: ActForm, values: ActValues): Record<string, unknown> {
  const filled = Object.entries(fields).flatMap(([name, field]): [string, unknown][] => {
    const value = values[name] ?? '';
    if (value.length === 0) return [];
    return [[name, asAsked(field, value)]];
  });
  return { ...Object.fromEntries(filled), ...fixed };
}

const asAsked = (field: ActField, value: string | string[]): unknown =>
  field.kind === 'number' ? Number(value) : typeof value === 'string' ? value.trim() : value;
