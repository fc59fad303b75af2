import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of the table at the end of `npm run fuzz`. */
export interface PartSummary {
  readonly part: string;
  readonly mutants: number;
  /** Read as their bytes say, or carried out, because nothing was wrong with them; null where only the database tells. */
  readonly taken: number | null;
  readonly findings: number;
  /** Megabytes held after a collection: when caches were filled, and at the end. */
  readonly heldFirst: number;
  readonly heldLast: number;
}

/** Leaves a part's line for the command that started it, as the parts are processes of their own. */
export function tellSummary(summary: PartSummary): void {
  const dir = process.env.FUZZ_SUMMARY_DIR;
  if (dir) writeFileSync(join(dir, `${summary.part}.json`), JSON.stringify(summary));
}
