import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { checkKey, FileStorage, noSuchFile, storageFailed, type FileSource } from './file-storage.js';

/** Files below one folder, each at the path that its key says. */
export class DiskStorage extends FileStorage {
  constructor(private readonly root: string) {
    super();
  }

  override async put(key: string, source: FileSource, size: number): Promise<void> {
    const path = this.pathOf(key);
    // Under another name until it is whole and on the disk; the name follows from the key, so that `remove` finds it after a crash.
    const unfinished = unfinishedOf(path);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await write(unfinished, source, size);
      await rename(unfinished, path);
      await sync(dirname(path));
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw storageFailed(error);
    }
  }

  override async open(key: string): Promise<Readable> {
    const path = this.pathOf(key);
    try {
      const file = await open(path, 'r');
      return file.createReadStream();
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? noSuchFile() : storageFailed(error);
    }
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const path = this.pathOf(key);
      await rm(path, { force: true });
      await rm(unfinishedOf(path), { force: true });
    }
  }

  private pathOf(key: string): string {
    checkKey(key);
    return join(this.root, key);
  }
}

/** No key has a dot. */
const unfinishedOf = (path: string): string => `${path}.part`;

async function write(path: string, source: FileSource, size: number): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    let written = 0;
    for await (const chunk of typeof source === 'string' ? createReadStream(source) : source) {
      const bytes = chunk as Buffer;
      written += bytes.length;
      if (written > size) break;
      await file.writeFile(bytes);
    }
    if (written !== size) throw new Error(`The file should have had ${size} bytes.`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is safe once the folder is on the disk as well. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
