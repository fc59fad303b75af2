import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseView, SessionView } from '#contracts';
import { API_PREFIX } from '../../apps/gateway/src/routes.js';
import type { LocalCity } from './city-settings.js';
import { LocalSetupError } from './local-folder.js';

/** The part of the gateway's problem answer that is shown to people. */
interface Problem {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The gateway said no: `code` of the error catalogue, with its Chinese sentence as the message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(
    readonly status: number,
    readonly problem: Problem,
    /** After so many seconds the request may be sent once more; null where that would not help. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${problem.title}。${problem.remedy}（${problem.code} ${JSON.stringify(problem.details)}）`);
    this.code = problem.code;
  }
}

const answerWithinMs = 30_000;
const mostLooks = 5;
/** Times one request is sent where the gateway says that there are too many. */
const mostPatience = 4;
const tooMany = 429;

/** One signed-in person at one city's window, over HTTP as a browser would. */
export class Desk {
  private constructor(
    private readonly gatewayUrl: string,
    readonly city: LocalCity,
    readonly session: SessionView,
  ) {}

  /** Signs a sample user in; throws Refusal, or LocalSetupError where no gateway answers. */
  static async signIn(gatewayUrl: string, city: LocalCity, username: string): Promise<Desk> {
    const user = city.users.find((one) => one.username === username);
    if (!user) throw new LocalSetupError(`${city.name}的示例数据里没有 ${username}`);
    const body = { city: city.code, username, password: user.password };
    const session = await send<SessionView>(`${gatewayUrl}${API_PREFIX}/session`, 'POST', {}, body);
    return new Desk(gatewayUrl, city, session);
  }

  /** Reads; the path may carry a query. */
  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path, {});
  }

  /** Asks something that changes nothing, such as a pre-check. */
  ask<T>(path: string, body: object): Promise<T> {
    return this.send<T>('POST', path, {}, body);
  }

  /** Creates something, with a key of its own so that a repeat would not create it twice. */
  create<T>(path: string, body: object): Promise<T> {
    return this.send<T>('POST', path, { 'Idempotency-Key': randomUUID() }, body);
  }

  /** Acts on a case at the revision that the screen shows now; looks again when a partner's event came in between. */
  async act<T>(caseNo: string, act: string, body: object): Promise<T> {
    for (let look = 1; ; look++) {
      const { revision } = await this.case(caseNo);
      const headers = { 'Idempotency-Key': randomUUID(), 'If-Match': `"${revision}"` };
      try {
        return await this.send<T>('POST', `/cases/${caseNo}/${act}`, headers, body);
      } catch (error) {
        const changed = error instanceof Refusal && error.code === 'case_changed';
        if (!changed || look === mostLooks) throw error;
      }
    }
  }

  /** The case as this window sees it. */
  case(caseNo: string): Promise<CaseView> {
    return this.get<CaseView>(`/cases/${caseNo}`);
  }

  /** The case, or undefined while this city has not received it. */
  async caseIfThere(caseNo: string): Promise<CaseView | undefined> {
    try {
      return await this.case(caseNo);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'case_not_found') return undefined;
      throw error;
    }
  }

  private send<T>(method: string, path: string, headers: Record<string, string>, body?: object): Promise<T> {
    const all = { ...headers, Authorization: `Bearer ${this.session.token}` };
    return send<T>(`${this.gatewayUrl}${API_PREFIX}${path}`, method, all, body);
  }
}

/** Sends a request, and once more where the gateway asks for patience: it has then not looked at it. */
async function send<T>(url: string, method: string, headers: Record<string, string>, body?: object): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendOnce<T>(url, method, headers, body);
    } catch (error) {
      if (!(error instanceof Refusal && error.status === tooMany) || tries === mostPatience) throw error;
      await pause((error.retryAfterSeconds ?? 1) * 1000);
    }
  }
}

async function sendOnce<T>(url: string, method: string, headers: Record<string, string>, body?: object): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch (cause) {
    throw new LocalSetupError(`网关没有应答 ${method} ${url}：${reasonOf(cause)}`, { cause });
  }
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  const after = answer.headers.get('Retry-After');
  throw new Refusal(answer.status, problemOf(text, answer.status), after === null ? null : Number(after));
}

function problemOf(text: string, status: number): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    // Not our gateway's answer: a proxy, or another program on that port. What it said is all there is to show.
    return { code: `http_${status}`, title: text.slice(0, 200), remedy: '请确认该端口上是本系统的网关', details: {} };
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
