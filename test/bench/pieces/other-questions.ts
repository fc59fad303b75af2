import type { CaseViews } from '../../../apps/city-node/src/case/case-views.service.js';
import type pg from 'pg';

/** Placeholder until all questions are here. */
export async function otherQuestions(
  few: { views: CaseViews; client: pg.Client },
  many: { views: CaseViews; client: pg.Client },
  say: (line: string) => void,
): Promise<void> {
  await few.client.query('select 1');
  await many.client.query('select 1');
  say('');
}
