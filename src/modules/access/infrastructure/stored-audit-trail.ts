import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/index.js';
import { AuditTrail, currentActor, type AuditEntry } from '../../../platform/http/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { leaveOutSecrets } from '../domain/leave-out-secrets.js';
import { AuditEntryRow } from './audit-entry.entity.js';

@Injectable()
export class StoredAuditTrail extends AuditTrail {
  async record(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
    const actor = currentActor();
    const at = new Date();
    await tx.insert(
      AuditEntryRow,
      entries.map((entry) => ({
        id: newId(),
        actorKind: actor.kind,
        actorId: actor.id,
        actorName: actor.name,
        action: entry.action,
        recordType: entry.recordType,
        recordId: entry.recordId,
        before: leaveOutSecrets(entry.before ?? null),
        after: leaveOutSecrets(entry.after ?? null),
        correlationId: currentCorrelationId() ?? null,
        at,
      })),
    );
  }
}
