import { describe, expect, it } from '@jest/globals';
import { COMMANDS, isErrorCode, type CommandKey } from '#contracts';
import { NUMBER_FIELDS, routeOf, ROUTES } from '../routes.js';
import { documentPath, openApiDocument } from './document.js';
import { inputClassOf, schemaOf } from './input-schemas.js';
import type { OperationObject, ParameterObject, SchemaObject } from './open-api-types.js';
import type { Schema } from './schema-words.js';

const document = openApiDocument();
const keys = Object.keys(COMMANDS) as CommandKey[];
const operationOf = (key: CommandKey): OperationObject => {
  const { method, path } = routeOf(key);
  return document.paths[documentPath(path)]![method.toLowerCase() as 'get' | 'post' | 'put' | 'delete']!;
};
const parametersOf = (key: CommandKey): ParameterObject[] => operationOf(key).parameters as ParameterObject[];
const schemas = document.components!.schemas as Record<string, SchemaObject>;

/** Places in a schema, and in those it refers to, at which a client would be told no type. */
function vague(schema: Schema, at: string, seen: readonly string[] = []): string[] {
  if ('$ref' in schema) {
    const name = schema.$ref.slice('#/components/schemas/'.length);
    return seen.includes(name) ? [] : vague(schemas[name] ?? {}, name, [...seen, name]);
  }
  const inner = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  if (inner.length > 0) return inner.flatMap((one) => vague(one, at, seen));
  if (schema.type === 'array') return schema.items ? vague(schema.items, `${at}[]`, seen) : [`${at}: no elements`];
  if (schema.type !== 'object') return schema.type === undefined && !schema.enum ? [`${at}: no type`] : [];
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0 && schema.additionalProperties === undefined) return [`${at}: no members`];
  return members.flatMap(([name, member]) => vague(member, `${at}.${name}`, seen));
}

describe('the document of the API', () => {
  it('has one operation for each command, named after it', () => {
    expect(Object.keys(ROUTES).sort()).toEqual([...keys].sort());
    expect(keys.map((key) => operationOf(key).operationId)).toEqual(keys);
    const addresses = keys.map((key) => `${routeOf(key).method} ${routeOf(key).path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('keeps the addresses that screens and other systems call', () => {
    expect(keys.map((key) => `${routeOf(key).method} ${routeOf(key).path}`).sort()).toEqual([
      'DELETE /attachments/:id',
      'GET /administration-records',
      'GET /attachments/:id',
      'GET /attachments/:id/content',
      'GET /calendar',
      'GET /cases',
      'GET /cases/:caseNo',
      'GET /cases/:caseNo/attachments',
      'GET /cases/:caseNo/attachments/:id/content',
      'GET /cases/:caseNo/close-codes',
      'GET /cases/:caseNo/evidence',
      'GET /cases/:caseNo/evidence-verdict',
      'GET /cases/:caseNo/joint',
      'GET /cases/:caseNo/notices',
      'GET /cases/:caseNo/notices/:kind',
      'GET /cases/:caseNo/opinions',
      'GET /cases/:caseNo/standing',
      'GET /cases/:caseNo/timeline',
      'GET /cities',
      'GET /delegations',
      'GET /deputies',
      'GET /deputies/reviewers',
      'GET /drafts',
      'GET /drafts/:draftId',
      'GET /items',
      'GET /items/:homeCity/:itemCode',
      'GET /items/:homeCity/:itemCode/versions',
      'GET /keys',
      'GET /message-queue',
      'GET /messages',
      'GET /node-health',
      'GET /partners',
      'GET /partners/:partner/holds',
      'GET /partners/:partner/statements',
      'GET /people',
      'GET /pickup-points',
      'GET /places',
      'GET /queue',
      'GET /reasons',
      'GET /session',
      'GET /shelf',
      'GET /supervision/cards',
      'GET /supervision/figures',
      'GET /supervision/open-cases',
      'GET /supervision/thresholds',
      'GET /views',
      'POST /attachments',
      'POST /attachments/:id/completion',
      'POST /batches/acceptance',
      'POST /batches/inspection',
      'POST /batches/inspection-start',
      'POST /batches/results',
      'POST /calendar',
      'POST /cases',
      'POST /cases/:caseNo/acceptance',
      'POST /cases/:caseNo/cards/:cardId/appeal',
      'POST /cases/:caseNo/cards/:cardId/cancellation',
      'POST /cases/:caseNo/cards/:cardId/reply',
      'POST /cases/:caseNo/claim',
      'POST /cases/:caseNo/claim-return',
      'POST /cases/:caseNo/commitment-check',
      'POST /cases/:caseNo/conditional-acceptance',
      'POST /cases/:caseNo/correction',
      'POST /cases/:caseNo/correction-lapse',
      'POST /cases/:caseNo/correction-request',
      'POST /cases/:caseNo/decision',
      'POST /cases/:caseNo/deferral-lapse',
      'POST /cases/:caseNo/deferred-materials',
      'POST /cases/:caseNo/extension',
      'POST /cases/:caseNo/forwarding',
      'POST /cases/:caseNo/handover',
      'POST /cases/:caseNo/handover-instruction',
      'POST /cases/:caseNo/jurisdiction-dispute',
      'POST /cases/:caseNo/jurisdiction-settlement',
      'POST /cases/:caseNo/opinions',
      'POST /cases/:caseNo/papers',
      'POST /cases/:caseNo/papers-receipt',
      'POST /cases/:caseNo/pickup-code',
      'POST /cases/:caseNo/posting',
      'POST /cases/:caseNo/procedure-end',
      'POST /cases/:caseNo/procedures',
      'POST /cases/:caseNo/promise-approval',
      'POST /cases/:caseNo/record-dispute',
      'POST /cases/:caseNo/record-settlement',
      'POST /cases/:caseNo/refusal',
      'POST /cases/:caseNo/rerouting',
      'POST /cases/:caseNo/result',
      'POST /cases/:caseNo/return',
      'POST /cases/:caseNo/revocation',
      'POST /cases/:caseNo/sampling',
      'POST /cases/:caseNo/shelving',
      'POST /cases/:caseNo/standing-approval',
      'POST /cases/:caseNo/standing-end',
      'POST /cases/:caseNo/standing-end-request',
      'POST /cases/:caseNo/take-back',
      'POST /cases/:caseNo/unshelving',
      'POST /cases/:caseNo/withdrawal',
      'POST /cases/:caseNo/withdrawal-answer',
      'POST /cases/:caseNo/withdrawal-request',
      'POST /cases/exports',
      'POST /cases/search',
      'POST /delegations',
      'POST /deputies',
      'POST /drafts/:draftId',
      'POST /drafts/:draftId/discard',
      'POST /halls/:id',
      'POST /joint-cases',
      'POST /message-queue',
      'POST /partners/:partner/hold',
      'POST /partners/:partner/probe',
      'POST /partners/:partner/release',
      'POST /partners/:partner/resumption',
      'POST /partners/:partner/statements',
      'POST /people',
      'POST /people/:username',
      'POST /people/:username/disablement',
      'POST /people/:username/enablement',
      'POST /people/:username/password-reset',
      'POST /people/imports',
      'POST /prechecks',
      'POST /reasons',
      'POST /reasons/:id',
      'POST /reasons/:id/removal',
      'POST /session',
      'POST /session/end',
      'POST /session/password',
      'POST /session/provider',
      'POST /session/provider-nonce',
      'POST /session/refresh',
      'POST /shelf/search',
      'POST /supervision/recount',
      'POST /supervision/thresholds',
      'POST /units/:id',
      'POST /views',
      'POST /views/removal',
      'POST /windows/:id',
      'PUT /attachments/:id/content',
    ]);
  });

  it('refers to nothing that is not there, and holds nothing that is never referred to', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]));
    expect([...referred].sort()).toEqual(Object.keys(schemas).sort());
  });

  it('leaves nothing of an answer unsaid: every object has its members, every list its elements', () => {
    const answers = keys.flatMap((key) =>
      Object.entries(operationOf(key).responses).map(([status, response]) => ({ at: `${key} ${status}`, response })),
    );
    const contentOf = (response: unknown): Record<string, { schema: SchemaObject }> | undefined =>
      (response as { content?: Record<string, { schema: SchemaObject }> }).content;
    // Only what has no body by the protocol may say nothing of it.
    const silent = answers.filter(({ response }) => !contentOf(response)).map(({ at }) => at.slice(-3));
    expect(silent.filter((status) => !['204', '304', '416'].includes(status))).toEqual([]);
    const unsaid = answers.flatMap(({ at, response }) =>
      Object.values(contentOf(response) ?? {}).flatMap(({ schema }) => vague(schema, at)),
    );
    expect([...new Set(unsaid)]).toEqual([]);
  });

  it('says of a form what its fields can hold, and of an item when it may be without an end', () => {
    expect(schemas['Application']?.properties?.['form']).toMatchObject({
      additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    });
    expect(schemas['Item']?.required).toContain('withdrawnAt');
    expect(schemas['Item']?.properties).toMatchObject({
      withdrawnAt: { type: 'string', nullable: true },
      materials: { type: 'array', items: { $ref: '#/components/schemas/MaterialRequirement' } },
    });
  });

  it.each(keys)('%s asks for exactly the headers that the door asks for', (key) => {
    const headers = parametersOf(key).filter((one) => one.in === 'header');
    const expected = [
      ...(COMMANDS[key].creates ? ['Idempotency-Key'] : []),
      ...(COMMANDS[key].onCase ? ['If-Match'] : []),
      ...(routeOf(key).bytes === 'in' ? ['Upload-Offset'] : []),
      ...(routeOf(key).bytes === 'out' ? ['Range'] : []),
    ];
    expect(headers.map((one) => one.name)).toEqual(expected);
    expect(operationOf(key).security).toEqual(COMMANDS[key].roles.length === 0 ? [] : [{ bearer: [] }]);
  });

  it.each(keys)('%s takes every field of its input once: in the path, the query or the body', (key) => {
    const inParameters = parametersOf(key)
      .filter((one) => one.in !== 'header')
      .map((one) => one.name);
    const body = schemas[`${key.charAt(0).toUpperCase()}${key.slice(1)}Body`];
    const all = [...inParameters, ...Object.keys(body?.properties ?? {})];
    // Bytes of files travel beside their fields, and are cut into chunks behind the door.
    const { bytes } = routeOf(key);
    const beside = bytes === undefined ? [] : bytes === 'in' ? ['bytes', 'offset'] : ['index'];
    const fields = Object.keys(schemaOf(inputClassOf(key)).properties ?? {}).filter((one) => !beside.includes(one));
    expect(all.sort()).toEqual([...fields, ...(bytes === 'out' ? ['download'] : [])].sort());
  });

  it('reads as numbers exactly the query fields whose rules ask for numbers', () => {
    const numeric = keys
      .flatMap(parametersOf)
      .filter((one) => one.in === 'query' && ['integer', 'number'].includes(String((one.schema as SchemaObject).type)));
    expect(new Set(numeric.map((one) => one.name))).toEqual(new Set(NUMBER_FIELDS));
  });

  it('lists only codes of the catalogue, each under its own status, and always the way out', () => {
    for (const key of keys) {
      const problems = Object.entries(operationOf(key).responses).filter(([status]) => Number(status) >= 400);
      const codes = problems.flatMap(([, response]) =>
        [...JSON.stringify(response).matchAll(/- `(\w+)`|\\n- `(\w+)`/g)].map((match) => match[1] ?? match[2]!),
      );
      expect(codes.filter((code) => !isErrorCode(code))).toEqual([]);
      expect(codes).toEqual(expect.arrayContaining(['rate_limited', 'city_node_unreachable', 'internal_error']));
    }
  });

  it('tells of collecting what the window has to send', () => {
    expect(schemas['CollectCaseBody']).toMatchObject({
      additionalProperties: false,
      required: expect.arrayContaining(['homeCity', 'itemCode', 'mode', 'application']),
      properties: { application: { $ref: '#/components/schemas/Application' }, homeCity: { pattern: '^\\d{6}$' } },
    });
    expect(schemas['Application']).toMatchObject({
      properties: { materials: { type: 'array', items: { $ref: '#/components/schemas/CollectedMaterial' } } },
    });
    expect(schemas['CollectedMaterial']).toMatchObject({
      properties: { copies: { type: 'integer', minimum: 0, maximum: 99 } },
    });
  });
});
