import { type DataSource } from 'typeorm';
import { createDataSource, Database } from '../../../platform/database/index.js';
import { testDatabase, type TestDatabase } from '../../../platform/database/testing/index.js';
import { Money, newId } from '../../../shared-kernel/index.js';
import type { SaleOrderDraft } from '../contract/index.js';
import { anOrder } from '../testing/index.js';
import { registerConstraintErrors } from '../infrastructure/constraint-errors.js';
import { SalesFacade } from './sales.facade.js';

let server: TestDatabase;
let dataSource: DataSource;
let database: Database;
let sales: SalesFacade;

beforeAll(async () => {
  registerConstraintErrors();
  server = await testDatabase();
  dataSource = await createDataSource({ url: server.url }).initialize();
  database = new Database(dataSource);
  sales = new SalesFacade(database);
}, 60_000);

afterAll(async () => {
  await dataSource.destroy();
  await server.close();
});

const create = (drafts: SaleOrderDraft[]) => database.transaction((tx) => sales.createOrders(tx, drafts));
const instanceId = newId();
let remote = 1000;
const source = () => ({ instanceId, remoteId: String(remote++) });

describe('SalesFacade.createOrders', () => {
  it('numbers orders, keeps a number of their own, and reads back what was written', async () => {
    const own = anOrder({ number: 'BC-77', source: source() });
    const drafts = [anOrder(), own, anOrder({ source: source(), sourceStatus: 'Awaiting Fulfillment' })];

    const numbers = await create(drafts);

    const [first, , third] = drafts.map((draft) => numbers.get(draft.id));
    expect(first).toMatch(/^S\d{5}$/);
    expect(Number(third?.slice(1))).toBe(Number(first?.slice(1)) + 1);
    expect(numbers.get(own.id)).toBe('BC-77');

    const { lines: expected, ...header } = own;
    const { lines: _, ...stored } = { ...(await sales.orders([own.id])).get(own.id), lines: null };
    expect(stored).toEqual({ ...header, version: 1, attention: null });
    const lines = (await sales.lines([own.id])).get(own.id);
    expect(lines).toEqual(expected.map((line) => ({ ...line, orderId: own.id })));
  });

  it('knows orders by their source', async () => {
    const order = anOrder({ source: source(), sourcePaymentStatus: 'captured' });
    await create([order]);
    const remoteId = order.source?.remoteId ?? '';

    const known = await sales.findBySource(instanceId, [remoteId, '999999999']);
    expect([...known.keys()]).toEqual([remoteId]);
    expect(known.get(remoteId)).toMatchObject({
      id: order.id,
      version: 1,
      sourcePaymentStatus: 'captured',
      attentionCode: null,
    });
    expect(known.get(remoteId)?.gross.equals(order.gross)).toBe(true);
    expect((await sales.findBySource(newId(), [remoteId])).size).toBe(0);
  });

  it('refuses a source that is known and a number that is taken, and writes nothing of that list', async () => {
    const first = anOrder({ source: source(), number: 'BC-1' });
    await create([first]);
    const innocent = anOrder();
    await expect(create([innocent, anOrder({ source: first.source })])).rejects.toMatchObject({
      code: 'sales.order-known',
    });
    const sameNumber = anOrder({ number: 'BC-1', companyId: first.companyId });
    await expect(create([sameNumber])).rejects.toMatchObject({ code: 'sales.number-taken' });
    expect((await sales.orders([innocent.id])).size).toBe(0);
    await create([anOrder({ number: 'BC-1' })]);
  });

  it('refuses an order whose lines do not add up to it, showing both sums', async () => {
    const order = anOrder();
    const wrong = {
      ...order,
      gross: order.gross.plus(Money.of('0.01', 'USD')),
      net: order.net.plus(Money.of('0.01', 'USD')),
    };
    await expect(create([wrong])).rejects.toThrow(
      'The lines make 20.0000 + 2.0000 tax = 22.0000 USD, the order says 20.0100',
    );
  });

  it('writes an order once when two workers bring it', async () => {
    const from = source();
    const results = await Promise.allSettled([
      create([anOrder({ source: from })]),
      create([anOrder({ source: from })]),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('changes of an order', () => {
  it('take the state of the source once; whoever read an older version is told', async () => {
    const order = anOrder({ source: source() });
    await create([order]);
    const state = {
      orderId: order.id,
      version: 1,
      sourceStatus: 'Shipped',
      sourcePaymentStatus: 'captured',
      sourceGateway: null,
      sourceFingerprint: 'f2',
      sourceModifiedAt: '2026-11-20T10:00:00.000Z',
    };
    const write = () => database.transaction((tx) => sales.updateSourceState(tx, [state]));
    const results = await Promise.all([write(), write()]);

    expect(results.map((taken) => taken.size).sort()).toEqual([0, 1]);
    const stored = (await sales.orders([order.id])).get(order.id);
    expect(stored).toMatchObject({ version: 2, sourceStatus: 'Shipped', sourceModifiedAt: state.sourceModifiedAt });
  });

  it('confirm, complete and cancel as the table of states says', async () => {
    const [a, b] = [anOrder({ state: 'quotation' }), anOrder({ state: 'confirmed' })];
    await create([a, b]);
    const run = <T>(work: Parameters<typeof database.transaction<T>>[0]) => database.transaction(work);

    expect(await run((tx) => sales.confirm(tx, [a.id, b.id]))).toEqual([a.id]);
    expect(await run((tx) => sales.confirm(tx, [a.id]))).toEqual([]);
    expect(await run((tx) => sales.complete(tx, [b.id]))).toEqual([b.id]);
    await expect(run((tx) => sales.cancel(tx, [a.id, b.id], 'x'))).rejects.toMatchObject({
      code: 'sales.illegal-state-change',
    });
    expect((await sales.orders([a.id])).get(a.id)?.state).toBe('confirmed');
    expect(await run((tx) => sales.cancel(tx, [a.id], 'Customer changed his mind'))).toEqual([a.id]);
    await expect(run((tx) => sales.confirm(tx, [newId()]))).rejects.toMatchObject({ code: 'sales.order-not-found' });
  });

  it('say on the order that somebody must look, and change nothing when said again', async () => {
    const order = anOrder();
    await create([order]);
    const attention = {
      code: 'sales.invoiced-line-edited',
      message: 'Line 1 was edited in the store after it was invoiced.',
    };
    const say = (value: typeof attention | null) =>
      database.transaction((tx) => sales.setAttention(tx, [{ orderId: order.id, attention: value }]));

    await say(attention);
    await say(attention);
    expect((await sales.orders([order.id])).get(order.id)).toMatchObject({ attention, version: 2 });
    await say(null);
    expect((await sales.orders([order.id])).get(order.id)).toMatchObject({ attention: null, version: 3 });
  });

  it('keep a timeline that nobody can change', async () => {
    const order = anOrder();
    await create([order]);
    await database.transaction((tx) =>
      sales.note(tx, [
        {
          orderId: order.id,
          at: '2026-11-20T10:00:00Z',
          code: 'sales.imported',
          message: 'Imported.',
          facts: { lines: 1 },
          correlationId: 'c-1',
        },
      ]),
    );
    const notes = await database.query('SELECT code, facts FROM sales.sale_order_note WHERE order_id = $1', [order.id]);
    expect(notes).toEqual([{ code: 'sales.imported', facts: { lines: 1 } }]);
    await expect(database.query(`UPDATE sales.sale_order_note SET code = 'x'`)).rejects.toThrow('append-only');
    await expect(database.query('DELETE FROM sales.sale_order_note')).rejects.toThrow('append-only');
  });
});
