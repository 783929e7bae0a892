import { isCalendarDay, isId } from '../../../shared-kernel/index.js';

/** How a query parameter is read and how its SQL parameter is cast. */
export type ListValueType = 'text' | 'uuid' | 'instant' | 'day' | 'integer' | 'decimal' | 'boolean';

interface ValueReader {
  /** Empty for text: PostgreSQL takes the column's own type, so that an index on varchar or char still serves. */
  readonly cast: string;
  readonly expected: string;
  accepts(text: string): boolean;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const MAX_TEXT = 500;

const isDay = (text: string) => isCalendarDay(text) && !text.startsWith('0000');

export const VALUE_READERS: Record<ListValueType, ValueReader> = {
  text: {
    cast: '',
    expected: `text of 1 to ${MAX_TEXT} characters`,
    accepts: (text) => text !== '' && text.length <= MAX_TEXT,
  },
  uuid: { cast: '::uuid', expected: 'an id (UUID)', accepts: isId },
  instant: {
    cast: '::timestamptz',
    expected: 'a date and time with its offset, like 2026-11-20T08:15:00Z',
    accepts: (text) => isDay(INSTANT.exec(text)?.[1] ?? ''),
  },
  day: { cast: '::date', expected: 'a day like 2026-11-20', accepts: isDay },
  integer: { cast: '::bigint', expected: 'a whole number', accepts: (text) => /^-?\d{1,18}$/.test(text) },
  decimal: {
    cast: '::numeric',
    expected: 'a number like 12.50',
    accepts: (text) => /^-?\d{1,30}(\.\d{1,20})?$/.test(text),
  },
  boolean: { cast: '::boolean', expected: 'true or false', accepts: (text) => text === 'true' || text === 'false' },
};
