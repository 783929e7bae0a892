import { DomainError } from '../../../shared-kernel/index.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { defineList } from './define-list.js';
import { listStatement } from './list-sql.js';

const ID = '0198f0a0-0000-7000-8000-000000000001';
const list = defineList<{ id: string; total: unknown }>({
  name: 'orders',
  from: 'sales.sale_order o',
  columns: { id: 'o.id', total: { money: ['o.total', 'o.currency'] } },
  filters: {
    state: { column: 'o.state', type: 'text', enum: ['draft', 'confirmed'] },
    createdAt: { column: 'o.created_at', type: 'instant', range: true },
    orderedOn: { column: 'o.ordered_on', type: 'day', range: true },
    number: { column: 'o.number', type: 'text', match: 'prefix' },
    email: { column: 'lower(o.email)', type: 'text', lowercase: true },
    customerId: { column: 'o.customer_id', type: 'uuid' },
  },
  sorts: { createdAt: { column: 'o.created_at', type: 'instant' }, number: { column: 'o.number', type: 'text' } },
  defaultSort: '-createdAt',
  tieBreak: 'o.id',
  instanceColumn: 'o.instance_id',
});

const refused = (query: Record<string, unknown>): { field: string; code: string }[] => {
  try {
    list.parse(query);
  } catch (error) {
    return (error as DomainError).fieldErrors.map((field) => ({
      field: field.field,
      code: (field as { code?: string }).code ?? '',
    }));
  }
  return [];
};

const sql = (query: Record<string, unknown>, instanceIds: string[] | null = null) =>
  listStatement(list.definition as never, list.parse(query), { instanceIds }, {});

describe('a list query', () => {
  it('takes the default order and 50 rows when nothing is said', () => {
    expect(list.parse({})).toEqual({ limit: 50, sort: 'createdAt', descending: true, cursor: null, conditions: [] });
  });

  it.each([
    ['an unknown parameter', { colour: 'red' }, 'colour', 'unknown'],
    ['a name of JavaScript itself', { constructor: 'x' }, 'constructor', 'unknown'],
    ['a parameter given twice', { state: ['draft', 'confirmed'] }, 'state', 'repeated'],
    ['a value outside the enum', { state: 'lost' }, 'state', 'enum'],
    ['an empty value', { number: '' }, 'number', 'text'],
    ['limit 0', { limit: '0' }, 'limit', 'limit'],
    ['limit 201', { limit: '201' }, 'limit', 'limit'],
    ['a limit that is no number', { limit: '1e2' }, 'limit', 'limit'],
    ['an unknown order', { sort: 'colour' }, 'sort', 'enum'],
    ['an order of JavaScript itself', { sort: 'constructor' }, 'sort', 'enum'],
    ['an id that is none', { customerId: '7' }, 'customerId', 'uuid'],
    ['a day that does not exist', { 'orderedOn.from': '2026-02-30' }, 'orderedOn.from', 'day'],
    ['an instant without offset', { 'createdAt.from': '2026-02-20T10:00:00' }, 'createdAt.from', 'instant'],
    ['an instant in year 0', { createdAt: '0000-02-20T10:00:00Z' }, 'createdAt', 'instant'],
    ['an instant at 25 hours', { createdAt: '2026-02-20T25:00:00Z' }, 'createdAt', 'instant'],
    ['a range of what has none', { 'state.from': 'a' }, 'state.from', 'unknown'],
    ['a cursor that is noise', { cursor: '!!' }, 'cursor', 'cursor'],
    ['a cursor of valid base64 noise', { cursor: 'AAAA' }, 'cursor', 'cursor'],
  ])('refuses %s', (_what, query, field, code) => {
    expect(refused(query)).toEqual([{ field, code }]);
  });

  it('names everything that is wrong at once', () => {
    expect(refused({ colour: 'red', limit: '0', state: 'lost' }).map((error) => error.field)).toEqual([
      'colour',
      'state',
      'limit',
    ]);
  });

  it('takes a cursor back only for the list and order it was made for', () => {
    const key = '2026-11-20 08:15:00.123456+00';
    const cursor = encodeCursor('orders', 'createdAt', true, { key, id: ID });
    expect(list.parse({ cursor }).cursor).toEqual({ key, id: ID });
    expect(refused({ cursor, sort: 'createdAt' })).toEqual([{ field: 'cursor', code: 'cursor' }]);
    expect(refused({ cursor, sort: '-number' })).toEqual([{ field: 'cursor', code: 'cursor' }]);
    const elsewhere = { list: 'invoices', sort: 'createdAt', descending: true, type: 'instant' } as const;
    expect(decodeCursor(cursor, elsewhere)).toBeNull();
  });

  it.each([['not a time'], ["'; DROP TABLE x"], ['\0']])('refuses a forged cursor with the key %j', (key) => {
    expect(refused({ cursor: encodeCursor('orders', 'createdAt', true, { key, id: ID }) })).toHaveLength(1);
  });

  it('refuses a forged cursor with an id that is none, and one with a text key that cannot be stored', () => {
    expect(
      refused({ cursor: encodeCursor('orders', 'createdAt', true, { key: '2026-11-20 08:15:00+00', id: 'x' }) }),
    ).toHaveLength(1);
    expect(
      refused({ sort: 'number', cursor: encodeCursor('orders', 'number', false, { key: 'a\0', id: ID }) }),
    ).toHaveLength(1);
  });
});

describe('the SQL of a list', () => {
  it('compares the position as a row, so that one index range answers', () => {
    const cursor = encodeCursor('orders', 'createdAt', true, { key: '2026-11-20 08:15:00+00', id: ID });
    const { text, values } = sql({ cursor, limit: '10' });
    expect(text).toContain(
      'WHERE (o.created_at, o.id) < ($1::timestamptz, $2::uuid) ORDER BY o.created_at DESC, o.id DESC LIMIT 11',
    );
    expect(values).toEqual(['2026-11-20 08:15:00+00', ID]);
  });

  it('turns the order round for ascending', () => {
    const cursor = encodeCursor('orders', 'number', false, { key: 'A-1', id: ID });
    expect(sql({ cursor, sort: 'number' }).text).toContain(
      '(o.number, o.id) > ($1, $2::uuid) ORDER BY o.number, o.id LIMIT 51',
    );
  });

  it('restricts a limited key to its instances', () => {
    expect(sql({}, [ID])).toMatchObject({
      text: expect.stringContaining('o.instance_id = ANY($1::uuid[])') as string,
      values: [[ID]],
    });
    expect(sql({}, []).values).toEqual([[]]);
    expect(sql({}).text).not.toContain('instance_id');
  });

  it('takes signs of LIKE literally and lower-cases where the column is', () => {
    const { text, values } = sql({ number: '50%_\\', email: 'Ada@Example.COM' });
    expect(text).toContain('o.number LIKE $1 AND lower(o.email) = $2');
    expect(values).toEqual(['50\\%\\_\\\\%', 'ada@example.com']);
  });

  it('takes several values with commas and ranges with their bounds', () => {
    const { text, values } = sql({
      state: 'draft,confirmed',
      'orderedOn.from': '2026-01-01',
      'orderedOn.before': '2026-02-01',
    });
    expect(text).toContain('o.state = ANY($1) AND o.ordered_on >= $2::date AND o.ordered_on < $3::date');
    expect(values).toEqual([['draft', 'confirmed'], '2026-01-01', '2026-02-01']);
  });
});
