import { KeyCache } from '../../src/modules/access/application/key-cache.js';
import { accessApp, type AccessApp } from './access-app.js';

const bearer = { type: 'bearer' } as const;

describe('API keys', () => {
  let hub: AccessApp;
  beforeAll(async () => (hub = await accessApp()), 120_000);
  afterAll(() => hub?.close());

  const me = (key: string) => hub.http().get('/api/v1/me').auth(key, bearer);
  const asAdmin = () => ({
    get: (path: string) => hub.http().get(path).auth(hub.adminKey, bearer),
    post: (path: string, body: object = {}) => hub.http().post(path).auth(hub.adminKey, bearer).send(body),
    patch: (path: string, body: object) => hub.http().patch(path).auth(hub.adminKey, bearer).send(body),
    delete: (path: string) => hub.http().delete(path).auth(hub.adminKey, bearer),
  });

  it('shows an admin key once at the first start and stores only its hash', async () => {
    expect(hub.adminKey).toMatch(/^lsk_[a-z0-9]{12}_[A-Za-z0-9]{43}$/);
    const answer = await me(hub.adminKey);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      roles: ['admin'],
      instanceIds: null,
      actor: { kind: 'key', name: 'First admin key' },
    });

    const secret = hub.adminKey.split('_')[2] as string;
    const dump = await hub.database.query<{ row: string }>(
      `SELECT k::text AS row FROM access.api_key k UNION ALL SELECT a::text FROM access.audit_entry a`,
    );
    expect(dump.length).toBeGreaterThan(1);
    for (const { row } of dump) expect(row).not.toContain(secret);
    expect(hub.lines.join('')).not.toContain(secret);
  });

  it('makes one key when two processes start at once, and none at the next start', async () => {
    const fresh = await accessApp();
    try {
      await fresh.database.query('DELETE FROM access.api_key');
      const [first, second] = await Promise.all([accessApp([], fresh.url), accessApp([], fresh.url)]);
      const third = await accessApp([], fresh.url);
      const rows = await fresh.database.query(`SELECT 1 FROM access.api_key`);
      expect([first, second, third].map((app) => app.adminKey).filter((key) => key !== '')).toHaveLength(1);
      expect(rows).toHaveLength(1);
      await Promise.all([first.close(), second.close(), third.close()]);
    } finally {
      await fresh.close();
    }
  }, 60_000);

  it.each([
    ['no key', undefined, 'access.no-key'],
    ['another scheme', 'Basic YTpi', 'access.no-key'],
    ['a key that is none', 'Bearer hello', 'access.unknown-key'],
    ['an unknown prefix', `Bearer lsk_aaaaaaaaaaaa_${'a'.repeat(43)}`, 'access.unknown-key'],
    ['a NUL in the key', 'Bearer lsk_%00', 'access.unknown-key'],
  ])('refuses %s with 401 and says how to log in', async (_what, header, code) => {
    const request = hub.http().get('/api/v1/me');
    const answer = await (header === undefined ? request : request.set('Authorization', header));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="longshore"');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status: 401, code, correlationId: answer.headers['x-correlation-id'] });
  });

  it('refuses the right prefix with a wrong secret exactly like an unknown key', async () => {
    const wrong = `${hub.adminKey.slice(0, -1)}${hub.adminKey.endsWith('a') ? 'b' : 'a'}`;
    const known = await me(wrong);
    const unknown = await me(`lsk_aaaaaaaaaaaa_${'a'.repeat(43)}`);
    expect(known.status).toBe(401);
    expect({ ...known.body, correlationId: '' }).toEqual({ ...unknown.body, correlationId: '' });
  });

  it('shows a new key in the answer of its creation only', async () => {
    const made = await asAdmin().post('/api/v1/api-keys', { name: 'till', role: 'operator' });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'till',
      role: 'operator',
      instanceIds: null,
      revokedAt: null,
      key: expect.stringMatching(/^lsk_/) as string,
    });
    const read = await asAdmin().get(`/api/v1/api-keys/${made.body.id}`);
    expect(read.body).toEqual({ ...made.body, key: undefined });
    const { body } = await asAdmin().get('/api/v1/api-keys');
    expect(body.data.map((key: { id: string }) => key.id)).toContain(made.body.id);
    expect(JSON.stringify(body)).not.toContain(made.body.key.split('_')[2]);
    expect((await me(made.body.key)).body.roles).toEqual(['operator']);
  });

  it('ends a revoked key at once, and revoking again changes nothing', async () => {
    const { id, key } = await hub.makeKey({ role: 'viewer' });
    expect((await me(key)).status).toBe(200);
    const first = await asAdmin().post(`/api/v1/api-keys/${id}/revoke`);
    expect(first.status).toBe(200);
    const refused = await me(key);
    expect(refused.body).toMatchObject({ status: 401, code: 'access.key-revoked' });
    const second = await asAdmin().post(`/api/v1/api-keys/${id}/revoke`);
    expect(second.body).toEqual(first.body);
  });

  it('ends a key that another process revoked within 5 seconds', async () => {
    const { id, key } = await hub.makeKey({ role: 'viewer' });
    expect((await me(key)).status).toBe(200);
    await hub.database.query('UPDATE access.api_key SET revoked_at = now() WHERE id = $1', [id]);
    const until = Date.now() + 5_000;
    let status = 200;
    while (status === 200 && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = (await me(key)).status;
    }
    expect(status).toBe(401);
  }, 10_000);

  it('ends a key at its expiry', async () => {
    const { key } = await hub.makeKey({ role: 'viewer', expiresAt: new Date(Date.now() + 700).toISOString() });
    expect((await me(key)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect((await me(key)).body).toMatchObject({ status: 401, code: 'access.key-expired' });
  });

  it('refuses an expiry in the past', async () => {
    const answer = await asAdmin().post('/api/v1/api-keys', {
      name: 'old',
      role: 'viewer',
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(answer.body).toMatchObject({ status: 422, code: 'access.expiry-in-the-past' });
  });

  it('rotates a key: a new one with the same limits, the old one ends after its grace', async () => {
    const { id, key } = await hub.makeKey({ role: 'accountant', name: 'books' });
    const graced = await asAdmin().post(`/api/v1/api-keys/${id}/rotate`, { graceSeconds: 60 });
    expect(graced.status).toBe(201);
    expect(graced.body).toMatchObject({ name: 'books', role: 'accountant' });
    expect([(await me(key)).status, (await me(graced.body.key)).status]).toEqual([200, 200]);
    const atOnce = await asAdmin().post(`/api/v1/api-keys/${graced.body.id}/rotate`);
    expect(atOnce.status).toBe(201);
    expect([(await me(graced.body.key)).status, (await me(atOnce.body.key)).status]).toEqual([401, 200]);
    expect((await asAdmin().post(`/api/v1/api-keys/${graced.body.id}/rotate`)).body.code).toBe('access.key-revoked');
  });

  it('keeps the last admin key, also when two are revoked at once', async () => {
    const admins = (await asAdmin().get('/api/v1/api-keys?role=admin&isRevoked=false')).body.data as { id: string }[];
    expect(admins).toHaveLength(1);
    const only = admins[0]?.id as string;
    expect((await asAdmin().post(`/api/v1/api-keys/${only}/revoke`)).body).toMatchObject({
      status: 422,
      code: 'access.last-admin-key',
    });

    for (let round = 0; round < 10; round++) {
      const other = await hub.makeKey({ role: 'admin' });
      const answers = await Promise.all([
        asAdmin().post(`/api/v1/api-keys/${other.id}/revoke`),
        hub.http().post(`/api/v1/api-keys/${only}/revoke`).auth(other.key, bearer).send({}),
      ]);
      const [winner, loser] = answers.map((answer) => answer.status).sort();
      // The loser is told why, or its own key was gone before it was even let in.
      expect(winner).toBe(200);
      expect([401, 422]).toContain(loser);
      const left = await hub.database.query(
        "SELECT id FROM access.api_key WHERE role = 'admin' AND revoked_at IS NULL AND id IN ($1, $2)",
        [only, other.id],
      );
      expect(left).toHaveLength(1);
      // Give the next round the two keys it needs.
      await hub.database.query(
        'UPDATE access.api_key SET revoked_at = CASE WHEN id <> $1 THEN now() END WHERE id IN ($1, $2)',
        [only, other.id],
      );
      hub.app.get(KeyCache, { strict: false }).forgetAll();
    }
  }, 15_000);

  it('notes the last use at most once a minute', async () => {
    const { id, key } = await hub.makeKey({ role: 'viewer' });
    await me(key);
    let lastUsedAt: string | null = null;
    for (let tries = 0; tries < 50 && lastUsedAt === null; tries++) {
      lastUsedAt = (await asAdmin().get(`/api/v1/api-keys/${id}`)).body.lastUsedAt;
    }
    expect(lastUsedAt).not.toBeNull();
    await me(key);
    await me(key);
    expect((await asAdmin().get(`/api/v1/api-keys/${id}`)).body.lastUsedAt).toBe(lastUsedAt);
  });

  it('costs no query for a key it has just seen', async () => {
    const { key } = await hub.makeKey({ role: 'viewer' });
    await me(key);
    const query = hub.database.query.bind(hub.database);
    let queries = 0;
    hub.database.query = (...args: Parameters<typeof query>) => (queries++, query(...args)) as never;
    try {
      for (let times = 0; times < 20; times++) expect((await me(key)).status).toBe(200);
    } finally {
      hub.database.query = query;
    }
    expect(queries).toBe(0);
  });

  it('lets a key do no more than its owner, and nothing once the owner is inactive', async () => {
    const user = await asAdmin().post('/api/v1/users', { name: 'Ada', email: 'Ada@Example.com', role: 'viewer' });
    expect(user.body).toMatchObject({ name: 'Ada', email: 'ada@example.com', isActive: true });
    const { key } = await hub.makeKey({ role: 'manager', userId: user.body.id, name: 'laptop' });
    const answer = await me(key);
    expect(answer.body).toMatchObject({ roles: ['manager', 'viewer'], actor: { name: 'Ada (laptop)' } });
    expect(answer.body.permissions).toContain('orders.read');
    expect(answer.body.permissions.filter((name: string) => !name.endsWith('.read'))).toEqual([]);

    expect((await asAdmin().delete(`/api/v1/users/${user.body.id}`)).body).toMatchObject({
      status: 422,
      code: 'access.user-owns-keys',
    });
    expect((await asAdmin().patch(`/api/v1/users/${user.body.id}`, { isActive: false })).body.isActive).toBe(false);
    expect((await me(key)).body.code).toBe('access.owner-inactive');
  });

  it('refuses an owner that does not exist and an e-mail address that is taken', async () => {
    const noOwner = await asAdmin().post('/api/v1/api-keys', {
      name: 'x',
      role: 'viewer',
      userId: '00000000-0000-7000-8000-00000000000a',
    });
    expect(noOwner.body).toMatchObject({ status: 422, code: 'access.no-such-user' });
    const person = { name: 'Bob', email: 'bob@example.com', role: 'viewer' };
    const first = await asAdmin().post('/api/v1/users', person);
    expect((await asAdmin().post('/api/v1/users', person)).body).toMatchObject({
      status: 409,
      code: 'access.email-taken',
    });
    expect((await asAdmin().delete(`/api/v1/users/${first.body.id}`)).status).toBe(204);
    expect((await asAdmin().get(`/api/v1/users/${first.body.id}`)).body).toMatchObject({
      status: 404,
      code: 'access.no-such-user',
    });
  });

  it('gives a key limited to instances nothing that concerns the whole hub', async () => {
    const { key } = await hub.makeKey({ role: 'admin', instanceIds: ['00000000-0000-7000-8000-00000000000a'] });
    for (const path of ['/api/v1/api-keys', '/api/v1/users', '/api/v1/audit-entries']) {
      const answer = await hub.http().get(path).auth(key, bearer);
      expect(answer.body).toMatchObject({ status: 403, code: 'access.not-allowed' });
    }
    expect(
      (await hub.http().post('/api/v1/api-keys').auth(key, bearer).send({ name: 'wider', role: 'admin' })).status,
    ).toBe(403);
  });
});
