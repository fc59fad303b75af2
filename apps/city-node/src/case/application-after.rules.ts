import type { Application, CollectedMaterial } from '#contracts';

/** What a later fact adds to an application, or puts in place of what was there. */
export interface ApplicationDelta {
  form?: Readonly<Record<string, string | number>>;
  materials: readonly CollectedMaterial[];
}

/** The application after these supplements, in their order: a field or material that comes again replaces the older one. */
export function applicationAfter(application: Application, deltas: readonly ApplicationDelta[]): Application {
  let after = application;
  for (const { form, materials } of deltas) {
    const replaced = new Set(materials.map(({ code }) => code));
    after = {
      ...after,
      form: { ...after.form, ...form },
      materials: [...after.materials.filter(({ code }) => !replaced.has(code)), ...materials].sort((a, b) =>
        a.code < b.code ? -1 : 1,
      ),
    };
  }
  return after;
}
