import { Injectable } from '@nestjs/common';
import { AccountingFacade } from '../../../modules/accounting/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import {
  InstanceAccess,
  type FetchedPage,
  type JobRef,
  type Operation,
  type OperationSession,
} from '../../../modules/marketplace-base/index.js';
import type {
  Connector,
  OrderQuery,
  PageCursor,
  RemoteRecord,
} from '../../../modules/marketplace-base/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { KnownOrder } from '../../../modules/sales/contract/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { parseImportParameters, type ImportParameters } from '../domain/import-parameters.js';
import { saysMore } from '../domain/says-more.js';
import { ImportSession } from './import-session.js';
import { LoadContext } from './load-context.js';
import { PrepareReferences } from './prepare-references.js';
import { WriteChanges } from './write-changes.js';
import { WriteOrders } from './write-orders.js';

/** Read again from a little before the last run: the store's clock and its pages are not exact (bigcommerce-api.md §11.2). */
const OVERLAP_MS = 5 * 60_000;

/** Orders in (A11). Incremental by default; by ids, comma list or date range on request. */
@Injectable()
export class ImportOrders implements Operation {
  readonly key = 'import-orders';
  readonly label = 'Import orders';
  readonly skippedMeans =
    'The skipped orders are not finished in the store, have a status that this instance does not import (orderStatusIds in its settings), or are known and unchanged.';

  constructor(
    private readonly instances: InstanceAccess,
    private readonly sales: SalesFacade,
    private readonly accounting: AccountingFacade,
    private readonly inventory: InventoryFacade,
    private readonly catalog: CatalogFacade,
    private readonly load: LoadContext,
    private readonly prepareReferences: PrepareReferences,
    private readonly writeOrders: WriteOrders,
    private readonly writeChanges: WriteChanges,
  ) {}

  incrementalKey(parameters: Readonly<Record<string, unknown>>): string | null {
    const { orderIds, createdFrom, createdTo } = parameters as ImportParameters;
    return orderIds || createdFrom || createdTo ? null : this.key;
  }

  parseParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return { ...parseImportParameters(parameters) };
  }

  async fetchPage(job: JobRef, since: string | null, cursor: PageCursor | null): Promise<FetchedPage> {
    const parameters = job.parameters as ImportParameters;
    const orders = await this.orders(job.instanceId);
    const page = await orders.page(await this.instances.reference(job.instanceId), queryOf(parameters, since), cursor);
    const wanted = await this.wanted(job.instanceId, page.records, parameters, orders);
    return {
      records: wanted,
      // A page of which little is wanted would be kept for little.
      answer: wanted.length * 2 > page.records.length ? page.answer : null,
      skipped: page.records.length - wanted.length,
      missingIds: page.missingIds,
      next: page.next,
      highWater: page.highWater,
    };
  }

  async refetch(
    job: JobRef,
    remoteIds: readonly string[],
  ): Promise<{ records: readonly RemoteRecord[]; missingIds: readonly string[] }> {
    const orders = await this.orders(job.instanceId);
    const instance = await this.instances.reference(job.instanceId);
    const records: RemoteRecord[] = [];
    const missingIds: string[] = [];
    for (let cursor: PageCursor | null = null, first = true; first || cursor; first = false) {
      const page = await orders.page(instance, { ids: remoteIds }, cursor);
      records.push(...page.records);
      missingIds.push(...page.missingIds);
      cursor = page.next;
    }
    return { records, missingIds };
  }

  async open(job: JobRef): Promise<OperationSession> {
    const { map } = await this.orders(job.instanceId);
    return new ImportSession(job, {
      load: this.load,
      prepareReferences: this.prepareReferences,
      writeOrders: this.writeOrders,
      writeChanges: this.writeChanges,
      sales: this.sales,
      accounting: this.accounting,
      inventory: this.inventory,
      catalog: this.catalog,
      map,
    });
  }

  /**
   * Which of the records read become lines: never those the marketplace has not finished (Z2); known ones only when they changed;
   * new ones only in the instance's statuses (A11.3), unless they were asked for by id (Z2).
   */
  private async wanted(
    instanceId: string,
    records: readonly RemoteRecord[],
    parameters: ImportParameters,
    orders: NonNullable<Connector['orders']>,
  ): Promise<RemoteRecord[]> {
    const known = await this.sales.findBySource(
      instanceId,
      records.map((record) => record.remoteId),
    );
    const { orderStatusIds } = await this.instances.settings(instanceId);
    const eligible = new Set(orderStatusIds ?? orders.defaultStatusIds);
    const never = new Set(orders.neverImportStatusIds);
    return records.filter((record) => {
      const standing = known.get(record.remoteId);
      if (standing) return parameters.orderIds !== undefined || isNews(record, standing, orders);
      if (never.has(record.statusId)) return false;
      return parameters.orderIds !== undefined || eligible.has(record.statusId);
    });
  }

  private async orders(instanceId: string): Promise<NonNullable<Connector['orders']>> {
    const connector = await this.instances.connector(instanceId);
    if (connector.orders) return connector.orders;
    throw new DomainError(
      'rule-broken',
      'marketplace.operation-not-offered',
      `${connector.label} offers no orders to import.`,
    );
  }
}

function queryOf(parameters: ImportParameters, since: string | null): OrderQuery {
  if (parameters.orderIds) return { ids: parameters.orderIds };
  if (parameters.createdFrom || parameters.createdTo) {
    return { createdFrom: parameters.createdFrom ?? null, createdTo: parameters.createdTo ?? null };
  }
  return { modifiedFrom: since ? new Date(Date.parse(since) - OVERLAP_MS).toISOString() : null };
}

/** One that cannot be read any more is news: its line says why. */
function isNews(record: RemoteRecord, known: KnownOrder, orders: NonNullable<Connector['orders']>): boolean {
  if (record.modifiedAt !== known.sourceModifiedAt) return true;
  try {
    return saysMore(orders.map(record.content), known);
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
}
