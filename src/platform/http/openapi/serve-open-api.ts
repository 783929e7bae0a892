import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { buildDocument } from './build-document.js';

/** Swagger UI at /api/docs and the document at /api/docs-json, made when somebody first asks. Readable without a key. */
export function serveOpenApi(app: INestApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= buildDocument(app)), {
    jsonDocumentUrl: 'api/docs-json',
    raw: ['json'],
  });
}
