/** One plain text mail to one person. No field is trusted with line breaks: a driver must not let one become a header. */
export interface OutgoingMail {
  /** A bare address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** `<…@…>`. The same mail sent again has the same, so that it is recognised. */
  readonly messageId: string;
  readonly inReplyTo: string | null;
  /** Oldest first. */
  readonly references: readonly string[];
  /** Further headers, by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * - `refused`: the server will never take this mail (unknown recipient, too large); sending it again changes nothing
 * - `later`: not now, says the server (greylisting, full mailbox)
 * - `away`: the server was not reached, or did not let us in; every other mail would fail the same way
 */
export type MailFailure = 'refused' | 'later' | 'away';

/** Says why a mail was not taken. The message is the server's own words and may name the recipient: not for logs. */
export class MailError extends Error {
  override readonly name = 'MailError';

  constructor(
    readonly failure: MailFailure,
    /** Safe to log: an SMTP code or the name of a network failure, e.g. "550", "ECONNECTION". */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** How mails leave the house. Injected where they are sent, never within a transaction. */
export abstract class Mailer {
  /** false: nothing may be sent; whoever writes mails need not begin. */
  abstract readonly isOn: boolean;
  /** The bare address that mails come from; null when off. */
  abstract readonly from: string | null;

  /**
   * Returns once the server has taken the mail. A lost answer looks like a failure, so a mail may arrive twice, with one Message-ID.
   * @throws MailError
   */
  abstract send(mail: OutgoingMail): Promise<void>;

  abstract close(): Promise<void>;
}
