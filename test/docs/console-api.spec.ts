import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../apps/gateway/src/openapi/document.js';
import { projectDir } from '../../deploy/local/local-folder.js';

interface ConsoleApi {
  readonly schemaFile: string;
  readonly apiTypes: (document: object) => Promise<string>;
}

// By a name the compiler does not follow: the script is JavaScript, as all of the developer's commands.
const script = join(projectDir, 'deploy', 'local', 'console-api.mjs');
const { schemaFile, apiTypes } = (await import(script)) as ConsoleApi;

describe('what the console knows of the API', () => {
  it('is made from the document as it is now; `npm run console:api` makes it again', async () => {
    expect((await apiTypes(openApiDocument())) === readFileSync(schemaFile, 'utf8')).toBe(true);
  });
});
