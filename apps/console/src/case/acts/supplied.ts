import type { Schemas } from '../../api/client.js';

export type SuppliedMaterial = Schemas['CollectedMaterial'];

/** Fields as they go to the server: numbers as numbers. */
export const suppliedForm = (
  typed: Readonly<Record<string, string>>,
  isNumber: (code: string) => boolean,
): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(typed).map(([code, value]) => [code, isNumber(code) ? Number(value) : value.trim()]),
  );
