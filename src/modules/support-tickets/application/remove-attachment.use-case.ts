import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { FileStorage } from '../../../platform/file-storage/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { AttachmentStore, storageKey, type TakenAway } from '../infrastructure/attachment.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { noSuchAttachment } from './read-attachment.js';

/**
 * How long a settled ticket keeps its files. It can be opened again for 14 days only, so nobody works with them any more; half a year
 * leaves time to come back to them in a new ticket. Its words stay for ever: they take no room worth speaking of.
 */
export const KEPT_AFTER_SETTLING_DAYS = 180;
const AT_ONCE = 100;

/**
 * Takes files from tickets and gives their room back, in an order that leaves no byte unaccounted for: marked and noted in the ticket's
 * history, then the bytes go, then the row with its room. Whatever ends in between is finished by the sweep. The report stays as it
 * was judged: a screenshot that was there is not missing when it is removed.
 */
@Injectable()
export class RemoveAttachment {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: AttachmentStore,
    private readonly tickets: TicketStore,
    private readonly storage: FileStorage,
    private readonly log: Logger,
  ) {}

  /**
   * Of a ticket or of one that goes on in it.
   * @throws DomainError `not-found`, also for a file that was removed before
   */
  async run(ticketId: string, attachmentId: string): Promise<void> {
    const actorName = currentActor().name;
    await this.database.transaction(async (tx) => {
      const file = await this.store.takeAway(tx, ticketId, attachmentId);
      if (!file) throw noSuchAttachment();
      await this.note(tx, [file], actorName);
    });
    try {
      await this.finish([attachmentId]);
    } catch (error) {
      // For everybody it is gone from the ticket already; that the storage does not answer is no reason to say otherwise.
      this.log.warn('attachment not removed: swept later', { attachmentId, error });
    }
  }

  /** Files of tickets that were settled long ago. @returns how many files */
  async ofLongSettled(signal?: AbortSignal): Promise<number> {
    let removed = 0;
    while (!signal?.aborted) {
      const files = await this.database.transaction(async (tx) => {
        const taken = await this.store.takeFromLongSettled(tx, KEPT_AFTER_SETTLING_DAYS, AT_ONCE);
        await this.note(tx, taken, 'system', { settledForDays: KEPT_AFTER_SETTLING_DAYS });
        return taken;
      });
      await this.finish(files.map(({ id }) => id));
      removed += files.length;
      if (files.length < AT_ONCE) break;
    }
    if (removed > 0) this.log.info('attachments of tickets settled long ago removed', { files: removed });
    return removed;
  }

  /** The bytes of files that are marked, then their rows. May be done twice. */
  async finish(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.storage.remove(ids.map(storageKey));
    await this.database.transaction((tx) => this.store.forget(tx, ids));
  }

  /** In the history of every ticket that showed the file. */
  private async note(tx: Tx, files: readonly TakenAway[], actorName: string, why: object = {}): Promise<void> {
    if (files.length === 0) return;
    await this.tickets.noteEach(
      tx,
      files.flatMap(({ ticketId, mergedIntoId, fileName }) =>
        [ticketId, ...(mergedIntoId === null ? [] : [mergedIntoId])].map((shownOn) => ({
          ticketId: shownOn,
          kind: 'attachment-removed',
          actorName,
          detail: { fileName, ...why },
        })),
      ),
    );
  }
}
