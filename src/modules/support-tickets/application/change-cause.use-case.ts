import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { AuditTrail, currentActor } from '../../../platform/http/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import type { KnownCause, StoredCause } from '../domain/known-cause.js';
import { KnownCauseStore, type CauseRow } from '../infrastructure/known-cause.store.js';
import { KnowledgeBook } from './knowledge-book.js';
import { PolicyBook } from './policy-book.js';

/** All of them are in memory and looked for in every report. */
const MOST_CAUSES = 1_000;

/** What people learn about an error becomes a suggestion with the next report. */
@Injectable()
export class ChangeCause {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly policies: PolicyBook,
    private readonly store: KnownCauseStore,
    private readonly book: KnowledgeBook,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param seen version that the caller changes; null: there is none yet
   * @throws DomainError `conflict` when another version stands, `not-found` for an unknown product or a change of what is not there
   */
  async put(cause: KnownCause, seen: number | null): Promise<StoredCause> {
    if (cause.product !== null) await this.policies.of(cause.product);
    await this.database.transaction(async (tx) => {
      const row = await this.store.lock(tx, cause.code);
      const standing = standingOf(row);
      if (seen === null ? standing !== null : standing?.version !== seen) throw changedMeanwhile(cause.code, standing);
      if (!standing && (await this.store.count(tx)) >= MOST_CAUSES) throw tooMany();
      const version = (row?.version ?? 0) + 1;
      await this.store.put(tx, cause, version, currentActor().name);
      await this.audit.record(tx, [
        {
          action: 'known-cause.written',
          recordType: 'known-cause',
          recordId: cause.code,
          before: standing && { ...standing },
          after: { version, ...cause },
        },
      ]);
    });
    this.book.forget();
    return this.one(cause.code);
  }

  async withdraw(code: string, seen: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const standing = standingOf(await this.store.lock(tx, code));
      if (!standing) throw noSuchCause(code);
      if (standing.version !== seen) throw changedMeanwhile(code, standing);
      await this.store.withdraw(tx, code, seen + 1, currentActor().name);
      await this.audit.record(tx, [
        { action: 'known-cause.withdrawn', recordType: 'known-cause', recordId: code, before: { ...standing } },
      ]);
    });
    this.book.forget();
  }

  private async one(code: string): Promise<StoredCause> {
    const cause = (await this.book.causes()).find((each) => each.code === code);
    if (cause) return cause;
    throw noSuchCause(code);
  }
}

function standingOf(row: CauseRow | null): StoredCause | null {
  if (!row || row.isWithdrawn) return null;
  const { isWithdrawn: _, ...cause } = row;
  return cause;
}

function noSuchCause(code: string): DomainError {
  return new DomainError('not-found', 'support.no-such-cause', 'There is no known cause of this code.', { code });
}

function changedMeanwhile(code: string, standing: StoredCause | null): DomainError {
  if (!standing) return noSuchCause(code);
  return new DomainError(
    'conflict',
    'support.cause-changed',
    'The known cause was changed while you were editing it: read it again and repeat your change.',
    { code, version: standing.version },
  );
}

function tooMany(): DomainError {
  const message = `There are ${MOST_CAUSES} known causes already; withdraw some that nobody needs first.`;
  return new DomainError('rule-broken', 'support.too-many-causes', message, { most: MOST_CAUSES });
}
