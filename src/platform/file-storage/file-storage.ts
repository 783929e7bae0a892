import type { Readable } from 'node:stream';
import { DomainError } from '../../shared-kernel/index.js';

/** A file on this machine by its path, or whatever is read to its end. */
export type FileSource = string | Readable;

/**
 * Keeps files by keys that the hub makes: small letters, digits and dashes, with slashes between. Whoever stores one has written down
 * its key before, so that what a crash leaves behind can be found and removed.
 */
export abstract class FileStorage {
  /**
   * Once it is done the file is there whole, whatever happens; when it fails, nothing is to be seen under the key.
   * @param size in bytes; a source of another length is an error
   * @throws DomainError `upstream` when the store does not answer or has no room
   */
  abstract put(key: string, source: FileSource, size: number): Promise<void>;

  /** @throws DomainError `not-found`; `upstream` when the store does not answer */
  abstract open(key: string): Promise<Readable>;

  /** What is not there is removed already. */
  abstract remove(keys: readonly string[]): Promise<void>;
}

export function checkKey(key: string): void {
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(key) || key.length > 200) throw new Error(`This is no key of a file: ${key}`);
}

export function noSuchFile(): DomainError {
  return new DomainError('not-found', 'files.not-found', 'This file is not kept any more.');
}

export function storageFailed(cause: unknown): DomainError {
  const message = 'The file storage does not answer or has no room right now. Try again in a minute.';
  return new DomainError('upstream', 'files.storage-failed', message, {}, { cause });
}
