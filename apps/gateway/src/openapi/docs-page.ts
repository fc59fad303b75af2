import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './document.js';

/** The readable page, with all its assets from this process: a hall's network may have no way out. */
export const DOCS_PATH = '/api/docs';
export const DOCUMENT_PATH = '/api/openapi.json';

/** Serves the document and its page. */
export function mountDocs(app: NestExpressApplication): void {
  SwaggerModule.setup(DOCS_PATH, app, openApiDocument(), {
    jsonDocumentUrl: DOCUMENT_PATH,
    raw: ['json'],
    customSiteTitle: '通办 Tongban API',
    swaggerOptions: { docExpansion: 'none', displayRequestDuration: true, persistAuthorization: false },
  });
}
