import {
  connect,
  importOrders,
  startTestHub,
  startTestStore,
  type HubUnderTest,
  type StoreUnderTest,
} from './testing/hub-and-store.js';

const ORDERS = 600;
const NOBODY = 1009;
const PAID = ['captured', 'paid'];
const OTHER_STATUSES = [
  'authorized',
  'capture pending',
  'declined',
  'held for review',
  'partially refunded',
  'pending',
  'refunded',
  'void',
  'void pending',
  '',
];
const CANCELLED = [5, 6];

interface StoreLine {
  id: number;
  product_id: number;
  type: string;
  quantity: number;
  quantity_shipped: number;
  quantity_refunded: number;
}
interface StoreConsignment {
  id: number;
  line_items: StoreLine[];
}
interface StoreOrder {
  id: number;
  status_id: number;
  payment_status: string;
  total_inc_tax: string;
  total_tax: string;
  default_currency_code: string;
  billing_address: { company: string; email: string; first_name: string };
  consignments: { shipping: StoreConsignment[]; pickups: StoreConsignment[] };
}

let hub: HubUnderTest;
let store: StoreUnderTest;
let instanceId: string;
let defaultContactId: string;
let orders: StoreOrder[];

beforeAll(async () => {
  hub = await startTestHub({ env: { COMPANY_CURRENCY: 'GBP' } });
  store = await startTestStore({ orders: ORDERS, profile: 'all', tax: 'mixed', seed: 77 });
  const empty = { first_name: '', last_name: '', company: '', street_1: '', street_2: '', city: '', state: '' };
  const nobody = { ...empty, zip: '', country: '', country_iso2: '', phone: '', email: '' };
  await store.order(NOBODY, 'patch', { status_id: 11, status: 'Awaiting Fulfillment', billing_address: nobody });
  orders = (await allOrders()).filter(({ status_id: statusId }) => statusId !== 0);
  const variant = async (sku: string): Promise<string | undefined> => {
    const product = { name: sku, kind: 'service', variants: [{ sku }] };
    return (await hub.ok<{ variants: { id: string }[] }>('POST', '/api/v1/products', product)).variants[0]?.id;
  };
  defaultContactId = (
    await hub.ok<{ id: string }>('POST', '/api/v1/contacts', { kind: 'person', name: 'Counter sales' })
  ).id;
  instanceId = await connect(
    hub,
    store,
    [
      ...PAID.map((paymentStatus) => ({ paymentStatus })),
      ...OTHER_STATUSES.map((paymentStatus) => ({ paymentStatus, registersPayment: false })),
    ],
    {
      orderStatusIds: Array.from({ length: 14 }, (_, i) => String(i + 1)),
      giftCertificateVariantId: await variant('GIFT-CERTIFICATE'),
      customVariantId: await variant('CUSTOM-ITEM'),
      createCompanyContact: true,
      defaultContactId,
    },
  );
  const job = await importOrders(hub, instanceId);
  expect(job).toMatchObject({ state: 'done', createdCount: orders.length, failedCount: 0 });
}, 90_000);
afterAll(async () => {
  await store?.close();
  await hub?.close();
});

async function allOrders(): Promise<StoreOrder[]> {
  const found: StoreOrder[] = [];
  for (let page = 1; ; page++) {
    const response = await fetch(
      `${store.url}/stores/${store.storeHash}/v2/orders?include=consignments.line_items&consignment_structure=object&limit=250&page=${page}`,
      { headers: { 'X-Auth-Token': store.token, Accept: 'application/json' } },
    );
    if (response.status === 204) return found;
    found.push(...((await response.json()) as StoreOrder[]));
  }
}

/** Sums of the store's own orders for each currency, added up by PostgreSQL. */
const storeSums = (of: readonly StoreOrder[]) =>
  hub.rows<{ currency: string; gross: string; tax: string; orders: number }>(
    `SELECT o.currency, sum(o.gross)::numeric(19,4) AS gross, sum(o.tax)::numeric(19,4) AS tax, count(*)::int AS orders
     FROM json_to_recordset($1::json) AS o (currency text, gross numeric, tax numeric) GROUP BY 1 ORDER BY 1`,
    [
      JSON.stringify(
        of.map((order) => ({
          currency: order.default_currency_code,
          gross: order.total_inc_tax,
          tax: order.total_tax,
        })),
      ),
    ],
  );

const standing = () => orders.filter((order) => !CANCELLED.includes(order.status_id));

describe(`a store of ${ORDERS} orders of every shape, in five currencies, taxed on both sides`, () => {
  it('has invoices that add up to the store in each currency, gross and tax (A12.2, A21)', async () => {
    const expected = await storeSums(standing());
    expect(expected.map(({ currency }) => currency)).toEqual(['EUR', 'GBP', 'JPY', 'KWD', 'USD']);
    expect(
      await hub.rows(
        `SELECT currency, sum(gross) AS gross, sum(tax) AS tax, count(*)::int AS orders FROM accounting.invoice
         WHERE state = 'posted' AND kind = 'invoice' GROUP BY 1 ORDER BY 1`,
      ),
    ).toEqual(expected);
  });

  it('has payments for what was paid, and for nothing else', async () => {
    const paid = standing().filter((order) => PAID.includes(order.payment_status));
    const expected = (await storeSums(paid)).map(({ currency, gross }) => ({ currency, gross }));
    expect(
      await hub.rows(
        'SELECT currency, sum(amount) AS gross, sum(amount_open) = 0 AS settled FROM accounting.payment GROUP BY 1 ORDER BY 1',
      ),
    ).toEqual(expected.map((sum) => ({ ...sum, settled: true })));
  });

  it('has books that balance, in every entry and over all', async () => {
    const unbalanced = await hub.rows(
      `SELECT entry_id FROM accounting.ledger_line GROUP BY 1
       HAVING sum(debit) <> sum(credit) OR sum(document_debit) <> sum(document_credit)`,
    );
    expect(unbalanced).toEqual([]);
    const [all] = await hub.rows<{ debit: string; credit: string; entries: number }>(
      'SELECT sum(debit) AS debit, sum(credit) AS credit, count(DISTINCT entry_id)::int AS entries FROM accounting.ledger_line',
    );
    expect(all?.debit).toBe(all?.credit);
    expect(all?.entries).toBeGreaterThan(ORDERS);
  });

  it('made one price list for each currency and used it (A21.1)', async () => {
    const lists = await hub.rows<{ currency: string; lists: number }>(
      `SELECT l.currency, count(DISTINCT l.id)::int AS lists FROM sales.sale_order o JOIN catalog.price_list l ON l.id = o.price_list_id
       WHERE l.currency = o.currency GROUP BY 1 ORDER BY 1`,
    );
    expect(lists).toEqual(['EUR', 'GBP', 'JPY', 'KWD', 'USD'].map((currency) => ({ currency, lists: 1 })));
    const astray = await hub.rows(
      `SELECT o.id FROM sales.sale_order o LEFT JOIN catalog.price_list l ON l.id = o.price_list_id WHERE l.currency IS DISTINCT FROM o.currency`,
    );
    expect(astray).toEqual([]);
    const made = await hub.rows(
      'SELECT currency FROM catalog.price_list WHERE is_for_currency GROUP BY 1 HAVING count(*) > 1',
    );
    expect(made).toEqual([]);
  });

  it('has cancelled the orders the store cancelled, without invoice or delivery (B13)', async () => {
    const ids = orders.filter((order) => CANCELLED.includes(order.status_id)).map((order) => String(order.id));
    expect(ids.length).toBeGreaterThan(0);
    const found = await hub.rows(
      `SELECT o.state, count(*)::int AS orders, count(i.id)::int AS invoices, count(d.id)::int AS deliveries
       FROM sales.sale_order o LEFT JOIN accounting.invoice i ON i.order_id = o.id LEFT JOIN inventory.delivery d ON d.order_id = o.id
       WHERE o.source_remote_id = ANY($1) GROUP BY 1`,
      [ids],
    );
    expect(found).toEqual([{ state: 'cancelled', orders: ids.length, invoices: 0, deliveries: 0 }]);
  });
});

describe('deliveries (A16)', () => {
  interface Pieces {
    remoteId: string;
    shipped: number;
    waiting: number;
  }

  function piecesOf({ id, line_items: all }: StoreConsignment): Pieces {
    const lines = all.filter((line) => line.type === 'physical' && line.product_id > 0);
    return {
      remoteId: String(id),
      shipped: lines.reduce((sum, line) => sum + line.quantity_shipped, 0),
      waiting: lines.reduce(
        (sum, line) => sum + Math.max(0, line.quantity - line.quantity_shipped - line.quantity_refunded),
        0,
      ),
    };
  }
  const goesOut = ({ shipped, waiting }: Pieces): boolean => shipped + waiting > 0;

  /** What the store says of each parcel, where its lines are not cut off. */
  function parcels(): Pieces[] {
    return standing()
      .filter(({ consignments }) => consignments.shipping.every(({ line_items: lines }) => lines.length < 50))
      .flatMap(({ consignments }) => consignments.shipping.map(piecesOf))
      .filter(goesOut)
      .sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1));
  }

  it('carry for each parcel what the store shipped, and what it has not as one that waits', async () => {
    const expected = parcels();
    expect(expected.filter(({ shipped, waiting }) => shipped > 0 && waiting > 0).length).toBeGreaterThan(10);
    const found = await hub.rows(
      `SELECT split_part(d.source_remote_id, ':', 1) AS "remoteId",
              coalesce(sum(l.quantity) FILTER (WHERE d.state = 'done'), 0)::int AS shipped,
              coalesce(sum(l.quantity) FILTER (WHERE d.state IN ('waiting', 'ready')), 0)::int AS waiting
       FROM inventory.delivery d JOIN inventory.delivery_line l ON l.delivery_id = d.id
       WHERE split_part(d.source_remote_id, ':', 1) = ANY($1) GROUP BY 1 ORDER BY min(split_part(d.source_remote_id, ':', 1) COLLATE "C")`,
      [expected.map(({ remoteId }) => remoteId)],
    );
    expect(found).toEqual(expected);
  });

  it('go to each address of an order that has several', async () => {
    const several = standing().filter(
      ({ consignments: { shipping } }) => shipping.length > 1 && shipping.map(piecesOf).every(goesOut),
    );
    expect(several.length).toBeGreaterThan(20);
    const wrong = [];
    for (const { id, consignments } of several) {
      const [found] = await hub.rows<{ parcels: number; contacts: number }>(
        `SELECT count(DISTINCT split_part(d.source_remote_id, ':', 1))::int AS parcels, count(DISTINCT d.contact_id)::int AS contacts
         FROM inventory.delivery d JOIN sales.sale_order o ON o.id = d.order_id WHERE o.source_remote_id = $1 AND d.source_remote_id LIKE ANY($2)`,
        [String(id), consignments.shipping.map((each) => `${each.id}:%`)],
      );
      if (found?.parcels !== consignments.shipping.length || found.contacts < 2) wrong.push({ id, ...found });
    }
    expect(wrong).toEqual([]);
  });
});

describe('customers (A20)', () => {
  it('with a company are people of that company', async () => {
    const business = orders.filter((order) => order.billing_address.company !== '');
    expect(business.length).toBeGreaterThan(20);
    const found = await hub.rows<{ remoteId: string; company: string }>(
      `SELECT o.source_remote_id AS "remoteId", p.name AS company FROM sales.sale_order o
       JOIN contacts.contact c ON c.id = o.contact_id JOIN contacts.contact p ON p.id = c.parent_id
       WHERE p.kind = 'company' AND o.source_remote_id = ANY($1) ORDER BY o.source_remote_id`,
      [business.map(({ id }) => String(id))],
    );
    expect(found).toEqual(
      business
        .map((order) => ({ remoteId: String(order.id), company: order.billing_address.company }))
        .sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1)),
    );
  });

  it('without any data are the default customer of the instance, and only those', async () => {
    const found = await hub.rows('SELECT source_remote_id AS id FROM sales.sale_order WHERE contact_id = $1', [
      defaultContactId,
    ]);
    expect(found).toEqual([{ id: String(NOBODY) }]);
  });
});
