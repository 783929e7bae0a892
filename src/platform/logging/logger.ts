import { pino, type DestinationStream } from 'pino';
import { currentCorrelationId } from './correlation.js';
import type { Log, LogFields } from './log.js';
import { redactor } from './redactor.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface LoggerOptions {
  readonly level?: LogLevel;
  /** Where the lines go; stdout when absent. */
  readonly write?: (line: string) => void;
}

/**
 * JSON lines with a constant message and variable fields. Lines are written before the call returns, so there is nothing
 * to flush and none is lost when the process ends. Every line passes the redactor and carries the correlation id.
 */
export class Logger implements Log {
  private constructor(private readonly sink: pino.Logger) {}

  static create(options: LoggerOptions = {}): Logger {
    const destination = options.write ? { write: options.write } : stdout();
    const settings: pino.LoggerOptions = {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'message',
    };
    return new Logger(pino(settings, destination));
  }

  debug(message: string, fields?: LogFields): void {
    if (this.sink.isLevelEnabled('debug')) this.sink.debug(complete(fields), redactor.text(message));
  }

  info(message: string, fields?: LogFields): void {
    if (this.sink.isLevelEnabled('info')) this.sink.info(complete(fields), redactor.text(message));
  }

  warn(message: string, fields?: LogFields): void {
    if (this.sink.isLevelEnabled('warn')) this.sink.warn(complete(fields), redactor.text(message));
  }

  error(message: string, fields?: LogFields): void {
    this.sink.error(complete(fields), redactor.text(message));
  }

  /** The same log with fields that every line of it carries. */
  with(fields: LogFields): Logger {
    return new Logger(this.sink.child(redactor.value(fields) as Record<string, unknown>));
  }
}

/** Names that a line already has; a field of that name would make it ambiguous for whoever reads the lines by machine. */
const TAKEN = new Set(['level', 'time', 'message']);

function complete(fields: LogFields = {}): Record<string, unknown> {
  const clean = redactor.value(fields) as Record<string, unknown>;
  const correlationId = clean['correlationId'] ?? currentCorrelationId();
  const free = Object.entries(clean).map(([name, value]) => [TAKEN.has(name) ? `_${name}` : name, value] as const);
  return { ...Object.fromEntries(free), ...(correlationId === undefined ? {} : { correlationId }) };
}

function stdout(): DestinationStream {
  const stream = pino.destination({ dest: 1, sync: true });
  // Whoever read our lines is gone (`longshore | head`); that is no reason to fall over.
  stream.on('error', () => undefined);
  return stream;
}
