import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Module, Post } from '@nestjs/common';
import type { Request } from 'express';
import type { PaceLimits } from '../content/pace.js';
import { readWhole } from '../content/read-whole.js';
import { Accepts, FormFiles, Public, type ReceivedFile } from '../index.js';
import { restApp, type RestApp } from '../testing/index.js';
import { receiveForm } from './receive-form.js';

const FILE = '--X\r\nContent-Disposition: form-data; name="attachments"; filename="a.log"\r\n\r\n';
const END = '\r\n--X--\r\n';

/** The head of a form that is announced as large and has only begun. */
function begin(port: number, headers = ''): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(
    `POST /forms HTTP/1.1\r\nHost: x\r\n${headers}Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 1000000\r\n\r\n${FILE}`,
  );
  return socket;
}

describe('a sender who drips', () => {
  const LIMITS: PaceLimits = { silenceMs: 20_000, graceMs: 300, bytesPerSecond: 15_000 };
  const READERS: [what: string, read: (request: Request, folder: string) => Promise<unknown>][] = [
    ['a form', (request, folder) => receiveForm(request, folder, LIMITS)],
    ['a mail', (request) => readWhole(request, 10, () => undefined, LIMITS)],
  ];
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'longshore-slow-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What becomes of a body of which `chunk` comes every 20 ms: once it is read, and whether its line was cut. */
  async function send(read: (typeof READERS)[number][1], chunk: string, times: number) {
    let ended: (outcome: unknown) => void = () => undefined;
    const outcome = new Promise((resolve) => (ended = resolve));
    const server = createServer((request) => {
      read(request as Request, folder).then(ended, ended);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = begin((server.address() as AddressInfo).port);
    let left = times;
    const more = setInterval(() => {
      if (left-- > 0) return void socket.write(chunk);
      // As long as was announced, so that it is whole.
      const sent = FILE.length + times * chunk.length;
      socket.write('a'.repeat(Math.max(0, 1_000_000 - sent - END.length)) + END);
      clearInterval(more);
    }, 20);
    const result = await outcome;
    clearInterval(more);
    const isCut = await new Promise<boolean>((resolve) => {
      if (socket.destroyed) return resolve(true);
      const waited = setTimeout(() => resolve(false), 300);
      socket.once('close', () => (clearTimeout(waited), resolve(true)));
    });
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    return { result, isCut };
  }

  it.each(READERS)('%s is cut off, and its reader told that it did not come to its end', async (_what, read) => {
    const { result, isCut } = await send(read, 'a', Infinity);
    expect(result).toMatchObject({ message: expect.stringContaining('to its end') });
    expect(isCut).toBe(true);
  });

  it.each(READERS)('%s that keeps the pace is read to its end', async (_what, read) => {
    const { result, isCut } = await send(read, 'a'.repeat(5_000), 30);
    expect(result).not.toBeInstanceOf(Error);
    expect(isCut).toBe(false);
  });
});

@Controller('forms')
@Public()
class FormsController {
  @Post()
  @Accepts('multipart/form-data')
  take(@FormFiles() files: readonly ReceivedFile[]): unknown {
    return { files: files.length };
  }
}

@Module({ controllers: [FormsController] })
class FormsModule {}

describe('strangers who hold every slot that they may have', () => {
  let app: RestApp;
  beforeAll(async () => {
    app = await restApp(FormsModule);
  }, 60_000);
  afterAll(() => app.close());

  it('do not keep out a caller with a key at the same address', async () => {
    const { port } = await app.listen();
    const form = () =>
      app.http.post('/forms').set('Content-Type', 'multipart/form-data; boundary=X').send(`${FILE}a${END}`);
    const held = Array.from({ length: 4 }, () => begin(port, 'x-no-key: 1\r\n'));
    try {
      // Each of them takes its slot when its head has come.
      let status = 201;
      for (let attempt = 0; attempt < 100 && status !== 429; attempt++) {
        ({ status } = await form().set('x-no-key', '1'));
      }
      expect(status).toBe(429);
      expect((await form().expect(201)).body).toEqual({ files: 1 });
    } finally {
      for (const socket of held) socket.destroy();
    }
  });
});
