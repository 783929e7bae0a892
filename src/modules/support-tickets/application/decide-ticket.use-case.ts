import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { currentActor } from '../../../platform/http/index.js';
import { decideCoverage, type Judgement } from '../domain/decide-coverage.js';
import { standingAssessment } from '../domain/standing-assessment.js';
import { ticketMerged } from '../domain/ticket-errors.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { PolicyBook } from './policy-book.js';

/** A person confirms or overrules what the rules made of a ticket. Both are kept; the person's word counts from then on. */
@Injectable()
export class DecideTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly evidence: EvidenceStore,
    private readonly book: PolicyBook,
  ) {}

  /** @throws DomainError `conflict` for a ticket that was merged into another: that one is decided on */
  async run(ticketId: string, judgement: Judgement, reason: string): Promise<void> {
    const decidedBy = currentActor().name;
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (ticket.mergedInto !== null) throw ticketMerged(ticket.number, ticket.mergedInto);
      const { policy } = await this.book.version(ticket.product, ticket.policyVersion);
      const found = (await this.evidence.latest(tx, [ticketId])).get(ticketId);
      const { state, ...decided } = decideCoverage(policy, standingAssessment(ticket, found ?? null), judgement);
      await this.store.decide(tx, { ticketId, coverage: state, ...decided, reason, decidedBy });
      await this.store.change(tx, ticket, {});
      await this.store.note(tx, ticketId, [
        { kind: 'decided', actorName: decidedBy, detail: { coverage: state, ...decided, reason } },
      ]);
    });
  }
}
