import type { ProbeView } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../db/database.js';
import type { LinkStatus } from '../exchange/status/link-status.js';
import type { Breakers } from '../partners/breakers.js';
import type { DirectoryService } from '../partners/directory.service.js';

/** 探测: asks a partner now what it holds of the link, for the numbers of both sides on one screen. */
export class Probe {
  constructor(
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly breakers: Breakers,
    private readonly status: LinkStatus,
    private readonly clock: Clock,
  ) {}

  /** Through the breaker; throws partner_unreachable or as a question does. */
  async run(partner: string): Promise<ProbeView> {
    const startedAt = performance.now();
    const { answer, clockDifferenceMs } = await this.breakers.attempt(partner, () => this.status.ask(partner));
    const tookMs = Math.round(performance.now() - startedAt);
    const [link] = await this.db.query<{ sent: number; received: number }>(
      `select coalesce((select numbered_to from link_out where partner = $1), 0)::bigint as sent,
         coalesce((select applied_to from link_in where partner = $1), 0)::bigint as received`,
      [partner],
    );
    const ours = { sentTo: link?.sent ?? 0, receivedTo: link?.received ?? 0 };
    const theirs = { sentTo: answer.sentTo, receivedTo: answer.upTo };
    return {
      partner,
      partnerName: this.directory.current.nameOf(partner),
      at: this.clock.now().toISOString(),
      tookMs,
      ours,
      theirs,
      clockDifferenceMs,
      version: answer.version,
      directory: answer.directory,
      words: probeWords(ours, theirs),
    };
  }
}

function probeWords(ours: ProbeView['ours'], theirs: ProbeView['theirs']): string {
  if (theirs.receivedTo > ours.sentTo || ours.receivedTo > theirs.sentTo) {
    return '双方编号对不上：一方的记录比另一方所发的还新，请立即对账';
  }
  const out = ours.sentTo - theirs.receivedTo;
  const back = theirs.sentTo - ours.receivedTo;
  if (out === 0 && back === 0) return '双方编号一致';
  const waits = [...(out > 0 ? [`对方还有 ${out} 条未收`] : []), ...(back > 0 ? [`本市还有 ${back} 条未收`] : [])];
  return `${waits.join('，')}，正在转递`;
}
