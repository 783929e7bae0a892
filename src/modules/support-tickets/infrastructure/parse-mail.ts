import { createHash } from 'node:crypto';
import type { ParsedMail, StructuredHeader } from 'mailparser';
import { DomainError } from '../../../shared-kernel/index.js';
import { addressKey, isMailable } from '../domain/mail/addresses.js';
import { mailIdsIn } from '../domain/mail/mail-ids.js';
import { MARKS, type IncomingMail } from '../domain/mail/read-mail.js';

/** What the same mail has when it comes again. Message-IDs are no secret, so one that somebody else uses again is another mail. */
export interface MailRef {
  /** The Message-ID, `<…@…>`, else `sha256:…` of its bytes. */
  readonly id: string;
  /** The sender's address in lower case; '': it has none. */
  readonly from: string;
}

export interface ParsedMessage extends IncomingMail {
  readonly ref: MailRef;
  readonly files: readonly MailFile[];
}

export interface MailFile {
  readonly name: string;
  /** As the mail says it is. */
  readonly contentType: string;
  readonly content: Buffer;
}

/** What a mail may cost; 10 MB of it are let in. */
const LIMITS = {
  maxHeadSize: 262_144,
  maxChildNodes: 100,
  maxHtmlLengthToParse: 500_000,
} as const;
const MOST_TEXT = 200_000;
const MOST_NAME = 200;
const MOST_SUBJECT = 300;
/** Where a bounce has the headers of what it brings back. */
const MOST_SEARCHED = 1_048_576;
const MOST_ADDRESSES = 100;
const RECIPIENT_HEADERS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];

/**
 * A raw message (RFC 5322) as plain values: text that PostgreSQL can hold, no HTML, addresses that are addresses.
 * @throws DomainError `invalid` `support.unreadable-mail` for more parts or headers than a mail has; anything else is read somehow
 */
export async function parseMail(raw: Buffer): Promise<ParsedMessage> {
  const parsed = await read(raw);
  const header = (name: string): string | undefined => headerLines(parsed, name)[0];
  const messageId = mailIdsIn(header('message-id') ?? '')[0] ?? null;
  const report = reportOf(parsed);
  const from = senderOf(parsed);
  return {
    ref: {
      id: messageId ?? `sha256:${createHash('sha256').update(raw).digest('hex')}`,
      from: from === null ? '' : addressKey(from.address),
    },
    messageId,
    from,
    fromLine: (header('from') ?? '').slice(0, 1_000),
    recipients: RECIPIENT_HEADERS.flatMap((name) => headerLines(parsed, name))
      .flatMap((line) => line.split(/[\s<>,;:"()]+/))
      .filter(isMailable)
      .slice(0, MOST_ADDRESSES),
    subject: oneLine(parsed.subject ?? '', MOST_SUBJECT),
    text: storable(parsed.text ?? '')
      .trim()
      .slice(0, MOST_TEXT),
    refersTo: [...mailIdsIn(header('in-reply-to') ?? ''), ...mailIdsIn(header('references') ?? '').reverse()],
    mentions: report ? mentionsOf(raw, parsed) : mailIdsIn(raw.toString('latin1', 0, MOST_SEARCHED)),
    returnPath: header('return-path')?.replace(/[<>\s]/g, '') ?? null,
    marks: Object.fromEntries(MARKS.map((name) => [name, header(name)] as const)),
    report,
    files: parsed.attachments.map(({ filename, contentType, content }) => ({
      name: oneLine(filename ?? '', MOST_NAME) || 'file',
      contentType,
      content,
    })),
  };
}

async function read(raw: Buffer): Promise<ParsedMail> {
  // Loaded with the first mail: most hubs take in none.
  const { simpleParser } = await import('mailparser');
  try {
    return await simpleParser(raw, {
      ...LIMITS,
      skipTextToHtml: true,
      skipImageLinks: true,
      keepCidLinks: true,
      keepDeliveryStatus: true,
      // A forwarded mail is a file, not more text and not more headers.
      ignoreEmbedded: true,
      checksumAlgo: false,
    });
  } catch (cause) {
    throw new DomainError(
      'invalid',
      'support.unreadable-mail',
      `The mail cannot be read: more than ${LIMITS.maxChildNodes} parts, or headers beyond all measure.`,
      {},
      { cause },
    );
  }
}

function senderOf({ from }: ParsedMail): IncomingMail['from'] {
  const [first] = (from?.value ?? []).flatMap((entry) => entry.group ?? [entry]);
  const address = first?.address?.trim() ?? '';
  if (!isMailable(address)) return null;
  const name = oneLine(first?.name ?? '', MOST_NAME);
  return { name: name === '' ? (address.split('@')[0] ?? address) : name, address };
}

function reportOf(parsed: ParsedMail): IncomingMail['report'] {
  const type = parsed.headers.get('content-type') as StructuredHeader | undefined;
  if (type?.value?.toLowerCase() !== 'multipart/report') return null;
  const status = parsed.attachments.filter(({ contentType }) => contentType === 'message/delivery-status');
  const actions = status.flatMap(({ content }) => [
    ...content.toString('latin1', 0, 65_536).matchAll(/^Action:\s*(\w+)/gim),
  ]);
  return {
    type: (type.params['report-type'] ?? '').toLowerCase(),
    actions: actions.map(([, action = '']) => action.toLowerCase()),
  };
}

/** Of what came back, its headers alone may be there, and they may be encoded. */
function mentionsOf(raw: Buffer, { attachments }: ParsedMail): string[] {
  const parts = attachments.filter(({ contentType }) => /^(message\/|text\/rfc822-headers)/.test(contentType));
  return [raw, ...parts.map(({ content }) => content)].flatMap((part) =>
    mailIdsIn(part.toString('latin1', 0, MOST_SEARCHED)),
  );
}

/** Values of one header, unfolded, in the order they stand. */
function headerLines({ headerLines: lines }: ParsedMail, name: string): string[] {
  return lines
    .filter(({ key }) => key === name)
    .map(({ line }) => storable(line.slice(line.indexOf(':') + 1).replace(/\r?\n/g, ' ')).trim());
}

function oneLine(text: string, longest: number): string {
  const line = storable(text)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return [...line].slice(0, longest).join('');
}

/** Without what no column holds: NUL and half surrogate pairs. */
function storable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}
