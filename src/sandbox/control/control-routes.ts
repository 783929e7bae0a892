import { FAULT_KINDS, type FaultRule } from '../faults/fault-rules.js';
import { json, type ApiReply } from '../http/exchange.js';
import { parseDate } from '../generator/dates.js';
import { asList, isObject } from '../stores/json.js';
import { bad, type ControlContext, type ControlRoute } from './control-context.js';
import { orderControlRoutes } from './order-control.js';
import { storeControlRoutes } from './store-control.js';

export const controlRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: '/_sandbox', help: 'this list, the stores and the time', handle: overview },
  {
    method: 'GET',
    path: '/_sandbox/requests',
    help: 'API requests counted: total, byEndpoint, byStatus, byEndpointAndStatus; ?store=hash for one store',
    handle: readRequests,
  },
  { method: 'DELETE', path: '/_sandbox/requests', help: 'start counting anew', handle: clearRequests },
  {
    method: 'GET',
    path: '/_sandbox/faults',
    help: 'the rules, and how often each kind struck',
    handle: ({ faults }) => json(200, faults.read()),
  },
  {
    method: 'POST',
    path: '/_sandbox/faults',
    help: `replace the rules: [{endpoint: "all" or glob like "GET /v2/orders*", rate: 0..1, kind: ${FAULT_KINDS.join('|')}, afterMs?, times?, store?}]; or {seed, rules}`,
    handle: setFaults,
  },
  { method: 'DELETE', path: '/_sandbox/faults', help: 'no faults any more', handle: clearFaults },
  { method: 'POST', path: '/_sandbox/clock', help: '{advanceMs} or {now: ISO date or unix ms}', handle: moveClock },
  ...storeControlRoutes,
  ...orderControlRoutes,
];

function overview({ stores }: ControlContext): ApiReply {
  return json(200, {
    sandbox: 'BigCommerce',
    now: new Date(stores.clock.nowMs()).toISOString(),
    stores: stores.all().map((store) => ({
      hash: store.hash,
      url: store.url,
      profile: store.profile,
      tax: store.tax,
      plan: store.plan,
      firstOrderId: store.orders.firstId,
      lastOrderId: store.orders.lastId,
      products: store.catalog.products.length,
      locations: store.locations,
    })),
    control: controlRoutes.map(({ method, path, help }) => ({ request: `${method} ${path}`, help })),
  });
}

function readRequests({ stores, query }: ControlContext): ApiReply {
  const hash = query.get('store');
  const chosen = stores.all().filter((store) => hash === null || store.hash === hash);
  const [first] = chosen;
  if (first && chosen.length === 1) return json(200, first.requests.read());
  const total = { total: 0, byEndpoint: {}, byStatus: {}, byEndpointAndStatus: {} };
  for (const store of chosen) {
    const counters = store.requests.read();
    total.total += counters.total;
    addUp(total.byEndpoint, counters.byEndpoint);
    addUp(total.byStatus, counters.byStatus);
    const both: Record<string, Record<string, number>> = total.byEndpointAndStatus;
    for (const [endpoint, counts] of Object.entries(counters.byEndpointAndStatus))
      addUp((both[endpoint] ??= {}), counts);
  }
  return json(200, total);
}

function addUp(into: Record<string, number>, from: Record<string, number>): void {
  for (const [key, count] of Object.entries(from)) into[key] = (into[key] ?? 0) + count;
}

function clearRequests({ stores }: ControlContext): ApiReply {
  for (const store of stores.all()) store.requests.clear();
  return { status: 204 };
}

function setFaults({ faults, body }: ControlContext): ApiReply {
  const rules = isObject(body) && Array.isArray(body.rules) ? body.rules : Array.isArray(body) ? body : [body];
  const seed = isObject(body) && typeof body.seed === 'number' ? body.seed : 1;
  faults.set(asList(rules).map(checkRule), seed);
  return json(200, faults.read());
}

function checkRule(rule: Record<string, unknown>): FaultRule {
  const { endpoint = 'all', rate = 1, kind, afterMs, times, store } = rule;
  if (typeof endpoint !== 'string') throw bad('endpoint must be "all" or a glob.');
  if (typeof rate !== 'number' || rate < 0 || rate > 1) throw bad('rate must be a number from 0 to 1.');
  const known = FAULT_KINDS.find((candidate) => candidate === kind);
  if (!known) throw bad(`kind must be one of ${FAULT_KINDS.join(', ')}.`);
  for (const [name, value] of Object.entries({ afterMs, times })) {
    if (value !== undefined && (typeof value !== 'number' || value < 0))
      throw bad(`${name} must be a number of 0 or more.`);
  }
  return {
    endpoint,
    rate,
    kind: known,
    ...(typeof afterMs === 'number' ? { afterMs } : {}),
    ...(typeof times === 'number' ? { times } : {}),
    ...(typeof store === 'string' ? { store } : {}),
  };
}

function clearFaults({ faults }: ControlContext): ApiReply {
  faults.clear();
  return { status: 204 };
}

function moveClock({ stores, body }: ControlContext): ApiReply {
  if (!isObject(body)) throw bad('Give {advanceMs} or {now}.');
  const { advanceMs, now } = body;
  if (typeof advanceMs === 'number') stores.clock.advance(advanceMs);
  else if (typeof now === 'number') stores.clock.set(now);
  else if (typeof now === 'string') {
    const seconds = parseDate(now);
    if (seconds === null) throw bad('now must be an ISO date or unix milliseconds.');
    stores.clock.set(seconds * 1000);
  } else throw bad('Give {advanceMs} or {now}.');
  return json(200, { now: new Date(stores.clock.nowMs()).toISOString() });
}
