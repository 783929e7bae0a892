import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Config, type ConfigValues } from '../../platform/config/index.js';
import { OutboundHttp } from '../../platform/outbound-http/index.js';
import { ConnectorRegistry, MarketplaceBaseModule } from '../marketplace-base/index.js';
import { BigCommerceModule } from './bigcommerce.module.js';
import { impatientHttp } from './testing/stub-connector.js';

@Global()
@Module({
  providers: [
    { provide: Config, useValue: new Config({ outboundAllowHttp: false } as ConfigValues) },
    { provide: OutboundHttp, useFactory: impatientHttp },
  ],
  exports: [Config, OutboundHttp],
})
class PlatformModule {}

@Module({ providers: [ConnectorRegistry], exports: [ConnectorRegistry] })
class RegistryModule {}

describe('BigCommerceModule', () => {
  it('registers its connector at the start, and a second one of the same name stops it', async () => {
    const app = await Test.createTestingModule({ imports: [PlatformModule, BigCommerceModule] })
      .overrideModule(MarketplaceBaseModule)
      .useModule(RegistryModule)
      .compile();
    await app.init();
    const registry = app.get(ConnectorRegistry);
    expect(registry.get('bigcommerce').label).toBe('BigCommerce');
    expect(() => app.get(BigCommerceModule).onModuleInit()).toThrow('Two connectors are called bigcommerce');
    await app.get(OutboundHttp).close();
    await app.close();
  });
});
