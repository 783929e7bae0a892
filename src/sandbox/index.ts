import { apiRoutes } from './bigcommerce/routes.js';
import { ControlApi } from './control/control-api.js';
import { FaultRules } from './faults/fault-rules.js';
import { ApiPipeline } from './http/api-pipeline.js';
import { Router } from './http/router.js';
import { close, listen } from './http/server.js';
import { StoreRegistry } from './stores/store-registry.js';
import { DEFAULT_STORE, type StoreOptions } from './stores/store.js';
import { VirtualClock } from './stores/virtual-clock.js';

export type { Profile, StoreOptions, TaxMode } from './stores/store.js';
export { ALL_SCOPES } from './stores/scopes.js';
export type { FaultKind, FaultRule } from './faults/fault-rules.js';

export interface SandboxOptions extends Omit<Partial<StoreOptions>, 'hash'> {
  /** 0 (default) takes a free port. */
  port?: number;
  host?: string;
  storeHash?: string;
  /** Added to every answer of the API. */
  latencyMs?: number;
  /** Compress answers for clients that ask for it; on by default. */
  gzip?: boolean;
  /** Where the sandbox's clock starts, in unix milliseconds; by default it is the real time. */
  startMs?: number;
}

export interface RunningSandbox {
  /** "http://127.0.0.1:41234": put /stores/{storeHash}/v2 or /v3 behind it; /_sandbox is the control API. */
  url: string;
  storeHash: string;
  token: string;
  close(): Promise<void>;
}

/** Starts a BigCommerce that runs in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { port = 0, host = '127.0.0.1', storeHash, latencyMs = 0, gzip = true, startMs, ...given } = options;
  const clock = new VirtualClock(startMs);
  const faults = new FaultRules();
  let url = '';
  const stores = new StoreRegistry(clock, () => url);
  const pipeline = new ApiPipeline(stores, new Router(apiRoutes), faults, { latencyMs, gzip });
  const control = new ControlApi(stores, faults);
  const { server, port: actual } = await listen(host, port, (message, response, address) =>
    address.pathname.startsWith('/_sandbox')
      ? control.serve(message, response, address)
      : pipeline.serve(message, response, address),
  );
  url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
  const store = stores.add({ ...DEFAULT_STORE, ...defined(given), hash: storeHash ?? DEFAULT_STORE.hash });
  return { url, storeHash: store.hash, token: given.token ?? DEFAULT_STORE.token, close: () => close(server) };
}

/** Drops keys that are there with the value undefined: they must not hide a default. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
