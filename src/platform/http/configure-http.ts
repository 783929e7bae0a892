import type { NestExpressApplication } from '@nestjs/platform-express';
import { unreadBody } from './content/unread-body.middleware.js';
import { correlation } from './context/correlation.middleware.js';
import { serveOpenApi } from './openapi/serve-open-api.js';
import { jsonBody, jsonErrors, knownContentOnly } from './validation/json-body.middleware.js';

/** What has to be said to Express before Nest adds its routes. Call it once, between `NestFactory.create` and `listen` or `init`. */
export function configureHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // An answer is for one caller at one moment: no store on the way may keep it, and hashing every body for an ETag buys nothing.
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(correlation);
  app.use((_request: unknown, response: { setHeader(name: string, value: string): void }, next: () => void) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.use(unreadBody, knownContentOnly, jsonBody(), jsonErrors);
  serveOpenApi(app);
}
