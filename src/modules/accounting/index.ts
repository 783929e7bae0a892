export { AccountingModule } from './accounting.module.js';
export { AccountingFacade } from './application/accounting.facade.js';
export type { FirstCompany } from './application/bootstrap.js';
export type { DocumentBatch, PostedBatch } from './application/post-documents.js';
