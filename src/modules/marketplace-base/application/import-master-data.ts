import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import type { Disposition, MasterDataKind } from '../contract/index.js';
import { masterDataOperation, planMasterData } from '../domain/master-data.js';
import { HistoryRepository } from '../infrastructure/history.repository.js';
import { InstanceRepository } from '../infrastructure/instance.repository.js';
import { MasterDataRepository, type MasterDataRow } from '../infrastructure/master-data.repository.js';
import { CompanyDirectory } from './company-directory.js';
import { InstanceAccess } from './instance-access.js';
import { JobLog } from './job-log.js';
import type { LogDraft } from './operation.js';

export interface ImportedMasterData {
  readonly created: number;
  readonly updated: number;
  readonly deactivated: number;
}

/** One import of Confirm (A2), also by hand at any time (A2.4). Read first, then written in one transaction of its own. */
@Injectable()
export class ImportMasterData {
  constructor(
    private readonly database: Database,
    private readonly access: InstanceAccess,
    private readonly instances: InstanceRepository,
    private readonly masterData: MasterDataRepository,
    private readonly history: HistoryRepository,
    private readonly directory: CompanyDirectory,
    private readonly log: JobLog,
  ) {}

  async run(instanceId: string, kind: MasterDataKind): Promise<ImportedMasterData> {
    await this.instances.get(instanceId);
    const startedAt = new Date();
    try {
      const remote = await this.read(instanceId, kind);
      return await this.database.transaction(async (tx) => {
        const counts = await this.write(tx, instanceId, kind, remote);
        await this.note(tx, instanceId, kind, startedAt, counts, null);
        return counts;
      });
    } catch (error) {
      const problem = await this.access.classify(instanceId, error);
      await this.database.transaction((tx) => this.note(tx, instanceId, kind, startedAt, NOTHING, problem));
      throw importFailed(kind, problem, error);
    }
  }

  private async read(instanceId: string, kind: MasterDataKind): Promise<MasterDataRow[]> {
    const connector = await this.access.connector(instanceId);
    const rows = await connector.masterData.read(await this.access.reference(instanceId), kind);
    return rows.map((row) => ({ active: true, ...row }));
  }

  private async write(
    tx: Tx,
    instanceId: string,
    kind: MasterDataKind,
    remote: readonly MasterDataRow[],
  ): Promise<ImportedMasterData> {
    await this.masterData.lockKind(tx, instanceId, kind);
    const plan = planMasterData(await this.masterData.standing(tx, instanceId, kind), remote);
    await this.masterData.upsert(tx, instanceId, kind, [...plan.created, ...plan.updated]);
    await this.masterData.deactivate(tx, instanceId, kind, plan.vanished);
    if (kind === 'locations') await this.fillDefault(tx, instanceId);
    return { created: plan.created.length, updated: plan.updated.length, deactivated: plan.vanished.length };
  }

  private async fillDefault(tx: Tx, instanceId: string): Promise<void> {
    const { confirmedAt, warehouseId } = await this.instances.get(instanceId);
    if (confirmedAt !== null) return;
    const stockLocationId = await this.directory.stockLocationOf(warehouseId);
    await this.masterData.fillDefaultLocation(tx, instanceId, warehouseId, stockLocationId);
  }

  private async note(
    tx: Tx,
    instanceId: string,
    kind: MasterDataKind,
    startedAt: Date,
    counts: ImportedMasterData,
    problem: Disposition | null,
  ): Promise<void> {
    const source = {
      instanceId,
      jobId: newId(),
      operation: masterDataOperation(kind),
      correlationId: currentCorrelationId() ?? newId(),
    };
    const { created, updated, deactivated } = counts;
    const message = problem?.message ?? `${created} created, ${updated} updated, ${deactivated} deactivated.`;
    await this.history.add(tx, {
      ...source,
      startedAt,
      requestedBy: currentActor().name,
      created,
      updated: updated + deactivated,
      message,
      problem,
    });
    const draft: LogDraft = {
      level: problem ? 'error' : 'success',
      code: problem?.code ?? 'marketplace.master-data-imported',
      message: problem ? `Importing ${WORDS[kind]} failed. ${message}` : `${capital(WORDS[kind])}: ${message}`,
      remoteId: null,
      recordId: null,
      endpoint: problem?.endpoint,
      vendorMessage: problem?.vendorMessage,
    };
    await this.log.note(tx, source, [draft]);
  }
}

const NOTHING: ImportedMasterData = { created: 0, updated: 0, deactivated: 0 };

const WORDS: Record<MasterDataKind, string> = {
  'order-statuses': 'order statuses',
  channels: 'sales channels',
  locations: 'locations',
  'tax-classes': 'tax classes',
  categories: 'categories',
  brands: 'brands',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Which step, where, in whose words, and what to do (A1.9). */
function importFailed(kind: MasterDataKind, problem: Disposition, cause: unknown): DomainError {
  const where = problem.endpoint ? ` at ${problem.endpoint}` : '';
  const said = problem.vendorMessage ? ` The store said: "${problem.vendorMessage}".` : '';
  return new DomainError(
    problem.do === 'retry' ? 'upstream' : 'rule-broken',
    'marketplace.import-failed',
    `Importing ${WORDS[kind]} failed${where}. ${problem.message}${said}`,
    { step: kind, cause: problem.code, endpoint: problem.endpoint, vendorMessage: problem.vendorMessage },
    { cause },
  );
}
