import type { Log } from '../logging/index.js';
import type { OutboundErrorKind } from './outbound-error.js';

/** One attempt, safe to keep and to show: credentials are taken out of headers and query. */
export interface RequestLogEntry {
  readonly at: Date;
  readonly budget: string;
  readonly endpoint: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly correlationId: string | null;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly durationMs: number;
  /** null when there was no answer. */
  readonly status: number | null;
  readonly failure: OutboundErrorKind | null;
  readonly bytes: number;
}

export type RequestListener = (entry: RequestLogEntry) => void;

const KEPT = 500;

/** Every attempt: a log line, the last few in memory, a count for each budget, and whoever listens (metrics). */
export class RequestLog {
  private readonly kept: RequestLogEntry[] = [];
  private readonly counts = new Map<string, number>();
  private readonly listeners = new Set<RequestListener>();

  constructor(private readonly log: Log) {}

  record(entry: RequestLogEntry): void {
    this.kept.push(entry);
    if (this.kept.length > KEPT) this.kept.shift();
    this.counts.set(entry.budget, (this.counts.get(entry.budget) ?? 0) + 1);
    const { budget, endpoint, attempt, durationMs, status, failure, bytes, correlationId } = entry;
    const fields = {
      budget,
      endpoint,
      attempt,
      durationMs,
      status,
      bytes,
      ...(correlationId ? { correlationId } : {}),
    };
    if (failure === null) this.log.debug('request sent', fields);
    else this.log.info('request failed', { ...fields, failure });
    for (const listener of this.listeners) this.tell(listener, entry);
  }

  private tell(listener: RequestListener, entry: RequestLogEntry): void {
    try {
      listener(entry);
    } catch (error) {
      this.log.warn('a listener of the request log failed', { error });
    }
  }

  /** @returns how to stop listening */
  onRequest(listener: RequestListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Latest last. */
  recent(budget?: string): readonly RequestLogEntry[] {
    return budget === undefined ? [...this.kept] : this.kept.filter((entry) => entry.budget === budget);
  }

  /** Attempts of this process since it started. */
  count(budget: string): number {
    return this.counts.get(budget) ?? 0;
  }
}
