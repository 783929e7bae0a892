import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Nest's own words in our log. What it calls `log` is start-up chatter, so it is debug here. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(text: unknown, ...rest: unknown[]): void {
    this.logger.debug('framework', said(text, rest));
  }

  verbose(text: unknown, ...rest: unknown[]): void {
    this.logger.debug('framework', said(text, rest));
  }

  debug(text: unknown, ...rest: unknown[]): void {
    this.logger.debug('framework', said(text, rest));
  }

  warn(text: unknown, ...rest: unknown[]): void {
    this.logger.warn('framework', said(text, rest));
  }

  error(text: unknown, ...rest: unknown[]): void {
    this.logger.error('framework', said(text, rest));
  }

  fatal(text: unknown, ...rest: unknown[]): void {
    this.logger.error('framework', said(text, rest));
  }
}

/** Nest puts the name of the speaker last, and for errors the stack before it. */
function said(text: unknown, rest: readonly unknown[]): Record<string, unknown> {
  const context = rest.at(-1);
  const details = rest.slice(0, -1).filter((detail) => detail !== undefined);
  return {
    ...(text instanceof Error ? { error: text } : { text }),
    ...(context === undefined ? {} : { context }),
    ...(details.length === 0 ? {} : { details }),
  };
}
