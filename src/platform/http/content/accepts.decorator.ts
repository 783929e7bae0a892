import { SetMetadata } from '@nestjs/common';

export const ACCEPTS = 'accepts';

export const JSON_CONTENT = 'application/json';
export const FORM_CONTENT = 'multipart/form-data';
const MAIL_CONTENT = 'message/rfc822';

/** What is left unparsed for handlers that ask for it; everything else but JSON is refused before it reaches any. */
export const UNPARSED_CONTENT = [FORM_CONTENT, MAIL_CONTENT] as const;

export type AcceptedContent = typeof JSON_CONTENT | (typeof UNPARSED_CONTENT)[number];

/**
 * The kinds of body that a handler takes, all of them: `@Accepts('application/json', 'multipart/form-data')`. Without it: JSON alone.
 * Another kind is a 415. A form comes as fields in `@Body()` and files in `@FormFiles()`; a mail stays in
 * the request, to be read by the handler, with a limit of its own.
 */
export const Accepts = (...content: readonly [AcceptedContent, ...AcceptedContent[]]): MethodDecorator =>
  SetMetadata(ACCEPTS, content);
