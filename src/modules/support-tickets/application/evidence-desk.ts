import { Inject, Injectable } from '@nestjs/common';
import { giveWay } from '../../../platform/async/index.js';
import { Database, type Tx } from '../../../platform/database/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { mentionedNumbers, namedInstances, type Evidence } from '../domain/evidence.js';
import { HUB_NAME } from '../domain/evidence-words.js';
import { judgeEvidence, type JudgedEvidence } from '../domain/judge-evidence.js';
import type { TicketLink } from '../domain/ticket-link.js';
import { EvidenceStore } from '../infrastructure/evidence.store.js';
import { PurchaseStore } from '../infrastructure/purchase.store.js';
import { TicketStore, type StoredTicket } from '../infrastructure/ticket.store.js';
import { EvidenceBell } from './evidence-bell.js';
import { PolicyBook } from './policy-book.js';
import { TicketSteps } from './ticket-steps.js';

const MOST_ATTEMPTS = 5;
/** Longer than gathering ever takes; each further attempt waits as long again. */
const SECONDS_PER_ATTEMPT = 60;

/** A ticket that waits for evidence, and what its report says to look for. */
export interface EvidenceWanted {
  readonly ticketId: string;
  /** To be handed back with what was found. */
  readonly claim: string;
  /** Key of the connector whose instances the report is about; null: none of ours. */
  readonly connector: string | null;
  /** What the report calls its store or account. */
  readonly names: readonly string[];
  /** Numbers in it that may be of orders or deliveries. */
  readonly references: readonly string[];
}

export interface GatheredEvidence extends Pick<EvidenceWanted, 'ticketId' | 'claim'> {
  readonly evidence: Evidence;
}

/** The door for whoever gathers evidence: says for which tickets, and takes what was found. Takes lists. */
@Injectable()
export class EvidenceDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: EvidenceStore,
    private readonly tickets: TicketStore,
    private readonly purchases: PurchaseStore,
    private readonly book: PolicyBook,
    private readonly steps: TicketSteps,
    private readonly bell: EvidenceBell,
    private readonly outbox: Outbox,
    private readonly logger: Logger,
  ) {}

  /** Tickets whose time has come. Whoever takes one has a minute before it is due again; the sixth time it is given up. */
  async claim(limit: number): Promise<EvidenceWanted[]> {
    return this.database.transaction(async (tx) => {
      const taken = await this.store.take(tx, limit, SECONDS_PER_ATTEMPT);
      const hopeless = taken.filter(({ attempt }) => attempt > MOST_ATTEMPTS).map(({ id }) => id);
      if (hopeless.length > 0) {
        await this.store.settle(tx, hopeless);
        const event = { kind: 'evidence-given-up', actorName: HUB_NAME, detail: { attempts: MOST_ATTEMPTS } };
        await this.tickets.noteEach(
          tx,
          hopeless.map((ticketId) => ({ ticketId, ...event })),
        );
      }
      return taken
        .filter(({ attempt }) => attempt <= MOST_ATTEMPTS)
        .map(({ id, attempt, dueAt, connector, report }) => ({
          ticketId: id,
          claim: claimOf(attempt, dueAt),
          connector,
          names: namedInstances(report),
          references: mentionedNumbers(report),
        }));
    });
  }

  /**
   * Keeps what was found with its tickets, judges them again and tells who may know. Evidence for a ticket that was taken again
   * meanwhile is dropped. When one ticket does not take its evidence, the others do all the same, and that one is due again.
   */
  async attach(gathered: readonly GatheredEvidence[]): Promise<void> {
    if (gathered.length === 0) return;
    try {
      await this.database.transaction((tx) => this.attachAll(tx, gathered));
    } catch (error) {
      if (gathered.length > 1) {
        for (const one of gathered) await this.attach([one]);
        return;
      }
      this.logger.warn('evidence not attached: tried again', { ticketId: gathered[0]?.ticketId, error });
    }
  }

  /** Looks again, now. */
  async gatherAgain(ticketId: string, actorName: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.tickets.lock(tx, ticketId);
      await this.store.want(tx, ticketId);
      await this.tickets.note(tx, ticketId, [{ kind: 'evidence-asked-for', actorName, detail: {} }]);
      tx.afterCommit(() => this.bell.ring());
    });
  }

  private async attachAll(tx: Tx, gathered: readonly GatheredEvidence[]): Promise<void> {
    const locked = await this.tickets.lockAll(
      tx,
      gathered.map(({ ticketId }) => ticketId),
    );
    const waiting = await this.store.waiting(
      tx,
      gathered.map(({ ticketId }) => ticketId),
    );
    const current = gathered.flatMap(({ ticketId, claim, evidence }, index) => {
      const [ticket, taken] = [locked[index], waiting.get(ticketId)];
      if (!ticket || !taken || claimOf(taken.attempt, taken.dueAt) !== claim) return [];
      return [{ ticket, evidence }];
    });
    if (current.length === 0) return;
    const ids = current.map(({ ticket }) => ticket.id);
    const purchases = await this.purchases.byId(
      tx,
      current.flatMap(({ ticket }) => ticket.purchaseId ?? []),
    );
    const before = await this.store.latest(tx, ids);
    const decided = await this.store.decided(tx, ids);
    const gatheredAt = new Date();
    const judged = [];
    for (const { ticket, evidence } of current) {
      await giveWay();
      const verdict = judgeEvidence({
        evidence,
        gatheredAt,
        policy: await this.book.version(ticket.product, ticket.policyVersion),
        report: ticket.report,
        purchase: (ticket.purchaseId === null ? undefined : purchases.get(ticket.purchaseId)) ?? null,
        reportedAt: ticket.openedAt.toISOString(),
        before: before.get(ticket.id) ?? null,
        proof: ticket.proof,
        state: ticket.state,
        isInHands: ticket.firstAnswerAt !== null || ticket.mergedIntoId !== null || decided.has(ticket.id),
      });
      judged.push({ ticket, evidence, verdict });
    }
    await this.store.settle(tx, ids);
    await this.store.insert(
      tx,
      judged.map(({ ticket, evidence, verdict }) => ({
        id: newId(),
        ticketId: ticket.id,
        reportRevision: ticket.reportRevision,
        gatheredAt,
        ...evidence,
        assessment: verdict.assessment,
      })),
    );
    await this.tickets.noteEach(
      tx,
      judged.map(({ ticket, evidence }) => ({ ticketId: ticket.id, ...gatheredEvent(evidence) })),
    );
    const links = judged.flatMap(({ ticket, evidence }) =>
      linksOf(evidence).map((link) => ({ ticketId: ticket.id, addedBy: HUB_NAME, ...link })),
    );
    if (links.length > 0) await this.tickets.link(tx, links);
    for (const { ticket, verdict } of judged) await this.tell(tx, ticket, verdict);
  }

  /**
   * The hub's own word keeps the promise of an answer (D12) neither way: the clock stands while the reporter is to act, and what was
   * left of it runs on when he writes.
   */
  private async tell(tx: Tx, ticket: StoredTicket, { note, answer }: JudgedEvidence): Promise<void> {
    const say = (id: string, body: string, isInternal: boolean) =>
      this.tickets.say(tx, {
        id,
        ticketId: ticket.id,
        author: 'staff',
        authorName: HUB_NAME,
        body,
        isInternal,
        isAutomatic: true,
      });
    if (answer !== null) {
      const messageId = newId();
      await say(messageId, answer, false);
      await this.steps.take(tx, ticket, { to: 'waiting-on-customer', actorName: HUB_NAME, word: null });
      await this.outbox.append(tx, [
        {
          id: newId(),
          type: 'support.ticket-answered.v1',
          payload: { ticketId: ticket.id, number: ticket.number, messageId, author: 'staff' },
        },
      ]);
    }
    if (note !== null) await say(newId(), note, true);
  }
}

function claimOf(attempt: number, dueAt: Date): string {
  return `${attempt} ${dueAt.toISOString()}`;
}

function gatheredEvent({ instances, records, selfChecks }: Evidence) {
  const failed = [...new Set(selfChecks.filter(({ result }) => result === 'failed').map(({ key }) => key))];
  const detail = { instances: instances.length, records: records.length, failed };
  return { kind: 'evidence-gathered', actorName: HUB_NAME, detail };
}

function linksOf({ instances, records }: Evidence): TicketLink[] {
  return [
    ...instances.map(({ id, name }) => ({ kind: 'instance', recordId: id, label: name }) as const),
    ...records.map(({ kind, id, label }) => ({ kind, recordId: id, label })),
  ];
}
