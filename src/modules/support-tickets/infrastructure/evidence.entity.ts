import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Evidence } from '../domain/evidence.js';
import type { Assessment } from '../domain/report.js';
import { TicketRow } from './support.entity.js';

/** What the hub found out about a ticket by itself, each time it looked; never changed. The last one counts. */
@Entity({ schema: 'support', name: 'ticket_evidence' })
@Index('ix_ticket_evidence_ticket', ['ticketId', 'id'])
export class TicketEvidenceRow {
  @PrimaryColumn({ type: 'uuid', name: 'id', primaryKeyConstraintName: 'pk_ticket_evidence' })
  id!: string;

  @ForeignKey(() => TicketRow, { name: 'fk_ticket_evidence_ticket' })
  @Column({ type: 'uuid', name: 'ticket_id' })
  ticketId!: string;

  /** Of the ticket's report, as it was judged. */
  @Column({ type: 'integer', name: 'report_revision' })
  reportRevision!: number;

  @Column({ type: 'timestamptz', name: 'gathered_at', default: () => 'now()' })
  gatheredAt!: Date;

  @Column({ type: 'jsonb', name: 'instances' })
  instances!: Evidence['instances'];

  @Column({ type: 'jsonb', name: 'records' })
  records!: Evidence['records'];

  @Column({ type: 'jsonb', name: 'self_checks' })
  selfChecks!: Evidence['selfChecks'];

  /** What the rules make of the report together with this; the ticket's own assessment rests on the report alone. */
  @Column({ type: 'jsonb', name: 'assessment' })
  assessment!: Assessment;
}

/**
 * A ticket whose evidence is to be gathered (again); gone once it is. Apart from the ticket, whose many indexes would otherwise be
 * written anew with every step of the gathering.
 */
@Entity({ schema: 'support', name: 'evidence_wanted' })
@Index('ix_evidence_wanted_due', ['dueAt', 'ticketId'])
export class EvidenceWantedRow {
  @ForeignKey(() => TicketRow, { name: 'fk_evidence_wanted_ticket' })
  @PrimaryColumn({ type: 'uuid', name: 'ticket_id', primaryKeyConstraintName: 'pk_evidence_wanted' })
  ticketId!: string;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'integer', name: 'attempts', default: 0 })
  attempts!: number;
}
