import { Global, Module } from '@nestjs/common';
import { PlatformChecks } from './checks.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [Metrics, Readiness, PlatformChecks],
  exports: [Metrics, Readiness],
})
export class HealthModule {
  constructor(metrics: Metrics) {
    metrics.measureProcess();
  }
}
