import { Inject, Injectable } from '@nestjs/common';
import { Together, TooManyWaiting } from '../../../platform/async/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { currentCorrelationId } from '../../../platform/logging/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { hashSecret } from '../../../platform/secrets/index.js';
import { DomainError, newId } from '../../../shared-kernel/index.js';
import { assessReport } from '../domain/assess-report.js';
import type { PublishedPolicy } from '../domain/policy.js';
import { referenceKey } from '../domain/reference-key.js';
import { namesInstance, type Report } from '../domain/report.js';
import { forReporter, type ReportersAssessment } from '../domain/reporter-view.js';
import type { Proof, TicketChannel } from '../domain/ticket.js';
import { clockRuns, type TicketState } from '../domain/ticket-state.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { PurchaseStore, type StoredPurchase } from '../infrastructure/purchase.store.js';
import { newSecret } from '../infrastructure/ticket-secret.js';
import { TicketStore, type TicketEvent } from '../infrastructure/ticket.store.js';
import { EvidenceBell } from './evidence-bell.js';
import { PolicyBook } from './policy-book.js';
import { ResponseClock } from './response-clock.js';
import { Suggest, type Suggestions } from './suggest.js';

export interface Reporter {
  readonly name: string;
  readonly email: string;
}

export interface TicketDraft {
  /** Key of a support product. */
  readonly product: string;
  readonly reporter: Reporter;
  readonly report: Report;
  readonly channel: TicketChannel;
  /** null: a stranger's. */
  readonly proof: Proof | null;
  /** What is to be written with the ticket, in its transaction. */
  readonly alongside?: (tx: Tx, ticketId: string) => Promise<void>;
}

export interface OpenedTicket {
  readonly id: string;
  readonly number: string;
  /** Told once, here. */
  readonly secret: string;
  readonly state: TicketState;
  readonly respondBy: Date;
  readonly policy: PublishedPolicy;
  readonly assessment: ReportersAssessment;
  readonly suggestions: Suggestions;
}

/** A report with what is known when it comes in. */
interface Arrived extends TicketDraft {
  readonly policy: PublishedPolicy;
  readonly openedAt: Date;
  readonly respondBy: Date;
  readonly correlationId: string | null;
}

type Written = Omit<OpenedTicket, 'suggestions'>;

/** As many reports as one transaction takes; the last of them waits for the first. */
const MOST_TOGETHER = 50;
const LANES = 2;
const MOST_WAITING = 1_000;
/** What one of many waits for the others; nobody notices, and the database has a fraction of the work. */
const GATHER_MS = 10;

/**
 * Takes in reports as they are, complete or not, judges them by the policy in force and says at once what their reporters can count on.
 * Reports that come at the same time are written together (design.md, idea 1): a rush costs less for each of them.
 */
@Injectable()
export class OpenTicket {
  private readonly together: Together<Arrived, Written>;

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly book: PolicyBook,
    private readonly clock: ResponseClock,
    private readonly store: TicketStore,
    private readonly purchases: PurchaseStore,
    private readonly suggest: Suggest,
    private readonly outbox: Outbox,
    private readonly wanted: EvidenceStore,
    private readonly evidence: EvidenceBell,
  ) {
    this.together = new Together((arrived) => this.write(arrived), {
      most: MOST_TOGETHER,
      lanes: LANES,
      gatherMs: GATHER_MS,
      mostWaiting: MOST_WAITING,
      mayBeOnesOwn: isRefused,
    });
  }

  async run(draft: TicketDraft): Promise<OpenedTicket> {
    const policy = await this.book.of(draft.product);
    const openedAt = new Date();
    // Beside all the rest: it reads only, never fails and never takes long.
    const suggesting = this.suggest.forReporter(draft.product, draft.report);
    const respondBy = this.clock.firstDue(policy.policy, openedAt);
    const arrived = { ...draft, policy, openedAt, respondBy, correlationId: currentCorrelationId() ?? null };
    try {
      return { ...(await this.together.run(arrived)), suggestions: await suggesting };
    } catch (error) {
      if (error instanceof TooManyWaiting) throw tooManyReports();
      throw error;
    }
  }

  private async write(arrived: readonly Arrived[]): Promise<Written[]> {
    const [purchases, numbers] = await Promise.all([
      this.purchasesOf(arrived),
      this.store.nextNumbers(this.database, arrived.length),
    ]);
    const tickets = arrived.map((each, index) => drawUp(each, purchases.get(each) ?? null, numbers[index] ?? ''));
    await this.database.transaction(async (tx) => {
      await this.store.insert(
        tx,
        tickets.map(({ row }) => row),
      );
      await this.store.noteEach(tx, tickets.flatMap(eventsOf));
      await this.outbox.append(
        tx,
        tickets.map(({ row: { id, number, product, state }, arrived: { correlationId } }) => ({
          id: newId(),
          type: 'support.ticket-opened.v1',
          payload: { ticketId: id, number, product, state },
          correlationId,
        })),
      );
      for (const { row, arrived: each } of tickets) await each.alongside?.(tx, row.id);
      const named = tickets.filter(({ arrived: { report } }) => namesInstance(report)).map(({ row }) => row.id);
      if (named.length === 0) return;
      await this.wanted.wantFirst(tx, named, new Date());
      tx.afterCommit(() => this.evidence.ring());
    });
    return tickets.map(({ written }) => written);
  }

  private async purchasesOf(arrived: readonly Arrived[]): Promise<Map<Arrived, StoredPurchase>> {
    const wanted = arrived
      .map((each) => ({ each, product: each.product, key: referenceKey(each.report.purchaseReference ?? '') }))
      .filter(({ key }) => key !== '');
    const found = await this.purchases.byReference(this.database, wanted);
    return new Map(
      wanted.flatMap(({ each, product, key }) => {
        const purchase = found.find((one) => one.product === product && one.referenceKey === key);
        return purchase ? [[each, purchase] as const] : [];
      }),
    );
  }
}

/** What the database said no to, or a rule. A lost connection is no such thing: what it carried may be written, and must not be twice. */
function isRefused(error: unknown): boolean {
  return error instanceof DomainError || /^2[23]/.test((error as { code?: string } | null)?.code ?? '');
}

function tooManyReports(): DomainError {
  const message = 'More reports come in than can be taken right now. Send yours again in a few seconds.';
  return new DomainError('too-many', 'support.too-many-reports', message, { retryAfterSeconds: 5 });
}

/** The ticket as it is kept, and what its reporter is told of it. */
function drawUp(arrived: Arrived, purchase: StoredPurchase | null, number: string) {
  const { product, reporter, report, channel, proof, policy, openedAt, respondBy } = arrived;
  const assessment = assessReport({
    policy,
    report,
    purchase,
    reportedAt: openedAt.toISOString(),
    selfChecks: [],
  });
  const state: TicketState = assessment.coverage.state === 'needs-info' ? 'needs-info' : 'open';
  const id = newId();
  const secret = newSecret();
  const row = {
    id,
    number,
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
    channel,
    proof,
    dueAt: respondBy,
    pausedAt: clockRuns(state) ? null : openedAt,
    openedAt,
  };
  const told = forReporter(assessment, purchase !== null);
  const written: Written = { id, number, secret, state, respondBy, policy, assessment: told };
  return { arrived, row, written };
}

function eventsOf({ row }: ReturnType<typeof drawUp>): (TicketEvent & { ticketId: string })[] {
  const { id: ticketId, state, reporterName, assessment } = row;
  const assessed = { from: 'new', to: state, coverage: assessment.coverage };
  return [
    { ticketId, kind: 'opened', actorName: reporterName, detail: { state: 'new' } },
    { ticketId, kind: 'assessed', actorName: 'system', detail: assessed },
  ];
}
