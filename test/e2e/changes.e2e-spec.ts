import {
  connect,
  eventually,
  importOrders,
  startImport,
  jobEnded,
  startTestHub,
  startTestStore,
  type HubUnderTest,
  type StoreUnderTest,
} from './testing/hub-and-store.js';

const [AUTHORIZED, UNMAPPED, UNINVOICED, INVOICED, EDITED, PACKED, INCOMPLETE, MOVED, REFUNDED] = [
  1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1010,
] as const;
const LAST = 1024;
const CANCELLED_STATUS = 5;

interface Order {
  id: string;
  remoteId: string;
  state: string;
  sourceStatus: string;
  sourcePaymentStatus: string;
  attentionCode: string | null;
  attention: string | null;
  gross: { amount: string; currency: string };
}
interface Line {
  remoteId: string;
  state: string;
  errorCode: string | null;
  message: string | null;
}
interface LogEntry {
  code: string;
  message: string;
  remoteId: string;
  facts: { configureWorkflow?: { method: string; path: string; body: Record<string, unknown> } };
}

let hub: HubUnderTest;
let store: StoreUnderTest;
let instanceId: string;

beforeAll(async () => {
  hub = await startTestHub({ env: { COMPANY_CURRENCY: 'GBP' } });
  store = await startTestStore({ orders: LAST - 1000, products: 3 });
  instanceId = await connect(hub, store, [
    { paymentStatus: 'captured' },
    { paymentStatus: 'authorized', registersPayment: false },
    { paymentStatus: 'capture pending', createsInvoice: false, registersPayment: false },
  ]);
  await store.order(AUTHORIZED, 'status', { payment_status: 'authorized' });
  await store.order(UNMAPPED, 'patch', { payment_method: 'Carrier Pigeon', payment_status: 'held for review' });
  await store.order(UNINVOICED, 'status', { payment_status: 'capture pending', status_id: 12 });
  await store.order(PACKED, 'status', { status_id: 9 });
  await store.order(INCOMPLETE, 'status', { status_id: 0 });
  const first = await importOrders(hub, instanceId);
  expect(first).toMatchObject({ state: 'done', createdCount: LAST - 1000 - 3, failedCount: 0 });
}, 60_000);
afterAll(async () => {
  await store?.close();
  await hub?.close();
});

const found = async (remoteId: number): Promise<Order[]> =>
  (await hub.ok<{ data: Order[] }>('GET', `/api/v1/sale-orders?instanceId=${instanceId}&remoteId=${remoteId}`)).data;
async function order(remoteId: number): Promise<Order> {
  const [one, ...more] = await found(remoteId);
  if (!one || more.length > 0) throw new Error(`Order ${remoteId} is there ${one ? 1 + more.length : 0} times.`);
  return one;
}
const timeline = async (id: string): Promise<string[]> =>
  (await hub.ok<{ data: { code: string }[] }>('GET', `/api/v1/sale-orders/${id}/timeline`)).data.map(
    ({ code }) => code,
  );
const lines = async (jobId: string): Promise<Line[]> =>
  (await hub.ok<{ data: Line[] }>('GET', `/api/v1/jobs/${jobId}/lines`)).data;
const logOf = async (remoteId: number): Promise<LogEntry[]> =>
  (await hub.ok<{ data: LogEntry[] }>('GET', `/api/v1/log-entries?instanceId=${instanceId}&remoteId=${remoteId}`)).data;

interface Documents {
  invoices: { state: string; gross: string; open: string }[];
  payments: { amount: string; kind: string; journal: string }[];
  deliveries: { state: string }[];
}
async function documents(orderId: string): Promise<Documents> {
  return {
    invoices: await hub.rows(
      'SELECT state, gross, amount_open AS open FROM accounting.invoice WHERE order_id = $1 ORDER BY id',
      [orderId],
    ),
    payments: await hub.rows(
      `SELECT p.amount, p.kind, p.journal_id AS journal FROM accounting.payment p
       WHERE p.id IN (SELECT a.payment_id FROM accounting.allocation a JOIN accounting.invoice i ON i.id = a.invoice_id WHERE i.order_id = $1)`,
      [orderId],
    ),
    deliveries: await hub.rows('SELECT state FROM inventory.delivery WHERE order_id = $1 ORDER BY id', [orderId]),
  };
}

/** Every row of the back office, as one text for each table. */
async function books(): Promise<Map<string, string>> {
  const tables = await hub.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('sales', 'accounting', 'inventory', 'contacts', 'catalog') ORDER BY 1`,
  );
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await hub.rows<{ digest: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') AS digest FROM ${name} t`,
    );
    texts.set(name, row?.digest ?? '');
  }
  expect(texts.size).toBeGreaterThan(15);
  return texts;
}

async function ledgerIsBalanced(): Promise<void> {
  const [sums] = await hub.rows<{ debit: string; credit: string; lines: number }>(
    'SELECT sum(debit) AS debit, sum(credit) AS credit, count(*)::int AS lines FROM accounting.ledger_line',
  );
  expect(sums?.lines).toBeGreaterThan(0);
  expect(sums?.debit).toBe(sums?.credit);
}

describe('what the store changes on an order that is in (A11, design 4)', () => {
  it('registers a payment captured later once, in the journal of its gateway', async () => {
    const { id, gross } = await order(AUTHORIZED);
    expect(await documents(id)).toMatchObject({
      invoices: [{ state: 'posted', gross: gross.amount, open: gross.amount }],
      payments: [],
    });
    await store.order(AUTHORIZED, 'status', { payment_status: 'captured' });
    for (const updatedCount of [1, 0]) {
      expect(await importOrders(hub, instanceId)).toMatchObject({ updatedCount, createdCount: 0, failedCount: 0 });
      const [gateway] = await hub.rows<{ journal: string }>(
        `SELECT journal_id AS journal FROM marketplace.gateway WHERE instance_id = $1 AND code = 'credit card'`,
        [instanceId],
      );
      expect(await documents(id)).toMatchObject({
        invoices: [{ state: 'posted', gross: gross.amount, open: '0.0000' }],
        payments: [{ amount: gross.amount, kind: 'gateway', journal: gateway?.journal }],
      });
    }
    expect(await order(AUTHORIZED)).toMatchObject({ sourcePaymentStatus: 'captured', attentionCode: null });
    expect(await timeline(id)).toContain('orders.payment-status-changed');
    await ledgerIsBalanced();
  });

  it('leaves an order without a workflow row a quotation that says what is missing, until the row is there', async () => {
    const { id, state } = await order(UNMAPPED);
    expect(state).toBe('quotation');
    expect(await documents(id)).toEqual({ invoices: [], payments: [], deliveries: [] });
    const [entry, ...others] = await logOf(UNMAPPED);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ code: 'orders.workflow-missing' });
    expect(entry?.message).toContain('gateway "Carrier Pigeon" with payment status "held for review"');

    expect(await importOrders(hub, instanceId, { orderIds: [UNMAPPED] })).toMatchObject({ skippedCount: 1 });
    const { method, path, body } = entry?.facts.configureWorkflow ?? { method: '', path: '', body: {} };
    await hub.ok(method, path, body);
    expect(await importOrders(hub, instanceId, { orderIds: [UNMAPPED] })).toMatchObject({ updatedCount: 1 });
    const { gross } = await order(UNMAPPED);
    expect(await order(UNMAPPED)).toMatchObject({ id, state: 'confirmed' });
    expect(await documents(id)).toMatchObject({
      invoices: [{ state: 'posted', open: '0.0000' }],
      payments: [{ amount: gross.amount }],
      deliveries: [{ state: expect.stringMatching('waiting|ready') as string }],
    });
  });

  it('follows the status, and says so on the order', async () => {
    const before = await order(MOVED);
    await store.order(MOVED, 'status', { status_id: 9 });
    expect(await importOrders(hub, instanceId)).toMatchObject({ updatedCount: 1, failedCount: 0 });
    expect(before.sourceStatus).not.toBe('Packed');
    expect(await order(MOVED)).toMatchObject({ id: before.id, state: 'confirmed', sourceStatus: 'Packed' });
    expect(await timeline(before.id)).toContain('orders.status-changed');
  });

  it('leaves a paid order as it is when its new payment status has no row, and says so once', async () => {
    const { id } = await order(REFUNDED);
    const standing = await documents(id);
    await store.order(REFUNDED, 'status', { payment_status: 'refunded' });
    for (const updatedCount of [1, 0])
      expect(await importOrders(hub, instanceId)).toMatchObject({ updatedCount, failedCount: 0 });
    expect(await order(REFUNDED)).toMatchObject({ state: 'confirmed', sourcePaymentStatus: 'refunded' });
    expect(await documents(id)).toEqual(standing);
    const [entry, ...others] = await logOf(REFUNDED);
    expect(others).toEqual([]);
    expect(entry?.message).toMatch(/^Order 1010 goes no further: .* payment status "refunded"\. Add the row/);
  });

  it('cancels an order that has no invoice yet, with its delivery, and frees the stock', async () => {
    await hub.rows(
      `INSERT INTO inventory.stock_level (location_id, variant_id, on_hand, reserved)
       SELECT w.id, v.id, 1000, 0 FROM inventory.stock_location w, catalog.variant v
       ON CONFLICT (location_id, variant_id) DO UPDATE SET on_hand = 1000`,
    );
    expect(await importOrders(hub, instanceId, { orderIds: [UNINVOICED] })).toMatchObject({ createdCount: 1 });
    const { id } = await order(UNINVOICED);
    expect(await documents(id)).toMatchObject({ invoices: [], deliveries: [{ state: 'ready' }] });
    const reserved = async () =>
      (await hub.rows<{ pieces: number }>('SELECT sum(reserved)::int AS pieces FROM inventory.stock_level'))[0]?.pieces;
    expect(await reserved()).toBeGreaterThan(0);

    await store.order(UNINVOICED, 'status', { status_id: CANCELLED_STATUS });
    expect(await importOrders(hub, instanceId)).toMatchObject({ updatedCount: 1, failedCount: 0 });
    expect(await order(UNINVOICED)).toMatchObject({ state: 'cancelled', attentionCode: null });
    expect(await documents(id)).toEqual({ invoices: [], payments: [], deliveries: [{ state: 'cancelled' }] });
    expect(await reserved()).toBe(0);
  });

  it('rewrites nothing when an invoiced order is cancelled, and calls a person', async () => {
    const before = await order(INVOICED);
    const standing = await documents(before.id);
    expect(standing.invoices).toHaveLength(1);
    await store.order(INVOICED, 'status', { status_id: CANCELLED_STATUS });
    await importOrders(hub, instanceId);
    const after = await order(INVOICED);
    expect(after).toMatchObject({ state: 'confirmed', attentionCode: 'orders.cancelled-after-posting' });
    expect(after.attention).toMatch(/Nothing was rewritten: reverse the invoice with a credit note/);
    expect(await documents(before.id)).toEqual(standing);
    await ledgerIsBalanced();
  });

  it('rewrites nothing when the total of an invoiced order was edited, and calls a person', async () => {
    const before = await order(EDITED);
    const standing = await documents(before.id);
    await store.order(EDITED, 'patch', { total_inc_tax: '9999.9900' });
    expect(await importOrders(hub, instanceId)).toMatchObject({ updatedCount: 1, failedCount: 0 });
    const after = await order(EDITED);
    expect(after).toMatchObject({ gross: before.gross, attentionCode: 'orders.edited-in-store' });
    expect(after.attention).toContain('9999.9900 GBP');
    expect(after.attention).toContain(before.gross.amount);
    expect(await documents(before.id)).toEqual(standing);
    expect((await logOf(EDITED)).map(({ code }) => code)).toEqual(['orders.edited-in-store']);
  });

  it('changes not a single row when nothing changed, however it is asked', async () => {
    const before = await books();
    const ids = Array.from({ length: 16 }, (_, i) => 1009 + i);
    for (const parameters of [{}, { orderIds: ids.join(', ') }, { createdFrom: '2000-01-01', createdTo: '2100-01-01' }])
      expect(await importOrders(hub, instanceId, parameters)).toMatchObject({
        state: 'done',
        createdCount: 0,
        updatedCount: 0,
        failedCount: 0,
      });
    const job = await importOrders(hub, instanceId, { orderIds: ids });
    expect(job.skippedCount).toBe(ids.length);
    expect(await books()).toEqual(before);
  });
});

describe('which orders come in (A11.1 to A11.5, Z2)', () => {
  it('takes a known id whatever its status, a list with commas, and says which id nobody knows', async () => {
    expect(await found(PACKED)).toEqual([]);
    const job = await importOrders(hub, instanceId, { orderIds: ` ${PACKED} , 1009,999999` });
    expect(job).toMatchObject({ state: 'partially-done', createdCount: 1, skippedCount: 1, failedCount: 1 });
    expect(await order(PACKED)).toMatchObject({ state: 'confirmed' });
    const failed = (await lines(job.id)).filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject([{ remoteId: '999999' }]);
    expect(failed[0]?.message).toMatch(/999999.*\./);
  });

  it('never takes an order the shopper has not finished, not even by id', async () => {
    const job = await importOrders(hub, instanceId, { orderIds: [INCOMPLETE] });
    expect(job).toMatchObject({ createdCount: 0, failedCount: 0, skippedCount: 1 });
    expect(await found(INCOMPLETE)).toEqual([]);
    await store.order(INCOMPLETE, 'status', { status_id: 11 });
    expect(await importOrders(hub, instanceId)).toMatchObject({ createdCount: 1, failedCount: 0 });
    expect(await order(INCOMPLETE)).toMatchObject({ state: 'confirmed' });
  });

  it('takes the statuses the instance asks for and no others, within the days asked for', async () => {
    const { ids } = await store.control<{ ids: number[] }>('POST', `/stores/${store.storeHash}/orders`, { count: 4 });
    const [inDisputed, inPacked, ...ordinary] = ids as [number, number, number, number];
    await store.order(inDisputed, 'status', { status_id: 13 });
    await store.order(inPacked, 'status', { status_id: 9 });
    const today = new Date().toISOString().slice(0, 10);
    const past = { createdFrom: '2001-01-01', createdTo: '2001-12-31' };
    expect(await importOrders(hub, instanceId, past)).toMatchObject({ createdCount: 0, skippedCount: 0 });
    for (const id of ids) expect(await found(id)).toEqual([]);

    const path = `/api/v1/instances/${instanceId}`;
    const { version } = await hub.ok<{ version: number }>('GET', path);
    await hub.ok('PATCH', `${path}/settings`, { version, orderStatusIds: ['9', '11'] });
    const range = { createdFrom: today, createdTo: today };
    expect(await importOrders(hub, instanceId, range)).toMatchObject({ createdCount: 3, failedCount: 0 });
    for (const id of [inPacked, ...ordinary]) expect(await order(id)).toMatchObject({ state: 'confirmed' });
    expect(await found(inDisputed)).toEqual([]);
  });

  it('applies a change once when several imports see it at the same time', async () => {
    const { ids } = await store.control<{ ids: number[] }>('POST', `/stores/${store.storeHash}/orders`, { count: 60 });
    for (const id of ids) await store.order(id, 'status', { payment_status: 'authorized' });
    expect(await importOrders(hub, instanceId)).toMatchObject({ createdCount: ids.length });
    for (const id of ids) await store.order(id, 'status', { payment_status: 'captured' });
    const started = await Promise.all([
      startImport(hub, instanceId, { orderIds: ids }),
      startImport(hub, instanceId),
      startImport(hub, instanceId, { orderIds: [...ids].reverse() }),
    ]);
    const jobs = await Promise.all(started.map((jobId) => jobEnded(hub, jobId)));
    const failed = (await Promise.all(jobs.map(({ id }) => lines(id))))
      .flat()
      .filter(({ state }) => state === 'failed');
    expect(failed.map(({ message }) => message)).toEqual([]);
    expect(jobs.reduce((sum, { updatedCount }) => sum + updatedCount, 0)).toBe(ids.length);
    for (const id of ids) {
      const { gross, id: orderId } = await order(id);
      expect((await documents(orderId)).payments).toMatchObject([{ amount: gross.amount }]);
    }
    await ledgerIsBalanced();
  });

  it('brings each order in once when ids and changes are imported at the same time', async () => {
    const { ids } = await store.control<{ ids: number[] }>('POST', `/stores/${store.storeHash}/orders`, { count: 60 });
    const started = await Promise.all([
      startImport(hub, instanceId, { orderIds: ids }),
      startImport(hub, instanceId),
      startImport(hub, instanceId, { orderIds: [...ids].reverse().join() }),
    ]);
    const jobs = await Promise.all(started.map((jobId) => jobEnded(hub, jobId)));
    expect(jobs.map(({ state, failedCount }) => [state, failedCount])).toEqual(jobs.map(() => ['done', 0]));
    expect(jobs.reduce((sum, { createdCount }) => sum + createdCount, 0)).toBe(ids.length);
    const doubled = await hub.rows(
      'SELECT source_remote_id FROM sales.sale_order GROUP BY source_instance_id, source_remote_id HAVING count(*) > 1',
    );
    expect(doubled).toEqual([]);
    for (const id of ids) {
      const { invoices, payments } = await documents((await order(id)).id);
      expect([invoices.length, payments.length]).toEqual([1, 1]);
    }
    await eventually('events are handled', async () => (await ledgerIsBalanced(), true));
  });
});
