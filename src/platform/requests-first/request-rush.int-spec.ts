import { createDataSource, Database } from '../database/index.js';
import { testDatabase, type TestDatabase } from '../database/testing/index.js';
import { KeptLog } from '../outbound-http/testing/kept-log.js';
import { until } from '../queue/testing/queue-behaviour.js';
import { RequestRush } from './request-rush.js';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await testDatabase();
  const source = createDataSource({ url: server.url, poolSize: 4 });
  await source.initialize();
  database = new Database(source);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(() => database.query('TRUNCATE platform.request_rush'));

const aProcess = () => new RequestRush(database, new KeptLog());

describe('a rush of requests', () => {
  it('is none with a few', async () => {
    const web = aProcess();
    for (let n = 0; n < 14; n++) web.count();
    await expect(web.isOn()).resolves.toBe(false);
  });

  it('is seen by other processes, and ends by itself', async () => {
    const [web, worker] = [aProcess(), aProcess()];
    for (let n = 0; n < 15; n++) web.count();
    await until(() => worker.isOn());
    await until(async () => !(await worker.isOn()));
  });

  it('goes on as long as one process says so', async () => {
    const [one, other, worker] = [aProcess(), aProcess(), aProcess()];
    for (const web of [one, other]) for (let n = 0; n < 60; n++) web.count();
    await until(() => worker.isOn());
    const rows = await database.query('SELECT id FROM platform.request_rush');
    expect(rows).toHaveLength(1);
  });

  it('that cannot be announced harms nobody', async () => {
    const log = new KeptLog();
    const away = { query: () => Promise.reject(new Error('away')) } as unknown as Database;
    const web = new RequestRush(away, log);
    for (let n = 0; n < 15; n++) web.count();
    await expect(web.isOn()).rejects.toThrow('away');
  });
});
