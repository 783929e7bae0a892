import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import type { PublishedPolicy, SupportPolicy } from '../domain/policy.js';
import { SupportPolicyRow, SupportProductRow } from './support.entity.js';

export interface ProductDraft {
  readonly key: string;
  readonly title: string;
  readonly connector: string | null;
}

const PUBLISHED = `SELECT d.key AS product, d.title, d.connector, p.version, p.content AS policy,
    to_char(p.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "publishedAt"
  FROM support.support_product d JOIN support.support_policy p ON p.product = d.key`;

/** Products and the versions of their policies. A version never changes, so it is read once. */
@Injectable()
export class PolicyStore {
  private readonly versions = new Map<string, PublishedPolicy>();

  constructor(@Inject(Database) private readonly database: Database) {}

  /** The policy in force for each product, by its key. */
  async inForce(): Promise<Map<string, PublishedPolicy>> {
    const rows = await this.database.query<PublishedPolicy>(
      `${PUBLISHED} WHERE p.version = (SELECT max(version) FROM support.support_policy WHERE product = d.key) ORDER BY d.key`,
    );
    return new Map(rows.map((row) => [row.product, row]));
  }

  async version(product: string, version: number): Promise<PublishedPolicy | null> {
    const key = `${product}:${version}`;
    const known = this.versions.get(key);
    if (known) return known;
    const [row] = await this.database.query<PublishedPolicy>(`${PUBLISHED} WHERE p.product = $1 AND p.version = $2`, [
      product,
      version,
    ]);
    if (row) this.versions.set(key, row);
    return row ?? null;
  }

  /** A product that stands keeps its title. */
  async addProduct(tx: Tx, product: ProductDraft): Promise<void> {
    await tx.insert(SupportProductRow, [product], { onConflict: 'nothing' });
  }

  /** @returns the version it got */
  async publish(tx: Tx, product: string, policy: SupportPolicy, publishedBy: string): Promise<number> {
    // The product's row is held, so that two managers get two versions.
    await tx.query('SELECT 1 FROM support.support_product WHERE key = $1 FOR UPDATE', [product]);
    const [row] = await tx.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) + 1 AS version FROM support.support_policy WHERE product = $1',
      [product],
    );
    const version = row?.version ?? 1;
    await tx.insert(SupportPolicyRow, [{ product, version, content: policy, publishedBy }]);
    return version;
  }
}
