import { AccountingFacade } from '../../../modules/accounting/index.js';
import { CatalogFacade } from '../../../modules/catalog/index.js';
import { InventoryFacade } from '../../../modules/inventory/index.js';
import type {
  BatchResult,
  HeldLine,
  JobRef,
  LineOutcome,
  LogDraft,
  OperationSession,
} from '../../../modules/marketplace-base/index.js';
import type { RemoteOrder } from '../../../modules/marketplace-base/contract/index.js';
import { SalesFacade } from '../../../modules/sales/index.js';
import type { KnownOrder } from '../../../modules/sales/contract/index.js';
import { giveWay } from '../../../platform/async/index.js';
import type { Tx } from '../../../platform/database/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { Remark } from '../domain/decide-steps.js';
import { hasNeeds, needGateway, noNeeds, type ImportContext } from '../domain/import-context.js';
import { planChange, type ChangePlan, type StandingOrder } from '../domain/plan-change.js';
import { planOrder, type OrderPlan } from '../domain/plan-order.js';
import { shortageLog } from '../domain/shortage-log.js';
import { LoadContext, type KnownVariants, type Reference } from './load-context.js';
import { PrepareReferences } from './prepare-references.js';
import { WriteChanges } from './write-changes.js';
import { WriteOrders } from './write-orders.js';

/** How long reference data is believed: a new workflow row or setting counts from the next batch after it. */
const REFERENCE_FRESH_MS = 2_000;
/** Beyond this many variants the memory starts anew, so that a long import stays flat. */
const MAX_KNOWN_VARIANTS = 50_000;

export interface SessionParts {
  readonly load: LoadContext;
  readonly prepareReferences: PrepareReferences;
  readonly writeOrders: WriteOrders;
  readonly writeChanges: WriteChanges;
  readonly sales: SalesFacade;
  readonly accounting: AccountingFacade;
  readonly inventory: InventoryFacade;
  readonly catalog: CatalogFacade;
  readonly map: (payload: unknown) => RemoteOrder;
}

/** One worker's stretch of an import: map, load, plan, write (design.md §4). */
export class ImportSession implements OperationSession {
  private reference: { value: Reference; loadedAt: number } | null = null;
  private variants: KnownVariants = { ofItems: new Map(), byId: new Map() };
  private readonly unavailableProducts = new Map<string, string>();
  private readonly unavailableTaxes = new Map<string, string>();
  private needs = noNeeds();

  constructor(
    private readonly job: JobRef,
    private readonly parts: SessionParts,
  ) {}

  async process(lines: readonly HeldLine[], tx: Tx): Promise<BatchResult> {
    const outcomes: LineOutcome[] = [];
    const mapped = await this.mapLines(lines, outcomes);
    const context = await this.context(mapped.map(({ order }) => order));
    const known = await this.parts.sales.findBySource(
      this.job.instanceId,
      mapped.map(({ order }) => order.remoteId),
      tx,
    );
    const standing = await this.standing(known, tx);
    this.needs = noNeeds();
    const created: OrderPlan[] = [];
    const changed: ChangePlan[] = [];
    for (const { line, order } of mapped) {
      await giveWay();
      const before = standing.get(order.remoteId);
      if (before) this.change(line, order, before, context, changed, outcomes);
      else this.create(line, order, context, created, outcomes);
    }
    const fromNew = await this.parts.writeOrders.execute(tx, this.job.instanceId, created);
    const fromChanged = await this.parts.writeChanges.execute(
      tx,
      this.job,
      changed,
      new Map([...known.values()].map((order) => [order.id, order])),
    );
    return {
      outcomes,
      logs: shortageLog([...fromNew, ...fromChanged], context.variantsById),
      needsPreparation: hasNeeds(this.needs),
    };
  }

  async prepare(): Promise<void> {
    const { needs } = this;
    if (!hasNeeds(needs)) return;
    const reference = await this.currentReference();
    const unavailable = await this.parts.prepareReferences.execute(reference, needs);
    for (const [id, reason] of unavailable.products) this.unavailableProducts.set(id, reason);
    for (const [key, reason] of unavailable.taxes) this.unavailableTaxes.set(key, reason);
    this.reference = null;
    this.needs = noNeeds();
  }

  private async mapLines(
    lines: readonly HeldLine[],
    outcomes: LineOutcome[],
  ): Promise<{ line: HeldLine; order: RemoteOrder }[]> {
    const mapped: { line: HeldLine; order: RemoteOrder }[] = [];
    for (const line of lines) {
      await giveWay();
      try {
        mapped.push({ line, order: this.parts.map(line.payload) });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        outcomes.push(failed(line, error));
      }
    }
    return mapped;
  }

  private create(
    line: HeldLine,
    order: RemoteOrder,
    context: ImportContext,
    created: OrderPlan[],
    outcomes: LineOutcome[],
  ): void {
    const planned = planOrder(order, context, this.needs, newId);
    if ('failure' in planned) outcomes.push(failed(line, planned.failure));
    else if ('plan' in planned) {
      created.push(planned.plan);
      const recordId = planned.plan.order.id;
      outcomes.push({ lineId: line.id, result: 'created', recordId, logs: logs(planned.plan.remarks, line, recordId) });
    }
  }

  private change(
    line: HeldLine,
    order: RemoteOrder,
    before: StandingOrder,
    context: ImportContext,
    changed: ChangePlan[],
    outcomes: LineOutcome[],
  ): void {
    const planned = planChange(order, before, context, newId);
    const recordId = before.order.id;
    if ('failure' in planned) outcomes.push(failed(line, planned.failure));
    else if ('unchanged' in planned) outcomes.push({ lineId: line.id, result: 'skipped', recordId });
    else if ('plan' in planned) {
      changed.push(planned.plan);
      outcomes.push({ lineId: line.id, result: 'updated', recordId, logs: logs(planned.plan.remarks, line, recordId) });
    } else needGateway(this.needs, order);
  }

  private async context(orders: readonly RemoteOrder[]): Promise<ImportContext> {
    const reference = await this.currentReference();
    if (this.variants.ofItems.size > MAX_KNOWN_VARIANTS) this.variants = { ofItems: new Map(), byId: new Map() };
    await this.parts.load.variants(reference, orders, this.variants);
    return {
      ...reference,
      variantsOfItems: this.variants.ofItems,
      variantsById: this.variants.byId,
      unavailableProducts: this.unavailableProducts,
      unavailableTaxes: this.unavailableTaxes,
    };
  }

  private async currentReference(): Promise<Reference> {
    if (!this.reference || Date.now() - this.reference.loadedAt > REFERENCE_FRESH_MS) {
      this.reference = { value: await this.parts.load.reference(this.job.instanceId), loadedAt: Date.now() };
    }
    return this.reference.value;
  }

  /** Known orders with their lines, invoices and deliveries, by remote id. */
  private async standing(known: ReadonlyMap<string, KnownOrder>, tx: Tx): Promise<Map<string, StandingOrder>> {
    if (known.size === 0) return new Map();
    const ids = [...known.values()].map((order) => order.id);
    const lines = await this.parts.sales.lines(ids, tx);
    const orders = await this.parts.sales.orders(ids, tx);
    const invoices = await this.parts.accounting.invoicesOfOrders(ids, tx);
    const deliveries = await this.parts.inventory.deliveriesOfOrders(ids, tx);
    const variantIds = [...lines.values()].flat().flatMap((line) => (line.variantId ? [line.variantId] : []));
    const variants = await this.parts.catalog.variants([...new Set(variantIds)], tx);
    const goodsVariantIds = new Set(
      [...variants.values()].filter((variant) => variant.kind === 'goods').map((variant) => variant.variantId),
    );
    return new Map(
      [...known].map(([remoteId, order]) => [
        remoteId,
        {
          order,
          lines: lines.get(order.id) ?? [],
          deliveryContactId: orders.get(order.id)?.deliveryContactId ?? null,
          goodsVariantIds,
          invoices: (invoices.get(order.id) ?? []).filter(
            (invoice) => invoice.kind === 'invoice' && invoice.state === 'posted',
          ),
          deliveries: deliveries.get(order.id) ?? [],
        },
      ]),
    );
  }
}

function failed(
  line: HeldLine,
  error: { code: string; message: string; facts?: Readonly<Record<string, unknown>> },
): LineOutcome {
  const { code, message, facts } = error;
  return { lineId: line.id, remoteId: line.remoteId, result: 'failed', error: { code, message, facts } };
}

function logs(remarks: readonly Remark[], line: HeldLine, recordId: string): LogDraft[] {
  return remarks.map((remark) => ({ ...remark, remoteId: line.remoteId, recordId }));
}
