import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { List } from './define-list.js';
import { readsQuery } from '../validation/unread-query.js';
import type { ListRequest } from './list-definition.js';

/** `@ListQuery(orderList) query: ListRequest`: the checked query string; unknown and repeated parameters are refused. */
export function ListQuery<R>(list: List<R>): ParameterDecorator {
  const parameter = createParamDecorator((_data: unknown, context: ExecutionContext): ListRequest => {
    return list.parse(context.switchToHttp().getRequest<Request>().query);
  })();
  return (target, method, index) => {
    if (method !== undefined) readsQuery(target, method);
    parameter(target, method, index);
  };
}
