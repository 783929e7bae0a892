import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FileStorage } from '../../../platform/file-storage/index.js';
import { ScratchFolder } from '../../../platform/http/index.js';
import { type RestApp } from '../../../platform/http/testing/index.js';
import { until } from '../../../platform/queue/testing/queue-behaviour.js';
import { newId } from '../../../shared-kernel/index.js';
import { TakeFiles } from '../application/take-files.js';
import { appWithFiles, type AppWithFiles } from '../testing/app-with-files.js';
import { BAD_FILES, GOOD_FILES } from '../testing/sample-files.js';

const MB = 1024 * 1024;
const LIMIT_MB = 200;
const PNG = GOOD_FILES[0]?.[1] ?? Buffer.alloc(0);
const LOG = Buffer.from('12:00 coupon SPRING10 not found\n');

let hub: AppWithFiles;
let dataDir = '';
let app: RestApp;

beforeAll(async () => {
  hub = await appWithFiles(LIMIT_MB);
  ({ app, dataDir } = hub);
}, 60_000);
afterAll(() => hub.close());

interface File {
  fileName: string;
  kind: string;
  sizeBytes: number;
}
interface Opened {
  number: string;
  secret: string;
  missing: { field: string }[];
  attachments: (File & { isKept: boolean; reason: string | null })[];
}
interface Listed {
  attachments: (File & { id: string; from: string; messageId?: string | null; contentType?: string })[];
  received?: Opened['attachments'];
}

const FIELDS = { product: 'bigcommerce', name: 'Ada', email: 'ada@example.com', subject: 'Orders lose their coupon' };
type Sent = readonly (readonly [name: string, content: Buffer])[];

function form(path: string, fields: Record<string, string | string[]>, files: Sent = [], field = 'attachments') {
  const request = app.http.post(path);
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) void request.field(name, one);
  for (const [filename, content] of files) void request.attach(field, content, { filename });
  return request;
}

const report = (files: Sent = [], over: Record<string, string | string[]> = {}) =>
  form('/api/v1/support/tickets', { ...FIELDS, ...over }, files);
const open = async (files: Sent, over: Record<string, string | string[]> = {}): Promise<Opened> =>
  (await report(files, over).expect(201)).body as Opened;
const idOf = async (number: string): Promise<string> =>
  ((await app.http.get(`/api/v1/support/tickets?number=${number}`)).body as { data: { id: string }[] }).data[0]?.id ??
  '';
const followed = async ({ number, secret }: Opened): Promise<Listed> =>
  (await app.http.get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret).expect(200)).body as Listed;
const seen = async (id: string): Promise<Listed> =>
  (await app.http.get(`/api/v1/support/tickets/${id}`).expect(200)).body as Listed;

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const scratch = () => readdir(join(dataDir, 'scratch')).catch(() => []);
/** Rows, bytes counted, and files: what must agree whatever happens. */
async function kept(): Promise<{ rows: string[]; counted: number; files: string[]; scratch: string[] }> {
  const rows = await app.database.query<{ id: string }>('SELECT id FROM support.attachment ORDER BY id');
  const [space] = await app.database.query<{ used: string }>('SELECT used_bytes AS used FROM support.attachment_space');
  const files = (await filesBelow('files')).sort();
  return { rows: rows.map(({ id }) => id), counted: Number(space?.used), files, scratch: await scratch() };
}
afterEach(async () => {
  const now = await kept();
  expect(now.files).toEqual(now.rows);
  expect(now.scratch).toEqual([]);
  const [sum] = await app.database.query<{ sum: string }>(
    'SELECT coalesce(sum(size_bytes), 0) AS sum FROM support.attachment',
  );
  expect(now.counted).toBe(Number(sum?.sum));
});

describe('a report as a form', () => {
  it('brings its files, which count for what is missing, and are given back as they came', async () => {
    const opened = await open(
      [
        ['coupon.png', PNG],
        ['import.log', LOG],
      ],
      { 'checklist[latest-version]': 'yes', orderReferences: ['1042', '1043'] },
    );
    expect(opened.attachments).toEqual([
      { fileName: 'coupon.png', kind: 'screenshot', sizeBytes: PNG.length, isKept: true, reason: null },
      { fileName: 'import.log', kind: 'log', sizeBytes: LOG.length, isKept: true, reason: null },
    ]);
    const missing = opened.missing.map(({ field }) => field);
    expect(missing).not.toContain('screenshots');
    expect(missing).not.toContain('logs');

    const id = await idOf(opened.number);
    const view = await seen(id);
    expect(view).toMatchObject({
      report: {
        attachments: ['screenshot', 'log'],
        orderReferences: ['1042', '1043'],
        checklist: { 'latest-version': 'yes' },
      },
      attachments: [{ contentType: 'image/png', messageId: null, isInternal: false }, { contentType: 'text/plain' }],
    });
    const { attachments } = await followed(opened);
    expect(attachments).toMatchObject([
      { fileName: 'coupon.png', kind: 'screenshot', from: 'reporter', sizeBytes: PNG.length },
      { fileName: 'import.log', kind: 'log', from: 'reporter' },
    ]);
    for (const path of [`follow/${opened.number}`, `tickets/${id}`]) {
      const answer = await app.http
        .get(`/api/v1/support/${path}/attachments/${attachments[0]?.id}`)
        .set('X-Ticket-Secret', opened.secret)
        .expect(200);
      expect((answer.body as Buffer).equals(PNG)).toBe(true);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': "attachment; filename*=UTF-8''coupon.png",
        'content-length': String(PNG.length),
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
  });

  it('may come without files, and as JSON as before', async () => {
    expect((await open([])).attachments).toEqual([]);
    const { body } = await app.http.post('/api/v1/support/tickets').send(FIELDS).expect(201);
    expect(body).toMatchObject({ attachments: [] });
  });

  it('takes lists of one, JSON for the checklist, and what a browser leaves empty', async () => {
    const { number } = await open([['', Buffer.alloc(0)]], {
      orderReferences: '1042',
      checklist: '{"backup":"no"}',
      platformEdition: '',
      purchaseDate: '',
      website: '',
    });
    expect(await seen(await idOf(number))).toMatchObject({
      report: { orderReferences: ['1042'], checklist: { backup: 'no' }, platformEdition: null, purchaseDate: null },
    });
  });

  it.each([
    ['nothing', {}],
    ['a field nobody knows', { ...FIELDS, colour: 'red' }],
    ['a day that does not exist', { ...FIELDS, purchaseDate: '2026-02-30' }],
    ['a name that is too long', { ...FIELDS, name: 'a'.repeat(201) }],
    ['a checklist of nonsense', { ...FIELDS, checklist: { latest: 'maybe' } }],
    ['a list where a text belongs', { ...FIELDS, subject: ['a', 'b'] }],
    ['NUL', { ...FIELDS, subject: 'a\0b' }],
  ])('is refused like the same JSON: %s', async (_what, body) => {
    const asJson = await app.http.post('/api/v1/support/tickets').send(body).expect(400);
    const fields = Object.fromEntries(
      Object.entries(body).flatMap(([name, value]) =>
        typeof value === 'object' && !Array.isArray(value)
          ? Object.entries(value).map(([key, inner]) => [`${name}[${key}]`, inner as string])
          : [[name, value]],
      ),
    ) as Record<string, string>;
    const before = await kept();
    // A form needs something in it to be one.
    const asForm = await form('/api/v1/support/tickets', fields, [['a.png', PNG]]).expect(400);
    const { correlationId: _, ...problem } = asJson.body as Record<string, unknown>;
    expect(asForm.body).toMatchObject(problem);
    expect(await kept()).toEqual(before);
  });

  it('about a product that is not there leaves nothing behind', async () => {
    const before = await kept();
    await report([['a.png', PNG]], { product: 'magento' }).expect(404);
    expect(await kept()).toEqual(before);
  });
});

describe('a file', () => {
  it.each(GOOD_FILES)('is taken by its content and never opened: %s', async (_what, content, type) => {
    const opened = await open([['index.html', content]]);
    const { attachments } = await seen(await idOf(opened.number));
    expect(attachments).toMatchObject([{ fileName: 'index.html', contentType: type, sizeBytes: content.length }]);
    const answer = await app.http
      .get(`/api/v1/support/follow/${opened.number}/attachments/${attachments[0]?.id}`)
      .set('X-Ticket-Secret', opened.secret)
      .expect('content-type', 'application/octet-stream')
      .expect('content-disposition', /^attachment;/);
    expect((answer.body as Buffer).equals(content)).toBe(true);
  });

  it.each(BAD_FILES)('of another kind is refused with everything that came with it: %s', async (_what, content) => {
    const before = await kept();
    const tickets = await app.database.query('SELECT count(*)::int AS n FROM support.ticket');
    const { body } = await report([
      ['good.png', PNG],
      ['bad.png', content],
    ]).expect(422);
    expect(body).toMatchObject({ code: 'support.wrong-file-type', facts: { fileNames: ['bad.png'] } });
    expect((body as { detail: string }).detail).toMatch(/"bad\.png".*PNG.*ZIP/);
    expect(await kept()).toEqual(before);
    expect(await app.database.query('SELECT count(*)::int AS n FROM support.ticket')).toEqual(tickets);
  });

  it.each([
    ['../../../../etc/cron.d/owned', 'owned', "filename*=UTF-8''owned"],
    ['..\\..\\windows\\x.log', 'x.log', "filename*=UTF-8''x.log"],
    ['a"; filename="b.html', 'a"; filename="b.html', "filename*=UTF-8''a%22%3B%20filename%3D%22b.html"],
    ['photo\u202egpj.exe', 'photogpj.exe', "filename*=UTF-8''photogpj.exe"],
    ["Übersicht 'neu' (1).png", "Übersicht 'neu' (1).png", "filename*=UTF-8''%C3%9Cbersicht%20%27neu%27%20%281%29.png"],
    [`${'n'.repeat(300)}.png`, `${'n'.repeat(146)}.png`, `filename*=UTF-8''${'n'.repeat(146)}.png`],
    [
      '%2e%2e%2fx\r\nSet-Cookie: a=b',
      '%2e%2e%2fxSet-Cookie: a=b',
      "filename*=UTF-8''%252e%252e%252fxSet-Cookie%3A%20a%3Db",
    ],
  ])('named %j is called %j', async (name, shown, disposition) => {
    const opened = await open([[name, LOG]]);
    const { attachments } = await followed(opened);
    expect(attachments.map(({ fileName }) => fileName)).toEqual([shown]);
    const { headers } = await app.http
      .get(`/api/v1/support/follow/${opened.number}/attachments/${attachments[0]?.id}`)
      .set('X-Ticket-Secret', opened.secret)
      .expect(200);
    expect(headers['content-disposition']).toBe(`attachment; ${disposition}`);
    expect(headers['set-cookie']).toBeUndefined();
  });
});

it('is described in OpenAPI with its fields and files', async () => {
  interface Described {
    paths: Record<string, { post: { requestBody: { content: Record<string, { schema: unknown }> } } }>;
  }
  const { paths } = (await app.http.get('/api/docs-json').expect(200)).body as Described;
  const { content } = paths['/api/v1/support/tickets']?.post.requestBody ?? { content: {} };
  expect(content['multipart/form-data']?.schema).toMatchObject({
    allOf: [content['application/json']?.schema, { properties: { attachments: { type: 'array', maxItems: 8 } } }],
  });
});

describe('a form that is too much or none', () => {
  const raw = (body: string | Buffer, type = 'multipart/form-data; boundary=X') =>
    app.http.post('/api/v1/support/tickets').set('Content-Type', type).send(body);
  const part = (headers: string, content: string) => `--X\r\n${headers}\r\n\r\n${content}\r\n`;
  const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value);
  const all = Object.entries(FIELDS)
    .map(([name, value]) => field(name, value))
    .join('');

  it.each([
    ['nine files', () => report(Array.from({ length: 9 }, () => ['a.log', LOG] as const)), 400, /8 files at most/],
    ['a file beyond 20 MB', () => report([['a.log', Buffer.alloc(20 * MB + 1, 'a')]]), 413, /20 MB/],
    ['41 MB in three', () => report(Array(3).fill(['a.log', Buffer.alloc(14 * MB, 'a')]) as Sent), 413, /40 MB/],
    ['a field of 2 MB', () => report([], { description: 'a'.repeat(2 * MB) }), 413, /1 MB/],
    ['fields of 6 MB', () => report([], { description: Array(9).fill('a'.repeat(700_000)) as string[] }), 413, /1 MB/],
    ['500 fields', () => report([], { orderReferences: Array(500).fill('1') as string[] }), 400, /300 fields/],
    ['files in another field', () => form('/api/v1/support/tickets', FIELDS, [['a', LOG]], 'x'), 400, /"attachments"/],
    ['a name of 300 characters', () => raw(`${field('n'.repeat(300), '1')}--X--\r\n`), 400, /name/],
    ['a name in depth', () => raw(`${all}${field('a[b][c][d]', '1')}--X--\r\n`), 400, /name/],
    ['a name that reaches into objects', () => raw(`${all}${field('__proto__[x]', '1')}--X--\r\n`), 400, /name|field/],
    ['a huge index', () => raw(`${all}${field('orderReferences[99999999]', '1')}--X--\r\n`), 400, /name/],
    ['no boundary', () => raw('x', 'multipart/form-data'), 400, /boundary/],
    ['another boundary', () => raw('--Y\r\n\r\n--Y--\r\n'), 400, /boundary/],
    ['a form that breaks off', () => raw(`${all}--X\r\nContent-Disp`), 400, /to its end/],
    ['headers without end', () => raw(`--X\r\n${'a'.repeat(200_000)}`), 400, /to its end/],
    ['nothing', () => raw('--X--\r\n'), 400, /fields|end/],
    [
      'a form inside a form',
      () =>
        raw(
          `${all}${part('Content-Type: multipart/mixed; boundary=Z\r\nContent-Disposition: form-data; name="x"', '--Z--')}--X--\r\n`,
        ),
      400,
      /x/,
    ],
  ])('is refused: %s', async (_what, send, status, words) => {
    const before = await kept();
    const { status: answered, body } = await send();
    expect({ status: answered, body }).toMatchObject({ status, body: { detail: expect.stringMatching(words) } });
    expect(await kept()).toEqual(before);
  });

  it('is never an error of ours, however its bytes are shuffled', async () => {
    let seed = 7;
    const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const file = part('Content-Disposition: form-data; name="attachments"; filename="a.png"', PNG.toString('latin1'));
    const good = Buffer.from(`${all}${field('checklist[jobs]', 'yes')}${file}--X--\r\n`, 'latin1');
    const statuses = new Map<number, number>();
    for (let round = 0; round < 150; round++) {
      const body = Buffer.from(good.subarray(0, round % 3 === 0 ? 1 + next(good.length) : good.length));
      for (let change = next(6); change > 0; change--) body[next(body.length)] = next(256);
      const { status } = await raw(body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(statuses.get(201)).toBeGreaterThan(0);
    expect(statuses.get(400)).toBeGreaterThan(0);
  });

  it('is taken at its limits', async () => {
    const { attachments } = await open([
      ...Array.from({ length: 7 }, () => ['small.log', LOG] as const),
      ['large.log', Buffer.alloc(20 * MB, 'a')],
    ]);
    expect(attachments.map(({ isKept }) => isKept)).toEqual(Array(8).fill(true));
  });

  it('is a 415 where only JSON is taken', async () => {
    const { body } = await form('/api/v1/support/purchases', { product: 'bigcommerce' }).expect(415);
    expect(body).toMatchObject({ code: 'request.unsupported-content' });
  });
});

describe('an upload under way', () => {
  /** A form whose head and first bytes have come; it goes on, or breaks off. */
  async function begin(declared = 5_000_000): Promise<{ socket: Socket; answer: () => string }> {
    const { port } = await app.listen();
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString())).on('error', () => undefined);
    const fields = Object.entries(FIELDS).map(
      ([name, value]) => `--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    socket.write(
      `POST /api/v1/support/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: ${declared}\r\n\r\n` +
        `${fields.join('')}--X\r\nContent-Disposition: form-data; name="attachments"; filename="a.log"\r\n\r\n${'a'.repeat(200_000)}`,
    );
    return { socket, answer: () => answer };
  }

  it('that breaks off leaves nothing behind', async () => {
    const before = await kept();
    const { socket } = await begin();
    await until(async () => (await filesBelow('scratch')).length === 1);
    socket.destroy();
    await until(async () => (await scratch()).length === 0);
    expect(await kept()).toEqual(before);
  });

  it('is one of few at a time; whoever comes then is told when to come again, and JSON is taken all the same', async () => {
    const uploads = await Promise.all(Array.from({ length: 4 }, () => begin()));
    await until(async () => (await filesBelow('scratch')).length === 4);
    const { headers, body } = await report([['a.log', LOG]]).expect(429);
    expect(body).toMatchObject({ code: 'request.too-many-uploads' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await app.http.post('/api/v1/support/tickets').send(FIELDS).expect(201);
    for (const { socket } of uploads) socket.destroy();
    await until(async () => (await scratch()).length === 0);
    await report([['a.log', LOG]]).expect(201);
  });

  it('that is declared too large is refused before it comes', async () => {
    const { socket, answer } = await begin(50 * MB);
    await until(() => answer().includes('HTTP/1.1 413'));
    socket.destroy();
    await until(async () => (await scratch()).length === 0);
  });

  it('of a killed process is swept after an hour', async () => {
    const folder = await app.get(ScratchFolder).make();
    await writeFile(join(folder, 'left'), 'x');
    await app.get(ScratchFolder).sweep();
    expect(await filesBelow('scratch')).toEqual(['left']);
    await app.get(ScratchFolder).sweep(Date.now() + 2 * 3_600_000);
    expect(await scratch()).toEqual([]);
  });
});

describe('the room for files', () => {
  /** As if other files took all but `bytes` of it. */
  async function leave<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const change = (sql: string, by: number) =>
      app.database.query(`UPDATE support.attachment_space SET used_bytes = ${sql}`, [by]);
    const { counted } = await kept();
    const others = LIMIT_MB * MB - counted - bytes;
    await change('used_bytes + $1', others);
    try {
      return await work();
    } finally {
      await change('used_bytes - $1', others);
    }
  }

  it('when it is used up, the ticket is taken and says which files were not kept', async () => {
    const opened = await leave(LOG.length + 10, () =>
      open([
        ['large.log', Buffer.alloc(5_000, 'a')],
        ['small.log', LOG],
        ['more.png', PNG],
      ]),
    );
    expect(opened.attachments).toMatchObject([
      { fileName: 'large.log', isKept: false, reason: expect.stringContaining('no room') },
      { fileName: 'small.log', isKept: true, reason: null },
      { fileName: 'more.png', isKept: false },
    ]);
    expect(opened.missing.map(({ field }) => field)).toContain('screenshots');
    expect((await followed(opened)).attachments.map(({ fileName }) => fileName)).toEqual(['small.log']);
  });

  it('is never given twice: of two uploads at once that would each fill it, one is kept', async () => {
    const file = Buffer.alloc(100_000, 'a');
    for (let round = 0; round < 5; round++) {
      const both = await leave(file.length + 50_000, () =>
        Promise.all([open([['a.log', file]]), open([['b.log', file]])]),
      );
      expect(both.flatMap(({ attachments }) => attachments.map(({ isKept }) => isKept)).sort()).toEqual([false, true]);
    }
  });

  it('is given back by what fails', async () => {
    const before = await kept();
    await Promise.all(Array.from({ length: 4 }, () => report([['a.png', PNG]], { product: 'magento' }).expect(404)));
    expect(await kept()).toEqual(before);
  });

  it('is freed of what a crash left under way, and of nothing younger than an hour', async () => {
    const { id: ticketId } = { id: await idOf((await open([['a.log', LOG]])).number) };
    const [young, old, removing] = [newId(), newId(), newId()];
    const key = (id: string) => `attachments/${id.slice(-2)}/${id}`;
    for (const [id, state, age] of [
      [young, 'storing', '59 minutes'],
      [old, 'storing', '61 minutes'],
      [removing, 'removing', '2 hours'],
    ] as const) {
      await app.database.query(
        `INSERT INTO support.attachment (id, state, file_name, kind, content_type, size_bytes, created_at)
         VALUES ($1, $2, 'x', 'log', 'text/plain', 3, now() - $3::interval)`,
        [id, state, age],
      );
      await app.database.query('UPDATE support.attachment_space SET used_bytes = used_bytes + 3');
      await app.get(FileStorage).put(key(id), Readable.from([Buffer.from('abc')]), 3);
    }
    expect(await app.get(TakeFiles).sweep()).toBe(2);
    const rows = (await kept()).rows;
    expect(rows).toContain(young);
    expect(rows).not.toContain(old);
    expect(rows).not.toContain(removing);
    expect((await seen(ticketId)).attachments).toHaveLength(1);
    await app.database.query(`UPDATE support.attachment SET created_at = now() - interval '2 hours' WHERE id = $1`, [
      young,
    ]);
    expect(await app.get(TakeFiles).sweep()).toBe(1);
  });

  it('does not matter to a report when the storage fails', async () => {
    const files = join(dataDir, 'files');
    await rename(files, `${files}.away`);
    await writeFile(files, 'a file where the folder was');
    const opened = await open([['a.log', LOG]]).finally(async () => {
      await rm(files);
      await rename(`${files}.away`, files);
    });
    expect(opened.attachments).toMatchObject([{ isKept: false, reason: expect.stringContaining('did not take it') }]);
    // The row is given up; its bytes, which never came, and its room go with the next sweep.
    await app.database.query(
      `UPDATE support.attachment SET created_at = now() - interval '2 hours' WHERE state <> 'stored'`,
    );
    await app.get(TakeFiles).sweep();
  });
});

describe('files in the conversation', () => {
  const say = (id: string, fields: Record<string, string>, files: Sent) =>
    form(`/api/v1/support/tickets/${id}/messages`, fields, files);
  const reply = ({ number, secret }: Opened, files: Sent) =>
    form(`/api/v1/support/follow/${number}/messages`, { body: 'Here it is.' }, files).set('X-Ticket-Secret', secret);

  it('come from both sides; those of a note among staff never reach the reporter', async () => {
    const opened = await open([]);
    const id = await idOf(opened.number);
    const said = (await say(id, { body: 'Try this.' }, [['steps.pdf', GOOD_FILES[7]?.[1] ?? PNG]]).expect(201))
      .body as Listed;
    expect(said.received).toMatchObject([{ fileName: 'steps.pdf', kind: 'other', isKept: true }]);
    const noted = (await say(id, { body: 'Look.', isInternal: 'true' }, [['internal.log', LOG]]).expect(201))
      .body as Listed;
    const replied = (await reply(opened, [['screen.png', PNG]]).expect(201)).body as Listed;
    expect(replied.received).toMatchObject([{ fileName: 'screen.png', isKept: true }]);
    expect(replied.attachments).toMatchObject([
      { fileName: 'steps.pdf', from: 'staff' },
      { fileName: 'screen.png', from: 'reporter' },
    ]);
    expect(JSON.stringify(replied)).not.toContain('internal.log');
    const view = await seen(id);
    expect(view.attachments.map(({ fileName }) => fileName)).toEqual(['steps.pdf', 'internal.log', 'screen.png']);
    expect(view).toMatchObject({ report: { attachments: ['screenshot'] } });

    const internal = noted.attachments.find(({ fileName }) => fileName === 'internal.log')?.id;
    const get = (path: string, secret = opened.secret) =>
      app.http.get(`/api/v1/support/${path}`).set('X-Ticket-Secret', secret);
    const { body } = await get(`follow/${opened.number}/attachments/${internal}`).expect(404);
    expect(body).toMatchObject({ code: 'support.no-such-attachment' });
    await get(`tickets/${id}/attachments/${internal}`).expect(200);

    const own = replied.attachments[1]?.id;
    await get(`follow/${opened.number}/attachments/${own}`).expect(200);
    await get(`follow/${opened.number}/attachments/${own}`, 'wrong').expect(404);
    const other = await open([]);
    await get(`follow/${other.number}/attachments/${own}`, other.secret).expect(404);
    await get(`tickets/${await idOf(other.number)}/attachments/${own}`).expect(404);
    await get(`follow/${opened.number}/attachments/nonsense`).expect(400);
    await get(`follow/${opened.number}/attachments/${newId()}`).expect(404);
  });

  it('with a wrong secret or for no ticket leave nothing behind', async () => {
    const opened = await open([]);
    const before = await kept();
    await reply({ ...opened, secret: 'wrong' }, [['a.png', PNG]]).expect(404);
    await say(newId(), { body: 'x' }, [['a.png', PNG]]).expect(404);
    await say('nonsense', { body: 'x' }, [['a.png', PNG]]).expect(400);
    expect(await kept()).toEqual(before);
  });

  it('are not there any more: 404, and no stack', async () => {
    const opened = await open([['a.log', LOG]]);
    const id = (await followed(opened)).attachments[0]?.id ?? '';
    const key = `attachments/${id.slice(-2)}/${id}`;
    await app.get(FileStorage).remove([key]);
    const { body } = await app.http
      .get(`/api/v1/support/follow/${opened.number}/attachments/${id}`)
      .set('X-Ticket-Secret', opened.secret)
      .expect(404);
    expect(body).toMatchObject({ code: 'files.not-found' });
    await app.get(FileStorage).put(key, Readable.from([LOG]), LOG.length);
    expect((await buffer(await app.get(FileStorage).open(key))).equals(LOG)).toBe(true);
  });

  it('are the same request only when they are the same files', async () => {
    const id = await idOf((await open([])).number);
    const send = (content: Buffer) =>
      say(id, { body: 'Once.' }, [['a.log', content]]).set('Idempotency-Key', `files-${id}`);
    await send(LOG).expect(201);
    const again = await send(LOG).expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await send(Buffer.from('other\n')).expect(422)).body).toMatchObject({
      code: 'request.idempotency-key-reused',
    });
    expect((await seen(id)).attachments).toHaveLength(1);
  });
});
