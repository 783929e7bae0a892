import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActiveFault, FaultRules } from '../faults/fault-rules.js';
import type { QuotaState } from '../stores/quota-window.js';
import { WINDOW_MS } from '../stores/quota-window.js';
import { allows } from '../stores/scopes.js';
import type { StoreRegistry } from '../stores/store-registry.js';
import type { Store } from '../stores/store.js';
import { readBody } from './body.js';
import * as errors from './errors.js';
import { Answer, type ApiReply } from './exchange.js';
import type { Match, Router } from './router.js';
import { send } from './send.js';

export interface PipelineOptions {
  latencyMs: number;
  gzip: boolean;
}

/** A capped route takes at least this long, or two requests of it would never meet. */
const CAPPED_ROUTE_MS = 10;
const DEFAULT_TIMEOUT_MS = 60_000;
const PATH = /^\/stores\/([^/]+)\/(v2|v3)(\/.*)$/;

/** The way of one API request: store, token, quota, route, scope, body, faults, concurrency, work, answer. */
export class ApiPipeline {
  constructor(
    private readonly stores: StoreRegistry,
    private readonly router: Router,
    private readonly faults: FaultRules,
    private readonly options: PipelineOptions,
  ) {}

  async serve(message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, hash = '', version = '', rest = ''] = PATH.exec(url.pathname) ?? [];
    const store = this.stores.get(hash);
    if (!store) {
      await this.answer(message, response, version ? errors.unauthorized() : errors.unknownRoute('v3'), null, {});
      return;
    }
    store.settlements.run();
    const method = message.method ?? 'GET';
    const path = `/${version}${version === 'v2' ? rest.replace(/\.json$/, '') : rest}`;
    const match = this.router.find(method, path);
    const endpoint =
      match && 'route' in match ? `${match.route.method} ${match.route.path}` : `${method} ${version} unknown`;
    const token = message.headers['x-auth-token'];
    const scopes = typeof token === 'string' ? store.tokens.get(token) : undefined;
    const quota = store.quota.take();
    const finish = (reply: ApiReply, extra: { bare?: boolean; broken?: boolean } = {}): Promise<void> => {
      store.requests.record(endpoint, reply.status);
      return this.answer(message, response, reply, extra.bare ? null : quota, { broken: extra.broken });
    };
    if (!scopes) return finish(errors.unauthorized());
    if (quota.spent) return finish(spentReply(quota));
    if (!match) return finish(errors.unknownRoute(version));
    if (!('route' in match)) return finish(errors.methodNotAllowed(method));
    if (!allows(scopes, match.route.scopes, method)) return finish(errors.missingScope());

    const fault = this.faults.strike(endpoint, store.hash);
    const delay =
      (store.latencyMs ?? this.options.latencyMs) + (fault?.kind === 'latency' ? (fault.afterMs ?? 1000) : 0);
    if (fault) {
      const refusal = refusalOf(fault, quota);
      if (refusal) return finish(refusal, { bare: fault.kind === '429-bare' });
      if (fault.kind === 'timeout') await sleep(fault.afterMs ?? DEFAULT_TIMEOUT_MS, undefined, { ref: false });
      if (fault.kind === 'timeout' || fault.kind === 'drop-before') {
        store.requests.record(endpoint, 'dropped');
        message.socket.destroy();
        return;
      }
    }
    const { maxInFlight } = match.route;
    const running = store.inFlight.get(endpoint) ?? 0;
    if (maxInFlight !== undefined && running >= maxInFlight) return finish(errors.tooManyRequests(), { bare: true });
    store.inFlight.set(endpoint, running + 1);
    try {
      const reply = await this.work(message, store, match, url, version, fault);
      if (delay > 0 || maxInFlight !== undefined)
        await sleep(Math.max(delay, maxInFlight === undefined ? 0 : CAPPED_ROUTE_MS));
      if (fault?.kind === 'drop-after') {
        store.requests.record(endpoint, 'dropped');
        message.socket.destroy();
        return;
      }
      await finish(reply, { broken: fault?.kind === 'broken-json' });
    } finally {
      store.inFlight.set(endpoint, (store.inFlight.get(endpoint) ?? 1) - 1);
    }
  }

  private async work(
    message: IncomingMessage,
    store: Store,
    match: Match,
    url: URL,
    version: string,
    fault: ActiveFault | null,
  ): Promise<ApiReply> {
    try {
      const accept = message.headers.accept;
      if (accept !== undefined && !/json|\*\/\*/.test(accept)) return notAcceptable(version);
      const body = await parsedBody(message, version);
      // V2 falls back to XML for those who do not ask for anything.
      if (accept === undefined && version === 'v2' && message.method === 'GET') {
        return { status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><result/>', contentType: 'application/xml' };
      }
      const request = {
        method: message.method ?? 'GET',
        params: match.params,
        query: url.searchParams,
        headers: message.headers,
        body,
      };
      return await match.route.handle({
        request,
        store,
        truncateConsignments: fault?.kind === 'truncated-consignments',
      });
    } catch (error) {
      if (error instanceof Answer) return error.reply;
      throw error;
    }
  }

  private async answer(
    message: IncomingMessage,
    response: ServerResponse,
    reply: ApiReply,
    quota: QuotaState | null,
    options: { broken?: boolean | undefined },
  ): Promise<void> {
    const headers: Record<string, string> = { 'X-BC-Store-Version': '2.0.0' };
    if (quota) {
      headers['X-Rate-Limit-Time-Window-Ms'] = String(WINDOW_MS);
      headers['X-Rate-Limit-Time-Reset-Ms'] = String(quota.resetMs);
      headers['X-Rate-Limit-Requests-Quota'] = String(quota.quota);
      headers['X-Rate-Limit-Requests-Left'] = String(quota.left);
    }
    await send(message, response, reply, headers, { broken: options.broken ?? false, gzip: this.options.gzip });
  }
}

async function parsedBody(message: IncomingMessage, version: string): Promise<unknown> {
  const method = message.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const text = await readBody(message);
  if (text === null)
    throw new Answer({ status: 413, body: '{"status":413,"title":"The request payload is too large."}' });
  if (text === '') return undefined;
  if (!/^application\/([a-z.]+\+)?json\b/.test(message.headers['content-type'] ?? ''))
    throw new Answer(errors.unsupportedMediaType());
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const title = 'JSON data is missing or invalid';
    throw new Answer(version === 'v2' ? errors.v2Error(400, title) : errors.v3Error(422, title));
  }
}

function spentReply(quota: QuotaState): ApiReply {
  return { ...errors.tooManyRequests(), headers: { 'X-Retry-After': String(Math.ceil(quota.resetMs / 1000)) } };
}

function refusalOf(fault: ActiveFault, quota: QuotaState): ApiReply | null {
  switch (fault.kind) {
    case '429':
      return spentReply(quota);
    case '429-bare':
      return errors.tooManyRequests();
    case '500':
    case '502':
    case '503':
    case '504':
      return errors.overloaded(Number(fault.kind));
    case 'latency':
    case 'drop-before':
    case 'drop-after':
    case 'broken-json':
    case 'truncated-consignments':
    case 'timeout':
      return null;
  }
}

function notAcceptable(version: string): ApiReply {
  return version === 'v2'
    ? errors.v2Error(406, 'Not acceptable. Ask for application/json.')
    : errors.v3Error(406, 'Not Acceptable');
}
