import type { Application, DeferredMaterial, ServiceItemDefinition } from '#contracts';

const has = (application: Application, code: string): boolean => application.materials.some((m) => m.code === code);

/** Codes of materials that the authority may not accept without: not deferrable by the item, or there already. */
export function notDeferrable(
  item: ServiceItemDefinition,
  application: Application,
  codes: readonly string[],
): string[] {
  return codes.filter((code) => {
    const material = item.materials.find((one) => one.code === code);
    return material?.deferrable !== true || has(application, code);
  });
}

/** Required materials that are neither there nor deferred: without them nothing may be accepted. */
export function stillMissing(
  item: ServiceItemDefinition,
  application: Application,
  deferred: readonly string[],
): DeferredMaterial[] {
  return item.materials
    .filter((m) => m.required && m.source === 'APPLICANT' && !has(application, m.code) && !deferred.includes(m.code))
    .map(({ code, name }) => ({ code, name }));
}

/** What differs between what is owed and what is handed in: 补交 is done at once and whole. */
export function owedFaults(
  owed: readonly DeferredMaterial[],
  codes: readonly string[],
): { missing: string[]; extra: string[] } {
  return {
    missing: owed.map(({ code }) => code).filter((code) => !codes.includes(code)),
    extra: codes.filter((code) => !owed.some((one) => one.code === code)),
  };
}
