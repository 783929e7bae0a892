import { Global, Module } from '@nestjs/common';
import { Config, loadConfig } from '../../../platform/config/index.js';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { SupportTicketsModule } from '../index.js';

@Global()
@Module({
  providers: [{ provide: Config, useValue: loadConfig({ TICKETS_PER_MINUTE: '6' }) }],
  exports: [Config],
})
class SixAMinute {}

@Module({ imports: [SixAMinute, SupportTicketsModule] })
class LimitedSupport {}

let app: RestApp;

beforeAll(async () => {
  app = await restApp(LimitedSupport);
}, 60_000);

afterAll(() => app.close());

const send = (over: object) =>
  app.http
    .post('/api/v1/support/tickets')
    .send({ product: 'bigcommerce', name: 'Ada', email: 'ada@example.com', subject: 'Help', ...over });

it('holds off who reports about one store without end, then the address; reading stays free', async () => {
  const about = (storeHash: string) => send({ storeHash });
  expect((await about('abc')).status).toBe(201);
  expect((await about('ABC ')).status).toBe(201);
  const { body, headers } = await about('abc').expect(429);
  expect(body).toMatchObject({ code: 'support.too-many-reports' });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);

  // A form is read before it is known what it is about.
  const form = app.http.post('/api/v1/support/tickets').field('storeHash', 'aBc').field('subject', 'Help');
  expect((await form).body).toMatchObject({ code: 'support.too-many-reports' });

  const others = [await about('one'), await about('two'), await about('three')];
  expect(others.map(({ status }) => status)).toEqual([201, 201, 429]);
  // Of whoever is held off nothing is read: this is no form at all.
  const { status } = await app.http
    .post('/api/v1/support/tickets')
    .set('Content-Type', 'multipart/form-data; boundary=X')
    .send('nonsense');
  expect(status).toBe(429);
  for (let reads = 0; reads < 20; reads++) await app.http.get('/api/v1/support/policies/bigcommerce').expect(200);
  for (let reads = 0; reads < 20; reads++) {
    await app.http.get('/api/v1/support/follow/T-000001').set('X-Ticket-Secret', 'wrong').expect(404);
  }
});
