import { cluesOf, disposeMail, type IncomingMail, type MailThread } from './read-mail.js';

const US = 'support@hub.example';
const OURS = '<t-000123.0123456789abcdef01234567@hub.example>';

const THREAD: MailThread = {
  ticketId: 'ticket',
  number: 'T-000123',
  reporterKey: 'ada@example.com',
  goesOnIn: 'ticket',
};

const aMail = (over: Partial<IncomingMail> = {}): IncomingMail => ({
  messageId: '<1@example.com>',
  from: { name: 'Ada', address: 'Ada@Example.com' },
  fromLine: 'Ada <Ada@Example.com>',
  recipients: [US],
  subject: 'Coupon missing',
  text: 'The coupon is missing.',
  refersTo: [],
  mentions: [],
  returnPath: 'ada@example.com',
  marks: {},
  report: null,
  ...over,
});

const from = (name: string): Partial<IncomingMail> => ({ from: { name: 'Mail', address: `${name}@example.com` } });
const DAEMON = { from: null, fromLine: 'MAILER-DAEMON (Mail Delivery System)' };

const kindOf = (over: Partial<IncomingMail>, byReference: MailThread | null = null, us: string | null = US): string =>
  disposeMail(aMail(over), us, { byReference, bySubject: null }).kind;

describe('what is done with a mail', () => {
  it.each<[what: string, over: Partial<IncomingMail>, inThread: string, fresh: string]>([
    ['a person writes', {}, 'reply', 'report'],
    ['somebody else writes', { from: { name: 'Eve', address: 'eve@example.com' } }, 'note', 'report'],
    ['nobody writes', { from: null, fromLine: '' }, 'no-sender', 'no-sender'],
    // Automatic replies.
    ['Auto-Submitted: auto-replied', { marks: { 'auto-submitted': 'auto-replied' } }, 'auto-reply', 'auto-reply'],
    [
      'Auto-Submitted with a remark',
      { marks: { 'auto-submitted': 'Auto-Generated; x=y' } },
      'auto-reply',
      'auto-reply',
    ],
    ['Auto-Submitted: no', { marks: { 'auto-submitted': 'No' } }, 'reply', 'report'],
    ['Precedence: bulk', { marks: { precedence: 'BULK' } }, 'auto-reply', 'auto-reply'],
    ['Precedence: junk', { marks: { precedence: 'junk' } }, 'auto-reply', 'auto-reply'],
    ['Precedence: list', { marks: { precedence: 'list' } }, 'reply', 'report'],
    ['Precedence: auto_reply', { marks: { precedence: 'auto_reply' } }, 'auto-reply', 'auto-reply'],
    ['Precedence: first-class', { marks: { precedence: 'first-class' } }, 'reply', 'report'],
    ['X-Autoreply', { marks: { 'x-autoreply': 'yes' } }, 'auto-reply', 'auto-reply'],
    ['X-Autorespond', { marks: { 'x-autorespond': 'ticket' } }, 'auto-reply', 'auto-reply'],
    ['X-Auto-Response-Suppress alone', { marks: { 'x-auto-response-suppress': 'All' } }, 'reply', 'report'],
    ['a subject of a vacation alone', { subject: 'Out of office: which coupon?' }, 'reply', 'report'],
    [
      'the two together',
      { subject: 'Automatic reply: [T-000123]', marks: { 'x-auto-response-suppress': 'All' } },
      'auto-reply',
      'auto-reply',
    ],
    ['a vacation to the null path', { subject: 'Abwesenheitsnotiz', returnPath: '' }, 'auto-reply', 'auto-reply'],
    [
      'an automatic reply to the null path',
      { returnPath: '', marks: { 'auto-submitted': 'auto-replied' } },
      'auto-reply',
      'auto-reply',
    ],
    [
      'an automatic reply of nobody',
      { from: null, marks: { 'auto-submitted': 'auto-replied' } },
      'auto-reply',
      'auto-reply',
    ],
    ['a read receipt', { report: { type: 'disposition-notification', actions: [] } }, 'auto-reply', 'auto-reply'],
    // Bounces.
    ['a delivery report', { report: { type: 'delivery-status', actions: ['failed'] } }, 'bounce', 'bounce'],
    [
      'a delivery report that says it is automatic',
      { report: { type: 'delivery-status', actions: ['failed'] }, marks: { 'auto-submitted': 'auto-replied' } },
      'bounce',
      'bounce',
    ],
    ['a delivery report without details', { report: { type: 'delivery-status', actions: [] } }, 'bounce', 'bounce'],
    [
      'a report of one failure and one success',
      { report: { type: 'delivery-status', actions: ['delivered', 'failed'] } },
      'bounce',
      'bounce',
    ],
    [
      'a report of mere delay',
      { report: { type: 'delivery-status', actions: ['delayed'] } },
      'auto-reply',
      'auto-reply',
    ],
    [
      'a report of success',
      { report: { type: 'delivery-status', actions: ['delivered'] } },
      'auto-reply',
      'auto-reply',
    ],
    ['MAILER-DAEMON with a mail of ours', { ...DAEMON, mentions: [OURS] }, 'bounce', 'bounce'],
    ['MAILER-DAEMON to the null path', { ...DAEMON, returnPath: '' }, 'bounce', 'bounce'],
    ['MAILER-DAEMON with neither', { ...DAEMON, mentions: ['<1@example.com>'] }, 'auto-reply', 'auto-reply'],
    ['mailer-daemon@ that answers a mail of ours', { ...from('mailer-daemon'), refersTo: [OURS] }, 'bounce', 'bounce'],
    ['mailer-daemon@ with neither', from('mailer-daemon'), 'auto-reply', 'auto-reply'],
    ['postmaster@ with a mail of ours', { ...from('Postmaster'), mentions: [OURS] }, 'bounce', 'bounce'],
    ['postmaster@ to the null path', { ...from('postmaster'), returnPath: '' }, 'bounce', 'bounce'],
    [
      'postmaster@ to the null path that says it is automatic',
      { ...from('postmaster'), returnPath: '', marks: { 'auto-submitted': 'auto-replied' } },
      'bounce',
      'bounce',
    ],
    ['a person at postmaster@', from('postmaster'), 'note', 'report'],
    ['a person at postmaster+tag@', { ...from('postmaster+tag'), mentions: [OURS] }, 'note', 'report'],
    ['a person with a mail of ours', { mentions: [OURS] }, 'reply', 'report'],
    ['a person of that name', { fromLine: 'Ada Postmaster <ada@example.com>', mentions: [OURS] }, 'reply', 'report'],
    ['a name that only begins so', { from: null, fromLine: 'postmasters of the world' }, 'no-sender', 'no-sender'],
    ['an address that only begins so', { fromLine: 'postmasters@example.com' }, 'reply', 'report'],
    ['the null path', { returnPath: '' }, 'bounce', 'bounce'],
    ['an unknown path', { returnPath: null }, 'reply', 'report'],
    // Our own.
    ['our address', { from: { name: '', address: US } }, 'own-mail', 'own-mail'],
    ['our address with a tag', { from: { name: '', address: 'Support+x@hub.example' } }, 'own-mail', 'own-mail'],
    ['our Message-ID', { messageId: OURS }, 'own-mail', 'own-mail'],
    ['our header', { marks: { 'x-longshore-ticket': 'T-000123' } }, 'own-mail', 'own-mail'],
    ['a colleague of our domain', { messageId: '<x@hub.example>' }, 'reply', 'report'],
    [
      'our own automatic mail, bounced or not',
      { messageId: OURS, returnPath: '', marks: { 'auto-submitted': 'auto-replied' } },
      'own-mail',
      'own-mail',
    ],
  ])('%s', (_what, over, inThread, fresh) => {
    expect(kindOf(over, THREAD)).toBe(inThread);
    expect(kindOf(over)).toBe(fresh);
  });

  it('lets a reporter at postmaster@ answer our mails, and reports of his server be reports', () => {
    const thread = { ...THREAD, reporterKey: 'postmaster@example.com' };
    const over = { ...from('Postmaster'), refersTo: [OURS], mentions: [OURS] };
    expect(kindOf(over, thread)).toBe('reply');
    expect(kindOf({ ...over, marks: { 'auto-submitted': 'auto-replied' } }, thread)).toBe('auto-reply');
    expect(kindOf({ ...over, returnPath: '' }, thread)).toBe('bounce');
    expect(kindOf({ ...over, report: { type: 'delivery-status', actions: ['failed'] } }, thread)).toBe('bounce');
    expect(kindOf(over, THREAD)).toBe('bounce');
  });

  it('believes the number in a subject only when the reporter writes it', () => {
    const threads = { byReference: null, bySubject: THREAD };
    expect(disposeMail(aMail(), US, threads)).toEqual({ kind: 'reply', thread: THREAD });
    const eve = aMail({ from: { name: 'Eve', address: 'eve@example.com' } });
    expect(disposeMail(eve, US, threads)).toEqual({ kind: 'report' });
  });

  it('believes a reference before the number in a subject', () => {
    const other = { ...THREAD, ticketId: 'other', number: 'T-000999' };
    expect(disposeMail(aMail(), US, { byReference: THREAD, bySubject: other })).toMatchObject({ thread: THREAD });
  });

  it('finds which of our mails came back, in the references or in what the report brings along', () => {
    const [other] = ['<t-000124.0123456789abcdef01234567@hub.example>'];
    const bounce = aMail({
      report: { type: 'delivery-status', actions: ['failed'] },
      refersTo: [OURS, '<t-000124.0123456789abcdef01234567@elsewhere.example>'],
      mentions: ['<1@example.com>', OURS, other],
    });
    const threads = { byReference: null, bySubject: null };
    expect(disposeMail(bounce, US, threads)).toEqual({ kind: 'bounce', mailIds: [OURS, other] });
    expect(disposeMail(bounce, null, threads)).toEqual({ kind: 'bounce', mailIds: [] });
  });

  it('looks for the number of a ticket within brackets', () => {
    expect(cluesOf(aMail({ subject: 'Re: [t-000123] T-000999', refersTo: ['<a@b>'] }))).toEqual({
      ids: ['<a@b>'],
      number: 'T-000123',
    });
    expect(cluesOf(aMail({ subject: 'T-000123' })).number).toBeNull();
  });
});
