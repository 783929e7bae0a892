import { AuditTrail, withActor } from '../../src/platform/http/index.js';
import { withCorrelation } from '../../src/platform/logging/index.js';
import { accessApp, type AccessApp } from './access-app.js';

const bearer = { type: 'bearer' } as const;
interface Entry {
  action: string;
  actorName: string;
  actorKind: string;
  recordId: string;
  correlationId: string;
  before: unknown;
  after: unknown;
}

describe('the audit trail', () => {
  let hub: AccessApp;
  beforeAll(async () => (hub = await accessApp()), 120_000);
  afterAll(() => hub?.close());

  const entries = async (query: string): Promise<Entry[]> => {
    const answer = await hub.http().get(`/api/v1/audit-entries?${query}`).auth(hub.adminKey, bearer);
    expect(answer.status).toBe(200);
    return answer.body.data as Entry[];
  };

  it('says who changed what, from what to what, in which request', async () => {
    const post = await hub
      .http()
      .post('/api/v1/users')
      .auth(hub.adminKey, bearer)
      .send({ name: 'Ada', email: 'ada@example.com', role: 'viewer' });
    const id = post.body.id as string;
    await hub
      .http()
      .patch(`/api/v1/users/${id}`)
      .auth(hub.adminKey, bearer)
      .set('X-Correlation-Id', 'audit-test-1')
      .send({ role: 'operator' });
    const [changed, created] = await entries(`recordType=user&recordId=${id}`);
    expect(created).toMatchObject({
      action: 'user.created',
      actorKind: 'key',
      actorName: 'First admin key',
      before: null,
    });
    expect(changed).toMatchObject({
      action: 'user.changed',
      correlationId: 'audit-test-1',
      before: { role: 'viewer', name: 'Ada' },
      after: { role: 'operator', name: 'Ada' },
    });
  });

  it('names the system for what no request caused, and the person for whom a job works', async () => {
    const [first] = await entries('action=api-key.created');
    expect(first).toMatchObject({ actorKind: 'system', actorName: 'system' });
    const trail = hub.app.get(AuditTrail);
    await withCorrelation('job-77777777', () =>
      withActor({ kind: 'key', id: '00000000-0000-7000-8000-00000000000a', name: 'night shift' }, () =>
        hub.database.transaction((tx) =>
          trail.record(tx, [{ action: 'thing.done', recordType: 'thing', recordId: '1' }]),
        ),
      ),
    );
    expect(await entries('correlationId=job-77777777')).toMatchObject([{ actorName: 'night shift', after: null }]);
  });

  it('leaves secrets out, whatever the caller passes', async () => {
    const trail = hub.app.get(AuditTrail);
    const after = {
      name: 'store',
      clientSecret: 'canary-1',
      accessToken: 'canary-2',
      nested: [{ password: 'canary-3' }],
      api_key: 'canary-4',
    };
    await hub.database.transaction((tx) =>
      trail.record(tx, [{ action: 'secret.set', recordType: 'instance', recordId: '9', after }]),
    );
    const [entry] = await entries('action=secret.set');
    expect(JSON.stringify(entry)).not.toContain('canary');
    expect(entry?.after).toMatchObject({ name: 'store', clientSecret: '[left out]' });
  });

  it.each([
    'UPDATE access.audit_entry SET action = action',
    'DELETE FROM access.audit_entry',
    'TRUNCATE access.audit_entry',
  ])('refuses %s', async (sql) => {
    await expect(hub.database.query(sql)).rejects.toThrow('The audit trail is append-only.');
  });

  it('is written with the change or not at all', async () => {
    const trail = hub.app.get(AuditTrail);
    const failing = hub.database.transaction(async (tx) => {
      await trail.record(tx, [{ action: 'never.happened', recordType: 'thing', recordId: '1' }]);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await entries('action=never.happened')).toEqual([]);
  });

  it('is for managers and admins', async () => {
    const manager = await hub.makeKey({ role: 'manager' });
    const operator = await hub.makeKey({ role: 'operator' });
    expect((await hub.http().get('/api/v1/audit-entries').auth(manager.key, bearer)).status).toBe(200);
    const refused = await hub.http().get('/api/v1/audit-entries').auth(operator.key, bearer);
    expect(refused.body).toMatchObject({ status: 403, facts: { permission: 'audit.read' } });
    expect(refused.body.detail).toContain('audit.read');
  });
});
