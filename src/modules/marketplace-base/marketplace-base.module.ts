import { Module } from '@nestjs/common';
import { RequestsFirstModule } from '../../platform/requests-first/index.js';
import { CancelWork } from './application/cancel-work.js';
import { ChangeInstance } from './application/change-instance.js';
import { ChangeScheduledAction } from './application/change-scheduled-action.js';
import { ConfirmInstance } from './application/confirm-instance.js';
import { CreateInstance } from './application/create-instance.js';
import { DeleteInstance } from './application/delete-instance.js';
import { EditConfiguration } from './application/edit-configuration.js';
import { EditLocation } from './application/edit-location.js';
import { EditPaymentMappings } from './application/edit-payment-mappings.js';
import { FetchJob } from './application/fetch-job.js';
import { FillIdentities } from './application/fill-identities.js';
import { ImportMasterData } from './application/import-master-data.js';
import { InstanceAccess } from './application/instance-access.js';
import { InstanceInsight } from './application/instance-insight.js';
import { registerConstraintErrors } from './application/instance-errors.js';
import { JobBells } from './application/job-bells.js';
import { JobLog } from './application/job-log.js';
import { LinkListingItems } from './application/link-listing-items.js';
import { MarketplaceFacade } from './application/marketplace.facade.js';
import { OfferedOperations } from './application/offered-operations.js';
import { ProcessJob } from './application/process-job.js';
import { ReadConfiguration } from './application/read-configuration.js';
import { ReadInstance } from './application/read-instance.js';
import { ReadJob } from './application/read-job.js';
import { ReferenceCheck } from './application/reference-check.js';
import { ConnectorRegistry, OperationRegistry } from './application/registries.js';
import { ReplaceCredentials } from './application/replace-credentials.js';
import { ResetInstance } from './application/reset-instance.js';
import { RetryLines } from './application/retry-lines.js';
import { RunScheduledAction } from './application/run-scheduled-action.js';
import { SecretMemory } from './application/secret-memory.js';
import { SelfCheck } from './application/self-check.js';
import { StartOperation } from './application/start-operation.js';
import { TestConnection } from './application/test-connection.js';
import { ConnectorsController } from './http/connectors.controller.js';
import { FailedLinesController } from './http/failed-lines.controller.js';
import { GatewaysController } from './http/gateways.controller.js';
import { InstancesController } from './http/instances.controller.js';
import { JobsController } from './http/jobs.controller.js';
import { ListingsController } from './http/listings.controller.js';
import { LogEntriesController } from './http/log-entries.controller.js';
import { MasterDataController } from './http/master-data.controller.js';
import { OperationsController } from './http/operations.controller.js';
import { PaymentMappingsController } from './http/payment-mappings.controller.js';
import { ScheduledActionsController } from './http/scheduled-actions.controller.js';
import { StatusMappingsController } from './http/status-mappings.controller.js';
import { WorkflowsController } from './http/workflows.controller.js';
import { ConfigurationRepository } from './infrastructure/configuration.repository.js';
import { FailureRepository } from './infrastructure/failure.repository.js';
import { HistoryRepository } from './infrastructure/history.repository.js';
import { InsightRepository } from './infrastructure/insight.repository.js';
import { InstanceRepository } from './infrastructure/instance.repository.js';
import { JobActionsRepository } from './infrastructure/job-actions.repository.js';
import { JobRepository } from './infrastructure/job.repository.js';
import { LineRepository } from './infrastructure/line.repository.js';
import { ListingRepository } from './infrastructure/listing.repository.js';
import { MasterDataRepository } from './infrastructure/master-data.repository.js';
import { OrderRulesRepository } from './infrastructure/order-rules.repository.js';
import { ScheduledActionRepository } from './infrastructure/scheduled-action.repository.js';
import { SyncCursorRepository } from './infrastructure/sync-cursor.repository.js';
import { QueueJobs } from './jobs/queue-jobs.js';
import { ScheduledActions } from './jobs/scheduled-actions.js';

/** Needs providers of `CompanyDirectory` and `RecordDirectory` from a module that sees companies, warehouses and records. */
@Module({
  imports: [RequestsFirstModule],
  controllers: [
    InstancesController,
    OperationsController,
    JobsController,
    WorkflowsController,
    ConnectorsController,
    FailedLinesController,
    GatewaysController,
    ListingsController,
    LogEntriesController,
    MasterDataController,
    PaymentMappingsController,
    ScheduledActionsController,
    StatusMappingsController,
  ],
  providers: [
    ConnectorRegistry,
    OperationRegistry,
    SecretMemory,
    InstanceAccess,
    MarketplaceFacade,
    CreateInstance,
    ChangeInstance,
    ReplaceCredentials,
    DeleteInstance,
    ReadInstance,
    TestConnection,
    SelfCheck,
    InstanceInsight,
    FillIdentities,
    ImportMasterData,
    ConfirmInstance,
    ResetInstance,
    ReferenceCheck,
    EditConfiguration,
    EditPaymentMappings,
    ReadConfiguration,
    EditLocation,
    LinkListingItems,
    ChangeScheduledAction,
    RunScheduledAction,
    OfferedOperations,
    StartOperation,
    ReadJob,
    RetryLines,
    CancelWork,
    JobBells,
    JobLog,
    FetchJob,
    ProcessJob,
    QueueJobs,
    ScheduledActions,
    ConfigurationRepository,
    FailureRepository,
    HistoryRepository,
    InsightRepository,
    InstanceRepository,
    JobActionsRepository,
    JobRepository,
    LineRepository,
    ListingRepository,
    MasterDataRepository,
    OrderRulesRepository,
    ScheduledActionRepository,
    SyncCursorRepository,
  ],
  exports: [ConnectorRegistry, OperationRegistry, InstanceAccess, InstanceInsight, MarketplaceFacade],
})
export class MarketplaceBaseModule {}

registerConstraintErrors();
