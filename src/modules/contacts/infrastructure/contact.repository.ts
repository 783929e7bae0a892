import type { Tx } from '../../../platform/database/index.js';
import type { ContactDraft, ContactRef } from '../domain/contact.js';
import { searchKey } from '../domain/search-key.js';
import { ContactRow } from './contact.entity.js';

/** Anything that answers a query: a transaction, or the database outside one. */
export type Queryable = Pick<Tx, 'query'>;

const REF_COLUMNS = `id, kind, parent_id AS "parentId", name, company, email, phone, street1, street2, city, state,
  postal_code AS "postalCode", country_code AS "countryCode", archived_at IS NOT NULL AS archived`;

/** Contacts that stand, id by match key. */
export async function idsByMatchKeys(on: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await on.query<{ id: string; key: string }>(
    'SELECT id, match_key AS key FROM contacts.contact WHERE match_key = ANY($1::text[])',
    [keys],
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}

export async function contactsByIds(on: Queryable, ids: readonly string[]): Promise<Map<string, ContactRef>> {
  if (ids.length === 0) return new Map();
  const rows = await on.query<ContactRef>(`SELECT ${REF_COLUMNS} FROM contacts.contact WHERE id = ANY($1::uuid[])`, [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes the drafts in the order given and leaves out those whose match key is taken; gives back id by key of the written. */
export async function insertContacts(tx: Tx, drafts: readonly ContactDraft[]): Promise<Map<string, string>> {
  const rows = drafts.map((draft) => ({
    id: draft.id,
    kind: draft.kind,
    parentId: draft.parentId,
    matchKey: draft.matchKey,
    name: draft.name,
    nameKey: searchKey(draft.name),
    company: draft.company,
    email: draft.email,
    emailKey: searchKey(draft.email),
    phone: draft.phone,
    street1: draft.street1,
    street2: draft.street2,
    city: draft.city,
    state: draft.state,
    postalCode: draft.postalCode,
    countryCode: draft.countryCode,
  }));
  const written = await tx.insert(ContactRow, rows, { onConflict: 'nothing', returning: ['id', 'matchKey'] });
  return new Map(written.map((row) => [row.matchKey, row.id]));
}
