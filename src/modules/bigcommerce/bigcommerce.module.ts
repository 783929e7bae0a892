import { Module, type OnModuleInit } from '@nestjs/common';
import { ConnectorRegistry, MarketplaceBaseModule } from '../marketplace-base/index.js';
import { BigCommerceConnector } from './application/bigcommerce.connector.js';
import { BigCommerceClient } from './infrastructure/bigcommerce.client.js';
import { ConnectionProbe } from './infrastructure/connection-probe.js';
import { MasterDataReader } from './infrastructure/master-data-reader.js';
import { OrderReader } from './infrastructure/order-reader.js';
import { ProductReader } from './infrastructure/product-reader.js';

@Module({
  imports: [MarketplaceBaseModule],
  providers: [BigCommerceClient, ConnectionProbe, MasterDataReader, OrderReader, ProductReader, BigCommerceConnector],
})
export class BigCommerceModule implements OnModuleInit {
  constructor(
    private readonly registry: ConnectorRegistry,
    private readonly connector: BigCommerceConnector,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.connector);
  }
}
