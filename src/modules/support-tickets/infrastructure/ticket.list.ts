import { defineList } from '../../../platform/http/index.js';
import { TICKET_STATES, type TicketState } from '../domain/ticket-state.js';

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

export interface TicketLine {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly state: TicketState;
  readonly priority: (typeof PRIORITIES)[number];
  readonly subject: string;
  readonly reporterName: string;
  readonly reporterEmail: string;
  readonly assignedTo: string | null;
  /** What the rules made of it. */
  readonly coverage: string;
  /** null while the clock stands still, and when nothing is owed. */
  readonly dueAt: string | null;
  /** Whether our answer is late. */
  readonly isOverdue: boolean;
  readonly openedAt: string;
  readonly version: number;
}

const DUE = '(CASE WHEN t.paused_at IS NULL THEN t.due_at END)';

export const ticketList = defineList<TicketLine>({
  name: 'tickets',
  from: 'support.ticket t',
  columns: {
    id: 't.id',
    number: 't.number',
    product: 't.product',
    state: 't.state',
    priority: 't.priority',
    subject: 't.subject',
    reporterName: 't.reporter_name',
    reporterEmail: 't.reporter_email',
    assignedTo: 't.assigned_to',
    coverage: `t.assessment->'coverage'->>'state'`,
    dueAt: { instant: DUE },
    isOverdue: `coalesce(${DUE} < now(), false)`,
    openedAt: { instant: 't.opened_at' },
    version: 't.version',
  },
  filters: {
    id: { column: 't.id', type: 'uuid' },
    number: { column: 't.number', type: 'text' },
    product: { column: 't.product', type: 'text' },
    state: { column: 't.state', type: 'text', enum: TICKET_STATES },
    priority: { column: 't.priority', type: 'text', enum: PRIORITIES },
    assignedTo: { column: 't.assigned_to', type: 'text' },
    email: { column: 't.email_key', type: 'text', lowercase: true },
    isOverdue: { column: `coalesce(${DUE} < now(), false)`, type: 'boolean' },
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
