import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** One request to the intake, whole and in order as HTTP, or as bytes of its own making. */
export interface Submission {
  /** What is wrong with it, for whoever reads a failure. */
  readonly what: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Statuses that are right, where only these are. */
  readonly expected?: readonly number[];
}

export type Random = () => number;

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

export const TICKETS = '/api/v1/support/tickets';
const JSON_TYPE = { 'content-type': 'application/json' };

export function completeReport(random: Random): Record<string, unknown> {
  return {
    product: pick(random, ['bigcommerce', 'shipstation']),
    name: 'Grace Hopper',
    email: `grace${Math.floor(random() * 1_000)}@example.com`,
    subject: 'Orders lose their coupon',
    platformVersion: '17.0',
    platformEdition: 'enterprise',
    moduleVersion: '17.0.1.2',
    storeHash: 'abc123',
    storefrontUrl: 'https://shop.example.com',
    accountName: 'Main account',
    purchaseReference: 'INV/2026/0042',
    purchaseDate: '2026-10-01',
    description: 'A coupon of 10 % is missing on the imported order, 401 Unauthorized.',
    expectedResult: 'The order has a discount line.',
    stepsToReproduce: '1. Make an order with a coupon. 2. Import it.',
    orderReferences: ['SO-1'],
    logs: 'bigcommerce.token-refused',
    thirdPartyModules: ['Loyalty'],
    checklist: { reproducible: 'yes' },
  };
}

/** Texts that want to be something else: a script, a statement, a path, a template, a header, a name of JavaScript's own. */
const TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<html><body onload=fetch("//evil.example")>',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  'javascript:alert(1)//',
  "'; DROP TABLE support.ticket; --",
  "' OR '1'='1",
  '$(touch /tmp/fuzzed)`touch /tmp/fuzzed`',
  '{{7*7}}${7*7}<%= 7*7 %>#{7*7}',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'file:///etc/shadow',
  'C:\\CON\\NUL',
  'T-1\r\nSet-Cookie: admin=1\r\n\r\n<html>',
  '%00%0d%0a%2e%2e%2f',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '=cmd|"/c calc"!A1',
  '%s%s%s%n%x',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202egnp.exe\u202c',
  '\ufeff\u200b\u200d\u2060',
  'Z\u0351\u036b\u0343'.repeat(200),
  '\ufdfa'.repeat(500),
  '🚢👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '　全角　４０１',
  'İıŞßﬁ',
  '\\u0000\\ud800',
  '\u0001\u0008\u001b[2J\u007f\u0085',
  'a'.repeat(20_000),
  'ß'.repeat(20_000),
  'x'.repeat(20_001),
  'access token is '.repeat(1_200),
  `${'('.repeat(5_000)}${')'.repeat(5_000)}`,
  `${'a'.repeat(5_000)}!@example.com`,
  ' '.repeat(10_000),
  '',
  '1e999',
  '-0',
  'NaN',
  '9999-12-31',
  '0000-00-00',
  '2026-02-30',
];

/** What a text may hold: no NUL and no half of a pair, and at most as much as a field takes. */
const SAYABLE = TEXTS.filter((text) => text.length <= 20_000 && !/[\0\p{Surrogate}]/u.test(text));

const OTHERS: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  9_007_199_254_740_993,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  [{}],
  { $ne: null },
  { toString: 'x' },
  { length: 1e9 },
  ['x'.repeat(201)],
  Array.from({ length: 51 }, () => 'x'),
  Array.from({ length: 20_000 }, () => 1),
  { then: 'x' },
  { constructor: { prototype: { isAdmin: true } } },
  Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${n}`, 'yes'])),
];

const STRANGE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'id',
  'state',
  'isPublic',
  'proof',
  'attachments',
  'website',
  'x'.repeat(5_000),
  'a\u0000b',
  '\ud800',
  '<b>',
  '../x',
  '',
];

const hostile = (random: Random): unknown => (random() < 0.7 ? pick(random, TEXTS) : pick(random, OTHERS));

function nested(depth: number): string {
  return `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
}

/** A report of which a few fields are left out, replaced or added. Most are refused, some are taken in as they are. */
function spoiltReport(random: Random): Submission {
  const report = completeReport(random);
  const names = Object.keys(report);
  const done: string[] = [];
  for (let change = Math.floor(random() * 4); change >= 0; change--) {
    const name = pick(random, names);
    const how = random();
    if (how < 0.15) {
      delete report[name];
      done.push(`-${name}`);
    } else if (how < 0.85) {
      report[name] = hostile(random);
      done.push(name);
    } else {
      const strange = pick(random, STRANGE_NAMES);
      Object.defineProperty(report, strange, { value: hostile(random), enumerable: true, configurable: true });
      done.push(`+${strange.slice(0, 20)}`);
    }
  }
  return {
    what: `fields ${done.join(' ')}`,
    path: TICKETS,
    headers: JSON_TYPE,
    body: Buffer.from(JSON.stringify(report)),
  };
}

/** Only free texts, each of them something unpleasant: all of it may be said, so all of it is taken in. */
function frankReport(random: Random): Submission {
  const report = completeReport(random);
  report['subject'] = Array.from(`S ${pick(random, SAYABLE)}`)
    .slice(0, 140)
    .join('');
  for (const name of ['description', 'expectedResult', 'stepsToReproduce', 'logs'] as const)
    report[name] = pick(random, SAYABLE);
  return {
    what: 'texts',
    path: TICKETS,
    headers: JSON_TYPE,
    body: Buffer.from(JSON.stringify(report)),
    expected: [201],
  };
}

function brokenJson(random: Random): Submission {
  const whole = JSON.stringify(completeReport(random));
  const cut = Math.floor(random() * whole.length);
  const bodies: readonly (readonly [string, () => Buffer | string])[] = [
    ['cut off', () => whole.slice(0, cut)],
    ['one character gone', () => whole.slice(0, cut) + whole.slice(cut + 1)],
    [
      'one character more',
      () => `${whole.slice(0, cut)}${pick(random, ['"', '{', '}', '\\', '\0', ',', '\ud800'])}${whole.slice(cut)}`,
    ],
    ['one byte changed', () => changedByte(random, Buffer.from(whole))],
    ['nothing', () => ''],
    ['null', () => 'null'],
    ['a text', () => '"x"'],
    ['a number', () => '42'],
    ['a list', () => `[${whole}]`],
    ['twice', () => `${whole}${whole}`],
    ['a field twice', () => `${whole.slice(0, -1)},"subject":"again"}`],
    ['the prototype', () => `${whole.slice(0, -1)},"__proto__":{"isAdmin":true}}`],
    ['the prototype in a field', () => `${whole.slice(0, -1)},"checklist":{"__proto__":"yes"}}`],
    ['depth', () => `${whole.slice(0, -1)},"checklist":${nested(100 + Math.floor(random() * 5_000))}}`],
    ['depth alone', () => nested(50_000)],
    ['lists alone', () => '['.repeat(100_000)],
    ['a number without end', () => `${whole.slice(0, -1)},"purchaseDate":${'9'.repeat(50_000)}}`],
    ['single quotes', () => whole.replaceAll('"', "'")],
    ['a comment', () => `/* x */${whole}`],
    ['a byte order mark', () => `\ufeff${whole}`],
    ['UTF-16', () => Buffer.from(`\ufeff${whole}`, 'utf16le')],
    [
      'bytes that are no UTF-8',
      () => Buffer.concat([Buffer.from(whole.slice(0, -2)), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from('"}')]),
    ],
    ['noise', () => noise(random, 2_000)],
    ['more than a megabyte', () => `${whole.slice(0, -1)},"logs":"${'x'.repeat(1_100_000)}"}`],
  ];
  const [what, body] = pick(random, bodies);
  return { what: `JSON: ${what}`, path: TICKETS, headers: JSON_TYPE, body: Buffer.from(body()) };
}

function changedByte(random: Random, bytes: Buffer): Buffer {
  bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

export function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

const TYPES = [
  'text/html',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'application/octet-stream',
  'image/svg+xml',
  'message/rfc822',
  'application/json, text/html',
  'json',
  '*/*',
  '/',
  `x/${'y'.repeat(2_000)}`,
];
const CHARSETS = ['utf-7', 'shift_jis', 'utf-16', 'x', '"', 'utf-8; charset=utf-7'];

function wrongType(random: Random): Submission {
  const body = Buffer.from(JSON.stringify(completeReport(random)));
  if (random() < 0.3) {
    const type = `application/json; charset=${pick(random, CHARSETS)}`;
    return { what: type, path: TICKETS, headers: { 'content-type': type }, body };
  }
  const type = pick(random, TYPES);
  return { what: type.slice(0, 40), path: TICKETS, headers: { 'content-type': type }, body, expected: [415] };
}

/** A gigabyte of zeros: members of a gzip file follow each other. */
const MEGABYTES = 16;
const MEMBER = gzipSync(Buffer.alloc(MEGABYTES * 1024 * 1024), { level: 9 });
const GZIP_BOMB = Buffer.concat(Array.from({ length: 1024 / MEGABYTES }, () => MEMBER));
const BROTLI_BOMB = brotliCompressSync(Buffer.alloc(64 * 1024 * 1024));

function compressed(random: Random): Submission {
  const whole = Buffer.from(JSON.stringify(completeReport(random)));
  const packed = gzipSync(whole);
  const cases: readonly (readonly [string, string, Buffer, (readonly number[])?])[] = [
    ['gzip', 'gzip', packed, [201]],
    ['deflate', 'deflate', deflateSync(whole), [201]],
    ['br', 'br', brotliCompressSync(whole), [201]],
    ['gzip that is none', 'gzip', whole, [400]],
    ['gzip cut off', 'gzip', packed.subarray(0, packed.length >> 1), [400]],
    ['gzip of gzip', 'gzip', gzipSync(packed), [400]],
    ['gzip, gzip', 'gzip, gzip', gzipSync(packed), [415]],
    ['gzip with noise behind', 'gzip', Buffer.concat([packed, noise(random, 50)])],
    ['compress', 'compress', whole, [415]],
    ['zstd', 'zstd', whole, [415]],
    ['a name of JavaScript', '__proto__', whole, [415]],
  ];
  const [what, encoding, body, expected] = pick(random, cases);
  return {
    what: `encoding: ${what}`,
    path: TICKETS,
    headers: { ...JSON_TYPE, 'content-encoding': encoding },
    body,
    ...(expected && { expected }),
  };
}

/** A gigabyte in a megabyte, and 64 megabytes in less than a hundred bytes. */
export function bombs(): Submission[] {
  const headers = (encoding: string) => ({ ...JSON_TYPE, 'content-encoding': encoding });
  return [
    { what: 'a gzip bomb', path: TICKETS, headers: headers('gzip'), body: GZIP_BOMB, expected: [413] },
    { what: 'a gzip bomb, small', path: TICKETS, headers: headers('gzip'), body: MEMBER, expected: [413] },
    { what: 'a brotli bomb', path: TICKETS, headers: headers('br'), body: BROTLI_BOMB, expected: [413] },
  ];
}

const KINDS: readonly (readonly [share: number, make: (random: Random) => Submission])[] = [
  [0.65, spoiltReport],
  [0.72, frankReport],
  [0.9, brokenJson],
  [0.95, wrongType],
  [1, compressed],
];

export function jsonSubmission(random: Random): Submission {
  const share = random();
  const kind = KINDS.find(([upTo]) => share < upTo) ?? KINDS[0];
  return (kind as (typeof KINDS)[number])[1](random);
}
