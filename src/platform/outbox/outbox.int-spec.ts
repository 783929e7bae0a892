import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { newId } from '../../shared-kernel/index.js';
import { createDataSource, Database } from '../database/index.js';
import { testDatabase, type TestDatabase } from '../database/testing/index.js';
import { currentCorrelationId, withCorrelation } from '../logging/index.js';
import { KeptLog } from '../outbound-http/testing/kept-log.js';
import { until } from '../queue/testing/queue-behaviour.js';
import type { EventDraft } from './event.js';
import { Outbox } from './outbox.js';
import { OutboxRelay } from './relay.js';
import { deleteOldEvents } from './retention.js';
import { MAX_ATTEMPTS } from './retry.js';

let server: TestDatabase;
let database: Database;
let log: KeptLog;
const relays: OutboxRelay[] = [];

beforeAll(async () => {
  server = await testDatabase();
  const source = createDataSource({ url: server.url, poolSize: 10 });
  await source.initialize();
  database = new Database(source);
  await database.query('CREATE TABLE platform.effect (event_id uuid NOT NULL, what text NOT NULL)');
});
afterAll(async () => {
  await database.dataSource.destroy();
  await server.close();
});
beforeEach(async () => {
  log = new KeptLog();
  await database.query('TRUNCATE platform.outbox_event, platform.handled_event, platform.effect');
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop(1_000)));
});

/** One process. Its sweep is rare, so that what is seen comes from the kick, unless a test asks otherwise. */
function aProcess(sweepMs = 60_000, lanes = 3): { outbox: Outbox; relay: OutboxRelay } {
  const relay = new OutboxRelay(database, log, { relays: true, sweepMs, lanes });
  relays.push(relay);
  return { relay, outbox: new Outbox(database, relay) };
}

const anEvent = (payload: object = {}, type: EventDraft['type'] = 'test.happened.v1'): EventDraft => ({
  id: newId(),
  type,
  payload,
});

const effect =
  (what: string) => async (event: { id: string }, tx: { query(sql: string, params: unknown[]): unknown }) => {
    await tx.query('INSERT INTO platform.effect (event_id, what) VALUES ($1, $2)', [event.id, what]);
  };

const effects = (): Promise<{ event_id: string; what: string }[]> => database.query('SELECT * FROM platform.effect');

async function states(): Promise<Record<string, number>> {
  const rows = await database.query<{ state: string; count: number }>(
    'SELECT state, count(*)::int FROM platform.handled_event GROUP BY state',
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

describe('the outbox', () => {
  it('hands an event to every handler of its type once its transaction has committed, with its payload and correlation id', async () => {
    const { outbox, relay } = aProcess();
    const seen: unknown[] = [];
    for (const name of ['test.first', 'test.second']) {
      outbox.on<{ orderIds: string[] }>('test.happened.v1', name, (event) =>
        Promise.resolve(void seen.push([name, event.payload.orderIds, event.version, currentCorrelationId()])),
      );
    }
    outbox.on('test.other.v1', 'test.not-me', () => Promise.resolve(void seen.push('wrong')));
    relay.start();

    await withCorrelation('corr-7', () =>
      database.transaction(async (tx) => {
        await outbox.append(tx, [anEvent({ orderIds: ['a', 'b'] })]);
        await wait(50);
        expect(seen).toEqual([]);
      }),
    );

    await until(() => seen.length === 2);
    expect([...seen].sort()).toEqual([
      ['test.first', ['a', 'b'], 1, 'corr-7'],
      ['test.second', ['a', 'b'], 1, 'corr-7'],
    ]);
  });

  it('hands on nothing of a transaction that was rolled back', async () => {
    const { outbox, relay } = aProcess(50);
    outbox.on('test.happened.v1', 'test.writes', effect('done'));
    relay.start();

    await expect(
      database.transaction(async (tx) => {
        await outbox.append(tx, [anEvent()]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await wait(200);

    expect(await effects()).toEqual([]);
    expect(await database.query('SELECT 1 FROM platform.outbox_event')).toEqual([]);
  });

  it('takes effect once for each event, however many processes relay and however often they are kicked', async () => {
    const processes = [aProcess(20), aProcess(20), aProcess(20)];
    for (const { outbox, relay } of processes) {
      outbox.on('test.happened.v1', 'test.writes', effect('done'));
      relay.start();
    }
    const events = Array.from({ length: 60 }, () => anEvent());

    await Promise.all(
      events.map((event, index) =>
        database.transaction(async (tx) => processes[index % 3]?.outbox.append(tx, [event])),
      ),
    );
    await until(async () => (await states())['handled'] === 60);

    expect((await effects()).map((row) => row.event_id).sort()).toEqual(events.map((event) => event.id).sort());
  });

  it('looks once for the events of many transactions that come close together', async () => {
    const { outbox, relay } = aProcess();
    outbox.on('test.happened.v1', 'test.writes', effect('done'));
    relay.start();
    const asked = jest.spyOn(database, 'query');
    const began = Date.now();
    for (let index = 0; index < 60; index++) await database.transaction((tx) => outbox.append(tx, [anEvent()]));
    const looks = asked.mock.calls.filter(([sql]) => sql.includes('WITH claimed')).length;
    asked.mockRestore();
    expect(looks).toBeLessThanOrEqual(2 + (Date.now() - began) / 50);

    await until(async () => (await states())['handled'] === 60);
  });

  it('undoes what a failing handler wrote, tries it again later, and lets the others go on', async () => {
    const { outbox, relay } = aProcess(50);
    let failures = 2;
    outbox.on('test.happened.v1', 'test.flaky', async (event, tx) => {
      await effect('flaky')(event, tx);
      if (failures-- > 0) throw new Error('not today');
    });
    outbox.on('test.happened.v1', 'test.steady', effect('steady'));
    relay.start();

    await database.transaction((tx) => outbox.append(tx, [anEvent(), anEvent()]));

    await until(async () => (await effects()).length === 4, 15_000);
    expect((await effects()).map((row) => row.what).sort()).toEqual(['flaky', 'flaky', 'steady', 'steady']);
    expect(log.said('event handler failed and is tried again')).toHaveLength(2);
  });

  it('does not let a handler that hangs hold up the others', async () => {
    const { outbox, relay } = aProcess(50);
    let letGo = (): void => undefined;
    const hanging = new Promise<void>((resolve) => (letGo = resolve));
    outbox.on('test.happened.v1', 'test.hangs', () => hanging);
    outbox.on('test.happened.v1', 'test.steady', effect('steady'));
    relay.start();

    await database.transaction((tx) =>
      outbox.append(
        tx,
        Array.from({ length: 10 }, () => anEvent()),
      ),
    );

    await until(async () => (await effects()).length === 10);
    letGo();
    await until(async () => (await states())['handled'] === 20);
  });

  it('parks a delivery that failed too often where it can be seen, and takes it up again when told', async () => {
    const { outbox, relay } = aProcess(50);
    let broken = true;
    outbox.on('test.happened.v1', 'test.broken', async (event, tx) => {
      if (broken) throw new Error('the tax table is empty');
      await effect('mended')(event, tx);
    });
    const event = anEvent();
    await database.transaction((tx) => outbox.append(tx, [event]));
    // All tries but the last are behind it.
    relay.start();
    await until(async () => {
      const [tried] = await database.query<{ attempts: number }>('SELECT attempts FROM platform.handled_event');
      return tried?.attempts === 1;
    });
    await database.query(`UPDATE platform.handled_event SET attempts = $1, next_try_at = now()`, [MAX_ATTEMPTS - 1]);

    await until(async () => (await outbox.listParked()).length === 1);
    expect(await outbox.listParked()).toMatchObject([
      { eventId: event.id, handler: 'test.broken', attempts: MAX_ATTEMPTS, error: 'the tax table is empty' },
    ]);
    expect(log.said('event parked: its handler failed too often')).toHaveLength(1);

    broken = false;
    expect(await outbox.retryParked({ eventId: event.id, handler: 'test.elsewhere' })).toBe(0);
    expect(await outbox.retryParked({ eventId: event.id, handler: 'test.broken' })).toBe(1);
    await until(async () => (await effects()).length === 1);
    expect(await outbox.listParked()).toEqual([]);
  });

  it('finds by its sweep what nobody was kicked for', async () => {
    const web = new Outbox(database, new OutboxRelay(database, log, { relays: false }));
    const { outbox, relay } = aProcess(50);
    outbox.on('test.happened.v1', 'test.writes', effect('done'));
    relay.start();

    await database.transaction((tx) => web.append(tx, [anEvent()]));

    await until(async () => (await effects()).length === 1);
  });

  it('gives back what a killed process was handling', async () => {
    const { outbox, relay } = aProcess(50);
    outbox.on('test.happened.v1', 'test.writes', effect('done'));
    const event = anEvent();
    await database.transaction((tx) => outbox.append(tx, [event]));
    await database.query('UPDATE platform.outbox_event SET relayed_at = now()');
    await database.query('INSERT INTO platform.handled_event (handler, event_id) VALUES ($1, $2)', [
      'test.writes',
      event.id,
    ]);
    // Another process holds the delivery; its connection is what a kill -9 takes away.
    let pid = 0;
    const held = database
      .transaction(async (tx) => {
        await tx.query('SELECT 1 FROM platform.handled_event FOR UPDATE');
        pid = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]?.pid ?? 0;
        await wait(2_000);
        await tx.query('SELECT 1');
      })
      .catch(() => undefined);
    await until(() => pid > 0);
    relay.start();
    await wait(200);
    expect(await effects()).toEqual([]);

    await database.query('SELECT pg_terminate_backend($1)', [pid]);

    await until(async () => (await effects()).length === 1);
    await held;
  });

  it('stores any number of events in one statement', async () => {
    const { outbox } = aProcess();
    let statements = 0;
    await database.transaction(async (tx) => {
      const counted = new Proxy(tx, {
        get: (target, property) => {
          if (property === 'insert') statements++;
          const value: unknown = Reflect.get(target, property);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
      await outbox.append(
        counted,
        Array.from({ length: 500 }, () => anEvent()),
      );
      await outbox.append(counted, []);
    });
    expect(statements).toBe(1);
  });

  it('forgets what was handled long ago, and nothing that still has to be', async () => {
    const { outbox, relay } = aProcess(50);
    outbox.on('test.happened.v1', 'test.writes', effect('done'));
    outbox.on('test.broken.v1', 'test.broken', () => Promise.reject(new Error('no')));
    relay.start();
    const [old, recent] = [anEvent(), anEvent()];
    const broken = anEvent({}, 'test.broken.v1');
    await database.transaction((tx) => outbox.append(tx, [old, recent, broken]));
    await until(async () => (await states())['handled'] === 2);
    await database.query(`UPDATE platform.outbox_event SET relayed_at = now() - interval '8 days' WHERE id = ANY($1)`, [
      [old.id, broken.id],
    ]);

    expect(await deleteOldEvents(database, new AbortController().signal)).toBe(1);

    const left = await database.query<{ id: string }>('SELECT id FROM platform.outbox_event');
    expect(left.map((row) => row.id).sort()).toEqual([recent.id, broken.id].sort());
  });

  it('refuses a type that names no version, and one handler name for two', async () => {
    const { outbox } = aProcess();
    outbox.on('test.happened.v1', 'test.twice', effect('x'));
    expect(() => outbox.on('test.other.v1', 'test.twice', effect('x'))).toThrow('registered twice');
    const draft = anEvent({}, 'test.happened.v0');
    await expect(database.transaction((tx) => outbox.append(tx, [draft]))).rejects.toThrow('not an event type');
  });
});
