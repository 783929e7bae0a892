import { DomainError, isCalendarDay } from '../../../shared-kernel/index.js';

/** What a person may ask for (A11.1): nothing (changes since the last run), order ids, or a range of creation days or instants. */
export interface ImportParameters {
  readonly orderIds?: readonly string[];
  /** ISO 8601 instants. */
  readonly createdFrom?: string;
  readonly createdTo?: string;
}

const MAX_IDS = 1_000;

/** Accepts ids as a list or as "12, 13, 14". Unknown names, unreadable dates and empty lists are refused with their field. */
export function parseImportParameters(parameters: Readonly<Record<string, unknown>>): ImportParameters {
  const problems: { field: string; message: string }[] = [];
  const known = new Set(['orderIds', 'createdFrom', 'createdTo']);
  for (const name of Object.keys(parameters)) {
    if (!known.has(name))
      problems.push({
        field: `parameters.${name}`,
        message: 'This parameter does not exist; use orderIds, createdFrom or createdTo.',
      });
  }
  const orderIds = parseIds(parameters['orderIds'], problems);
  const createdFrom = parseInstant('createdFrom', parameters['createdFrom'], 'T00:00:00.000Z', problems);
  const createdTo = parseInstant('createdTo', parameters['createdTo'], 'T23:59:59.999Z', problems);
  if (orderIds && (createdFrom || createdTo)) {
    problems.push({ field: 'parameters.orderIds', message: 'Give order ids or a date range, not both.' });
  }
  if (createdFrom && createdTo && createdFrom > createdTo) {
    problems.push({ field: 'parameters.createdTo', message: 'The range ends before it begins.' });
  }
  if (problems.length > 0) {
    throw new DomainError(
      'invalid',
      'orders.import-parameters',
      'The import cannot start: its parameters are not right.',
      {},
      { fieldErrors: problems },
    );
  }
  return { ...(orderIds && { orderIds }), ...(createdFrom && { createdFrom }), ...(createdTo && { createdTo }) };
}

function parseIds(value: unknown, problems: { field: string; message: string }[]): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const parts =
    typeof value === 'string' || typeof value === 'number'
      ? String(value).split(',')
      : Array.isArray(value)
        ? value.map(String)
        : null;
  const ids = [...new Set(parts?.map((part) => part.trim()).filter((part) => part !== ''))];
  if (!parts || ids.length === 0 || ids.some((id) => !/^[1-9]\d{0,17}$/.test(id))) {
    problems.push({
      field: 'parameters.orderIds',
      message: 'Order ids are whole numbers, as a list or separated by commas.',
    });
    return undefined;
  }
  if (ids.length > MAX_IDS) {
    problems.push({
      field: 'parameters.orderIds',
      message: `At most ${MAX_IDS} ids at once; use a date range for more.`,
    });
    return undefined;
  }
  return ids;
}

function parseInstant(
  name: string,
  value: unknown,
  endOfDay: string,
  problems: { field: string; message: string }[],
): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = isDay || isInstant ? Date.parse(isDay ? `${text}${endOfDay}` : text) : Number.NaN;
  if (Number.isNaN(time) || !isCalendarDay(text.slice(0, 10))) {
    problems.push({
      field: `parameters.${name}`,
      message: 'Give a day (2026-01-31) or an instant with its offset (2026-01-31T08:00:00Z).',
    });
    return undefined;
  }
  return new Date(time).toISOString();
}
