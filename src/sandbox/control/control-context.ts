import type { FaultRules } from '../faults/fault-rules.js';
import { Answer, json, type ApiReply } from '../http/exchange.js';
import type { StoreRegistry } from '../stores/store-registry.js';
import type { Store } from '../stores/store.js';

export interface ControlContext {
  stores: StoreRegistry;
  faults: FaultRules;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

export interface ControlRoute {
  method: string;
  path: string;
  /** For GET /_sandbox. */
  help: string;
  handle: (context: ControlContext) => ApiReply;
}

export function bad(error: string): Answer {
  return new Answer(json(400, { error }));
}

export function storeOf({ stores, params }: ControlContext): Store {
  const store = stores.get(params.hash ?? '');
  if (!store) throw new Answer(json(404, { error: `No store "${params.hash}".` }));
  return store;
}
