import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import request from 'supertest';
import { Database } from '../../src/platform/database/index.js';
import { testDatabase, type TestDatabase } from '../../src/platform/database/testing/index.js';
import { startMailCatcher, type CaughtMail, type MailCatcher } from '../../src/sandbox/mail-catcher/mail-catcher.js';
import { wholeHub, type WholeHub } from './whole-hub.js';

export const US = 'support@hub.example';
export const SECRET = 'gateway-secret-'.repeat(3);

export interface MailAnswer {
  readonly status: number;
  readonly body: { disposition?: string; ticketNumber?: string | null; code?: string };
}

export interface Opened {
  readonly number: string;
  readonly secret: string;
}

/** What the tests of tickets by mail do: report, answer, look what was caught, deliver mails as a gateway does. */
export class MailDesk {
  private constructor(
    readonly hub: WholeHub,
    readonly server: TestDatabase,
    readonly catcher: MailCatcher,
  ) {}

  static async open(more: Record<string, string> = {}, roles = 'web,worker,scheduler'): Promise<MailDesk> {
    const server = await testDatabase();
    const catcher = await startMailCatcher();
    try {
      const hub = await wholeHub(roles, mailEnv(catcher.smtpUrl, more), { url: server.url, close: async () => {} });
      return new MailDesk(hub, server, catcher);
    } catch (error) {
      await catcher.close();
      await server.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.hub.close();
    await this.catcher.close();
    await this.server.close();
  }

  get http(): Server {
    return this.hub.app.getHttpServer() as Server;
  }

  query<R = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.hub.app.get(Database).query<R>(sql, params);
  }

  /** By the public form. */
  async report(email: string, over: object = {}): Promise<Opened> {
    const answer = await request(this.http)
      .post('/api/v1/support/tickets')
      .send({ product: 'bigcommerce', name: 'Ada', email, subject: 'Coupon missing', ...over });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as Opened;
  }

  /** By a member of staff. */
  async say(number: string, body: string, more: object = {}): Promise<void> {
    const { id } = await this.ticket(number);
    await request(this.http)
      .post(`/api/v1/support/tickets/${id}/messages`)
      .auth(this.hub.adminKey, { type: 'bearer' })
      .send({ body, ...more })
      .expect(201);
  }

  async ticket(number: string): Promise<Ticket> {
    const [row] = await this.query<{ id: string }>('SELECT id FROM support.ticket WHERE number = $1', [number]);
    const answer = await request(this.http)
      .get(`/api/v1/support/tickets/${row?.id}`)
      .auth(this.hub.adminKey, { type: 'bearer' })
      .expect(200);
    return answer.body as Ticket;
  }

  async history(number: string, kind: string): Promise<Ticket['history']> {
    return (await this.ticket(number)).history.filter((event) => event.kind === kind);
  }

  /** As a gateway delivers it. */
  async deliver(raw: string | Buffer, query = '', header: string = sign(raw)): Promise<MailAnswer> {
    const answer = await request(this.http)
      .post(`/api/v1/support/inbound-email${query}`)
      .set('Content-Type', 'message/rfc822')
      .set('X-Longshore-Signature', header)
      .send(raw);
    return { status: answer.status, body: answer.body as MailAnswer['body'] };
  }

  async tickets(): Promise<number> {
    const [row] = await this.query<{ count: number }>('SELECT count(*)::int AS count FROM support.ticket');
    return row?.count ?? 0;
  }

  caughtFor(address: string): CaughtMail[] {
    return this.catcher.mails().filter(({ to }) => to.includes(address));
  }

  /** Waits until this many came for an address. */
  async caught(address: string, count: number): Promise<CaughtMail[]> {
    await until(() => this.caughtFor(address).length >= count, `${count} mails to ${address}`);
    return this.caughtFor(address);
  }

  /** Nothing that happened until now has still to be written or sent. */
  async settled(): Promise<void> {
    await until(async () => {
      const [row] = await this.query<{ open: number }>(
        `SELECT (SELECT count(*) FROM platform.outbox_event WHERE relayed_at IS NULL)::int
              + (SELECT count(*) FROM platform.handled_event WHERE state = 'waiting')::int
              + (SELECT count(*) FROM support.outgoing_mail WHERE state = 'waiting')::int AS open`,
      );
      return row?.open === 0;
    }, 'everything to be sent');
  }
}

export interface Ticket {
  readonly id: string;
  readonly state: string;
  readonly subject: string;
  readonly reporterName: string;
  readonly report: { readonly description: string | null };
  readonly product: string;
  readonly channel: string;
  readonly dueAt: string | null;
  readonly pausedAt: string | null;
  readonly messages: readonly { author: string; authorName: string; body: string; isInternal: boolean }[];
  readonly history: readonly { kind: string; detail: Record<string, unknown> }[];
}

export function mailEnv(smtpUrl: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    SMTP_URL: smtpUrl,
    MAIL_FROM: US,
    INBOUND_EMAIL_SECRET: SECRET,
    TICKETS_PER_MINUTE: '100000',
    ...more,
  };
}

export function sign(raw: string | Buffer, secret = SECRET, seconds = Math.floor(Date.now() / 1000)): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(raw).digest('hex')}`;
}

/** A raw mail; a header that is null is left out. */
export function aMail(from: string, body: string, headers: Readonly<Record<string, string | null>> = {}): string {
  const all: Record<string, string | null> = {
    From: from,
    To: 'Support <support+bigcommerce@hub.example>',
    Subject: 'Coupon missing',
    'Message-ID': `<${randomUUID()}@example.com>`,
    Date: new Date().toUTCString(),
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return `${lines.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`;
}

/** The report of a mail server about a mail that it could not deliver (RFC 3464). */
export function aBounce(of: CaughtMail, action = 'failed'): string {
  return aMail(
    'MAILER-DAEMON@mx.example.com (Mail Delivery System)',
    [
      '--b\nContent-Type: text/plain\n\nI am sorry to have to inform you.\n',
      `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; ${of.to[0]}`,
      `Action: ${action}\nStatus: 5.1.1\n`,
      `--b\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: base64\n`,
      Buffer.from(`Message-ID: ${of.headers['message-id']}\r\nSubject: x\r\n`).toString('base64'),
      '--b--',
    ].join('\n'),
    {
      'Return-Path': '<>',
      'Auto-Submitted': 'auto-replied',
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
  );
}

const PATIENCE_MS = 25_000;

export async function until(look: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
