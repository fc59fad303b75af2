import type { HealthState, Metrics } from '#runtime';
import { CASE_STATUSES } from '#contracts';
import { CostlyFigure } from '../db/costly-figure.js';
import type { Database } from '../db/database.js';

/** Cases by stage; the label is the status, never anything of a case. */
export function registerCaseMetrics(metrics: Metrics, db: Database, health: HealthState): void {
  // Every case is counted, so it is counted from an index, and the more cases there are the more seldom.
  const count = new CostlyFigure(() =>
    db.queryPlanned<{ status: string; cases: number }>(
      'select status, count(*) as cases from case_file group by status',
    ),
  );
  const byStatus = metrics.gauge('tongban_cases', 'Cases held by this city, by status.', ['status'], async () => {
    if (!db.ready) return;
    // A figure that still stands must not hide that the database has gone.
    await db.check();
    const found = new Map((await count.value()).map((row) => [row.status, Number(row.cases)]));
    for (const status of CASE_STATUSES) byStatus.set({ status }, found.get(status) ?? 0);
  });
  // By the same look as readiness: that the database was there once says nothing of now.
  const help = 'One while the database is connected, migrated and answers.';
  const ready = metrics.gauge('tongban_database_ready', help, [], async () => {
    const { checks } = await health.ready();
    ready.set({}, checks.some((check) => check.name === 'database' && check.ok) ? 1 : 0);
  });
}
