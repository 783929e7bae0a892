import type { Access } from '../access/access.js';
import type { ListColumn, ListCondition, ListDefinition, ListRequest } from './list-definition.js';
import { VALUE_READERS } from './list-value.js';

export interface ListStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Definition = ListDefinition<never>;
export type ScopeValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * One keyset query. The position is a row-value comparison, `(created_at, id) < ($1, $2)`, which PostgreSQL turns into one index
 * range; an OFFSET would read and throw away all pages before. One row more than asked for tells whether there is a next page.
 */
export function listStatement(
  definition: Definition,
  request: ListRequest,
  access: Pick<Access, 'instanceIds'>,
  scopes: ScopeValues,
): ListStatement {
  const values: unknown[] = [];
  const parameter = (value: unknown, cast: string): string => `$${values.push(value)}${cast}`;
  const where: string[] = [];
  if (definition.where) where.push(`(${definition.where})`);

  const sort = definition.sorts[request.sort];
  if (!sort) throw new Error(`${definition.name} has no sort ${request.sort}.`);
  for (const [name, value] of Object.entries(scopes)) {
    const scope = definition.scopes?.[name];
    if (!scope) throw new Error(`${definition.name} has no scope ${name}.`);
    const { cast } = VALUE_READERS[scope.type];
    where.push(
      typeof value === 'string'
        ? `${scope.column} = ${parameter(value, cast)}`
        : `${scope.column} = ANY(${parameter(value, cast && `${cast}[]`)})`,
    );
  }
  if (definition.instanceColumn !== null && access.instanceIds !== null) {
    where.push(`${definition.instanceColumn} = ANY(${parameter(access.instanceIds, '::uuid[]')})`);
  }
  for (const condition of request.conditions) where.push(conditionSql(definition, condition, parameter));
  if (request.cursor) {
    const key = parameter(request.cursor.key, VALUE_READERS[sort.type].cast);
    const id = parameter(request.cursor.id, '::uuid');
    where.push(`(${sort.column}, ${definition.tieBreak}) ${request.descending ? '<' : '>'} (${key}, ${id})`);
  }

  const direction = request.descending ? ' DESC' : '';
  const selected = Object.values<ListColumn>(definition.columns).flatMap(columnSql);
  const lines = [
    // As text, because a Date would cut the microseconds off the key and the next page would begin at the wrong row.
    `SELECT (${sort.column})::text AS "key", ${definition.tieBreak} AS "id"`,
    ...selected.map((expression, index) => `, ${expression} AS "c${index}"`),
    ` FROM ${definition.from}`,
    where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '',
    ` ORDER BY ${sort.column}${direction}, ${definition.tieBreak}${direction} LIMIT ${request.limit + 1}`,
  ];
  return { text: lines.join(''), values };
}

function conditionSql(
  definition: Definition,
  condition: ListCondition,
  parameter: (value: unknown, cast: string) => string,
): string {
  const filter = definition.filters?.[condition.filter];
  if (!filter) throw new Error(`${definition.name} has no filter ${condition.filter}.`);
  const { column } = filter;
  const { cast } = VALUE_READERS[filter.type];
  const [first = ''] = condition.values;
  switch (condition.operator) {
    case 'in':
      return condition.values.length === 1
        ? `${column} = ${parameter(first, cast)}`
        : `${column} = ANY(${parameter(condition.values, cast && `${cast}[]`)})`;
    case 'from':
      return `${column} >= ${parameter(first, cast)}`;
    case 'to':
      return `${column} <= ${parameter(first, cast)}`;
    case 'before':
      return `${column} < ${parameter(first, cast)}`;
    case 'prefix':
      return `${column} LIKE ${parameter(`${escapeLike(first)}%`, '')}`;
    case 'contains':
      return `${column} ILIKE ${parameter(`%${escapeLike(first)}%`, '')}`;
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function columnSql(column: ListColumn): string[] {
  if (typeof column === 'string') return [column];
  if ('money' in column) return [...column.money];
  return ['instant' in column ? column.instant : column.integer];
}

/** Rows as PostgreSQL sends them → the fields of the answer. */
export function readRow(
  columns: Readonly<Record<string, ListColumn>>,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  let next = 0;
  for (const [name, column] of Object.entries(columns)) {
    const value = row[`c${next++}`] ?? null;
    if (typeof column === 'string' || value === null) answer[name] = value;
    else if ('money' in column) answer[name] = { amount: String(value), currency: String(row[`c${next}`]).trim() };
    else if ('instant' in column) answer[name] = value instanceof Date ? value.toISOString() : String(value);
    else answer[name] = Number(value);
    if (typeof column !== 'string' && 'money' in column) next++;
  }
  return answer;
}
