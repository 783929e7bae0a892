/** What is known of an address before a machine writes to it. */
export interface RecipientRecord {
  /** Automatic mails to its mailbox, with whatever tag, within the last hour. */
  readonly automaticMails: number;
  /** A mail to this very address came back, and nobody wrote from its mailbox since. */
  readonly hasBounced: boolean;
}

/** More than a person who reports something needs; few enough that the form is no mail bomb and two robots soon fall silent. */
const MOST_AN_HOUR = 5;

/** @returns why an automatic mail is not sent, in words for staff; null: it is */
export function whyHeld({ automaticMails, hasBounced }: RecipientRecord): string | null {
  if (hasBounced) return 'A mail to this address came back, and nobody has written from there since.';
  if (automaticMails >= MOST_AN_HOUR) return `This mailbox had ${MOST_AN_HOUR} automatic mails within the hour.`;
  return null;
}
