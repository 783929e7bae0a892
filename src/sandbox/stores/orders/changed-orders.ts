import type { Json } from '../json.js';
import type { OrderDocument } from './order-document.js';

/** A raw change made by the control API: into the order itself, or into one of its lines by id or index. */
export interface RawPatch {
  order: Json;
  lines: { id?: number; index?: number; patch: Json }[];
}

export interface ChangedOrder {
  readonly id: number;
  createdAt: number;
  modifiedAt: number;
  /** null = still as generated (appended, or only patched). */
  document: OrderDocument | null;
  patches: RawPatch[];
  deleted: boolean;
}

/** The only orders the sandbox remembers: those that differ from what the generator says. */
export class ChangedOrders {
  private readonly byNumber = new Map<number, ChangedOrder>();
  private ids: number[] = [];
  private idsVersion = -1;
  private sortedVersion = -1;
  private sorted: ChangedOrder[] = [];
  private changes = 0;

  /** Rises with every change; caches of lists hang on it. */
  get version(): number {
    return this.changes;
  }

  get(id: number): ChangedOrder | undefined {
    return this.byNumber.get(id);
  }

  put(order: ChangedOrder): void {
    if (!this.byNumber.has(order.id)) this.idsVersion = -1;
    this.byNumber.set(order.id, order);
    this.changes += 1;
  }

  /** Ids in rising order. */
  sortedIds(): readonly number[] {
    if (this.idsVersion === -1) {
      this.ids = [...this.byNumber.keys()].sort((a, b) => a - b);
      this.idsVersion = this.changes;
    }
    return this.ids;
  }

  /** By date_modified, then id. */
  byDate(): readonly ChangedOrder[] {
    if (this.sortedVersion !== this.changes) {
      this.sorted = [...this.byNumber.values()].sort((a, b) => a.modifiedAt - b.modifiedAt || a.id - b.id);
      this.sortedVersion = this.changes;
    }
    return this.sorted;
  }
}
