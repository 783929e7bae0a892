import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { FileStorage } from '../../../platform/file-storage/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { isForSecret } from '../domain/reporter-view.js';
import { AttachmentStore, storageKey, type StoredAttachment } from '../infrastructure/attachment.store.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';

/** A file of a ticket in a list. */
export interface AttachmentLine {
  readonly id: string;
  readonly fileName: string;
  /** By its content. */
  readonly kind: StoredAttachment['kind'];
  readonly sizeBytes: number;
  readonly from: 'reporter' | 'staff';
  /** ISO 8601. */
  readonly at: string;
}

export interface OpenAttachment {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

@Injectable()
export class ReadAttachment {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: AttachmentStore,
    private readonly tickets: TicketStore,
    private readonly storage: FileStorage,
  ) {}

  /** Of a ticket that the reporter has shown the secret of. */
  async forReporter(ticket: Pick<StoredTicket, 'id' | 'channel'>, attachmentId: string): Promise<OpenAttachment> {
    const found = await this.store.one(this.database, attachmentId);
    if (!found || found.ticketId !== ticket.id || !isForSecret(found, ticket.channel)) throw noSuchAttachment();
    return this.open(found);
  }

  /** Of a ticket or of one that goes on in it. */
  async forStaff(ticketId: string, attachmentId: string): Promise<OpenAttachment> {
    const found = await this.store.one(this.database, attachmentId);
    const ids = [ticketId, ...(await this.tickets.duplicates(this.database, ticketId)).map(({ id }) => id)];
    if (!found || !ids.includes(found.ticketId)) throw noSuchAttachment();
    return this.open(found);
  }

  private async open({ id, fileName, sizeBytes }: StoredAttachment): Promise<OpenAttachment> {
    return { fileName, sizeBytes, content: await this.storage.open(storageKey(id)) };
  }
}

export function lineOf({ id, fileName, kind, sizeBytes, author, at }: StoredAttachment): AttachmentLine {
  return { id, fileName, kind, sizeBytes, from: author, at: at.toISOString() };
}

export function noSuchAttachment(): DomainError {
  return new DomainError('not-found', 'support.no-such-attachment', 'This ticket has no such file.');
}
