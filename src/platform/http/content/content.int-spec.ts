import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Module, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Accepts, Public } from '../index.js';
import { restApp, type RestApp } from '../testing/index.js';

@Controller('content')
@Public()
class ContentController {
  @Post('json')
  json(@Body() body: unknown): unknown {
    return { body };
  }

  @Post('mail')
  @Accepts('message/rfc822')
  async mail(@Req() request: Request): Promise<unknown> {
    return { mail: await text(request) };
  }

  @Post('either')
  @Accepts('application/json', 'message/rfc822')
  either(@Body() body: unknown): unknown {
    return { body };
  }
}

@Module({ controllers: [ContentController] })
class ContentModule {}

let app: RestApp;

beforeAll(async () => {
  app = await restApp(ContentModule);
}, 60_000);

afterAll(() => app.close());

const MAIL = 'From: ada@example.com\r\n\r\nHelp';
const send = (path: string, type: string, body: string) => app.http.post(path).set('Content-Type', type).send(body);

it('hands a mail unread to a handler that asks for one', async () => {
  const { body } = await send('/content/mail', 'message/rfc822; charset=utf-8', MAIL).expect(201);
  expect(body).toEqual({ mail: MAIL });
});

it('takes JSON where nothing is said, and besides others where it is named', async () => {
  expect((await app.http.post('/content/json').send({ a: 1 }).expect(201)).body).toEqual({ body: { a: 1 } });
  expect((await app.http.post('/content/either').send({ a: 1 }).expect(201)).body).toEqual({ body: { a: 1 } });
  await app.http.post('/content/json').expect(201);
});

it.each([
  ['a mail where JSON is taken', '/content/json', 'message/rfc822', 'Send JSON with'],
  ['a form where JSON is taken', '/content/json', 'multipart/form-data; boundary=x', 'Send JSON with'],
  [
    'a form where none is taken',
    '/content/either',
    'multipart/form-data; boundary=x',
    ', or a mail as message/rfc822.',
  ],
  ['JSON where only a mail is taken', '/content/mail', 'application/json', 'Send a mail as message/rfc822.'],
  ['plain text', '/content/mail', 'text/plain', 'Send JSON with'],
  ['a form of another kind', '/content/either', 'application/x-www-form-urlencoded', 'Send JSON with'],
])('refuses %s with 415', async (_what, path, type, words) => {
  const { body } = await send(path, type, '{}').expect(415);
  expect(body).toMatchObject({ code: 'request.unsupported-content', detail: expect.stringContaining(words) });
});

it('still says 404 and 405 where nothing takes the body', async () => {
  await send('/content/nowhere', 'multipart/form-data; boundary=x', 'x').expect(404);
  await app.http.put('/content/mail').set('Content-Type', 'message/rfc822').send(MAIL).expect(405);
});

it('answers before an endless body has come, and then cuts the line', async () => {
  const { port } = await app.listen();
  const { answer, sent } = await new Promise<{ answer: string; sent: number }>((resolve) => {
    let [answer, sent] = ['', 0];
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST /content/nowhere HTTP/1.1\r\nHost: x\r\nContent-Type: message/rfc822\r\nContent-Length: 1000000000000\r\n\r\n',
      );
      const chunk = Buffer.alloc(65_536, 'x');
      const more = (): void => {
        if (socket.destroyed) return;
        sent += chunk.length;
        socket.write(chunk, () => setImmediate(more));
      };
      more();
    });
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ answer, sent }));
  });
  expect(answer).toMatch(/^HTTP\/1.1 404 /);
  expect(sent).toBeGreaterThan(0);
}, 30_000);
