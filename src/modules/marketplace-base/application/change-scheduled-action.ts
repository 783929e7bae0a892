import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { nextRunAfterChange } from '../domain/schedule.js';
import { ScheduledActionRepository } from '../infrastructure/scheduled-action.repository.js';
import { checkVersion } from './instance-checks.js';

export interface ScheduledActionChange {
  readonly active?: boolean;
  readonly intervalMinutes?: number;
}

/** Switch and interval (A3.21, A24). Switched on, it runs at once and then at its interval. */
@Injectable()
export class ChangeScheduledAction {
  constructor(
    private readonly database: Database,
    private readonly actions: ScheduledActionRepository,
    private readonly audit: AuditTrail,
  ) {}

  async run(instanceId: string, action: string, version: number, change: ScheduledActionChange): Promise<void> {
    await this.database.transaction(async (tx) => {
      const before = await this.actions.lock(tx, instanceId, action);
      if (!before) throw actionNotFound(action);
      checkVersion('scheduled action', before.version, version);
      const after = { active: before.active, intervalMinutes: before.intervalMinutes, ...change };
      const nextRunAt = nextRunAfterChange(new Date(), before, after);
      await this.actions.change(tx, before.id, { ...after, nextRunAt });
      await this.audit.record(tx, [
        {
          action: 'scheduled-action.changed',
          recordType: 'scheduled-action',
          recordId: before.id,
          before: { instanceId, action, active: before.active, intervalMinutes: before.intervalMinutes },
          after: { instanceId, action, ...after },
        },
      ]);
    });
  }
}

export function actionNotFound(action: string): DomainError {
  return new DomainError(
    'not-found',
    'marketplace.scheduled-action-not-found',
    'This instance has no such scheduled action. They are made when the instance is confirmed.',
    { action },
  );
}
