import { Inject, Injectable, Optional } from '@nestjs/common';
import { Database, type Tx } from '../../../../platform/database/index.js';
import { ScratchFolder } from '../../../../platform/http/index.js';
import { Mailer } from '../../../../platform/mail/index.js';
import { DomainError } from '../../../../shared-kernel/index.js';
import { mailboxKey, tagOf } from '../../domain/mail/addresses.js';
import { cutQuote } from '../../domain/mail/cut-quote.js';
import { cluesOf, disposeMail, type Disposition, type MailThread } from '../../domain/mail/read-mail.js';
import { reportByMail } from '../../domain/mail/report-by-mail.js';
import { MAIL_KNOWN, MailStore, type ReceivedMail } from '../../infrastructure/mail.store.js';
import { parseMail, type ParsedMessage } from '../../infrastructure/parse-mail.js';
import { TicketStore } from '../../infrastructure/ticket.store.js';
import { AnswerTicket } from '../answer-ticket.use-case.js';
import { OpenTicket } from '../open-ticket.use-case.js';
import { PolicyBook } from '../policy-book.js';
import { TakeFiles, type TakenFiles } from '../take-files.js';
import { withMailFiles } from './mail-files.js';

export interface Delivery {
  /** The message as it came (RFC 5322). */
  readonly raw: Buffer;
  /** Product of mails whose address names none; null: none. */
  readonly product: string | null;
  /** Asked before a ticket is opened; throws when this mailbox has sent too many. */
  readonly admit: (address: string) => Promise<void>;
}

const MOST_WORDS = 20_000;
const MOST_NAME = 200;
const EXCERPT = 500;

/**
 * Takes a mail in (D11): a new ticket, a word in one, or nothing at all. The mail's own row is written in the same transaction as what
 * it does, so a mail that comes twice, even at once, does it once and is answered alike.
 */
@Injectable()
export class ReceiveMail {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly mails: MailStore,
    private readonly book: PolicyBook,
    private readonly openTicket: OpenTicket,
    private readonly answer: AnswerTicket,
    private readonly files: TakeFiles,
    private readonly scratch: ScratchFolder,
    @Optional() @Inject(Mailer) private readonly mailer?: Mailer,
  ) {}

  /**
   * @throws DomainError `rule-broken` `support.no-product-for-mail` for a report to no product in particular, and whatever `admit` has;
   *   the mail then counts as never seen
   */
  async run({ raw, product, admit }: Delivery): Promise<ReceivedMail> {
    const mail = await parseMail(raw);
    const known = await this.mails.received(this.database, mail.ref);
    if (known) return known;
    try {
      await this.actOn(mail, product, admit);
    } catch (error) {
      // Its ticket was merged into another a moment ago: there it goes on.
      if (!hasCode(error, 'support.ticket-merged')) throw error;
      await this.actOn(mail, product, admit);
    }
    const taken = await this.mails.received(this.database, mail.ref);
    if (taken) return taken;
    throw new Error('A mail was taken in and is not there.');
  }

  private async actOn(mail: ParsedMessage, product: string | null, admit: Delivery['admit']): Promise<void> {
    const clues = cluesOf(mail);
    const disposition = disposeMail(mail, this.mailer?.from ?? null, {
      byReference: await this.mails.threadOf(this.database, clues.ids, mail.ref.from),
      bySubject: await this.mails.threadOfNumber(this.database, clues.number),
    });
    try {
      await this.act(mail, disposition, product, admit);
    } catch (error) {
      if (!hasCode(error, MAIL_KNOWN)) throw error;
    }
  }

  private async act(
    mail: ParsedMessage,
    disposition: Disposition,
    product: string | null,
    admit: Delivery['admit'],
  ): Promise<void> {
    switch (disposition.kind) {
      case 'own-mail':
      case 'no-sender':
        return this.database.transaction((tx) => this.keep(tx, mail, disposition.kind, null));
      case 'bounce':
        return this.database.transaction((tx) => this.bounce(tx, mail, disposition.mailIds));
      case 'auto-reply':
        return this.database.transaction((tx) => this.noteAutoReply(tx, mail, disposition.thread));
      case 'note':
        return this.note(mail, disposition.thread);
      case 'reply':
        return this.reply(mail, disposition.thread, product, admit);
      case 'report':
        return this.report(mail, await this.productOf(mail, product), admit, null);
    }
  }

  private async bounce(tx: Tx, mail: ParsedMessage, mailIds: readonly string[]): Promise<void> {
    const back = mailIds.length === 0 ? [] : await this.mails.bounced(tx, mailIds);
    for (const { ticketId, recipient } of back) {
      await this.store.note(tx, ticketId, [{ kind: 'mail-bounced', actorName: 'system', detail: { to: recipient } }]);
    }
    await this.keep(tx, mail, 'bounce', back[0]?.ticketId ?? null);
  }

  private async noteAutoReply(tx: Tx, mail: ParsedMessage, thread: MailThread | null): Promise<void> {
    await this.keep(tx, mail, 'auto-reply', thread?.ticketId ?? null);
    if (!thread || (await this.mails.hasFreshAutoReply(tx, thread.ticketId))) return;
    const detail = { from: mail.from?.address ?? null, subject: mail.subject, text: excerpt(mail.text) };
    await this.store.note(tx, thread.ticketId, [{ kind: 'auto-reply', actorName: 'system', detail }]);
  }

  /** Forwarded, or sent by whoever got hold of a mail of the thread: for staff to read, and not the reporter's word. */
  private async note(mail: ParsedMessage, { ticketId, goesOnIn }: MailThread): Promise<void> {
    const { name, address } = senderOf(mail);
    const message = {
      author: 'staff',
      authorName: `${name.slice(0, MOST_NAME)} <${address}> (e-mail, not the reporter)`,
      body: words(mail.text, namesOf(mail)),
      isInternal: true,
    } as const;
    await this.answer.run(goesOnIn, message, null, (tx) => this.keep(tx, mail, 'note', ticketId));
  }

  private async reply(
    mail: ParsedMessage,
    { ticketId, number }: MailThread,
    product: string | null,
    admit: Delivery['admit'],
  ): Promise<void> {
    const said = { author: 'reporter', authorName: senderOf(mail).name, isInternal: false, isByMail: true } as const;
    try {
      await this.withFiles(mail, (taken, lost) => {
        const message = { ...said, body: words(cutQuote(mail.text), lost) };
        return this.answer.run(ticketId, message, null, async (tx, messageId) => {
          await this.keep(tx, mail, 'reply', ticketId);
          await taken.settle(tx, ticketId, messageId);
        });
      });
    } catch (error) {
      if (!hasCode(error, 'support.too-late-to-reopen')) throw error;
      const before = await this.store.byId(this.database, ticketId);
      await this.report(mail, before?.product ?? (await this.productOf(mail, product)), admit, number);
    }
  }

  /** @param before number of the ticket that it goes on from, which is closed for too long */
  private async report(
    mail: ParsedMessage,
    product: string,
    admit: Delivery['admit'],
    before: string | null,
  ): Promise<void> {
    const { name, address } = senderOf(mail);
    await admit(mailboxKey(address));
    const text = before === null ? mail.text : cutQuote(mail.text);
    await this.withFiles(mail, (taken, lost) =>
      this.openTicket.run({
        product,
        reporter: { name, email: address },
        report: { ...reportByMail(mail.subject, words(text, lost), before), attachments: taken.kinds },
        channel: 'e-mail',
        proof: null,
        alongside: async (tx, ticketId) => {
          await this.keep(tx, mail, 'report', ticketId);
          await taken.settle(tx, ticketId, null);
        },
      }),
    );
  }

  /** @param work is given the names of those that were not kept, for the ticket to say so */
  private async withFiles(
    mail: ParsedMessage,
    work: (taken: TakenFiles, lost: readonly string[]) => Promise<unknown>,
  ): Promise<void> {
    await withMailFiles(this.scratch, mail.files, (files, leftOut) =>
      this.files.with(files, (taken) => {
        const unkept = taken.fates.filter(({ isKept }) => !isKept).map(({ fileName }) => fileName);
        return work(taken, [...leftOut, ...unkept]);
      }),
    );
  }

  /** The product that an address names, as in support+shipstation@…, else the one that the gateway names. */
  private async productOf({ recipients }: ParsedMessage, named: string | null): Promise<string> {
    const known = (await this.book.all()).map(({ product }) => product);
    const wanted = [...recipients.map(tagOf), named?.toLowerCase() ?? null];
    const found = wanted.find((key): key is string => key !== null && known.includes(key));
    if (found !== undefined) return found;
    throw new DomainError(
      'rule-broken',
      'support.no-product-for-mail',
      'The mail names no product: send it to an address like support+bigcommerce@…, or add ?product=bigcommerce.',
      { products: known },
    );
  }

  private async keep(tx: Tx, mail: ParsedMessage, disposition: Kind, ticketId: string | null): Promise<void> {
    const isByPerson = disposition === 'report' || disposition === 'reply' || disposition === 'note';
    const senderKey = isByPerson && mail.from ? mailboxKey(mail.from.address) : null;
    await this.mails.receive(tx, { ref: mail.ref, disposition, ticketId, senderKey });
  }
}

type Kind = Disposition['kind'];

function hasCode(error: unknown, code: string): boolean {
  return error instanceof DomainError && error.code === code;
}

/** Of a mail that has one, or it would be a `no-sender`. */
function senderOf({ from }: ParsedMessage): { name: string; address: string } {
  if (from) return from;
  throw new Error('A mail without a sender was taken for a person’s.');
}

/** @param lost names of files that came along and were not kept */
function words(text: string, lost: readonly string[]): string {
  const whole = [...(text === '' ? '(no text)' : text)];
  const said = whole.length <= MOST_WORDS ? whole : [...whole.slice(0, MOST_WORDS), '\n[cut: it went on]'];
  return said.join('') + (lost.length === 0 ? '' : `\n\n[Files of the mail that were not kept: ${lost.join(', ')}]`);
}

function namesOf({ files }: ParsedMessage): string[] {
  return files.map(({ name }) => name);
}

function excerpt(text: string): string {
  return [...text].slice(0, EXCERPT).join('');
}
