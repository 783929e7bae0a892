import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import type { List } from './define-list.js';
import { DEFAULT_LIMIT, MAX_LIMIT, type ListColumn, type ListFilter, type ListOperator } from './list-definition.js';
import type { ListValueType } from './list-value.js';
import { filterParameters } from './parse-list-query.js';

type Schema = { type: 'string' | 'boolean' | 'integer' | 'object'; format?: string } & Record<string, unknown>;

const SCHEMAS: Record<ListValueType, Schema> = {
  text: { type: 'string' },
  uuid: { type: 'string', format: 'uuid' },
  instant: { type: 'string', format: 'date-time' },
  day: { type: 'string', format: 'date' },
  integer: { type: 'string', pattern: '^-?\\d+$' },
  decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  boolean: { type: 'boolean' },
};

/** Shows a list's filters, orders and page in OpenAPI. */
export function ApiList<R>(list: List<R>): MethodDecorator {
  const { name, filters = {}, sorts, defaultSort, columns } = list.definition;
  const orders = Object.keys(sorts).flatMap((sort) => [sort, `-${sort}`]);
  const filterQueries = [...filterParameters(filters)].map(([parameter, { filter, operator }]) =>
    ApiQuery({
      name: parameter,
      required: false,
      description: describe(filters[filter] as ListFilter, operator),
      schema: SCHEMAS[(filters[filter] as ListFilter).type],
    }),
  );
  return applyDecorators(
    ...filterQueries,
    ApiQuery({ name: 'sort', required: false, schema: { type: 'string', enum: orders, default: defaultSort } }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      description: 'page.nextCursor of the page before',
      schema: { type: 'string' },
    }),
    ApiOkResponse({ description: `A page of ${name}.`, schema: pageSchema(columns) }),
  );
}

function describe(filter: ListFilter, operator: ListOperator): string {
  const parts = [filter.description ?? ''];
  if (filter.enum) parts.push(`One or several, with commas, of: ${filter.enum.join(', ')}.`);
  else if (operator === 'in' && filter.type !== 'text' && filter.type !== 'boolean')
    parts.push('One or several, with commas.');
  if (operator === 'from') parts.push('At least, inclusive.');
  if (operator === 'to') parts.push('At most, inclusive.');
  if (operator === 'before') parts.push('Below, exclusive.');
  if (operator === 'prefix') parts.push('Begins with.');
  if (operator === 'contains') parts.push('Contains, whatever the case.');
  return parts.filter((part) => part !== '').join(' ');
}

function pageSchema(columns: Readonly<Record<string, ListColumn>>) {
  const properties = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, columnSchema(column)]));
  return {
    type: 'object' as const,
    required: ['data', 'page'],
    properties: {
      data: { type: 'array' as const, items: { type: 'object' as const, properties } },
      page: {
        type: 'object' as const,
        required: ['nextCursor', 'limit'],
        properties: { nextCursor: { type: 'string' as const, nullable: true }, limit: { type: 'integer' as const } },
      },
    },
  };
}

function columnSchema(column: ListColumn) {
  if (typeof column === 'string') return {};
  if ('instant' in column) return { type: 'string' as const, format: 'date-time', nullable: true };
  if ('integer' in column) return { type: 'integer' as const, nullable: true };
  return { $ref: '#/components/schemas/Money', nullable: true };
}
