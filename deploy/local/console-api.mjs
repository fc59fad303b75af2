// `npm run console:api`: writes what the console knows of the API, made from the gateway's OpenAPI document.
// test/docs/console-api.spec.ts (in `npm run check`) tells when it is stale.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { prepare, projectDir } from './prepare.mjs';

/** Where the types of the API lie. */
export const schemaFile = join(projectDir, 'apps', 'console', 'src', 'api', 'schema.d.ts');

/** Text of that file for an OpenAPI document. */
export async function apiTypes(document) {
  const types = astToString(await openapiTS(withOneProblem(structuredClone(document)), { alphabetize: true }));
  return `// Made from the gateway's OpenAPI document by \`npm run console:api\`; change the document, not this file.\n${types}`;
}

/** Every error has one shape and its own words: a type for each status of each operation would say nothing more. */
function withOneProblem(document) {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    operation.responses = { ...Object.fromEntries(good), default: { description: 'Problem', content: problem } };
  }
  return document;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  prepare();
  const built = join(projectDir, 'dist', 'apps', 'gateway', 'src', 'openapi', 'document.js');
  const { openApiDocument } = await import(pathToFileURL(built).href);
  writeFileSync(schemaFile, await apiTypes(openApiDocument()));
  process.stdout.write('apps/console/src/api/schema.d.ts\n');
}
