import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Access } from './access.js';

const ACCESS = Symbol('access');

type WithAccess = Request & { [ACCESS]?: Access };

/** Called by the guard once the key is known. */
export function attachAccess(request: Request, access: Access): void {
  (request as WithAccess)[ACCESS] = access;
}

export function accessOf(request: Request): Access | undefined {
  return (request as WithAccess)[ACCESS];
}

/** `@CurrentAccess() access: Access` in a handler with `@Requires`. */
export const CurrentAccess = createParamDecorator((_data: unknown, context: ExecutionContext): Access => {
  const access = accessOf(context.switchToHttp().getRequest<Request>());
  if (!access) throw new Error('This route is public: there is no access to hand over.');
  return access;
});
