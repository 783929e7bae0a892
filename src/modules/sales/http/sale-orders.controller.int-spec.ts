import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { SalesFacade, SalesModule } from '../index.js';
import { anOrder } from '../testing/index.js';

let app: RestApp;
let sales: SalesFacade;

beforeAll(async () => {
  app = await restApp(SalesModule);
  sales = app.get(SalesFacade);
}, 60_000);

afterAll(() => app.close());

interface Order {
  id: string;
  number: string;
  state: string;
  version: number;
  lines: { kind: string; name: string }[];
}
const usd = (amount: string) => ({ amount, currency: 'USD' });
const data = <T>(answer: { body: unknown }): T[] => (answer.body as { data: T[] }).data;
const url = (id: string, rest = '') => `/api/v1/sale-orders/${id}${rest}`;

const aLine = (over: object = {}) => ({ name: 'Mug', quantity: 2, unitPrice: usd('10'), taxRate: '10', ...over });
const aBody = (over: object = {}) => ({
  companyId: newId(),
  contactId: newId(),
  warehouseId: newId(),
  currency: 'USD',
  lines: [aLine()],
  ...over,
});

async function add(over: object = {}): Promise<Order> {
  const answer = await app.http.post('/api/v1/sale-orders').send(aBody(over)).expect(201);
  return answer.body as Order;
}

async function imported(over: Parameters<typeof anOrder>[0] = {}) {
  const order = anOrder({ source: { instanceId: newId(), remoteId: '100' }, ...over });
  await app.database.transaction((tx) => sales.createOrders(tx, [order]));
  return order;
}

describe('quotations over REST', () => {
  it('are numbered and priced', async () => {
    const order = await add({
      lines: [aLine(), aLine({ kind: 'shipping', name: 'Post', quantity: 1, unitPrice: usd('5'), taxRate: '0' })],
    });
    expect(order).toMatchObject({
      number: expect.stringMatching(/^S\d{5}$/) as string,
      state: 'quotation',
      net: usd('25.0000'),
      tax: usd('2.0000'),
      gross: usd('27.0000'),
      instanceId: null,
      version: 1,
      lines: [
        {
          position: 1,
          kind: 'goods',
          quantity: 2,
          unitPrice: usd('10.0000'),
          gross: usd('22.0000'),
          taxRate: '10.0000',
        },
        { position: 2, kind: 'shipping', gross: usd('5.0000') },
      ],
    });
    expect((await app.http.get(url(order.id)).expect(200)).body).toEqual(order);
  });

  it('are made once for one Idempotency-Key', async () => {
    const body = aBody();
    const send = () => app.http.post('/api/v1/sale-orders').set('Idempotency-Key', 'quote-1').send(body);
    const [first, second] = [await send().expect(201), await send().expect(201)];
    expect((second.body as Order).id).toBe((first.body as Order).id);
    expect(data(await app.http.get(`/api/v1/sale-orders?contactId=${body.contactId}`))).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['no lines', { lines: [] }, 'lines'],
    ['a quantity of nothing', { lines: [aLine({ quantity: 0 })] }, 'lines.0.quantity'],
    ['a quantity in halves', { lines: [aLine({ quantity: 1.5 })] }, 'lines.0.quantity'],
    ['a price as a number', { lines: [aLine({ unitPrice: 10 })] }, 'lines.0.unitPrice'],
    ['more than 100 % tax', { lines: [aLine({ taxRate: '100.5' })] }, 'lines.0.taxRate'],
    ['a contact that is no id', { contactId: 'me' }, 'contactId'],
    ['a date that does not exist', { orderedAt: '2026-02-30T00:00:00Z' }, 'orderedAt'],
    ['totals of its own', { gross: usd('1') }, 'gross'],
    ['a state', { state: 'done' }, 'state'],
  ])('refuse %s', async (_, over, field) => {
    const { body } = await app.http.post('/api/v1/sale-orders').send(aBody(over)).expect(400);
    expect((body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
  });

  it('refuse a discount larger than its line', async () => {
    const answer = await app.http
      .post('/api/v1/sale-orders')
      .send(aBody({ lines: [aLine({ discount: usd('20.01') })] }));
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'sales.discount-too-large']);
  });

  it('change, lines and totals together, for whoever read the last version', async () => {
    const order = await add();
    const change = {
      version: 1,
      pricesIncludeTax: true,
      note: 'Gift',
      lines: [aLine({ name: 'Cup', unitPrice: usd('11') })],
    };
    const answers = await Promise.all([1, 2].map(() => app.http.patch(url(order.id)).send(change)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const { body } = await app.http.get(url(order.id));
    expect(body).toMatchObject({
      version: 2,
      note: 'Gift',
      net: usd('20.0000'),
      gross: usd('22.0000'),
      lines: [{ name: 'Cup' }],
    });
    expect((body as Order).lines).toHaveLength(1);
    await app.http.patch(url(order.id)).send({ version: 2, pricesIncludeTax: false }).expect(400);
  });
});

describe('confirming and cancelling over REST', () => {
  it('confirms once, tells the other modules once, and shows who did it on the timeline', async () => {
    const order = await add();
    const answers = await Promise.all([1, 2, 3].map(() => app.http.post(url(order.id, '/confirm'))));
    expect(answers.map((answer) => [answer.status, (answer.body as Order).state])).toEqual(
      Array(3).fill([200, 'confirmed']),
    );

    const events = app.events.filter((event) => JSON.stringify(event.payload).includes(order.id));
    expect(events).toMatchObject([{ type: 'sales.order-confirmed.v1', payload: { orderIds: [order.id] } }]);
    const timeline = data<{ code: string; facts: object }>(await app.http.get(url(order.id, '/timeline')).expect(200));
    expect(timeline.map((entry) => entry.code)).toEqual(['sales.created', 'sales.confirmed']);
    expect(timeline[1]?.facts).toHaveProperty('by');
    const audited = app.audit.filter((entry) => entry.recordId === order.id).map((entry) => entry.action);
    expect(audited).toEqual(['sale-order.created', 'sale-order.confirmed']);
  });

  it('lets either the confirmation or the cancellation win when they meet, never half of both', async () => {
    const order = await add();
    await Promise.all([
      app.http.post(url(order.id, '/confirm')),
      app.http.post(url(order.id, '/cancel')).send({ reason: 'Changed his mind' }),
    ]);
    const { body } = await app.http.get(url(order.id));
    // Cancelling a confirmed order is allowed, confirming a cancelled one is not: whoever came first, it ends cancelled.
    expect(body).toMatchObject({ state: 'cancelled', cancelReason: 'Changed his mind' });
  });

  it('refuses what the states do not allow, saying why', async () => {
    const order = await add();
    await app.http.post(url(order.id, '/cancel')).send({}).expect(400);
    await app.http.post(url(order.id, '/cancel')).send({ reason: 'No stock' }).expect(200);
    const answer = await app.http.post(url(order.id, '/confirm')).expect(422);
    expect(answer.body).toMatchObject({ detail: 'An order that is cancelled cannot be confirmed.' });
    const edit = await app.http.patch(url(order.id)).send({ version: 2, note: 'late' }).expect(422);
    expect(edit.body).toMatchObject({ code: 'sales.order-ended' });
    const done = await imported({ state: 'done' });
    await app.http.post(url(done.id, '/cancel')).send({ reason: 'x' }).expect(422);
    await app.http.post(url(newId(), '/confirm')).expect(404);
  });

  it('lets an imported order be re-assigned, but not re-priced', async () => {
    const order = await imported();
    const contactId = newId();
    const answer = await app.http.patch(url(order.id)).send({ version: 1, contactId }).expect(200);
    expect(answer.body).toMatchObject({ contactId, version: 2 });
    const lines = await app.http
      .patch(url(order.id))
      .send({ version: 2, lines: [aLine()] })
      .expect(422);
    expect(lines.body).toMatchObject({ code: 'sales.lines-come-from-source' });
    const terms = await app.http.patch(url(order.id)).send({ version: 2, warehouseId: newId() }).expect(422);
    expect(terms.body).toMatchObject({ code: 'sales.not-a-quotation' });
  });
});

describe('the list of orders', () => {
  it('filters by what a merchant asks for', async () => {
    const instanceId = newId();
    const source = (remoteId: string) => ({ instanceId, remoteId });
    const shipped = await imported({ source: source('1'), sourceStatus: 'Shipped', orderedAt: '2026-03-01T00:00:00Z' });
    const paid = await imported({
      source: source('2'),
      sourcePaymentStatus: 'captured',
      number: 'WEB-2',
      orderedAt: '2026-04-01T00:00:00Z',
    });
    await app.database.transaction((tx) =>
      sales.setAttention(tx, [{ orderId: paid.id, attention: { code: 'x.y', message: 'Look.' } }]),
    );
    const ids = async (query: string) =>
      data<Order>(await app.http.get(`/api/v1/sale-orders?instanceId=${instanceId}&${query}`).expect(200)).map(
        (row) => row.id,
      );

    expect(await ids('')).toEqual([paid.id, shipped.id]);
    expect(await ids('sort=orderedAt')).toEqual([shipped.id, paid.id]);
    expect(await ids('sourceStatus=Shipped')).toEqual([shipped.id]);
    expect(await ids('sourcePaymentStatus=captured')).toEqual([paid.id]);
    expect(await ids('number=WEB-')).toEqual([paid.id]);
    expect(await ids('orderedAt.from=2026-03-15T00:00:00Z')).toEqual([paid.id]);
    expect(await ids('needsAttention=true')).toEqual([paid.id]);
    expect(await ids('gross.from=22.01')).toEqual([]);
    expect(await ids('remoteId=1')).toEqual([shipped.id]);
    expect(await ids('state=quotation,done')).toEqual([]);
  });

  it('forgets what called a person once it is settled, and keeps on the timeline what was done', async () => {
    const order = await imported();
    const attention = { code: 'orders.edited-in-store', message: 'Edited.' };
    await app.database.transaction((tx) => sales.setAttention(tx, [{ orderId: order.id, attention }]));
    await app.http.post(url(order.id, '/settle')).send({ note: '' }).expect(400);
    const body = { note: 'Credited 3.00 by hand.' };
    const settled = await app.http.post(url(order.id, '/settle')).send(body).expect(200);
    expect(settled.body).toMatchObject({ attention: null });
    const timeline = data<{ code: string; message: string }>(
      await app.http.get(url(order.id, '/timeline')).expect(200),
    );
    expect(timeline[0]).toMatchObject({
      code: 'sales.imported',
      message: expect.stringContaining(order.source?.remoteId ?? ''),
    });
    expect(timeline.at(-1)).toMatchObject({ code: 'sales.settled', message: 'Settled: Credited 3.00 by hand.' });
    await app.http.post(url(order.id, '/settle')).send(body).expect(200);
    expect(data(await app.http.get(url(order.id, '/timeline')))).toHaveLength(timeline.length);
  });

  it('shows a key that is limited to instances only their orders, and lets it act on no other', async () => {
    const mine = await imported();
    const other = await imported();
    const byHand = await add();
    const limit = mine.source?.instanceId ?? '';
    const list = await app.http.get('/api/v1/sale-orders').set('x-instances', limit).expect(200);
    expect(data<Order>(list).map((row) => row.id)).toEqual([mine.id]);
    for (const { id } of [other, byHand]) {
      await app.http.get(url(id)).set('x-instances', limit).expect(404);
      await app.http.get(url(id, '/timeline')).set('x-instances', limit).expect(404);
      await app.http.post(url(id, '/cancel')).set('x-instances', limit).send({ reason: 'x' }).expect(404);
      await app.http.patch(url(id)).set('x-instances', limit).send({ version: 1, note: 'x' }).expect(404);
    }
    await app.http.post('/api/v1/sale-orders').set('x-instances', limit).send(aBody()).expect(403);
    await app.http.post(url(mine.id, '/cancel')).set('x-instances', limit).send({ reason: 'x' }).expect(200);
  });
});
