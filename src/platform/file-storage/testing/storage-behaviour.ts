import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileStorage } from '../file-storage.js';

export interface StorageWorld {
  readonly storage: FileStorage;
  /** Everything that is kept, finished or not. */
  kept(): Promise<string[]>;
}

/** What both drivers do. */
export function describeStorage(world: () => StorageWorld): void {
  const read = async (key: string): Promise<Buffer> => buffer(await world().storage.open(key));
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longshore-storage-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  afterEach(async () => world().storage.remove(await world().kept()));

  it('gives back what it was given, from a path and from a stream', async () => {
    const content = randomBytes(3_000_000);
    const path = join(folder, 'source');
    await writeFile(path, content);
    await world().storage.put('a/one', path, content.length);
    await world().storage.put('a/two', Readable.from([content.subarray(0, 5), content.subarray(5)]), content.length);
    expect((await read('a/one')).equals(content)).toBe(true);
    expect((await read('a/two')).equals(content)).toBe(true);
    expect((await world().kept()).sort()).toEqual(['a/one', 'a/two']);
  });

  it('takes the same key again, and an empty file', async () => {
    await world().storage.put('a/again', Readable.from([Buffer.from('first')]), 5);
    await world().storage.put('a/again', Readable.from([Buffer.from('2nd')]), 3);
    await world().storage.put('a/empty', Readable.from([]), 0);
    expect((await read('a/again')).toString()).toBe('2nd');
    expect(await read('a/empty')).toHaveLength(0);
  });

  it('keeps nothing of a source that is shorter or longer than was said, breaks off, or is not there', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('broken off');
      })(),
    );
    for (const [source, size] of [
      [Readable.from([Buffer.from('short')]), 9],
      [Readable.from([Buffer.from('far too long')]), 3],
      [broken, 8],
      [join(folder, 'nowhere'), 4],
    ] as const) {
      await expect(world().storage.put('a/broken', source, size)).rejects.toMatchObject({
        code: 'files.storage-failed',
      });
    }
    expect(await world().kept()).toEqual([]);
    await expect(read('a/broken')).rejects.toMatchObject({ kind: 'not-found', code: 'files.not-found' });
  });

  it('removes several at once, and what is not there without a word', async () => {
    for (const key of ['a/x', 'b/y']) await world().storage.put(key, Readable.from([Buffer.from(key)]), 3);
    await world().storage.remove(['a/x', 'b/y', 'b/never']);
    await world().storage.remove(['a/x']);
    expect(await world().kept()).toEqual([]);
  });

  it('takes many at once', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `many/${index}`);
    await Promise.all(
      keys.map((key) => world().storage.put(key, Readable.from([Buffer.from(key)]), Buffer.byteLength(key))),
    );
    expect((await Promise.all(keys.map(read))).map(String)).toEqual(keys);
  });

  it.each(['', '../x', 'a//b', 'a/../b', '/etc/passwd', 'A', 'a.b', 'a\\b', 'a\0b', 'a?delete'])(
    'refuses %j as a key',
    async (key) => {
      await expect(world().storage.put(key, Readable.from([]), 0)).rejects.toThrow('no key');
      await expect(world().storage.open(key)).rejects.toThrow('no key');
      await expect(world().storage.remove([key])).rejects.toThrow('no key');
    },
  );
}
