import { invalidRequest, type CodedFieldError } from '../problem/invalid-request.js';
import { decodeCursor } from './cursor.js';
import {
  DEFAULT_LIMIT,
  MAX_LIMIT,
  type ListCondition,
  type ListCursor,
  type ListDefinition,
  type ListFilter,
  type ListOperator,
  type ListRequest,
} from './list-definition.js';
import { VALUE_READERS } from './list-value.js';

const MAX_VALUES = 100;

type Definition = ListDefinition<never>;
type Query = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly filter: string;
  readonly operator: ListOperator;
}

/** Every parameter a list takes, by its name in the query string; OpenAPI and the parser read the same map. */
export function filterParameters(filters: Readonly<Record<string, ListFilter>>): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [filter, { match, range }] of Object.entries(filters)) {
    parameters.set(filter, { filter, operator: match === undefined || match === 'exact' ? 'in' : match });
    if (!range) continue;
    for (const operator of ['from', 'to', 'before'] as const)
      parameters.set(`${filter}.${operator}`, { filter, operator });
  }
  return parameters;
}

/** Checks a query string against its list; says everything that is wrong with it at once. */
export function parseListQuery(definition: Definition, query: Query): ListRequest {
  const errors: CodedFieldError[] = [];
  const refuse = (field: string, code: string, message: string): void => void errors.push({ field, code, message });
  const parameters = filterParameters(definition.filters ?? {});
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(query)) {
    if (!parameters.has(name) && !['limit', 'cursor', 'sort'].includes(name)) {
      refuse(
        name,
        'unknown',
        `This list knows no parameter "${name}"; it knows limit, cursor, sort${namesOf(parameters)}.`,
      );
    } else if (typeof value !== 'string') refuse(name, 'repeated', 'Give this parameter once.');
    else texts.set(name, value);
  }

  const conditions: ListCondition[] = [];
  for (const [name, text] of texts) {
    const parameter = parameters.get(name);
    const filter = parameter && definition.filters?.[parameter.filter];
    if (!parameter || !filter) continue;
    const values = readValues(filter, parameter.operator, text);
    if (typeof values === 'string') refuse(name, filter.enum ? 'enum' : filter.type, values);
    else conditions.push({ ...parameter, values });
  }

  const limit = readLimit(texts.get('limit'));
  if (limit === null) refuse('limit', 'limit', `The limit is a whole number from 1 to ${MAX_LIMIT}.`);
  const { sort, descending } = readSort(texts.get('sort') ?? definition.defaultSort);
  const sorting = Object.hasOwn(definition.sorts, sort) ? definition.sorts[sort] : undefined;
  let cursor: ListCursor | null = null;
  if (!sorting)
    refuse(
      'sort',
      'enum',
      `Sort by one of ${Object.keys(definition.sorts).join(', ')}, with - in front for descending.`,
    );
  else {
    const text = texts.get('cursor');
    if (text !== undefined) {
      cursor = decodeCursor(text, { list: definition.name, sort, descending, type: sorting.type });
      if (!cursor)
        refuse(
          'cursor',
          'cursor',
          'This cursor does not belong to this list in this order; start again without a cursor.',
        );
    }
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return { limit: limit ?? DEFAULT_LIMIT, sort, descending, cursor, conditions };
}

function namesOf(parameters: ReadonlyMap<string, Parameter>): string {
  return [...parameters.keys()].map((name) => `, ${name}`).join('');
}

function readLimit(text: string | undefined): number | null {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
}

function readSort(text: string): { sort: string; descending: boolean } {
  return text.startsWith('-') ? { sort: text.slice(1), descending: true } : { sort: text, descending: false };
}

/** The values, or the sentence that says what was expected. */
function readValues(filter: ListFilter, operator: ListOperator, text: string): string[] | string {
  // Free text may hold commas; ids, states and numbers never do.
  const isSplit = operator === 'in' && (filter.enum !== undefined || filter.type !== 'text');
  const values = (isSplit ? text.split(',') : [text]).map((value) => (filter.lowercase ? value.toLowerCase() : value));
  if (values.length > MAX_VALUES) return `Give at most ${MAX_VALUES} values.`;
  if (filter.enum && !values.every((value) => filter.enum?.includes(value)))
    return `Use one of ${filter.enum.join(', ')}.`;
  const { accepts, expected } = VALUE_READERS[filter.type];
  return values.every(accepts) ? values : `Give ${expected}.`;
}
