import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import { Mailer, MailError, type MailFailure, type OutgoingMail } from './mailer.js';

const CONNECT_MS = 10_000;
/** Silence of the server after which a mail counts as not taken. */
const SILENCE_MS = 30_000;
const CONNECTIONS = 2;
const MAILS_PER_CONNECTION = 100;

interface Transport {
  sendMail(mail: object): Promise<unknown>;
  close(): void;
}

/** Through an SMTP server, over a few connections that are kept. nodemailer is loaded with the first mail. */
export class SmtpMailer extends Mailer {
  readonly isOn = true;
  private transport: Promise<Transport> | null = null;

  constructor(
    private readonly url: string,
    readonly from: string,
  ) {
    super();
  }

  async send(mail: OutgoingMail): Promise<void> {
    this.transport ??= open(this.url);
    const { to, subject, text, messageId, inReplyTo, references, headers } = mail;
    try {
      const transport = await this.transport;
      await transport.sendMail({
        // As objects, and the envelope besides: an address is one address, whatever commas it holds.
        from: { name: '', address: this.from },
        to: { name: '', address: to },
        envelope: { from: this.from, to: [to] },
        subject: oneLine(subject),
        text,
        messageId: oneLine(messageId),
        ...(inReplyTo === null ? {} : { inReplyTo: oneLine(inReplyTo) }),
        ...(references.length === 0 ? {} : { references: references.map(oneLine) }),
        headers: Object.entries(headers).map(([key, value]) => ({ key, value: oneLine(value) })),
      });
    } catch (cause) {
      throw asMailError(cause);
    }
  }

  async close(): Promise<void> {
    (await this.transport?.catch(() => null))?.close();
  }
}

async function open(address: string): Promise<Transport> {
  const { createTransport } = await import('nodemailer');
  return createTransport(transportOptions(new URL(address)));
}

/** The parts of the address alone: its query could otherwise set any of nodemailer's options. */
function transportOptions({ protocol, hostname, port, username, password }: URL): SMTPPoolOptions & {
  pool: true;
} {
  const isSecure = protocol === 'smtps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_PER_CONNECTION,
    host,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    // A password goes over the wire in the clear only to this machine.
    requireTLS: !isSecure && username !== '' && !isThisMachine(host),
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** nodemailer folds or encodes line breaks away as well; here it stands where a test can see it. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
}

function asMailError(cause: unknown): MailError {
  const refusal = cause as Refusal & { readonly message: string };
  const code = String(refusal.responseCode ?? refusal.code ?? 'unknown');
  return new MailError(failureOf(refusal), code, refusal.message, { cause });
}

interface Refusal {
  readonly code?: string;
  readonly responseCode?: number;
  /** The SMTP command that failed. */
  readonly command?: string;
}

/** Only what the server says to this very mail's recipient or content is about this mail; a refused sender is about all of them. */
function failureOf({ code, responseCode, command }: Refusal): MailFailure {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return 'away';
  if (responseCode === undefined) return 'refused';
  if (responseCode === 421 || command === 'MAIL FROM') return 'away';
  return responseCode >= 500 ? 'refused' : 'later';
}
