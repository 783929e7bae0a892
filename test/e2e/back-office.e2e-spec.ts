import { newId } from '../../src/shared-kernel/index.js';
import { until, type Desk, type Page, type Problem } from './back-office-desk.js';
import { aLine, Shop, usd, type Order } from './back-office-shop.js';

interface Invoice {
  readonly id: string;
}
interface Balance {
  readonly debit: object;
  readonly credit: object;
  readonly rows: { readonly code: string; readonly debit: object; readonly credit: object }[];
}

/** What a small merchant's people do in a day, over REST and nothing else (issue 2, part 6). */
describe('the back office', () => {
  let shop: Shop;
  let clerk: Desk;
  let bookkeeper: Desk;

  beforeAll(async () => {
    shop = await Shop.open();
    ({ clerk, bookkeeper } = shop);
  }, 120_000);
  afterAll(() => shop?.close());

  it('starts with empty lists of all that happens later', async () => {
    const lists = ['products', 'variants', 'sale-orders', 'deliveries', 'stock-levels', 'stock-moves', 'adjustments'];
    lists.push('invoices', 'payments', 'allocations', 'ledger-entries', 'taxes', 'exchange-rates', 'fiscal-periods');
    for (const path of lists) {
      const page = await shop.desks.viewer.get<Page<unknown>>(path);
      expect([path, page]).toEqual([path, { data: [], page: { nextCursor: null, limit: 50 } }]);
    }
  });

  it('takes an order from the quotation to the paid invoice, with stock and books that agree', async () => {
    const mug = await shop.variant(5);
    const post = aLine(null, { kind: 'shipping', name: 'Post', quantity: 1, unitPrice: usd('5'), taxRate: '0' });
    const order = await shop.quote([aLine(mug), post]);
    expect(order).toMatchObject({ state: 'quotation', gross: usd('27.0000') });
    expect(await shop.stockOf(mug)).toEqual([5, 0]);

    await clerk.post(`sale-orders/${order.id}/confirm`);
    const delivery = await shop.deliveryOf(order.id, 'ready');
    expect(await shop.stockOf(mug)).toEqual([5, 2]);
    await clerk.post(`deliveries/${delivery.id}/validate`);
    expect(await shop.stockOf(mug)).toEqual([3, 0]);

    const posted = await bookkeeper.post<Invoice>(`sale-orders/${order.id}/invoice`);
    await bookkeeper.post(`sale-orders/${order.id}/payment`, shop.payment('27'));
    expect(await bookkeeper.get(`invoices/${posted.id}`)).toMatchObject({
      number: expect.stringMatching(/^INV\/\d{4}\/00001$/) as string,
      reference: order.number,
      state: 'posted',
      paymentState: 'paid',
      gross: usd('27.0000'),
      tax: usd('2.0000'),
      open: usd('0.0000'),
    });
    const told = ['sales.created', 'sales.confirmed', 'orders.delivery-made', 'orders.invoiced', 'orders.paid'];
    expect(await shop.timelineOf(order.id)).toEqual(told);

    const path = `reports/trial-balance?companyId=${shop.companyId}&until=2999-12-31`;
    const { debit, credit, rows } = await bookkeeper.get<Balance>(path);
    expect(debit).toEqual(credit);
    expect(Object.fromEntries(rows.map((row) => [row.code, [row.debit, row.credit]]))).toEqual({
      1000: [usd('27.0000'), usd('0.0000')],
      1100: [usd('27.0000'), usd('27.0000')],
      2100: [usd('0.0000'), usd('2.0000')],
      4000: [usd('0.0000'), usd('20.0000')],
      4010: [usd('0.0000'), usd('5.0000')],
    });
  });

  it('waits for stock, and delivers once it has come', async () => {
    const mug = await shop.variant(1);
    const { id } = await shop.confirmed([aLine(mug)]);
    const delivery = `deliveries/${(await shop.deliveryOf(id, 'waiting')).id}`;
    expect(await clerk.refused('post', `${delivery}/validate`, {})).toEqual([422, 'inventory.not-enough-stock']);
    expect(await clerk.refused('post', `${delivery}/ready`)).toEqual([422, 'inventory.not-enough-stock']);
    await shop.adjust('change', mug, 1);
    expect(await clerk.post(`${delivery}/ready`)).toMatchObject({ state: 'ready' });
    expect(await clerk.post(`${delivery}/validate`)).toMatchObject({ state: 'done' });
    expect(await shop.stockOf(mug)).toEqual([0, 0]);
  });

  it('gives the stock back when an order is cancelled', async () => {
    const mug = await shop.variant(2);
    const { id } = await shop.confirmed([aLine(mug)]);
    await shop.deliveryOf(id, 'ready');
    expect(await shop.stockOf(mug)).toEqual([2, 2]);
    await clerk.post(`sale-orders/${id}/cancel`, { reason: 'Changed her mind' });
    await shop.deliveryOf(id, 'cancelled');
    expect(await shop.stockOf(mug)).toEqual([2, 0]);
    expect((await shop.timelineOf(id)).slice(-2)).toEqual(['sales.cancelled', 'orders.deliveries-cancelled']);
  });

  it('never takes back what has left, and asks for somebody instead', async () => {
    const { id } = await shop.confirmed([aLine(await shop.variant(2))]);
    await clerk.post(`deliveries/${(await shop.deliveryOf(id, 'ready')).id}/validate`);
    await clerk.post(`sale-orders/${id}/cancel`, { reason: 'Too late' });
    const seen = await until(async () => (await clerk.list(`sale-orders?needsAttention=true&id=${id}`))[0]);
    expect(seen).toMatchObject({ state: 'cancelled', attentionCode: 'orders.cancelled-after-posting' });
    expect(await clerk.list(`deliveries?orderId=${id}`)).toMatchObject([{ state: 'done' }]);
  });

  it('refuses an order that names what is not there, field by field', async () => {
    const archived = (await clerk.post<{ id: string }>('contacts', { kind: 'person', name: 'Gone' })).id;
    await clerk.post(`contacts/${archived}/archive`);
    const wrong = { companyId: newId(), contactId: archived, deliveryContactId: newId(), warehouseId: newId() };
    const lines = [aLine(null), aLine(newId(), { taxId: newId() })];
    const answer = await clerk.send('post', 'sale-orders', shop.order(lines, { ...wrong, priceListId: newId() }));
    const { code, errors } = answer.body as Problem;
    expect([answer.status, code]).toEqual([422, 'sales.unusable-reference']);
    expect(errors?.map((error) => `${error.field} ${error.code}`)).toEqual([
      'companyId not-found',
      'contactId archived',
      'deliveryContactId not-found',
      'warehouseId not-found',
      'priceListId not-found',
      'lines.1.variantId not-found',
      'lines.1.taxId not-found',
    ]);

    const { id, version } = await shop.quote([aLine(null)]);
    const edit = (change: object) => clerk.refused('patch', `sale-orders/${id}`, { version, ...change });
    expect(await edit({ contactId: newId() })).toEqual([422, 'sales.unusable-reference']);
    expect(await edit({ lines: [aLine(newId())] })).toEqual([422, 'sales.unusable-reference']);
    const { contactId } = shop;
    expect(await clerk.patch(`sale-orders/${id}`, { version, contactId, note: 'x' })).toMatchObject({ note: 'x' });
  });

  it('lists by filter, in order and page by page', async () => {
    const { id: contactId } = await clerk.post<{ id: string }>('contacts', { kind: 'person', name: 'Grace Hopper' });
    const made: string[] = [];
    for (const price of ['30', '10', '20', '50', '40']) {
      const line = aLine(null, { quantity: 1, unitPrice: usd(price), taxRate: '0' });
      made.push((await shop.quote([line], { contactId })).number);
    }
    const pages: string[][] = [];
    for (let next: string | null = ''; next !== null;) {
      const query: string = `contactId=${contactId}&state=quotation&gross.to=40&sort=gross&limit=2${next}`;
      const { data, page } = await clerk.get<Page<Order>>(`sale-orders?${query}`);
      pages.push(data.map(({ number }) => number));
      next = page.nextCursor && `&cursor=${page.nextCursor}`;
    }
    expect(pages).toEqual([
      [made[1], made[2]],
      [made[0], made[4]],
    ]);
    expect(await clerk.only(`sale-orders?number=${made[0]}`)).toMatchObject({ number: made[0] });
    expect(await clerk.refused('get', 'sale-orders?colour=red')).toEqual([400, 'request.invalid']);
    expect(await clerk.refused('get', 'sale-orders?sort=gross&cursor=x')).toEqual([400, 'request.invalid']);
  });

  it('knows no record of an unknown id', async () => {
    const id = newId();
    const { admin } = shop.desks;
    const records = ['contacts', 'products', 'variants', 'price-lists', 'sale-orders', 'deliveries', 'adjustments'];
    records.push('warehouses', 'stock-locations', 'companies', 'accounts', 'journals', 'taxes', 'invoices', 'payments');
    for (const path of [...records, 'ledger-entries']) {
      expect([path, (await admin.refused('get', `${path}/${id}`))[0]]).toEqual([path, 404]);
      expect([path, (await admin.refused('get', `${path}/x`))[0]]).toEqual([path, 400]);
    }
    const actions = ['sale-orders/ID/confirm', 'sale-orders/ID/invoice', 'deliveries/ID/validate', 'invoices/ID/post'];
    actions.push('deliveries/ID/cancel', 'deliveries/ID/ready', 'adjustments/ID/validate', 'contacts/ID/archive');
    for (const path of actions) {
      expect([path, (await admin.refused('post', path.replace('ID', id), {}))[0]]).toEqual([path, 404]);
    }
    const paid = await admin.refused('post', `sale-orders/${id}/payment`, shop.payment('1'));
    expect(paid).toEqual([404, 'sales.order-not-found']);
  });

  it('refuses what the state of a record does not allow, and says which', async () => {
    const quotation = await shop.quote([aLine(null)]);
    const invoice = (id: string) => bookkeeper.refused('post', `sale-orders/${id}/invoice`, {});
    const pay = (id: string, amount: string) =>
      bookkeeper.refused('post', `sale-orders/${id}/payment`, shop.payment(amount));
    expect(await invoice(quotation.id)).toEqual([409, 'orders.not-confirmed']);
    expect(await pay(quotation.id, '1')).toEqual([409, 'orders.no-open-invoice']);

    const { id } = await shop.confirmed([aLine(await shop.variant(2))]);
    const delivery = `deliveries/${(await shop.deliveryOf(id, 'ready')).id}`;
    const posted = await bookkeeper.post<Invoice>(`sale-orders/${id}/invoice`);
    expect(await invoice(id)).toEqual([409, 'orders.already-invoiced']);
    expect(await pay(id, '22.01')).toEqual([422, 'orders.paid-too-much']);
    const old = { version: 9, note: 'x' };
    expect(await clerk.refused('patch', `sale-orders/${id}`, old)).toEqual([409, 'sales.order-changed']);
    const again = await bookkeeper.refused('post', `invoices/${posted.id}/post`, {});
    expect(again).toEqual([422, 'accounting.illegal-state-change']);

    await clerk.post(`${delivery}/cancel`);
    const late = await clerk.refused('post', `${delivery}/validate`, {});
    expect(late).toEqual([422, 'inventory.illegal-state-change']);
    await clerk.post(`sale-orders/${id}/cancel`, { reason: 'x' });
    expect(await clerk.refused('post', `sale-orders/${id}/confirm`)).toEqual([422, 'sales.illegal-state-change']);
  });

  it('keeps clerks out of the books and bookkeepers out of the orders', async () => {
    const { id } = await shop.confirmed([aLine(null)]);
    expect(await clerk.refused('post', `sale-orders/${id}/invoice`, {})).toEqual([403, 'access.not-allowed']);
    const pay = await clerk.refused('post', `sale-orders/${id}/payment`, shop.payment('1'));
    expect(pay).toEqual([403, 'access.not-allowed']);
    const cancel = await bookkeeper.refused('post', `sale-orders/${id}/cancel`, { reason: 'x' });
    expect(cancel).toEqual([403, 'access.not-allowed']);
  });

  it('did all of that without an error in its log', () => {
    expect(shop.errors).toEqual([]);
  });
});
