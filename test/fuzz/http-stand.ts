import { CHANGSHA, threeCities, XIANGTAN, type ThreeCities } from '../support/three-cities.js';
import { withGateway, type HttpGateway } from '../support/with-gateway.js';
import type { ApiDocument } from '../support/answers-as-documented.js';
import type { ForgerTools } from './http-header-mutations.js';
import type { OracleWorld } from './http-oracle.js';
import type { HttpRun } from './http-run.js';
import { HttpWorld } from './http-seeds.js';
import { Tally } from './tally.js';

/** Two real cities behind a real gateway, with everything a run of mutated requests needs. */
export interface HttpStand {
  cities: ThreeCities;
  gateway: HttpGateway;
  world: HttpWorld;
  run: Omit<HttpRun, 'from' | 'count'>;
  close(): Promise<void>;
}

export async function httpStand(seed: string, perStep: number): Promise<HttpStand> {
  const pair = [CHANGSHA, XIANGTAN];
  const cities = await threeCities('fuzz_http', { cities: pair });
  const gateway = await withGateway(cities, { cities: pair });
  const world = await HttpWorld.make(gateway, perStep);
  await world.lookAtAll();
  const document = (await gateway.call<ApiDocument & Record<string, unknown>>('/api/openapi.json')).body;
  const { tokens } = world;
  const tools: ForgerTools = { tokens: [...tokens], secret: cities.env(XIANGTAN).TONGBAN_TOKEN_SECRET ?? '' };
  const { secret } = tools;
  const oracle: OracleWorld = {
    secret,
    document,
    tokens,
    secrets: ['欧阳示例', '示例路1号', '6222020000000000000'],
  };
  return {
    cities,
    gateway,
    world,
    run: {
      ...{ seed, tally: new Tally(), tools, oracle },
      ...{ created: new Set(), acted: new Map(), actedBefore: new Set(), untold: new Map() },
    },
    close: async () => {
      await gateway.close();
      await cities.close();
    },
  };
}

/** How many facts of each kind people of the two cities have stated; what a rule states follows from them. */
export async function factsOf(cities: ThreeCities): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const city of [CHANGSHA, XIANGTAN]) {
    const rows = await cities.sql<{ type: string; n: string }>(
      city,
      `select type, count(*) as n from event where author = $1 and lane like 'case/%'
         and payload::jsonb -> 'actor' ->> 'role' <> 'rule' group by type`,
      [city],
    );
    for (const { type, n } of rows) found.set(type, (found.get(type) ?? 0) + Number(n));
  }
  return found;
}

/** The fact that each act states, where it states exactly one. */
export const FACT_OF_ACT: Readonly<Record<string, string>> = {
  acceptCase: 'case.accepted',
  refuseCase: 'case.refused',
  decideCase: 'case.decided',
  issueResult: 'result.issued',
  shelveResult: 'pickup.ready',
  handOver: 'pickup.done',
};
