import { Injectable } from '@nestjs/common';
import type { Purchase } from '../domain/report.js';
import type { Queryable } from './ticket.store.js';

export type StoredPurchase = Purchase & {
  readonly id: string;
  readonly product: string;
  readonly referenceKey: string;
};

/** What people bought (D16, D26). Takes lists. */
@Injectable()
export class PurchaseStore {
  /** Those that are known, of products and keys of references. */
  async byReference(
    on: Queryable,
    wanted: readonly { readonly product: string; readonly key: string }[],
  ): Promise<StoredPurchase[]> {
    if (wanted.length === 0) return [];
    return on.query(
      `SELECT p.id, p.product, p.reference_key AS "referenceKey", p.reference,
         to_char(p.purchased_on, 'YYYY-MM-DD') AS "purchasedOn", p.version
       FROM unnest($1::text[], $2::text[]) AS w(product, key)
       CROSS JOIN LATERAL (SELECT * FROM support.purchase WHERE product = w.product AND reference_key = w.key) p`,
      [wanted.map(({ product }) => product), wanted.map(({ key }) => key)],
    );
  }

  async byId(on: Queryable, ids: readonly string[]): Promise<Map<string, Purchase>> {
    if (ids.length === 0) return new Map();
    const rows = await on.query<Purchase & { id: string }>(
      `SELECT id, reference, to_char(purchased_on, 'YYYY-MM-DD') AS "purchasedOn", version
       FROM support.purchase WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, ...purchase }) => [id, purchase]));
  }
}
