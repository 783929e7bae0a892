import { bigcommercePolicy } from '../policies/bigcommerce-policy.js';
import { acknowledgement, answerMail } from './compose-mail.js';
import { isMailable, mailboxKey, tagOf } from './addresses.js';
import { whyHeld } from './automatic-mail.js';
import { isOurMailId, mailId, mailIdsIn, referencesFor } from './mail-ids.js';
import { mailRetryMs } from './mail-retry.js';
import { reportByMail } from './report-by-mail.js';

describe('the acknowledgement', () => {
  const missing = [
    { field: 'storeHash', level: 'critical', label: 'Store hash', sentence: 'Name the store.' },
  ] as const;

  it('says the number, when we answer and what is missing, in the words of the policy', () => {
    const due = new Date('2026-11-25T17:00:00Z');
    const { subject, text } = acknowledgement('T-000123', 'BigCommerce connector', bigcommercePolicy, missing, due);
    expect(subject).toBe('[T-000123] We have your report');
    expect(text).toContain('Its number is T-000123.');
    expect(text).toMatch(/We answer by Wednesday,? 25 November 2026(,| at) 17:00 \(Europe\/London\)\./);
    expect(text).toContain('- Store hash: Name the store.');
    expect(text).toContain(bigcommercePolicy.delayWarning.text);
  });

  it('names no day while the clock waits for what is missing', () => {
    const { text } = acknowledgement('T-000123', 'BigCommerce connector', bigcommercePolicy, missing, null);
    expect(text).toContain(bigcommercePolicy.response.text);
    expect(text).not.toContain('We answer by');
  });
});

describe('an answer by mail', () => {
  it('has the words, the number, and a subject of one line', () => {
    const { subject, text } = answerMail(
      'T-000123',
      'Re: [T-000123] Coupon\r\nBcc: eve@example.com',
      'Which one?\n',
      'form',
    );
    expect(subject).toBe('[T-000123] Re: Coupon Bcc: eve@example.com');
    expect(text).toMatch(/^Which one\?\n\n-- \nTicket T-000123\./);
  });

  it('speaks of the secret only to whoever was given one', () => {
    expect(answerMail('T-000123', null, 'News.', 'form').text).toContain('number and secret');
    expect(answerMail('T-000123', null, 'News.', 'e-mail').text).not.toContain('secret');
  });

  it('has no word of the reporter when a machine wrote it', () => {
    expect(answerMail('T-000123', null, 'News.', 'form').subject).toBe('[T-000123] News about your report');
  });
});

describe('addresses', () => {
  it.each(['ada@example.com', "o'brien+x@example.co.uk", 'größe@exämple.de', 'ada@localhost'])(
    'mails to %s',
    (address) => {
      expect(isMailable(address)).toBe(true);
    },
  );

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'a@b@c',
    'ada@example.com,eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    '"ada\r\nBcc: x"@example.com',
    '<ada@example.com>',
    'ada @example.com',
    'ada@example.com\u2028',
    `${'a'.repeat(310)}@example.com`,
  ])('does not mail to %j', (address) => {
    expect(isMailable(address)).toBe(false);
  });

  it('knows the tag of an address and the mailbox behind it', () => {
    expect(tagOf('Support+ShipStation@hub.example')).toBe('shipstation');
    expect(tagOf('support@hub.example')).toBeNull();
    expect(mailboxKey('Support+a+b@Hub.example')).toBe('support@hub.example');
    expect(mailboxKey(' Ada@Example.com')).toBe('ada@example.com');
  });
});

describe('Message-IDs', () => {
  it('are ours with our number, form and domain', () => {
    const id = mailId('T-000123', '0123456789abcdef01234567', 'support@Hub.example');
    expect(id).toBe('<t-000123.0123456789abcdef01234567@hub.example>');
    expect(isOurMailId(id, 'support@hub.example')).toBe(true);
    expect(isOurMailId(id, 'support@other.example')).toBe(false);
    expect(isOurMailId('<t-000123.guess@hub.example>', 'support@hub.example')).toBe(false);
  });

  it('are read out of headers, and what could break a header is none', () => {
    expect(mailIdsIn('<a@b>\t<c@d> (x) <no-at> <e @f> <g\u00e4@h>')).toEqual(['<a@b>', '<c@d>']);
    expect(mailIdsIn(`<${'a'.repeat(300)}@b>`)).toEqual([]);
    expect(mailIdsIn('<a@b>'.repeat(10_000))).toHaveLength(50);
    expect(mailIdsIn('<'.repeat(100_000))).toEqual([]);
  });

  it('of a long thread are its beginning and its end', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `<${index}@x>`);
    expect(referencesFor(ids)).toEqual(['<0@x>', ...ids.slice(-9)]);
    expect(referencesFor(ids.slice(0, 3))).toEqual(ids.slice(0, 3));
  });
});

it('holds automatic mails back when there were many, and when one came back', () => {
  expect(whyHeld({ automaticMails: 4, hasBounced: false })).toBeNull();
  expect(whyHeld({ automaticMails: 5, hasBounced: false })).toContain('5 automatic mails');
  expect(whyHeld({ automaticMails: 0, hasBounced: true })).toContain('came back');
});

it('tries a mail again for about two days', () => {
  const waits = Array.from({ length: 49 }, (_, index) => mailRetryMs(index + 1) ?? 0);
  expect(waits.slice(0, 4)).toEqual([5_000, 15_000, 45_000, 135_000]);
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(Math.round(hours)).toBe(44);
  expect(mailRetryMs(50)).toBeNull();
});

it('makes a report of a mail, and names the ticket that it goes on from', () => {
  expect(reportByMail('', 'Help', null)).toMatchObject({ subject: '(no subject)', description: 'Help' });
  expect(reportByMail('Re: [T-000123] Coupon', 'Again', 'T-000123')).toMatchObject({
    subject: 'Re: Coupon',
    description: expect.stringMatching(/^This goes on from T-000123, .*\n\nAgain$/s),
  });
});
