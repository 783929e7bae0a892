import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { FORM_CONTENT } from '../content/accepts.decorator.js';
import { FILES_FIELD, FORM_LIMITS } from '../multipart/limits.js';
import { RouteTable, type Route } from '../routes/route-table.js';
import { COMMON_SCHEMAS } from './common-schemas.js';
import { describeDto } from './describe-dto.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The OpenAPI document: what Swagger finds on the controllers, plus what holds for every route. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const routes = app.get(RouteTable).all();
  for (const route of routes) describeParameters(route);
  const config = new DocumentBuilder()
    .setTitle('Longshore')
    .setDescription(
      'A commerce operations hub. Lists take filters, `sort`, `limit` and `cursor`; failures are problem+json.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: lsk_…' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationId });
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...COMMON_SCHEMAS } };
  const byId = new Map(routes.map((route) => [operationId(route.controller.name, route.handler), route]));
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Operation[]) {
      const route = byId.get(operation.operationId ?? '');
      if (route) complete(operation, route);
    }
  }
  return document;
}

const operationId = (controller: string, handler: string): string =>
  `${controller.replace(/Controller$/, '')}.${handler}`;

function describeParameters({ controller, handler }: Route): void {
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler) as
    (Type | undefined)[] | undefined;
  for (const type of types ?? []) if (typeof type === 'function') describeDto(type);
}

function complete(operation: Operation, route: Route): void {
  operation.responses ??= {};
  operation.responses.default ??= {
    description: 'A problem.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  describeForm(operation);
  if (route.permission === null) return;
  operation.security = [{ apiKey: [] }];
  operation.description = [operation.description, `Needs the permission ${route.permission}.`]
    .filter(Boolean)
    .join('\n\n');
  if (route.method !== 'POST') return;
  operation.parameters = [
    ...(operation.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same key with the same request is done once and answered alike for 24 hours.',
      schema: { type: 'string', maxLength: 255 },
    },
  ];
}

/** A form has the fields of the JSON and files besides. */
function describeForm({ requestBody }: Operation): void {
  const form = requestBody && 'content' in requestBody ? requestBody.content[FORM_CONTENT] : undefined;
  if (!form?.schema) return;
  const file = { type: 'string', format: 'binary' };
  const files = { type: 'array', items: file, maxItems: FORM_LIMITS.files };
  form.schema = { allOf: [form.schema, { type: 'object', properties: { [FILES_FIELD]: files } }] };
}
