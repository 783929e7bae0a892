import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { DomainError } from '../../../shared-kernel/index.js';
import { assessReport } from '../domain/assess-report.js';
import { namesInstance, type Report } from '../domain/report.js';
import { referenceKey } from '../domain/reference-key.js';
import { ticketMerged } from '../domain/ticket-errors.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { PurchaseStore } from '../infrastructure/purchase.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { EvidenceBell } from './evidence-bell.js';
import { PolicyBook } from './policy-book.js';
import { TicketSteps } from './ticket-steps.js';

/** What a reporter adds; parts and checklist items that are left out stay as they were. */
export type ReportDetails = Partial<Omit<Report, 'subject' | 'attachments'>>;

/**
 * The reporter hands in what was missing (D22), and the report is judged again, as of the day it came in (Z29) and by the policy it
 * came under. It is the reporter's turn no longer, unless something critical is still missing.
 */
@Injectable()
export class CompleteReport {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly purchases: PurchaseStore,
    private readonly book: PolicyBook,
    private readonly steps: TicketSteps,
    private readonly wanted: EvidenceStore,
    private readonly evidence: EvidenceBell,
  ) {}

  /** @throws DomainError `conflict` for a ticket that is resolved, closed or merged into another */
  async run(ticketId: string, details: ReportDetails): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ticket = await this.store.lock(tx, ticketId);
      if (ticket.mergedInto !== null) throw ticketMerged(ticket.number, ticket.mergedInto);
      if (ticket.state === 'resolved' || ticket.state === 'closed') {
        const message = 'The ticket is settled. Write a message to open it again, then complete the report.';
        throw new DomainError('conflict', 'support.ticket-settled', message, { state: ticket.state });
      }
      const checklist = { ...ticket.report.checklist, ...details.checklist };
      const report: Report = { ...ticket.report, ...details, checklist };
      const policy = await this.book.version(ticket.product, ticket.policyVersion);
      const key = referenceKey(report.purchaseReference ?? '');
      const wanted = key === '' ? [] : [{ product: ticket.product, key }];
      const [purchase = null] = await this.purchases.byReference(tx, wanted);
      const reportedAt = ticket.openedAt.toISOString();
      const assessment = assessReport({ policy, report, purchase, reportedAt, selfChecks: [] });
      await this.store.rewrite(tx, ticketId, { report, assessment, purchaseId: purchase?.id ?? null });
      await this.store.note(tx, ticketId, [
        {
          kind: 'report-completed',
          actorName: ticket.reporterName,
          detail: { fields: Object.keys(details), coverage: assessment.coverage },
        },
      ]);
      const isComplete = assessment.coverage.state !== 'needs-info';
      await this.store.change(tx, ticket, {});
      if (namesInstance(report)) {
        await this.wanted.want(tx, ticketId);
        tx.afterCommit(() => this.evidence.ring());
      } else await this.wanted.settle(tx, [ticketId]);
      if (!isComplete && ticket.state === 'needs-info') return;
      const changed = { ...ticket, version: ticket.version + 1 };
      await this.steps.take(tx, changed, { to: 'open', actorName: ticket.reporterName, word: 'reporter' });
    });
  }
}
