import type { Metrics } from '#runtime';
import type { Database } from '../db/database.js';
import type { Breakers } from '../partners/breakers.js';
import { unsettledBatches } from './settle/unsettled.js';

const BREAKER_VALUE = { closed: 0, 'half-open': 1, open: 2 } as const;

interface OutboxRow {
  partner: string;
  waiting: number;
  age: number;
}

/** Figures of the exchange. Labels are cities and codes, never anything of a person. */
export class ExchangeMetrics {
  private readonly sealedTotal;
  private readonly receivedTotal;
  private readonly refusedTotal;
  private readonly receiptsTotal;
  private readonly outcomesTotal;
  private readonly appliedTotal;
  private readonly applySeconds;
  private readonly outboxDepth;
  private readonly outboxAge;
  private readonly breaker;
  private reading: Promise<Map<string, OutboxRow>> | undefined;

  constructor(metrics: Metrics, db: Database, breakers: Breakers, partners: () => string[]) {
    this.sealedTotal = metrics.counter('tongban_events_sealed_total', 'Events signed by this node.');
    this.receivedTotal = metrics.counter('tongban_batches_received_total', 'Batches by what became of them.', [
      'partner',
      'result',
    ]);
    this.refusedTotal = metrics.counter(
      'tongban_envelopes_refused_total',
      'Batches, receipts and questions refused, by code.',
      ['partner', 'code'],
    );
    this.receiptsTotal = metrics.counter('tongban_receipts_total', 'Receipts taken, by state.', ['partner', 'state']);
    this.outcomesTotal = metrics.counter('tongban_event_outcomes_total', 'Events kept, parked or broken, by reason.', [
      'partner',
      'outcome',
      'reason',
    ]);
    this.appliedTotal = metrics.counter('tongban_events_applied_total', 'Events committed from a partner.', [
      'partner',
    ]);
    this.applySeconds = metrics.histogram(
      'tongban_apply_seconds',
      'Time from opened batch to commit.',
      ['partner'],
      [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    );
    // Each gauge samples itself: one set by another's sample would be told one scrape too late.
    this.outboxAge = metrics.gauge(
      'tongban_outbox_oldest_seconds',
      'Age of the oldest event not receipted by the partner.',
      ['partner'],
      async () => {
        const byPartner = await this.outbox(db);
        for (const partner of byPartner ? partners() : []) {
          this.outboxAge.set({ partner }, Math.max(0, Number(byPartner?.get(partner)?.age ?? 0)));
        }
      },
    );
    this.breaker = metrics.gauge(
      'tongban_breaker_state',
      'Breaker of a partner: 0 closed, 1 half open, 2 open.',
      ['partner'],
      () => {
        for (const partner of partners()) this.breaker.set({ partner }, BREAKER_VALUE[breakers.state(partner)]);
      },
    );
    this.outboxDepth = metrics.gauge(
      'tongban_outbox_depth',
      'Events stated for a partner and not yet receipted.',
      ['partner'],
      async () => {
        const byPartner = await this.outbox(db);
        for (const partner of byPartner ? partners() : []) {
          this.outboxDepth.set({ partner }, Number(byPartner?.get(partner)?.waiting ?? 0));
        }
      },
    );
  }

  /** What waits per partner, read once for all gauges of a scrape; undefined before the database was reached. */
  private outbox(db: Database): Promise<Map<string, OutboxRow> | undefined> {
    if (!db.ready) return Promise.resolve(undefined);
    this.reading ??= db
      .query<OutboxRow>(OUTBOX_SQL)
      .then((rows) => new Map(rows.map((row) => [row.partner, row])))
      .finally(() => (this.reading = undefined));
    return this.reading;
  }

  sealed(events: number): void {
    this.sealedTotal.inc({}, events);
  }
  received(partner: string, result: string): void {
    this.receivedTotal.inc({ partner, result });
  }
  refused(partner: string, code: string): void {
    this.refusedTotal.inc({ partner, code });
  }
  receipt(partner: string, state: string): void {
    this.receiptsTotal.inc({ partner, state });
  }
  outcome(partner: string, outcome: string, reason: string): void {
    this.outcomesTotal.inc({ partner, outcome, reason });
  }
  applied(partner: string, events: number, seconds: number): void {
    if (events === 0) return;
    this.appliedTotal.inc({ partner }, events);
    this.applySeconds.observe({ partner }, seconds);
  }
}

/** Events waiting per partner: pending ones and numbered ones that are not settled. */
export const OUTBOX_SQL = `
  select partner, sum(waiting)::bigint as waiting, extract(epoch from now() - min(since))::float8 as age from (
    select p.partner, p.waiting, e.at as since from (
      select recipient as partner, count(*) as waiting, min(event_id) as oldest from pending group by 1) p
    join event e on e.id = p.oldest
    union all
    select o.partner, o.numbered_to - o.settled_to, (select min(b.at) from ${unsettledBatches('o.partner', 'o.settled_to')})
    from link_out o where o.numbered_to > o.settled_to
  ) w group by 1`;
