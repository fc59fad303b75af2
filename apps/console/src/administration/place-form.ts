import type { Places } from './places.js';

/** What is open in the dialog; `place` null: a new one. */
export type PlaceForm =
  | { kind: 'hall'; place: Places['halls'][number] | null }
  | { kind: 'window'; place: Places['windows'][number] | null }
  | { kind: 'unit'; place: Places['units'][number] | null }
  | {
      kind: 'hall' | 'window' | 'unit';
      place: Places['halls'][number] | Places['windows'][number] | Places['units'][number] | null;
    };

export const WINDOW_KINDS = ['DEDICATED', 'INTEGRATED', 'PICKUP'] as const;
