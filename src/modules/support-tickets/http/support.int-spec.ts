import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { SupportTicketsModule } from '../index.js';

let app: RestApp;

beforeAll(async () => {
  app = await restApp(SupportTicketsModule);
}, 60_000);

afterAll(() => app.close());

const COMPLETE = {
  product: 'bigcommerce',
  name: 'Grace Hopper',
  email: 'grace@example.com',
  subject: 'Orders lose their coupon',
  platformVersion: '17.0',
  platformEdition: 'enterprise',
  storeHash: 'abc123',
  storefrontUrl: 'https://shop.example.com',
  purchaseReference: 'INV/2026/0042',
  description: 'A coupon of 10 % is missing on the imported order.',
  expectedResult: 'The order has a discount line.',
  stepsToReproduce: '1. Make an order with a coupon. 2. Import it.',
};

interface Opened {
  number: string;
  secret: string;
  state: string;
  respondBy: string;
  coverage: { state: string; sentenceNumber: string };
  missing: { field: string; level: string }[];
  suggestedTrack: string | null;
  advice: string | null;
}

const open = async (over: object = {}): Promise<Opened> =>
  (
    await app.http
      .post('/api/v1/support/tickets')
      .send({ ...COMPLETE, ...over })
      .expect(201)
  ).body as Opened;
const follow = (number: string, secret: string) =>
  app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret);
const idOf = async (number: string): Promise<string> =>
  ((await app.http.get(`/api/v1/support/tickets?number=${number}`).expect(200)).body as { data: { id: string }[] })
    .data[0]?.id ?? '';

describe('support policies', () => {
  it('of both connectors are public from the first start on (D1 to D26)', async () => {
    const { body } = await app.http.get('/api/v1/support/policies').expect(200);
    expect((body as { data: { product: string; version: number }[] }).data).toMatchObject([
      { product: 'bigcommerce', version: 1, policy: { coverageDays: 60 } },
      { product: 'shipstation', version: 1, policy: { coverageDays: 60 } },
    ]);
    await app.http.get('/api/v1/support/policies/shipstation').expect(200);
    const { body: none } = await app.http.get('/api/v1/support/policies/magento').expect(404);
    expect(none).toMatchObject({
      code: 'support.no-such-product',
      facts: { products: ['bigcommerce', 'shipstation'] },
    });
  });
});

describe('the next version of a policy', () => {
  interface Published {
    version: number;
    policy: { coverageDays: number; response: { calendar: Record<string, unknown> } };
  }
  const inForce = async (product: string) =>
    (await app.http.get(`/api/v1/support/policies/${product}`).expect(200)).body as Published;
  const publish = (over: object) =>
    app.http.post('/api/v1/support/policies').send({ product: 'shipstation', title: 'ShipStation connector', ...over });

  it('is in force at once; tickets stay under the one they came under', async () => {
    const { policy } = await inForce('shipstation');
    const before = await open({ product: 'shipstation' });
    await publish({ policy: { ...policy, coverageDays: 90 } }).expect(201);
    expect(await inForce('shipstation')).toMatchObject({ version: 2, policy: { ...policy, coverageDays: 90 } });
    const { body } = await app.http.get(`/api/v1/support/tickets/${await idOf(before.number)}`).expect(200);
    expect(body).toMatchObject({ policyVersion: 1 });
    expect(app.audit.some((entry) => entry.action === 'support-policy.published')).toBe(true);
  });

  it('may be the first of a new product', async () => {
    const { policy } = await inForce('bigcommerce');
    await publish({ product: 'warehouse-app', title: 'Warehouse app', policy }).expect(201);
    expect(await open({ product: 'warehouse-app' })).toMatchObject({ number: expect.stringMatching(/^T-/) });
  });

  it.each([
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
    ['an unknown country', { region: { country: 'XX', state: null } }],
    ['no workday', { workdays: [] }],
    ['an eighth weekday', { workdays: [8] }],
    ['a day off that is none', { closed: ['2026-02-30'] }],
  ])('is refused with %s', async (_, calendar) => {
    const { version, policy } = await inForce('shipstation');
    const response = { ...policy.response, calendar: { ...policy.response.calendar, ...calendar } };
    const { status } = await publish({ policy: { ...policy, response } });
    expect(status).toBe(400);
    expect((await inForce('shipstation')).version).toBe(version);
  });

  it('is refused when no day of it is worked: it would stop every report', async () => {
    const { version, policy } = await inForce('shipstation');
    const today = Date.now();
    const saturdays = Array.from({ length: 3 * 366 }, (_, n) => new Date(today + n * 86_400_000))
      .filter((day) => day.getUTCDay() === 6)
      .map((day) => day.toISOString().slice(0, 10));
    const calendar = { ...policy.response.calendar, workdays: [6], closed: saturdays };
    const { body } = await publish({ policy: { ...policy, response: { ...policy.response, calendar } } }).expect(422);
    expect(body).toMatchObject({ code: 'support.no-business-day' });
    expect((await inForce('shipstation')).version).toBe(version);
  });
});

describe('a purchase', () => {
  const buy = (over: object) =>
    app.http
      .post('/api/v1/support/purchases')
      .send({ product: 'bigcommerce', reference: 'S-1', purchasedOn: '2020-01-01', version: '17', ...over });

  it('that the hub knows decides about cover, however its number is written (D16, Z29)', async () => {
    await buy({ reference: 'INV/2020/7' }).expect(201);
    const opened = await open({ purchaseReference: 'inv 2020-7' });
    expect(opened).toMatchObject({ coverage: { state: 'expired' }, suggestedTrack: 'paid-support' });
    expect((await buy({ reference: 'INV 2020 7' }).expect(409)).body).toMatchObject({ code: 'support.purchase-known' });
    await buy({ reference: '///' }).expect(400);
    await buy({ product: 'nothing' }).expect(404);
  });
});

describe('a report', () => {
  it('that is complete is taken in, judged and promised an answer', async () => {
    const opened = await open();
    expect(opened).toMatchObject({ state: 'open', coverage: { state: 'free' }, suggestedTrack: null });
    expect(opened.number).toMatch(/^T-\d{6}$/);
    expect(opened.missing.every(({ level }) => level === 'wanted')).toBe(true);
    expect(Date.parse(opened.respondBy)).toBeGreaterThan(Date.now());
  });

  it('without something critical is taken in as well, and says what would speed it up (D22)', async () => {
    const opened = await open({ storeHash: undefined, stepsToReproduce: '  ' });
    expect(opened).toMatchObject({ state: 'needs-info', coverage: { state: 'needs-info' } });
    expect(opened.missing.filter(({ level }) => level === 'critical').map(({ field }) => field)).toEqual(
      expect.arrayContaining(['storeHash', 'stepsToReproduce']),
    );
    expect(opened.advice).not.toBeNull();
  });

  it.each([
    ['an unknown product', { product: 'magento' }, 404],
    ['a path as product', { product: '../etc' }, 400],
    ['no e-mail address', { email: 'nobody' }, 400],
    ['no subject', { subject: '' }, 400],
    ['a number as subject', { subject: 7 }, 400],
    ['a text for a list', { orderReferences: 'BC-1' }, 400],
    ['another answer to the checklist', { checklist: { jobs: 'perhaps' } }, 400],
    ['a list as checklist', { checklist: [] }, 400],
    ['a day that is none', { purchaseDate: '2026-02-30' }, 400],
    ['a text without end', { description: 'x'.repeat(20_001) }, 400],
    ['a NUL in a text', { description: 'a\0b' }, 400],
    ['a field nobody knows', { isAdmin: true }, 400],
    ['a filled trap', { website: 'https://spam.example.com' }, 400],
  ])('with %s is refused and nothing is kept', async (_, over, status) => {
    const before = await app.database.query('SELECT count(*)::int AS n FROM support.ticket');
    const { body } = await app.http.post('/api/v1/support/tickets').send({ ...COMPLETE, ...over });
    expect(body).toMatchObject({ status });
    expect(await app.database.query('SELECT count(*)::int AS n FROM support.ticket')).toEqual(before);
  });
});

describe('the conversation', () => {
  it('goes on with number and secret; who speaks hands over the turn and the clock follows', async () => {
    const { number, secret, respondBy } = await open();
    const id = await idOf(number);
    const { body: answered } = await app.http
      .post(`/api/v1/support/tickets/${id}/messages`)
      .send({ body: 'Which coupon was it?' })
      .expect(201);
    expect(answered).toMatchObject({ state: 'waiting-on-customer', dueAt: null });
    expect((answered as { pausedAt: string | null }).pausedAt).not.toBeNull();

    await app.http.post(`/api/v1/support/tickets/${id}/messages`).send({ body: 'Looks like A12.', isInternal: true });
    const { body: replied } = await app.http
      .post(`/api/v1/support/follow/${number}/messages`)
      .set('X-Ticket-Secret', secret)
      .send({ body: 'SPRING10' })
      .expect(201);
    expect(replied).toMatchObject({
      state: 'open',
      messages: [
        { author: 'staff', body: 'Which coupon was it?' },
        { author: 'reporter', body: 'SPRING10' },
      ],
    });
    expect(JSON.stringify(replied)).not.toContain('A12');
    expect(Date.parse((replied as { respondBy: string }).respondBy)).toBeGreaterThanOrEqual(Date.parse(respondBy));

    const { body: resolved } = await app.http
      .post(`/api/v1/support/tickets/${id}/messages`)
      .send({ body: 'Fixed in the next version.', state: 'resolved' })
      .expect(201);
    expect(resolved).toMatchObject({ state: 'resolved' });
    const history = (resolved as { history: { kind: string; detail: { to?: string } }[] }).history;
    expect(history.map(({ kind, detail }) => `${kind} ${detail.to ?? ''}`.trim())).toEqual([
      'opened',
      'assessed open',
      'state-changed waiting-on-customer',
      'state-changed open',
      'state-changed resolved',
    ]);
  });

  it('owes an answer for each question: what was answered is settled, and a new question begins a new term', async () => {
    const { number, secret } = await open();
    const id = await idOf(number);
    const staff = (message: object) =>
      app.http.post(`/api/v1/support/tickets/${id}/messages`).send(message).expect(201);
    const ask = async () =>
      (
        await app.http
          .post(`/api/v1/support/follow/${number}/messages`)
          .set('X-Ticket-Secret', secret)
          .send({ body: 'And this?' })
          .expect(201)
      ).body as { state: string; respondBy: string };
    for (let round = 0; round < 2; round++) {
      await app.database.query(`UPDATE support.ticket SET due_at = now() - interval '1 day' WHERE id = $1`, [id]);
      expect((await staff({ body: 'Like this.' })).body).toMatchObject({ state: 'waiting-on-customer', dueAt: null });
      expect(Date.parse((await ask()).respondBy)).toBeGreaterThan(Date.now());
    }
    expect((await staff({ body: 'We look into it.', state: 'open' })).body).toMatchObject({
      state: 'open',
      dueAt: null,
    });
    const { body: still } = await app.http
      .post(`/api/v1/support/tickets/${id}/state`)
      .send({ state: 'open' })
      .expect(200);
    expect(still).toMatchObject({ state: 'open', dueAt: null });
    expect(Date.parse((await ask()).respondBy)).toBeGreaterThan(Date.now());
    const { body: noted } = await staff({ body: 'A hard one.', isInternal: true });
    expect((noted as { dueAt: string | null }).dueAt).not.toBeNull();
    await app.http.post(`/api/v1/support/tickets/${id}/state`).send({ state: 'resolved' }).expect(200);
    await app.database.query(
      `UPDATE support.ticket SET due_at = now() - interval '1 day' WHERE id = $1 AND due_at IS NOT NULL`,
      [id],
    );
    expect(Date.parse((await ask()).respondBy)).toBeGreaterThan(Date.now());
  });

  it('of a ticket that is not there is a 404 for staff', async () => {
    const nowhere = '01890000-0000-7000-8000-000000000000';
    for (const [path, body] of [
      ['messages', { body: 'x' }],
      ['state', { state: 'resolved' }],
    ] as const) {
      const answer = await app.http.post(`/api/v1/support/tickets/${nowhere}/${path}`).send(body).expect(404);
      expect(answer.body).toMatchObject({ code: 'support.ticket-not-found' });
    }
  });

  it('is nobody else’s: a wrong number, a wrong secret and none are told the same', async () => {
    const { number, secret } = await open();
    const answers = [
      await follow(number, `${secret}x`).expect(404),
      await follow('T-999999', secret).expect(404),
      await app.http.get(`/api/v1/support/follow/${number}`).expect(404),
      await app.http.post(`/api/v1/support/follow/${number}/messages`).send({ body: 'x' }).expect(404),
    ];
    for (const { body } of answers) {
      expect(body).toMatchObject({ code: 'support.no-such-ticket', detail: answers[0]?.body.detail });
    }
    await follow(number, secret).expect(200);
  });

  it('has only the steps of the table, and reopens within 14 days', async () => {
    const { number, secret } = await open();
    const id = await idOf(number);
    const move = (state: string) => app.http.post(`/api/v1/support/tickets/${id}/state`).send({ state });
    const { body: refused } = await move('closed').expect(409);
    expect(refused).toMatchObject({ code: 'support.no-such-step', facts: { from: 'open', to: 'closed' } });
    await move('resolved').expect(200);
    await move('closed').expect(200);
    const answer = () =>
      app.http
        .post(`/api/v1/support/follow/${number}/messages`)
        .set('X-Ticket-Secret', secret)
        .send({ body: 'Again.' });
    expect((await answer().expect(201)).body).toMatchObject({ state: 'open' });
    await move('resolved').expect(200);
    await app.database.query(`UPDATE support.ticket SET resolved_at = now() - interval '15 days' WHERE id = $1`, [id]);
    expect((await answer().expect(409)).body).toMatchObject({ code: 'support.too-late-to-reopen' });
  });
});
