import { JWS_TYPES, LinkHeadsAnswer, PROTOCOL_VERSION, type StatementView } from '#contracts';
import type { Clock } from '#runtime';
import type { Database } from '../../db/database.js';
import { sign } from '../../envelope/suite.js';
import type { DirectoryService } from '../../partners/directory.service.js';
import { headAt } from '../settle/settler.js';
import type { Asker } from './asker.js';
import type { LinkStatus } from './link-status.js';

const STATEMENT_SQL = `
  select partner, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, result,
    out_number as "outNumber", in_number as "inNumber", first_difference as "firstDifference", signed,
    coalesce(command_id, '') like 'daily/%' as daily
  from link_statement`;

/** Begins the command id of a statement that the node makes by itself; no person's id has a second slash. */
const DAILY = 'daily/';

/** Command id of the statement that a node makes by itself on a day, `YYYY-MM-DD`. */
export const dailyStatementId = (partner: string, day: string): string => `${DAILY}${partner}/${day}`;

/**
 * 对账: compares both directions of a link with the partner, on demand. A difference is halved down to the first
 * number that differs. The result is signed and kept.
 */
export class Statements {
  constructor(
    private readonly self: string,
    private readonly db: Database,
    private readonly directory: DirectoryService,
    private readonly asker: Asker,
    private readonly status: LinkStatus,
    private readonly clock: Clock,
  ) {}

  /** The statement that this command made before; undefined where it made none. */
  async made(commandId: string): Promise<StatementView | undefined> {
    const [found] = await this.db.query<StatementView>(`${STATEMENT_SQL} where command_id = $1`, [commandId]);
    return found;
  }

  /** Asks the partner now; throws as a question does. Call through the partner's breaker. */
  async make(partner: string, commandId: string): Promise<StatementView> {
    const { answer } = await this.status.ask(partner);
    const [ours] = await this.db.query<{ numbered_to: number; applied_to: number }>(
      `select coalesce((select numbered_to from link_out where partner = $1), 0)::bigint as numbered_to,
              coalesce((select applied_to from link_in where partner = $1), 0)::bigint as applied_to`,
      [partner],
    );
    const outNumber = answer.upTo;
    const inNumber = ours?.applied_to ?? 0;
    const ourOut = await this.head(partner, 'out', outNumber);
    const ourIn = await this.head(partner, 'in', Math.min(inNumber, answer.sentTo));
    let firstDifference: StatementView['firstDifference'] = null;
    let result: StatementView['result'] = 'EQUAL';
    if (ourOut !== answer.head) {
      result = 'DIFFERS';
      firstDifference = { direction: 'out', number: await this.halve(partner, outNumber) };
    } else if (inNumber > answer.sentTo || (inNumber === answer.sentTo && ourIn !== answer.sentHead)) {
      result = 'DIFFERS';
      firstDifference = { direction: 'in', number: Math.min(inNumber, answer.sentTo) };
    } else if (inNumber < answer.sentTo || outNumber < (ours?.numbered_to ?? 0)) {
      result = 'NOT_YET';
    }
    const at = this.clock.now().toISOString();
    const content = { v: PROTOCOL_VERSION, from: this.self, partner, at, result, outNumber, inNumber, firstDifference };
    const heads = { outHead: ourOut, inHead: ourIn, theirOutHead: answer.sentHead, theirInHead: answer.head };
    const signed = await sign(JWS_TYPES.statement, { ...content, ...heads }, this.directory.signingKey());
    await this.db.query(
      `insert into link_statement (partner, at, result, out_number, in_number, first_difference, signed, command_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [partner, at, result, outNumber, inNumber, firstDifference && JSON.stringify(firstDifference), signed, commandId],
    );
    const daily = commandId.startsWith(DAILY);
    return { partner, at, result, outNumber, inNumber, firstDifference, daily, signed };
  }

  private head(partner: string, direction: 'out' | 'in', n: number): Promise<string | null> {
    return this.db.transaction(async (em) => (await headAt(em, partner, direction, n))?.toString('hex') ?? null);
  }

  /** First number of ours at which the partner holds another head; heads agree at 0 by definition. */
  private async halve(partner: string, upTo: number): Promise<number> {
    let agrees = 0;
    let differs = upTo;
    while (differs - agrees > 1) {
      const middle = Math.floor((agrees + differs) / 2);
      const asked = await this.asker.ask(partner, 'link.heads', { numbers: [middle] }, LinkHeadsAnswer);
      const ours = await this.head(partner, 'out', middle);
      if (asked.body.heads[0] === ours) agrees = middle;
      else differs = middle;
    }
    return differs;
  }

  list(partner: string): Promise<StatementView[]> {
    return this.db.query<StatementView>(
      `${STATEMENT_SQL} where partner = $1 order by link_statement.at desc limit 100`,
      [partner],
    );
  }
}
