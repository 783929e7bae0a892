import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { AdjustStock, type AdjustmentDraft } from './adjust-stock.js';

/** Adjustments as a person writes them. */
@Injectable()
export class KeepAdjustments {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly stock: AdjustStock,
    private readonly audit: AuditTrail,
  ) {}

  async create(draft: Omit<AdjustmentDraft, 'id'>): Promise<string> {
    const id = newId();
    await this.recorded('adjustment.created', id, { ...draft }, (tx) => this.stock.create(tx, { id, ...draft }));
    return id;
  }

  validate(id: string, now: Date = new Date()): Promise<void> {
    return this.recorded('adjustment.validated', id, null, (tx) => this.stock.validate(tx, id, now.toISOString()));
  }

  cancel(id: string): Promise<void> {
    return this.recorded('adjustment.cancelled', id, null, (tx) => this.stock.cancel(tx, id));
  }

  private async recorded(
    action: string,
    id: string,
    after: Record<string, unknown> | null,
    work: (tx: Tx) => Promise<unknown>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await work(tx);
      await this.audit.record(tx, [{ action, recordType: 'adjustment', recordId: id, after }]);
    });
  }
}
