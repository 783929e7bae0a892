import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { hashSecret } from '../../../platform/secrets/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { assessReport } from '../domain/assess-report.js';
import type { PublishedPolicy } from '../domain/policy.js';
import { referenceKey } from '../domain/reference-key.js';
import type { Assessment, Report } from '../domain/report.js';
import { clockRuns, type TicketState } from '../domain/ticket-state.js';
import { newSecret } from '../infrastructure/ticket-secret.js';
import { TicketStore } from '../infrastructure/ticket.store.js';
import { PolicyBook } from './policy-book.js';
import { ResponseClock } from './response-clock.js';

export interface Reporter {
  readonly name: string;
  readonly email: string;
}

export interface OpenedTicket {
  readonly id: string;
  readonly number: string;
  /** Told once, here. */
  readonly secret: string;
  readonly state: TicketState;
  readonly respondBy: Date;
  readonly policy: PublishedPolicy;
  readonly assessment: Assessment;
}

/** Takes in a report as it is, complete or not, judges it by the policy in force and says at once what the reporter can count on. */
@Injectable()
export class OpenTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly book: PolicyBook,
    private readonly clock: ResponseClock,
    private readonly store: TicketStore,
    private readonly outbox: Outbox,
  ) {}

  async run(product: string, reporter: Reporter, report: Report): Promise<OpenedTicket> {
    const policy = await this.book.of(product);
    const openedAt = new Date();
    const key = referenceKey(report.purchaseReference ?? '');
    const purchase = key === '' ? null : await this.store.purchase(this.database, product, key);
    const assessment = assessReport({
      policy,
      report,
      purchase,
      reportedAt: openedAt.toISOString(),
      selfChecks: [],
    });
    const state = assessment.coverage.state === 'needs-info' ? 'needs-info' : 'open';
    const respondBy = this.clock.firstDue(policy.policy, openedAt);
    const id = newId();
    const secret = newSecret();
    const number = await this.database.transaction(async (tx) => {
      const drawn = await this.store.nextNumber(tx);
      await this.store.insert(tx, {
        id,
        number: drawn,
        secretHash: hashSecret(secret),
        product,
        policyVersion: policy.version,
        state,
        subject: report.subject,
        reporterName: reporter.name,
        reporterEmail: reporter.email,
        emailKey: reporter.email.toLowerCase(),
        report,
        assessment,
        purchaseId: purchase?.id ?? null,
        dueAt: respondBy,
        pausedAt: clockRuns(state) ? null : openedAt,
        openedAt,
      });
      await this.store.note(tx, id, [
        { kind: 'opened', actorName: reporter.name, detail: { state: 'new' } },
        { kind: 'assessed', actorName: 'system', detail: { from: 'new', to: state, coverage: assessment.coverage } },
      ]);
      await this.outbox.append(tx, [
        { id: newId(), type: 'support.ticket-opened.v1', payload: { ticketId: id, number: drawn, product, state } },
      ]);
      return drawn;
    });
    return { id, number, secret, state, respondBy, policy, assessment };
  }
}
