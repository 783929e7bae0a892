import type { Store } from '../stores/store.js';
import type { ApiReply, ApiRequest } from './exchange.js';

export interface HandlerContext {
  request: ApiRequest;
  store: Store;
  /** Faults that change what a handler answers. */
  truncateConsignments: boolean;
}

export interface Route {
  method: string;
  /** Without /stores/{hash}: "/v2/orders/{order_id}/products". */
  path: string;
  /** Any one of these opens it; a `_read_only` form of each opens GET and HEAD. */
  scopes: readonly string[];
  handle: (context: HandlerContext) => ApiReply | Promise<ApiReply>;
  /** Requests of this route that one store may have in flight; a capped route takes a few milliseconds, so that it can matter. */
  maxInFlight?: number;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

interface Compiled {
  segments: readonly string[];
  route: Route;
}

export class Router {
  private readonly bySize = new Map<number, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.path.split('/').slice(1);
      const list = this.bySize.get(segments.length) ?? [];
      list.push({ segments, route });
      // Literal segments win over parameters: /customers/addresses is not a customer.
      list.sort((a, b) => parameters(a.segments) - parameters(b.segments));
      this.bySize.set(segments.length, list);
    }
  }

  /** The route; or the methods a known path takes; or null for a path nobody knows. */
  find(method: string, path: string): Match | { allowed: string[] } | null {
    const segments = path.split('/').slice(1);
    const allowed: string[] = [];
    for (const { segments: pattern, route } of this.bySize.get(segments.length) ?? []) {
      const params = matchSegments(pattern, segments);
      if (!params) continue;
      if (route.method === method || (method === 'HEAD' && route.method === 'GET')) return { route, params };
      allowed.push(route.method);
    }
    return allowed.length > 0 ? { allowed } : null;
  }
}

function parameters(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** An `{..._id}` segment takes digits only, so that words fall through to a 404. */
function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (let i = 0; i < pattern.length; i += 1) {
    const expected = pattern[i] as string;
    const actual = segments[i] as string;
    if (!expected.startsWith('{')) {
      if (expected !== actual) return null;
      continue;
    }
    const name = expected.slice(1, -1);
    if (name.endsWith('id') && !/^\d{1,15}$/.test(actual)) return null;
    params[name] = actual;
  }
  return params;
}
