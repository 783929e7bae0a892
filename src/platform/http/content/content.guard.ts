import { type CanActivate, type ExecutionContext, Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ACCEPTS, type AcceptedContent, JSON_CONTENT, UNPARSED_CONTENT } from './accepts.decorator.js';
import { hasBody } from './has-body.js';

const WORDS: Readonly<Record<AcceptedContent, string>> = {
  'application/json': 'JSON with the header Content-Type: application/json',
  'multipart/form-data': 'a form as multipart/form-data',
  'message/rfc822': 'a mail as message/rfc822',
};

/** A body of a kind that the handler does not take (`@Accepts`) is refused before anything of it is read. */
@Injectable()
export class ContentGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!hasBody(request)) return true;
    const accepted = this.reflector.get<readonly AcceptedContent[] | undefined>(ACCEPTS, context.getHandler());
    if ((accepted ?? [JSON_CONTENT]).includes(contentOf(request))) return true;
    throw new UnsupportedMediaTypeException(unsupported(accepted));
  }
}

/** What got past the door is either one of these or JSON. */
function contentOf(request: Request): AcceptedContent {
  const found = request.is([...UNPARSED_CONTENT]);
  return UNPARSED_CONTENT.find((content) => content === found) ?? JSON_CONTENT;
}

export function unsupported(accepted: readonly AcceptedContent[] = [JSON_CONTENT]): string {
  return `Send ${accepted.map((content) => WORDS[content]).join(', or ')}.`;
}
