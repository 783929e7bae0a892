import type { Log, LogFields } from '../../logging/index.js';

export interface KeptLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

/** Keeps what was said. */
export class KeptLog implements Log {
  readonly lines: KeptLine[] = [];

  debug(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'debug', message, fields });
  }

  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }

  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }

  said(message: string): KeptLine[] {
    return this.lines.filter((line) => line.message === message);
  }
}
