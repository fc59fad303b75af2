import type { components } from './schema.js';

/** An error as the gateway sends it (RFC 9457), with words in Chinese. */
export type Problem = components['schemas']['Problem'];

/** The server refused, and said why. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    /** Null where the answer was not the gateway's. */
    readonly problem: Problem | null,
  ) {
    super(problem?.code ?? `status ${status}`);
    this.name = 'ApiProblem';
  }
}

/** No answer: the server restarts, or the line is down. What was asked may have been done. */
export class ServerAway extends Error {
  constructor() {
    super('server_away');
    this.name = 'ServerAway';
  }
}

/** What a person is told of an error: what happened, what to do now, and what to tell the technicians. */
export interface ProblemWords {
  readonly title: string;
  readonly remedy: string;
  readonly code: string;
  /** Empty where the request never arrived. */
  readonly requestId: string;
  /** Sentences for single fields, by the field's path in the request. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Not those of signing in itself: they are told where it is tried. */
const SIGNED_OUT = new Set<Problem['code']>(['token_missing', 'token_invalid', 'token_expired']);

type Translate = (key: string) => string;

/** Words for any error; what was not foreseen is still named, never swallowed. */
export function wordsOf(error: unknown, t: Translate): ProblemWords {
  if (error instanceof ServerAway) return own('server_away', t);
  if (!(error instanceof ApiProblem)) return own('console_fault', t);
  if (isSignedOut(error)) return own('session_ended', t);
  if (error.problem === null) return own('unreadable_answer', t);
  const { code, title, remedy, requestId, details } = error.problem;
  return { title, remedy, code, requestId, fields: faultsOf(details) };
}

/** Whether a request was refused because nobody is signed in any more, whatever it was about. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem !== null && SIGNED_OUT.has(error.problem.code);

function own(
  code: 'session_ended' | 'server_away' | 'console_fault' | 'unreadable_answer',
  t: Translate,
): ProblemWords {
  return {
    title: t(`problems.${code}.title`),
    remedy: t(`problems.${code}.remedy`),
    code,
    requestId: '',
    fields: new Map(),
  };
}

function faultsOf(details: Record<string, unknown>): ReadonlyMap<string, string> {
  const { faults } = details;
  if (!Array.isArray(faults)) return new Map();
  return new Map(faults.filter(isFault).map(({ path, zh, rule }) => [path, zh ?? rule]));
}

function isFault(value: unknown): value is { path: string; rule: string; zh?: string } {
  return typeof value === 'object' && value !== null && 'path' in value && 'rule' in value;
}
