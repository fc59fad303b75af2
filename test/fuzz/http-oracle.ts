import { createHmac } from 'node:crypto';
import { METHODS } from 'node:http';
import { parse } from 'node:querystring';
import { checkShape, COMMANDS, ERROR_CATALOGUE, isErrorCode, type CommandKey } from '#contracts';
import { looksPersonal } from '#runtime';
import { SignInAtCity } from '../../apps/gateway/src/auth/sign-in.dto.js';
import { NUMBER_FIELDS, routeOf, ROUTES } from '../../apps/gateway/src/routes.js';
import { differences, type ApiDocument } from '../support/answers-as-documented.js';
import type { RawAnswer } from './http-connection.js';
import { searchOf, type HttpMutant } from './http-mutations.js';

/** Statuses that Node itself gives to what is no HTTP, before the gateway sees anything. */
const BARE = [0, 400, 408, 413, 417, 431, 505];
/** Codes of a body that a request has though its address takes none. */
const OF_ANY_BODY = ['body_malformed', 'body_too_large', 'media_type_unsupported'];

interface Matched {
  key: CommandKey;
  params: Record<string, string>;
  template: string;
}

/** The address a path leads to, as forgiving as a web server may be. */
function matched(method: string, path: string): Matched | undefined {
  const found = (Object.keys(ROUTES) as CommandKey[]).flatMap((key): Matched[] => {
    const { method: own, path: template } = routeOf(key);
    if (own !== (method === 'HEAD' ? 'GET' : method)) return [];
    const names = [...template.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
    const match = new RegExp(`^/api/v1${template.replace(/:\w+/g, '([^/]+)')}/?$`, 'i').exec(path);
    if (!match) return [];
    try {
      const values = match.slice(1).map(decodeURIComponent);
      const params = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
      return [{ key, params, template: `/api/v1${template.replace(/:(\w+)/g, '{$1}')}` }];
    } catch {
      return [];
    }
  });
  // `/cases/x` of one address and `/cases/{caseNo}` of another: the longer template has fewer fields.
  return found.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
}

export interface OracleWorld {
  document: ApiDocument;
  /** Genuine tokens, as they were given out. */
  tokens: ReadonlySet<string>;
  /** Secret of the city that most of them are of: whoever holds it can speak for it. */
  secret: string;
  /** What only the people of the sample data are called and have. */
  secrets: readonly string[];
}

const header = (mutant: HttpMutant, name: string): string[] =>
  mutant.headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value.trim());

/** Where a request leads, whatever it was made from; undefined where there is no such address. */
export const addressOf = (mutant: HttpMutant): Matched | undefined =>
  matched(mutant.method, mutant.path.replace(/^http:\/\/[^/]+/, ''));

/** What is wrong with an answer, in words; null where it is as it has to be. */
export function faultOf(mutant: HttpMutant, answer: RawAnswer, world: OracleWorld): string | null {
  const { status } = answer;
  const noHttp = mutant.isBroken || mutant.part === 'headers' || !METHODS.includes(mutant.method);
  if (noHttp && BARE.includes(status) && answer.body === '') return null;
  if (status === 0 || status >= 500) return `status ${status}`;
  if (mutant.isBroken) return null;
  if (mutant.method === 'HEAD') return status < 500 ? null : `status ${status}`;
  const route = addressOf(mutant);
  if (status < 300) return route ? successFault(mutant, answer, route, world) : `${status} where there is no address`;
  return problemFault(mutant, answer, route, world);
}

function problemFault(
  mutant: HttpMutant,
  answer: RawAnswer,
  route: Matched | undefined,
  world: OracleWorld,
): string | null {
  const { status, headers, body } = answer;
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return `${status} is no problem document`;
  const problem = JSON.parse(body) as { code?: unknown; title?: unknown; remedy?: unknown; requestId?: unknown };
  const { code } = problem;
  if (typeof code !== 'string' || !isErrorCode(code)) return `unknown code ${JSON.stringify(code)}`;
  const { status: own, zh } = ERROR_CATALOGUE[code];
  if (own !== status || problem.title !== zh) return `${code} with status ${status} and title ${String(problem.title)}`;
  if (!/[\u4e00-\u9fff]{2}/.test(String(problem.remedy))) return `${code} without a remedy in Chinese`;
  if (problem.requestId !== headers.get('x-request-id')) return `${code} with another request id`;
  if (looksPersonal(body) || world.secrets.some((secret) => body.includes(secret)))
    return `${code} tells of a person: ${body}`;
  if (code === 'not_found') return null;
  if (!route) return `${code} where there is no address`;
  if (mutant.bodyBytes && OF_ANY_BODY.includes(code)) return null;
  const method = mutant.method === 'HEAD' ? 'get' : mutant.method.toLowerCase();
  const response = world.document.paths[route.template]?.[method]?.responses[String(status)];
  if (!response) return `${code} with ${status}, which ${route.key} does not document`;
  return response.description.includes(`\`${code}\``) ? null : `${code}, which ${route.key} does not document`;
}

function successFault(mutant: HttpMutant, answer: RawAnswer, route: Matched, world: OracleWorld): string | null {
  const { key, params, template } = route;
  const rule = COMMANDS[key];
  const unfit = inputFault(mutant, key, params);
  if (unfit !== null) return `${key} was carried out, though ${unfit}`;
  if (rule.roles.length > 0) {
    const [given = ''] = header(mutant, 'authorization').map((value) => value.replace(/^Bearer +/i, ''));
    const token = given.replace(/[^.]*$/, (signature) => Buffer.from(signature, 'base64url').toString('base64url'));
    // The last letter of a signature holds bits that mean nothing: other letters for the same bytes are the same token.
    if (!world.tokens.has(token) && !isSignedByCity(token, world.secret)) {
      return `${key} was carried out with a token that nobody gave out`;
    }
  }
  const [id = ''] = header(mutant, 'idempotency-key');
  if (rule.creates && !/^[A-Za-z0-9._-]{8,64}$/.test(id))
    return `${key} was carried out with the key ${JSON.stringify(id)}`;
  if (rule.onCase && header(mutant, 'if-match').length === 0) return `${key} was carried out without If-Match`;
  const operation = world.document.paths[template]?.[mutant.method.toLowerCase()];
  const schema = operation?.responses[String(answer.status)]?.content?.['application/json']?.schema;
  if (!schema) return `${key} answered ${answer.status}, which is not documented`;
  const [difference] = differences(world.document, schema, JSON.parse(answer.body));
  return difference === undefined ? null : `${key} answered otherwise than documented: ${difference}`;
}

/** True for a token with the city's own signature, for itself and of today. */
function isSignedByCity(token: string, secret: string): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  const mac = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  if (!mac.equals(Buffer.from(signature, 'base64url')) || read(head).alg !== 'HS256' || read(head).crit !== undefined)
    return false;
  const { exp, aud, iss, sub } = read(body);
  const isNow = typeof exp === 'number' && exp > Date.now() / 1000;
  return isNow && [aud].flat().includes('430300') && iss === 'tongban' && typeof sub === 'string';
}

/** Why the input does not fit its class, or the schema in the document; null where it fits. */
function inputFault(mutant: HttpMutant, key: CommandKey, params: Record<string, string>): string | null {
  let given: Record<string, unknown>;
  try {
    given = mutant.method === 'GET' ? queryOf(mutant) : bodyOf(mutant);
  } catch (error) {
    return `its input cannot be read (${String(error)})`;
  }
  for (const [name, value] of Object.entries(params)) {
    if (Object.hasOwn(given, name) && given[name] !== value) return `${name} is given twice`;
  }
  try {
    checkShape<object>(
      key === 'signIn' ? SignInAtCity : COMMANDS[key].input,
      { ...given, ...params },
      'request_invalid',
    );
    return null;
  } catch (error) {
    return `its input does not fit: ${JSON.stringify((error as { details?: unknown }).details)}`;
  }
}

function queryOf(mutant: HttpMutant): Record<string, unknown> {
  const entries = Object.entries(parse(searchOf(mutant.query))).map(([name, value]): [string, unknown] => {
    const isNumber = NUMBER_FIELDS.has(name) && typeof value === 'string' && /^-?\d{1,9}(\.\d{1,12})?$/.test(value);
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

function bodyOf(mutant: HttpMutant): Record<string, unknown> {
  const { bodyBytes } = mutant;
  if (!bodyBytes || bodyBytes.length === 0) return {};
  const [type = ''] = header(mutant, 'content-type');
  if (!/^application\/json\b/i.test(type)) throw new Error(`type ${type}`);
  const charset = /charset=(utf-16\w*)/i.exec(type)?.[1];
  const text = charset ? bodyBytes.toString('utf16le') : bodyBytes.toString('utf8');
  return JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>;
}
