import { defineList } from '../../../platform/http/index.js';
import { PRIORITIES, type Priority } from '../domain/ticket.js';
import { TICKET_STATES, type TicketState } from '../domain/ticket-state.js';

export interface TicketLine {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly state: TicketState;
  readonly priority: Priority;
  readonly subject: string;
  readonly reporterName: string;
  readonly reporterEmail: string;
  readonly assignedTo: string | null;
  /** What counts now: a person's word, else what the rules make of the report with what was found out, else of the report alone. */
  readonly coverage: string;
  /** null while the clock stands still, and when nothing is owed. */
  readonly dueAt: string | null;
  /** Whether our answer is late. */
  readonly isOverdue: boolean;
  readonly openedAt: string;
  readonly version: number;
}

const DUE = '(CASE WHEN t.paused_at IS NULL THEN t.due_at END)';
/** As a condition it reads the index of what is due. */
const IS_OVERDUE = '(t.due_at IS NOT NULL AND t.paused_at IS NULL AND t.due_at < now())';

/** As `standingAssessment` has it, after a person's word. */
const COVERAGE = `coalesce(
  (SELECT d.coverage FROM support.ticket_decision d WHERE d.ticket_id = t.id ORDER BY d.id DESC LIMIT 1),
  (SELECT e.assessment->'coverage'->>'state' FROM support.ticket_evidence e
   WHERE e.ticket_id = t.id AND e.report_revision = t.report_revision ORDER BY e.id DESC LIMIT 1),
  t.assessment->'coverage'->>'state')`;

const COLUMNS = {
  id: 't.id',
  number: 't.number',
  product: 't.product',
  state: 't.state',
  priority: 't.priority',
  subject: 't.subject',
  reporterName: 't.reporter_name',
  reporterEmail: 't.reporter_email',
  assignedTo: 't.assigned_to',
  coverage: COVERAGE,
  dueAt: { instant: DUE },
  isOverdue: IS_OVERDUE,
  openedAt: { instant: 't.opened_at' },
  version: 't.version',
} as const;

const FILTERS = {
  product: { column: 't.product', type: 'text' },
  priority: { column: 't.priority', type: 'text', enum: PRIORITIES },
  assignedTo: { column: 't.assigned_to', type: 'text' },
  isOverdue: { column: IS_OVERDUE, type: 'boolean' },
} as const;

export const ticketList = defineList<TicketLine>({
  name: 'tickets',
  from: 'support.ticket t',
  columns: COLUMNS,
  filters: {
    ...FILTERS,
    id: { column: 't.id', type: 'uuid' },
    number: { column: 't.number', type: 'text' },
    state: { column: 't.state', type: 'text', enum: TICKET_STATES },
    email: { column: 't.email_key', type: 'text', lowercase: true },
    openedAt: { column: 't.opened_at', type: 'instant', range: true },
  },
  sorts: {
    openedAt: { column: 't.opened_at', type: 'instant' },
  },
  defaultSort: '-openedAt',
  tieBreak: 't.id',
  // Reports come from strangers and name any store, so only keys that are not limited to instances read them at all.
  instanceColumn: null,
});

/** Tickets that wait for an answer of ours (D12), the one that is due first in front. */
export const dueTicketList = defineList<TicketLine>({
  name: 'due tickets',
  from: 'support.ticket t',
  where: 't.due_at IS NOT NULL AND t.paused_at IS NULL',
  columns: COLUMNS,
  filters: { ...FILTERS, dueAt: { column: 't.due_at', type: 'instant', range: true } },
  sorts: {
    dueAt: { column: 't.due_at', type: 'instant' },
  },
  defaultSort: 'dueAt',
  tieBreak: 't.id',
  instanceColumn: null,
});
