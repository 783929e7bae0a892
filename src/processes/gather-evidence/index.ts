export { GatherEvidenceModule } from './gather-evidence.module.js';
