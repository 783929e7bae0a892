import { json, type ApiReply } from '../http/exchange.js';
import { isObject } from '../stores/json.js';
import { quotaOf } from '../stores/quota-window.js';
import { DEFAULT_STORE, type Store, type StoreOptions } from '../stores/store.js';
import { bad, storeOf, type ControlContext, type ControlRoute } from './control-context.js';

export const storeControlRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/_sandbox/stores',
    help: 'make a store (or make it anew): {hash, token, scopes?, orders?, products?, customers?, seed?, profile?, tax?, plan?, locations?, firstOrderId?}',
    handle: addStore,
  },
  {
    method: 'PUT',
    path: '/_sandbox/stores/{hash}',
    help: 'change it: {scopes?, token? (renames it), revoke?: true, addToken?: {token, scopes}, plan?, locations?, latencyMs?, eatenByOthers? (requests per window), shipmentsMoveStatus?, paymentsFail?, settleMs?}',
    handle: changeStore,
  },
  { method: 'DELETE', path: '/_sandbox/stores/{hash}', help: 'remove the store', handle: removeStore },
];

const TEXTS = ['hash', 'token', 'profile', 'tax', 'plan'] as const;
const NUMBERS = ['orders', 'products', 'customers', 'seed', 'locations', 'firstOrderId'] as const;
const MOST: Record<(typeof NUMBERS)[number], number> = {
  orders: 1_000_000,
  products: 50_000,
  customers: 1_000_000,
  seed: 4_294_967_295,
  locations: 100,
  firstOrderId: 1_000_000,
};

function addStore({ stores, body }: ControlContext): ApiReply {
  if (!isObject(body)) throw bad('Give {hash, token, …}.');
  const options: Record<string, unknown> = { ...DEFAULT_STORE };
  for (const name of TEXTS) {
    if (body[name] === undefined) continue;
    const value = name === 'plan' && typeof body.plan === 'number' ? String(body.plan) : body[name];
    if (typeof value !== 'string' || value === '') throw bad(`${name} must be text.`);
    options[name] = value;
  }
  for (const name of NUMBERS) {
    const value = body[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST[name]) {
      throw bad(`${name} must be a whole number from 0 to ${MOST[name]}.`);
    }
    options[name] = value;
  }
  if (body.hash === undefined || !/^[a-z0-9_-]+$/i.test(String(body.hash)))
    throw bad('hash is needed: letters, digits, dash.');
  if (!['simple', 'all'].includes(String(options.profile))) throw bad('profile must be simple or all.');
  if (!['inclusive', 'exclusive', 'mixed'].includes(String(options.tax)))
    throw bad('tax must be inclusive, exclusive or mixed.');
  if (body.scopes !== undefined) options.scopes = scopesOf(body.scopes);
  const plan = String(options.plan);
  checkedPlan(plan);
  const store = stores.add({ ...(options as unknown as StoreOptions), plan });
  return json(201, describe(store));
}

function changeStore(context: ControlContext): ApiReply {
  const store = storeOf(context);
  const { body } = context;
  if (!isObject(body)) throw bad('Give what to change.');
  const [current] = store.tokens.entries();
  const [token, scopes] = current ?? [DEFAULT_STORE.token, DEFAULT_STORE.scopes];
  if (body.scopes !== undefined) store.tokens.set(token, scopesOf(body.scopes));
  if (typeof body.token === 'string') {
    const held = store.tokens.get(token) ?? scopes;
    store.tokens.delete(token);
    store.tokens.set(body.token, held);
  }
  if (body.revoke === true) store.tokens.clear();
  if (isObject(body.addToken)) {
    if (typeof body.addToken.token !== 'string') throw bad('addToken needs a token.');
    store.tokens.set(body.addToken.token, scopesOf(body.addToken.scopes ?? DEFAULT_STORE.scopes));
  }
  if (body.plan !== undefined) {
    store.plan = checkedPlan(String(body.plan));
    store.quota.setPlan(store.plan);
  }
  if (body.locations !== undefined) store.locations = wholeNumber('locations', body.locations, 100);
  if (body.latencyMs !== undefined) store.latencyMs = wholeNumber('latencyMs', body.latencyMs, 600_000);
  if (body.eatenByOthers !== undefined)
    store.quota.setEatenByOthers(wholeNumber('eatenByOthers', body.eatenByOthers, 1_000_000_000));
  if (body.settleMs !== undefined) store.settleMs = wholeNumber('settleMs', body.settleMs, 86_400_000);
  if (typeof body.shipmentsMoveStatus === 'boolean') store.shipmentsMoveStatus = body.shipmentsMoveStatus;
  if (typeof body.paymentsFail === 'boolean') store.paymentsFail = body.paymentsFail;
  return json(200, describe(store));
}

function removeStore({ stores, params }: ControlContext): ApiReply {
  stores.remove(params.hash ?? '');
  return { status: 204 };
}

function describe(store: Store): object {
  return {
    hash: store.hash,
    url: store.url,
    tokens: [...store.tokens].map(([token, scopes]) => ({ token, scopes })),
    plan: store.plan,
    locations: store.locations,
    firstOrderId: store.orders.firstId,
    lastOrderId: store.orders.lastId,
  };
}

function scopesOf(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((scope) => typeof scope === 'string'))
    throw bad('scopes must be a list of texts.');
  return value;
}

function checkedPlan(plan: string): string {
  try {
    quotaOf(plan);
    return plan;
  } catch (error) {
    throw bad(error instanceof Error ? error.message : 'plan is not valid.');
  }
}

function wholeNumber(name: string, value: unknown, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
    throw bad(`${name} must be a whole number from 0 to ${most}.`);
  }
  return value;
}
