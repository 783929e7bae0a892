import { gunzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import type { Connector, Disposition, InstanceRef, OrderQuery, PageCursor, RemoteRecord } from '../contract/index.js';

/** What a remote side can do wrong. 'quota-spent' is a 429 that says when to come back, 'overload' one that does not. */
export type RemoteFault =
  | 'wrong-token'
  | 'missing-scope'
  | 'quota-spent'
  | 'overload'
  | 'server-error'
  | 'drop'
  | 'broken-json'
  | 'html'
  | 'malformed';

/** A remote side under the test's control, spoken to over HTTP. Orders get ids in the order they are added. */
export interface RemoteUnderTest {
  /** Most orders the connector gets in one request. */
  readonly pageSize: number;
  /** Adds orders, created and changed one second apart, and returns their ids. */
  addOrders(count: number): Promise<readonly string[]>;
  /** Changes an order: later than every other one, or together with the latest change. */
  touch(remoteId: string, when: 'later' | 'same-second'): Promise<void>;
  fail(fault: RemoteFault, times: number): void;
  /** Requests answered or dropped so far. */
  requests(): number;
}

export interface ConnectorUnderTest {
  readonly connector: Connector;
  readonly instance: InstanceRef;
  /** The same store, at an address where nobody listens. */
  readonly unreachable: InstanceRef;
  readonly secrets: readonly string[];
  readonly remote: RemoteUnderTest;
  close(): Promise<void>;
}

const PASSING: readonly RemoteFault[] = ['quota-spent', 'overload', 'server-error', 'drop', 'broken-json', 'html'];
const ALWAYS = 1_000_000;

/** The behaviour every connector owes, whatever its vendor: one list, run against a stub of the remote side. */
export function describeConnector(name: string, setup: () => Promise<ConnectorUnderTest>): void {
  describe(`${name} as a connector`, () => {
    let subject: ConnectorUnderTest;
    const orders = (): NonNullable<Connector['orders']> => {
      if (!subject.connector.orders) throw new Error(`${name} offers no orders`);
      return subject.connector.orders;
    };
    const page = (query: OrderQuery, cursor: PageCursor | null = null) =>
      orders().page(subject.instance, query, cursor);

    beforeEach(async () => {
      subject = await setup();
    });
    afterEach(async () => {
      await subject.close();
    });

    /** Reads to the end as a job does: the cursor goes through JSON, a passing failure asks the same page again. */
    async function readAll(
      query: OrderQuery,
      between: (page: number) => Promise<void> = async () => {},
    ): Promise<RemoteRecord[]> {
      const records: RemoteRecord[] = [];
      let cursor: PageCursor | null = null;
      for (let pages = 1, failures = 0; pages + failures < 200;) {
        try {
          const answer = await page(query, cursor);
          records.push(...answer.records);
          if (answer.next === null) return records;
          cursor = JSON.parse(JSON.stringify(answer.next)) as PageCursor;
          await between(pages++);
        } catch (error) {
          if (subject.connector.classify(error).do !== 'retry') throw error;
          failures += 1;
        }
      }
      throw new Error('reading does not end');
    }

    async function failureOf(work: () => Promise<unknown>): Promise<{ error: unknown; disposition: Disposition }> {
      try {
        await work();
      } catch (error) {
        return { error, disposition: subject.connector.classify(error) };
      }
      throw new Error('nothing failed');
    }

    const ids = (records: readonly RemoteRecord[]): string[] => records.map((record) => record.remoteId).sort();

    describe('reading', () => {
      it('finds nothing in an empty store', async () => {
        expect(await page({ modifiedFrom: null })).toEqual({
          records: [],
          answer: null,
          missingIds: [],
          next: null,
          highWater: null,
        });
      });

      it('reads every order once, page after page, with one request per page', async () => {
        const added = await subject.remote.addOrders(subject.remote.pageSize * 2 + 3);
        const before = subject.remote.requests();
        const records = await readAll({ modifiedFrom: null });
        expect(ids(records)).toEqual([...added].sort());
        expect(subject.remote.requests() - before).toBe(3);
      });

      it('reads every order once when all were changed in the same second', async () => {
        const added = await subject.remote.addOrders(subject.remote.pageSize * 2 + 3);
        await subject.remote.touch(added[0] ?? '', 'later');
        for (const id of added.slice(1)) await subject.remote.touch(id, 'same-second');
        expect(ids(await readAll({ modifiedFrom: null }))).toEqual([...added].sort());
      });

      it('loses no order when others change between two pages, and hands out the changed ones again', async () => {
        const added = await subject.remote.addOrders(subject.remote.pageSize * 2);
        const touched = added.slice(0, 5);
        const records = await readAll({ modifiedFrom: null }, async (pages) => {
          if (pages === 1) for (const id of touched) await subject.remote.touch(id, 'later');
        });
        expect([...new Set(ids(records))]).toEqual([...added].sort());
        for (const id of touched) expect(records.filter((record) => record.remoteId === id)).toHaveLength(2);
      });

      it('starts again where the last run ended and reads only what changed since', async () => {
        const added = await subject.remote.addOrders(10);
        const first = await page({ modifiedFrom: null });
        await subject.remote.touch(added[2] ?? '', 'later');
        const second = await page({ modifiedFrom: first.highWater });
        // The last second is read again, because more may have happened in it.
        expect(ids(second.records)).toEqual([added[2], added[9]].sort());
        expect(second.highWater && first.highWater && second.highWater > first.highWater).toBe(true);
      });

      it('reads orders by the day they were created, in whatever order they changed', async () => {
        const added = await subject.remote.addOrders(subject.remote.pageSize + 20);
        const all = await readAll({ modifiedFrom: null });
        const createdAt = (id: string | undefined): string =>
          orders().map(all.find((record) => record.remoteId === id)?.content).createdAt;
        await subject.remote.touch(added[30] ?? '', 'later');
        const range = { createdFrom: createdAt(added[10]), createdTo: createdAt(added.at(-5)) };
        expect(ids(await readAll(range))).toEqual(added.slice(10, -4).sort());
      });

      it('reads explicit ids and says which do not exist', async () => {
        const added = await subject.remote.addOrders(30);
        const few = await page({ ids: [added[4] ?? '', '99999999', 'no-number'] });
        expect(ids(few.records)).toEqual([added[4]]);
        expect([...few.missingIds].sort()).toEqual(['99999999', 'no-number']);
        const before = subject.remote.requests();
        expect(ids(await readAll({ ids: added.slice(3, 28) }))).toEqual(added.slice(3, 28).sort());
        expect(subject.remote.requests() - before).toBeLessThanOrEqual(2);
      });

      it('reads one order afresh, and nothing for one that does not exist', async () => {
        const [id = ''] = await subject.remote.addOrders(1);
        expect(await orders().one(subject.instance, id)).toMatchObject({ remoteId: id });
        expect(await orders().one(subject.instance, '99999999')).toBeNull();
      });

      it('sends payloads that its own mapping reads', async () => {
        await subject.remote.addOrders(5);
        for (const record of (await page({ modifiedFrom: null })).records) {
          expect(orders().map(record.content)).toMatchObject({
            remoteId: record.remoteId,
            modifiedAt: record.modifiedAt,
            statusId: record.statusId,
          });
        }
      });

      it('keeps the answer as it came, and says where in it each order stands', async () => {
        await subject.remote.addOrders(5);
        const { records, answer } = await page({ modifiedFrom: null });
        const stored = answer && (JSON.parse(gunzipSync(answer).toString()) as unknown[]);
        for (const record of records) {
          if (record.position !== undefined) expect(stored?.[record.position]).toEqual(record.content);
        }
      });

      it('refuses a payload that is no order, with a code and a sentence', async () => {
        for (const payload of [null, {}, [], 'x']) {
          expect(() => orders().map(payload)).toThrow(
            expect.objectContaining({ code: expect.stringContaining(`${subject.connector.key}.`) }) as Error,
          );
        }
      });
    });

    describe('failing', () => {
      it.each(PASSING)('gets every order once in spite of a passing %s', async (fault) => {
        const added = await subject.remote.addOrders(subject.remote.pageSize + 3);
        subject.remote.fail(fault, 2);
        expect(ids(await readAll({ modifiedFrom: null }))).toEqual([...added].sort());
      });

      it.each(PASSING)('asks to be tried again when %s does not pass', async (fault) => {
        subject.remote.fail(fault, ALWAYS);
        const { error, disposition } = await failureOf(() => page({ modifiedFrom: null }));
        expectUseful(disposition, error, 'retry');
      });

      it.each(['wrong-token', 'missing-scope'] as const)(
        'asks a person when the answer is %s, at once',
        async (fault) => {
          subject.remote.fail(fault, ALWAYS);
          const { error, disposition } = await failureOf(() => page({ modifiedFrom: null }));
          expectUseful(disposition, error, 'reauthorise');
          expect(subject.remote.requests()).toBe(1);
        },
      );

      it('does not take an answer of another shape for an empty store', async () => {
        subject.remote.fail('malformed', ALWAYS);
        const { disposition } = await failureOf(() => page({ modifiedFrom: null }));
        expect(disposition.code).toContain(`${subject.connector.key}.`);
      });

      it('says that nobody answers', async () => {
        const { error, disposition } = await failureOf(() =>
          orders().page(subject.unreachable, { modifiedFrom: null }, null),
        );
        expectUseful(disposition, error, 'retry');
      });

      it('gives up on a fault of our own without guessing', () => {
        expect(subject.connector.classify(new TypeError('x is undefined'))).toMatchObject({ do: 'give-up' });
      });
    });

    describe('testing the connection', () => {
      it('is content with a store that answers', async () => {
        expect(await subject.connector.testConnection(subject.instance)).toMatchObject({ ok: true, problems: [] });
      });

      it.each(['wrong-token', 'missing-scope', 'server-error', 'html', 'broken-json', 'drop'] as const)(
        'reports %s instead of throwing',
        async (fault) => {
          subject.remote.fail(fault, ALWAYS);
          const report = await subject.connector.testConnection(subject.instance);
          expect(report.ok).toBe(false);
          expect(report.problems.length).toBeGreaterThan(0);
          expectNoSecret(report);
        },
      );

      it('reports a store that cannot be reached', async () => {
        const report = await subject.connector.testConnection(subject.unreachable);
        expect(report).toMatchObject({ ok: false, store: null });
        expect(report.problems).toHaveLength(1);
      });
    });

    function expectUseful(disposition: Disposition, error: unknown, verdict: Disposition['do']): void {
      expect(disposition.do).toBe(verdict);
      expect(disposition.code).toMatch(new RegExp(`^${subject.connector.key}\\.`));
      expect(disposition.message).toMatch(/\w{3,}.*\.$/);
      expect(disposition.endpoint).toMatch(/^[A-Z]+ \//);
      expectNoSecret(disposition);
      expectNoSecret(error);
    }

    function expectNoSecret(value: unknown): void {
      // As deep as a careless log would go, causes included.
      const text = inspect(value, { depth: 12, showHidden: true });
      for (const secret of subject.secrets) expect(text).not.toContain(secret);
    }
  });
}
