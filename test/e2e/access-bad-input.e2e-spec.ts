import { request as rawRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { constraintErrors } from '../../src/platform/database/index.js';
import { DomainError } from '../../src/shared-kernel/index.js';
import { accessApp, type AccessApp } from './access-app.js';
import { PROBE_SCHEMA, ProbeController, ProbeModule } from './access-probe.js';

const bearer = { type: 'bearer' } as const;

describe('bad input', () => {
  let hub: AccessApp;
  beforeAll(async () => {
    hub = await accessApp([ProbeModule]);
    for (const sql of PROBE_SCHEMA) await hub.database.query(sql);
  }, 120_000);
  afterAll(() => hub?.close());

  const get = (path: string) => hub.http().get(path).auth(hub.adminKey, bearer);
  const post = (body: unknown) =>
    hub
      .http()
      .post('/api/v1/probes')
      .auth(hub.adminKey, bearer)
      .send(body as object);
  const postText = (text: string | Buffer, type = 'application/json') =>
    hub.http().post('/api/v1/probes').auth(hub.adminKey, bearer).set('Content-Type', type).send(text);

  function expectProblem(
    answer: { status: number; headers: Record<string, string>; body: Record<string, unknown> },
    status: number,
  ): void {
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { status } });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    for (const field of ['type', 'title', 'detail', 'code', 'correlationId'])
      expect(answer.body[field]).toEqual(expect.any(String));
    expect(answer.body['correlationId']).toBe(answer.headers['x-correlation-id']);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|\.js:|at Object/);
  }

  const fields = (body: { errors?: { field: string; code: string }[] }) =>
    (body.errors ?? []).map(({ field, code }) => [field, code]);

  it.each([
    ['nothing', {}, [['name', 'required']]],
    ['a field nobody knows', { name: 'a', colour: 'red' }, [['colour', 'unknown']]],
    [
      'a number where a text belongs',
      { name: 7 },
      [
        ['name', 'string'],
        ['name', 'max-length'],
      ],
    ],
    ['a text where a number belongs', { name: 'a', stock: '12' }, [['stock', 'int']]],
    ['a text where a truth belongs', { name: 'a', isFragile: 'false' }, [['isFragile', 'boolean']]],
    ['a value outside the list', { name: 'a', side: 'both' }, [['side', 'in']]],
    ['a day that does not exist', { name: 'a', dueOn: '2026-02-30' }, [['dueOn', 'day']]],
    ['a time without offset', { name: 'a', orderedAt: '2026-02-20T10:00:00' }, [['orderedAt', 'instant']]],
    ['a year beyond 9999', { name: 'a', orderedAt: '+275760-09-13T00:00:00Z' }, [['orderedAt', 'instant']]],
    ['one text where a list belongs', { name: 'a', tags: 'red' }, [['tags', 'array']]],
    ['a list where one object belongs', { name: 'a', address: [{ city: 'Ulm' }] }, [['address', 'object']]],
    ['a text where an object belongs', { name: 'a', address: 'Ulm' }, [['address', 'nested-validation']]],
    ['lists in a list', { name: 'a', lines: [[{ sku: 'A', quantity: 1 }]] }, [['lines.0', 'object']]],
    ['null in a list', { name: 'a', lines: [null] }, [['lines.0', 'nested-validation']]],
    [
      'faults deep inside',
      {
        name: 'a',
        lines: [
          { sku: 'A', quantity: 1 },
          { sku: 'B', quantity: 0, x: 1 },
        ],
      },
      [
        ['lines.1.x', 'unknown'],
        ['lines.1.quantity', 'min'],
      ],
    ],
  ])('refuses %s and names the fields', async (_what, body, expected) => {
    const answer = await post(body);
    expectProblem(answer, 400);
    expect(fields(answer.body)).toEqual(expected);
  });

  it.each([
    ['a list as body', '[]'],
    ['a list of valid bodies', '[{"name":"a"}]'],
    ['a text as body', '"name"'],
    ['null as body', 'null'],
    ['JSON that breaks off', '{"name":'],
    ['JSON with a comment', '{"name":"a"}//'],
    ['NUL in a text', '{"name":"a\\u0000b"}'],
    ['NUL in a field name', '{"name":"a","x\\u0000":1}'],
    ['half a surrogate pair', '{"name":"\\ud800"}'],
    ['half a pair deep inside', '{"name":"a","lines":[{"sku":"\\udc00","quantity":1}]}'],
    ['a number beyond all numbers', '{"name":"a","stock":1e999}'],
    ['a number no column holds', '{"name":"a","stock":99999999999}'],
    ['a number beyond the column', '{"name":"a","stock":40000}'],
    ['__proto__', '{"name":"a","__proto__":{"isAdmin":true}}'],
    ['constructor', '{"name":"a","constructor":{"prototype":{}}}'],
    ['ten thousand levels', `{"name":"a","lines":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['two hundred thousand levels', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['an empty body', ''],
  ])('refuses %s with 400', async (_what, text) => {
    expectProblem(await postText(text), 400);
  });

  it('takes whole surrogate pairs and every other character', async () => {
    const answer = await post({ name: '🚢 Ünïcödé \u{10ffff} \u0001 ‮' });
    expect(answer.status).toBe(201);
  });

  it.each([
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 415],
    ['plain text', '{"name":"a"}', 'text/plain', 415],
    ['another character set', '{"name":"a"}', 'application/json; charset=iso-8859-1', 415],
    ['a body larger than 1 MB', JSON.stringify({ name: 'a'.repeat(1_100_000) }), 'application/json', 413],
  ])('refuses %s', async (_what, text, type, status) => {
    expectProblem(await postText(text, type), status);
  });

  it('refuses a small body that unpacks to a huge one, and a compression it does not know', async () => {
    const { port } = hub.app.getHttpServer().address() as AddressInfo;
    const send = async (body: Buffer, encoding: string): Promise<number> => {
      const headers = {
        Authorization: `Bearer ${hub.adminKey}`,
        'Content-Type': 'application/json',
        'Content-Encoding': encoding,
      };
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/probes`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      return answer.status;
    };
    expect(await send(gzipSync(JSON.stringify({ name: 'a'.repeat(50_000_000) })), 'gzip')).toBe(413);
    expect(await send(Buffer.from('{}'), 'zpaq')).toBe(415);
    expect(await send(Buffer.from('no gzip'), 'gzip')).toBe(400);
  });

  it.each([
    ['an id that is none', '/api/v1/probes/7', 400],
    ['an id with NUL', '/api/v1/probes/%00', 400],
    ['a path that cannot be decoded', '/api/v1/probes/%E0%A4%A', 400],
    ['an address that does not exist', '/api/v1/nothing', 404],
    ['an address outside the API', '/wp-login.php', 404],
    ['an unknown query parameter', '/api/v1/probes?colour=red', 400],
    ['a query parameter given twice', '/api/v1/probes?limit=1&limit=2', 400],
    ['NUL in a query parameter', '/api/v1/probes?name=%00', 400],
    ['half a character in a query parameter', '/api/v1/probes?name=%ED%A0%80', 200],
    ['a wrong value in a query class', '/api/v1/probes/slow?which=some', 400],
    ['an unknown one in a query class', '/api/v1/probes/slow?what=all', 400],
    ['__proto__ in a query class', '/api/v1/probes/slow?__proto__=x', 400],
    ['a query where none is read', '/api/v1/me?role=admin', 400],
    ['a cursor of noise', '/api/v1/probes?cursor=AAAA', 400],
    ['an endless limit', '/api/v1/probes?limit=99999999999999999999', 400],
  ])('answers %s at %s with %i', async (_what, path, status) => {
    const answer = await get(path);
    if (status === 200) expect(answer.status).toBe(200);
    else expectProblem(answer, status);
  });

  it('answers a wrong method with 405 and the methods there are', async () => {
    const answer = await hub.http().delete('/api/v1/probes').auth(hub.adminKey, bearer);
    expectProblem(answer, 405);
    expect(answer.headers['allow']).toBe('GET, POST');
  });

  it('survives a request that is no HTTP', async () => {
    const { port } = hub.app.getHttpServer().address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let seen = '';
      socket
        .on('data', (chunk) => (seen += chunk.toString()))
        .on('end', () => resolve(seen))
        .on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1.1 400/);
  });

  it('answers headers beyond all measure with 431', async () => {
    const { port } = hub.app.getHttpServer().address() as AddressInfo;
    const status = await new Promise<number>((resolve, reject) => {
      const out = rawRequest({ port, path: '/api/v1/me', headers: { 'x-long': 'a'.repeat(50_000) } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      out.on('error', reject).end();
    });
    expect(status).toBe(431);
  });

  it('gives a stranger no hint about his request before he has shown a key', async () => {
    const answer = await hub.http().post('/api/v1/probes').send({ colour: 'red' });
    expectProblem(answer, 401);
    expect(answer.body.errors).toBeUndefined();
  });

  describe('what PostgreSQL refuses', () => {
    const sql = (text: string) => hub.http().put('/api/v1/probes/sql').auth(hub.adminKey, bearer).send({ name: text });

    it.each([
      ['a value out of range', 'SELECT 99999::smallint', 400],
      ['a date out of range', `SELECT '99999-01-01 00:00'::timestamp + '300000 y'`, 400],
      ['a malformed id', `SELECT 'x'::uuid`, 400],
      ['a cancelled query', `DO $$BEGIN RAISE SQLSTATE '57014'; END$$`, 503],
      ['too many connections', `DO $$BEGIN RAISE SQLSTATE '53300'; END$$`, 503],
      ['a lost race', `DO $$BEGIN RAISE SQLSTATE '40001'; END$$`, 503],
      ['a foreign key', `DO $$BEGIN RAISE SQLSTATE '23503'; END$$`, 422],
      ['an exclusion', `DO $$BEGIN RAISE SQLSTATE '23P01'; END$$`, 409],
      ['a rule of the table', `DO $$BEGIN RAISE SQLSTATE '23514'; END$$`, 422],
    ])('%s', async (_what, text, status) => {
      if (text.length > 50) throw new Error('The probe takes 50 characters.');
      expectProblem(await sql(text), status);
    });

    it('says what a registered constraint means, and 409 for any other duplicate', async () => {
      expect((await post({ name: 'twice' })).status).toBe(201);
      const plain = await post({ name: 'twice' });
      expectProblem(plain, 409);
      expect(plain.body.code).toBe('request.already-there');
      constraintErrors.register({
        uq_thing_name: () => new DomainError('conflict', 'probe.name-taken', 'Choose another name.'),
      });
      expect((await post({ name: 'twice' })).body).toMatchObject({
        status: 409,
        code: 'probe.name-taken',
        detail: 'Choose another name.',
      });
    });
  });

  it('keeps a bug to itself and puts its stack in the log', async () => {
    ProbeController.failures.push(new TypeError('canary: x is not a function'));
    const answer = await hub
      .http()
      .post('/api/v1/probes/act')
      .auth(hub.adminKey, bearer)
      .set('X-Correlation-Id', 'bug-report-1');
    expectProblem(answer, 500);
    expect(answer.text).not.toContain('canary');
    const line = hub.lines.find(
      (candidate) => candidate.includes('request failed') && candidate.includes('bug-report-1'),
    );
    expect(line).toContain('canary: x is not a function');
    expect(line).toContain('access-bad-input.e2e-spec.ts');
  });

  it('answers what is thrown without being an error', async () => {
    ProbeController.failures.push('just a text');
    expectProblem(await hub.http().post('/api/v1/probes/act').auth(hub.adminKey, bearer), 500);
  });

  it('answers back a sane correlation id and makes one in place of an insane one', async () => {
    const sane = await get('/api/v1/me').set('X-Correlation-Id', 'order-desk:42.7');
    expect(sane.headers['x-correlation-id']).toBe('order-desk:42.7');
    for (const insane of ['short', 'a b c d e f g h', 'x'.repeat(200), '{"level":"error"}']) {
      const answer = await get('/api/v1/me').set('X-Correlation-Id', insane);
      expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
