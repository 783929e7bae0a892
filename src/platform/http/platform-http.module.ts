import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ContentGuard } from './content/content.guard.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencySweeper } from './idempotency/idempotency-sweeper.js';
import { IdempotencyStore } from './idempotency/infrastructure/idempotency.store.js';
import { FormInterceptor } from './multipart/form.interceptor.js';
import { ScratchFolder } from './multipart/scratch-folder.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { RouteCheck } from './routes/route-check.js';
import { RouteTable } from './routes/route-table.js';
import { MalformedRequestInterceptor } from './validation/malformed-request.interceptor.js';
import { RequestPipe } from './validation/request.pipe.js';

/** The REST frame: validation, problems, idempotency and the check that no route is open by accident. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    RouteTable,
    RouteCheck,
    IdempotencyStore,
    IdempotencySweeper,
    ScratchFolder,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: ContentGuard },
    // In this order: a form is read like any other body, and what cannot be stored is refused before it is hashed.
    { provide: APP_INTERCEPTOR, useClass: FormInterceptor },
    { provide: APP_INTERCEPTOR, useClass: MalformedRequestInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useClass: RequestPipe },
  ],
  exports: [RouteTable, ScratchFolder],
})
export class PlatformHttpModule {}
