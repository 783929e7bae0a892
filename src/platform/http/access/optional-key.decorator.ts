import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Access } from './access.js';
import { accessOf } from './current-access.decorator.js';

export const OPTIONAL_KEY = 'optional-key';

/** Beside `@Public()`: nobody needs a key, but one that is sent is checked, and a wrong one refused. */
export const OptionalKey = (): MethodDecorator & ClassDecorator => SetMetadata(OPTIONAL_KEY, true);

/** `@OptionalAccess() access: Access | null` in a handler with `@OptionalKey()`; null: no key was sent. */
export const OptionalAccess = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Access | null =>
    accessOf(context.switchToHttp().getRequest<Request>()) ?? null,
);
