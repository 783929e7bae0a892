import { rfc2822, parseDate } from '../../generator/dates.js';
import type { OrderBuilder } from '../../generator/orders/order-builder.js';
import type { OrderModel } from '../../generator/orders/order-model.js';
import type { OrderTimes } from '../../generator/orders/order-times.js';
import type { Shapes } from '../../generator/orders/shapes.js';
import type { Person } from '../../generator/people/people.js';
import { deepMerge } from '../json.js';
import { ChangedOrders, type ChangedOrder, type RawPatch } from './changed-orders.js';
import { documentOf, type OrderDocument } from './order-document.js';
import { piecesOfDocument, piecesOfModel, type OrderPieces } from './order-pieces.js';

export interface OrderBookParts {
  firstId: number;
  /** Orders the store has from the start. */
  count: number;
  builder: OrderBuilder;
  times: OrderTimes;
  shapes: Shapes;
  urlBase: string;
  /** Unix seconds. */
  now: () => number;
}

/** All orders of a store: what the generator says, with the changes laid over it. */
export class OrderBook {
  readonly changed = new ChangedOrders();
  readonly firstId: number;
  readonly count: number;
  readonly times: OrderTimes;
  readonly shapes: Shapes;
  readonly urlBase: string;
  private added = 0;

  constructor(private readonly parts: OrderBookParts) {
    ({
      firstId: this.firstId,
      count: this.count,
      times: this.times,
      shapes: this.shapes,
      urlBase: this.urlBase,
    } = parts);
  }

  get lastId(): number {
    return this.firstId + this.count + this.added - 1;
  }

  has(id: number): boolean {
    return Number.isInteger(id) && id >= this.firstId && id <= this.lastId;
  }

  /** Now, but never before the newest generated order: changes must come last. */
  now(): number {
    const now = this.parts.now();
    return this.count > 0 ? Math.max(now, this.times.modifiedAt(this.count - 1) + 1) : now;
  }

  model(id: number): OrderModel {
    const n = id - this.firstId;
    const entry = this.changed.get(id);
    if (entry) return this.parts.builder.build(n, { createdAt: entry.createdAt, modifiedAt: entry.modifiedAt });
    return this.parts.builder.build(n, { createdAt: this.times.createdAt(n), modifiedAt: this.times.modifiedAt(n) });
  }

  /** Who bought an order nobody changed, without building the rest of it. */
  buyerOfUntouched(id: number): Person {
    return this.parts.builder.buyer(id - this.firstId);
  }

  /** An order as plain objects, patches included. Changing it changes nothing: see `change`. */
  document(id: number): OrderDocument | null {
    if (!this.has(id)) return null;
    const entry = this.changed.get(id);
    if (!entry) return documentOf(this.model(id), this.urlBase);
    if (entry.document && entry.patches.length === 0) return entry.document;
    const copy = entry.document ? structuredClone(entry.document) : documentOf(this.model(id), this.urlBase);
    for (const patch of entry.patches) applyPatch(copy, patch);
    return copy;
  }

  pieces(id: number, withLines: boolean): OrderPieces {
    const entry = this.changed.get(id);
    if (!entry || (!entry.document && entry.patches.length === 0))
      return piecesOfModel(this.model(id), this.urlBase, withLines);
    return piecesOfDocument(this.document(id) as OrderDocument);
  }

  /** Changes an order as the API does: date_modified moves, so it comes last in the list by that date. */
  change(id: number, work: (document: OrderDocument) => void): void {
    const entry = this.entryFor(id);
    entry.document ??= documentOf(this.model(id), this.urlBase);
    work(entry.document);
    this.touch(entry);
  }

  /** Lays raw JSON over an order, whatever it is. With `touch` false its place in the list stays. */
  patch(id: number, patch: RawPatch, touch: boolean): void {
    const entry = this.entryFor(id);
    entry.patches.push(patch);
    if (touch) this.touch(entry);
    const dated = patch.order.date_modified;
    const seconds = typeof dated === 'string' ? parseDate(dated) : null;
    if (seconds !== null) entry.modifiedAt = seconds;
    this.changed.put(entry);
  }

  unpatch(id: number, touch: boolean): void {
    const entry = this.changed.get(id);
    if (!entry) return;
    entry.patches = [];
    if (touch) this.touch(entry);
    else this.changed.put(entry);
  }

  /** New orders of the next numbers, dated now. */
  append(count: number): number[] {
    const ids: number[] = [];
    const now = this.now();
    for (let i = 0; i < count; i += 1) {
      this.added += 1;
      const id = this.lastId;
      this.changed.put({ id, createdAt: now, modifiedAt: now, document: null, patches: [], deleted: false });
      ids.push(id);
    }
    return ids;
  }

  /** An order made through the API; `make` gets its id and date. */
  create(make: (id: number, now: number) => OrderDocument): number {
    const id = this.lastId + 1;
    const now = this.now();
    const document = make(id, now);
    this.added += 1;
    this.changed.put({ id, createdAt: now, modifiedAt: now, document, patches: [], deleted: false });
    return id;
  }

  setDeleted(id: number, deleted: boolean): void {
    this.change(id, (document) => {
      document.header.is_deleted = deleted;
    });
    (this.changed.get(id) as ChangedOrder).deleted = deleted;
  }

  private entryFor(id: number): ChangedOrder {
    const known = this.changed.get(id);
    if (known) return known;
    const n = id - this.firstId;
    return {
      id,
      createdAt: this.times.createdAt(n),
      modifiedAt: this.times.modifiedAt(n),
      document: null,
      patches: [],
      deleted: false,
    };
  }

  private touch(entry: ChangedOrder): void {
    entry.modifiedAt = this.now();
    if (entry.document) entry.document.header.date_modified = rfc2822(entry.modifiedAt);
    this.changed.put(entry);
  }
}

function applyPatch(document: OrderDocument, patch: RawPatch): void {
  deepMerge(document.header, structuredClone(patch.order));
  for (const { id, index, patch: linePatch } of patch.lines) {
    const line =
      id === undefined ? document.lines[index ?? -1] : document.lines.find((candidate) => candidate.id === id);
    if (line) deepMerge(line, structuredClone(linePatch));
  }
}
