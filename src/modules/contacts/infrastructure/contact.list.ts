import { defineList } from '../../../platform/http/index.js';
import { CONTACT_KINDS } from '../domain/contact-kind.js';
import type { ContactDraft } from '../domain/contact.js';

export interface ContactView extends Omit<ContactDraft, 'matchKey'> {
  readonly isArchived: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const contactList = defineList<ContactView>({
  name: 'contacts',
  from: 'contacts.contact c',
  columns: {
    id: 'c.id',
    kind: 'c.kind',
    parentId: 'c.parent_id',
    name: 'c.name',
    company: 'c.company',
    email: 'c.email',
    phone: 'c.phone',
    street1: 'c.street1',
    street2: 'c.street2',
    city: 'c.city',
    state: 'c.state',
    postalCode: 'c.postal_code',
    countryCode: 'c.country_code',
    isArchived: '(c.archived_at IS NOT NULL)',
    version: 'c.version',
    createdAt: { instant: 'c.created_at' },
    updatedAt: { instant: 'c.updated_at' },
  },
  filters: {
    id: { column: 'c.id', type: 'uuid' },
    kind: { column: 'c.kind', type: 'text', enum: CONTACT_KINDS },
    email: { column: 'c.email_key', type: 'text', lowercase: true },
    name: { column: 'c.name_key', type: 'text', match: 'prefix', lowercase: true },
    countryCode: { column: 'c.country_code', type: 'text' },
    parentId: { column: 'c.parent_id', type: 'uuid' },
    isArchived: { column: '(c.archived_at IS NOT NULL)', type: 'boolean' },
    createdAt: { column: 'c.created_at', type: 'instant', range: true },
  },
  sorts: {
    createdAt: { column: 'c.created_at', type: 'instant' },
    name: { column: 'c.name_key', type: 'text' },
    email: { column: 'c.email_key', type: 'text' },
  },
  defaultSort: '-createdAt',
  tieBreak: 'c.id',
  // Customers are the merchant's, not a store's: every key that may read contacts sees them all.
  instanceColumn: null,
});
