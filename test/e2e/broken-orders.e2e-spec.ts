import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobAnswer } from '../../src/demo/hub-client.js';
import { differences, expectedOrders, findings, importedOrders } from './testing/audit-books.js';
import { changeSettings, connectWholeStore, startImport, untilEnded } from './testing/connected-store.js';
import { embeddedDatabase, withSql } from './testing/database-of.js';
import { Programs, type RunningHub } from './testing/programs.js';
import type { StoreControl } from './testing/store-control.js';

interface Line {
  readonly id: string;
  readonly remoteId: string;
  readonly errorCode: string;
  readonly message: string;
}

const NEW_ORDERS = 60;

let programs: Programs;
let store: StoreControl;
let hub: RunningHub;
let dataDir: string;
let instanceId: string;
let giftCertificateVariantId: string;
let jobId: string;
let ended: JobAnswer;
let ids: number[];
/** Broken orders by what is wrong with them. */
let broken: Record<'comma' | 'off' | 'sku' | 'gift' | 'nul' | 'surrogate' | 'long' | 'negative' | 'currency', number>;

const NAMES = ['comma', 'off', 'sku', 'gift', 'nul', 'surrogate', 'long', 'negative', 'currency'] as const;
const failedLines = async (): Promise<Line[]> => {
  const lines: Line[] = [];
  for await (const line of hub.client.all<Line>(`/api/v1/jobs/${jobId}/lines?state=failed`)) lines.push(line);
  return lines;
};
const lineOf = async (id: number): Promise<Line | undefined> =>
  (await failedLines()).find((line) => line.remoteId === String(id));
/** Until the line is no longer among the failed ones and the job is at its end again. */
async function untilIn(id: number): Promise<JobAnswer> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline && (await lineOf(id));) await sleep(50);
  return untilEnded(hub.client, jobId);
}

async function breakOrders(): Promise<void> {
  const off = await store.read<{ total_inc_tax: string }>(`/v2/orders/${broken.off}`);
  const [whole = '', cents = ''] = (off?.total_inc_tax ?? '').split('.');
  await store.patchOrder(broken.comma, { total_inc_tax: '12,34' });
  await store.patchOrder(broken.off, { total_inc_tax: `${BigInt(whole) + 5n}.${cents}` });
  await store.patchOrder(broken.sku, {
    lines: [
      { index: 0, product_id: 99_991, variant_id: 99_992, sku: 'NO-SUCH-SKU', name: 'Lamp of another catalogue' },
    ],
  });
  await store.patchOrder(broken.gift, {
    lines: [{ index: 0, type: 'giftcertificate', product_id: 0, variant_id: 0, sku: '', name: 'Gift card for Greta' }],
  });
  await store.patchOrder(broken.nul, {
    customer_message: 'before\u0000after',
    billing_address: { first_name: 'Nu\u0000ll', company: '\u0000' },
    lines: [{ index: 0, name: 'Lamp\u0000' }],
  });
  await store.patchOrder(broken.surrogate, {
    customer_message: 'half a rocket \ud83d',
    billing_address: { last_name: '\udc00', city: 'X\ud800Y' },
    lines: [{ index: 0, name: 'Lamp \ud83d' }],
  });
  await store.patchOrder(broken.long, {
    customer_message: 'm'.repeat(200_000),
    billing_address: { first_name: 'n'.repeat(20_000), company: 'c'.repeat(20_000), street_1: 's'.repeat(20_000) },
    lines: [{ index: 0, name: 'p'.repeat(100_000) }],
  });
  await store.patchOrder(broken.negative, { lines: [{ index: 0, quantity: -2 }] });
  await store.patchOrder(broken.currency, { default_currency_code: 'QQQ' });
}

beforeAll(async () => {
  programs = await Programs.open();
  store = await programs.sandbox('--orders', '200', '--products', '15', '--seed', '99');
  dataDir = join(programs.folder, 'data');
  hub = await programs.hub({ env: { DATA_DIR: dataDir } });
  instanceId = await connectWholeStore(hub.client, store);
  const first = await untilEnded(hub.client, await startImport(hub.client, instanceId));
  expect(first).toMatchObject({ state: 'done', failedCount: 0 });
  ({ giftCertificateVariantId } = await hub.client.get<{ giftCertificateVariantId: string }>(
    `/api/v1/instances/${instanceId}/settings`,
  ));
  await changeSettings(hub.client, instanceId, { createProducts: false, giftCertificateVariantId: null });
  ids = await store.appendOrders(NEW_ORDERS);
  broken = Object.fromEntries(NAMES.map((name, index) => [name, ids[index * 5 + 2]])) as typeof broken;
  await breakOrders();
  jobId = await startImport(hub.client, instanceId);
  ended = await untilEnded(hub.client, jobId);
}, 90_000);
afterAll(() => programs?.close(), 30_000);

describe('broken orders among sound ones', () => {
  it('fail alone, each with a sentence that says what is wrong and what to do', async () => {
    const failed = await failedLines();
    process.stderr.write(`${failed.map((line) => `${line.errorCode}: ${line.message.slice(0, 300)}`).join('\n')}\n`);
    const words = Object.fromEntries(failed.map((line) => [line.remoteId, line.message]));
    expect(words[broken.comma]).toBe(
      `Order ${broken.comma} cannot be read: total_inc_tax is "12,34", which is not an amount such as 12.5000. Correct it in BigCommerce, then press Retry.`,
    );
    expect(words[broken.off]).toMatch(
      /^The store says this order comes to \d+\.\d\d [A-Z]{3} with tax, but its subtotal, shipping, fees and discounts add up to \d+\.\d\d [A-Z]{3}\. Correct the order in the store, then retry this line\.$/,
    );
    expect(words[broken.sku]).toBe(
      '"Lamp of another catalogue" (SKU NO-SUCH-SKU, product 99991) is not in the catalogue: no variant here has this SKU and "Create products" is off. Add the product with this SKU, or switch "Create products" on, then press Retry.',
    );
    expect(words[broken.gift]).toBe(
      'The order sells a gift certificate ("Gift card for Greta"), and the instance has no Gift Certificate Product (giftCertificateVariantId). Make a product for it (POST /api/v1/products), set its variant in the instance\'s settings, then press Retry.',
    );
    expect(words[broken.negative]).toMatch(/quantity is -2, which is not a whole number of pieces\. Correct it in Big/);
    expect(words[broken.currency]).toMatch(
      /default_currency_code is "QQQ", which is not a currency code such as USD\./,
    );
    const mayFail = [broken.nul, broken.surrogate, broken.long].map(String);
    const mustFail = [broken.comma, broken.off, broken.sku, broken.gift, broken.negative, broken.currency].map(String);
    const others = failed.map((line) => line.remoteId).filter((id) => !mayFail.includes(id));
    expect(others.sort()).toEqual(mustFail.sort());
    expect(failed.map((line) => line.message)).not.toContainEqual(
      expect.stringMatching(/fault in the hub|rule \w+ on/),
    );
  });

  it('keep nobody else out', async () => {
    expect(ended).toMatchObject({ state: 'partially-done' });
    expect(ended.createdCount + ended.failedCount).toBe(NEW_ORDERS);
    const failed = new Set((await failedLines()).map((line) => line.remoteId));
    const { url } = await embeddedDatabase(dataDir);
    const imported = await withSql(url, importedOrders);
    expect(ids.filter((id) => !imported.has(String(id))).map(String)).toEqual([...failed].sort());
  });

  it('come in by Retry of the line once the store is corrected', async () => {
    await store.unpatchOrder(broken.comma);
    const line = await lineOf(broken.comma);
    await hub.client.post(`/api/v1/jobs/${jobId}/lines/${line?.id}/retry`);
    const job = await untilIn(broken.comma);
    expect(job).toMatchObject({ createdCount: ended.createdCount + 1, failedCount: ended.failedCount - 1 });
  });

  it('come in by Retry of all that failed for one cause once the product is there', async () => {
    await hub.client.post('/api/v1/products', { name: 'Lamp', kind: 'goods', variants: [{ sku: 'NO-SUCH-SKU' }] });
    const path = `/api/v1/instances/${instanceId}/failed-lines`;
    const { data } = await hub.client.get<{ data: { errorCode: string; count: number }[] }>(path);
    expect(data).toContainEqual(expect.objectContaining({ errorCode: 'orders.product-unknown', count: 1 }));
    const retried = await hub.client.post(`${path}/retry`, { errorCode: 'orders.product-unknown' });
    expect(retried).toMatchObject({ retriedLines: 1, jobIds: [jobId] });
    const job = await untilIn(broken.sku);
    expect(job).toMatchObject({ createdCount: ended.createdCount + 2, failedCount: ended.failedCount - 2 });
  });

  it('fail again by Retry while nothing was mended, and come in by Retry of the job when all is', async () => {
    const before = await failedLines();
    await hub.client.post(`/api/v1/jobs/${jobId}/retry`);
    await untilEnded(hub.client, jobId);
    expect((await failedLines()).map((line) => line.message).sort()).toEqual(before.map((line) => line.message).sort());

    await changeSettings(hub.client, instanceId, { giftCertificateVariantId });
    const mended = new Set(NAMES.filter((name) => name !== 'sku' && name !== 'gift').map((name) => broken[name]));
    for (const id of mended) await store.unpatchOrder(id);
    await hub.client.post(`/api/v1/jobs/${jobId}/retry`);
    const job = await untilEnded(hub.client, jobId);
    expect(await failedLines()).toEqual([]);
    expect(job).toMatchObject({ state: 'done', failedCount: 0, createdCount: NEW_ORDERS });
  });

  it('leave books that agree with the store to the cent', async () => {
    const { url } = await embeddedDatabase(dataDir);
    await withSql(url, async (sql) => {
      expect(differences(await expectedOrders(store), await importedOrders(sql))).toEqual([]);
      expect(await findings(sql)).toEqual([]);
    });
  });
});
