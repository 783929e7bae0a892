import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { accessOf } from '../access/current-access.decorator.js';
import { FORM_CONTENT } from '../content/accepts.decorator.js';
import { hasBody } from '../content/has-body.js';
import { formBody } from './form-body.js';
import { FORM_LIMITS } from './limits.js';
import { receiveForm } from './receive-form.js';
import type { ReceivedFile } from './received-file.js';
import { ScratchFolder } from './scratch-folder.js';
import { UploadSlots } from './upload-slots.js';

const FILES = Symbol('files');

type WithFiles = Request & { [FILES]?: readonly ReceivedFile[] };

/** Of a form; none of any other body. */
export function filesOf(request: Request): readonly ReceivedFile[] {
  return (request as WithFiles)[FILES] ?? [];
}

/**
 * Reads a form (`@Accepts('multipart/form-data')`) before anything looks at the body, and after the guards, so that whoever they hold
 * off costs nothing. Its files are gone from the scratch folder before the answer leaves.
 */
@Injectable()
export class FormInterceptor implements NestInterceptor {
  private readonly slots = new UploadSlots(FORM_LIMITS.atOnce, FORM_LIMITS.atOnceOfOne, FORM_LIMITS.atOnceWithKey);

  constructor(private readonly scratch: ScratchFolder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (!hasBody(request) || !request.is(FORM_CONTENT)) return next.handle();
    return from(this.receive(request, context, next));
  }

  private async receive(request: Request, context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const caller = accessOf(request)?.actor;
    const giveBack = this.slots.take(request.ip ?? '', caller ? (caller.id ?? caller.name) : null);
    let folder: string | null = null;
    try {
      folder = await this.scratch.make();
      const { fields, files } = await receiveForm(request, folder);
      request.body = formBody(fields, bodyClassOf(context));
      (request as WithFiles)[FILES] = files;
      return await lastValueFrom(next.handle(), { defaultValue: undefined });
    } finally {
      if (folder !== null) await this.scratch.remove(folder);
      giveBack();
    }
  }
}

/** The class of the handler's `@Body()`. */
function bodyClassOf(context: ExecutionContext): Type | null {
  const [controller, handler] = [context.getClass(), context.getHandler()];
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) ?? {}) as object;
  const body = Object.keys(parameters).find((key) => Number(key.split(':')[0]) === RouteParamtypes.BODY);
  if (body === undefined) return null;
  const types = Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler.name) as Type[];
  return types[Number(body.split(':')[1])] ?? null;
}
