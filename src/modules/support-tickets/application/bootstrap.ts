import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { FIRST_CAUSES } from '../domain/known-causes/first-causes.js';
import { bigcommercePolicy } from '../domain/policies/bigcommerce-policy.js';
import { shipstationPolicy } from '../domain/policies/shipstation-policy.js';
import type { SupportPolicy } from '../domain/policy.js';
import { KnownCauseStore } from '../infrastructure/known-cause.store.js';
import { PolicyStore, type ProductDraft } from '../infrastructure/policy.store.js';

const FIRST: readonly (ProductDraft & { readonly policy: SupportPolicy })[] = [
  { key: 'bigcommerce', title: 'BigCommerce connector', connector: 'bigcommerce', policy: bigcommercePolicy },
  { key: 'shipstation', title: 'ShipStation connector', connector: 'shipstation', policy: shipstationPolicy },
];

/** There are always the two connectors' policies and known causes, from the first start on; a start that finds them changes nothing. */
@Injectable()
export class FirstPolicies implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly policies: PolicyStore,
    private readonly causes: KnownCauseStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.transaction(async (tx) => {
      // Several processes may start at once; the first to hold the lock publishes.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('support.first-policies', 0))`);
      const standing = await tx.query<{ product: string }>('SELECT DISTINCT product FROM support.support_policy');
      const known = new Set(standing.map((row) => row.product));
      for (const { policy, ...product } of FIRST.filter(({ key }) => !known.has(key))) {
        await this.policies.addProduct(tx, product);
        await this.policies.publish(tx, product.key, policy, 'system');
      }
      await this.causes.addMissing(tx, FIRST_CAUSES, 'system');
    });
  }
}
