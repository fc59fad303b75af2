import { randomUUID } from 'node:crypto';
import { Agent, get, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from '@nats-io/transport-node';
import { GATEWAY_INBOX_PREFIX } from '#contracts';
import type { NatsAddress } from '../../../deploy/local/city-settings.js';
import type { Contestant } from '../measure/load.js';
import { until } from '../../support/until.js';
import { decidedByLive, decidedByLooking, tellsOfCases, type DecidedCases } from './decided-cases.js';
import { COLLECTING_CITY, sampleCase } from './sample-case.js';

export interface HttpDriverOptions {
  /** Where cases are posted. */
  readonly url: string;
  /** Sign-in of the gateway at the collecting city, for the gateway's HTTP; absent for the bare SQL's own server. */
  readonly nats?: NatsAddress;
  /** The collecting city's database, looked into where its node does not tell of changes. */
  readonly database?: string;
}

const applicants = 256;
const answerWithinMs = 60_000;

/** Posts cases over HTTP, to the gateway or to the bare SQL behind the same framework. */
export class HttpDriver implements Contestant {
  private serial = 0;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1024 });
  private token: string | null = null;

  private constructor(
    private readonly url: URL,
    private decided: DecidedCases | undefined,
    private readonly bodies: readonly Buffer[],
  ) {}

  static async start({ url, nats, database = '' }: HttpDriverOptions): Promise<HttpDriver> {
    const bodies = Array.from({ length: applicants }, (_, i) => Buffer.from(JSON.stringify(sampleCase('rule', i))));
    if (!nats) return new HttpDriver(new URL(`${url}/cases`), await decidedByStream(`${url}/decided`), bodies);
    const connection = await connect({
      servers: nats.url,
      user: nats.user,
      pass: nats.password,
      inboxPrefix: GATEWAY_INBOX_PREFIX,
    });
    const driver = new HttpDriver(new URL(`${url}/api/v1/cases`), undefined, bodies);
    const session = { city: COLLECTING_CITY, username: 'clerk1', password: `Sample-clerk1-${COLLECTING_CITY}` };
    const answer = await driver.post(new URL(`${url}/api/v1/session`), Buffer.from(JSON.stringify(session)));
    driver.token = (JSON.parse(answer) as { token: string }).token;
    const first = async (): Promise<void> => void (await driver.post(driver.url, bodies[0]!));
    const told = await until('the items are known', async () => [
      await tellsOfCases(connection, COLLECTING_CITY, first),
    ]);
    const decided = told[0] ? decidedByLive(connection, COLLECTING_CITY) : decidedByLooking(database);
    driver.decided = {
      of: (caseNo) => decided.of(caseNo),
      close: () => decided.close().then(() => connection.close()),
    };
    return driver;
  }

  async roundTrip(answered: () => void = () => undefined): Promise<void> {
    this.serial += 1;
    const answer = await this.post(this.url, this.bodies[this.serial % applicants]!);
    answered();
    const caseNo = /"caseNo":"([^"]+)"/.exec(answer)?.[1];
    if (caseNo === undefined) throw new Error(`no case number in ${answer.slice(0, 300)}`);
    await this.decided?.of(caseNo);
  }

  async close(): Promise<void> {
    await this.decided?.close();
    this.agent.destroy();
  }

  private async post(url: URL, body: Buffer): Promise<string> {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': String(body.length),
      'Idempotency-Key': randomUUID(),
      ...(this.token === null ? {} : { Authorization: `Bearer ${this.token}` }),
    };
    const posted = request(url, { method: 'POST', agent: this.agent, headers, timeout: answerWithinMs });
    posted.end(body);
    const answer = await answerOf(posted);
    const text = await textOf(answer);
    if ((answer.statusCode ?? 500) >= 300) throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`);
    return text;
  }
}

/** Reads one case number a line from a stream that never ends. */
async function decidedByStream(url: string): Promise<DecidedCases> {
  const awaited = new Map<string, () => void>();
  const early = new Set<string>();
  // An agent of its own: the shared one gives up on a connection that says nothing for five seconds.
  const asked = get(url, { agent: new Agent() });
  const stream = await answerOf(asked);
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const caseNo of lines) {
      const resolve = awaited.get(caseNo);
      awaited.delete(caseNo);
      if (resolve) resolve();
      else early.add(caseNo);
    }
  });
  return {
    of: (caseNo) =>
      early.delete(caseNo)
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            awaited.set(caseNo, resolve);
          }),
    close: () => {
      asked.on('error', () => undefined);
      stream.destroy();
      return Promise.resolve();
    },
  };
}

function answerOf(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${answerWithinMs / 1000} s`)));
  });
}

function textOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    answer.once('error', reject);
  });
}
