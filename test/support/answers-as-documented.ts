/** What this check reads of a schema object of OpenAPI 3.0. */
interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  pattern?: string;
  format?: string;
}

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
}

/** The document as it is served. */
export interface ApiDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
}

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

/** Where `value` differs from `schema`; empty where it fits. Members of an answer that no schema names count as well. */
export function differences(document: ApiDocument, schema: Schema, value: unknown, at = '$'): string[] {
  if (schema.$ref !== undefined) return differences(document, resolved(document, schema.$ref), value, at);
  if (schema.allOf) {
    // Each part names some members only; together they name all.
    const parts = schema.allOf.map((part) => (part.$ref ? resolved(document, part.$ref) : part));
    const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, Schema>;
    return differences(
      document,
      { type: 'object', properties, required: parts.flatMap((p) => p.required ?? []) },
      value,
      at,
    );
  }
  if (schema.oneOf) {
    const fits = schema.oneOf.some((one) => differences(document, one, value, at).length === 0);
    return fits ? [] : [`${at}: fits none of the schemas`];
  }
  if (value === null) return schema.nullable === true || schema.type === undefined ? [] : [`${at}: null`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${JSON.stringify(value)} is not in the list`];
  if (schema.type === undefined) return [];
  if (!isOfType(schema.type, value)) return [`${at}: not of type ${schema.type}`];
  if (typeof value === 'string') return textFaults(schema, value, at);
  if (Array.isArray(value)) {
    return value.flatMap((one, i) => differences(document, schema.items ?? {}, one, `${at}[${i}]`));
  }
  return typeof value === 'object' ? memberFaults(document, schema, value as Record<string, unknown>, at) : [];
}

function memberFaults(document: ApiDocument, schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const { properties, required = [], additionalProperties } = schema;
  const missing = required.filter((key) => !(key in value)).map((key) => `${at}.${key}: missing`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([key, inner]) => {
      const own = properties?.[key] ?? additionalProperties;
      if (own === true) return [];
      return own ? differences(document, own, inner, `${at}.${key}`) : [`${at}.${key}: not documented`];
    }),
  ];
}

function textFaults(schema: Schema, value: string, at: string): string[] {
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) return [`${at}: other pattern`];
  if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) {
    return [`${at}: no instant`];
  }
  if (schema.format === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) return [`${at}: no day`];
  return [];
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === type;
}

function resolved(document: ApiDocument, ref: string): Schema {
  const name = /^#\/components\/schemas\/([A-Za-z]+)$/.exec(ref)?.[1] ?? '';
  const schema = document.components.schemas[name];
  if (!schema) throw new Error(`${ref} leads nowhere`);
  return schema;
}

/** Faults of the document itself by the rules of OpenAPI 3.0 that a generator of clients stumbles over. */
export function documentFaults(document: ApiDocument): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith('/')) faults.push(`${path}: does not begin with /`);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const [method, operation] of Object.entries(item)) {
      const here = `${method} ${path}`;
      if (!['get', 'post', 'put', 'delete', 'patch'].includes(method)) faults.push(`${here}: no method`);
      if (ids.has(operation.operationId)) faults.push(`${here}: ${operation.operationId} twice`);
      ids.add(operation.operationId);
      const parameters = operation.parameters ?? [];
      const declared = parameters.filter((one) => one.in === 'path');
      if (
        declared
          .map((one) => one.name)
          .sort()
          .join() !== [...inPath].sort().join()
      )
        faults.push(`${here}: path parameters`);
      if (declared.some((one) => one.required !== true)) faults.push(`${here}: a path parameter is not required`);
      if (parameters.some((one) => !one.schema)) faults.push(`${here}: a parameter without schema`);
      if (method === 'get' && operation.requestBody) faults.push(`${here}: a body`);
      const statuses = Object.keys(operation.responses);
      // Ways that browsers are led along answer with where they go on.
      if (!statuses.some((status) => status.startsWith('2') || status === '303')) faults.push(`${here}: no success`);
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!/^[1-5]\d\d$/.test(status) || !response.description) faults.push(`${here}: response ${status}`);
      }
    }
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) faults.push(...schemaFaults(schema, name));
  for (const [, ref = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) resolved(document, ref);
  return faults;
}

function schemaFaults(schema: Schema, at: string): string[] {
  const faults: string[] = [];
  if (schema.type !== undefined && !TYPES.includes(schema.type)) faults.push(`${at}: type ${schema.type}`);
  if (schema.type === 'array' && !schema.items) faults.push(`${at}: array without items`);
  if (schema.nullable && schema.type === undefined) faults.push(`${at}: nullable without type`);
  for (const key of schema.required ?? []) {
    if (schema.properties && !schema.properties[key]) faults.push(`${at}: requires ${key}, which it does not have`);
  }
  for (const [key, inner] of Object.entries(schema.properties ?? {}))
    faults.push(...schemaFaults(inner, `${at}.${key}`));
  if (schema.items) faults.push(...schemaFaults(schema.items, `${at}[]`));
  return faults;
}

/** The operation that an address and method belong to; throws where the document has none. */
export function operationFor(document: ApiDocument, method: string, path: string): Operation {
  for (const [template, item] of Object.entries(document.paths)) {
    const operation = item[method.toLowerCase()];
    if (operation && new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)) return operation;
  }
  throw new Error(`${method} ${path} is in no document`);
}
