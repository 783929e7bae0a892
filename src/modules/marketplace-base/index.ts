export { MarketplaceBaseModule } from './marketplace-base.module.js';
export { ConnectorRegistry, OperationRegistry } from './application/registries.js';
export { InstanceAccess, type InstanceProfile } from './application/instance-access.js';
export { InstanceInsight, type FoundInstance, type Inspected } from './application/instance-insight.js';
export { CompanyDirectory, type HomeOfInstance } from './application/company-directory.js';
export { RecordDirectory, type ReferenceKind } from './application/record-directory.js';
export { MarketplaceFacade, type GatewayDraft, type ListingDraft } from './application/marketplace.facade.js';
export type {
  BatchResult,
  FetchedPage,
  HeldLine,
  JobRef,
  LineError,
  LineOutcome,
  LogDraft,
  Operation,
  OperationSession,
} from './application/operation.js';
export type { InstanceSettings } from './domain/instance-settings.js';
