import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RouteTable } from '../../../platform/http/index.js';
import { type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { KEPT_AFTER_SETTLING_DAYS } from '../application/remove-attachment.use-case.js';
import { TakeFiles } from '../application/take-files.js';
import { appWithFiles, type AppWithFiles } from '../testing/app-with-files.js';

/** Two of them do not fit into the room of 1 MB. */
const LARGE = Buffer.alloc(600_000, 'a');
const LOG = Buffer.from('12:00 coupon SPRING10 not found\n');

let hub: AppWithFiles;
let dataDir = '';
let app: RestApp;

beforeAll(async () => {
  hub = await appWithFiles(1);
  ({ app, dataDir } = hub);
}, 60_000);
afterAll(() => hub.close());

interface Opened {
  id: string;
  number: string;
  secret: string;
  attachments: { fileName: string; isKept: boolean }[];
}
interface View {
  attachments: { id: string; fileName: string }[];
  history: { kind: string; actorName: string; detail: object }[];
}

async function open(...files: readonly (readonly [name: string, content: Buffer])[]): Promise<Opened> {
  const request = app.http
    .post('/api/v1/support/tickets')
    .field({ product: 'bigcommerce', name: 'Ada', email: 'ada@example.com', subject: 'Orders lose their coupon' });
  for (const [filename, content] of files) void request.attach('attachments', content, { filename });
  const opened = (await request.expect(201)).body as Opened;
  const list = await app.http.get(`/api/v1/support/tickets?number=${opened.number}`).expect(200);
  return { ...opened, id: (list.body as { data: { id: string }[] }).data[0]?.id ?? '' };
}
const seen = async ({ id }: Opened): Promise<View> =>
  (await app.http.get(`/api/v1/support/tickets/${id}`).expect(200)).body as View;
const fileOf = async (ticket: Opened): Promise<string> => (await seen(ticket)).attachments[0]?.id ?? '';
const pathOf = ({ id }: { id: string }, fileId: string) => `/api/v1/support/tickets/${id}/attachments/${fileId}`;
const follow = ({ number, secret }: Opened, path = '') =>
  app.http.get(`/api/v1/support/follow/${number}${path}`).set('X-Ticket-Secret', secret);
const removals = async (ticket: Opened) =>
  (await seen(ticket)).history.filter(({ kind }) => kind === 'attachment-removed');
const move = (ticket: Opened, state: string) =>
  app.http.post(`/api/v1/support/tickets/${ticket.id}/state`).send({ state }).expect(200);
const merge = (duplicate: Opened, into: Opened) =>
  app.http.post(`/api/v1/support/tickets/${duplicate.id}/merge`).send({ into: into.id }).expect(200);
async function close(ticket: Opened): Promise<Opened> {
  await move(ticket, 'resolved');
  await move(ticket, 'closed');
  return ticket;
}
/** As if they had come with their files and been resolved a year ago, and their last step had been so many days ago. */
const age = (days: number, ...tickets: readonly Opened[]) =>
  app.database.query(
    `WITH files AS (UPDATE support.attachment SET created_at = now() - interval '1 year' WHERE ticket_id = ANY($2::uuid[]))
     UPDATE support.ticket SET updated_at = now() - make_interval(days => $1), resolved_at = now() - interval '1 year'
     WHERE id = ANY($2::uuid[])`,
    [days, tickets.map(({ id }) => id)],
  );

const filesOnDisk = async (): Promise<string[]> =>
  (await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
afterEach(async () => {
  const rows = await app.database.query<{ id: string; size: number }>(
    'SELECT id, size_bytes AS size FROM support.attachment ORDER BY id',
  );
  expect(await filesOnDisk()).toEqual(rows.map(({ id }) => id));
  const [space] = await app.database.query<{ used: string }>('SELECT used_bytes AS used FROM support.attachment_space');
  expect(Number(space?.used)).toBe(rows.reduce((sum, { size }) => sum + size, 0));
});

/** No file goes into the storage or out of it. */
async function withoutStorage(work: () => PromiseLike<unknown>): Promise<void> {
  const files = join(dataDir, 'files');
  await rename(files, `${files}.away`);
  await writeFile(files, 'a file where the folder was');
  try {
    await work();
  } finally {
    await rm(files);
    await rename(`${files}.away`, files);
  }
}

describe('a file that staff removes', () => {
  it('is gone for everybody, and the history says who removed what', async () => {
    const ticket = await open(['password.log', LOG], ['other.log', LOG]);
    const fileId = await fileOf(ticket);
    await app.http.delete(pathOf(ticket, fileId)).expect(204);
    expect(await filesOnDisk()).not.toContain(fileId);
    expect((await seen(ticket)).attachments).toMatchObject([{ fileName: 'other.log' }]);
    const { body } = await follow(ticket).expect(200);
    expect((body as View).attachments).toMatchObject([{ fileName: 'other.log' }]);
    expect(JSON.stringify(body)).not.toContain('password.log');
    await follow(ticket, `/attachments/${fileId}`).expect(404);
    await app.http.get(pathOf(ticket, fileId)).expect(404);
    expect(await removals(ticket)).toEqual([
      expect.objectContaining({ actorName: 'anonymous', detail: { fileName: 'password.log' } }),
    ]);
  });

  it('gives its room back: what found none before is kept', async () => {
    const first = await open(['first.log', LARGE]);
    expect((await open(['second.log', LARGE])).attachments).toMatchObject([{ isKept: false }]);
    await app.http.delete(pathOf(first, await fileOf(first))).expect(204);
    const second = await open(['second.log', LARGE]);
    expect(second.attachments).toMatchObject([{ isKept: true }]);
    await app.http.delete(pathOf(second, await fileOf(second))).expect(204);
  });

  it('is not there a second time, of another ticket, or when nobody ever sent it', async () => {
    const [ticket, other] = [await open(['a.log', LOG]), await open()];
    const fileId = await fileOf(ticket);
    for (const path of [pathOf(other, fileId), pathOf({ id: newId() }, fileId), pathOf(ticket, newId())]) {
      const { body } = await app.http.delete(path).expect(404);
      expect(body).toMatchObject({ code: 'support.no-such-attachment' });
    }
    await app.http.delete(pathOf(ticket, 'nonsense')).expect(400);
    expect((await seen(ticket)).attachments).toHaveLength(1);
    await app.http.delete(pathOf(ticket, fileId)).expect(204);
    await app.http.delete(pathOf(ticket, fileId)).expect(404);
    expect(await removals(ticket)).toHaveLength(1);
  });

  it('is removed once, whoever else removes it at the same time', async () => {
    const ticket = await open(['a.log', LOG]);
    const path = pathOf(ticket, await fileOf(ticket));
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.http.delete(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
    expect(await removals(ticket)).toHaveLength(1);
  });

  it('of a duplicate is removed where it is seen, and both histories say so', async () => {
    const [duplicate, into] = [await open(['a.log', LOG]), await open()];
    await merge(duplicate, into);
    await app.http.delete(pathOf(into, await fileOf(into))).expect(204);
    expect((await seen(into)).attachments).toEqual([]);
    for (const ticket of [duplicate, into]) {
      expect(await removals(ticket)).toMatchObject([{ detail: { fileName: 'a.log' } }]);
    }
  });

  it('is gone for everybody at once while the storage is away, and swept from there later', async () => {
    const ticket = await open(['a.log', LOG]);
    const fileId = await fileOf(ticket);
    await age(1, ticket);
    await withoutStorage(() => app.http.delete(pathOf(ticket, fileId)).expect(204));
    await follow(ticket, `/attachments/${fileId}`).expect(404);
    expect(await filesOnDisk()).toContain(fileId);
    expect(await app.get(TakeFiles).sweep()).toBe(1);
    expect(await filesOnDisk()).not.toContain(fileId);
    expect(await removals(ticket)).toHaveLength(1);
  });

  it('is removed only by those who may change tickets', () => {
    // That a key without the permission is refused, the walk over every route for every role shows.
    const route = app
      .get(RouteTable)
      .all()
      .find(({ method, path }) => method === 'DELETE' && path.includes('/attachments/'));
    expect(route).toMatchObject({ isPublic: false, permission: 'tickets.write' });
  });
});

describe('the files of settled tickets', () => {
  const [OLD, YOUNG] = [KEPT_AFTER_SETTLING_DAYS + 1, KEPT_AFTER_SETTLING_DAYS - 1];

  it('go with the sweep once that is long ago, and give their room back', async () => {
    const ticket = await close(await open(['first.log', LARGE], ['second.log', LOG]));
    await age(OLD, ticket);
    expect((await open(['third.log', LARGE])).attachments).toMatchObject([{ isKept: false }]);
    expect(await app.get(TakeFiles).sweep()).toBe(2);
    expect((await seen(ticket)).attachments).toEqual([]);
    expect(await removals(ticket)).toMatchObject(
      ['first.log', 'second.log'].map((fileName) => ({
        actorName: 'system',
        detail: { fileName, settledForDays: KEPT_AFTER_SETTLING_DAYS },
      })),
    );
    const third = await open(['third.log', LARGE]);
    expect(third.attachments).toMatchObject([{ isKept: true }]);
    await app.http.delete(pathOf(third, await fileOf(third))).expect(204);
    expect(await app.get(TakeFiles).sweep()).toBe(0);
  });

  it('stay while the ticket was settled less long ago, whenever it was resolved, and while it is not', async () => {
    const [young, untouched] = [await open(['a.log', LOG]), await open(['a.log', LOG])];
    await close(young);
    await age(YOUNG, young);
    await age(OLD, untouched);
    expect(await app.get(TakeFiles).sweep()).toBe(0);
    for (const ticket of [young, untouched]) expect((await seen(ticket)).attachments).toHaveLength(1);
  });

  it('go as well when the ticket was resolved and nobody closed it', async () => {
    const ticket = await open(['a.log', LOG]);
    await move(ticket, 'resolved');
    await age(OLD, ticket);
    expect(await app.get(TakeFiles).sweep()).toBe(1);
    expect((await seen(ticket)).attachments).toEqual([]);
  });

  it('stay when they came since, with a note', async () => {
    const ticket = await close(await open(['old.log', LOG]));
    await age(OLD, ticket);
    await app.http
      .post(`/api/v1/support/tickets/${ticket.id}/messages`)
      .field({ body: 'The same again.', isInternal: 'true' })
      .attach('attachments', LOG, { filename: 'new.log' })
      .expect(201);
    expect(await app.get(TakeFiles).sweep()).toBe(1);
    expect((await seen(ticket)).attachments).toMatchObject([{ fileName: 'new.log' }]);
  });

  it('of a duplicate stay as long as those of the ticket that goes on in its place', async () => {
    const [duplicate, into] = [await open(['a.log', LOG]), await open()];
    await merge(duplicate, into);
    await age(OLD, duplicate, into);
    expect(await app.get(TakeFiles).sweep()).toBe(0);
    await close(into);
    await age(YOUNG, into);
    expect(await app.get(TakeFiles).sweep()).toBe(0);
    await age(OLD, into);
    expect(await app.get(TakeFiles).sweep()).toBe(1);
    for (const ticket of [duplicate, into]) expect(await removals(ticket)).toHaveLength(1);
  });

  it('go in batches until none is left', async () => {
    const ticket = await close(await open(['a.log', LOG]));
    await age(OLD, ticket);
    await app.database.query(
      `WITH more AS (
         INSERT INTO support.attachment (id, state, ticket_id, file_name, kind, content_type, size_bytes, created_at)
         SELECT gen_random_uuid(), 'stored', $1, 'b.log', 'log', 'text/plain', 1, now() - make_interval(days => $2)
         FROM generate_series(1, 250) RETURNING size_bytes)
       UPDATE support.attachment_space SET used_bytes = used_bytes + (SELECT sum(size_bytes) FROM more)`,
      [ticket.id, OLD],
    );
    expect(await app.get(TakeFiles).sweep()).toBe(251);
    expect(await removals(ticket)).toHaveLength(251);
  });

  it('are swept later when the storage is away', async () => {
    const ticket = await close(await open(['a.log', LOG]));
    await age(OLD, ticket);
    await withoutStorage(() => expect(app.get(TakeFiles).sweep()).rejects.toThrow());
    expect(await app.get(TakeFiles).sweep()).toBe(1);
    expect(await removals(ticket)).toHaveLength(1);
  });
});
