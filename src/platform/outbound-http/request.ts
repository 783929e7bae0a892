export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type RetryMode = 'safe' | 'never' | 'none';
export type QueryValue = string | number | boolean | readonly (string | number)[] | null | undefined;

export interface OutboundRequest {
  /** Key of the quota all work for one store or account shares: vendor, colon, id: 'bigcommerce:<instanceId>'. */
  readonly budget: string;
  readonly method: HttpMethod;
  /** Absolute, http or https. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A list becomes one comma separated value; null and undefined are left out. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; a string or bytes go as they are, with the caller's content type. */
  readonly body?: unknown;
  /** For one attempt, from the connection to the last byte. Default 30,000. */
  readonly timeoutMs?: number;
  /** Default: the one of the running request or job. */
  readonly correlationId?: string;
  /**
   * 'safe': may be sent again after any passing failure, because twice does no harm. 'never': sent again only when the other side
   * certainly did not take it (429, connection refused, unknown host). 'none': not even then, for somebody who waits for the answer;
   * only a spent quota is waited out. Default: GET and HEAD are safe, all else never.
   */
  readonly retry?: RetryMode;
  /** Default json; an empty answer is null. */
  readonly parse?: 'json' | 'text';
  /** Of the answer, unpacked. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Ends the request and every wait before it. */
  readonly signal?: AbortSignal;
}

export interface OutboundResponse<T = unknown> {
  readonly status: number;
  /** Names in lower case, several values joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
  /** The body's bytes as they came, when they came packed with gzip: for who keeps answers. */
  readonly gzipped: Buffer | null;
  readonly attempts: number;
  /** Of the attempt that succeeded. */
  readonly durationMs: number;
}
