import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { Access, List } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { OrderDelivery } from '../contract/index.js';
import {
  adjustmentList,
  stockLocationList,
  warehouseList,
  type AdjustmentView,
} from '../infrastructure/inventory.lists.js';
import { read } from './move-delivery.js';

const EVERYTHING = { instanceIds: null };
const SINGLES = { warehouse: warehouseList, 'stock-location': stockLocationList, adjustment: adjustmentList } as const;

type Single = keyof typeof SINGLES;
type View<S extends Single> = (typeof SINGLES)[S] extends List<infer R> ? R : never;

export interface AdjustmentLineView {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  /** What it changed; null until validated. */
  readonly difference: number | null;
}

export type AdjustmentDetails = AdjustmentView & { readonly lines: readonly AdjustmentLineView[] };

/** Single records as the lists show them. */
@Injectable()
export class ReadInventory {
  constructor(@Inject(Database) private readonly database: Database) {}

  async one<S extends Single>(kind: S, id: string): Promise<View<S>> {
    const list = SINGLES[kind] as unknown as List<View<S>>;
    const { data } = await list.run(this.database, list.parse({ id }), EVERYTHING);
    const [found] = data;
    if (found) return found;
    throw new DomainError('not-found', `inventory.${kind}-not-found`, `There is no such ${kind.replace('-', ' ')}.`, {
      id,
    });
  }

  async adjustment(id: string): Promise<AdjustmentDetails> {
    const adjustment = await this.one('adjustment', id);
    const lines = await this.database.query<AdjustmentLineView>(
      `SELECT id, variant_id AS "variantId", quantity, difference FROM inventory.adjustment_line
        WHERE adjustment_id = $1 ORDER BY id`,
      [id],
    );
    return { ...adjustment, lines };
  }

  delivery(id: string, access: Pick<Access, 'requireInstance'>): Promise<OrderDelivery> {
    return read(this.database, id, access);
  }
}
