import { Module } from '@nestjs/common';
import { BackgroundTurns } from './background-turns.js';
import { RequestRush } from './request-rush.js';

/** Requests come before work that nobody waits for. */
@Module({
  providers: [RequestRush, BackgroundTurns],
  exports: [RequestRush, BackgroundTurns],
})
export class RequestsFirstModule {}
