import { connect, type AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import request from 'supertest';
import { SendMails } from '../../src/modules/support-tickets/application/mail/send-mails.js';
import { aBounce, aMail, MailDesk, mailEnv, SECRET, sign, until, US } from './ticket-mail-desk.js';
import { wholeHub } from './whole-hub.js';

jest.setTimeout(90_000);

let desk: MailDesk;

beforeAll(async () => {
  desk = await MailDesk.open();
});

afterAll(async () => {
  expect(desk.hub.errors).toEqual([]);
  await desk.close();
});

let people = 0;
const anAddress = (): string => `person-${(people += 1)}@example.com`;

describe('a ticket by mail, both ways', () => {
  it('goes from the form to the acknowledgement, the answer by mail, and the answer of staff', async () => {
    const ada = anAddress();
    const { number } = await desk.report(ada, { subject: 'Buy pills at evil.example', name: 'Click evil.example' });
    const [ack] = await desk.caught(ada, 1);
    expect(ack?.from).toBe(US);
    expect(ack?.headers).toMatchObject({
      subject: `[${number}] We have your report`,
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
      from: US,
      to: ada,
    });
    expect(ack?.headers['message-id']).toMatch(new RegExp(`^<${number.toLowerCase()}\\.[0-9a-f]{24}@hub\\.example>$`));
    expect(ack?.raw).toContain('Store hash');
    expect(ack?.raw).not.toMatch(/evil|pills|Click/);

    const ackId = ack?.headers['message-id'] ?? '';
    const reply = aMail(
      `Ada <${ada.toUpperCase()}>`,
      'The store is abc123.\n\nOn Monday, Support wrote:\n> Which store?',
      {
        Subject: `Re: [${number}] We have your report`,
        'In-Reply-To': ackId,
        References: ackId,
      },
    );
    expect(await desk.deliver(reply)).toEqual({
      status: 202,
      body: { disposition: 'reply', ticketNumber: number },
    });
    const replied = await desk.ticket(number);
    expect(replied.messages).toMatchObject([{ author: 'reporter', authorName: 'Ada', body: 'The store is abc123.' }]);
    expect(replied.state).toBe('open');
    expect(replied.pausedAt).toBeNull();

    await desk.say(number, 'Which coupon was it?\r\nSPRING10?');
    const [, answer] = await desk.caught(ada, 2);
    const replyId = /Message-ID: (\S+)/.exec(reply)?.[1];
    expect(answer?.headers).toMatchObject({
      subject: `[${number}] Buy pills at evil.example`,
      'in-reply-to': replyId,
      references: `${ackId} ${replyId}`,
    });
    expect(answer?.headers).not.toHaveProperty('auto-submitted');
    expect(answer?.raw).toContain('Which coupon was it?\r\nSPRING10?\r\n');
    expect((await desk.ticket(number)).state).toBe('waiting-on-customer');
  });

  it('keeps what is answered by mail from whoever has the secret: a form knows nobody', async () => {
    const ada = anAddress();
    const { number, secret } = await desk.report(ada, { name: 'Eve' });
    const [ack] = await desk.caught(ada, 1);
    const ackId = ack?.headers['message-id'] ?? '';
    await desk.deliver(aMail(`Ada <${ada}>`, 'My password is hunter2.', { 'In-Reply-To': ackId, References: ackId }));
    const followed = await request(desk.http).get(`/api/v1/support/follow/${number}`).set('X-Ticket-Secret', secret);
    expect(followed.status).toBe(200);
    expect(followed.body).toMatchObject({ messages: [{ author: 'reporter', authorName: 'Eve' }] });
    expect(followed.text).not.toMatch(/hunter2|Ada/);
    expect((await desk.ticket(number)).messages).toMatchObject([
      { authorName: 'Ada', body: 'My password is hunter2.', isByMail: true },
    ]);
  });

  it('opens a ticket by mail, and threads what the reporter adds to his own mail', async () => {
    const ada = anAddress();
    const first = aMail(ada, 'It says\n> 422\nevery time.', { 'Message-ID': '<first@example.com>' });
    const opened = await desk.deliver(first);
    expect(opened).toMatchObject({ status: 202, body: { disposition: 'report' } });
    const number = opened.body.ticketNumber ?? '';
    expect(await desk.ticket(number)).toMatchObject({
      product: 'bigcommerce',
      subject: 'Coupon missing',
      reporterName: ada.split('@')[0],
      report: { description: 'It says\n> 422\nevery time.' },
    });
    const [{ channel } = {}] = await desk.query('SELECT channel FROM support.ticket WHERE number = $1', [number]);
    expect(channel).toBe('e-mail');
    const [ack] = await desk.caught(ada, 1);
    expect(ack?.headers).toMatchObject({ 'in-reply-to': '<first@example.com>', references: '<first@example.com>' });

    const more = await desk.deliver(aMail(ada, 'Once more.', { References: '<nobody@knows> <first@example.com>' }));
    expect(more.body).toEqual({ disposition: 'reply', ticketNumber: number });
    const bySubject = await desk.deliver(aMail(ada, 'And more.', { Subject: `[${number}]` }));
    expect(bySubject.body).toEqual({ disposition: 'reply', ticketNumber: number });
  });

  it('never sends a note among staff, nor the reporter’s own words', async () => {
    const ada = anAddress();
    const { number, secret } = await desk.report(ada);
    await desk.say(number, 'She is a friend.', { isInternal: true });
    await request(desk.http)
      .post(`/api/v1/support/follow/${number}/messages`)
      .set('X-Ticket-Secret', secret)
      .send({ body: 'Hello?' })
      .expect(201);
    await desk.settled();
    expect(desk.caughtFor(ada)).toHaveLength(1);
  });

  it('keeps what others write in the thread for staff alone', async () => {
    const [ada, eve] = [anAddress(), anAddress()];
    const { number } = await desk.report(ada);
    const [ack] = await desk.caught(ada, 1);
    const headers = { 'In-Reply-To': ack?.headers['message-id'] ?? '', Subject: `Re: [${number}]` };
    const note = await desk.deliver(aMail(`Eve <${eve}>`, 'Close it, please.', headers));
    expect(note.body).toEqual({ disposition: 'note', ticketNumber: number });
    const { messages, state } = await desk.ticket(number);
    expect(messages).toMatchObject([
      { author: 'staff', authorName: `Eve <${eve}> (e-mail, not the reporter)`, isInternal: true },
    ]);
    expect(state).toBe('needs-info');
    const guessed = await desk.deliver(aMail(eve, 'Close it, please.', { Subject: `Re: [${number}]` }));
    expect(guessed.body.disposition).toBe('report');
    expect(guessed.body.ticketNumber).not.toBe(number);
  });

  it('opens a ticket again, and a new one that names it when that is too late', async () => {
    const ada = anAddress();
    const { number } = await desk.report(ada);
    const [ack] = await desk.caught(ada, 1);
    const again = () => aMail(ada, 'Again.', { 'In-Reply-To': ack?.headers['message-id'] ?? '', To: US });
    await desk.say(number, 'Done.', { state: 'resolved' });
    expect((await desk.deliver(again())).body.disposition).toBe('reply');
    expect((await desk.ticket(number)).state).toBe('open');
    await desk.say(number, 'Done again.', { state: 'resolved' });
    await desk.query(`UPDATE support.ticket SET resolved_at = now() - interval '15 days' WHERE number = $1`, [number]);
    const late = await desk.deliver(again());
    expect(late.body.disposition).toBe('report');
    expect(late.body.ticketNumber).not.toBe(number);
    const next = await desk.ticket(late.body.ticketNumber ?? '');
    expect(next.report.description).toMatch(new RegExp(`^This goes on from ${number}, .*\\n\\nAgain\\.$`, 's'));
  });

  it('takes the product from the address, then from the gateway, else refuses', async () => {
    const send = (to: string, query = '') => desk.deliver(aMail(anAddress(), 'Help.', { To: to }), query);
    const productOf = async ({ body }: { body: { ticketNumber?: string | null } }) =>
      (await desk.ticket(body.ticketNumber ?? '')).product;
    expect(await productOf(await send('x@y.example, Help <support+ShipStation@hub.example>'))).toBe('shipstation');
    expect(await productOf(await send(US, '?product=shipstation'))).toBe('shipstation');
    expect(await productOf(await send('support+bigcommerce@hub.example', '?product=shipstation'))).toBe('bigcommerce');
    const before = await desk.tickets();
    for (const query of ['', '?product=unknown', '?product=shipstation&product=x']) {
      expect(await send('support+unknown@hub.example', query)).toMatchObject({
        status: 422,
        body: { code: 'support.no-product-for-mail' },
      });
    }
    expect(await desk.tickets()).toBe(before);
  });
});

it('keeps the files of a mail, names those it does not take, and takes the mail for all that', async () => {
  const ada = anAddress();
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const part = (name: string, content: string): string =>
    `--x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="${name}"\n` +
    `Content-Transfer-Encoding: base64\n\n${content}\n`;
  const body =
    `--x\nContent-Type: text/plain\n\nSee the picture.\n${part('../coupon.png', png)}` +
    `${part('tool.exe', Buffer.from(`MZ${'\0'.repeat(200)}`).toString('base64'))}--x--`;
  const mail = aMail(ada, body, { 'Content-Type': 'multipart/mixed; boundary=x' });
  const { body: answer } = await desk.deliver(mail);
  expect(answer.disposition).toBe('report');
  const kept = await desk.query(
    `SELECT a.file_name, a.content_type FROM support.attachment a JOIN support.ticket t ON t.id = a.ticket_id WHERE t.number = $1`,
    [answer.ticketNumber],
  );
  expect(kept).toEqual([{ file_name: 'coupon.png', content_type: 'image/png' }]);
  expect((await desk.ticket(answer.ticketNumber ?? '')).report.description).toBe(
    'See the picture.\n\n[Files of the mail that were not kept: tool.exe]',
  );
});

describe('loops', () => {
  it('falls silent before a storm of automatic replies', async () => {
    const ada = anAddress();
    const { number } = await desk.report(ada);
    const [ack] = await desk.caught(ada, 1);
    const before = { tickets: await desk.tickets(), ticket: await desk.ticket(number) };
    for (let count = 0; count < 50; count++) {
      const threaded = { 'In-Reply-To': count % 2 === 0 ? (ack?.headers['message-id'] ?? '') : null };
      const answer = await desk.deliver(aMail(ada, 'I am away.', { 'Auto-Submitted': 'auto-replied', ...threaded }));
      expect(answer.status).toBe(202);
      expect(answer.body).toEqual({ disposition: 'auto-reply', ticketNumber: count % 2 === 0 ? number : null });
    }
    await desk.settled();
    expect(desk.caughtFor(ada)).toHaveLength(1);
    expect(await desk.tickets()).toBe(before.tickets);
    const after = await desk.ticket(number);
    expect({ ...after, history: [] }).toEqual({ ...before.ticket, history: [] });
    expect(await desk.history(number, 'auto-reply')).toHaveLength(1);
  });

  it('ends with a robot that says nowhere that it is one, after five mails', async () => {
    const robot = anAddress();
    const { number } = await desk.report(robot);
    let answered = 0;
    let opened = 0;
    for (let round = 0; round < 20; round++) {
      await desk.settled();
      const mails = desk.caughtFor(robot).slice(answered);
      for (const mail of mails) {
        answered += 1;
        const body = `Thank you for your mail. ${mail.headers.subject}`;
        const answer = await desk.deliver(aMail(robot, body, { Subject: 'We have your mail' }));
        if (answer.body.disposition === 'report') opened += 1;
      }
    }
    expect(desk.caughtFor(robot)).toHaveLength(5);
    expect(opened).toBe(5);
    expect(await desk.history(number, 'mail-held')).toHaveLength(0);
    const held = await desk.query(`SELECT 1 FROM support.outgoing_mail WHERE recipient = $1 AND state = 'held'`, [
      robot,
    ]);
    expect(held).toHaveLength(1);
  });

  it('is no mail bomb: many reports in another’s name bring five mails', async () => {
    const victim = anAddress();
    const opened = await Promise.all(Array.from({ length: 12 }, () => desk.report(victim)));
    await desk.settled();
    expect(desk.caughtFor(victim)).toHaveLength(5);
    const held = await Promise.all(opened.map(({ number }) => desk.history(number, 'mail-held')));
    expect(held.flat()).toHaveLength(7);
  });

  it('is none with tags either: they all lead to one mailbox', async () => {
    const victim = anAddress();
    const tagged = Array.from({ length: 12 }, (_, tag) => victim.replace('@', `+${tag}@`));
    const opened = await Promise.all(tagged.map((address) => desk.report(address)));
    await desk.settled();
    expect(tagged.flatMap((address) => desk.caughtFor(address))).toHaveLength(5);
    const held = await Promise.all(opened.map(({ number }) => desk.history(number, 'mail-held')));
    expect(held.flat()).toHaveLength(7);
  });

  it('takes a person at postmaster@ for a person, in his own thread as well', async () => {
    const shop = `postmaster@${anAddress().replace('@', '.')}`;
    const opened = await desk.deliver(aMail(shop, 'Help.'));
    expect(opened.body.disposition).toBe('report');
    const [ack] = await desk.caught(shop, 1);
    const number = opened.body.ticketNumber ?? '';
    const answered = await desk.deliver(aMail(shop, 'More.', { 'In-Reply-To': ack?.headers['message-id'] ?? '' }));
    expect(answered.body).toEqual({ disposition: 'reply', ticketNumber: number });
    expect(await desk.history(number, 'mail-bounced')).toEqual([]);
    const back = `Could not deliver:\n\nMessage-ID: ${ack?.headers['message-id']}`;
    expect((await desk.deliver(aMail('postmaster@mx.example.com', back))).body.disposition).toBe('bounce');
    expect(await desk.history(number, 'mail-bounced')).toHaveLength(1);
  });

  it('notes a bounce once, and writes no more by machine until somebody writes from there', async () => {
    const ada = anAddress();
    const { number } = await desk.report(ada);
    const [ack] = await desk.caught(ada, 1);
    if (!ack) throw new Error('No acknowledgement.');
    expect((await desk.deliver(aBounce(ack, 'delayed'))).body.disposition).toBe('auto-reply');
    for (let count = 0; count < 3; count++) {
      const bounced = await desk.deliver(aBounce(ack));
      expect(bounced.body.disposition).toBe('bounce');
    }
    expect(await desk.history(number, 'mail-bounced')).toMatchObject([{ detail: { to: ada } }]);
    const held = await desk.report(ada);
    await desk.settled();
    expect(desk.caughtFor(ada)).toHaveLength(1);
    expect(await desk.history(held.number, 'mail-held')).toMatchObject([
      { detail: { reason: expect.stringContaining('came back') } },
    ]);
    await desk.say(number, 'A person still tries.');
    await desk.caught(ada, 2);
    await desk.deliver(aMail(ada, 'Here I am.'));
    await desk.caught(ada, 3);
  });

  it('ignores its own mails, and mails of nobody', async () => {
    const before = await desk.tickets();
    const { raw } = (await desk.caught((await reported()).ada, 1))[0] ?? { raw: '' };
    expect((await desk.deliver(raw)).body).toEqual({ disposition: 'own-mail', ticketNumber: null });
    expect((await desk.deliver(aMail(US, 'Help.'))).body.disposition).toBe('own-mail');
    expect((await desk.deliver(aMail('nobody', 'Help.'))).body.disposition).toBe('no-sender');
    expect((await desk.deliver('')).body.disposition).toBe('no-sender');
    await desk.report(US);
    await desk.settled();
    expect(desk.caughtFor(US)).toHaveLength(0);
    expect(await desk.tickets()).toBe(before + 2);
  });
});

async function reported(): Promise<{ ada: string; number: string }> {
  const ada = anAddress();
  return { ada, number: (await desk.report(ada)).number };
}

describe('a mail that comes again', () => {
  it.each([
    ['with a Message-ID', {}],
    ['without one', { 'Message-ID': null }],
    ['with one that is none', { 'Message-ID': 'x y z' }],
  ])('%s does nothing, and is answered alike, also at the same time', async (_what, headers) => {
    const before = await desk.tickets();
    const mail = aMail(anAddress(), 'Help.', headers);
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.deliver(mail)));
    answers.push(await desk.deliver(mail));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202, body: { disposition: 'report' } });
    expect(await desk.tickets()).toBe(before + 1);
  });

  it('is not the mail of another who uses its Message-ID again', async () => {
    const [eve, ada] = [anAddress(), anAddress()];
    const headers = { 'Message-ID': `<${eve}>` };
    const first = await desk.deliver(aMail(eve, 'Mine.', headers));
    const mail = aMail(ada, 'Help.', headers);
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.deliver(mail)));
    answers.push(await desk.deliver(mail));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202, body: { disposition: 'report' } });
    expect(answers[0]?.body.ticketNumber).not.toBe(first.body.ticketNumber);
    expect((await desk.ticket(answers[0]?.body.ticketNumber ?? '')).report.description).toBe('Help.');
  });

  it('says a reply once', async () => {
    const { ada, number } = await reported();
    const mail = aMail(ada, 'Hello.', { Subject: `[${number}]` });
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.deliver(mail)));
    expect(answers.map(({ body }) => body)).toEqual(Array(4).fill({ disposition: 'reply', ticketNumber: number }));
    expect((await desk.ticket(number)).messages).toHaveLength(1);
  });
});

describe('the gateway’s door', () => {
  const mail = aMail('mallory@example.com', 'Help.');
  const now = Math.floor(Date.now() / 1000);

  it.each([
    ['no signature', ''],
    ['a word', 'hello'],
    ['another secret', sign(mail, 'x'.repeat(40))],
    ['another body', sign(`${mail} `)],
    ['a time of 6 minutes ago', sign(mail, SECRET, now - 360)],
    ['a time in 6 minutes', sign(mail, SECRET, now + 360)],
    ['another time than was signed', sign(mail, SECRET, now).replace(/^t=\d+/, `t=${now - 1}`)],
    ['capital letters', sign(mail).toUpperCase()],
  ])('stays shut for %s', async (_what, header) => {
    const before = await desk.tickets();
    expect(await desk.deliver(mail, '', header)).toMatchObject({
      status: 401,
      body: { code: 'support.mail-not-signed' },
    });
    expect(await desk.tickets()).toBe(before);
    expect(await desk.query(`SELECT 1 FROM support.incoming_mail WHERE sender_key LIKE 'mallory%'`)).toEqual([]);
  });

  it('takes nothing but mails, and none larger than 10 MB', async () => {
    const post = (type: string, body: string) =>
      request(desk.http).post('/api/v1/support/inbound-email').set('Content-Type', type).send(body);
    await post('application/json', '{}').expect(415);
    const large = Buffer.alloc(10 * 1_048_576 + 1, 'x');
    expect(await desk.deliver(large)).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
    expect(
      (await desk.deliver(Buffer.concat([Buffer.from(aMail(anAddress(), '')), large.subarray(4_096)]))).status,
    ).toBe(202);
  });

  it('stops reading a mail that never ends', async () => {
    if (!desk.http.listening) await desk.hub.app.listen(0, '127.0.0.1');
    const { port } = desk.http.address() as AddressInfo;
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/support/inbound-email HTTP/1.1\r\nHost: x\r\nContent-Type: message/rfc822\r\n` +
            `X-Longshore-Signature: ${sign('')}\r\nTransfer-Encoding: chunked\r\n\r\n`,
        );
        const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
        const more = (): void => {
          if (!socket.destroyed && text === '') socket.write(chunk, () => setImmediate(more));
        };
        more();
      });
      socket.on('data', (data) => {
        text += data.toString();
        socket.destroy();
        resolve(text);
      });
      socket.on('error', () => undefined);
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('is off without a secret', async () => {
    const hub = await wholeHub('web');
    const answer = await request(hub.app.getHttpServer() as never)
      .post('/api/v1/support/inbound-email')
      .set('Content-Type', 'message/rfc822')
      .set('X-Longshore-Signature', sign(mail))
      .send(mail);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'support.inbound-email-off' });
    await hub.close();
  });

  it('counts new tickets by the address that mails them', async () => {
    const limited = await wholeHub(
      'web',
      mailEnv(desk.catcher.smtpUrl, { TICKETS_PER_MINUTE: '6', DATABASE_URL: desk.server.url }),
      desk.server,
    );
    const http = limited.app.getHttpServer() as never;
    const ada = anAddress();
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) {
      const raw = aMail(ada, 'Help.');
      const answer = await request(http)
        .post('/api/v1/support/inbound-email')
        .set('Content-Type', 'message/rfc822')
        .set('X-Longshore-Signature', sign(raw))
        .send(raw);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([202, 202, 429, 429]);
    await limited.app.close();
  });
});

describe('rubbish', () => {
  const nested = (depth: number): string =>
    Array.from(
      { length: depth },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
    ).join('');
  const cases: [string, string | Buffer][] = [
    ['bytes', Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 7_919) % 256))],
    [
      'NUL and half a surrogate',
      aMail(anAddress(), 'a\0b \ud800', { Subject: 'x\0y', 'Content-Type': 'text/plain; charset=utf-16' }),
    ],
    ['NUL in the name', aMail('"A\0da" <nul@example.com>', 'Help.')],
    ['no body', 'From: a@example.com\r\nTo: support+bigcommerce@hub.example'],
    [
      'no end of a multipart',
      aMail(anAddress(), '--x\nContent-Type: text/plain\n\nHelp', { 'Content-Type': 'multipart/mixed; boundary=x' }),
    ],
    ['an unknown encoding', aMail(anAddress(), '=ZZ=', { 'Content-Transfer-Encoding': 'quoted-printable' })],
    ['an unknown charset', aMail(anAddress(), 'Help', { 'Content-Type': 'text/plain; charset=klingon' })],
    ['base64 that is none', aMail(anAddress(), '%%%%', { 'Content-Transfer-Encoding': 'base64' })],
    [
      'a thousand parts',
      aMail(anAddress(), '--x\nContent-Type: text/plain\n\nHelp\n'.repeat(1_000), {
        'Content-Type': 'multipart/mixed; boundary=x',
      }),
    ],
    ['a hundred levels', `From: deep@example.com\r\nTo: support+bigcommerce@hub.example\r\n${nested(300)}`],
    ['a header of 2 MB', aMail(anAddress(), 'Help', { 'X-Long': 'x'.repeat(2_000_000) })],
    ['50,000 headers', aMail(anAddress(), 'Help').replace('\r\n\r\n', `\r\n${'X: y\r\n'.repeat(50_000)}\r\n`)],
    ['HTML of 2 MB', aMail(anAddress(), '<div>'.repeat(400_000), { 'Content-Type': 'text/html' })],
    ['HTML of many levels', aMail(anAddress(), '<b>'.repeat(100_000), { 'Content-Type': 'text/html' })],
    ['a subject of 100,000 characters', aMail(anAddress(), 'Help', { Subject: 'x'.repeat(100_000) })],
    ['words of 5 MB', aMail(anAddress(), 'word '.repeat(1_000_000))],
    ['10,000 recipients', aMail(anAddress(), 'Help', { Cc: 'a@b.example, '.repeat(10_000) })],
    [
      'references without end',
      aMail(anAddress(), 'Help', { References: '<a@b> '.repeat(10_000), 'In-Reply-To': '<'.repeat(10_000) }),
    ],
    [
      'the names of prototypes',
      aMail(anAddress(), 'Help', { __proto__: 'x', constructor: 'y', 'Content-Type': 'text/plain; __proto__=x' }),
    ],
    [
      'a From with line breaks in words',
      aMail('=?utf-8?q?Ada=0D=0ABcc:_eve=40example.com?= <words@example.com>', 'Help', {
        Subject: '=?utf-8?q?a=0D=0ABcc:_eve=40example.com?=',
      }),
    ],
  ];

  it.each(cases)('%s is answered without a fault of ours', async (_what, raw) => {
    const { status } = await desk.deliver(raw);
    expect([202, 400, 422]).toContain(status);
  });

  it('of a form gets into no header', async () => {
    const eve = 'eve@evil.example';
    const ada = anAddress();
    const { number } = await desk.report(ada, {
      subject: `x\r\nBcc: ${eve}\r\n\r\nBuy`,
      name: `Ada\r\nBcc: ${eve}`,
    });
    // Else the two may be sent at once, and come in either order.
    await desk.caught(ada, 1);
    await desk.say(number, `Bcc: ${eve}`);
    const mails = await desk.caught(ada, 2);
    for (const { headers, to } of mails) {
      expect(to).toEqual([ada]);
      expect(headers).not.toHaveProperty('bcc');
    }
    expect(mails[1]?.headers.subject).toBe(`[${number}] x Bcc: ${eve} Buy`);
    // What the form lets in as an address, and what a form before it may have let in.
    for (const address of [`${ada},${eve}`, `"a\r\nBcc: ${eve}"@example.com`, `<${eve}>`]) {
      await desk.query('UPDATE support.ticket SET reporter_email = $2 WHERE number = $1', [number, address]);
      await desk.say(number, 'Hello.');
    }
    await desk.settled();
    expect(await desk.history(number, 'mail-held')).toHaveLength(3);
    expect(desk.caughtFor(eve)).toHaveLength(0);
  });
});

describe('sending', () => {
  it('loses nothing while the mail server is down', async () => {
    const { startMailCatcher } = await import('../../src/sandbox/mail-catcher/mail-catcher.js');
    const [ada, eve] = [anAddress(), anAddress()];
    const port = Number(new URL(desk.catcher.smtpUrl).port);
    await desk.catcher.close();
    const { number } = await desk.report(ada);
    await desk.say(number, 'Which coupon?');
    await desk.report(eve);
    await until(async () => {
      const tried = await desk.query(
        `SELECT 1 FROM support.outgoing_mail WHERE state = 'waiting' AND error IS NOT NULL`,
      );
      return tried.length >= 1;
    }, 'a failed attempt');
    const catcher = await startMailCatcher({ smtpPort: port });
    Object.assign(desk, { catcher });
    await desk.settled();
    expect(desk.caughtFor(ada)).toHaveLength(2);
    expect(desk.caughtFor(eve)).toHaveLength(1);
  });

  it('gives up at once what the server will never take, and after the last attempt what it did not', async () => {
    const { SMTPServer } = await import('smtp-server');
    const refusing = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, callback) => {
        const code = address.startsWith('never') ? 550 : 451;
        callback(Object.assign(new Error('Not this one.'), { responseCode: code }));
      },
    });
    const server = await new Promise<ReturnType<typeof refusing.listen>>((resolve) => {
      const listening = refusing.listen(0, '127.0.0.1', () => resolve(listening));
    });
    const own = await MailDesk.open({ SMTP_URL: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const never = await own.report('never@example.com');
    const later = await own.report('later@example.com');
    await until(async () => (await own.history(never.number, 'mail-failed')).length === 1, 'the refusal');
    expect(await own.history(never.number, 'mail-failed')).toMatchObject([
      { detail: { attempts: 1, reason: expect.stringContaining('Not this one.') } },
    ]);
    await until(async () => {
      const [row] = await own.query<{ attempts: number; state: string }>(
        `UPDATE support.outgoing_mail SET attempts = 49, next_attempt_at = now()
          WHERE recipient = 'later@example.com' AND error IS NOT NULL AND state = 'waiting' RETURNING 1`,
      );
      return row !== undefined;
    }, 'the first attempt');
    await until(async () => (await own.history(later.number, 'mail-failed')).length === 1, 'the last attempt');
    expect(own.hub.errors).toHaveLength(2);
    expect(own.hub.errors.join()).not.toContain('@example.com');
    await own.close();
    await new Promise<void>((resolve) => refusing.close(resolve));
  });

  it('sends again, with the same Message-ID, what was sent and then not marked', async () => {
    const own = await MailDesk.open({}, 'web,worker');
    const { number } = await own.report('ada@example.com');
    await until(
      async () => (await own.query(`SELECT 1 FROM support.outgoing_mail WHERE state = 'waiting'`)).length === 1,
      'the mail to be written',
    );
    const sender = own.hub.app.get(SendMails, { strict: false });
    // What a process that dies right after the server took the mail leaves behind: the claim, and no mark.
    await own.query(
      `CREATE FUNCTION support.dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$`,
    );
    await own.query(`CREATE TRIGGER dies BEFORE UPDATE ON support.outgoing_mail FOR EACH ROW
      WHEN (NEW.state = 'sent') EXECUTE FUNCTION support.dies()`);
    await expect(sender.run()).rejects.toThrow('died');
    expect(await sender.run()).toBe(0);
    await own.query('DROP TRIGGER dies ON support.outgoing_mail');
    await own.query('UPDATE support.outgoing_mail SET next_attempt_at = now()');
    expect(await sender.run()).toBe(1);
    expect(await sender.run()).toBe(0);
    const ids = own.caughtFor('ada@example.com').map(({ headers }) => headers['message-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toContain(number.toLowerCase());
    await own.close();
  });

  it('sends each mail once from two hubs at the same time', async () => {
    const own = await MailDesk.open({}, 'web,worker');
    const other = await wholeHub('worker', mailEnv(own.catcher.smtpUrl, { DATABASE_URL: own.server.url }), {
      url: own.server.url,
      close: async () => {},
    });
    const addresses = Array.from({ length: 60 }, (_, index) => `twice-${index}@example.com`);
    for (const address of addresses) await own.report(address);
    await until(async () => {
      const rows = await own.query(`SELECT 1 FROM support.outgoing_mail WHERE state = 'waiting'`);
      return rows.length === addresses.length;
    }, 'all mails to be written');
    const senders = [own.hub, other].map(({ app }) => app.get(SendMails, { strict: false }));
    const counts = await Promise.all([...senders, ...senders].map((sender) => sender.run()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
    expect(own.catcher.mails()).toHaveLength(60);
    expect(new Set(own.catcher.mails().flatMap(({ to }) => to)).size).toBe(60);
    await other.close();
    await own.close();
  });
});
