import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/index.js';
import type { Assessment, Report } from '../domain/report.js';
import type { Evidence } from '../domain/evidence.js';
import { ticketNotFound } from '../domain/ticket-errors.js';
import type { TicketLink } from '../domain/ticket-link.js';
import type { TicketState } from '../domain/ticket-state.js';
import { AttachmentStore } from '../infrastructure/attachment.store.js';
import { isOfThisReport } from '../domain/standing-assessment.js';
import { EvidenceStore, type StoredEvidence } from '../infrastructure/evidence.store.js';
import { TicketStore } from '../infrastructure/ticket.store.js';

import { lineOf, type AttachmentLine } from './read-attachment.js';

/** A ticket as staff sees it: all of it but its secret. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly policyVersion: number;
  readonly state: TicketState;
  readonly priority: string;
  readonly assignedTo: string | null;
  readonly subject: string;
  readonly reporterName: string;
  readonly reporterEmail: string;
  readonly report: Report;
  readonly assessment: Assessment;
  /** What the hub found out by itself when it looked last, and what the rules make of the report with it; null: it has not. */
  readonly evidence:
    | (Evidence & {
        readonly assessment: Assessment;
        readonly gatheredAt: string;
        /** false: the report was changed since, so that the assessment of this counts no more. */
        readonly isOfThisReport: boolean;
      })
    | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly pausedAt: string | null;
  readonly firstAnswerAt: string | null;
  readonly resolvedAt: string | null;
  readonly version: number;
  /** Number of the ticket that goes on in place of this duplicate. */
  readonly mergedInto: string | null;
  /** Tickets that go on in this one; their messages stand among its own. */
  readonly duplicates: readonly { id: string; number: string }[];
  /** What people made of it, the last first: that one counts before the assessment. */
  readonly decisions: readonly {
    coverage: string;
    exclusion: string | null;
    suggestedTrack: string | null;
    sentence: string;
    sentenceNumber: string;
    confirmsRules: boolean;
    reason: string;
    decidedBy: string;
    decidedAt: string;
  }[];
  readonly links: readonly (TicketLink & { id: string; addedBy: string; createdAt: string })[];
  readonly messages: readonly {
    id: string;
    ticketId: string;
    author: 'reporter' | 'staff';
    authorName: string;
    body: string;
    isInternal: boolean;
    isAutomatic: boolean;
    /** It came by e-mail. Whoever holds the secret of a form's ticket does not see it: quote nothing of it. */
    isByMail: boolean;
    at: string;
  }[];
  /** Its own and those of its duplicates; messageId null: it came with the report. */
  readonly attachments: readonly (AttachmentLine & {
    ticketId: string;
    messageId: string | null;
    contentType: string;
    isInternal: boolean;
    isByMail: boolean;
  })[];
  readonly history: readonly {
    kind: string;
    actorName: string;
    detail: Readonly<Record<string, unknown>>;
    at: string;
  }[];
}

@Injectable()
export class ReadTicket {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly evidence: EvidenceStore,
    private readonly files: AttachmentStore,
  ) {}

  async run(id: string): Promise<TicketView> {
    const ticket = await this.store.byId(this.database, id);
    if (!ticket) throw ticketNotFound(id);
    const duplicates = await this.store.duplicates(this.database, id);
    const messages = await this.store.messages(this.database, [id, ...duplicates.map((duplicate) => duplicate.id)]);
    const attachments = await this.files.ofTickets(this.database, [id, ...duplicates.map((duplicate) => duplicate.id)]);
    const decisions = await this.store.decisions(this.database, id);
    const links = await this.store.links(this.database, id);
    const found = (await this.evidence.latest(this.database, [id])).get(id);
    const history = await this.store.events(this.database, id);
    const { secretHash: _, purchaseId: __, emailKey: ___, reportRevision: ____, ...rest } = ticket;
    return {
      ...rest,
      evidence: found ? { isOfThisReport: isOfThisReport(ticket, found), ...evidenceView(found) } : null,
      openedAt: ticket.openedAt.toISOString(),
      dueAt: ticket.dueAt?.toISOString() ?? null,
      pausedAt: ticket.pausedAt?.toISOString() ?? null,
      firstAnswerAt: ticket.firstAnswerAt?.toISOString() ?? null,
      resolvedAt: ticket.resolvedAt?.toISOString() ?? null,
      duplicates,
      decisions: decisions.map(({ id: _id, state: _state, decidedAt, ...decision }) => ({
        ...decision,
        decidedAt: decidedAt.toISOString(),
      })),
      links: links.map((link) => ({ ...link, createdAt: link.createdAt.toISOString() })),
      messages: messages.map((message) => ({ ...message, at: message.at.toISOString() })),
      attachments: attachments.map((file) => ({
        ...lineOf(file),
        ticketId: file.ticketId,
        messageId: file.messageId,
        contentType: file.contentType,
        isByMail: file.isByMail,
        isInternal: file.isInternal,
      })),
      history: history.map((event) => ({ ...event, at: event.at.toISOString() })),
    };
  }
}

function evidenceView({ instances, records, selfChecks, assessment, gatheredAt }: StoredEvidence) {
  return { gatheredAt: gatheredAt.toISOString(), instances, records, selfChecks, assessment };
}
