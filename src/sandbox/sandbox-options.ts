import { parseArgs } from 'node:util';
import type { SandboxOptions } from './index.js';
import { quotaOf } from './stores/quota-window.js';
import { DEFAULT_STORE } from './stores/store.js';

const FLAGS: Record<string, string> = {
  port: 'port to listen on, 0 = any free one (0)',
  host: 'address to listen on (127.0.0.1)',
  orders: 'orders the store has from the start, up to 1000000 (1000)',
  products: 'products (200)',
  customers: 'registered customers (1000)',
  seed: 'the same seed makes the same store (1)',
  'store-hash': `(${DEFAULT_STORE.hash})`,
  token: `X-Auth-Token with all scopes (${DEFAULT_STORE.token})`,
  profile: 'simple: two lines on average, one address, captured | all: every order shape (simple)',
  tax: 'inclusive | exclusive | mixed (inclusive)',
  plan: 'quota: standard | plus | pro | unlimited | requests per 30 s (unlimited)',
  locations: 'stock locations (1)',
  'latency-ms': 'added to every answer (0)',
  gzip: 'on | off: compress when the client asks (on)',
  'first-order-id': '(1001)',
};

export class OptionError extends Error {}

/** Reads flags, and SANDBOX_… variables of the same names (SANDBOX_STORE_HASH); a flag wins. "help" when asked for help. */
export function readOptions(args: readonly string[], env: Record<string, string | undefined>): SandboxOptions | 'help' {
  const options = Object.fromEntries(Object.keys(FLAGS).map((name) => [name, { type: 'string' as const }]));
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }));
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return 'help';
  const text = (name: string): string | undefined => {
    const value = values[name] ?? env[`SANDBOX_${name.toUpperCase().replaceAll('-', '_')}`];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const number = (name: string, low: number, high: number): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!/^\d+$/.test(value) || Number(value) < low || Number(value) > high) {
      throw new OptionError(`--${name} must be a whole number from ${low} to ${high}, not "${value}".`);
    }
    return Number(value);
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (!allowed.includes(value as T))
      throw new OptionError(`--${name} must be one of ${allowed.join(', ')}, not "${value}".`);
    return value as T;
  };
  const plan = text('plan');
  if (plan !== undefined) checkPlan(plan);
  const gzip = oneOf('gzip', ['on', 'off']);
  return {
    port: number('port', 0, 65535),
    host: text('host'),
    orders: number('orders', 0, 1_000_000),
    products: number('products', 1, 50_000),
    customers: number('customers', 1, 1_000_000),
    seed: number('seed', 0, 4_294_967_295),
    storeHash: text('store-hash'),
    token: text('token'),
    profile: oneOf('profile', ['simple', 'all']),
    tax: oneOf('tax', ['inclusive', 'exclusive', 'mixed']),
    plan,
    locations: number('locations', 0, 100),
    latencyMs: number('latency-ms', 0, 600_000),
    gzip: gzip === undefined ? undefined : gzip === 'on',
    firstOrderId: number('first-order-id', 1, 1_000_000),
  };
}

function checkPlan(plan: string): void {
  try {
    quotaOf(plan);
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

export function helpText(): string {
  const lines = Object.entries(FLAGS).map(([name, text]) => `  --${name.padEnd(15)} ${text}`);
  return ['A BigCommerce that runs locally. Flags (or SANDBOX_… variables):', ...lines, ''].join('\n');
}
