import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { S3mini } from 's3mini';
import type { S3Settings } from '../config/index.js';
import { checkKey, FileStorage, noSuchFile, storageFailed, type FileSource } from './file-storage.js';

/** Until the bucket has answered: 20 MB on a slow line to it, and not a request that hangs for ever. */
const TIMEOUT_MS = 60_000;
const CONTENT_TYPE = 'application/octet-stream';

/** Files in a bucket of any S3-compatible store, addressed as endpoint/bucket/key. */
export class S3Storage extends FileStorage {
  private client: Promise<S3mini> | null = null;

  constructor(private readonly settings: S3Settings) {
    super();
  }

  override async put(key: string, source: FileSource, size: number): Promise<void> {
    checkKey(key);
    const content = typeof source === 'string' ? createReadStream(source) : source;
    try {
      const body = Readable.toWeb(content) as never;
      await (await this.s3()).putObject(key, body, CONTENT_TYPE, undefined, undefined, size);
    } catch (error) {
      throw storageFailed(error);
    } finally {
      content.destroy();
    }
  }

  override async open(key: string): Promise<Readable> {
    checkKey(key);
    const response = await this.asked((s3) => s3.getObjectResponse(key));
    if (!response?.body) throw noSuchFile();
    return Readable.fromWeb(response.body as ReadableStream);
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      checkKey(key);
      await this.asked((s3) => s3.deleteObject(key));
    }
  }

  private async asked<T>(question: (s3: S3mini) => Promise<T>): Promise<T> {
    try {
      return await question(await this.s3());
    } catch (error) {
      throw storageFailed(error);
    }
  }

  /** Loaded with the first file: most hubs keep theirs on the disk. */
  private s3(): Promise<S3mini> {
    this.client ??= import('s3mini').then(({ S3mini }) => {
      const { endpoint, bucket, region, accessKeyId, secretAccessKey } = this.settings;
      return new S3mini({
        endpoint: `${endpoint}/${bucket}`,
        region,
        accessKeyId,
        secretAccessKey,
        fetch: streaming,
      });
    });
    return this.client;
  }
}

/**
 * The library hands streams on, but leaves out the word that fetch wants with them; and its own time limit would cut a file off that is
 * being read slowly. Once the answer has begun, only silence ends it (fetch's own limit).
 */
const streaming: typeof fetch = async (input, init) => {
  const beginning = new AbortController();
  const timer = setTimeout(() => beginning.abort(new Error('The bucket did not answer in time.')), TIMEOUT_MS);
  try {
    return await fetch(input, { ...init, signal: beginning.signal, duplex: 'half' } as RequestInit);
  } finally {
    clearTimeout(timer);
  }
};
