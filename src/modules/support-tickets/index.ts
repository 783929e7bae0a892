export { EvidenceDesk, type EvidenceWanted, type GatheredEvidence } from './application/evidence-desk.js';
export { EVIDENCE_LANES, EvidenceBell, GATHER_EVIDENCE } from './application/evidence-bell.js';
export type { Evidence, EvidenceCheck, EvidenceRecord } from './domain/evidence.js';
export { LinkTargets, type LabelsOf } from './application/link-targets.js';
export { SupportTicketsModule } from './support-tickets.module.js';
