import type { OpenAPIObject } from '@nestjs/swagger';
import {
  Application,
  COMMANDS,
  ERROR_CATALOGUE,
  EvidenceFile,
  ServiceItemDefinition,
  type CommandKey,
  type ErrorCode,
} from '#contracts';
import {
  API_PREFIX,
  DESKS,
  EXPORT_CSV_PATH,
  EXPORT_XLSX_PATH,
  FIGURES_REPORT_PATH,
  FIGURES_SHEET_PATH,
  NOTICE_PAGE_PATH,
  NOTICE_PDF_PATH,
  routeOf,
  ROUTES,
  SERVED_CITIES_PATH,
} from '../routes.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { nestedSchemas, shapeSchema } from './class-schemas.js';
import { inputClassOf, schemaOf } from './input-schemas.js';
import type { OperationObject, ParameterObject, ResponsesObject, SchemaObject } from './open-api-types.js';
import { browserSessionPaths } from './browser-session-paths.js';
import { errorsOf } from './operation-errors.js';
import { refTo } from './schema-words.js';

/** `/cases/:caseNo` as `/api/v1/cases/{caseNo}`. */
export const documentPath = (path: string): string => API_PREFIX + path.replace(/:(\w+)/g, '{$1}');

const DESCRIPTION = `各城市节点的办件接口。错误一律为 application/problem+json：\`code\` 供程序判断，\`title\` 与 \`remedy\` 供窗口显示。

- Creating calls carry an \`Idempotency-Key\`; after 503, 500 or no answer, repeat with the **same** key: it is carried out once.
- Acts on a case carry \`If-Match\` with the \`revision\` (ETag) that the screen showed; newer events are answered \`case_changed\`.
- Times are ISO instants in UTC. Answers may gain fields.`;

/** The OpenAPI 3 document, made from the table of routes, the input classes and the error catalogue. */
export function openApiDocument(): OpenAPIObject {
  const keys = Object.keys(ROUTES) as CommandKey[];
  const paths: OpenAPIObject['paths'] = {
    [documentPath(SERVED_CITIES_PATH)]: { get: servedCities() },
    ...browserSessionPaths(),
    [documentPath(EXPORT_CSV_PATH)]: { post: exported('exportCsv', '导出办件列表（CSV）', 'text/csv') },
    [documentPath(EXPORT_XLSX_PATH)]: { post: exported('exportXlsx', '导出办件列表（XLSX）', XLSX_TYPE) },
    [documentPath(NOTICE_PAGE_PATH)]: { get: printed('noticePage', '文书网页，可直接打印', 'text/html', []) },
    [documentPath(NOTICE_PDF_PATH)]: {
      get: printed('noticePdf', '文书 PDF', 'application/pdf', ['pdf_unavailable']),
    },
    [documentPath(FIGURES_SHEET_PATH)]: { get: printed('figuresSheet', '监督统计表格', XLSX_TYPE, [], 'listFigures') },
    [documentPath(FIGURES_REPORT_PATH)]: {
      get: printed('figuresReport', '监督统计报告 PDF', 'application/pdf', ['pdf_unavailable'], 'listFigures'),
    },
  };
  const schemas: Record<string, SchemaObject> = {
    ...nestedSchemas([Application, EvidenceFile, ServiceItemDefinition], shapeSchema),
    ...ANSWER_SCHEMAS,
    ...nestedSchemas(keys.map(inputClassOf), schemaOf),
  };
  for (const key of keys) {
    const { method, path } = routeOf(key);
    const body = method === 'POST' ? bodySchema(key) : undefined;
    if (body) schemas[`${pascal(key)}Body`] = body;
    const operation = operationOf(key, body !== undefined);
    const at = documentPath(path);
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.0.3',
    info: { title: '通办 Tongban', version: '1', description: DESCRIPTION },
    tags: Object.entries(DESKS).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

function operationOf(key: CommandKey, hasBody: boolean): OperationObject {
  const { desk, zh, answer, status, bytes } = routeOf(key);
  const { roles, name } = COMMANDS[key];
  return {
    operationId: key,
    tags: [desk],
    summary: zh,
    description: roles.length === 0 ? 'No sign-in needed.' : `Roles: ${roles.join(', ')}. Node command: ${name}.`,
    security: roles.length === 0 ? [] : [{ bearer: [] }],
    parameters: [...headersOf(key), ...fieldParameters(key)],
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: refTo(`${pascal(key)}Body`) } },
          },
        }
      : {}),
    ...(bytes === 'in'
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: refTo('File') } } } }
      : {}),
    responses: {
      ...(bytes === 'out'
        ? fileAnswers(zh)
        : { [String(status ?? 200)]: { description: zh, content: { 'application/json': { schema: refTo(answer) } } } }),
      ...problems(key),
    },
  };
}

/** The whole file, or the part of it that a Range header asks for; the type follows its content. */
function fileAnswers(zh: string): ResponsesObject {
  const types = ['application/pdf', 'image/jpeg', 'image/png', 'application/ofd'];
  const content = Object.fromEntries(types.map((type) => [type, { schema: refTo('File') }]));
  return {
    '200': { description: zh, content },
    '206': { description: `${zh}：所请求的区间`, content },
    '304': { description: '内容未变（ETag 相同）' },
  };
}

/** Headers that files need beside those of all commands. */
const UPLOAD_OFFSET: ParameterObject = {
  name: 'Upload-Offset',
  in: 'header',
  required: true,
  description: 'Where these bytes begin: `offset` of the upload.',
  schema: { type: 'integer', minimum: 0 },
};
const FILE_PARAMETERS: ParameterObject[] = [
  { name: 'Range', in: 'header', required: false, description: 'One range of bytes.', schema: { type: 'string' } },
  {
    name: 'download',
    in: 'query',
    required: false,
    description: 'With any value: to be saved, not shown.',
    schema: { type: 'string' },
  },
];

function headersOf(key: CommandKey): ParameterObject[] {
  const { creates, onCase } = COMMANDS[key];
  const header = (name: string, description: string, schema: SchemaObject): ParameterObject => ({
    name,
    in: 'header',
    required: true,
    description,
    schema,
  });
  const key8to64 = { type: 'string', pattern: '^[A-Za-z0-9._-]{8,64}$' };
  return [
    ...(creates ? [header('Idempotency-Key', 'Made by the client, the same for every repetition.', key8to64)] : []),
    ...(routeOf(key).bytes === 'in' ? [UPLOAD_OFFSET] : []),
    ...(routeOf(key).bytes === 'out' ? FILE_PARAMETERS : []),
    ...(onCase ? [header('If-Match', 'Revision of the case that the screen showed.', { type: 'string' })] : []),
  ];
}

function fieldParameters(key: CommandKey): ParameterObject[] {
  const { method, bytes } = routeOf(key);
  const inPath = pathFields(key);
  const { properties = {}, required = [] } = schemaOf(inputClassOf(key));
  return (
    Object.entries(properties)
      // Which chunk is meant is between gateway and node.
      .filter(([field]) => (method === 'GET' && bytes === undefined) || inPath.includes(field))
      .map(([field, schema]) => ({
        name: field,
        in: inPath.includes(field) ? ('path' as const) : ('query' as const),
        required: inPath.includes(field) || required.includes(field),
        schema,
      }))
  );
}

/** What is left of the input once the path has taken its fields; undefined when nothing is. */
function bodySchema(key: CommandKey): SchemaObject | undefined {
  const inPath = pathFields(key);
  const { properties = {}, required = [], ...rest } = schemaOf(inputClassOf(key));
  const left = Object.entries(properties).filter(([field]) => !inPath.includes(field));
  if (left.length === 0) return undefined;
  const mandatory = required.filter((field) => !inPath.includes(field));
  return { ...rest, properties: Object.fromEntries(left), ...(mandatory.length > 0 ? { required: mandatory } : {}) };
}

function problems(key: CommandKey, more: readonly ErrorCode[] = []): ResponsesObject {
  return Object.fromEntries(
    [...errorsOf(key, more)].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `- \`${code}\` ${ERROR_CATALOGUE[code].zh}`).join('\n'),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [refTo('Problem'), { type: 'object', properties: { code: { type: 'string', enum: [...codes] } } }],
            },
          },
        },
      },
    ]),
  );
}

/** The answer of `caseNotice`, dressed for a printer. */
/** The answer of a command, dressed for a printer or as a file. */
function printed(
  operationId: string,
  summary: string,
  type: string,
  more: readonly ErrorCode[],
  key: CommandKey = 'caseNotice',
): OperationObject {
  const schema: SchemaObject = type === 'text/html' ? { type: 'string' } : { type: 'string', format: 'binary' };
  return {
    ...operationOf(key, false),
    operationId,
    summary,
    responses: { '200': { description: summary, content: { [type]: { schema } } }, ...problems(key, more) },
  };
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A list as a file: what `searchCases` answers, page by page. */
function exported(operationId: string, summary: string, type: string): OperationObject {
  return {
    ...operationOf('searchCases', true),
    operationId,
    summary,
    description: `Roles: ${COMMANDS.recordExport.roles.join(', ')}. Masked, 50,000 lines at most, written down each time.`,
    responses: {
      '200': { description: summary, content: { [type]: { schema: { type: 'string', format: 'binary' } } } },
      ...problems('recordExport'),
    },
  };
}

function servedCities(): OperationObject {
  return {
    operationId: 'servedCities',
    tags: ['auth'],
    summary: '可登录的城市',
    description: 'No sign-in needed.',
    security: [],
    responses: {
      '200': { description: '可登录的城市', content: { 'application/json': { schema: refTo('ServedCities') } } },
    },
  };
}

const pathFields = (key: CommandKey): string[] => [...routeOf(key).path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
const pascal = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
