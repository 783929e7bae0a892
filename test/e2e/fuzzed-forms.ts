import { gzipSync } from 'node:zlib';
import { completeReport, noise, pick, TICKETS, type Random, type Submission } from './fuzzed-reports.js';

const text = (content: string): Buffer => Buffer.from(content, 'latin1');
const SCRIPT = '<script>alert(document.domain)</script>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const ZIP_END = Buffer.concat([text('PK\x05\x06'), Buffer.alloc(18)]);
/** 42 zeros for each byte: what it unpacks to is nobody's business here, as nobody unpacks it. */
const ZIP_BOMB = Buffer.concat([
  text('PK\x03\x04\x14\0\0\0\x08\0'),
  Buffer.alloc(20),
  gzipSync(Buffer.alloc(4 * 1024 * 1024), { level: 9 }),
  ZIP_END,
]);

/** Files that are several things at once, or not what they are called; `isTaken` by what their beginning says. */
const FILES: readonly { readonly what: string; readonly content: Buffer; readonly isTaken: boolean }[] = [
  { what: 'GIF and JavaScript', content: text('GIF89a/*\x01\0\x01\0*/=1;alert(document.cookie)//'), isTaken: true },
  { what: 'PDF and HTML', content: text(`%PDF-1.4\n1 0 obj<<>>endobj\n${SCRIPT}\n%%EOF`), isTaken: true },
  { what: 'PNG and ZIP', content: Buffer.concat([PNG, text('PK\x03\x04'), Buffer.alloc(26), ZIP_END]), isTaken: true },
  { what: 'PNG and HTML', content: Buffer.concat([PNG, text(SCRIPT)]), isTaken: true },
  { what: 'HTML', content: text(`<!doctype html>${SCRIPT}`), isTaken: true },
  {
    what: 'SVG',
    content: text(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`),
    isTaken: true,
  },
  { what: 'a log', content: text('2026-11-24 401 Unauthorized\n'.repeat(50)), isTaken: true },
  { what: 'a ZIP bomb', content: ZIP_BOMB, isTaken: true },
  { what: 'a gzip bomb', content: gzipSync(Buffer.alloc(8 * 1024 * 1024), { level: 9 }), isTaken: true },
  {
    what: 'a Windows program',
    content: Buffer.concat([text('MZ\x90\0'), Buffer.alloc(200), text('PE\0\0')]),
    isTaken: false,
  },
  { what: 'a Linux program', content: Buffer.concat([text('\x7fELF\x02\x01\x01'), Buffer.alloc(200)]), isTaken: false },
  {
    what: 'a Java class',
    content: Buffer.concat([text('\xca\xfe\xba\xbe\0\0\0\x34'), Buffer.alloc(100)]),
    isTaken: false,
  },
  { what: 'nothing', content: Buffer.alloc(0), isTaken: false },
  { what: 'zeros', content: Buffer.alloc(5_000), isTaken: false },
];

const NAMES = [
  'screen.png',
  '../../../../etc/passwd',
  '..\\..\\..\\boot.ini',
  '/etc/cron.d/x',
  'C:\\CON',
  'a\0b.png',
  '.htaccess',
  '..',
  '.',
  '',
  ' ',
  'photo\u202egpj.exe',
  '<img src=x onerror=alert(1)>.png',
  "'; DROP TABLE support.attachment; --.log",
  'x\r\nContent-Type: text/html\r\n\r\n<html>',
  '🚢.png',
  'a'.repeat(5_000),
  '%2e%2e%2f%2e%2e%2fx',
  'x.php;.png',
  '__proto__',
  'ä\u0308.log',
];

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly type?: string;
  readonly content: Buffer | string;
}

const BOUNDARY = 'longshore-fuzz';
const formType = (boundary: string): Record<string, string> => ({
  'content-type': `multipart/form-data; boundary=${boundary}`,
});

function encoded(parts: readonly Part[], boundary = BOUNDARY): Buffer {
  const pieces = parts.flatMap(({ name, fileName, type, content }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`;
    const kind = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${kind}\r\n`;
    return [Buffer.from(head), Buffer.from(content), text('\r\n')];
  });
  return Buffer.concat([...pieces, text(`--${boundary}--\r\n`)]);
}

/** The fields that a form sends of a complete report. */
function fieldsOf(random: Random): Part[] {
  const { orderReferences: _, thirdPartyModules: __, checklist: ___, ...fields } = completeReport(random);
  return Object.entries(fields).map(([name, content]) => ({ name, content: String(content) }));
}

const submission = (
  what: string,
  body: Buffer,
  expected?: readonly number[],
  headers = formType(BOUNDARY),
): Submission => ({
  what: `form: ${what}`,
  path: TICKETS,
  headers,
  body,
  ...(expected && { expected }),
});

/** A complete report with files of all kinds under names of all kinds. */
function withFiles(random: Random): Submission {
  const files = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
    ...pick(random, FILES),
    name: pick(random, NAMES),
  }));
  const parts = files.map(({ name, content }): Part => {
    const type = pick(random, ['image/png', 'text/html', 'application/x-msdownload', 'x', '']);
    return { name: 'attachments', fileName: name, type, content };
  });
  const what = files.map((file) => `${file.what} as ${JSON.stringify(file.name).slice(0, 40)}`).join(', ');
  // What becomes of a name that breaks its own header, or is none (a browser sends such for no file), is the affair of the reader of
  // forms, so only tame ones say what has to come of it.
  const isTame = files.every(
    ({ name }) => /^[^"\\\r\n\0]+$/.test(name) && !/^[. ]+$/.test(name) && name.length < 1_000,
  );
  const expected = isTame ? [files.every(({ isTaken }) => isTaken) ? 201 : 422] : undefined;
  return submission(what, encoded([...fieldsOf(random), ...parts]), expected);
}

function malformed(random: Random): Submission {
  const fields = fieldsOf(random);
  const file: Part = { name: 'attachments', fileName: 'x.png', type: 'image/png', content: PNG };
  const whole = encoded([...fields, file]);
  const cut = Math.floor(random() * whole.length);
  const many = (count: number, part: (n: number) => Part): Part[] => Array.from({ length: count }, (_, n) => part(n));
  const inner = Buffer.concat([encoded([file], 'inner')]);
  const cases: readonly (() => Submission)[] = [
    () => submission('cut off', whole.subarray(0, cut)),
    () => submission('no end', whole.subarray(0, whole.length - 10)),
    () => submission('no boundary', whole, undefined, { 'content-type': 'multipart/form-data' }),
    () => submission('another boundary', whole, undefined, formType('other')),
    () => submission('a boundary without end', whole, undefined, formType('x'.repeat(4_000))),
    () => submission('an empty boundary', whole, undefined, formType('""')),
    () => submission('another multipart', whole, [415], { 'content-type': `multipart/mixed; boundary=${BOUNDARY}` }),
    () => submission('noise', noise(random, 3_000)),
    () => submission('nothing but an end', text(`--${BOUNDARY}--\r\n`), [400]),
    () => submission('hundreds of files', encoded([...fields, ...many(300, () => file)]), [400, 413]),
    () =>
      submission(
        'hundreds of fields',
        encoded([...fields, ...many(900, (n) => ({ name: `f${n}`, content: 'x' }))]),
        [400, 413],
      ),
    () =>
      submission(
        'one field hundreds of times',
        encoded([...fields, ...many(200, () => ({ name: 'subject', content: 'x' }))]),
        [400],
      ),
    () =>
      submission(
        'a huge name of a field',
        encoded([...fields, { name: 'n'.repeat(50_000), content: 'x' }]),
        [400, 413],
      ),
    () =>
      submission('a huge field', encoded([...fields, { name: 'logs', content: 'x'.repeat(1_500_000) }]), [400, 413]),
    () => submission('a prototype', encoded([...fields, { name: '__proto__[isAdmin]', content: 'true' }]), [400]),
    () => submission('a constructor', encoded([...fields, { name: 'constructor[prototype][x]', content: '1' }]), [400]),
    () => submission('deep names', encoded([...fields, { name: `a${'[b]'.repeat(60)}`, content: '1' }]), [400]),
    () => submission('a far index', encoded([...fields, { name: 'orderReferences[999999999]', content: '1' }]), [400]),
    () => submission('a file in the field of a text', encoded([...fields, { ...file, name: 'subject' }]), [400]),
    () =>
      submission('a text in the field of files', encoded([...fields, { name: 'attachments', content: 'x' }]), [400]),
    () =>
      submission('nested', encoded([...fields, { ...file, type: 'multipart/mixed; boundary=inner', content: inner }])),
    () =>
      submission(
        'transfer encoding',
        encoded([...fields, { ...file, type: 'image/png\r\nContent-Transfer-Encoding: base64' }]),
      ),
    () =>
      submission(
        'headers without end',
        encoded([...fields, { ...file, type: `image/png\r\n${'X: y\r\n'.repeat(3_000)}X: z` }]),
      ),
    () =>
      submission(
        'bytes that are no UTF-8 in a field',
        encoded([...fields, { name: 'logs', content: Buffer.from([0xff, 0xc0, 0x80]) }]),
      ),
    () => submission('NUL in a field', encoded([...fields, { name: 'logs', content: 'a\0b' }]), [400]),
    () => submission('compressed', gzipSync(whole), undefined, { ...formType(BOUNDARY), 'content-encoding': 'gzip' }),
  ];
  return pick(random, cases)();
}

export function formSubmission(random: Random): Submission {
  return random() < 0.5 ? withFiles(random) : malformed(random);
}

/** A file of 21 MB, where 20 are allowed, and nine of 5 MB, where 40 together are. */
export function tooLarge(random: Random): Submission[] {
  const file = (bytes: number): Part => ({ name: 'attachments', fileName: 'x.log', content: Buffer.alloc(bytes, 'x') });
  const MB = 1024 * 1024;
  return [
    submission('a file too large', encoded([...fieldsOf(random), file(21 * MB)]), [413]),
    submission(
      'files too large together',
      encoded([...fieldsOf(random), file(15 * MB), file(15 * MB), file(15 * MB)]),
      [413],
    ),
  ];
}
