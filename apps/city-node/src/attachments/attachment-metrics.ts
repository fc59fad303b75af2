import type { CounterDoor, Metrics } from '#runtime';
import type { Database } from '../db/database.js';

/** Which way bytes of files went: from windows, to screens, from partners, to partners. */
export type AttachmentWay = 'uploaded' | 'read' | 'fetched' | 'given';

/** What a node counts of files. */
export class AttachmentMetrics {
  private readonly bytes: CounterDoor<'way'>;
  private readonly refusals: CounterDoor<'code'>;
  private readonly faults: CounterDoor<'partner' | 'code'>;

  constructor(metrics: Metrics, db: Database) {
    this.bytes = metrics.counter(
      'tongban_attachment_bytes_total',
      'Plain bytes of files taken from windows (uploaded), shown (read), fetched from partners and given to them.',
      ['way'],
    );
    this.refusals = metrics.counter('tongban_attachment_refused_total', 'Uploads refused for their content, by code.', [
      'code',
    ]);
    this.faults = metrics.counter(
      'tongban_attachment_fetch_faults_total',
      'Attempts to fetch a file that ended early, by partner and code; each goes on later where it stopped.',
      ['partner', 'code'],
    );
    const help = 'Files by state: UPLOADING, HERE, REFUSED, WANTED from a partner, DAMAGED, GONE, ERASED.';
    const states = metrics.gauge('tongban_attachments', help, ['state'], async () => {
      if (!db.ready) return;
      const found = await db.query<{ state: string; count: number }>(
        'select state, count(*) as count from attachment group by state',
      );
      for (const state of STATES) states.set({ state }, found.find((row) => row.state === state)?.count ?? 0);
    });
  }

  moved(way: AttachmentWay, bytes: number): void {
    this.bytes.inc({ way }, bytes);
  }

  refused(code: string): void {
    this.refusals.inc({ code });
  }

  fetchFailed(partner: string, code: string): void {
    this.faults.inc({ partner, code });
  }
}

const STATES = ['UPLOADING', 'HERE', 'REFUSED', 'WANTED', 'DAMAGED', 'GONE', 'ERASED'] as const;
