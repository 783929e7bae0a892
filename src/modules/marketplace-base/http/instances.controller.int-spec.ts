import { newId } from '../../../shared-kernel/index.js';
import { aStore, marketplaceApp, TOKEN, type MarketplaceApp } from '../testing/index.js';

let app: MarketplaceApp;
beforeAll(async () => {
  app = await marketplaceApp();
}, 60_000);
afterAll(() => app?.close());
beforeEach(() => {
  app.connector.broken.clear();
  app.connector.data = aStore();
  app.connector.before = () => Promise.resolve();
  app.connector.read.length = 0;
});

interface View {
  id: string;
  name: string;
  state: string;
  version: number;
  timeZone: string;
  companyId: string;
  warehouseId: string;
  connectionStatus: string;
  credentials: unknown;
}

const one = async (id: string): Promise<View> =>
  (await app.http.get(`/api/v1/instances/${id}`).expect(200)).body as View;
const codes = (body: unknown): string[] => (body as { errors: { field: string }[] }).errors.map((error) => error.field);
const locations = (id: string) =>
  app.database.query<Record<string, unknown>>(
    `SELECT remote_id, name, active, warehouse_id, stock_location_id FROM marketplace.location WHERE instance_id = $1 ORDER BY remote_id`,
    [id],
  );

describe('an instance', () => {
  it('is created as a draft with the default company, and never shows its secrets (A1.2)', async () => {
    const answer = await app.http
      .post('/api/v1/instances')
      .send({ connector: 'fake', name: 'First', credentials: { shop: 'abc', accessToken: TOKEN } })
      .expect(201);
    expect(answer.body).toMatchObject({
      name: 'First',
      state: 'draft',
      companyId: app.directory.companyId,
      warehouseId: app.directory.warehouseId,
      timeZone: 'UTC',
      connectionStatus: 'unknown',
      credentials: { shop: 'abc', accessToken: { set: true }, url: 'https://fake.example' },
    });
    expect(answer.text).not.toContain(TOKEN);
    const { body } = await app.http.get('/api/v1/instances?name=First').expect(200);
    expect((body as { data: View[] }).data.map((row) => row.name)).toEqual(['First']);
    expect(app.audit.at(-1)).toMatchObject({ action: 'instance.created', recordType: 'instance' });
  });

  it('names every credential that is wrong and repeats none', async () => {
    const answer = await app.http
      .post('/api/v1/instances')
      .send({ connector: 'fake', name: 'Wrong', credentials: { shop: 'No Such', tokn: TOKEN } })
      .expect(400);
    expect(answer.body).toMatchObject({ code: 'marketplace.credentials-invalid' });
    expect(codes(answer.body).sort()).toEqual(['credentials.accessToken', 'credentials.shop', 'credentials.tokn']);
    expect(answer.text).not.toContain(TOKEN);
  });

  it.each([
    ['an unknown connector', { connector: 'nobody' }, 400, 'marketplace.unknown-connector'],
    ['an unknown field', { colour: 'red' }, 400, 'request.invalid'],
    ['a time zone nobody knows', { timeZone: 'Mars/Olympus' }, 400, 'marketplace.unknown-time-zone'],
    ['a warehouse of nobody', { warehouseId: newId() }, 422, 'marketplace.unknown-warehouse'],
    ['a name that is taken', { name: 'Taken' }, 409, 'marketplace.instance-name-taken'],
  ])('refuses %s', async (_, over, status, code) => {
    if (code.endsWith('taken')) await app.draft({ name: 'Taken' });
    const body = { connector: 'fake', name: `New ${newId()}`, credentials: { shop: 'a', accessToken: TOKEN }, ...over };
    const answer = await app.http.post('/api/v1/instances').send(body).expect(status);
    expect(answer.body).toMatchObject({ code });
  });

  it('is seen and made only within the limits of the key', async () => {
    const [mine, other] = [await app.draft(), await app.draft()];
    const limited = (path: string) => app.http.get(path).set('x-instances', mine);
    const { body } = await limited('/api/v1/instances').expect(200);
    expect((body as { data: View[] }).data.map((row) => row.id)).toEqual([mine]);
    expect(other).not.toBe(mine);
    await app.http
      .post('/api/v1/instances')
      .set('x-instances', mine)
      .send({ connector: 'fake', name: 'Not mine', credentials: { shop: 'a', accessToken: TOKEN } })
      .expect(403);
  });

  it('is edited by who read it last', async () => {
    const id = await app.draft();
    const before = await one(id);
    const edit = { version: before.version, timeZone: 'America/Chicago' };
    const { body } = await app.http.patch(`/api/v1/instances/${id}`).send(edit).expect(200);
    expect(body).toMatchObject({ name: before.name, timeZone: 'America/Chicago', version: before.version + 1 });
    const late = await app.http
      .patch(`/api/v1/instances/${id}`)
      .send({ ...edit, name: 'Late' })
      .expect(409);
    expect(late.body).toMatchObject({ code: 'marketplace.changed-meanwhile' });
  });

  it('has typed settings with defaults (A3)', async () => {
    const id = await app.draft();
    const { body } = await app.http.get(`/api/v1/instances/${id}/settings`).expect(200);
    expect(body).toMatchObject({ version: 1, logLevel: 'error', orderStatusIds: null, stockBasedOn: 'on-hand' });
    const changed = await app.http
      .patch(`/api/v1/instances/${id}/settings`)
      .send({ version: 1, logLevel: 'all', orderStatusIds: ['11', '2'] })
      .expect(200);
    expect(changed.body).toMatchObject({
      version: 2,
      logLevel: 'all',
      orderStatusIds: ['11', '2'],
      createProducts: true,
    });
    for (const wrong of [{ logLevel: 'loud' }, { queueBatchLimit: 0 }, { orderStatusIds: '11' }, { colour: 'red' }]) {
      await app.http
        .patch(`/api/v1/instances/${id}/settings`)
        .send({ version: 2, ...wrong })
        .expect(400);
    }
    expect((await app.http.get(`/api/v1/instances/${id}/settings`)).body).toEqual(changed.body);
  });

  it('takes new credentials whole, and another store only as a draft', async () => {
    const id = await app.anInstance();
    const put = (credentials: object) => app.http.put(`/api/v1/instances/${id}/credentials`).send({ credentials });
    await put({ shop: 'tide' }).expect(400);
    const moved = await put({ shop: 'other', accessToken: TOKEN }).expect(409);
    expect(moved.body).toMatchObject({ code: 'marketplace.instance-confirmed', facts: { fields: ['shop'] } });
    const changed = await put({ shop: 'tide', accessToken: 'another-secret-token' }).expect(200);
    expect(changed.body).toMatchObject({ connectionStatus: 'unknown', credentials: { accessToken: { set: true } } });
    expect(changed.text).not.toContain('another-secret-token');
  });

  it('is deleted only as a draft that never worked', async () => {
    const empty = await app.draft();
    await app.http.delete(`/api/v1/instances/${empty}`).expect(204);
    await app.http.get(`/api/v1/instances/${empty}`).expect(404);

    const used = await app.anInstance();
    expect((await app.http.delete(`/api/v1/instances/${used}`).expect(409)).body).toMatchObject({
      code: 'marketplace.instance-confirmed',
    });
    app.operation.things = [];
    await app.ended(await app.start(used));
    await app.http.post(`/api/v1/instances/${used}/reset-to-draft`).expect(200);
    expect((await app.http.delete(`/api/v1/instances/${used}`).expect(409)).body).toMatchObject({
      code: 'marketplace.instance-in-use',
      facts: { has: ['jobs'] },
    });
  });
});

describe('testing the connection', () => {
  it('stores status and time, tells what the store calls itself, and changes no state (A1.6, B3)', async () => {
    const id = await app.draft();
    const { body } = await app.http.post(`/api/v1/instances/${id}/test-connection`).expect(200);
    expect(body).toMatchObject({ ok: true, problems: [], store: { currency: 'EUR' } });
    expect(await one(id)).toMatchObject({
      state: 'draft',
      connectionStatus: 'ok',
      timeZone: 'Europe/Berlin',
      version: 1,
    });
    expect(app.connector.read).toEqual([]);
  });

  it('answers a bad connection as an answer, without the token the store repeated', async () => {
    const id = await app.draft();
    app.connector.broken.set('test', 'reauthorise');
    const answer = await app.http.post(`/api/v1/instances/${id}/test-connection`).expect(200);
    expect(answer.body).toMatchObject({
      ok: false,
      problems: [{ code: 'fake.token-refused', endpoint: 'GET /store' }],
    });
    expect(answer.text).not.toContain(TOKEN);
    expect(await one(id)).toMatchObject({ connectionStatus: 'failed' });
  });
});

describe('confirming', () => {
  it('imports six kinds in order and says what came (A2.1, A2.2)', async () => {
    const id = await app.draft();
    const { body } = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(200);
    expect(app.connector.read).toEqual([
      'order-statuses',
      'channels',
      'locations',
      'tax-classes',
      'categories',
      'brands',
    ]);
    expect(body).toMatchObject({
      instance: { state: 'confirmed' },
      imported: { categories: { created: 2, updated: 0, deactivated: 0 }, brands: { created: 1 } },
    });
    const history = await app.http.get(`/api/v1/operation-history?instanceId=${id}`).expect(200);
    expect((history.body as { data: { operation: string }[] }).data.map((row) => row.operation)).toEqual([
      'import-brands',
      'import-categories',
      'import-tax-classes',
      'import-locations',
      'import-channels',
      'import-order-statuses',
    ]);
    const mappings = await app.http.get(`/api/v1/instances/${id}/order-status-mappings`).expect(200);
    expect(mappings.body).toMatchObject({
      data: [
        { statusRemoteId: '5', status: 'Cancelled', stage: 'cancelled' },
        { statusRemoteId: '6', status: null, stage: 'cancelled' },
      ],
    });
  });

  it('fills the default location on the first import only, and only where nobody chose (A2.5)', async () => {
    const id = await app.anInstance();
    const { warehouseId, stockLocationId } = app.directory;
    expect(await locations(id)).toMatchObject([
      { remote_id: '1', warehouse_id: warehouseId, stock_location_id: stockLocationId },
      { remote_id: '2', warehouse_id: null, stock_location_id: null },
    ]);
    await app.database.query('UPDATE marketplace.location SET warehouse_id = NULL, stock_location_id = NULL');
    await app.http.post(`/api/v1/instances/${id}/reset-to-draft`).expect(200);
    await app.http.post(`/api/v1/instances/${id}/confirm`).expect(200);
    expect(await locations(id)).toMatchObject([{ warehouse_id: null }, { warehouse_id: null }]);
  });

  it('again updates by remote id and deactivates what vanished, never deleting (A2.3, A9.3, A9.4)', async () => {
    const id = await app.anInstance();
    app.connector.data.locations = [
      { remoteId: '1', code: 'MAIN', name: 'Main Street', isDefault: true, active: true },
      { remoteId: '3', code: 'NEW', name: 'New', isDefault: false, active: true },
    ];
    await app.http.post(`/api/v1/instances/${id}/reset-to-draft`).expect(200);
    const { body } = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(200);
    expect(body).toMatchObject({
      imported: {
        locations: { created: 1, updated: 1, deactivated: 1 },
        categories: { created: 0, updated: 0, deactivated: 0 },
      },
    });
    expect(await locations(id)).toMatchObject([
      { remote_id: '1', name: 'Main Street', active: true, warehouse_id: app.directory.warehouseId },
      { remote_id: '2', active: false },
      { remote_id: '3', active: true },
    ]);
  });

  it('is refused when it is confirmed already', async () => {
    const id = await app.anInstance();
    const { body } = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(409);
    expect(body).toMatchObject({ code: 'marketplace.instance-already-confirmed' });
  });

  it('stays a draft when a step fails, keeps what came before, and says which step, where and what to do (A2.6, A1.9)', async () => {
    const id = await app.draft();
    app.connector.broken.set('locations', 'give-up');
    const failed = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(422);
    expect(failed.body).toMatchObject({
      code: 'marketplace.import-failed',
      facts: { step: 'locations', cause: 'fake.give-up', endpoint: 'GET /things' },
    });
    expect((failed.body as { detail: string }).detail).toMatch(/locations failed at GET \/things.*Mend it\./);
    expect(failed.text).not.toContain(TOKEN);
    expect(app.connector.read).toEqual(['order-statuses', 'channels', 'locations']);
    expect(await one(id)).toMatchObject({ state: 'draft' });
    const log = await app.http.get(`/api/v1/log-entries?instanceId=${id}`).expect(200);
    expect(log.body).toMatchObject({ data: [{ operation: 'import-locations', level: 'error', code: 'fake.give-up' }] });

    app.connector.broken.clear();
    const { body } = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(200);
    expect(body).toMatchObject({ imported: { channels: { created: 0 }, locations: { created: 2 } } });
  });

  it('calls a store that does not answer a failure of the other side', async () => {
    const id = await app.draft();
    app.connector.broken.set('brands', 'retry');
    await app.http.post(`/api/v1/instances/${id}/confirm`).expect(502);
  });

  it('imports nothing when the connection fails', async () => {
    const id = await app.draft();
    app.connector.broken.set('test', 'reauthorise');
    const { body } = await app.http.post(`/api/v1/instances/${id}/confirm`).expect(422);
    expect(body).toMatchObject({ code: 'marketplace.connection-failed', facts: { step: 'test-connection' } });
    expect(app.connector.read).toEqual([]);
  });

  it('twice at once: one wins, the other is told', async () => {
    const id = await app.draft();
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const arrived = new Promise<void>((resolve) => {
      app.connector.before = (what) => {
        if (what === 'test') resolve();
        return gate;
      };
    });
    const first = app.http.post(`/api/v1/instances/${id}/confirm`).then((answer) => answer);
    await arrived;
    const second = await app.http.post(`/api/v1/instances/${id}/confirm`);
    go();
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'marketplace.confirm-running' });
    expect((await first).status).toBe(200);
  });

  it('is not undone while jobs run', async () => {
    const id = await app.anInstance();
    await app.database.query(
      `INSERT INTO marketplace.queue_job (id, instance_id, operation, requested_by, correlation_id) VALUES ($1, $2, 'import-things', 't', 'c')`,
      [newId(), id],
    );
    const { body } = await app.http.post(`/api/v1/instances/${id}/reset-to-draft`).expect(409);
    expect(body).toMatchObject({ code: 'marketplace.jobs-running' });
  });
});
