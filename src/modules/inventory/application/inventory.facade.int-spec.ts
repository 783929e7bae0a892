import { newId } from '../../../shared-kernel/index.js';
import type { DeliveryDraft } from '../contract/index.js';
import { aDelivery, openInventory, type DeliveryOverrides, type Inventory } from '../testing/index.js';

describe('InventoryFacade', () => {
  let inventory: Inventory;

  beforeAll(async () => {
    inventory = await openInventory();
  }, 60_000);
  afterAll(async () => {
    await inventory.close();
  });

  const delivery = (overrides?: DeliveryOverrides) => aDelivery(inventory.warehouse.id, overrides);
  const create = (...drafts: DeliveryDraft[]) =>
    inventory.database.transaction((tx) => inventory.facade.createDeliveries(tx, drafts));
  const one = async (draft: DeliveryDraft) =>
    (await inventory.facade.deliveriesOfOrders([draft.orderId])).get(draft.orderId) ?? [];
  const of = (variantId: string, quantity: number) => ({ lines: [{ variantId, quantity }] });

  it('starts with one default warehouse and its location, however many processes start', async () => {
    const second = await openInventory((inventory.database.dataSource.options as { url: string }).url);
    expect(await second.facade.warehouses()).toEqual([inventory.warehouse]);
    expect(inventory.warehouse).toMatchObject({ name: 'Main warehouse', code: 'MAIN', isDefault: true });
    await second.close();
  });

  it('keeps a delivery waiting when there is no stock, and when there is not enough for all its lines', async () => {
    const [some, none] = [newId(), newId()];
    await inventory.stock(some, 5);
    const drafts = [
      delivery(of(none, 1)),
      delivery({ lines: [some, none].map((variantId) => ({ variantId, quantity: 1 })) }),
      delivery(of(some, 6)),
    ];
    const { deliveries } = await create(...drafts);
    expect(drafts.map((draft) => deliveries.get(draft.id)?.state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await inventory.level(some)).toEqual({ onHand: 5, reserved: 0 });
  });

  it('reserves whole deliveries, first come first served within the batch', async () => {
    const variant = newId();
    await inventory.stock(variant, 5);
    const drafts = [delivery(of(variant, 3)), delivery(of(variant, 3)), delivery(of(variant, 2))];
    const { deliveries } = await create(...drafts);
    expect(drafts.map((draft) => deliveries.get(draft.id)?.state)).toEqual(['ready', 'waiting', 'ready']);
    expect(await inventory.level(variant)).toEqual({ onHand: 5, reserved: 5 });
  });

  it('counts lines of the same variant together', async () => {
    const variant = newId();
    await inventory.stock(variant, 3);
    const draft = delivery({ lines: [2, 2].map((quantity) => ({ variantId: variant, quantity })) });
    expect((await create(draft)).deliveries.get(draft.id)?.state).toBe('waiting');
  });

  it('books what has left already even below zero, and tells', async () => {
    const variant = newId();
    const draft = delivery({ state: 'done', ...of(variant, 4) });
    const { shortages } = await create(draft);
    expect(shortages).toEqual([{ locationId: inventory.warehouse.locationId, variantId: variant, onHand: -4 }]);
    expect(await inventory.level(variant)).toEqual({ onHand: -4, reserved: 0 });
    const moves = await inventory.database.query(
      'SELECT quantity, reason, document_id FROM inventory.stock_move WHERE variant_id = $1',
      [variant],
    );
    expect(moves).toEqual([{ quantity: -4, reason: 'delivery', document_id: draft.id }]);
  });

  it('does not reserve what another delivery of the batch has taken away', async () => {
    const variant = newId();
    await inventory.stock(variant, 3);
    const waiting = delivery(of(variant, 1));
    const { deliveries } = await create(waiting, delivery({ state: 'done', ...of(variant, 3) }));
    expect(deliveries.get(waiting.id)?.state).toBe('waiting');
  });

  it('writes a consignment once however often it comes', async () => {
    const variant = newId();
    await inventory.stock(variant, 10);
    const source = { instanceId: newId(), remoteId: '77' };
    const orderId = newId();
    const draft = () => delivery({ orderId, source, state: 'done', ...of(variant, 2) });
    const first = draft();
    const { deliveries } = await create(first);
    const again = draft();
    expect((await create(again)).deliveries.get(again.id)).toEqual({ ...deliveries.get(first.id), isNew: false });
    expect(await inventory.level(variant)).toEqual({ onHand: 8, reserved: 0 });
  });

  it('lets one of two processes write a consignment they both have in hand', async () => {
    const source = { instanceId: newId(), remoteId: '78' };
    const orderId = newId();
    const variant = newId();
    const draft = () => delivery({ orderId, source, state: 'done', ...of(variant, 1) });
    const results = await Promise.allSettled([create(draft()), create(draft())]);
    const written = results.filter(
      (result) => result.status === 'fulfilled' && [...result.value.deliveries.values()][0]?.isNew,
    );
    expect(written).toHaveLength(1);
    expect(await inventory.level(variant)).toEqual({ onHand: -1, reserved: 0 });
  });

  it('makes a partly shipped consignment two deliveries', async () => {
    const base = { orderId: newId(), source: { instanceId: newId(), remoteId: '79' } };
    const { deliveries } = await create(delivery({ ...base, state: 'done' }), delivery(base));
    expect([...deliveries.values()].map(({ state, isNew }) => [state, isNew])).toEqual([
      ['done', true],
      ['waiting', true],
    ]);
  });

  it('ships what was reserved and leaves the rest as a new delivery', async () => {
    const variant = newId();
    await inventory.stock(variant, 5);
    const draft = delivery({ source: { instanceId: newId(), remoteId: '80' }, ...of(variant, 5) });
    await create(draft);
    const validation = {
      deliveryId: draft.id,
      quantities: [{ lineId: draft.lines[0]?.id ?? '', quantity: 2 }],
      doneAt: '2026-11-20T09:00:00.000Z',
    };
    const result = await inventory.database.transaction((tx) => inventory.facade.validate(tx, [validation]));
    expect(result).toMatchObject({ deliveries: [{ outcome: 'done' }], shortages: [] });
    expect(
      (await one(draft)).map(({ state, part, lines }) => [state, part, lines.map((line) => line.quantity)]),
    ).toEqual([
      ['done', 2, [2]],
      ['ready', 3, [3]],
    ]);
    expect(await inventory.level(variant)).toEqual({ onHand: 3, reserved: 3 });
    const again = await inventory.database.transaction((tx) => inventory.facade.validate(tx, [validation]));
    expect(again.deliveries).toEqual([{ deliveryId: draft.id, outcome: 'not-open', restId: null }]);
  });

  it('keeps a delivery waiting that is validated without stock, unless the goods have left', async () => {
    const variant = newId();
    const draft = delivery(of(variant, 2));
    await create(draft);
    const validate = (goodsHaveLeft: boolean) =>
      inventory.database.transaction((tx) =>
        inventory.facade.validate(tx, [{ deliveryId: draft.id, goodsHaveLeft, doneAt: '2026-11-20T09:00:00.000Z' }]),
      );
    expect((await validate(false)).deliveries[0]?.outcome).toBe('short');
    expect((await one(draft))[0]?.state).toBe('waiting');
    expect(await validate(true)).toMatchObject({ deliveries: [{ outcome: 'done' }], shortages: [{ onHand: -2 }] });
  });

  it('frees the reservation of a cancelled delivery and leaves a done one alone', async () => {
    const variant = newId();
    await inventory.stock(variant, 2);
    const [ready, done] = [delivery(of(variant, 2)), delivery({ state: 'done' })];
    await create(ready, done);
    const cancelled = await inventory.database.transaction((tx) => inventory.facade.cancel(tx, [ready.id, done.id]));
    expect(cancelled).toEqual([ready.id]);
    expect(await inventory.level(variant)).toEqual({ onHand: 2, reserved: 0 });
  });

  it('brings stock to what was counted', async () => {
    const variant = newId();
    await inventory.stock(variant, 9);
    const { locationId } = inventory.warehouse;
    const lines = [{ variantId: variant, quantity: 4 }];
    await inventory.database.transaction((tx) =>
      inventory.facade.adjust(tx, {
        locationId,
        mode: 'count',
        note: 'count',
        lines,
        doneAt: '2026-11-20T09:00:00.000Z',
      }),
    );
    expect(await inventory.level(variant)).toEqual({ onHand: 4, reserved: 0 });
  });

  it('never rewrites a stock move', async () => {
    await inventory.stock(newId(), 1);
    for (const sql of [
      'UPDATE inventory.stock_move SET quantity = 2',
      'DELETE FROM inventory.stock_move',
      'TRUNCATE inventory.stock_move',
    ]) {
      await expect(inventory.database.query(sql)).rejects.toMatchObject({ constraint: 'ck_stock_move_final' });
    }
  });
});
