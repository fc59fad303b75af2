import {
  isCalendarDate,
  type Application,
  type ApplicantType,
  type ErrorCode,
  type FormField,
  type HandlingMode,
  type ServiceItemDefinition,
} from '#contracts';

/** One reason why an item cannot be collected so; `details` name materials or fields, never what was written. */
export interface Unfit {
  code: ErrorCode;
  details: Record<string, unknown>;
}

/** Is the item offered at this instant, in this mode, to this kind of applicant? */
export function itemFaults(
  item: ServiceItemDefinition,
  request: { mode: HandlingMode; applicantType: ApplicantType; byAgent: boolean },
  at: string,
): Unfit[] {
  const faults: Unfit[] = [];
  if (at < item.effectiveAt) faults.push({ code: 'item_not_effective', details: { effectiveAt: item.effectiveAt } });
  if (item.withdrawnAt !== null && at >= item.withdrawnAt) {
    faults.push({ code: 'item_withdrawn', details: { withdrawnAt: item.withdrawnAt } });
  }
  if (!item.modes.includes(request.mode)) faults.push({ code: 'item_not_agreed', details: { mode: request.mode } });
  if (item.applicantType !== 'BOTH' && item.applicantType !== request.applicantType) {
    faults.push({ code: 'applicant_type_not_allowed', details: { takes: item.applicantType } });
  }
  if (request.byAgent && !item.agentAllowed) faults.push({ code: 'agent_not_allowed', details: {} });
  return faults;
}

/** Required materials that are not among `provided`; what authorities fetch themselves is never asked of people. */
export function missingMaterials(
  item: ServiceItemDefinition,
  provided: readonly string[],
): { code: string; name: string }[] {
  return item.materials
    .filter((m) => m.required && m.source === 'APPLICANT' && !provided.includes(m.code))
    .map(({ code, name }) => ({ code, name }));
}

/**
 * Checks materials and form of an application against the home city's own list. `deferAsked` names materials that the
 * applicant asks to bring later (容缺).
 */
export function applicationFaults(
  item: ServiceItemDefinition,
  application: Application,
  mode: HandlingMode = 'PROXY_COLLECT',
  deferAsked: readonly string[] = [],
): Unfit[] {
  const faults: Unfit[] = [];
  const provided = application.materials.map((m) => m.code);
  const missing = missingMaterials(item, [...provided, ...deferAsked]);
  if (missing.length > 0) faults.push({ code: 'material_missing', details: { materials: missing } });
  const unknown = provided.filter((code) => !item.materials.some((m) => m.code === code));
  if (unknown.length > 0) faults.push({ code: 'material_unknown', details: { materials: unknown } });
  // 全程网办: nobody comes, so nothing is on paper and no original is compared.
  const online = mode === 'ONLINE';
  const onPaper = online ? application.materials.filter((m) => m.form === 'PAPER').map((m) => m.code) : [];
  if (onPaper.length > 0) faults.push({ code: 'material_not_electronic', details: { materials: onPaper } });
  const unseen = item.materials.filter((required) => {
    if (online) return false;
    const given = application.materials.find((m) => m.code === required.code);
    return required.originalRequired && given && !given.originalSeen;
  });
  if (unseen.length > 0) {
    faults.push({
      code: 'original_required',
      details: { materials: unseen.map(({ code, name }) => ({ code, name })) },
    });
  }
  return [...faults, ...formFaults(item, application.form)];
}

/** What an application asks for beyond the ordinary way that the item does not offer: 容缺, 告知承诺. */
export function wishFaults(
  item: ServiceItemDefinition,
  { materials }: Pick<Application, 'materials'>,
  wishes: { commitment?: boolean | undefined; deferAsked?: readonly string[] | undefined },
): Unfit[] {
  const faults: Unfit[] = [];
  const not = (wishes.deferAsked ?? []).filter(
    (code) =>
      item.materials.find((m) => m.code === code)?.deferrable !== true || materials.some((m) => m.code === code),
  );
  if (not.length > 0) faults.push({ code: 'material_not_deferrable', details: { materials: not } });
  if (wishes.commitment && !item.commitment) faults.push({ code: 'commitment_not_offered', details: {} });
  return faults;
}

function formFaults(item: ServiceItemDefinition, form: Record<string, unknown>): Unfit[] {
  const faults: Unfit[] = [];
  const named = (fields: readonly FormField[]): Record<string, unknown> => ({
    fields: fields.map(({ code, label }) => ({ code, label })),
  });
  const empty = item.fields.filter((f) => f.required && (form[f.code] === undefined || form[f.code] === ''));
  if (empty.length > 0) faults.push({ code: 'field_missing', details: named(empty) });
  const unknown = Object.keys(form).filter((code) => !item.fields.some((f) => f.code === code));
  if (unknown.length > 0) faults.push({ code: 'field_unknown', details: { fields: unknown.slice(0, 20) } });
  const wrong = item.fields.filter((f) => form[f.code] !== undefined && form[f.code] !== '' && !fits(f, form[f.code]));
  if (wrong.length > 0) faults.push({ code: 'field_invalid', details: named(wrong) });
  return faults;
}

function fits(field: FormField, value: unknown): boolean {
  switch (field.kind) {
    case 'NUMBER':
      return typeof value === 'number' && Number.isFinite(value);
    case 'DATE':
      return typeof value === 'string' && isCalendarDate(value);
    case 'CHOICE':
      return typeof value === 'string' && (field.choices ?? []).includes(value);
    case 'TEXT':
      return typeof value === 'string' && value.length <= (field.maxLength ?? 500);
  }
}
