import { COMMANDS, type CaseView, type CommandKey, type PickupCodeView } from '#contracts';
import { aCollection } from '../support/builders.js';
import { CHANGSHA, XIANGTAN } from '../support/three-cities.js';
import { passwordOf, untilStatus, type HttpDesk, type HttpGateway } from '../support/with-gateway.js';
import { ROUTES, routeOf } from '../../apps/gateway/src/routes.js';
import { until } from '../support/until.js';
import type { Random } from './random.js';

/** A request before it is written down: what a console would send. */
export interface HttpSeed {
  key: CommandKey;
  method: string;
  /** Below the origin, without query. */
  path: string;
  query: [string, string][];
  headers: [string, string][];
  body: unknown;
}

/** A case in hands of the fuzz, with what a desk has to know to act on it. */
interface KnownCase {
  caseNo: string;
  certificateTail: string;
  pickupCode: string;
}

const PEOPLE = {
  clerk: [XIANGTAN, 'clerk1'],
  reviewer: [CHANGSHA, 'reviewer1'],
  pickup: [XIANGTAN, 'pickup1'],
  supervisor: [XIANGTAN, 'supervisor1'],
  operator: [XIANGTAN, 'operator1'],
} as const;
type Desks = Record<keyof typeof PEOPLE, HttpDesk>;

/** People of two cities and cases at every step, so that each address has a request that would be right. */
export class HttpWorld {
  /** Tokens as they were given out. */
  readonly tokens = new Set<string>();
  readonly revisions = new Map<string, string>();
  private readonly cases = new Map<string, KnownCase[]>();

  private constructor(
    readonly gateway: HttpGateway,
    readonly desks: Desks,
  ) {
    for (const { token } of Object.values(desks)) this.tokens.add(token);
  }

  static async make(gateway: HttpGateway, perStep: number): Promise<HttpWorld> {
    const desks = await Promise.all(
      Object.entries(PEOPLE).map(
        async ([name, [city, username]]) => [name, await gateway.signIn(city, username)] as const,
      ),
    );
    const world = new HttpWorld(gateway, Object.fromEntries(desks) as Desks);
    const { clerk } = world.desks;
    await until('the list of 长沙 is here', async () => {
      return (await clerk.get<{ total: number }>(`/items?homeCity=${CHANGSHA}`)).body.total >= 60;
    });
    for (let i = 0; i < perStep; i += 1) await world.addCases();
    return world;
  }

  /** Signs in anew whoever a mutated request has signed out. */
  async comeBack(): Promise<void> {
    for (const [name, [city, username]] of Object.entries(PEOPLE)) {
      const key = name as keyof Desks;
      if ((await this.desks[key].get('/session')).status !== 401) continue;
      this.desks[key] = await this.gateway.signIn(city, username);
      this.tokens.add(this.desks[key].token);
    }
  }

  /** One more case at each step: what was acted on with success is used up. */
  async addCases(): Promise<void> {
    await this.comeBack();
    const { clerk, reviewer, pickup } = this.desks;
    const steps = ['forwardCase', 'acceptCase', 'refuseCase', 'decideCase', 'issueResult', 'shelveResult', 'handOver'];
    await Promise.all(
      [...steps, 'reissuePickupCode'].map(async (step) => {
        const form = aCollection({ forward: step !== 'forwardCase' });
        const { caseNo } = (await clerk.post<CaseView>('/cases', form)).body;
        const known = {
          caseNo,
          certificateTail: form.application.applicant.certificateNo.slice(-4),
          pickupCode: '000000',
        };
        const far = steps.indexOf(step);
        if (step !== 'forwardCase') await untilStatus(reviewer, caseNo, 'RECEIVED');
        if (far === -1 || far >= 3) await reviewer.act(caseNo, 'acceptance');
        if (far === -1 || far >= 4) await reviewer.act(caseNo, 'decision', { act: 'APPROVED', reason: '符合条件' });
        if (far === -1 || far >= 5) {
          await reviewer.act(caseNo, 'result', { resultNo: `CS-${caseNo.slice(-6)}` });
          await untilStatus(pickup, caseNo, 'ISSUED');
        }
        if (far === -1 || far >= 6) {
          known.pickupCode = (await pickup.act<PickupCodeView>(caseNo, 'shelving')).body.pickupCode;
        }
        this.cases.set(step, [...(this.cases.get(step) ?? []), known]);
      }),
    );
  }

  deskOf(key: CommandKey): HttpDesk {
    const { clerk, reviewer, pickup, supervisor, operator } = this.desks;
    const roles: readonly string[] = COMMANDS[key].roles;
    if (key === 'caseEvidence' || key === 'evidenceVerdict') return supervisor;
    if (roles.includes('clerk')) return clerk;
    if (roles.includes('reviewer')) return reviewer;
    return roles.includes('pickup') ? pickup : operator;
  }

  /** Learns the revisions that acts have to name; called again when answers say that they have changed. */
  async lookAgain(caseNo: string): Promise<void> {
    for (const desk of [this.desks.clerk, this.desks.reviewer]) {
      const view = await desk.get<CaseView>(`/cases/${caseNo}`);
      if (view.status === 200) this.revisions.set(`${caseNo}@${desk.city}`, view.body.revision);
    }
  }

  async lookAtAll(): Promise<void> {
    for (const { caseNo } of [...this.cases.values()].flat()) await this.lookAgain(caseNo);
  }

  /** A request that would be right, as far as others have not acted on its case meanwhile. */
  seed(random: Random, key: CommandKey): HttpSeed {
    const { method, path } = routeOf(key);
    const desk = this.deskOf(key);
    const known = random.pick(this.cases.get(key) ?? [...this.cases.values()].flat());
    const home = { homeCity: CHANGSHA, itemCode: 'CS-YB-001' };
    const fields: Record<string, string> = { caseNo: known.caseNo, partner: CHANGSHA, ...home };
    const given = this.given(random, key, known);
    const rule = COMMANDS[key];
    const headers: [string, string][] = [['Host', '127.0.0.1']];
    if (rule.roles.length > 0) headers.push(['Authorization', `Bearer ${desk.token}`]);
    if (rule.creates) headers.push(['Idempotency-Key', random.bytes(12).toString('hex')]);
    const revision = this.revisions.get(`${known.caseNo}@${desk.city}`) ?? 'none';
    if (rule.onCase) headers.push(['If-Match', `"${revision}"`]);
    if (method === 'POST') headers.push(['Content-Type', 'application/json']);
    return {
      key,
      method,
      path: `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => fields[name] ?? name)}`,
      query: method === 'GET' ? Object.entries(given).map(([name, value]) => [name, String(value)]) : [],
      headers,
      body: method === 'POST' ? given : undefined,
    };
  }

  private given(random: Random, key: CommandKey, known: KnownCase): Record<string, unknown> {
    const certificate = { identityMethod: 'CARD_READER', certificateTail: known.certificateTail };
    const bodies: Partial<Record<CommandKey, () => object>> = {
      signIn: () => ({ city: XIANGTAN, username: 'clerk2', password: passwordOf(XIANGTAN, 'clerk2') }),
      listItems: () => ({ homeCity: CHANGSHA, query: '医保', page: 1, pageSize: 5 }),
      getItem: () => ({ version: 1 }),
      precheckItem: () => ({
        homeCity: CHANGSHA,
        itemCode: 'CS-YB-001',
        mode: 'PROXY_COLLECT',
        applicantType: 'NATURAL',
        byAgent: false,
        materials: ['M01', 'M02'],
      }),
      listPickupPoints: () => ({ city: XIANGTAN, lat: 27.83, lon: 112.94 }),
      collectCase: () => aCollection(),
      acceptCase: () => ({ note: '示例' }),
      refuseCase: () => ({ act: 'NOT_REQUIRED', reason: '无须许可', legalGround: '示例条款' }),
      decideCase: () => ({ act: 'APPROVED', reason: '符合条件' }),
      issueResult: () => ({ resultNo: `CS-${random.below(99999)}`, validUntil: '2027-12-31' }),
      listShelf: () => ({ state: 'SHELVED', pointId: 'XT-P01', page: 1, pageSize: 5 }),
      findByPickupCode: () => ({ pickupCode: known.pickupCode, caseNo: known.caseNo }),
      shelveResult: () => ({ shelfDays: 10 }),
      handOver: () => ({ ...certificate, pickupCode: known.pickupCode, receivedBy: 'APPLICANT' }),
      reissuePickupCode: () => certificate,
      listCases: () => ({ status: 'ACCEPTED', role: 'collecting', partner: CHANGSHA, page: 1, pageSize: 3 }),
      listMessages: () => ({ outcome: 'kept', page: 1 }),
    };
    return { ...bodies[key]?.() } as Record<string, unknown>;
  }
}

/** How often each address is fuzzed: a password costs what fifty reads cost. */
export const SEED_WEIGHTS: readonly (readonly [number, CommandKey])[] = (Object.keys(ROUTES) as CommandKey[]).map(
  (key) => [key === 'signIn' || key === 'makeStatement' ? 4 : COMMANDS[key].creates ? 60 : 30, key] as const,
);
