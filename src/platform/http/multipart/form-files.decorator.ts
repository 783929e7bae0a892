import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { filesOf } from './form.interceptor.js';
import type { ReceivedFile } from './received-file.js';

/** `@FormFiles() files: readonly ReceivedFile[]` in a handler that accepts forms; empty when the body is none. */
export const FormFiles = createParamDecorator((_data: unknown, context: ExecutionContext): readonly ReceivedFile[] =>
  filesOf(context.switchToHttp().getRequest<Request>()),
);
