import * as fc from 'fast-check';
import {
  advance,
  filtersOf,
  fromPageCursor,
  startWalk,
  toPageCursor,
  type WalkCursor,
  type WalkRow,
  type WalkStep,
} from './order-walk.js';

interface Stored {
  id: number;
  at: number;
  version: number;
}
const LIMIT = 5;
const iso = (at: number): string => new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString();
const secondsOf = (filter: string | undefined): number | undefined =>
  filter === undefined ? undefined : (Date.parse(filter) - Date.UTC(2026, 0, 1)) / 1000;

/** What the list endpoint does with the filters of the walk. */
function answer(store: readonly Stored[], filters: Record<string, string>): WalkRow[] {
  const min = secondsOf(filters['min_date_modified']) ?? -Infinity;
  const max = secondsOf(filters['max_date_modified']) ?? Infinity;
  const minId = Number(filters['min_id'] ?? 0);
  return store
    .filter((order) => order.at >= min && order.at <= max && order.id >= minId)
    .sort(filters['sort'] === 'id:asc' ? (a, b) => a.id - b.id : (a, b) => a.at - b.at || b.id - a.id)
    .slice(0, LIMIT)
    .map((order) => ({ id: order.id, modifiedAt: iso(order.at), mark: `${order.id}:${order.version}` }));
}

function walk(store: Stored[], between: (page: number) => void = () => undefined): { marks: string[]; pages: number } {
  const marks: string[] = [];
  let cursor: WalkCursor | null = startWalk({ modifiedFrom: null });
  let pages = 0;
  while (cursor) {
    if (++pages > 500) throw new Error('the walk does not end');
    const step: WalkStep<WalkRow> = advance(cursor, answer(store, filtersOf({ modifiedFrom: null }, cursor)), LIMIT);
    marks.push(...step.fresh.map((row) => row.mark));
    // Through JSON, as it is stored between two pages.
    cursor = step.next && fromPageCursor(JSON.parse(JSON.stringify(toPageCursor(step.next, null)))).cursor;
    if (cursor) between(pages);
  }
  return { marks, pages };
}

const orders = fc
  .array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 })
  .map((times) => times.map((at, index) => ({ id: index + 1, at, version: 0 })));

describe('order walk', () => {
  it('hands out every order exactly once, however many share a second', () => {
    fc.assert(
      fc.property(orders, (store) => {
        const { marks } = walk([...store]);
        expect([...marks].sort()).toEqual(store.map((order) => `${order.id}:0`).sort());
      }),
    );
  });

  it('hands out the last state of every order when orders change between pages', () => {
    const changes = fc.array(fc.tuple(fc.nat(14), fc.nat(59), fc.nat(2)), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(orders, changes, (store, edits) => {
        const live = store.map((order) => ({ ...order }));
        let now = 13;
        let edited = 0;
        const { marks } = walk(live, (page) => {
          for (const [when, which, delay] of edits) {
            const order = live[which];
            if (when !== page || !order) continue;
            // Several edits share a second, yet never a whole page of them: see the next test.
            now += edited++ % (LIMIT - 1) === 0 ? 1 : delay;
            order.at = now;
            order.version += 1;
          }
        });
        const handed = new Set(marks);
        expect(handed.size).toBe(marks.length);
        expect(live.filter((order) => !handed.has(`${order.id}:${order.version}`))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a bulk edit that is still going on to the next run, which begins at the highest second', () => {
    const live = Array.from({ length: 12 }, (_, index) => ({ id: index + 1, at: index < 2 ? 0 : 5, version: 0 }));
    const { marks } = walk(live, (page) => {
      const late = live[0];
      if (page === 3 && late) Object.assign(late, { at: 5, version: 1 });
    });
    expect(marks).not.toContain('1:1');
    expect(answer(live, filtersOf({ modifiedFrom: iso(5) }, startWalk({ modifiedFrom: iso(5) }))).length).toBe(LIMIT);
    const again = walk(live.filter((order) => order.at >= 5));
    expect(again.marks).toContain('1:1');
  });

  it('needs one request per page and one to see the end', () => {
    const store = Array.from({ length: 20 }, (_, index) => ({ id: index + 1, at: index, version: 0 }));
    // Each page repeats the last row of the one before: 5 + 4 + 4 + 4 + 3.
    expect(walk(store).pages).toBe(5);
  });

  it('walks a second by id when it fills a page', () => {
    const rows = answer(
      Array.from({ length: 9 }, (_, index) => ({ id: index + 1, at: 3, version: 0 })),
      { sort: 'date_modified:asc' },
    );
    const { next } = advance(startWalk({}), rows, LIMIT);
    expect(filtersOf({}, next as WalkCursor)).toEqual({
      sort: 'id:asc',
      min_date_modified: '2026-01-01T00:00:03Z',
      max_date_modified: '2026-01-01T00:00:03Z',
    });
  });

  it('asks for a range of creation by id, from the id after the last', () => {
    const query = { createdFrom: '2026-01-01T00:00:00.000Z', createdTo: '2026-01-31T23:59:59.999Z', statusId: '11' };
    const { next } = advance(startWalk(query), [{ id: 7, modifiedAt: null, mark: '' }], 1);
    expect(filtersOf(query, next as WalkCursor)).toEqual({
      status_id: '11',
      sort: 'id:asc',
      min_date_created: '2026-01-01T00:00:00Z',
      max_date_created: '2026-01-31T23:59:59Z',
      min_id: '8',
    });
  });

  it('keeps rows without a readable date, and gives up only when none has one', () => {
    const dateless = { id: 1, modifiedAt: null, mark: '1' };
    const dated = { id: 2, modifiedAt: iso(4), mark: '2' };
    expect(advance(startWalk({}), [dateless, dated], 2)).toMatchObject({
      fresh: [dateless, dated],
      next: { from: iso(4) },
    });
    expect(() => advance(startWalk({}), [dateless, dateless], 2)).toThrow('when it was changed');
  });

  it('refuses a position that is not its own', () => {
    expect(() => fromPageCursor({ mode: 'page', page: 2 })).toThrow('start a new import');
  });
});
