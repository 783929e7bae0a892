import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { ListingItemRow, ListingRow } from '../infrastructure/listing.entity.js';
import { GatewayRow } from '../infrastructure/workflow.entity.js';
import { OrderRulesRepository } from '../infrastructure/order-rules.repository.js';
import type { OrderRules } from '../contract/index.js';

export interface GatewayDraft {
  readonly code: string;
  readonly name: string;
  readonly journalId: string;
}

export interface ListingDraft {
  readonly remoteId: string;
  readonly productId: string;
  readonly name: string;
  readonly sku: string;
  readonly brandRemoteId: string | null;
  readonly categoryRemoteIds: readonly string[];
  readonly visible: boolean;
  readonly items: readonly { readonly remoteId: string; readonly variantId: string; readonly sku: string }[];
}

/** What people call a record of this module. */
const LABELS = {
  instance: 'SELECT id, name AS label FROM marketplace.instance WHERE id = ANY($1::uuid[])',
  'log-entry': 'SELECT id, code AS label FROM marketplace.log_entry WHERE id = ANY($1::uuid[])',
  'queue-line': 'SELECT id, remote_id AS label FROM marketplace.queue_line WHERE id = ANY($1::uuid[])',
} as const;

/** The door for processes: what decides over an instance's orders, and the listings they sell through. Everything takes lists. */
@Injectable()
export class MarketplaceFacade {
  constructor(
    private readonly database: Database,
    private readonly rules: OrderRulesRepository,
  ) {}

  /** Gateways, workflow rows, payment mappings, status stages and locations of an instance, as they stand now. */
  orderRules(instanceId: string): Promise<OrderRules> {
    return this.rules.load(instanceId);
  }

  /** Id → what people call the record, of those that exist. */
  async labels(kind: keyof typeof LABELS, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; label: string }>(LABELS[kind], [ids]);
    return new Map(rows.map(({ id, label }) => [id, label]));
  }

  /** Makes gateways on first sight (A11.12); those that stand already are left alone. */
  async ensureGateways(tx: Tx, instanceId: string, gateways: readonly GatewayDraft[]): Promise<void> {
    const rows = gateways.map((gateway) => ({ id: newId(), instanceId, ...gateway }));
    await tx.insert(GatewayRow, rows, { onConflict: 'nothing' });
  }

  /** Variant here by remote variant id; ids without a listing item are missing from the map. */
  async variantsOfItems(instanceId: string, remoteVariantIds: readonly string[]): Promise<Map<string, string>> {
    if (remoteVariantIds.length === 0) return new Map();
    const rows = await this.database.query<{ remoteId: string; variantId: string }>(
      `SELECT remote_id AS "remoteId", variant_id AS "variantId" FROM marketplace.listing_item
       WHERE instance_id = $1 AND remote_id = ANY($2::text[])`,
      [instanceId, remoteVariantIds],
    );
    return new Map(rows.map((row) => [row.remoteId, row.variantId]));
  }

  /** Writes listings with their items; a listing or item that stands already keeps its product (two workers may bring the same). */
  async ensureListings(tx: Tx, instanceId: string, drafts: readonly ListingDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    await tx.insert(
      ListingRow,
      drafts.map(({ items: _, ...draft }) => ({
        id: newId(),
        instanceId,
        ...draft,
        categoryRemoteIds: [...draft.categoryRemoteIds],
      })),
      { onConflict: 'nothing' },
    );
    const listings = await tx.query<{ id: string; remoteId: string }>(
      `SELECT id, remote_id AS "remoteId" FROM marketplace.listing WHERE instance_id = $1 AND remote_id = ANY($2::text[])`,
      [instanceId, drafts.map((draft) => draft.remoteId)],
    );
    const listingIds = new Map(listings.map((row) => [row.remoteId, row.id]));
    const items = drafts.flatMap((draft) =>
      draft.items.map((item) => ({
        id: newId(),
        instanceId,
        listingId: listingIds.get(draft.remoteId) as string,
        remoteId: item.remoteId,
        variantId: item.variantId,
        sku: item.sku,
        skuKey: item.sku.toLowerCase(),
      })),
    );
    await tx.insert(ListingItemRow, items, { onConflict: 'nothing' });
  }
}
