import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import { PUBLIC } from '../public.decorator.js';

const READS_QUERY = 'reads-query';

/** For parameter decorators of our own that look into the query string. */
export function readsQuery(prototype: object, method: string | symbol): void {
  Reflect.defineMetadata(READS_QUERY, true, prototype, method);
}

/**
 * Whether a handler looks at the query string at all. If not, what stands there is a mistake of the caller (a filter put at the
 * wrong address) and is refused. Public routes are left alone: other people's systems add parameters of their own.
 */
export function doesReadQuery(controller: { readonly prototype: object }, handler: { readonly name: string }): boolean {
  if (Reflect.hasMetadata(PUBLIC, handler) || Reflect.hasMetadata(PUBLIC, controller)) return true;
  if (Reflect.hasMetadata(READS_QUERY, controller.prototype, handler.name)) return true;
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) ?? {}) as object;
  return Object.keys(parameters).some((key) => READING.has(Number(key.split(':')[0])));
}

const READING: ReadonlySet<number> = new Set([RouteParamtypes.QUERY, RouteParamtypes.REQUEST]);
