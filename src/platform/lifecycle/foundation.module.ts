import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '../config/index.js';
import { DatabaseModule } from '../database/index.js';
import { HealthModule } from '../health/index.js';
import { LoggingModule } from '../logging/index.js';
import { RequestsFirstModule } from '../requests-first/index.js';
import { SecretsModule } from '../secrets/index.js';
import type { HubContext } from './hub-context.js';

/** The parts of the platform that every process has, all global: Config, Logger, Sealer, Database, Metrics, Readiness. */
@Module({})
export class FoundationModule {
  static with({ config, logger, databaseUrl, secretKeys }: HubContext): DynamicModule {
    return {
      module: FoundationModule,
      imports: [
        ConfigModule.with(config),
        LoggingModule.with(logger),
        SecretsModule.with(secretKeys),
        DatabaseModule.connect({ url: databaseUrl, poolSize: config.databasePoolSize }),
        HealthModule,
        RequestsFirstModule,
      ],
    };
  }
}
