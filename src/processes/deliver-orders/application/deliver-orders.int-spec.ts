import { setTimeout as sleep } from 'node:timers/promises';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { anInvoice, openBooks, type Books } from '../../../modules/accounting/testing/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import type { ProductDraft } from '../../../modules/catalog/contract/index.js';
import { openInventory, type Inventory } from '../../../modules/inventory/testing/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { SaleOrderDraft } from '../../../modules/sales/contract/index.js';
import { anOrder, anOrderLine } from '../../../modules/sales/testing/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { testDatabase, type TestDatabase } from '../../../platform/database/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { DeliverConfirmed } from './deliver-confirmed.js';
import { ReleaseCancelled } from './release-cancelled.js';

let server: TestDatabase;
let stock: Inventory;
let books: Books;
let sales: SalesFacade;
let accounting: AccountingFacade;
let catalog: CatalogFacade;

beforeAll(async () => {
  server = await testDatabase();
  stock = await openInventory(server.url);
  books = await openBooks(server.url);
  accounting = books.facade;
  sales = new SalesFacade(stock.database);
  catalog = new CatalogFacade(stock.database);
}, 60_000);

afterAll(async () => {
  await books.close();
  await stock.close();
  await server.close();
});

const confirm = (...ids: string[]) =>
  stock.database.transaction((tx) => new DeliverConfirmed(sales, catalog, stock.facade).execute(tx, ids));
const cancel = (...ids: string[]) =>
  stock.database.transaction((tx) => new ReleaseCancelled(sales, stock.facade, accounting).execute(tx, ids));
/** Does the second while what the first did is not committed yet. */
async function meanwhile(first: (tx: Tx) => Promise<void>, second: () => Promise<void>): Promise<void> {
  const [started] = await stock.database.transaction(async (tx) => {
    await first(tx);
    const running = second();
    await Promise.race([running, sleep(150)]);
    // In a list, for a promise that is returned is waited for, and this one waits for the commit.
    return [running];
  });
  await started;
}
const cancelOrder = (id: string) => stock.database.transaction((tx) => sales.cancel(tx, [id], 'Changed his mind'));
const deliveriesOf = async (id: string) => (await stock.facade.deliveriesOfOrders([id])).get(id) ?? [];
const notesOf = async (id: string) =>
  (
    await stock.database.query<{ code: string }>(
      'SELECT code FROM sales.sale_order_note WHERE order_id = $1 ORDER BY id',
      [id],
    )
  ).map(({ code }) => code);

async function aVariant(kind: ProductDraft['kind'] = 'goods', onHand = 0): Promise<string> {
  const id = newId();
  const variant = { id, sku: '', barcode: '', price: null, weightGrams: '0', optionsText: '' };
  await stock.database.transaction((tx) =>
    catalog.createProducts(tx, [{ id: newId(), name: 'Mug', kind, description: '', variants: [variant] }]),
  );
  if (onHand > 0) await stock.stock(id, onHand);
  return id;
}

async function stored(over: Partial<SaleOrderDraft> = {}): Promise<SaleOrderDraft> {
  const order = anOrder({ warehouseId: stock.warehouse.id, companyId: books.company.id, ...over });
  await stock.database.transaction((tx) => sales.createOrders(tx, [order]));
  return order;
}

/** A confirmed order of two pieces. */
const orderOf = (variantId: string, over: Partial<SaleOrderDraft> = {}) =>
  stored({ lines: [anOrderLine({ variantId })], ...over });

describe('an order that was confirmed', () => {
  it('gets one delivery of its goods, reserved, to where the customer wants them', async () => {
    const mug = await aVariant('goods', 2);
    const deliveryContactId = newId();
    const none = { net: anOrder().tax.minus(anOrder().tax), tax: anOrder().tax.minus(anOrder().tax) };
    const free = { ...none, gross: none.net };
    const order = await stored({
      deliveryContactId,
      lines: [
        anOrderLine({ variantId: mug }),
        anOrderLine({ position: 2, variantId: await aVariant('service'), ...free }),
        anOrderLine({ position: 3, variantId: await aVariant('digital'), ...free }),
        anOrderLine({ position: 4, variantId: null, ...free }),
        anOrderLine({ position: 5, kind: 'shipping', variantId: await aVariant(), ...free }),
      ],
    });
    await confirm(order.id);
    expect(await deliveriesOf(order.id)).toMatchObject([
      {
        state: 'ready',
        contactId: deliveryContactId,
        warehouseId: stock.warehouse.id,
        lines: [{ variantId: mug, quantity: 2, orderLineId: order.lines[0]?.id }],
      },
    ]);
    expect(await stock.level(mug)).toEqual({ onHand: 2, reserved: 2 });
    expect(await notesOf(order.id)).toEqual(['orders.delivery-made']);
  });

  it('waits for stock that is not there', async () => {
    const order = await orderOf(await aVariant('goods', 1));
    await confirm(order.id);
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'waiting', contactId: order.contactId }]);
  });

  it('gets no delivery when nothing of it goes out of the door', async () => {
    const order = await orderOf(await aVariant('service'));
    await confirm(order.id);
    expect(await deliveriesOf(order.id)).toEqual([]);
  });

  it('gets one delivery however often the event comes, and when it comes twice at once', async () => {
    const order = await orderOf(await aVariant('goods', 10));
    await meanwhile(
      (tx) => new DeliverConfirmed(sales, catalog, stock.facade).execute(tx, [order.id]),
      () => confirm(order.id),
    );
    await confirm(order.id, order.id);
    expect(await deliveriesOf(order.id)).toHaveLength(1);
    expect(await notesOf(order.id)).toEqual(['orders.delivery-made']);
  });

  it('gets no second delivery after a person cancelled the first', async () => {
    const order = await orderOf(await aVariant('goods', 10));
    await confirm(order.id);
    const [made] = await deliveriesOf(order.id);
    await stock.database.transaction((tx) => stock.facade.cancel(tx, [made?.id ?? '']));
    await confirm(order.id);
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'cancelled' }]);
  });

  it.each(['quotation', 'cancelled', 'done'] as const)(
    'gets none when it is %s by the time it is its turn',
    async (state) => {
      const order = await orderOf(await aVariant('goods', 10), { state });
      await confirm(order.id);
      expect(await deliveriesOf(order.id)).toEqual([]);
    },
  );

  it('is served with others of one event, and an id that is gone holds none of them back', async () => {
    const mug = await aVariant('goods', 3);
    const orders = [await orderOf(mug), await orderOf(mug)];
    await confirm(...orders.map(({ id }) => id), newId());
    const states = await Promise.all(orders.map(async ({ id }) => (await deliveriesOf(id))[0]?.state));
    expect(states.sort()).toEqual(['ready', 'waiting']);
  });
});

describe('an order that was cancelled', () => {
  it('gives its stock back', async () => {
    const mug = await aVariant('goods', 2);
    const order = await orderOf(mug);
    await confirm(order.id);
    await cancelOrder(order.id);
    await Promise.all([cancel(order.id), cancel(order.id)]);
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'cancelled' }]);
    expect(await stock.level(mug)).toEqual({ onHand: 2, reserved: 0 });
    expect(await notesOf(order.id)).toEqual(['orders.delivery-made', 'orders.deliveries-cancelled']);
  });

  it('keeps what has left and what was posted, and says on itself what to do', async () => {
    const mug = await aVariant('goods', 2);
    const order = await orderOf(mug);
    await confirm(order.id);
    const [made] = await deliveriesOf(order.id);
    const doneAt = '2026-11-20T12:00:00.000Z';
    await stock.database.transaction((tx) => stock.facade.validate(tx, [{ deliveryId: made?.id ?? '', doneAt }]));
    await books.database.transaction((tx) =>
      accounting.postInvoices(tx, [anInvoice(books.company.id, { orderId: order.id })]),
    );
    await cancelOrder(order.id);
    await cancel(order.id);
    await cancel(order.id);
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'done' }]);
    expect((await sales.orders([order.id])).get(order.id)?.attention).toMatchObject({
      code: 'orders.cancelled-after-posting',
      message: expect.stringMatching(new RegExp(`${made?.number} and INV/2026/\\d+ had been posted`)) as string,
    });
    expect(await notesOf(order.id)).toEqual(['orders.delivery-made', 'orders.cancelled-after-posting']);
  });

  it('asks for nobody any more once what had been posted was reversed before it was cancelled', async () => {
    const order = await orderOf(await aVariant());
    const attention = {
      code: 'orders.cancelled-after-posting',
      message: 'Reverse the invoice, then cancel the order.',
    };
    await stock.database.transaction((tx) => sales.setAttention(tx, [{ orderId: order.id, attention }]));
    await cancelOrder(order.id);
    await cancel(order.id);
    expect((await sales.orders([order.id])).get(order.id)?.attention).toBeNull();
  });

  it('keeps its stock when the event comes although the order stands', async () => {
    const order = await orderOf(await aVariant('goods', 2));
    await confirm(order.id);
    await cancel(order.id);
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'ready' }]);
  });

  it('ends without an open delivery when it is cancelled while its delivery is being made', async () => {
    const mug = await aVariant('goods', 2);
    const order = await orderOf(mug);
    await meanwhile(
      (tx) => new DeliverConfirmed(sales, catalog, stock.facade).execute(tx, [order.id]),
      async () => {
        await cancelOrder(order.id);
        await cancel(order.id);
      },
    );
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'cancelled' }]);
    expect(await stock.level(mug)).toEqual({ onHand: 2, reserved: 0 });
  });

  it('gets no delivery when its cancellation is handled first', async () => {
    const order = await orderOf(await aVariant('goods', 2));
    await cancelOrder(order.id);
    await cancel(order.id);
    await confirm(order.id);
    expect(await deliveriesOf(order.id)).toEqual([]);
  });

  it('says of a delivery that left while it was being cancelled that it left', async () => {
    const order = await orderOf(await aVariant('goods', 2));
    await confirm(order.id);
    const [made] = await deliveriesOf(order.id);
    await cancelOrder(order.id);
    const left = [{ deliveryId: made?.id ?? '', doneAt: '2026-11-20T12:00:00.000Z' }];
    await meanwhile(
      async (tx) => void (await stock.facade.validate(tx, left)),
      () => cancel(order.id),
    );
    expect(await deliveriesOf(order.id)).toMatchObject([{ state: 'done' }]);
    expect(await notesOf(order.id)).toEqual(['orders.delivery-made', 'orders.cancelled-after-posting']);
  });
});
