import { aStore } from '../../testing/a-store.js';
import type { Store } from '../store.js';
import type { OrderQuery } from './order-query.js';

function walk(store: Store, query: OrderQuery, limit: number): number[] {
  const ids: number[] = [];
  for (let offset = 0; ; offset += limit) {
    const page = store.lists.page(query, offset, limit);
    ids.push(...page.ids);
    if (page.ids.length < limit) return ids;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

describe('order lists', () => {
  it.each([1, 7, 50, 250])('cover every order exactly once in pages of %i', (limit) => {
    const store = aStore({ orders: 500 });
    for (const sort of ['id', 'date_modified', 'date_created'] as const)
      expect(walk(store, { sort }, limit)).toEqual(range(1001, 1500));
    expect(walk(store, { sort: 'date_modified', descending: true }, limit)).toEqual(range(1001, 1500).reverse());
  });

  it('move changed orders to the end by date, and leave them in place by id', () => {
    const store = aStore({ orders: 100 });
    for (const id of [1001, 1050, 1100, 1049]) store.orders.change(id, () => undefined);
    const byDate = walk(store, { sort: 'date_modified' }, 7);
    expect(byDate.slice(0, 96)).toEqual(range(1001, 1100).filter((id) => ![1001, 1050, 1100, 1049].includes(id)));
    // Changed within one second: then by id.
    expect([...byDate.slice(96)].sort((a, b) => a - b)).toEqual([1001, 1049, 1050, 1100]);
    expect(walk(store, {}, 7)).toEqual(range(1001, 1100));
  });

  it('sort an order between its neighbours when a patch dates it there', () => {
    const store = aStore({ orders: 100 });
    const seconds = store.orders.times.modifiedAt(50) + 1;
    store.orders.patch(1010, { order: { date_modified: new Date(seconds * 1000).toUTCString() }, lines: [] }, false);
    const ids = walk(store, { sort: 'date_modified' }, 9);
    expect(ids).toHaveLength(100);
    expect(ids.indexOf(1010)).toBe(ids.indexOf(1051) + 1);
  });

  it('take dates at their edges', () => {
    const store = aStore({ orders: 100 });
    const at = store.orders.times.modifiedAt(40);
    expect(walk(store, { minModified: at }, 250)).toEqual(range(1041, 1100));
    expect(walk(store, { minModified: at + 1 }, 250)).toEqual(range(1042, 1100));
    expect(walk(store, { maxModified: at }, 250)).toEqual(range(1001, 1041));
    expect(walk(store, { minId: 1020, maxId: 1022 }, 250)).toEqual([1020, 1021, 1022]);
  });

  it('filter by status without losing changed orders', () => {
    const store = aStore({ orders: 400, profile: 'all' });
    const shipped = walk(store, { statusId: 2 }, 3);
    expect(shipped.length).toBeGreaterThan(10);
    expect(shipped).toEqual(range(1001, 1400).filter((id) => store.orders.document(id)?.header.status_id === 2));
    const [first = 0] = shipped;
    store.orders.change(first, (document) => {
      document.header.status_id = 10;
    });
    expect(walk(store, { statusId: 2 }, 3)).toEqual(shipped.slice(1));
  });

  it('find customers, e-mails, totals and payment methods by what the API shows', () => {
    const store = aStore({ orders: 200, profile: 'all' });
    const headers = range(1001, 1200).map((id) => store.orders.document(id)?.header ?? {});
    const some = headers[17] ?? {};
    const email = (some.billing_address as { email: string }).email;
    const where = (test: (header: Record<string, unknown>) => boolean): unknown[] =>
      headers.filter(test).map((header) => header.id);
    expect(walk(store, { customerId: Number(some.customer_id) }, 250)).toEqual(
      where((header) => header.customer_id === some.customer_id),
    );
    expect(walk(store, { email }, 250)).toEqual(
      where((header) => (header.billing_address as { email: string }).email === email),
    );
    expect(walk(store, { paymentMethod: 'PayPal' }, 250)).toEqual(
      where((header) => header.payment_method === 'PayPal'),
    );
    expect(walk(store, { cartId: String(some.cart_id) }, 250)).toEqual([some.id]);
    expect(walk(store, { channelId: 2 }, 250)).toEqual(where((header) => header.channel_id === 2));
  });

  it('leave archived orders out unless asked for', () => {
    const store = aStore({ orders: 10 });
    store.orders.setDeleted(1003, true);
    expect(walk(store, {}, 250)).not.toContain(1003);
    expect(walk(store, { isDeleted: true }, 250)).toEqual([1003]);
  });

  it('show new orders after all others', () => {
    const store = aStore({ orders: 10 });
    expect(store.orders.append(3)).toEqual([1011, 1012, 1013]);
    expect(walk(store, { sort: 'date_modified' }, 4)).toEqual(range(1001, 1013));
    expect(walk(store, { minModified: store.orders.now() - 5 }, 250)).toEqual([1011, 1012, 1013]);
  });

  it('reach the last page of a million orders without walking to it', () => {
    const store = aStore({ orders: 1_000_000 });
    const started = performance.now();
    expect(store.lists.page({ sort: 'date_modified' }, 999_990, 250).ids).toEqual(range(1_000_991, 1_001_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});
