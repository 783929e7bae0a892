import { cutQuote } from './cut-quote.js';

describe('a reply without what it quotes', () => {
  it.each([
    ['nothing quoted', 'SPRING10\n\nThank you', 'SPRING10\n\nThank you'],
    [
      'an attribution and quoted lines',
      'SPRING10\n\nOn Mon, 23 Nov 2026, Support wrote:\n> Which?\n>\n> Bye',
      'SPRING10',
    ],
    [
      'an attribution over two lines',
      'SPRING10\nOn Monday, Support <support@hub.example>\nwrote:\n> Which?',
      'SPRING10',
    ],
    ['an attribution in German', 'SPRING10\nAm 23.11.2026 um 10:00 schrieb Support:\n> Which?', 'SPRING10'],
    ['an attribution in French', 'SPRING10\nLe lun. 23 nov. 2026, Support a écrit :\n> Which?', 'SPRING10'],
    ['the divider of Outlook', 'SPRING10\n\n-----Original Message-----\nFrom: Support\n\nWhich?', 'SPRING10'],
    [
      'the header block of Outlook',
      'SPRING10\n\nFrom: Support\nSent: Monday\nTo: Ada\nSubject: x\n\nWhich?',
      'SPRING10',
    ],
    [
      'the line of Outlook',
      'SPRING10\n________________________________\nFrom: Support\nSent: Monday\n\nWhich?',
      'SPRING10',
    ],
    ['quoted lines at the end', 'SPRING10\n\n> Which?\n> Bye\n', 'SPRING10'],
    ['line ends of Windows', 'SPRING10\r\nOn Mon, Support wrote:\r\n> Which?\r\n', 'SPRING10'],
    ['an answer below', 'On Mon, Support wrote:\n> Which?\n\nSPRING10', 'On Mon, Support wrote:\n> Which?\n\nSPRING10'],
    ['answers between', '> Which?\nSPRING10\n> And when?\nMonday', '> Which?\nSPRING10\n> And when?\nMonday'],
    ['answers between, and a quoted end', '> Which?\nSPRING10\n> Bye', '> Which?\nSPRING10'],
    ['nothing but a quote', '> Which?', '> Which?'],
    ['a sentence that only looks so', 'On my side it says who wrote:\nyes', 'On my side it says who wrote:\nyes'],
    ['a word with a colon', 'From: the start\nit was slow', 'From: the start\nit was slow'],
    ['nothing', '', ''],
  ])('%s', (_what, text, own) => {
    expect(cutQuote(text)).toBe(own);
  });

  it('takes no longer for lines without end', () => {
    const long = `On ${'x '.repeat(100_000)}`;
    expect(cutQuote(`${long}\n${'>'.repeat(100_000)}x`)).toBe(long.trim());
    expect(cutQuote('\n'.repeat(200_000))).toBe('');
  });
});
