import { Controller, Get, Module } from '@nestjs/common';
import { Requires } from '../../src/platform/http/index.js';
import { newId } from '../../src/shared-kernel/index.js';
import { accessApp, type AccessApp } from './access-app.js';
import { PROBE_SCHEMA, ProbeModule } from './access-probe.js';

const bearer = { type: 'bearer' } as const;
const MINE = '00000000-0000-7000-8000-00000000000a';
const YOURS = '00000000-0000-7000-8000-00000000000b';

describe('a key limited to instances', () => {
  let hub: AccessApp;
  let limited: string;
  beforeAll(async () => {
    hub = await accessApp([ProbeModule]);
    for (const sql of PROBE_SCHEMA) await hub.database.query(sql);
    for (const [name, instanceId] of [
      ['mine', MINE],
      ['yours', YOURS],
      ['nobody', null],
    ]) {
      await hub.database.query('INSERT INTO probe.thing VALUES ($1, $2, 1, NULL, $3)', [newId(), name, instanceId]);
    }
    limited = (await hub.makeKey({ role: 'manager', instanceIds: [MINE] })).key;
  }, 120_000);
  afterAll(() => hub?.close());

  const get = (path: string, key = limited) => hub.http().get(path).auth(key, bearer);

  it('reaches its instances, however their id is written', async () => {
    expect((await get(`/api/v1/instances/${MINE}/probes`)).body).toEqual({ instanceId: MINE });
    expect((await get(`/api/v1/instances/${MINE.toUpperCase()}/probes`)).body).toEqual({ instanceId: MINE });
  });

  it('finds any other instance as little as one that does not exist', async () => {
    const other = await get(`/api/v1/instances/${YOURS}/probes`);
    const none = await get(`/api/v1/instances/${newId()}/probes`);
    expect(other.status).toBe(404);
    expect({ ...other.body, correlationId: '' }).toEqual({ ...none.body, correlationId: '' });
    expect((await get(`/api/v1/instances/${YOURS}/probes`, hub.adminKey)).status).toBe(200);
    expect((await get('/api/v1/instances/7/probes')).status).toBe(400);
  });

  it('cannot name another instance in a body', async () => {
    const move = (name: string) =>
      hub.http().post(`/api/v1/instances/${MINE}/probes/move`).auth(limited, bearer).send({ name });
    expect((await move(MINE)).status).toBe(201);
    expect((await move(YOURS)).status).toBe(404);
  });

  it('sees only the rows of its instances in lists', async () => {
    const names = async (key: string) =>
      ((await get('/api/v1/probes', key)).body.data as { name: string }[]).map(({ name }) => name);
    expect(await names(limited)).toEqual(['mine']);
    expect(await names(hub.adminKey)).toEqual(['mine', 'nobody', 'yours']);
  });

  it('is limited further by its owner', async () => {
    const body = { name: 'Ada', email: 'ada@example.com', role: 'manager', instanceIds: [MINE] };
    const user = await hub.http().post('/api/v1/users').auth(hub.adminKey, bearer).send(body);
    const wide = await hub.makeKey({ role: 'manager', userId: user.body.id, instanceIds: [MINE, YOURS] });
    const apart = await hub.makeKey({ role: 'manager', userId: user.body.id, instanceIds: [YOURS] });
    expect((await get('/api/v1/me', wide.key)).body.instanceIds).toEqual([MINE]);
    expect((await get('/api/v1/me', apart.key)).body.instanceIds).toEqual([]);
    expect((await get(`/api/v1/instances/${YOURS}/probes`, apart.key)).status).toBe(404);
    expect((await get('/api/v1/probes', apart.key)).body.data).toEqual([]);
  });
});

describe('the start', () => {
  @Controller('api/v1/open-door')
  class OpenDoorController {
    @Get()
    list(): string {
      return 'anybody';
    }
  }

  @Controller('api/v1/instances/:id/leak')
  class LeakController {
    @Get()
    @Requires('orders.read')
    list(): string {
      return 'any instance';
    }
  }

  @Module({ controllers: [OpenDoorController, LeakController] })
  class CarelessModule {}

  it('is refused when a route forgot to say who may use it', async () => {
    const start = accessApp([CarelessModule]);
    await expect(start).rejects.toThrow(
      'GET /api/v1/open-door (OpenDoorController.list) has neither @Public() nor @Requires().',
    );
    await expect(start).rejects.toThrow(
      "GET /api/v1/instances/:id/leak (LeakController.list) names an instance in its path and lacks @InstanceScope('id').",
    );
  });
});
