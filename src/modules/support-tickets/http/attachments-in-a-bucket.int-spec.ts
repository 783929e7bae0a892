import { Global, Module } from '@nestjs/common';
import { Config, loadConfig } from '../../../platform/config/index.js';
import { StubS3 } from '../../../platform/file-storage/testing/stub-s3.js';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { TakeFiles } from '../application/take-files.js';
import { SupportTicketsModule } from '../index.js';
import { GOOD_FILES } from '../testing/sample-files.js';

const PNG = GOOD_FILES[0]?.[1] ?? Buffer.alloc(0);

let stub: StubS3;
let app: RestApp;

beforeAll(async () => {
  stub = await StubS3.start();
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = stub.settings;
  const config = loadConfig({
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  });
  @Global()
  @Module({ providers: [{ provide: Config, useValue: config }], exports: [Config] })
  class Bucket {}
  @Module({ imports: [Bucket, SupportTicketsModule] })
  class Support {}
  app = await restApp(Support);
}, 60_000);

afterAll(async () => {
  await app.close();
  await stub.stop();
});

interface Opened {
  number: string;
  secret: string;
  attachments: { isKept: boolean; reason: string | null }[];
}

const report = async (product = 'bigcommerce') =>
  app.http
    .post('/api/v1/support/tickets')
    .field({ product, name: 'Ada', email: 'ada@example.com', subject: 'Help' })
    .attach('attachments', PNG, { filename: 'a.png' })
    .attach('attachments', PNG, { filename: 'b.png' });

it('keeps files in the bucket, gives them back, and removes those of a report that failed', async () => {
  const opened = (await report()).body as Opened;
  expect(opened.attachments).toMatchObject([{ isKept: true }, { isKept: true }]);
  expect([...stub.objects.values()].every((object) => object.equals(PNG))).toBe(true);
  const { number, secret } = opened;
  const follow = (path = '') => app.http.get(`/api/v1/support/follow/${number}${path}`).set('X-Ticket-Secret', secret);
  const [file] = ((await follow()).body as { attachments: { id: string }[] }).attachments;
  const answer = await follow(`/attachments/${file?.id}`)
    .expect(200)
    .expect('content-type', 'application/octet-stream');
  expect((answer.body as Buffer).equals(PNG)).toBe(true);

  const before = new Set(stub.objects.keys());
  expect((await report('magento')).status).toBe(404);
  expect(new Set(stub.objects.keys())).toEqual(before);
  expect(stub.refused).toEqual([]);

  stub.isDown = true;
  expect((await follow(`/attachments/${file?.id}`).expect(502)).body).toMatchObject({ code: 'files.storage-failed' });
  stub.isDown = false;
});

it('takes a report without its files while the store is down, and frees their room later', async () => {
  const objects = stub.objects.size;
  stub.isDown = true;
  const opened = (await report()).body as Opened;
  expect(opened.attachments).toMatchObject([
    { isKept: false, reason: expect.stringContaining('did not take it') },
    { isKept: false },
  ]);
  await app.database.query(
    `UPDATE support.attachment SET created_at = now() - interval '2 hours' WHERE state <> 'stored'`,
  );
  await expect(app.get(TakeFiles).sweep()).rejects.toMatchObject({ code: 'files.storage-failed' });
  stub.isDown = false;
  expect(await app.get(TakeFiles).sweep()).toBe(2);
  expect(stub.objects.size).toBe(objects);
  const [space] = await app.database.query('SELECT used_bytes::int AS used FROM support.attachment_space');
  expect(space).toEqual({ used: objects * PNG.length });
  expect(app.lines.join()).not.toContain(stub.settings.secretAccessKey);
});
