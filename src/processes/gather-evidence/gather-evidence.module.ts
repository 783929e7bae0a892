import { Module } from '@nestjs/common';
import { InventoryModule } from '../../modules/inventory/index.js';
import { MarketplaceBaseModule } from '../../modules/marketplace-base/index.js';
import { SalesModule } from '../../modules/sales/index.js';
import { SupportTicketsModule } from '../../modules/support-tickets/index.js';
import { FindRecords } from './application/find-records.js';
import { GatherEvidence } from './application/gather-evidence.js';
import { EvidenceBells } from './jobs/evidence-bells.js';

/** What a report of a problem names, looked up by the hub itself: its stores, their orders and deliveries. */
@Module({
  imports: [InventoryModule, MarketplaceBaseModule, SalesModule, SupportTicketsModule],
  providers: [FindRecords, GatherEvidence, EvidenceBells],
})
export class GatherEvidenceModule {}
