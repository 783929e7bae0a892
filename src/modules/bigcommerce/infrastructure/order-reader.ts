import { crc32 } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../shared-kernel/index.js';
import type {
  InstanceRef,
  OrderQuery,
  PageCursor,
  RecordPage,
  RemoteRecord,
} from '../../marketplace-base/contract/index.js';
import { lacksLines, withAllLines, withLinesUnread } from '../domain/complete-lines.js';
import { isJson, type Json } from '../domain/fields.js';
import { planIds, type IdStep } from '../domain/ids-plan.js';
import { toInstantOrNull } from '../domain/order-dates.js';
import {
  advance,
  filtersOf,
  fromPageCursor,
  highWater,
  startWalk,
  toPageCursor,
  type WalkRow,
} from '../domain/order-walk.js';
import { BigCommerceClient } from './bigcommerce.client.js';
import { BigCommerceError } from './bigcommerce-error.js';

const PAGE_SIZE = 250;
/** 10,000 lines; BigCommerce itself gives up long before. */
const MAX_LINE_PAGES = 40;
const WHOLE_ORDER = { include: 'consignments.line_items,fees', consignment_structure: 'object' };

/** Orders with everything an import needs: 250 per request, plus the lines of the few orders that the answer cuts off. */
@Injectable()
export class OrderReader {
  constructor(private readonly client: BigCommerceClient) {}

  async page(instance: InstanceRef, query: OrderQuery, stored: PageCursor | null): Promise<RecordPage> {
    if (query.ids) return this.idsPage(instance, query.ids, stored);
    const { cursor, high } = stored ? fromPageCursor(stored) : { cursor: startWalk(query), high: null };
    const { rows, answer } = await this.list(instance, { ...filtersOf(query, cursor) });
    const step = advance(cursor, rows, PAGE_SIZE);
    const reached = highWater(high, rows);
    return {
      records: await this.records(instance, step.fresh),
      answer,
      missingIds: [],
      next: step.next && toPageCursor(step.next, reached),
      highWater: reached,
    };
  }

  async one(instance: InstanceRef, remoteId: string): Promise<RemoteRecord | null> {
    const { steps } = planIds([remoteId]);
    const id = steps[0]?.ids[0];
    const row = id === undefined ? null : await this.byId(instance, id);
    return row && this.record(instance, row);
  }

  private async idsPage(instance: InstanceRef, ids: readonly string[], stored: PageCursor | null): Promise<RecordPage> {
    const { steps, impossible } = planIds(ids);
    const position = typeof stored?.['step'] === 'number' ? stored['step'] : 0;
    const step = steps[position];
    const rows = step ? await this.wanted(instance, step) : [];
    const found = new Set(rows.map((row) => row.id));
    const high = highWater(typeof stored?.['high'] === 'string' ? stored['high'] : null, rows);
    const missing = step ? step.ids.filter((id) => !found.has(id)).map(String) : [];
    return {
      records: await this.records(instance, rows),
      answer: null,
      missingIds: position === 0 ? [...impossible, ...missing] : missing,
      next: position + 1 < steps.length ? { mode: 'ids', step: position + 1, high } : null,
      highWater: high,
    };
  }

  private async wanted(instance: InstanceRef, step: IdStep): Promise<OrderRow[]> {
    if (step.kind === 'range') {
      const range = { min_id: String(step.from), max_id: String(step.to), sort: 'id:asc' };
      const { rows } = await this.list(instance, range);
      return rows.filter((row) => step.ids.includes(row.id));
    }
    const rows: OrderRow[] = [];
    for (const id of step.ids) {
      const row = await this.byId(instance, id);
      if (row) rows.push(row);
    }
    return rows;
  }

  private async list(
    instance: InstanceRef,
    filters: Record<string, string>,
  ): Promise<{ rows: OrderRow[]; answer: Buffer | null }> {
    const query = { ...WHOLE_ORDER, limit: String(PAGE_SIZE), ...filters };
    const { rows, gzipped } = await this.client.v2Answer(instance, '/orders', query);
    return { rows: rows.map((order, position) => new OrderRow(order, position)), answer: gzipped };
  }

  private async byId(instance: InstanceRef, id: number): Promise<OrderRow | null> {
    try {
      const order = await this.client.get(instance, `/v2/orders/${id}`, WHOLE_ORDER);
      return order === null ? null : new OrderRow(order);
    } catch (error) {
      if (error instanceof BigCommerceError && error.failure.status === 404 && error.failure.kind === 'status')
        return null;
      throw error;
    }
  }

  private async records(instance: InstanceRef, rows: readonly OrderRow[]): Promise<RemoteRecord[]> {
    const records: RemoteRecord[] = [];
    for (const row of rows) records.push(await this.record(instance, row));
    return records;
  }

  private async record(instance: InstanceRef, row: OrderRow): Promise<RemoteRecord> {
    const isWhole = !lacksLines(row.order);
    const order = isWhole ? row.order : await this.completed(instance, row);
    return {
      remoteId: String(row.id),
      // Without a date the order still gets its line, where mapping says what is wrong.
      modifiedAt: row.modifiedAt ?? UNKNOWN_TIME,
      statusId: textOf(order['status_id']),
      content: order,
      ...(isWhole && row.position !== null && { position: row.position }),
    };
  }

  /** An order that cannot be completed (deleted meanwhile, absurdly long) fails by itself when it is mapped, never its page. */
  private async completed(instance: InstanceRef, row: OrderRow): Promise<Json> {
    const lines: Json[] = [];
    try {
      for (let page = 1; page <= MAX_LINE_PAGES; page++) {
        const query = { limit: String(PAGE_SIZE), page: String(page) };
        const rows = await this.client.v2Page(instance, `/orders/${row.id}/products`, query);
        lines.push(...rows.filter(isJson));
        if (rows.length < PAGE_SIZE) return withAllLines(row.order, lines);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return withLinesUnread(row.order);
  }
}

const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';

/** One order of an answer, and its place in it (null for an order asked for alone). */
class OrderRow implements WalkRow {
  readonly id: number;
  readonly modifiedAt: string | null;
  readonly order: Json;

  constructor(
    order: unknown,
    readonly position: number | null = null,
  ) {
    const id = isJson(order) ? Number(order['id']) : Number.NaN;
    if (!isJson(order) || !Number.isSafeInteger(id) || id <= 0) {
      throw new DomainError(
        'upstream',
        'bigcommerce.answer-unreadable',
        'BigCommerce sent a list of orders in which one has no id. Try again later; if it stays, ask BigCommerce support.',
      );
    }
    this.id = id;
    this.order = order;
    this.modifiedAt = toInstantOrNull(order['date_modified']);
  }

  /** Without its consignments: the same state comes with all lines one time and cut off another. */
  get mark(): string {
    const header = JSON.stringify({ ...this.order, consignments: null });
    return `${this.id}.${crc32(header).toString(36)}`;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof BigCommerceError && error.failure.kind === 'status' && error.failure.status === 404;
}

function textOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}
