import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { checkMerge } from '../domain/merge-tickets.js';
import { clockRuns } from '../domain/ticket-state.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { TicketSteps } from './ticket-steps.js';

/**
 * Closes a duplicate in favour of another ticket. Nothing is copied: staff reads the duplicate's words within the other ticket, and
 * what its reporter still writes goes there. An answer that was owed on the duplicate is owed on the other, no later than before.
 */
@Injectable()
export class MergeTickets {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly wanted: EvidenceStore,
    private readonly steps: TicketSteps,
  ) {}

  async run(duplicateId: string, intoId: string): Promise<void> {
    const actorName = currentActor().name;
    await this.database.transaction(async (tx) => {
      const [duplicate, into] = (await this.store.lockAll(tx, [duplicateId, intoId])) as [Locked, Locked];
      checkMerge(duplicate, into);
      const owed = clockRuns(duplicate.state) ? duplicate.dueAt : null;
      if (owed) await this.steps.take(tx, into, { to: 'open', actorName, word: 'reporter' });
      await this.store.change(tx, duplicate, {
        state: 'closed',
        mergedIntoId: into.id,
        dueAt: null,
        pausedAt: new Date(),
        resolvedAt: duplicate.resolvedAt ?? new Date(),
      });
      await this.wanted.settle(tx, [duplicate.id]);
      await this.store.moveDuplicates(tx, duplicate.id, into.id);
      if (owed) await this.store.dueNoLaterThan(tx, into.id, owed);
      await this.store.note(tx, duplicate.id, [{ kind: 'merged', actorName, detail: { into: into.number } }]);
      await this.store.note(tx, into.id, [{ kind: 'duplicate-merged', actorName, detail: { from: duplicate.number } }]);
    });
  }
}

type Locked = Awaited<ReturnType<TicketStore['lock']>>;
