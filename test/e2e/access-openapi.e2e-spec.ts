import { accessApp, type AccessApp } from './access-app.js';
import { ProbeModule } from './access-probe.js';

interface Operation {
  description?: string;
  security?: unknown;
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}

describe('OpenAPI', () => {
  let hub: AccessApp;
  let document: {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, { required?: string[]; properties: Record<string, unknown> }> };
  };
  beforeAll(async () => {
    hub = await accessApp([ProbeModule]);
    document = (await hub.http().get('/api/docs-json')).body;
  }, 120_000);
  afterAll(() => hub?.close());

  it('is served as a page too', async () => {
    const page = await hub.http().get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.text).toContain('swagger-ui');
  });

  it('shows a list with its filters, orders and page', () => {
    const list = document.paths['/api/v1/audit-entries']?.['get'];
    const names = list?.parameters?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['recordType', 'at.from', 'at.before', 'limit', 'cursor', 'sort']));
    expect(list?.parameters?.find(({ name }) => name === 'sort')?.schema).toMatchObject({
      enum: ['at', '-at'],
      default: '-at',
    });
    expect(JSON.stringify(list?.responses['200'])).toContain('nextCursor');
  });

  it('says of each route which permission it needs and how it fails', () => {
    const create = document.paths['/api/v1/api-keys']?.['post'];
    expect(create?.description).toContain('api-keys.write');
    expect(create?.security).toEqual([{ apiKey: [] }]);
    expect(create?.parameters?.map(({ name }) => name)).toContain('Idempotency-Key');
    expect(Object.keys(create?.responses['default']?.content ?? {})).toEqual(['application/problem+json']);
    expect(document.paths['/api/v1/probes/open']?.['post']?.security).toBeUndefined();
  });

  it('knows the fields of a body from their validation, nested ones too', () => {
    const { ProbeBody, ProbeLine, CreateApiKeyBody } = document.components.schemas;
    expect(ProbeBody?.required).toEqual(['name']);
    expect(ProbeBody?.properties).toMatchObject({
      name: { type: 'string', maxLength: 50 },
      stock: { type: 'integer' },
      orderedAt: { type: 'string', format: 'date-time' },
      tags: { type: 'array', items: { type: 'string' } },
      address: { $ref: '#/components/schemas/ProbeAddress' },
      lines: { type: 'array', maxItems: 5, items: { $ref: '#/components/schemas/ProbeLine' } },
    });
    expect(ProbeLine?.properties).toMatchObject({ quantity: { type: 'integer', minimum: 1 } });
    expect(CreateApiKeyBody?.properties).toMatchObject({
      role: { type: 'string', enum: ['viewer', 'operator', 'accountant', 'manager', 'admin'] },
    });
  });
});
