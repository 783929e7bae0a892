import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { InventoryFacade, InventoryModule } from '../index.js';
import type { DeliveryDraft, Warehouse } from '../contract/index.js';
import { aDelivery, type DeliveryOverrides } from '../testing/index.js';

interface Body {
  id: string;
  version: number;
  state: string;
  lines: { id: string; quantity: number }[];
}

let app: RestApp;
let inventory: InventoryFacade;
let warehouse: Warehouse;

beforeAll(async () => {
  app = await restApp(InventoryModule);
  inventory = app.get(InventoryFacade);
  [warehouse] = (await inventory.warehouses()) as [Warehouse];
}, 60_000);
afterAll(() => app.close());

const bodyOf = (answer: { body: unknown }) => answer.body as Body;
const post = (path: string, body: object = {}) => app.http.post(`/api/v1/${path}`).send(body);
const get = (path: string) => app.http.get(`/api/v1/${path}`);
const listed = async (path: string) => ((await get(path).expect(200)).body as { data: Record<string, unknown>[] }).data;
const delivery = async (overrides: DeliveryOverrides = {}): Promise<DeliveryDraft> => {
  const draft = aDelivery(warehouse.id, overrides);
  await app.database.transaction((tx) => inventory.createDeliveries(tx, [draft]));
  return draft;
};
const adjust = (lines: { variantId: string; quantity: number }[], mode: 'count' | 'change' = 'change') =>
  post('adjustments', { locationId: warehouse.locationId, mode, lines });
const stock = async (variantId: string, quantity: number) => {
  const { id } = bodyOf(await adjust([{ variantId, quantity }]).expect(201));
  await post(`adjustments/${id}/validate`).expect(200);
};
const of = (variantId: string, quantity: number) => ({ lines: [{ variantId, quantity }] });

describe('deliveries over REST', () => {
  it('become ready when their stock is there, and say what is missing when it is not', async () => {
    const variantId = newId();
    const { id, lines } = await delivery(of(variantId, 3));
    const short = await post(`deliveries/${id}/ready`).expect(422);
    expect(short.body).toMatchObject({
      code: 'inventory.not-enough-stock',
      facts: { lines: [{ lineId: lines[0]?.id, variantId, needed: 3, free: 0 }] },
    });
    await stock(variantId, 3);
    expect(bodyOf(await post(`deliveries/${id}/ready`).expect(200)).state).toBe('ready');
    await post(`deliveries/${id}/ready`).expect(422);
  });

  it('leave in part, the rest waiting as a delivery of its own', async () => {
    const variantId = newId();
    await stock(variantId, 2);
    const draft = await delivery(of(variantId, 5));
    const quantities = [{ lineId: draft.lines[0]?.id, quantity: 2 }];
    const done = await post(`deliveries/${draft.id}/validate`, { quantities }).expect(200);
    expect(done.body).toMatchObject({ state: 'done', lines: [{ quantity: 2 }] });
    const all = await listed(`deliveries?orderId=${draft.orderId}&sort=createdAt`);
    expect(all.map((each) => [each['state'], each['part']])).toEqual([
      ['done', 2],
      ['waiting', 3],
    ]);
    expect(app.events.at(-1)).toMatchObject({
      type: 'inventory.delivery-done.v1',
      payload: { deliveryIds: [draft.id] },
    });
    expect(await listed(`stock-moves?variantId=${variantId}`)).toMatchObject([
      { quantity: -2, reason: 'delivery', documentId: draft.id },
      { quantity: 2, reason: 'adjustment' },
    ]);
  });

  it('are not validated without stock unless somebody says the goods have left', async () => {
    const variantId = newId();
    const { id } = await delivery(of(variantId, 1));
    expect((await post(`deliveries/${id}/validate`).expect(422)).body).toMatchObject({
      code: 'inventory.not-enough-stock',
    });
    await post(`deliveries/${id}/validate`, { goodsHaveLeft: true, doneAt: '2026-11-19T10:00:00+01:00' }).expect(200);
    expect((await get(`deliveries/${id}`).expect(200)).body).toMatchObject({
      state: 'done',
      doneAt: '2026-11-19T09:00:00.000Z',
    });
    expect(await listed(`stock-levels?variantId=${variantId}`)).toMatchObject([{ onHand: -1, reserved: 0, free: -1 }]);
  });

  it('are cancelled while they are open', async () => {
    const variantId = newId();
    await stock(variantId, 1);
    const { id } = await delivery(of(variantId, 1));
    expect(bodyOf(await post(`deliveries/${id}/cancel`).expect(200)).state).toBe('cancelled');
    expect(await listed(`stock-levels?variantId=${variantId}`)).toMatchObject([{ onHand: 1, reserved: 0 }]);
    for (const action of ['cancel', 'ready', 'validate']) {
      expect((await post(`deliveries/${id}/${action}`).expect(422)).body).toMatchObject({
        code: 'inventory.illegal-state-change',
      });
    }
    const done = await delivery({ state: 'done' });
    await post(`deliveries/${done.id}/cancel`).expect(422);
  });

  it('carry packages, each tracking number once', async () => {
    const { id } = await delivery();
    const parcel = {
      carrier: 'UPS',
      trackingNumber: '1Z999',
      trackingUrl: 'https://ups.example/1Z999',
      weightGrams: 420,
    };
    expect((await post(`deliveries/${id}/packages`, parcel).expect(201)).body).toMatchObject({ packages: [parcel] });
    expect((await post(`deliveries/${id}/packages`, parcel).expect(409)).body).toMatchObject({
      code: 'inventory.package-exists',
    });
    await post(`deliveries/${id}/packages`, { ...parcel, trackingUrl: 'javascript:alert(1)' }).expect(400);
  });

  it('belong to an instance: a key for another one does not find them', async () => {
    const [mine, other] = [newId(), newId()];
    const { id } = await delivery({ source: { instanceId: mine, remoteId: '5' } });
    const as = (instance: string, path: string) => get(path).set('x-instances', instance);
    expect(((await as(mine, 'deliveries').expect(200)).body as { data: Body[] }).data.map((each) => each.id)).toEqual([
      id,
    ]);
    expect(((await as(other, 'deliveries').expect(200)).body as { data: Body[] }).data).toEqual([]);
    await as(other, `deliveries/${id}`).expect(404);
    await post(`deliveries/${id}/cancel`).set('x-instances', other).expect(404);
    await post(`deliveries/${id}/cancel`).set('x-instances', mine).expect(200);
  });

  it.each([
    ['a line it does not have', { quantities: [{ lineId: newId(), quantity: 1 }] }],
    ['half a piece', { quantities: [{ lineId: newId(), quantity: 0.5 }] }],
    ['an unknown field', { colour: 'red' }],
    ['no quantities', { quantities: [] }],
  ])('refuse %s', async (_, body) => {
    const { id } = await delivery();
    await post(`deliveries/${id}/validate`, body).expect(400);
  });
});

describe('stock over REST', () => {
  it('is counted in two steps', async () => {
    const variantId = newId();
    await stock(variantId, 9);
    const draft = bodyOf(await adjust([{ variantId, quantity: 4 }], 'count').expect(201));
    expect(await listed(`stock-levels?variantId=${variantId}`)).toMatchObject([{ onHand: 9 }]);
    const done = await post(`adjustments/${draft.id}/validate`).expect(200);
    expect(done.body).toMatchObject({ state: 'done', lines: [{ quantity: 4, difference: -5 }] });
    await post(`adjustments/${draft.id}/validate`).expect(422);
    await post(`adjustments/${draft.id}/cancel`).expect(422);
    await post(`adjustments/${newId()}/validate`).expect(404);
    await adjust([1, 2].map((quantity) => ({ variantId, quantity }))).expect(400);
    await post('adjustments', { locationId: newId(), mode: 'count', lines: [{ variantId, quantity: 1 }] }).expect(404);
  });

  it('is paged through place by place', async () => {
    const variants = [newId(), newId(), newId()];
    const { id } = bodyOf(await post('stock-locations', { warehouseId: warehouse.id, name: 'Mezzanine' }).expect(201));
    const lines = variants.map((variantId) => ({ variantId, quantity: 1 }));
    const draft = bodyOf(await post('adjustments', { locationId: id, mode: 'change', lines }).expect(201));
    await post(`adjustments/${draft.id}/validate`).expect(200);
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const answer = await get(`stock-levels?locationId=${id}&limit=1${cursor && `&cursor=${cursor}`}`).expect(200);
      const { data, page } = answer.body as { data: { variantId: string }[]; page: { nextCursor: string | null } };
      seen.push(...data.map((level) => level.variantId));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...variants].sort());
  });
});

describe('warehouses over REST', () => {
  it('come with a location, and one of them is the default', async () => {
    const second = (await post('warehouses', { code: 'EAST', name: 'East' }).expect(201)).body as Body & {
      locationId: string;
    };
    expect((await get(`stock-locations/${second.locationId}`).expect(200)).body).toMatchObject({
      isMain: true,
      name: 'Stock',
    });
    expect((await post('warehouses', { code: 'EAST', name: 'East' }).expect(409)).body).toMatchObject({
      code: 'inventory.warehouse-code-taken',
    });
    const change = (id: string, body: object) => app.http.patch(`/api/v1/warehouses/${id}`).send(body);
    await change(second.id, { version: 1, isDefault: true }).expect(200);
    await change(second.id, { version: 1, name: 'Far east' }).expect(409);
    await change(second.id, { version: 2, isActive: false }).expect(422);
    expect((await inventory.warehouses())[0]?.id).toBe(second.id);
    await change(warehouse.id, { version: 2, isDefault: true }).expect(200);
    await change(newId(), { version: 1, name: 'Nowhere' }).expect(404);
    await app.http
      .patch(`/api/v1/stock-locations/${second.locationId}`)
      .send({ version: 1, isActive: false })
      .expect(422);
    expect(app.audit.map((entry) => entry.action)).toContain('warehouse.changed');
  });
});
