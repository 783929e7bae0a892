export type OutboundErrorKind =
  'timeout' | 'network' | 'refused' | 'dns' | 'tls' | 'status' | 'too-large' | 'bad-json' | 'aborted';

export interface OutboundErrorFacts {
  readonly kind: OutboundErrorKind;
  /** Method and path, without the query: safe to store and to show. */
  readonly endpoint: string;
  readonly attempts: number;
  readonly status?: number;
  /** The other side's own words, with the credentials of the request taken out and cut at 64 KiB. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the other side asked to be left alone, or how long its quota takes to come back. */
  readonly retryAfterMs?: number;
}

/** The request got no usable answer. A connector's `classify` turns it into what is to be done. */
export class OutboundError extends Error implements OutboundErrorFacts {
  override readonly name = 'OutboundError';
  readonly kind: OutboundErrorKind;
  readonly endpoint: string;
  readonly attempts: number;
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;

  constructor(message: string, facts: OutboundErrorFacts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = facts.kind;
    this.endpoint = facts.endpoint;
    this.attempts = facts.attempts;
    this.status = facts.status;
    this.body = facts.body;
    this.headers = facts.headers;
    this.retryAfterMs = facts.retryAfterMs;
  }
}
