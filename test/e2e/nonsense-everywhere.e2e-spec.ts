import { Agent, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenAPIObject } from '@nestjs/swagger';
import { buildDocument, RouteTable, type Route } from '../../src/platform/http/index.js';
import { NONSENSE, sampleOf, spoil } from './nonsense.js';
import { wholeHub, type WholeHub } from './whole-hub.js';

const ID = '00000000-0000-7000-8000-00000000000a';

/** Bad input to any endpoint gives a 4xx problem, never a 500 (issue 2). Fields come from OpenAPI, so new ones are covered by themselves. */
describe('nonsense sent to every route', () => {
  let hub: WholeHub;
  let document: OpenAPIObject;
  let routes: Route[];
  let sent = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  beforeAll(async () => {
    hub = await wholeHub();
    document = buildDocument(hub.app);
    routes = hub.app.get(RouteTable).all();
  }, 120_000);
  afterAll(async () => {
    agent.destroy();
    await hub?.close();
  });

  function call(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    sent++;
    const { port } = hub.app.getHttpServer().address() as AddressInfo;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${hub.adminKey}`,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const out = send({ agent, port, method, path, headers }, (answer) => {
        let seen = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (seen += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: seen }));
        answer.on('error', reject);
      });
      out.on('error', reject);
      out.end(text);
    });
  }

  const isFailure = (status: number): boolean => status >= 500 && status !== 502;

  it('in bodies', async () => {
    const failures: string[] = [];
    for (const route of routes) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase() as 'post'];
      const body = operation?.requestBody;
      const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined;
      if (!schema) continue;
      const path = route.path.replace(/:\w+/g, ID);
      for (const { at, body: spoilt } of spoil(sampleOf(document, schema as never))) {
        const { status, text } = await call(route.method, path, spoilt);
        if (isFailure(status)) failures.push(`${route.method} ${route.path}: ${at}: ${status} ${text.slice(0, 300)}`);
      }
    }
    expect(failures).toEqual([]);
  }, 300_000);

  it('in query strings', async () => {
    const failures: string[] = [];
    for (const route of routes) {
      if (route.method !== 'GET' || route.isPublic) continue;
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.get;
      const names = (operation?.parameters ?? []).flatMap((parameter) =>
        'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      for (const name of [...names, 'nonsense']) {
        for (const value of NONSENSE) {
          const query = `${encodeURIComponent(name)}=${encodeURIComponent(String(value).slice(0, 5_000))}`;
          const { status, text } = await call('GET', `${route.path.replace(/:\w+/g, ID)}?${query}`);
          if (isFailure(status))
            failures.push(`GET ${route.path}?${query.slice(0, 60)}: ${status} ${text.slice(0, 300)}`);
        }
      }
    }
    expect(failures).toEqual([]);
  }, 300_000);

  it('in paths', async () => {
    const failures: string[] = [];
    for (const route of routes.filter(({ path }) => path.includes(':'))) {
      for (const value of ['x', '%00', '%E0%A4%A', '-1', 'x'.repeat(5_000), '..%2f..', '%F0%9F%9A%A2', 'null']) {
        const path = route.path.replace(/:\w+/g, value);
        const { status, text } = await call(route.method, path, route.method === 'GET' ? undefined : {});
        if (status < 400 || isFailure(status))
          failures.push(`${route.method} ${path.slice(0, 80)}: ${status} ${text.slice(0, 300)}`);
      }
    }
    expect(failures).toEqual([]);
  }, 300_000);

  it('was really sent', () => {
    expect(sent).toBeGreaterThan(5_000);
    expect(hub.errors).toEqual([]);
  });
});
