import { HttpConnection, type RawAnswer } from './http-connection.js';
import type { ForgerTools } from './http-header-mutations.js';
import { mutateRequest, writeRequest, type HttpMutant } from './http-mutations.js';
import { addressOf, faultOf, type OracleWorld } from './http-oracle.js';
import { SEED_WEIGHTS, type HttpWorld } from './http-seeds.js';
import { Random } from './random.js';
import type { Tally } from './tally.js';

export interface HttpRun {
  seed: string;
  from: number;
  count: number;
  tally: Tally;
  tools: ForgerTools;
  oracle: OracleWorld;
  /** Case numbers that answers of 收件 named, and keys under which other acts were carried out. */
  created: Set<string>;
  acted: Map<string, Set<string>>;
  /** All addresses and keys ever carried out: the same again is answered the same, and states nothing. */
  actedBefore: Set<string>;
  /**
   * How often a damaged request to an address got no answer, or held a second request whose answer nobody read: it may
   * have been whole enough to be carried out.
   */
  untold: Map<string, number>;
  show?: (line: string) => void;
}

const CONNECTIONS = 12;

/** Sends mutated requests over a few kept-alive connections and judges every answer. */
export async function runRequests(world: HttpWorld, run: HttpRun): Promise<void> {
  let next = run.from;
  const work = async (): Promise<void> => {
    const connection = new HttpConnection(new URL(world.gateway.url));
    while (next < run.from + run.count) {
      const n = next;
      next += 1;
      await one(world, run, connection, n);
      // The gateway of a test keeps its log lines; here nobody reads them.
      world.gateway.log.length = 0;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: Math.min(CONNECTIONS, run.count) }, work));
}

async function one(world: HttpWorld, run: HttpRun, connection: HttpConnection, n: number): Promise<void> {
  const { seed, tally, tools, oracle, show } = run;
  const random = new Random(seed, 'http', n);
  const mutant = mutateRequest(random, world.seed(random, random.weighted(SEED_WEIGHTS)), tools);
  const bytes = writeRequest(random, mutant);
  let answer: RawAnswer;
  try {
    answer = await connection.ask(bytes, { headOnly: mutant.method === 'HEAD', last: mutant.isBroken });
  } catch (error) {
    answer = { status: -1, headers: new Map(), body: String(error) };
  }
  const code = /"code":"([a-z_]+)"/.exec(answer.status >= 400 ? answer.body : '')?.[1];
  tally.count(`${mutant.key}: ${mutant.part}`, `${answer.status}${code ? ` ${code}` : ''}`);
  tally.countOf(`${answer.status}${code ? ` ${code}` : ''}`);
  const fault = answer.status === -1 ? answer.body : faultOf(mutant, answer, oracle);
  const shown = `${bytes.toString('utf8').slice(0, 1500)}\n→ ${answer.status} ${answer.body.slice(0, 600)}`;
  if (fault !== null)
    tally.found(`${mutant.key}, ${mutant.part}: ${fault}\n${shown}\n    replay: --seed ${seed} --only http:${n}`);
  show?.(shown);
  const holdsTwo = bytes.indexOf('HTTP/1.1\r\n') !== bytes.lastIndexOf('HTTP/1.1\r\n');
  await learn(world, run, mutant, answer, { code, holdsTwo });
}

/** Keeps what was carried out, and looks again at a case that has changed. */
async function learn(
  world: HttpWorld,
  run: HttpRun,
  mutant: HttpMutant,
  answer: RawAnswer,
  { code, holdsTwo }: { code: string | undefined; holdsTwo: boolean },
): Promise<void> {
  const address = addressOf(mutant);
  const caseNo = address?.params.caseNo;
  if (address && mutant.part === 'wire' && (answer.body === '' || holdsTwo)) {
    run.untold.set(address.key, (run.untold.get(address.key) ?? 0) + 1);
  }
  if (answer.status === 201) run.created.add(String((JSON.parse(answer.body) as { caseNo: unknown }).caseNo));
  if (address?.key === 'endSession' && answer.status === 200) await world.comeBack();
  if (!address || !caseNo || mutant.method !== 'POST') return;
  if (answer.status === 200) {
    const [, id = ''] = mutant.headers.find(([name]) => name.toLowerCase() === 'idempotency-key') ?? [];
    if (!run.actedBefore.has(`${address.key} ${id}`)) {
      run.acted.set(address.key, (run.acted.get(address.key) ?? new Set()).add(id));
    }
    run.actedBefore.add(`${address.key} ${id}`);
  }
  if (answer.status === 200 || code === 'case_changed') await world.lookAgain(caseNo);
}
