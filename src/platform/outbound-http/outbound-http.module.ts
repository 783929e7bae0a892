import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Logger } from '../logging/index.js';
import { OutboundHttp } from './outbound-http.js';
import { RedisQuotaStore } from './redis-quota.store.js';

/** With Redis the quota of a store is shared by all processes; without, by all work of this one. */
@Global()
@Module({
  providers: [{ provide: OutboundHttp, inject: [Config, Logger], useFactory: makeOutboundHttp }],
  exports: [OutboundHttp],
})
export class OutboundHttpModule implements OnApplicationShutdown {
  constructor(private readonly outbound: OutboundHttp) {}

  /** After the jobs have ended: they may need a last answer to finish. */
  async onApplicationShutdown(): Promise<void> {
    await this.outbound.close();
  }
}

function makeOutboundHttp({ redisUrl, outboundAllowHttp }: Config, log: Logger): OutboundHttp {
  return new OutboundHttp(log, {
    allowPlainHttp: outboundAllowHttp,
    quotaStore: redisUrl ? new RedisQuotaStore({ url: redisUrl, log }) : undefined,
  });
}
