import { defineList } from '../../../platform/http/index.js';

export interface ListingView {
  id: string;
  remoteId: string;
  productId: string;
  name: string;
  sku: string;
  brandRemoteId: string | null;
  categoryRemoteIds: string[];
  visible: boolean;
  createdAt: string;
}

export const listingList = defineList<ListingView>({
  name: 'listings',
  from: 'marketplace.listing l',
  columns: {
    id: 'l.id',
    remoteId: 'l.remote_id',
    productId: 'l.product_id',
    name: 'l.name',
    sku: 'l.sku',
    brandRemoteId: 'l.brand_remote_id',
    categoryRemoteIds: 'l.category_remote_ids',
    visible: 'l.visible',
    createdAt: { instant: 'l.created_at' },
  },
  filters: {
    id: { column: 'l.id', type: 'uuid' },
    remoteId: { column: 'l.remote_id', type: 'text' },
    productId: { column: 'l.product_id', type: 'uuid' },
    visible: { column: 'l.visible', type: 'boolean' },
  },
  sorts: {
    createdAt: { column: 'l.created_at', type: 'instant' },
    remoteId: { column: 'l.remote_id', type: 'text' },
  },
  defaultSort: '-createdAt',
  tieBreak: 'l.id',
  instanceColumn: 'l.instance_id',
  scopes: { instanceId: { column: 'l.instance_id', type: 'uuid' } },
});

export interface ListingItemView {
  id: string;
  listingId: string;
  remoteId: string;
  variantId: string;
  sku: string;
}

export const listingItemList = defineList<ListingItemView>({
  name: 'listing-items',
  from: 'marketplace.listing_item i',
  columns: { id: 'i.id', listingId: 'i.listing_id', remoteId: 'i.remote_id', variantId: 'i.variant_id', sku: 'i.sku' },
  filters: {
    id: { column: 'i.id', type: 'uuid' },
    listingId: { column: 'i.listing_id', type: 'uuid' },
    remoteId: { column: 'i.remote_id', type: 'text' },
    variantId: { column: 'i.variant_id', type: 'uuid' },
    sku: { column: 'i.sku_key', type: 'text', lowercase: true },
  },
  sorts: { sku: { column: 'i.sku_key', type: 'text' }, remoteId: { column: 'i.remote_id', type: 'text' } },
  defaultSort: 'sku',
  tieBreak: 'i.id',
  instanceColumn: 'i.instance_id',
  scopes: { instanceId: { column: 'i.instance_id', type: 'uuid' } },
});
