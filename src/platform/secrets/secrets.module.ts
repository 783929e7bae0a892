import { type DynamicModule, Module } from '@nestjs/common';
import { Sealer } from './sealer.js';
import type { SecretKey } from './secret-key.js';

@Module({})
export class SecretsModule {
  static with(keys: readonly SecretKey[]): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [{ provide: Sealer, useFactory: () => new Sealer(keys) }],
      exports: [Sealer],
    };
  }
}
