import { isAscii } from 'node:buffer';
import { currentCorrelationId, type Log } from '../logging/index.js';
import { Agents } from './agents.js';
import { describeFailure } from './failure-kind.js';
import { OutboundError, type OutboundErrorKind } from './outbound-error.js';
import { QuotaExhausted, QuotaGovernor } from './quota-governor.js';
import type { QuotaReader, QuotaReading } from './quota-rules.js';
import { LocalQuotaStore, type QuotaStore } from './quota-store.js';
import { redactHeaders, redactUrl, scrub, secretsOf } from './redaction.js';
import type { OutboundRequest, OutboundResponse, RetryMode } from './request.js';
import { RequestLog, type RequestListener, type RequestLogEntry } from './request-log.js';
import { MAX_QUOTA_REFUSALS, retryAfterMs, retryDelayMs } from './retry-policy.js';
import { send, type Attempt, type Sent } from './send.js';
import { endpointOf, isLoopback, targetOf } from './target.js';
import { realWaiter, type Waiter } from './waiter.js';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const MAX_ERROR_CHARACTERS = 64 * 1024;

export interface OutboundHttpOptions {
  /** Whether plain http may leave this machine (tests, a store behind one's own proxy). */
  readonly allowPlainHttp?: boolean;
  readonly quotaStore?: QuotaStore;
  readonly waiter?: Waiter;
  readonly connectTimeoutMs?: number;
}

interface Plan {
  readonly request: OutboundRequest;
  readonly attempt: Attempt;
  readonly endpoint: string;
  readonly retry: RetryMode;
  readonly correlationId: string | null;
  readonly secrets: readonly string[];
}

type Answer<T> = Pick<OutboundResponse<T>, 'status' | 'headers' | 'body' | 'gzipped'>;

interface Verdict {
  readonly kind: OutboundErrorKind;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly retryAfterMs?: number;
  readonly reading: QuotaReading | null;
  readonly cause?: unknown;
}

/** The one way out: time limits, quota, retries and a record of what was sent (A22.6, A22.7, Z21). */
export class OutboundHttp {
  private readonly agents: Agents;
  private readonly waiter: Waiter;
  private readonly governor: QuotaGovernor;
  private readonly requests: RequestLog;

  constructor(
    log: Log,
    private readonly options: OutboundHttpOptions = {},
  ) {
    this.agents = new Agents(options.connectTimeoutMs);
    this.waiter = options.waiter ?? realWaiter;
    const store = options.quotaStore ?? new LocalQuotaStore(() => this.waiter.now());
    this.governor = new QuotaGovernor(store, this.waiter, log);
    this.requests = new RequestLog(log);
  }

  /** A vendor tells once how its answers speak of the quota; `vendor` is the part of the budget before the colon. */
  readQuotaWith(vendor: string, reader: QuotaReader): void {
    this.governor.readWith(vendor, reader);
  }

  onRequest(listener: RequestListener): () => void {
    return this.requests.onRequest(listener);
  }

  /** The last attempts of this process, latest last. */
  recentRequests(budget?: string): readonly RequestLogEntry[] {
    return this.requests.recent(budget);
  }

  /** Attempts of this process for the budget, since it started. */
  requestCount(budget: string): number {
    return this.requests.count(budget);
  }

  /**
   * Sends and, where that is allowed, sends again. Resolves with a 2xx or 304.
   * @throws OutboundError for everything else
   */
  async request<T = unknown>(request: OutboundRequest): Promise<OutboundResponse<T>> {
    const plan = this.plan(request);
    let tries = 0;
    let refusals = 0;
    for (;;) {
      await this.enter(plan, tries + refusals);
      const startedAt = performance.now();
      const at = new Date(this.waiter.now());
      const sent = await send(plan.attempt, this.agents);
      const durationMs = Math.round(performance.now() - startedAt);
      const result = this.judge<T>(plan, sent);
      this.record(plan, sent, result.verdict, at, durationMs, tries + refusals + 1);
      if (result.reading) await this.governor.learn(request.budget, result.reading);
      if (!result.verdict) {
        return { ...result.answer, attempts: tries + refusals + 1, durationMs };
      }
      const { verdict } = result;
      if (verdict.status === 429 && verdict.reading && ++refusals <= MAX_QUOTA_REFUSALS) {
        await this.governor.block(request.budget, Math.max(verdict.reading.resetMs, verdict.retryAfterMs ?? 0));
        continue;
      }
      const delayMs = retryDelayMs(verdict, ++tries, plan.retry, this.waiter.random());
      if (delayMs === null) throw this.errorOf(plan, verdict, tries + Math.min(refusals, MAX_QUOTA_REFUSALS));
      await this.pause(plan, delayMs, tries + refusals);
    }
  }

  async close(): Promise<void> {
    this.agents.destroy();
    await this.governor.close();
  }

  private plan(request: OutboundRequest): Plan {
    const url = targetOf(request);
    const endpoint = endpointOf(request, url);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (this.options.allowPlainHttp || isLoopback(url)))) {
      throw new OutboundError(
        `${url.host} is not asked over ${url.protocol}// because credentials would travel in the clear; use https.`,
        {
          kind: 'tls',
          endpoint,
          attempts: 0,
        },
      );
    }
    const correlationId = request.correlationId ?? currentCorrelationId() ?? null;
    const { headers, body } = prepare(request, correlationId);
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    return {
      request,
      endpoint,
      retry: request.retry ?? (isReading ? 'safe' : 'never'),
      correlationId,
      secrets: secretsOf(headers, url),
      attempt: {
        method: request.method,
        url,
        headers,
        body,
        timeoutMs: request.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES,
        signal: request.signal,
      },
    };
  }

  private async enter(plan: Plan, attempts: number): Promise<void> {
    try {
      await this.governor.enter(plan.request.budget, plan.request.signal);
    } catch (error) {
      if (error instanceof QuotaExhausted) {
        const verdict = { kind: 'status', status: 429, retryAfterMs: error.waitMs, reading: null } as const;
        throw this.errorOf(plan, verdict, attempts);
      }
      throw this.errorOf(plan, { kind: 'aborted', reading: null }, attempts);
    }
  }

  private async pause(plan: Plan, ms: number, attempts: number): Promise<void> {
    try {
      await this.waiter.wait(ms, plan.request.signal);
    } catch {
      throw this.errorOf(plan, { kind: 'aborted', reading: null }, attempts);
    }
  }

  private judge<T>(
    plan: Plan,
    sent: Sent,
  ):
    | { verdict: null; reading: QuotaReading | null; answer: Answer<T> }
    | { verdict: Verdict; reading: QuotaReading | null } {
    const reading = sent.headers ? this.governor.read(plan.request.budget, sent.headers) : null;
    if (!sent.ok) {
      const { kind, status, headers, error } = sent;
      return { reading, verdict: { kind, status, headers, reading, cause: error } };
    }
    const { status, headers, bytes, gzipped } = sent;
    const text = textOf(bytes);
    if ((status < 200 || status >= 300) && status !== 304) {
      const asked = retryAfterMs(headers, this.waiter.now());
      return { reading, verdict: { kind: 'status', status, headers, body: text, retryAfterMs: asked, reading } };
    }
    try {
      const wantsText = plan.request.parse === 'text';
      const body = (wantsText ? text : text.trim() === '' ? null : JSON.parse(text)) as T;
      return { reading, verdict: null, answer: { status, headers, body, gzipped } };
    } catch {
      return { reading, verdict: { kind: 'bad-json', status, headers, body: text, reading } };
    }
  }

  private record(plan: Plan, sent: Sent, verdict: Verdict | null, at: Date, durationMs: number, attempt: number): void {
    this.requests.record({
      at,
      budget: plan.request.budget,
      endpoint: plan.endpoint,
      url: redactUrl(plan.attempt.url),
      requestHeaders: redactHeaders(plan.attempt.headers),
      correlationId: plan.correlationId,
      attempt,
      durationMs,
      status: sent.status ?? null,
      failure: verdict?.kind ?? null,
      bytes: sent.ok ? sent.bytes.length : 0,
    });
  }

  private errorOf(plan: Plan, verdict: Verdict, attempts: number): OutboundError {
    const { kind, status, headers, retryAfterMs: asked, reading, body } = verdict;
    const what = describeFailure(kind, plan.attempt.url.host) + (kind === 'status' ? ` (status ${status})` : '');
    return new OutboundError(
      `${what}: ${plan.endpoint}`,
      {
        kind,
        endpoint: plan.endpoint,
        attempts,
        status,
        headers: headers && scrubHeaders(headers, plan.secrets),
        body: body === undefined ? undefined : scrub(body.slice(0, MAX_ERROR_CHARACTERS), plan.secrets),
        retryAfterMs: status === 429 ? Math.max(asked ?? 0, reading?.resetMs ?? 0) || undefined : asked,
      },
      verdict.cause,
    );
  }
}

/** Most answers are plain ASCII, which needs no decoding. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

function prepare(
  request: OutboundRequest,
  correlationId: string | null,
): { headers: Record<string, string>; body: string | Uint8Array | undefined } {
  const headers: Record<string, string> = { 'user-agent': 'Longshore' };
  if (correlationId) headers['x-correlation-id'] = correlationId;
  if (request.parse !== 'text') headers['accept'] = 'application/json';
  const { body } = request;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  if (body !== undefined && !raw) headers['content-type'] = 'application/json';
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return { headers, body: body === undefined || raw ? body : JSON.stringify(body) };
}

function scrubHeaders(headers: Readonly<Record<string, string>>, secrets: readonly string[]): Record<string, string> {
  const scrubbed = Object.entries(redactHeaders(headers)).map(([name, value]) => [name, scrub(value, secrets)]);
  return Object.fromEntries(scrubbed) as Record<string, string>;
}
