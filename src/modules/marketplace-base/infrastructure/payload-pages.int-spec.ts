import { deflateSync, gzipSync } from 'node:zlib';
import { newId } from '../../../shared-kernel/index.js';
import { marketplaceApp, type MarketplaceApp } from '../testing/index.js';
import { packPayloads, placeKey, readPayloads } from './payload-pages.js';
import { QueuePageRow } from './queue.entity.js';

let app: MarketplaceApp;
let jobId: string;

beforeAll(async () => {
  app = await marketplaceApp();
  jobId = (await app.ended(await app.start(await app.anInstance()))).id;
}, 60_000);
afterAll(() => app?.close());

const record = (content: unknown, position?: number) => ({
  remoteId: '1',
  modifiedAt: '2026-01-01T00:00:00.000Z',
  statusId: '11',
  content,
  ...(position !== undefined && { position }),
});

async function storedAndRead(records: readonly ReturnType<typeof record>[], answer: Buffer | null): Promise<unknown[]> {
  const { places, pages } = await packPayloads(jobId, records, answer);
  await app.database.transaction((tx) => tx.insert(QueuePageRow, pages));
  const found = await readPayloads(app.database, places);
  return places.map((place) => found.get(placeKey(place)));
}

describe('payloads in pages (ADR 5)', () => {
  it('stay in the answer they came with, where they stand in it as they are', async () => {
    const answer = gzipSync('[{"a":1},{"a":2,"cut":true},{"a":3}]');
    const records = [record({ a: 3 }, 2), record({ a: 2, whole: true }), record({ a: 1 }, 0)];
    expect(await storedAndRead(records, answer)).toEqual([{ a: 3 }, { a: 2, whole: true }, { a: 1 }]);
    const pages = await app.database.query<{ content: Buffer }>(
      'SELECT content FROM marketplace.queue_page ORDER BY id',
    );
    expect(pages.some((page) => page.content.equals(answer))).toBe(true);
  });

  it('are packed here when there is no answer to keep', async () => {
    expect(await storedAndRead([record({ name: 'Zoë' }, 0), record(null)], null)).toEqual([{ name: 'Zoë' }, null]);
  });

  it('come out of an answer that was packed another way than it said', async () => {
    expect(await storedAndRead([record('x', 0)], deflateSync('["x"]'))).toEqual(['x']);
  });

  it('are nothing when their page is damaged or gone, so that the lines can fail with a sentence', async () => {
    expect(await storedAndRead([record('x', 0)], Buffer.from('no gzip'))).toEqual([undefined]);
    const nowhere = { pageId: newId(), pagePosition: 0 };
    expect((await readPayloads(app.database, [nowhere])).get(placeKey(nowhere))).toBeUndefined();
  });
});
