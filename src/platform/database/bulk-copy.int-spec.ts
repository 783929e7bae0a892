import fc from 'fast-check';
import { Column, Entity, PrimaryColumn, type DataSource } from 'typeorm';
import { newId } from '../../shared-kernel/index.js';
import { CopyBuffer, UnfitValue } from './copy-buffer.js';
import { Database } from './database.js';
import { createDataSource } from './data-source.js';
import { testDatabase, type TestDatabase } from './testing/index.js';

@Entity({ schema: 'public', name: 'copied_thing' })
class ThingRow {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;
  @Column({ name: 'name', type: 'text', nullable: true })
  name!: string | null;
  @Column({ name: 'amount', type: 'numeric', precision: 40, scale: 12, nullable: true })
  amount!: string | null;
  @Column({ name: 'count', type: 'integer', nullable: true })
  count!: number | null;
  @Column({ name: 'small', type: 'smallint', nullable: true })
  small!: number | null;
  @Column({ name: 'large', type: 'bigint', nullable: true })
  large!: string | null;
  @Column({ name: 'is_on', type: 'boolean', nullable: true })
  isOn!: boolean | null;
  @Column({ name: 'day', type: 'date', nullable: true })
  day!: string | null;
  @Column({ name: 'at', type: 'timestamptz', nullable: true })
  at!: Date | string | null;
  @Column({ name: 'facts', type: 'jsonb', nullable: true })
  facts!: unknown;
  @Column({ name: 'raw', type: 'json', nullable: true })
  raw!: unknown;
  @Column({ name: 'content', type: 'bytea', nullable: true })
  content!: Buffer | null;
  @Column({ name: 'words', type: 'text', array: true, nullable: true })
  words!: string[] | null;
  @Column({ name: 'others', type: 'uuid', array: true, nullable: true })
  others!: string[] | null;
}

const EMPTY = { name: null, amount: null, count: null, small: null, large: null, isOn: null, day: null, at: null };
const NOTHING = { ...EMPTY, facts: null, raw: null, content: null, words: null, others: null };

describe('rows written by COPY', () => {
  let testing: TestDatabase;
  let dataSource: DataSource;
  let database: Database;

  beforeAll(async () => {
    testing = await testDatabase();
    dataSource = await createDataSource({ url: testing.url }).initialize();
    database = new Database(dataSource);
    await database.query(`CREATE TABLE public.copied_thing (id uuid PRIMARY KEY, name text, amount numeric CHECK (amount <> 13),
      count integer, small smallint, large bigint, is_on boolean, day date, at timestamptz, facts jsonb, raw json, content bytea,
      words text[], others uuid[])`);
  });
  afterEach(() => database.query('TRUNCATE public.copied_thing'));
  afterAll(async () => {
    await dataSource.destroy();
    await testing.close();
  });

  const write = (rows: readonly Partial<ThingRow>[]) => database.transaction((tx) => tx.insert(ThingRow, rows));
  const read = () => database.query('SELECT * FROM public.copied_thing ORDER BY id');

  it('come back as they were, of every type', async () => {
    const id = newId();
    const other = newId();
    await write([
      {
        id: id.toUpperCase(),
        name: 'Zoë’s "shop"\t\\N\n€ 🧺',
        amount: '-1234567.0450',
        count: -2_147_483_648,
        small: 32_767,
        large: '-9223372036854775808',
        isOn: false,
        day: '1999-12-31',
        at: '2026-03-29T02:30:00.125+01:00',
        facts: { a: ['ü', null, 1.5] },
        raw: '{"b" : 1}',
        content: Buffer.from([0, 255, 1]),
        words: ['one', 'tw"o', '', 'fünf'],
        others: [other],
      },
      { ...NOTHING, id: other, at: new Date('1969-07-20T20:17:40.000Z'), words: [], others: [] },
    ]);
    expect(await read()).toEqual([
      {
        id,
        name: 'Zoë’s "shop"\t\\N\n€ 🧺',
        amount: '-1234567.0450',
        count: -2_147_483_648,
        small: 32_767,
        large: '-9223372036854775808',
        is_on: false,
        day: '1999-12-31',
        at: new Date('2026-03-29T01:30:00.125Z'),
        facts: { a: ['ü', null, 1.5] },
        raw: { b: 1 },
        content: Buffer.from([0, 255, 1]),
        words: ['one', 'tw"o', '', 'fünf'],
        others: [other],
      },
      expect.objectContaining({
        id: other,
        name: null,
        at: new Date('1969-07-20T20:17:40.000Z'),
        words: [],
        others: [],
      }),
    ]);
  });

  it('keep instants to the millisecond in any year', async () => {
    const instants = ['0001-01-01T00:00:00.001Z', '1999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'];
    await write(instants.map((at) => ({ ...NOTHING, id: newId(), at })));
    const stored = await database.query<{ at: string }>(
      `SELECT to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM public.copied_thing ORDER BY id`,
    );
    expect(stored.map((row) => row.at)).toEqual(instants.map((at) => at.replace('Z', '000Z')));
  });

  it('keep every decimal number, as PostgreSQL itself reads and prints it', async () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
    const decimal = fc
      .tuple(fc.boolean(), digits(18), fc.option(digits(12)))
      .map(([negative, whole, fraction]) => `${negative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}`)
      .filter((text) => !/^13(\.0*)?$/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1, maxLength: 200 }), async (amounts) => {
        await database.query('TRUNCATE public.copied_thing');
        await write(amounts.map((amount) => ({ ...NOTHING, id: newId(), amount })));
        const stored = await database.query<{ amount: string }>(
          'SELECT amount::text FROM public.copied_thing ORDER BY id',
        );
        const printed = await database.query<{ amount: string }>(
          'SELECT amount::numeric::text AS amount FROM unnest($1::text[]) AS t(amount)',
          [amounts],
        );
        expect(stored).toEqual(printed);
        // Stored in the one form that PostgreSQL itself would store, so that equal numbers are equal bytes.
        const [odd] = await database.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM public.copied_thing WHERE numeric_send(amount) <> numeric_send(amount::text::numeric)`,
        );
        expect(odd?.n).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('keep every text', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 90 }), { minLength: 1, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(texts, async (names) => {
        const wanted = names.map((name) => name.replaceAll('\0', ' '));
        await database.query('TRUNCATE public.copied_thing');
        await write(wanted.map((name) => ({ ...NOTHING, id: newId(), name })));
        expect((await read()).map((row) => row['name'])).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('are more than the buffer held at first', async () => {
    const rows = Array.from({ length: 20_000 }, () => ({ ...NOTHING, id: newId(), name: 'x'.repeat(300) }));
    await write(rows);
    const [found] = await database.query(
      'SELECT count(*)::int AS n, sum(length(name))::int AS letters FROM public.copied_thing',
    );
    expect(found).toEqual({ n: 20_000, letters: 6_000_000 });
  });

  it.each([
    ['a broken check', { amount: '13' }, '23514'],
    ['a key that is there', {}, '23505'],
    ['a text with NUL', { name: 'a\0b' }, '22021'],
  ])('fail together for %s, with PostgreSQL’s own code, and the connection goes on', async (_, broken, code) => {
    const id = newId();
    const rows = [
      { ...NOTHING, id: newId() },
      { ...NOTHING, id },
      { ...NOTHING, id: code === '23505' ? id : newId(), ...broken },
    ];
    await expect(write(rows)).rejects.toMatchObject({ code });
    expect(await read()).toEqual([]);
    await write([{ ...NOTHING, id }]);
    expect(await read()).toHaveLength(1);
  });

  it.each([
    ['a number that is none', { amount: '1e5' }, '22P02'],
    ['a number that is too large', { count: 2_147_483_648 }, '22003'],
    ['a broken id', { id: 'abc' }, '22P02'],
    ['an id that is too long', { id: `${newId()}00` }, '22P02'],
    ['an id with another letter', { id: newId().replace(/.$/, 'g') }, '22P02'],
    ['a day that is none', { day: '2026-1-1' }, '22007'],
    ['a day that no month has', { day: '2026-02-30' }, '22007'],
    ['an instant that is none', { at: 'order 7' }, '22007'],
    ['an instant without its offset', { at: '2026-03-01T10:00:00' }, '22007'],
    ['a number beyond 64 bits', { large: '9223372036854775808' }, '22003'],
  ])('are refused for %s before anything is sent', async (_, broken, code) => {
    await expect(write([{ ...NOTHING, id: newId(), ...broken }])).rejects.toMatchObject({ code });
    expect(await read()).toEqual([]);
  });

  it('say which property a row lacks', async () => {
    await expect(write([{ id: newId(), name: 'a' }, { id: newId() }])).rejects.toThrow(
      'Row 1 for "public"."copied_thing" lacks name',
    );
  });

  it('wait for the next statement of their transaction, and are there for it', async () => {
    const [first, second, third] = [newId(), newId(), newId()];
    const seen = await database.transaction(async (tx) => {
      await tx.insert(ThingRow, [{ ...NOTHING, id: first, count: 1 }]);
      await tx.insert(ThingRow, [{ id: second, name: 'two' }]);
      const found = await tx.query('SELECT id FROM public.copied_thing ORDER BY id');
      await tx.insert(ThingRow, [{ ...NOTHING, id: third }]);
      const locked = await tx.lock(ThingRow, third);
      await tx.insert(ThingRow, [{ ...NOTHING, id: newId(), count: 4 }]);
      const changed = await tx.update(ThingRow, { count: 4 }, { count: 5 });
      return { found: found.length, locked: locked?.id, changed };
    });
    expect(seen).toEqual({ found: 2, locked: third, changed: 1 });
    expect((await read()).map((row) => row['count'])).toEqual([1, null, null, 5]);
  });

  it('of many tables go together, and fail together wherever the broken one stands', async () => {
    for (const broken of [0, 1, 2]) {
      const writing = database.transaction(async (tx) => {
        for (let table = 0; table < 3; table++) {
          const rows = Array.from({ length: 3_000 }, () => ({ ...NOTHING, id: newId(), name: 'x'.repeat(500) }));
          await tx.insert(ThingRow, table === broken ? [...rows, { ...NOTHING, id: newId(), amount: '13' }] : rows);
        }
      });
      await expect(writing).rejects.toMatchObject({ code: '23514' });
      expect(await read()).toEqual([]);
      // The same connection, and the bytes it had still to ignore.
      await write([{ ...NOTHING, id: newId() }]);
      expect(await read()).toHaveLength(1);
      await database.query('TRUNCATE public.copied_thing');
    }
  });

  it('are forgotten with a transaction that fails before it sends them', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.insert(ThingRow, [{ ...NOTHING, id: newId() }]);
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(await read()).toEqual([]);
  });

  it('leave out what an UnfitValue refused, should somebody go on', async () => {
    const id = newId();
    await database.transaction(async (tx) => {
      await tx.insert(ThingRow, [{ ...NOTHING, id }]);
      await expect(tx.insert(ThingRow, [{ ...NOTHING, id: newId(), count: 1.5 }])).rejects.toMatchObject({
        code: '22003',
      });
    });
    expect((await read()).map((row) => row['id'])).toEqual([id]);
  });

  it('may be none', async () => {
    expect(await write([])).toEqual([]);
  });
});

describe('CopyBuffer', () => {
  it('has no day before the first', () => {
    expect(() => new CopyBuffer().date('')).toThrow(UnfitValue);
  });

  const written = (buffer: CopyBuffer, ...texts: string[]) => {
    for (const text of texts) {
      buffer.begin();
      buffer.text(text);
      buffer.end();
    }
    return Buffer.from(buffer.content());
  };

  it('begins anew in the same memory', () => {
    const buffer = new CopyBuffer();
    const short = written(buffer, 'short');
    buffer.clear();
    expect(written(buffer, 'something longer').length).toBeGreaterThan(short.length);
    buffer.clear();
    expect(written(buffer, 'short').equals(short)).toBe(true);
  });

  it('forgets what was begun and abandoned', () => {
    const expected = written(new CopyBuffer(), 'first', 'last');
    const buffer = new CopyBuffer();
    written(buffer, 'first');
    buffer.begin();
    buffer.text('broken');
    buffer.abandon();
    expect(written(buffer, 'last').equals(expected)).toBe(true);
  });
});
