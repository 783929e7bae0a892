import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../src/platform/database/testing/index.js';
import { formSubmission, tooLarge } from './fuzzed-forms.js';
import { bombs, completeReport, jsonSubmission, TICKETS, type Submission } from './fuzzed-reports.js';
import { Programs, type RunningHub } from './testing/programs.js';
import { seededRandom } from './testing/random.js';

const SEED = 20_261_124;
const JSON_SUBMISSIONS = 9_000;
const FORM_SUBMISSIONS = 700;
const STRANGE_BYTES = 300;
const FILES_LIMIT_MB = 64;
const MEMORY_LIMIT_MB = 600;
/** Of everything that may come back: taken in, or refused in words. */
const RIGHT = new Set([200, 201, 400, 404, 409, 413, 415, 422]);
/** No answer takes longer on a machine that is busy with something else as well. */
const ANSWERED_WITHIN_MS = 20_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}
interface Ticket {
  readonly number: string;
  readonly secret: string;
}

/** One after the other, as they are asked for: together they would not fit into anybody's memory. */
function* made<T>(count: number, make: () => T): Generator<T> {
  for (let n = 0; n < count; n++) yield make();
}

/** What strangers, broken programs and attackers send to the public intake: taken in or refused in words, and nothing left lying about. */
describe('ten thousand reports that are not meant well', () => {
  let programs: Programs;
  let database: TestDatabase;
  let hub: RunningHub;
  let sql: pg.Client;
  let dataDir: string;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const tickets: Ticket[] = [];
  const statuses = new Map<string, number>();
  let filesKept = 0;
  let sent = 0;

  beforeAll(async () => {
    programs = await Programs.open();
    database = await testDatabase();
    dataDir = join(programs.folder, 'data');
    hub = await programs.hub({
      roles: 'web',
      env: {
        DATABASE_URL: database.url,
        SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        DATA_DIR: dataDir,
        FILE_STORAGE_LIMIT_MB: String(FILES_LIMIT_MB),
        TICKETS_PER_MINUTE: '1000000',
      },
    });
    sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
  }, 120_000);

  afterAll(async () => {
    agent.destroy();
    await sql?.end();
    await programs?.close();
    await database?.close();
  });

  function call(method: string, path: string, headers: Submission['headers'] = {}, body?: Buffer): Promise<Answer> {
    const { hostname, port } = new URL(hub.url);
    const length = body ? { 'content-length': String(body.length) } : {};
    return new Promise((resolve, reject) => {
      const out = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      out.setTimeout(ANSWERED_WITHIN_MS, () => out.destroy(new Error('no answer')));
      out.on('error', reject);
      out.end(body);
    });
  }

  /** @returns what is wrong with the answer; null: nothing */
  function complaint(
    { expected }: Pick<Submission, 'expected'>,
    { status, type, headers, body }: Answer,
  ): string | null {
    const shown = `${status} ${type} ${body.toString().slice(0, 300)}`;
    if (expected ? !expected.includes(status) : !RIGHT.has(status)) return `unexpected: ${shown}`;
    const right = status < 400 ? 'application/json' : 'application/problem+json';
    if (!type.startsWith(right)) return `not ${right}: ${shown}`;
    if (headers['x-content-type-options'] !== 'nosniff') return `may be sniffed: ${shown}`;
    try {
      JSON.parse(body.toString());
    } catch {
      return `no JSON: ${shown}`;
    }
    return null;
  }

  async function submit(submission: Submission): Promise<string | null> {
    sent++;
    const { what, path, headers, body } = submission;
    try {
      const answer = await call('POST', path, headers, body);
      statuses.set(`${answer.status}`, (statuses.get(`${answer.status}`) ?? 0) + 1);
      const wrong = complaint(submission, answer);
      if (answer.status === 201 && path === TICKETS) {
        const opened = JSON.parse(answer.body.toString()) as Ticket & { attachments: { isKept: boolean }[] };
        tickets.push({ number: opened.number, secret: opened.secret });
        filesKept += opened.attachments.filter(({ isKept }) => isKept).length;
      }
      return wrong && `${what}: ${wrong}`;
    } catch (error) {
      // An answer that came before the body was through may end the connection; the body is what was wrong then.
      const { code } = error as { code?: string };
      const wasCut = body.length > 900_000 && (code === 'EPIPE' || code === 'ECONNRESET');
      return wasCut ? null : `${what}: ${String(error)}`;
    }
  }

  async function all<T>(
    items: Iterable<T>,
    atOnce: number,
    work: (item: T) => Promise<string | null>,
  ): Promise<string[]> {
    const wrong: string[] = [];
    const waiting = items[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (let next = waiting.next(); !next.done; next = waiting.next()) {
        const found = await work(next.value);
        if (found !== null) wrong.push(found);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return wrong.slice(0, 20);
  }

  it('as JSON', async () => {
    const random = seededRandom(SEED);
    expect(
      await all(
        made(JSON_SUBMISSIONS, () => jsonSubmission(random)),
        8,
        submit,
      ),
    ).toEqual([]);
    expect(await all(bombs(), 3, submit)).toEqual([]);
  }, 300_000);

  it('as forms with files', async () => {
    const random = seededRandom(SEED + 1);
    // Four of one address are received at once.
    expect(
      await all(
        made(FORM_SUBMISSIONS, () => formSubmission(random)),
        4,
        submit,
      ),
    ).toEqual([]);
    expect(await all(tooLarge(random), 1, submit)).toEqual([]);
    expect(filesKept).toBeGreaterThan(100);
  }, 300_000);

  it('as answers to their tickets', async () => {
    const random = seededRandom(SEED + 2);
    const wrong = await all(
      Array.from({ length: 300 }, (_, n) => n),
      8,
      async (n) => {
        const ticket = tickets[n % tickets.length];
        if (!ticket) return 'there is no ticket';
        const body = Buffer.from(JSON.stringify({ body: jsonSubmission(random).body.toString().slice(0, 19_000) }));
        const secret = n % 3 === 0 ? `${ticket.secret}x` : ticket.secret;
        const headers = { 'content-type': 'application/json', 'x-ticket-secret': secret };
        const path = `/api/v1/support/follow/${ticket.number}/${n % 2 ? 'messages' : 'details'}`;
        return submit({ what: path, path, headers, body, ...(n % 3 === 0 && n % 2 && { expected: [404, 400] }) });
      },
    );
    expect(wrong).toEqual([]);
  }, 120_000);

  /** Bytes as no library would send them; the connection ends or is answered, and never with a page. */
  function exchange(bytes: Buffer, thenEnd: boolean): Promise<string> {
    const { hostname, port } = new URL(hub.url);
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      const finish = (): void => {
        socket.destroy();
        resolve(Buffer.concat(chunks).toString('latin1'));
      };
      socket.setTimeout(ANSWERED_WITHIN_MS, () => {
        socket.destroy();
        reject(new Error('left hanging'));
      });
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('end', finish);
      socket.on('error', finish);
      socket.write(bytes);
      if (thenEnd) socket.end();
    });
  }

  it('as bytes that are no request', async () => {
    const random = seededRandom(SEED + 3);
    const body = JSON.stringify(completeReport(random));
    const head = (...lines: string[]): string =>
      [`POST ${TICKETS} HTTP/1.1`, 'Host: hub', 'Content-Type: application/json', 'Connection: close', ...lines].join(
        '\r\n',
      );
    const cases: readonly ((cut: number) => string)[] = [
      (cut) => `${head(`Content-Length: ${body.length}`)}\r\n\r\n${body.slice(0, cut)}`,
      () => `${head(`Content-Length: ${body.length + 1_000}`)}\r\n\r\n${body}`,
      (cut) => `${head(`Content-Length: ${cut}`)}\r\n\r\n${body}`,
      () => `${head('Content-Length: -5')}\r\n\r\n${body}`,
      () => `${head('Content-Length: 99999999999999999999')}\r\n\r\n${body}`,
      () => `${head('Content-Length: 5', 'Content-Length: 6')}\r\n\r\n${body}`,
      () => `${head('Content-Length: 5', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n`,
      () => `${head('Transfer-Encoding: chunked')}\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`,
      (cut) => `${head('Transfer-Encoding: chunked')}\r\n\r\nffffff\r\n${body.slice(0, cut)}`,
      () => `${head('Transfer-Encoding: gzip, chunked')}\r\n\r\n0\r\n\r\n`,
      () => `${head(`X: ${'y'.repeat(40_000)}`)}\r\n\r\n`,
      () => `${head(...Array.from({ length: 3_000 }, (_, n) => `X-${n}: y`))}\r\n\r\n`,
      (cut) => `${head().slice(0, cut)}`,
      () =>
        `POST ${TICKETS}/../../../etc/passwd HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      () =>
        `POST /%00/%2e%2e/${'a'.repeat(8_000)} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      () => `TRACE ${TICKETS} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n`,
      () => `FOO ${TICKETS} HTTP/1.1\r\nHost: hub\r\n\r\n`,
      () => `POST ${TICKETS} HTTP/9.9\r\nHost: hub\r\n\r\n`,
      () => `POST ${TICKETS} HTTP/1.1\r\n\r\n`,
      () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
      () => `\x16\x03\x01\x02\0\x01\0\x01\xfc`,
      () => `\r\n\r\n\0\0\0`,
    ];
    const bytes = Array.from({ length: STRANGE_BYTES }, (_, n) =>
      Buffer.from((cases[n % cases.length] as (cut: number) => string)(Math.floor(random() * body.length)), 'latin1'),
    );
    const wrong = await all(bytes, 8, async (each) => {
      sent++;
      const shown = each.subarray(0, 200).toString('latin1');
      try {
        const answer = await exchange(each, true);
        const [, status, , type = ''] =
          /^HTTP\/1\.1 (\d{3})([^]*?\r\ncontent-type: ([^\r]*))?/i.exec(answer)?.slice(0, 4) ?? [];
        if (status === '201') {
          const { number, secret } = JSON.parse(
            answer.slice(answer.indexOf('\r\n\r\n') + 4).replace(/^[^{]*|[^}]*$/g, ''),
          ) as Ticket;
          tickets.push({ number, secret });
        }
        const isPage = /html/i.test(type) || /<(!doctype|html|pre)/i.test(answer);
        return isPage || Number(status ?? 400) >= 500 ? `${shown} → ${answer.slice(0, 300)}` : null;
      } catch (error) {
        return `${shown} → ${String(error)}`;
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('was really sent, and some of it taken in', () => {
    expect(sent).toBeGreaterThanOrEqual(10_000);
    expect(tickets.length).toBeGreaterThan(1_000);
    for (const status of ['201', '400', '404', '413', '415', '422'])
      expect(statuses.get(status) ?? 0).toBeGreaterThan(0);
  });

  it('left every ticket readable for staff and for whoever has its secret', async () => {
    const { rows } = await sql.query<{ id: string; number: string }>('SELECT id, number FROM support.ticket');
    const ids = new Map(rows.map(({ id, number }) => [number, id]));
    const authorization = `Bearer ${programs.adminKey}`;
    const wrong = await all(tickets, 8, async ({ number, secret }) => {
      const followed = await call('GET', `/api/v1/support/follow/${number}`, { 'x-ticket-secret': secret });
      const read = await call('GET', `/api/v1/support/tickets/${ids.get(number)}`, { authorization });
      const found = complaint({ expected: [200] }, followed) ?? complaint({ expected: [200] }, read);
      return found && `${number}: ${found}`;
    });
    expect(wrong).toEqual([]);
    // What was written without an answer getting through is taken in as well; nothing else is.
    expect(ids.size).toBeGreaterThanOrEqual(tickets.length);
    expect(ids.size - tickets.length).toBeLessThan(STRANGE_BYTES);
  }, 120_000);

  it('left files that are only ever bytes to be saved, as many as are written down', async () => {
    const stored = await sql.query<{ id: string; number: string; size: string; state: string }>(
      `SELECT a.id, t.number, a.size_bytes::text AS size, a.state FROM support.attachment a LEFT JOIN support.ticket t ON t.id = a.ticket_id`,
    );
    expect(stored.rows.filter(({ state }) => state !== 'stored')).toEqual([]);
    expect(stored.rows.length).toBe(filesKept);
    const secrets = new Map(tickets.map(({ number, secret }) => [number, secret]));
    const wrong = await all(stored.rows, 8, async ({ id, number, size }) => {
      const secret = secrets.get(number) ?? '';
      const { status, headers, body } = await call('GET', `/api/v1/support/follow/${number}/attachments/${id}`, {
        'x-ticket-secret': secret,
      });
      const isSafe =
        headers['content-type'] === 'application/octet-stream' &&
        String(headers['content-disposition']).startsWith('attachment;') &&
        headers['x-content-type-options'] === 'nosniff' &&
        String(headers['content-security-policy']).includes('sandbox');
      return status === 200 && isSafe && body.length === Number(size)
        ? null
        : `${number} ${id}: ${status} ${JSON.stringify(headers)}`;
    });
    expect(wrong).toEqual([]);

    const files = (await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
    );
    const onDisk = sizes.reduce((sum, size) => sum + size, 0);
    const { rows } = await sql.query<{ used: string }>('SELECT used_bytes::text AS used FROM support.attachment_space');
    expect(files.map(({ name }) => name).sort()).toEqual(stored.rows.map(({ id }) => id).sort());
    expect(String(onDisk)).toBe(rows[0]?.used);
    expect(onDisk).toBeLessThanOrEqual(FILES_LIMIT_MB * 1024 * 1024);
    expect(await readdir(join(dataDir, 'scratch')).catch(() => [])).toEqual([]);
  }, 120_000);

  it('left the hub well: no error in its log, no connection held, memory in bounds', async () => {
    agent.destroy();
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
    const errors = (await readFile(hub.logFile, 'utf8')).split('\n').filter((line) => line.includes('"level":"error"'));
    expect(errors.slice(0, 5)).toEqual([]);
    if (process.platform !== 'linux') return;
    const peakKb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${hub.pid}/status`, 'utf8'))?.[1];
    expect(Number(peakKb)).toBeLessThan(MEMORY_LIMIT_MB * 1024);
  });
});
