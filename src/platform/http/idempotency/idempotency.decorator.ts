import { SetMetadata } from '@nestjs/common';

export const IDEMPOTENCY = 'idempotency';

/**
 * Every POST honours `Idempotency-Key`. Two exceptions:
 * - 'answer-not-kept': the answer holds a secret; the same key again is refused with 409 instead of answered again
 * - 'ignored': the route changes nothing, so there is nothing to protect
 */
export type IdempotencyMode = 'kept' | 'answer-not-kept' | 'ignored';

export const Idempotency = (mode: Exclude<IdempotencyMode, 'kept'>): MethodDecorator & ClassDecorator =>
  SetMetadata(IDEMPOTENCY, mode);
