import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { ContactStore } from '../infrastructure/contact.store.js';

/** Takes a contact out of sight, or brings it back. Doing it twice changes nothing. */
@Injectable()
export class ArchiveContact {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: ContactStore,
    private readonly audit: AuditTrail,
  ) {}

  async run(id: string, archived: boolean, now: Date = new Date()): Promise<void> {
    await this.database.transaction(async (tx) => {
      const contact = await this.store.lock(tx, id);
      if ((contact.archivedAt !== null) === archived) return;
      await this.store.update(tx, { ...contact, archivedAt: archived ? now : null });
      const action = archived ? 'contact.archived' : 'contact.restored';
      await this.audit.record(tx, [{ action, recordType: 'contact', recordId: id }]);
    });
  }
}
