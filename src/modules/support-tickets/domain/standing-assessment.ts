import type { Assessment } from './report.js';

/** Something that was judged, and which revision of the ticket's report it was judged with. */
export interface Judged {
  readonly assessment: Assessment;
  readonly reportRevision: number;
}

/**
 * Which assessment of a ticket counts by the rules: the one with what the hub found out, as long as the report is still the one it was
 * judged with; else the ticket's own, which rests on the report alone.
 */
export function standingAssessment(ticket: Judged, evidence: Judged | null): Assessment {
  return isOfThisReport(ticket, evidence) ? evidence.assessment : ticket.assessment;
}

export function isOfThisReport(ticket: Judged, evidence: Judged | null): evidence is Judged {
  return evidence?.reportRevision === ticket.reportRevision;
}
