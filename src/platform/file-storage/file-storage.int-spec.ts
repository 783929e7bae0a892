import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { DiskStorage } from './disk-storage.js';
import { S3Storage } from './s3-storage.js';
import { describeStorage } from './testing/storage-behaviour.js';
import { StubS3 } from './testing/stub-s3.js';

const one = () => Readable.from([Buffer.from('1')]);

describe('files on the disk', () => {
  let root = '';
  let storage: DiskStorage;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'longshore-disk-'));
    storage = new DiskStorage(root);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const kept = async (): Promise<string[]> =>
    (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  describeStorage(() => ({ storage, kept }));

  it('are for this user alone, and what a crash left of one goes with it', async () => {
    await storage.put('a/mine', one(), 1);
    expect((await stat(join(root, 'a/mine'))).mode & 0o777).toBe(0o600);
    await writeFile(join(root, 'a/mine.part'), 'half');
    await storage.remove(['a/mine']);
    expect(await kept()).toEqual([]);
  });

  it('fail with one error when the disk does not take them', async () => {
    await mkdir(join(root, 'taken/by-a-folder'), { recursive: true });
    await expect(storage.put('taken/by-a-folder', one(), 1)).rejects.toMatchObject({ code: 'files.storage-failed' });
    expect(await kept()).toEqual([]);
  });
});

describe('files in a bucket', () => {
  let stub: StubS3;

  beforeAll(async () => {
    stub = await StubS3.start();
  });
  afterAll(() => stub.stop());

  describe('with the right key', () => {
    let storage: S3Storage;
    beforeAll(() => (storage = new S3Storage(stub.settings)));
    afterAll(() => expect(stub.refused).toEqual([]));
    describeStorage(() => ({ storage, kept: async () => [...stub.objects.keys()] }));

    it('fail with one error while the store is down, and work again afterwards', async () => {
      stub.isDown = true;
      const failed = { kind: 'upstream', code: 'files.storage-failed' };
      await expect(storage.put('a/down', one(), 1)).rejects.toMatchObject(failed);
      await expect(storage.open('a/down')).rejects.toMatchObject(failed);
      await expect(storage.remove(['a/down'])).rejects.toMatchObject(failed);
      stub.isDown = false;
      await storage.put('a/down', one(), 1);
    });
  });

  it('are refused with a wrong secret, and nothing of the secret is in the error', async () => {
    const storage = new S3Storage({ ...stub.settings, secretAccessKey: 'canary-secret' });
    const error: unknown = await storage.put('a/x', one(), 1).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'files.storage-failed' });
    expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('canary');
    expect(stub.refused).toEqual(['PUT /longshore/a/x']);
  });

  it('fail when nobody listens there', async () => {
    const storage = new S3Storage({ ...stub.settings, endpoint: 'http://127.0.0.1:1' });
    await expect(storage.put('a/x', one(), 1)).rejects.toMatchObject({ code: 'files.storage-failed' });
  });
});
