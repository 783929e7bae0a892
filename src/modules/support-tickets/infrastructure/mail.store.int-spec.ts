import type { QueryRunner } from 'typeorm';
import { TicketMailKeys1795600000001 } from '../../../migrations/1795600000001-TicketMailKeys.js';
import { MessageByMail1795600000002 } from '../../../migrations/1795600000002-MessageByMail.js';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { newId } from '../../../shared-kernel/index.js';
import { mailboxKey } from '../domain/mail/addresses.js';
import { SupportTicketsModule } from '../index.js';
import { MAIL_KNOWN, MailStore } from './mail.store.js';

let app: RestApp;
let mails: MailStore;

beforeAll(async () => {
  app = await restApp(SupportTicketsModule);
  mails = app.get(MailStore);
}, 60_000);
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.query('TRUNCATE support.incoming_mail, support.outgoing_mail');
});

const ADA = 'ada@example.com';
const EVE = 'eve@example.com';

async function aTicket(email: string): Promise<string> {
  const body = { product: 'bigcommerce', name: 'Ada', email, subject: 'Help' };
  const opened = await app.http.post('/api/v1/support/tickets').send(body).expect(201);
  const { number } = opened.body as { number: string };
  const [row] = await app.database.query<{ id: string }>('SELECT id FROM support.ticket WHERE number = $1', [number]);
  return row?.id ?? '';
}

const receive = (id: string, from: string, ticketId: string | null = null) =>
  app.database.transaction((tx) =>
    mails.receive(tx, { ref: { id, from }, disposition: 'report', ticketId, senderKey: mailboxKey(from) }),
  );

/** An automatic mail, sent a moment ago. */
async function anOutgoing(ticketId: string, recipient: string, bounced = false): Promise<void> {
  await app.database.query(
    `INSERT INTO support.outgoing_mail (id, ticket_id, cause_id, message_id, recipient, recipient_key, is_automatic, subject, headers,
       reference_ids, state, bounced_at)
     VALUES ($1::uuid, $2, $1::uuid, $1::text, $3, $4, true, '', '{}', '', $5::text, CASE WHEN $5::text = 'bounced' THEN now() END)`,
    [newId(), ticketId, recipient, mailboxKey(recipient), bounced ? 'bounced' : 'sent'],
  );
}

describe('what a mail is known by', () => {
  it('is its Message-ID and its sender: another’s with the same is another mail', async () => {
    await receive('<1@x>', ADA);
    expect(await mails.received(app.database, { id: '<1@x>', from: ADA })).not.toBeNull();
    expect(await mails.received(app.database, { id: '<1@x>', from: EVE })).toBeNull();
    await receive('<1@x>', EVE);
    expect(await mails.received(app.database, { id: '<1@x>', from: '' })).toBeNull();
  });

  it.each([ADA, ''])('lets one of several at once through (from "%s")', async (from) => {
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => receive('<2@x>', from)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toHaveLength(3);
    for (const reason of refused) expect(reason).toMatchObject({ code: MAIL_KNOWN });
  });
});

describe('the ticket of a Message-ID that two have used', () => {
  it('is the writer’s own, else the one that came first', async () => {
    const [ofEve, ofAda] = [await aTicket(EVE), await aTicket(ADA)];
    await receive('<3@x>', EVE, ofEve);
    await receive('<3@x>', ADA, ofAda);
    const threadOf = async (writer?: string) =>
      (await mails.threadOf(app.database, ['<none@x>', '<3@x>'], writer))?.ticketId;
    expect(await threadOf(ADA)).toBe(ofAda);
    expect(await threadOf(EVE)).toBe(ofEve);
    expect(await threadOf('carol@example.com')).toBe(ofEve);
    expect(await threadOf()).toBe(ofEve);
  });
});

describe('what is known of a recipient', () => {
  const recipient = (address: string) =>
    app.database.transaction((tx) => mails.recipient(tx, mailboxKey(address), address));

  it('counts the mails of a mailbox, whatever the tag', async () => {
    const ticket = await aTicket(ADA);
    for (const address of [ADA, 'ada+1@example.com', 'Ada+2+3@Example.com', EVE]) await anOutgoing(ticket, address);
    expect((await recipient('ada+9@example.com')).automaticMails).toBe(3);
    expect((await recipient(EVE)).automaticMails).toBe(1);
  });

  it('lets a bounce of a made-up tag silence that address alone, until somebody writes from the mailbox', async () => {
    await anOutgoing(await aTicket(ADA), 'Ada+nobody@example.com', true);
    expect((await recipient(ADA)).hasBounced).toBe(false);
    expect((await recipient('ada+nobody@example.com')).hasBounced).toBe(true);
    await receive('<4@x>', ADA);
    expect((await recipient('ada+nobody@example.com')).hasBounced).toBe(false);
  });
});

const migrating = async (work: (runner: QueryRunner) => Promise<void>): Promise<void> => {
  const runner = app.database.dataSource.createQueryRunner();
  await work(runner).finally(() => runner.release());
};

describe('mails from before senders were kept', () => {
  const migration = new TicketMailKeys1795600000001();
  const before = (ref: string, senderKey: string | null) =>
    app.database.query(
      `INSERT INTO support.incoming_mail (id, ref, disposition, sender_key) VALUES ($1, $2, 'report', $3)`,
      [newId(), ref, senderKey],
    );

  it('are still known, and counted by their mailbox', async () => {
    await anOutgoing(await aTicket(ADA), 'ada+1@example.com');
    await migrating(async (runner) => {
      await migration.down(runner);
      await app.database.query('UPDATE support.outgoing_mail SET recipient_key = recipient');
      await before('<5@x>', 'ada+tag@example.com');
      await before('<6@x>', null);
      await migration.up(runner);
    });
    const isKnown = async (id: string, from: string) => (await mails.received(app.database, { id, from })) !== null;
    expect(await isKnown('<5@x>', 'ada+tag@example.com')).toBe(true);
    expect(await isKnown('<5@x>', EVE)).toBe(false);
    // Nothing says whose it was.
    expect(await isKnown('<6@x>', EVE)).toBe(true);
    const keys = await app.database.query(
      `SELECT sender_key AS key FROM support.incoming_mail WHERE sender_key IS NOT NULL
       UNION ALL SELECT recipient_key FROM support.outgoing_mail`,
    );
    expect(keys).toEqual([{ key: ADA }, { key: ADA }]);
  });

  it('leave one row of each Message-ID, the first, on the way back', async () => {
    await receive('<7@x>', 'ada+tag@example.com');
    await receive('<7@x>', EVE);
    await anOutgoing(await aTicket(ADA), 'Ada+1@example.com');
    await migrating(async (runner) => {
      await migration.down(runner);
      const left = await app.database.query('SELECT ref, sender_key FROM support.incoming_mail');
      const [sent] = await app.database.query('SELECT recipient_key FROM support.outgoing_mail');
      await migration.up(runner);
      // Whole addresses again, as the code of then looks for them.
      expect(left).toEqual([{ ref: '<7@x>', sender_key: 'ada+tag@example.com' }]);
      expect(sent).toEqual({ recipient_key: 'ada+1@example.com' });
    });
  });
});

it('words of before are told apart by the mail that brought them', async () => {
  const ticketId = await aTicket(ADA);
  const say = (tx: Pick<RestApp['database'], 'query'>, body: string) =>
    tx.query(
      `INSERT INTO support.ticket_message (id, ticket_id, author, author_name, body) VALUES ($1, $2, 'reporter', 'Ada', $3)`,
      [newId(), ticketId, body],
    );
  await say(app.database, 'by the form');
  await app.database.transaction(async (tx) => {
    await say(tx, 'by mail');
    const ref = { id: '<8@x>', from: ADA };
    await mails.receive(tx, { ref, disposition: 'reply', ticketId, senderKey: ADA });
  });
  const migration = new MessageByMail1795600000002();
  await migrating(async (runner) => {
    await migration.down(runner);
    await migration.up(runner);
  });
  const said = await app.database.query(
    'SELECT body, is_by_mail AS "isByMail" FROM support.ticket_message WHERE ticket_id = $1 ORDER BY id',
    [ticketId],
  );
  expect(said).toEqual([
    { body: 'by the form', isByMail: false },
    { body: 'by mail', isByMail: true },
  ]);
});
