import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { ContactKind } from '../domain/contact-kind.js';
import type { ContactDraft } from '../domain/contact.js';
import { searchKey } from '../domain/search-key.js';
import { ContactRow } from './contact.entity.js';
import { idsByMatchKeys, insertContacts } from './contact.repository.js';

export type StoredContact = ContactDraft & { readonly version: number; readonly archivedAt: Date | null };

const STORED = `SELECT id, kind, parent_id AS "parentId", match_key AS "matchKey", name, company, email, phone, street1, street2,
  city, state, postal_code AS "postalCode", country_code AS "countryCode", version, archived_at AS "archivedAt"
  FROM contacts.contact`;

/** One contact at a time, as people edit them. */
@Injectable()
export class ContactStore {
  async insert(tx: Tx, draft: ContactDraft): Promise<void> {
    const written = await insertContacts(tx, [draft]);
    if (written.size === 0) throw await this.alreadyThere(tx, draft.matchKey);
  }

  /** Locks the contact until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<StoredContact> {
    const [row] = await tx.query<StoredContact>(`${STORED} WHERE id = $1 FOR UPDATE`, [id]);
    if (!row) throw new DomainError('not-found', 'contacts.not-found', 'There is no such contact.', { id });
    return row;
  }

  async kindOf(tx: Tx, id: string): Promise<ContactKind | null> {
    const rows = await tx.query<{ kind: ContactKind }>('SELECT kind FROM contacts.contact WHERE id = $1', [id]);
    return rows[0]?.kind ?? null;
  }

  /** @param version the one that was read; another one in the database is a conflict */
  async update(tx: Tx, { version, ...contact }: StoredContact): Promise<void> {
    const found = await idsByMatchKeys(tx, [contact.matchKey]);
    if ((found.get(contact.matchKey) ?? contact.id) !== contact.id) throw await this.alreadyThere(tx, contact.matchKey);
    const keys = { nameKey: searchKey(contact.name), emailKey: searchKey(contact.email) };
    const changed = await tx.update(
      ContactRow,
      { id: contact.id, version },
      { ...contact, ...keys, version: version + 1, updatedAt: () => 'now()' },
    );
    if (changed === 1) return;
    throw new DomainError(
      'conflict',
      'contacts.changed',
      'Somebody changed this contact since you read it. Read it again and repeat your change.',
      { id: contact.id, version },
    );
  }

  private async alreadyThere(tx: Tx, matchKey: string): Promise<DomainError> {
    const id = (await idsByMatchKeys(tx, [matchKey])).get(matchKey);
    return new DomainError(
      'conflict',
      'contacts.already-there',
      'Another contact has the same name, e-mail, phone and address. Use that one, or tell them apart.',
      { contactId: id },
    );
  }
}
