import { Inject, Injectable, Optional } from '@nestjs/common';
import { Database } from '../../../../platform/database/index.js';
import { Logger } from '../../../../platform/logging/index.js';
import { Mailer, MailError } from '../../../../platform/mail/index.js';
import { mailRetryMs } from '../../domain/mail/mail-retry.js';
import { MailStore, type ClaimedMail } from '../../infrastructure/mail.store.js';
import { TicketStore } from '../../infrastructure/ticket.store.js';

const BATCH = 10;
/** A mail is begun only within this time of its claim, so that with the SMTP driver's own limits it ends before the claim does. */
const BEGIN_WITHIN_MS = 120_000;
const MOST_ERROR = 500;

/**
 * Sends the mails that wait. A mail is claimed, and the claim committed, before the server is spoken to; so whoever is killed in
 * between sends it again, with the same Message-ID. It is lost at no point, and two processes never have it at once.
 */
@Injectable()
export class SendMails {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly store: TicketStore,
    private readonly mails: MailStore,
    @Optional() @Inject(Mailer) private readonly mailer?: Mailer,
    @Optional() @Inject(Logger) private readonly log?: Logger,
  ) {}

  /** All that are due; stops early when the server is away or `signal` says so. @returns how many the server took */
  async run(signal?: AbortSignal): Promise<number> {
    let sent = 0;
    for (;;) {
      if (!this.mailer?.isOn || signal?.aborted) return sent;
      const claimed = await this.database.transaction((tx) => this.mails.claim(tx, BATCH));
      const { took, goOn } = await this.batch(this.mailer, claimed, signal);
      sent += took;
      if (!goOn || claimed.length < BATCH) return sent;
    }
  }

  private async batch(
    mailer: Mailer,
    claimed: readonly ClaimedMail[],
    signal?: AbortSignal,
  ): Promise<{ took: number; goOn: boolean }> {
    const began = performance.now();
    let took = 0;
    for (const [index, mail] of claimed.entries()) {
      if (signal?.aborted || performance.now() - began > BEGIN_WITHIN_MS) {
        await this.putBack(claimed.slice(index), 0);
        return { took, goOn: true };
      }
      const failure = await this.attempt(mailer, mail);
      if (failure === null) {
        await this.database.transaction((tx) => this.mails.sent(tx, mail.id));
        took += 1;
        continue;
      }
      const againInMs = await this.noteFailure(mail, failure);
      if (failure.failure !== 'away') continue;
      // Every other mail would meet the same closed door.
      await this.putBack(claimed.slice(index + 1), againInMs ?? 0);
      return { took, goOn: false };
    }
    return { took, goOn: true };
  }

  private async attempt(mailer: Mailer, mail: ClaimedMail): Promise<MailError | null> {
    const { recipient: to, subject, body, messageId, inReplyTo, referenceIds, headers } = mail;
    const references = referenceIds === '' ? [] : referenceIds.split(' ');
    try {
      await mailer.send({ to, subject, text: body ?? '', messageId, inReplyTo, references, headers });
      return null;
    } catch (error) {
      if (error instanceof MailError) return error;
      throw error;
    }
  }

  /** @returns until the next attempt; null: there is none */
  private async noteFailure({ id, ticketId, attempts }: ClaimedMail, error: MailError): Promise<number | null> {
    const againInMs = error.failure === 'refused' ? null : mailRetryMs(attempts);
    const reason = error.message.slice(0, MOST_ERROR);
    if (againInMs !== null) {
      this.log?.warn('mail not taken: tried again', { ticketId, attempts, code: error.code, againInMs });
      await this.database.transaction((tx) => this.mails.retryLater(tx, id, againInMs, reason));
      return againInMs;
    }
    this.log?.error('mail not taken: given up', { ticketId, attempts, code: error.code });
    await this.database.transaction(async (tx) => {
      if (!(await this.mails.failed(tx, id, reason))) return;
      await this.store.note(tx, ticketId, [{ kind: 'mail-failed', actorName: 'system', detail: { reason, attempts } }]);
    });
    return null;
  }

  private async putBack(mails: readonly ClaimedMail[], afterMs: number): Promise<void> {
    if (mails.length === 0) return;
    const ids = mails.map(({ id }) => id);
    await this.database.transaction((tx) => this.mails.putBack(tx, ids, afterMs));
  }
}
