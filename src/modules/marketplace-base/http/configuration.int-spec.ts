import { newId } from '../../../shared-kernel/index.js';
import { marketplaceApp, type MarketplaceApp } from '../testing/index.js';

let app: MarketplaceApp;
let instanceId: string;
let base: string;

beforeAll(async () => {
  app = await marketplaceApp({ consumes: false });
}, 60_000);
afterAll(() => app?.close());
beforeEach(async () => {
  instanceId = await app.anInstance();
  base = `/api/v1/instances/${instanceId}`;
});

async function aGateway(name = 'Visa'): Promise<string> {
  const id = newId();
  await app.database.query(
    'INSERT INTO marketplace.gateway (id, instance_id, code, name, journal_id) VALUES ($1, $2, $3, $4, $5)',
    [id, instanceId, name.toLowerCase(), name, newId()],
  );
  return id;
}

type Row = Record<string, unknown> & { id: string; version: number };
const post = (path: string, body: object) => app.http.post(`${base}${path}`).send(body);
const made = async (path: string, body: object): Promise<Row> => (await post(path, body).expect(201)).body as Row;
const rows = async (path: string): Promise<Row[]> =>
  ((await app.http.get(`${base}${path}`).expect(200)).body as { data: Row[] }).data;
const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

const STEPS = { confirmsOrder: true, validatesDelivery: false, createsInvoice: true, registersPayment: true };

describe('financial workflow rows (A11.8, A11.10)', () => {
  it('are made, changed and deleted, for a gateway or for any', async () => {
    const gatewayId = await aGateway();
    const row = await made('/financial-workflows', { gatewayId, paymentStatus: ' Partially_Refunded ', ...STEPS });
    expect(row).toMatchObject({
      gateway: 'Visa',
      paymentStatus: 'partially refunded',
      journalId: null,
      paymentTermDays: 0,
    });
    await made('/financial-workflows', { paymentStatus: 'captured', ...STEPS });

    const change = { version: 1, validatesDelivery: true, journalId: newId() };
    const { body } = await app.http.patch(`${base}/financial-workflows/${row.id}`).send(change).expect(200);
    expect(body).toMatchObject({ validatesDelivery: true, createsInvoice: true, gatewayId, version: 2 });
    const late = await app.http.patch(`${base}/financial-workflows/${row.id}`).send(change).expect(409);
    expect(codeOf(late)).toBe('marketplace.changed-meanwhile');

    expect(await rows('/financial-workflows?isForAnyGateway=true')).toMatchObject([{ paymentStatus: 'captured' }]);
    await app.http.delete(`${base}/financial-workflows/${row.id}`).expect(204);
    await app.http.get(`${base}/financial-workflows/${row.id}`).expect(404);
    expect(app.audit.at(-1)).toMatchObject({ action: 'financial-workflow.deleted', before: { gatewayId } });
  });

  it('stand once for a gateway and status', async () => {
    const gatewayId = await aGateway();
    for (const body of [{ gatewayId, paymentStatus: 'captured' }, { paymentStatus: 'captured' }]) {
      await made('/financial-workflows', { ...body, ...STEPS });
      const again = await post('/financial-workflows', { ...body, ...STEPS }).expect(409);
      expect(codeOf(again)).toBe('marketplace.workflow-exists');
    }
  });

  it.each([
    ['a payment without an invoice', { ...STEPS, createsInvoice: false }, 422, 'marketplace.workflow-steps'],
    ['an invoice without a confirmed order', { ...STEPS, confirmsOrder: false }, 422, 'marketplace.workflow-steps'],
    ['a gateway of nobody', { ...STEPS, gatewayId: newId() }, 422, 'marketplace.unknown-gateway'],
    ['a number for a switch', { ...STEPS, confirmsOrder: 1 }, 400, 'request.invalid'],
    ['terms before the invoice', { ...STEPS, paymentTermDays: -1 }, 400, 'request.invalid'],
  ])('refuse %s', async (_, body, status, code) => {
    const answer = await post('/financial-workflows', { paymentStatus: 'captured', ...body }).expect(status);
    expect(codeOf(answer)).toBe(code);
  });

  it('refuse a gateway of another instance', async () => {
    const gatewayId = await aGateway();
    const other = await app.anInstance();
    const answer = await app.http
      .post(`/api/v1/instances/${other}/financial-workflows`)
      .send({ gatewayId, paymentStatus: 'captured', ...STEPS })
      .expect(422);
    expect(codeOf(answer)).toBe('marketplace.unknown-gateway');
    await app.http.get(`/api/v1/instances/${other}/gateways/${gatewayId}`).expect(404);
  });

  it('that are missing are named, with the request that adds them, until they are there (A11.13)', async () => {
    const [visa, cash] = [await aGateway('Visa'), await aGateway('Cash')];
    const seen = (gatewayId: string, paymentStatus: string, remoteId: string) =>
      app.database.query(
        `INSERT INTO marketplace.log_entry (id, instance_id, operation, level, code, message, remote_id, facts)
         VALUES ($1, $2, 'import-orders', 'error', 'orders.workflow-missing', 'm', $3, $4)`,
        [
          newId(),
          instanceId,
          remoteId,
          JSON.stringify({
            configureWorkflow: {
              method: 'POST',
              path: `${base}/financial-workflows`,
              body: { gatewayId, paymentStatus, ...STEPS },
            },
          }),
        ],
      );
    await seen(visa, 'captured', '100');
    await seen(visa, 'captured', '101');
    await seen(cash, '', '102');

    const missing = await rows('/financial-workflows/missing');
    expect(missing).toMatchObject([
      { gateway: 'Visa', paymentStatus: 'captured', seen: 2, lastRemoteId: '101' },
      { gateway: 'Cash', paymentStatus: '', seen: 1 },
    ]);
    const { path, body } = missing[0]?.['configureWorkflow'] as { path: string; body: object };
    await app.http.post(path).send(body).expect(201);
    expect(await rows('/financial-workflows/missing')).toMatchObject([{ gateway: 'Cash' }]);
  });
});

describe('gateways (A11.12)', () => {
  it('are renamed and given another journal; their code stays', async () => {
    const id = await aGateway();
    const journalId = newId();
    const { body } = await app.http
      .patch(`${base}/gateways/${id}`)
      .send({ version: 1, name: 'Cards', journalId })
      .expect(200);
    expect(body).toMatchObject({ code: 'visa', name: 'Cards', journalId, version: 2 });
    await app.http.patch(`${base}/gateways/${id}`).send({ version: 2, code: 'other' }).expect(400);
    expect(await rows('/gateways?code=VISA')).toHaveLength(1);
  });
});

describe('payment mappings (B18, Z11)', () => {
  const defaults = async (): Promise<string[]> => (await rows('/payment-mappings?isDefault=true')).map((row) => row.id);

  it('have exactly one default: the first row, then whichever is made it', async () => {
    const first = await made('/payment-mappings', { journalId: newId() });
    expect(first).toMatchObject({ isDefault: true, gatewayId: null });
    const second = await made('/payment-mappings', { gatewayId: await aGateway(), currency: 'EUR' });
    expect(second).toMatchObject({ isDefault: false, gateway: 'Visa', currency: 'EUR' });

    const third = await made('/payment-mappings', { gatewayId: await aGateway('Cash'), isDefault: true });
    expect(await defaults()).toEqual([third.id]);
    // The first row was for no gateway: without being the default it would catch nothing.
    expect((await rows('/payment-mappings')).map((row) => row.id)).toEqual([second.id, third.id]);
    await app.http.patch(`${base}/payment-mappings/${second.id}`).send({ version: 1, isDefault: true }).expect(200);
    expect(await defaults()).toEqual([second.id]);
  });

  it('keep a default: it is neither switched off nor deleted while others stand', async () => {
    const first = await made('/payment-mappings', { gatewayId: await aGateway() });
    const second = await made('/payment-mappings', { gatewayId: await aGateway('Cash') });
    const off = await app.http
      .patch(`${base}/payment-mappings/${first.id}`)
      .send({ version: 1, isDefault: false })
      .expect(409);
    expect(codeOf(off)).toBe('marketplace.payment-mapping-default');
    await app.http.delete(`${base}/payment-mappings/${first.id}`).expect(409);
    await app.http.delete(`${base}/payment-mappings/${second.id}`).expect(204);
    await app.http.delete(`${base}/payment-mappings/${first.id}`).expect(204);
  });

  it('refuse a second row for a gateway, a row for nothing, and a currency in words', async () => {
    const gatewayId = await aGateway();
    await made('/payment-mappings', { gatewayId });
    expect(codeOf(await post('/payment-mappings', { gatewayId }).expect(409))).toBe(
      'marketplace.payment-mapping-exists',
    );
    expect(codeOf(await post('/payment-mappings', {}).expect(422))).toBe('marketplace.payment-mapping-target');
    await post('/payment-mappings', { gatewayId, currency: 'euro' }).expect(400);
  });

  it('have one default also when ten people make one at the same time', async () => {
    const gateways = await Promise.all(Array.from({ length: 10 }, (_, n) => aGateway(`G${n}`)));
    const answers = await Promise.all(
      gateways.map((gatewayId) => post('/payment-mappings', { gatewayId, isDefault: true })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await defaults()).toHaveLength(1);
    const all = await rows('/payment-mappings');
    await Promise.all(
      all.map((row) =>
        app.http.patch(`${base}/payment-mappings/${row.id}`).send({ version: row.version, isDefault: true }),
      ),
    );
    expect(await defaults()).toHaveLength(1);
  });
});

describe('order status mappings (B13)', () => {
  it('are made, changed and deleted, once for a status', async () => {
    const row = await made('/order-status-mappings', { statusRemoteId: '11', stage: 'confirmed' });
    expect(row).toMatchObject({ status: 'To pack', stage: 'confirmed' });
    expect(codeOf(await post('/order-status-mappings', { statusRemoteId: '11', stage: 'quotation' }).expect(409))).toBe(
      'marketplace.status-mapping-exists',
    );
    const path = `${base}/order-status-mappings/${row.id}`;
    const { body } = await app.http.patch(path).send({ version: 1, stage: 'quotation' }).expect(200);
    expect(body).toMatchObject({ stage: 'quotation', statusRemoteId: '11' });
    await app.http.patch(path).send({ version: 2, stage: 'lost' }).expect(400);
    await app.http.delete(path).expect(204);
  });

  it('that a person deleted do not come back with the next Confirm', async () => {
    for (const row of await rows('/order-status-mappings'))
      await app.http.delete(`${base}/order-status-mappings/${row.id}`).expect(204);
    await app.http.post(`${base}/reset-to-draft`).expect(200);
    await app.http.post(`${base}/confirm`).expect(200);
    expect(await rows('/order-status-mappings')).toEqual([]);
  });
});

describe('master data (A2, A9)', () => {
  it('is listed by kind and imported again by hand (A2.4)', async () => {
    expect(await rows('/order-statuses')).toMatchObject([
      { remoteId: '5' },
      { remoteId: '11', customLabel: 'To pack' },
    ]);
    expect(await rows('/channels')).toHaveLength(1);
    expect(await rows('/tax-classes')).toHaveLength(1);
    expect(await rows('/brands')).toHaveLength(1);
    expect(await rows('/categories?parentRemoteId=10')).toMatchObject([{ name: 'Brass' }]);

    app.connector.data.brands = [{ remoteId: '8', name: 'New' }];
    const { body } = await app.http.post(`${base}/master-data/brands/import`).expect(200);
    expect(body).toEqual({ created: 1, updated: 0, deactivated: 1 });
    expect(await rows('/brands?active=true')).toMatchObject([{ remoteId: '8' }]);
    await app.http.post(`${base}/master-data/colours/import`).expect(404);
    await app.http.get(`/api/v1/instances/${newId()}/brands`).expect(404);
    app.connector.data.brands = [{ remoteId: '7', name: 'Tidewater' }];
  });

  it('lets a location stand for a warehouse of the company and leave stock alone (A9.1, A9.5)', async () => {
    const [, side] = await rows('/locations?sort=remoteId');
    const path = `${base}/locations/${side?.id}`;
    const change = { version: 1, warehouseId: app.directory.secondWarehouseId, syncsStock: false };
    const { body } = await app.http.patch(path).send(change).expect(200);
    expect(body).toMatchObject({ ...change, version: 2, name: 'Side' });
    const wrong = await app.http.patch(path).send({ version: 2, warehouseId: newId() }).expect(422);
    expect(codeOf(wrong)).toBe('marketplace.unknown-warehouse');
    await app.http.patch(path).send({ version: 2, name: 'Mine' }).expect(400);
  });
});

describe('listings', () => {
  it('are listed, and their items linked to other variants, added and unlinked', async () => {
    const [listingId, itemId, variantId] = [newId(), newId(), newId()];
    await app.database.query(
      `INSERT INTO marketplace.listing (id, instance_id, remote_id, product_id, name, sku, visible) VALUES ($1, $2, '501', $3, 'Knob', 'KN', true)`,
      [listingId, instanceId, newId()],
    );
    await app.database.query(
      `INSERT INTO marketplace.listing_item (id, instance_id, listing_id, remote_id, variant_id, sku, sku_key) VALUES ($1, $2, $3, '901', $4, 'KN-B', 'kn-b')`,
      [itemId, instanceId, listingId, newId()],
    );
    expect(await rows('/listings?remoteId=501')).toMatchObject([{ id: listingId, name: 'Knob' }]);
    expect(await rows('/listing-items?sku=KN-B')).toMatchObject([{ id: itemId }]);

    const { body } = await app.http.patch(`${base}/listing-items/${itemId}`).send({ variantId }).expect(200);
    expect(body).toMatchObject({ variantId, remoteId: '901' });
    const item = { listingId, remoteId: '902', sku: '', variantId };
    await made('/listing-items', item);
    expect(codeOf(await post('/listing-items', item).expect(409))).toBe('marketplace.listing-item-exists');
    expect(codeOf(await post('/listing-items', { ...item, listingId: newId() }).expect(422))).toBe(
      'marketplace.unknown-listing',
    );
    await app.http.delete(`${base}/listing-items/${itemId}`).expect(204);
    await app.http.delete(`${base}/listing-items/${itemId}`).expect(404);
    expect(await rows('/listing-items')).toHaveLength(1);
  });
});

describe('connectors', () => {
  it('say what a person has to fill in', async () => {
    const { body } = await app.http.get('/api/v1/connectors').expect(200);
    expect(body).toMatchObject({ data: [{ key: 'fake', credentialFields: [{ name: 'shop' }, { secret: true }, {}] }] });
  });
});

describe('ids of records that do not exist', () => {
  it('are refused with their field wherever configuration points at them', async () => {
    const nobody = newId();
    app.records.missing.add(nobody);
    const gatewayId = await aGateway();
    const refusals = [
      post('/financial-workflows', { paymentStatus: 'captured', ...STEPS, journalId: nobody }),
      post('/payment-mappings', { gatewayId, priceListId: nobody }),
      app.http.patch(`${base}/gateways/${gatewayId}`).send({ version: 1, journalId: nobody }),
      app.http.patch(`${base}/settings`).send({ version: 1, customVariantId: nobody, defaultContactId: nobody }),
    ];
    const fields = [['journalId'], ['priceListId'], ['journalId'], ['customVariantId', 'defaultContactId']];
    for (const [index, answer] of (await Promise.all(refusals)).entries()) {
      expect([answer.status, codeOf(answer)]).toEqual([422, 'marketplace.unknown-reference']);
      const errors = (answer.body as { errors: { field: string }[] }).errors;
      expect(errors.map((error) => error.field)).toEqual(fields[index]);
    }
    expect(await rows('/payment-mappings')).toEqual([]);
  });
});
