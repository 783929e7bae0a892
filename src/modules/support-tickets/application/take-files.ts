import { Inject, Injectable, Optional } from '@nestjs/common';
import { Config } from '../../../platform/config/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { FileStorage } from '../../../platform/file-storage/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { displayName, kindOf, wrongType, type AttachmentKind } from '../domain/attachment.js';
import { AttachmentStore, storageKey, type AttachmentDraft } from '../infrastructure/attachment.store.js';
import { contentTypeOf } from '../infrastructure/content-type.js';
import { RemoveAttachment } from './remove-attachment.use-case.js';

/** A file on this machine that came with a report or message. */
export interface IncomingFile {
  /** As the sender calls it: anything at all. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/** What became of a file that was sent. */
export interface FileFate {
  readonly fileName: string;
  readonly kind: AttachmentKind;
  readonly sizeBytes: number;
  readonly isKept: boolean;
  /** Why it was not kept, a sentence. */
  readonly reason: string | null;
}

export interface TakenFiles {
  /** In the order they were sent. */
  readonly fates: readonly FileFate[];
  /** Of those that are kept. */
  readonly kinds: readonly AttachmentKind[];
  /** Settles them in the transaction that writes the ticket (messageId: null) or message that they belong to. */
  settle(tx: Tx, ticketId: string, messageId: string | null): Promise<void>;
}

interface KnownFile {
  readonly path: string;
  readonly draft: AttachmentDraft;
}

const NO_ROOM = 'There is no room for more files right now. Send it again later, with a message.';
const STORAGE_FAILED = 'The file storage did not take it. Send it again later, with a message.';
const UNLIMITED = Number.MAX_SAFE_INTEGER;
/** Far longer than a request runs. */
const LEFT_BEHIND_SECONDS = 3_600;
const AT_ONCE = 100;

/** Puts files away, in an order that leaves no byte unaccounted for (row D11, D17): written down, stored, settled with their ticket. */
@Injectable()
export class TakeFiles {
  private readonly limit: number;

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: AttachmentStore,
    private readonly storage: FileStorage,
    private readonly removal: RemoveAttachment,
    private readonly log: Logger,
    @Optional() @Inject(Config) config?: Pick<Config, 'fileStorageLimit'>,
  ) {
    this.limit = config?.fileStorageLimit ?? UNLIMITED;
  }

  /**
   * Keeps the files for `work`, which writes what they belong to and settles them. When it fails, or settles nothing, they are removed.
   * Files that there is no room for are left out, and so are those that the storage does not take: a report counts for more than its
   * files.
   * @throws DomainError `rule-broken` (`support.wrong-file-type`) before anything is stored
   */
  async with<T>(files: readonly IncomingFile[], work: (taken: TakenFiles) => Promise<T>): Promise<T> {
    if (files.length === 0) return work({ fates: [], kinds: [], settle: () => Promise.resolve() });
    const known = await this.recognise(files);
    const drafts = known.map(({ draft }) => draft);
    const roomy = await this.database.transaction((tx) => this.store.reserve(tx, drafts, this.limit));
    try {
      const stored = await this.put(known.filter(({ draft }) => roomy.has(draft.id)));
      const kept = drafts.filter(({ id }) => stored.has(id));
      return await work({
        fates: drafts.map((file) => fateOf(file, stored.has(file.id) ? null : reasonOf(roomy.has(file.id)))),
        kinds: kept.map(({ kind }) => kind),
        settle: (tx, ticketId, messageId) => this.settle(tx, kept, ticketId, messageId),
      });
    } finally {
      // Nothing is left of them when they were settled.
      await this.drop([...roomy]);
    }
  }

  /** Removes what a crash left underway, then what tickets settled long ago need no more. @returns how many files */
  async sweep(signal?: AbortSignal): Promise<number> {
    let swept = 0;
    while (!signal?.aborted) {
      const ids = await this.store.leftBehind(this.database, LEFT_BEHIND_SECONDS, AT_ONCE);
      await this.removal.finish(ids);
      swept += ids.length;
      if (ids.length < AT_ONCE) break;
    }
    if (swept > 0) this.log.info('attachments left underway removed', { files: swept });
    return swept + (await this.removal.ofLongSettled(signal));
  }

  private async recognise(files: readonly IncomingFile[]): Promise<KnownFile[]> {
    const known: KnownFile[] = [];
    const wrong: string[] = [];
    for (const { name, path, sizeBytes } of files) {
      const [fileName, contentType] = [displayName(name), await contentTypeOf(path)];
      if (contentType === null) wrong.push(fileName);
      else known.push({ path, draft: { id: newId(), fileName, kind: kindOf(contentType), contentType, sizeBytes } });
    }
    if (wrong.length > 0) throw wrongType(wrong);
    return known;
  }

  /** @returns the ids of those that the storage took; after the first that it did not, it is not asked again */
  private async put(files: readonly KnownFile[]): Promise<Set<string>> {
    const stored = new Set<string>();
    for (const { path, draft } of files) {
      const { id, sizeBytes } = draft;
      try {
        await this.storage.put(storageKey(id), path, sizeBytes);
        stored.add(id);
      } catch (error) {
        this.log.error('attachment not stored: the report is taken without it', { attachmentId: id, error });
        break;
      }
    }
    return stored;
  }

  private async settle(
    tx: Tx,
    kept: readonly AttachmentDraft[],
    ticketId: string,
    messageId: string | null,
  ): Promise<void> {
    const ids = kept.map(({ id }) => id);
    if ((await this.store.settle(tx, ids, ticketId, messageId)) !== ids.length) {
      const message = 'This took too long, and the files are gone. Send it again.';
      throw new DomainError('conflict', 'support.files-gone', message);
    }
    if (messageId === null || ids.length === 0) return;
    const kinds = kept.map(({ kind }) => kind);
    await this.store.addToReport(tx, ticketId, messageId, kinds);
  }

  /** Never throws: what cannot be removed now is swept later. */
  private async drop(ids: readonly string[]): Promise<void> {
    try {
      await this.removal.finish(await this.store.giveUp(this.database, ids));
    } catch (error) {
      this.log.warn('attachments not removed: swept later', { attachmentIds: ids, error });
    }
  }
}

function fateOf({ fileName, kind, sizeBytes }: AttachmentDraft, reason: string | null): FileFate {
  return { fileName, kind, sizeBytes, isKept: reason === null, reason };
}

const reasonOf = (hadRoom: boolean): string => (hadRoom ? STORAGE_FAILED : NO_ROOM);
