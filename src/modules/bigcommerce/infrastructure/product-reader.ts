import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type { InstanceRef, ReadProducts, RemoteProduct } from '../../marketplace-base/contract/index.js';
import { isJson } from '../domain/fields.js';
import { mapProduct } from '../domain/map-product.js';
import { mapStore } from '../domain/map-store.js';
import { BigCommerceClient } from './bigcommerce.client.js';

/** Keeps the address short; how long a list may be is not documented. */
const IDS_PER_REQUEST = 100;
const UNIT_FRESH_MS = 10 * 60_000;

@Injectable()
export class ProductReader {
  private readonly units = new Map<string, { unit: string; readAt: number }>();

  constructor(private readonly client: BigCommerceClient) {}

  /** Products that exist among the ids, with their variants; `variants` does not cut pages to 10 as `options` would (sheet 6.1). */
  async byIds(instance: InstanceRef, remoteIds: readonly string[]): Promise<ReadProducts> {
    const ids = [...new Set(remoteIds)].filter((id) => /^[1-9]\d{0,14}$/.test(id));
    if (ids.length === 0) return { products: [], unreadable: new Map() };
    const unit = await this.weightUnit(instance);
    const products = new Map<string, RemoteProduct>();
    const unreadable = new Map<string, string>();
    for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
      const rows = await this.client.all(instance, '/v3/catalog/products', {
        'id:in': ids.slice(start, start + IDS_PER_REQUEST).join(','),
        include: 'variants',
        limit: '250',
      });
      for (const row of rows.filter(isJson)) {
        try {
          const product = mapProduct(row, unit);
          products.set(product.remoteId, product);
        } catch (error) {
          if (!(error instanceof DomainError) || typeof error.facts['remoteId'] !== 'string') throw error;
          unreadable.set(error.facts['remoteId'], error.message);
        }
      }
    }
    return { products: [...products.values()], unreadable };
  }

  /** It hardly ever changes, and costs a request. */
  private async weightUnit(instance: InstanceRef): Promise<string> {
    const known = this.units.get(instance.id);
    if (known && Date.now() - known.readAt < UNIT_FRESH_MS) return known.unit;
    const { weightUnit } = mapStore(await this.client.get(instance, '/v2/store'));
    this.units.set(instance.id, { unit: weightUnit, readAt: Date.now() });
    return weightUnit;
  }
}
