import { mailboxKey } from './addresses.js';

it.each([
  ['Ada@Example.com', 'ada@example.com'],
  ['ada+shop@example.com', 'ada@example.com'],
  ['ada+one+two@example.com', 'ada@example.com'],
  ['+4420555@sms.example', '+4420555@sms.example'],
  ['', ''],
])('the mailbox of "%s" is "%s"', (address, mailbox) => {
  expect(mailboxKey(address)).toBe(mailbox);
});
