import { ERROR_CATALOGUE, type ErrorCode, type TongbanError } from '#contracts';
import { faultInChinese } from './fault-sentences.js';

/** The one shape in which an error leaves the gateway (RFC 9457), as application/problem+json. */
export interface Problem {
  /** `urn:tongban:error:<code>`. */
  type: string;
  /** What happened, one Chinese sentence for the person at the window. */
  title: string;
  status: number;
  code: ErrorCode;
  /** What that person can do now, in Chinese. */
  remedy: string;
  details: Record<string, unknown>;
  /** To be told to the technicians; every log line of the request carries it. */
  requestId: string;
  /** Path of the request without its query. */
  instance: string;
}

const SAME_KEY_REMEDY =
  '请勿刷新或关闭页面，稍等片刻直接再次提交：系统凭同一提交编号（Idempotency-Key）识别，不会重复办理；' +
  '若仍不成功，请把请求编号告诉技术人员';

/** What a person and a program are told of an error; only what the catalogue and the error's own details hold. */
export function problemOf(error: TongbanError, requestId: string, instance: string): Problem {
  const { status, zh, remedyZh } = ERROR_CATALOGUE[error.code];
  return {
    type: `urn:tongban:error:${error.code}`,
    title: zh,
    status,
    code: error.code,
    remedy: error.details['repeatWithSameKey'] === true ? SAME_KEY_REMEDY : remedyZh,
    details: withSentences(error.details),
    requestId,
    instance,
  };
}

/** A value of the wrong kind breaks every other rule of its field as well; one sentence says it. */
const KINDS: ReadonlySet<string> = new Set(['isArray', 'isBoolean', 'isInt', 'isNumber', 'isObject', 'isString']);

/** Faults of fields get a Chinese sentence each, which the window shows beside the field. */
function withSentences(details: Record<string, unknown>): Record<string, unknown> {
  const faults: unknown = details['faults'];
  if (!Array.isArray(faults)) return details;
  const ofWrongKind = new Set(faults.filter((one: unknown) => isFault(one) && KINDS.has(one.rule)).map(pathOf));
  const told = faults.filter((one: unknown) => !isFault(one) || KINDS.has(one.rule) || !ofWrongKind.has(pathOf(one)));
  return {
    ...details,
    faults: told.map((one: unknown) => (isFault(one) ? { ...one, zh: faultInChinese(one.rule) } : one)),
  };
}

interface Fault {
  rule: string;
  path?: unknown;
}

const pathOf = (fault: unknown): unknown => (isFault(fault) ? fault.path : undefined);

function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'rule' in value && typeof value.rule === 'string';
}
