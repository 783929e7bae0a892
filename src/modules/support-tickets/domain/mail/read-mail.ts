import { addressKey, mailboxKey } from './addresses.js';
import { isOurMailId, numberIn } from './mail-ids.js';

/** A mail as it came, read but not yet understood. */
export interface IncomingMail {
  /** `<…@…>`; null: it has none, or none that can be used. */
  readonly messageId: string | null;
  /** Who says he wrote it; null: no usable address. */
  readonly from: { readonly name: string; readonly address: string } | null;
  /** The From line as it stands: bounces come from names without an address. */
  readonly fromLine: string;
  /** Every address it was sent to. */
  readonly recipients: readonly string[];
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** Message-IDs that it answers, the nearest first. */
  readonly refersTo: readonly string[];
  /** Message-IDs that stand anywhere in it; what a bounce brings back. */
  readonly mentions: readonly string[];
  /** Where bounces of it go; '' is the null path (nowhere), null: not known. */
  readonly returnPath: string | null;
  /** The first of each header line that MARKS names, by its name in lower case. */
  readonly marks: Readonly<Partial<Record<Mark, string>>>;
  /** Of a `multipart/report`: what it reports, and what became of each recipient ("failed", "delayed"). */
  readonly report: { readonly type: string; readonly actions: readonly string[] } | null;
}

/** Headers by which machines say that they are none to be answered. */
export const MARKS = [
  'auto-submitted',
  'precedence',
  'x-autoreply',
  'x-autorespond',
  'x-auto-response-suppress',
  'x-longshore-ticket',
] as const;
export type Mark = (typeof MARKS)[number];

/** The ticket that a mail may belong to. */
export interface MailThread {
  readonly ticketId: string;
  readonly number: string;
  /** The reporter's address, lower case. */
  readonly reporterKey: string;
  /** Where staff goes on when it is a duplicate: that ticket, else itself. */
  readonly goesOnIn: string;
}

export interface MailThreads {
  readonly byReference: MailThread | null;
  /** Of the number in the subject, which anybody can write. */
  readonly bySubject: MailThread | null;
}

/**
 * - `own-mail`: one of ours came back to us
 * - `no-sender`: nobody whom we could answer
 * - `bounce`: some of our mails (`mailIds`, maybe none that we know) did not arrive
 * - `auto-reply`: a machine wrote, maybe in a thread; it changes nothing and is never answered
 * - `reply`: the reporter goes on with his ticket
 * - `note`: somebody else wrote in the thread; staff may read it, but he does not speak for the reporter
 * - `report`: a new ticket
 */
export type Disposition =
  | { readonly kind: 'own-mail' | 'no-sender' | 'report' }
  | { readonly kind: 'bounce'; readonly mailIds: readonly string[] }
  | { readonly kind: 'auto-reply'; readonly thread: MailThread | null }
  | { readonly kind: 'reply' | 'note'; readonly thread: MailThread };

/**
 * What is to be done with a mail (D11). Machines are sorted out first, so that nothing of theirs opens or moves a ticket: an
 * automatic answer to an automatic answer would never end.
 * @param us the address our mails come from; null: none go out
 */
export function disposeMail(mail: IncomingMail, us: string | null, threads: MailThreads): Disposition {
  if (isOwn(mail, us)) return { kind: 'own-mail' };
  const sender = mail.from && addressKey(mail.from.address);
  const thread = threadFor(sender, threads);
  const mailIds = ourIds(mail, us);
  const system = systemName(mail);
  // A shop may be run from its postmaster's address: who answers in his own ticket is its reporter.
  const bySystem = system !== null && thread?.reporterKey !== sender;
  if (isBounce(mail, bySystem, mailIds)) return { kind: 'bounce', mailIds };
  // A postmaster may be a person (RFC 2142); nobody writes as the daemon, and an answer to it would come back.
  if (isAutomatic(mail) || system === 'mailer-daemon') return { kind: 'auto-reply', thread };
  if (sender === null) return { kind: 'no-sender' };
  if (!thread) return { kind: 'report' };
  return { kind: thread.reporterKey === sender ? 'reply' : 'note', thread };
}

/** A Message-ID of ours cannot be guessed; a number in the subject can, and so it counts for the reporter alone. */
function threadFor(sender: string | null, { byReference, bySubject }: MailThreads): MailThread | null {
  if (byReference) return byReference;
  return bySubject && bySubject.reporterKey === sender ? bySubject : null;
}

/** What to look for among tickets. */
export function cluesOf({ refersTo, subject }: IncomingMail): { ids: readonly string[]; number: string | null } {
  return { ids: refersTo, number: numberIn(subject) };
}

function isOwn({ messageId, from, marks }: IncomingMail, us: string | null): boolean {
  if (marks['x-longshore-ticket'] !== undefined) return true;
  if (us === null) return false;
  if (messageId !== null && isOurMailId(messageId, us)) return true;
  return from !== null && mailboxKey(from.address) === mailboxKey(us);
}

/**
 * Reports of failed delivery come as RFC 3464 has it, or merely to nowhere (the null path) and without a word that they are automatic:
 * vacation programs say that word (RFC 3834), old mail systems do not. The mail system's name alone is no proof, since people write
 * from such addresses; a mail of ours that it brings back is.
 */
function isBounce(mail: IncomingMail, bySystem: boolean, mailIds: readonly string[]): boolean {
  const { report, returnPath } = mail;
  if (report?.type === 'delivery-status') return report.actions.length === 0 || report.actions.includes('failed');
  if (report) return false;
  if (bySystem && mailIds.length > 0) return true;
  return returnPath === '' && (bySystem || !isAutomatic(mail));
}

/** By its address or, where it has none, by its name; people are called Postmaster as well. */
function systemName({ from, fromLine }: IncomingMail): string | null {
  const found = /(?:^|[\s<"])(mailer-daemon|postmaster)(?=$|[@\s>"])/i.exec(from ? from.address : fromLine);
  return found?.[1]?.toLowerCase() ?? null;
}

/** Not `list`: an address that hands its mail on to a group says that of what people write. */
const AUTOMATIC_PRECEDENCE = ['bulk', 'junk', 'auto_reply'];
const VACATION =
  /^\s*(re:\s*)?(auto(matic|mated)?[ -]?(reply|response)|out[ -]of[ -](the[ -])?office|on vacation|abwesenheit|automatische antwort|réponse automatique|respuesta automática)/i;

/** Says so itself. `X-Auto-Response-Suppress` is set by people's programs, too; with a vacation's subject it speaks. */
function isAutomatic({ marks, report, subject, returnPath }: IncomingMail): boolean {
  if (report) return true;
  const word = (mark: Mark): string => (marks[mark] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!['', 'no'].includes(word('auto-submitted'))) return true;
  if (AUTOMATIC_PRECEDENCE.includes(word('precedence'))) return true;
  if (!['', 'no'].includes(word('x-autoreply')) || !['', 'no'].includes(word('x-autorespond'))) return true;
  const hint = marks['x-auto-response-suppress'] !== undefined || returnPath === '';
  return hint && VACATION.test(subject);
}

function ourIds({ refersTo, mentions }: IncomingMail, us: string | null): string[] {
  if (us === null) return [];
  return [...new Set([...refersTo, ...mentions])].filter((id) => isOurMailId(id, us));
}
