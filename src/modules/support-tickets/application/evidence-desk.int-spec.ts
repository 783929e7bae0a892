import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import type { Evidence } from '../domain/evidence.js';
import { SupportTicketsModule } from '../index.js';
import { EvidenceDesk, type EvidenceWanted } from './evidence-desk.js';

let app: RestApp;
let desk: EvidenceDesk;

beforeAll(async () => {
  app = await restApp(SupportTicketsModule);
  desk = app.get(EvidenceDesk);
}, 60_000);
afterAll(() => app.close());
beforeEach(() => app.database.query('DELETE FROM support.evidence_wanted'));

const NOTHING: Evidence = { instances: [], records: [], selfChecks: [] };
const instanceId = newId();
const revoked: Evidence = {
  instances: [
    {
      id: instanceId,
      name: 'Tidewater',
      connector: 'bigcommerce',
      state: 'confirmed',
      confirmedAt: null,
      versions: { hub: '1.0.0', platform: null },
      connection: { status: 'failed', checkedAt: null, problems: [] },
      schedule: [],
      failures: { since: '2026-11-17T00:00:00.000Z', lines: [], errors: [] },
    },
  ],
  records: [
    { kind: 'sale-order', id: newId(), label: 'S00042', instanceId, facts: { remoteId: '1001' }, timeline: [] },
  ],
  selfChecks: [
    {
      instanceId,
      key: 'credentials',
      result: 'failed',
      detail: 'The token is not accepted.',
      code: 'bigcommerce.token-refused',
      remedy: 'Make another.',
    },
  ],
};

interface View {
  state: string;
  dueAt: string | null;
  version: number;
  evidence: Evidence | null;
  messages: { isInternal: boolean; isAutomatic: boolean; authorName: string; body: string }[];
  links: { kind: string; label: string }[];
  history: { kind: string }[];
}
interface Opened {
  number: string;
  secret: string;
}

async function open(over: object = {}, headers: Record<string, string> = { 'x-no-key': '1' }) {
  const body = { product: 'bigcommerce', name: 'Ada', email: 'ada@example.com', subject: 'Help', ...over };
  const answer = await app.http.post('/api/v1/support/tickets').set(headers).send(body).expect(201);
  const { number, secret } = answer.body as Opened;
  const [row] = await app.database.query<{ id: string }>('SELECT id FROM support.ticket WHERE number = $1', [number]);
  return { number, secret, id: row?.id ?? '' };
}
const read = async (id: string): Promise<View> =>
  (await app.http.get(`/api/v1/support/tickets/${id}`).expect(200)).body as View;
const due = (id: string) =>
  app.database.query(
    `INSERT INTO support.evidence_wanted (ticket_id, due_at) VALUES ($1, now() - interval '1 second')
     ON CONFLICT (ticket_id) DO UPDATE SET due_at = excluded.due_at`,
    [id],
  );
const given = (wanted: readonly EvidenceWanted[], evidence: Evidence) =>
  wanted.map(({ ticketId, claim }) => ({ ticketId, claim, evidence }));

describe('tickets that wait for evidence', () => {
  it('are those that name a store or account, each taken by one worker', async () => {
    await open({ storeHash: ' - ' });
    const { id } = await open({ storeHash: 'https://store-abc.mybigcommerce.com', description: 'Order 1001' });
    const claims = (await Promise.all([desk.claim(10), desk.claim(10), desk.claim(10)])).flat();
    expect(claims).toEqual([
      {
        ticketId: id,
        claim: expect.stringMatching(/^1 /) as string,
        connector: 'bigcommerce',
        names: ['https://store-abc.mybigcommerce.com', 'abc'],
        references: ['1001'],
      },
    ]);
  });

  it('are due again when the worker that took them died, and given up after five times', async () => {
    const { id } = await open({ storeHash: 'abc' });
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await desk.claim(10)).toHaveLength(1);
      expect(await desk.claim(10)).toEqual([]);
      await due(id);
    }
    expect(await desk.claim(10)).toEqual([]);
    await due(id);
    expect((await read(id)).history.map(({ kind }) => kind)).toContain('evidence-given-up');
    await app.http.post(`/api/v1/support/tickets/${id}/evidence`).expect(202);
    expect(await desk.claim(10)).toMatchObject([{ ticketId: id }]);
    await app.http.post(`/api/v1/support/tickets/${newId()}/evidence`).expect(404);
  });

  it('take it from whoever took them last', async () => {
    const { id } = await open({ storeHash: 'abc' });
    const late = await desk.claim(10);
    await app.http.post(`/api/v1/support/tickets/${id}/evidence`).expect(202);
    const current = await desk.claim(10);
    await desk.attach(given(late, revoked));
    expect((await read(id)).evidence).toBeNull();
    await desk.attach(given(current, NOTHING));
    expect((await read(id)).evidence).toMatchObject({ instances: [] });
    await desk.attach(given(current, revoked));
    expect((await read(id)).evidence).toMatchObject({ instances: [] });
  });

  it('take theirs although another cannot take its own', async () => {
    const [one, other] = [await open({ storeHash: 'abc' }), await open({ storeHash: 'abc' })];
    const wanted = await desk.claim(10);
    const refused = {
      ...revoked,
      records: [{ ...(revoked.records[0] as object), id: 'no id' }],
    } as unknown as Evidence;
    await desk.attach(
      wanted.map(({ ticketId, claim }) => ({ ticketId, claim, evidence: ticketId === one.id ? refused : revoked })),
    );
    expect((await read(one.id)).evidence).toBeNull();
    expect((await read(other.id)).evidence).toMatchObject({ instances: [{ id: instanceId }] });
    expect(app.lines.some((line) => line.includes('evidence not attached') && line.includes(one.id))).toBe(true);
    await due(one.id);
    expect(await desk.claim(10)).toMatchObject([{ ticketId: one.id }]);
  });
});

describe('evidence', () => {
  it('is told to whoever sent a key that may see the store: he is to act, and the clock stands meanwhile', async () => {
    const { id, number, secret } = await open({ storeHash: 'abc' }, { 'x-instances': instanceId });
    await desk.attach(given(await desk.claim(10), revoked));
    const ticket = await read(id);
    expect(ticket).toMatchObject({
      state: 'waiting-on-customer',
      links: [{ kind: 'instance', label: 'Tidewater' }, { label: 'S00042' }],
    });
    expect(
      ticket.messages.map(({ isInternal, isAutomatic, authorName }) => [isInternal, isAutomatic, authorName]),
    ).toEqual([
      [false, true, 'Longshore'],
      [true, true, 'Longshore'],
    ]);
    expect(app.events.at(-1)).toMatchObject({
      type: 'support.ticket-answered.v1',
      payload: { ticketId: id, author: 'staff' },
    });
    const follow = () => app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret);
    expect((await follow()).body).toMatchObject({
      state: 'waiting-on-customer',
      respondBy: null,
      coverage: { state: 'excluded', exclusion: 'misconfiguration', sentenceNumber: '2.5' },
    });
    const { body: replied } = await app.http
      .post(`/api/v1/support/follow/${number}/messages`)
      .set('X-Ticket-Secret', secret)
      .send({ body: 'Done, and it still fails.' })
      .expect(201);
    expect(replied).toMatchObject({ state: 'open', respondBy: expect.any(String) as string });
  });

  it('leaves a stranger’s ticket as it is but for staff, the second time without another note', async () => {
    const { id, number, secret } = await open({ storeHash: 'abc' });
    const follow = async () =>
      (await app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret).expect(200)).text;
    const [before, { version, dueAt }] = [await follow(), await read(id)];
    await desk.attach(given(await desk.claim(10), revoked));
    await due(id);
    await desk.attach(given(await desk.claim(10), revoked));
    expect(await follow()).toBe(before);
    const ticket = await read(id);
    expect(ticket).toMatchObject({ version, dueAt, messages: [{ isInternal: true }] });
    expect(ticket.history.filter(({ kind }) => kind === 'evidence-gathered')).toHaveLength(2);
  });

  it('counts no more once the report is another one, whatever becomes of the next look', async () => {
    const { id, number, secret } = await open({ storeHash: 'abc' }, { 'x-instances': instanceId });
    await desk.attach(given(await desk.claim(10), revoked));
    const complete = async (details: object) =>
      (
        await app.http
          .post(`/api/v1/support/follow/${number}/details`)
          .set('X-Ticket-Secret', secret)
          .send(details)
          .expect(200)
      ).body as { coverage: { exclusion: string | null } };
    await due(id);
    const late = await desk.claim(10);
    expect((await complete({ storeHash: '', purchaseReference: 'INV/1' })).coverage.exclusion).toBeNull();
    // It names no store any more: nobody looks again, and who was at it speaks for it no more.
    expect(await desk.claim(10)).toEqual([]);
    await desk.attach(given(late, revoked));
    expect(await read(id)).toMatchObject({ evidence: { isOfThisReport: false } });
    const { body } = await app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret);
    expect((body as { coverage: { exclusion: string | null } }).coverage.exclusion).toBeNull();
  });

  it('is not told over the head of whoever of staff is at it', async () => {
    const { id } = await open({ storeHash: 'abc' }, { 'x-instances': instanceId });
    const wanted = await desk.claim(10);
    await app.http.post(`/api/v1/support/tickets/${id}/messages`).send({ body: 'We look.', state: 'open' }).expect(201);
    await desk.attach(given(wanted, revoked));
    const { state, messages } = await read(id);
    expect([state, messages.filter(({ isInternal }) => !isInternal).length]).toEqual(['open', 1]);
  });
});
