import { gzipSync } from 'node:zlib';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RemoteFault } from '../../marketplace-base/testing/index.js';
import { aLine, anOrder, aShipping, someConsignments, type Payload } from './order-payload.js';

const EPOCH = Date.UTC(2026, 2, 2, 8);
const EMBEDDED_LINES = 50;

export interface StubRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

interface StubOrder {
  readonly id: number;
  readonly createdSecond: number;
  modifiedSecond: number;
  readonly lines: number;
  patch: Payload;
}

/** A store of a few endpoints, written from the API sheet by hand: what the connector is told, it says; nothing else. */
export class StubStore {
  readonly token = 'stub-token-8c1f';
  readonly hash = 'stub77';
  readonly seen: StubRequest[] = [];
  /** Answers to anything but orders, by path; a page of a V3 list is picked by `page`. */
  readonly answers = new Map<string, unknown>();
  /** Paths whose scope the token lacks. */
  readonly forbidden = new Set<string>();
  /** Paths that answer 404. */
  readonly vanished = new Set<string>();
  /** Refuses everything and repeats the token it was sent, as careless servers do. */
  echoToken = false;
  /** Leaves the lines out of the list answer, as stores were seen to do now and then (dev-docs issue 2052). */
  leavesLinesOut = false;
  private readonly orders: StubOrder[] = [];
  private fault: { kind: RemoteFault; times: number } | null = null;
  private clock = 0;
  private readonly server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    this.seen.push({ path: url.pathname, query: url.searchParams, headers: request.headers });
    this.answer(url, request.headers, response);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  add(count: number, lines = 1, patch: Payload = {}): string[] {
    const added = Array.from({ length: count }, () => {
      this.clock += 1;
      return { id: 1000 + this.orders.length, createdSecond: this.clock, modifiedSecond: this.clock, lines, patch };
    }).map((order, index) => ({ ...order, id: order.id + index }));
    this.orders.push(...added);
    return added.map((order) => String(order.id));
  }

  touch(id: string, when: 'later' | 'same-second', patch: Payload = {}): void {
    const order = this.orders.find((candidate) => String(candidate.id) === id);
    if (!order) throw new Error(`no order ${id}`);
    if (when === 'later') this.clock += 1;
    order.modifiedSecond = this.clock;
    order.patch = { ...order.patch, ...patch };
  }

  fail(kind: RemoteFault, times: number): void {
    this.fault = { kind, times };
  }

  private answer(url: URL, headers: IncomingHttpHeaders, response: ServerResponse): void {
    const [, stores, hash, version, ...rest] = url.pathname.split('/');
    const path = `/${version}/${rest.join('/')}`;
    if (this.fault && this.fault.times > 0) {
      this.fault.times -= 1;
      return misbehave(this.fault.kind, response);
    }
    if (stores !== 'stores' || hash !== this.hash) return send(response, 404, V2_NOT_FOUND);
    if (headers['x-auth-token'] !== this.token) return misbehave('wrong-token', response);
    if (this.echoToken) return send(response, 400, [{ status: 400, message: `Bad token ${this.token}.` }]);
    if (this.forbidden.has(path)) return misbehave('missing-scope', response);
    const body = this.vanished.has(path) ? undefined : this.body(path, url.searchParams);
    if (body === undefined)
      return send(
        response,
        404,
        version === 'v2' ? V2_NOT_FOUND : { status: 404, title: 'The route is not found, check the URL' },
      );
    return version === 'v2' && Array.isArray(body) && body.length === 0
      ? send(response, 204)
      : sendPacked(response, body);
  }

  private body(path: string, query: URLSearchParams): unknown {
    const [, , resource, id, child] = path.split('/');
    if (path === '/v2/orders') return this.list(query).map((order) => this.payload(order));
    if (path === '/v2/orders/count') return { count: this.orders.length, statuses: [] };
    if (path.startsWith('/v2/orders/') && resource === 'orders') {
      const order = this.orders.find((candidate) => String(candidate.id) === id);
      if (!order) return undefined;
      return child === 'products' ? paged(linesOf(order), query) : this.payload(order);
    }
    const answer = this.answers.get(path);
    return typeof answer === 'function' ? (answer as (query: URLSearchParams) => unknown)(query) : answer;
  }

  private list(query: URLSearchParams): StubOrder[] {
    const within = (key: string, value: number): boolean =>
      value >= secondOf(query.get(`min_${key}`), -Infinity) && value <= secondOf(query.get(`max_${key}`), Infinity);
    const found = this.orders.filter(
      (order) =>
        within('date_modified', order.modifiedSecond) &&
        within('date_created', order.createdSecond) &&
        order.id >= Number(query.get('min_id') ?? 0) &&
        order.id <= Number(query.get('max_id') ?? Infinity),
    );
    if (query.get('sort') === 'date_modified:asc')
      found.sort((a, b) => a.modifiedSecond - b.modifiedSecond || b.id - a.id);
    return paged(found, query);
  }

  private payload(order: StubOrder): Payload {
    const lines = linesOf(order);
    const cut = lines.length > EMBEDDED_LINES ? { __warning__: { message: 'Not all line items are included.' } } : {};
    return anOrder({
      id: order.id,
      date_created: rfc(order.createdSecond),
      date_modified: rfc(order.modifiedSecond),
      items_total: lines.length * 2,
      consignments: someConsignments({
        shipping: [aShipping(lines.slice(0, this.leavesLinesOut ? 0 : EMBEDDED_LINES), cut)],
      }),
      ...order.patch,
    });
  }
}

const V2_NOT_FOUND = [{ status: 404, message: 'The requested resource was not found.' }];
const DOCS = '/api-docs/getting-started/api-status-codes';
const QUOTA = {
  'X-Rate-Limit-Time-Window-Ms': '30000',
  'X-Rate-Limit-Time-Reset-Ms': '20000',
  'X-Rate-Limit-Requests-Quota': '150',
  'X-Rate-Limit-Requests-Left': '149',
};

function linesOf(order: StubOrder): Payload[] {
  return Array.from({ length: order.lines }, (_, index) => aLine({ id: order.id * 1000 + index, order_id: order.id }));
}

function paged<T>(rows: readonly T[], query: URLSearchParams): T[] {
  const limit = Number(query.get('limit') ?? 50);
  const start = (Number(query.get('page') ?? 1) - 1) * limit;
  return rows.slice(start, start + limit);
}

function secondOf(filter: string | null, otherwise: number): number {
  return filter === null ? otherwise : (Date.parse(filter) - EPOCH) / 1000;
}

function rfc(second: number): string {
  return new Date(EPOCH + second * 1000).toUTCString().replace('GMT', '+0000');
}

/** The connector always asks for gzip, and gets it. */
function sendPacked(response: ServerResponse, body: unknown): void {
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', ...QUOTA })
    .end(gzipSync(JSON.stringify(body)));
}

function send(response: ServerResponse, status: number, body?: unknown, headers: Record<string, string> = QUOTA): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  response
    .writeHead(status, { 'Content-Type': text.startsWith('<') ? 'text/html' : 'application/json', ...headers })
    .end(text);
}

function misbehave(fault: RemoteFault, response: ServerResponse): void {
  switch (fault) {
    case 'wrong-token':
      return send(response, 401, {
        status: 401,
        title: 'Unauthorized - not a valid combination for this store.',
        type: DOCS,
      });
    case 'missing-scope':
      return send(response, 403, {
        status: 403,
        title: "You don't have a required scope to access the endpoint",
        type: DOCS,
        errors: {},
      });
    case 'quota-spent':
      return send(
        response,
        429,
        { status: 429, title: 'Too many requests', type: DOCS, errors: {} },
        {
          ...QUOTA,
          'X-Rate-Limit-Requests-Left': '0',
          'X-Rate-Limit-Time-Reset-Ms': '30',
        },
      );
    case 'overload':
      return send(response, 429, { status: 429, title: 'Too many requests', type: DOCS, errors: {} }, {});
    case 'server-error':
      return send(response, 503, { status: 503, title: 'Service unavailable' });
    case 'drop':
      response.socket?.destroy();
      return;
    case 'broken-json':
      return send(response, 200, '[{"id":1000,"status_id":');
    case 'html':
      return send(response, 200, '<!DOCTYPE html><html><head><title>Welcome</title></head><body></body></html>');
    case 'malformed':
      return send(response, 200, { unexpected: true });
  }
}
