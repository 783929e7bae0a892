import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail, type AuditEntry } from '../../../platform/http/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { ListingRepository, type StoredItem } from '../infrastructure/listing.repository.js';
import { ReferenceCheck } from './reference-check.js';

export type ItemDraft = Omit<StoredItem, 'id'>;

/** Which variant here stands for a variant of the store. An item that is gone is found by SKU again, or made anew by an import. */
@Injectable()
export class LinkListingItems {
  constructor(
    private readonly database: Database,
    private readonly listings: ListingRepository,
    private readonly references: ReferenceCheck,
    private readonly audit: AuditTrail,
  ) {}

  async add(instanceId: string, draft: ItemDraft): Promise<string> {
    await this.references.run(instanceId, { variantId: draft.variantId });
    const id = newId();
    await this.database.transaction(async (tx) => {
      if (!(await this.listings.hasListing(tx, instanceId, draft.listingId))) {
        throw new DomainError('rule-broken', 'marketplace.unknown-listing', 'This instance has no such listing.', {
          listingId: draft.listingId,
        });
      }
      await this.listings.insertItem(tx, instanceId, { id, ...draft });
      await this.note(tx, { action: 'listing-item.linked', recordId: id, before: null, after: { ...draft } });
    });
    return id;
  }

  async link(instanceId: string, id: string, variantId: string): Promise<void> {
    await this.references.run(instanceId, { variantId });
    await this.database.transaction(async (tx) => {
      const before = await this.lock(tx, instanceId, id);
      await this.listings.linkItem(tx, id, variantId);
      const after = { ...before, variantId };
      await this.note(tx, { action: 'listing-item.linked', recordId: id, before: { ...before }, after });
    });
  }

  async unlink(instanceId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.lock(tx, instanceId, id);
      await this.listings.deleteItem(tx, id);
      await this.note(tx, { action: 'listing-item.unlinked', recordId: id, before: { ...before }, after: null });
    });
  }

  private async lock(tx: Tx, instanceId: string, id: string): Promise<StoredItem> {
    const item = await this.listings.lockItem(tx, instanceId, id);
    if (item) return item;
    throw new DomainError('not-found', 'marketplace.listing-item-not-found', 'There is no such listing item here.', {
      id,
    });
  }

  private async note(tx: Tx, entry: Omit<AuditEntry, 'recordType'>): Promise<void> {
    await this.audit.record(tx, [{ recordType: 'listing-item', ...entry }]);
  }
}
