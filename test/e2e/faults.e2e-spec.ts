import { join } from 'node:path';
import { differences, expectedOrders, findings, importedOrders } from './testing/audit-books.js';
import { connectWholeStore, startImport, untilEnded } from './testing/connected-store.js';
import { embeddedDatabase, withSql } from './testing/database-of.js';
import { Programs } from './testing/programs.js';
import type { StoreControl } from './testing/store-control.js';

const ORDERS = 1_500;
const KINDS = [
  { kind: '429' },
  { kind: '429-bare' },
  { kind: '500' },
  { kind: '502' },
  { kind: '503' },
  { kind: '504' },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'broken-json' },
  { kind: 'timeout', afterMs: 400 },
];
const FAILING = 0.2;
/** A window of the quota lasts 30 s; a moment before its end a refusal asks for a wait of a second only. */
const BEFORE_THE_END_MS = 400;
const WINDOW_MS = 30_000;

let programs: Programs;
let store: StoreControl;

beforeAll(async () => {
  programs = await Programs.open();
  store = await programs.sandbox('--orders', String(ORDERS), '--profile', 'all', '--tax', 'mixed', '--seed', '815');
}, 30_000);
afterAll(() => programs?.close(), 30_000);

/** Seen once for certain, or nearly: a few dozen requests are an import. */
const once = KINDS.map((fault) => ({ ...fault, rate: 0.15, times: 1 }));

/** Each rule throws its own dice after those before it let the request pass; the shares are such that all kinds strike alike. */
function oneInFive(): { kind: string; rate: number; afterMs?: number }[] {
  const share = FAILING / KINDS.length;
  return KINDS.map((fault, index) => ({ ...fault, rate: share / (1 - share * index) }));
}

/** Keeps the store's clock just before the end of a window, over and over, while `work` runs. */
async function withShortWindows<T>(work: () => Promise<T>): Promise<T> {
  const toTheEnd = (): Promise<void> => {
    const window = Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS;
    return store.setClock(window + WINDOW_MS - BEFORE_THE_END_MS);
  };
  await toTheEnd();
  const timer = setInterval(() => void toTheEnd().catch(() => undefined), BEFORE_THE_END_MS / 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

describe('a store of whose answers every fifth fails', () => {
  it('delivers every order once, with the same totals', async () => {
    const dataDir = join(programs.folder, 'data');
    const hub = await programs.hub({ env: { DATA_DIR: dataDir } });
    const instanceId = await connectWholeStore(hub.client, store);
    await store.setFaults(20_261_121, [
      ...once,
      ...oneInFive(),
      { kind: 'truncated-consignments', rate: FAILING / 2, endpoint: 'GET /v2/orders*', times: 8 },
    ]);
    const job = await withShortWindows(async () =>
      untilEnded(hub.client, await startImport(hub.client, instanceId), 100_000),
    );
    const struck = await store.struck();
    await store.clearFaults();
    process.stderr.write(`struck: ${JSON.stringify(struck)}\n`);
    expect(job).toMatchObject({ state: 'done', failedCount: 0 });
    expect(Object.keys(struck).sort()).toEqual([...KINDS.map(({ kind }) => kind), 'truncated-consignments'].sort());
    const { url } = await embeddedDatabase(dataDir);
    await withSql(url, async (sql) => {
      expect(differences(await expectedOrders(store), await importedOrders(sql))).toEqual([]);
      expect(await findings(sql)).toEqual([]);
    });
    expect((await hub.terminate()).code).toBe(0);
  }, 150_000);
});
