import type { SupportPolicy } from '../policy.js';
import type { Assessment } from '../report.js';
import type { TicketChannel } from '../ticket.js';

/** A plain text mail to a reporter. */
export interface MailDraft {
  readonly subject: string;
  readonly text: string;
}

const LONGEST_SUBJECT = 200;

/**
 * That a report came, when we answer (D12) and what is missing (D22). Not one word of the reporter stands in it: anybody can type
 * anybody's address into the form, and must not be able to send him something by our hand.
 * @param respondBy null: the clock waits for what is missing
 */
export function acknowledgement(
  number: string,
  title: string,
  policy: SupportPolicy,
  missing: Assessment['missing'],
  respondBy: Date | null,
): MailDraft {
  const parts = [
    `We have your report (${title}). Its number is ${number}.`,
    respondBy ? `We answer by ${inWords(respondBy, policy.response.calendar.timeZone)}.` : policy.response.text,
    ...(missing.length === 0
      ? []
      : [`Still missing:\n${missing.map(({ label, sentence }) => `- ${label}: ${sentence}`).join('\n')}`]),
    ...(missing.length === 0 ? [] : [policy.delayWarning.text]),
    `To add something, answer this mail and leave [${number}] in its subject.`,
    'If you did not write to us, somebody gave your address in place of his own; you need not do anything.',
  ];
  return { subject: subjectOf(number, 'We have your report'), text: `${parts.join('\n\n')}\n` };
}

/**
 * What staff (or the hub in its name) says in a ticket.
 * @param about the ticket's subject; null: a machine writes, and so no word of the reporter goes along
 * @param channel how the report came in: who reported by mail was never given a secret
 */
export function answerMail(number: string, about: string | null, words: string, channel: TicketChannel): MailDraft {
  const foot = [
    `Ticket ${number}. To go on, answer this mail and leave [${number}] in its subject.`,
    channel === 'form'
      ? 'Files of the ticket are not sent along: they can be fetched with its number and secret.'
      : 'Files of the ticket are not sent along.',
  ];
  return {
    subject: subjectOf(number, about ?? 'News about your report'),
    text: `${words.trim()}\n\n-- \n${foot.join('\n')}\n`,
  };
}

function subjectOf(number: string, about: string): string {
  const line = about
    .replaceAll(`[${number}]`, '')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return `[${number}] ${[...line].slice(0, LONGEST_SUBJECT).join('')}`;
}

function inWords(instant: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(instant);
  return `${words} (${timeZone})`;
}
