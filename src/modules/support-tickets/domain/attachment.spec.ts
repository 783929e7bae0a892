import fc from 'fast-check';
import { ATTACHMENT_KINDS, displayName, isAttachmentType, kindOf, wrongType } from './attachment.js';

describe('the name of a file as it is shown', () => {
  it.each([
    ['as it is', 'Screenshot 2026-11-24 (1).png', 'Screenshot 2026-11-24 (1).png'],
    ['in any script', 'Fehlerübersicht – 画面.log', 'Fehlerübersicht – 画面.log'],
    ['without a path', '../../../etc/passwd', 'passwd'],
    ['without a Windows path', 'C:\\Users\\ada\\desk.png', 'desk.png'],
    ['without a path that ends in a slash', 'etc/', 'file'],
    ['without control characters', 'a\0b\r\n\tc\u001b[31m.txt', 'abc[31m.txt'],
    ['without a turned direction', 'photo\u202egpj.exe', 'photogpj.exe'],
    ['without what cannot be seen', 'a\u200b\ufeffb.txt', 'ab.txt'],
    ['without dots and spaces around it', ' ..hidden. ', 'hidden'],
    ['when there is none', '', 'file'],
    ['when there are only dots', '..', 'file'],
    ['with a name like that of an object', '__proto__', '__proto__'],
    ['in one form of writing', 'e\u0301.txt', '\u00e9.txt'],
  ])('%s', (_what, given, shown) => {
    expect(displayName(given)).toBe(shown);
  });

  it('is cut to 150 characters and keeps its ending', () => {
    const shown = displayName(`${'🚢'.repeat(400)}.png`);
    expect([...shown]).toHaveLength(150);
    expect(shown.endsWith('🚢.png')).toBe(true);
    expect([...displayName(`a.${'x'.repeat(400)}`)]).toHaveLength(150);
  });

  it('never has a path, a control character or more than 150 characters, and is never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const shown = displayName(given);
        expect([...shown].length).toBeGreaterThan(0);
        expect([...shown].length).toBeLessThanOrEqual(150);
        expect(shown).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^\.\.?$/u);
      }),
    );
  });
});

describe('what a ticket takes', () => {
  it.each([
    ['image/png', 'screenshot'],
    ['image/heic', 'screenshot'],
    ['video/quicktime', 'recording'],
    ['text/plain', 'log'],
    ['application/zip', 'other'],
  ] as const)('%s as %s', (type, kind) => {
    expect(isAttachmentType(type)).toBe(true);
    expect(kindOf(type)).toBe(kind);
    expect(ATTACHMENT_KINDS).toContain(kind);
  });

  it.each(['text/html', 'image/svg+xml', 'application/x-msdownload', 'constructor', ''])('not %j', (type) => {
    expect(isAttachmentType(type)).toBe(false);
  });

  it('says which file it does not take, and what it takes', () => {
    expect(wrongType(['a.exe', 'b.bin'])).toMatchObject({
      kind: 'rule-broken',
      code: 'support.wrong-file-type',
      message: expect.stringMatching(/"a\.exe", "b\.bin".*PNG.*PDF/),
      facts: { fileNames: ['a.exe', 'b.bin'] },
    });
  });
});
