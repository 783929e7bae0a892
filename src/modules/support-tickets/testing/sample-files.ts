import { deflateRawSync, gzipSync } from 'node:zlib';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const SCRIPT = '<html><script>alert(document.cookie)</script></html>';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A gigabyte of zeros in a megabyte. */
function bomb(): Buffer {
  const content = deflateRawSync(Buffer.alloc(20_000_000));
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt32LE(20_000_000, 22);
  header.writeUInt16LE('[Content_Types].xml'.length, 26);
  return Buffer.concat([header, Buffer.from('[Content_Types].xml'), content]);
}

/** Files as people send them, by what they are taken for. */
export const GOOD_FILES: readonly (readonly [what: string, content: Buffer, type: string])[] = [
  ['a PNG', PNG, 'image/png'],
  ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]), 'image/jpeg'],
  ['a WebP', bytes('RIFF', [26, 0, 0, 0], 'WEBPVP8L', [13, 0, 0, 0, 47, 0, 0, 0, 16]), 'image/webp'],
  ['a HEIC', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic'), 'image/heic'],
  ['an MP4', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isommp41'), 'video/mp4'],
  ['a MOV', bytes([0, 0, 0, 20], 'ftypqt  ', [0, 0, 2, 0], 'qt  '), 'video/quicktime'],
  ['a WebM', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84], 'webm'), 'video/webm'],
  ['a PDF', bytes('%PDF-1.7\n%', [0xe2, 0xe3, 0xcf, 0xd3], '\n1 0 obj\n'), 'application/pdf'],
  ['a ZIP', bytes('PK\x03\x04', Array<number>(40).fill(0)), 'application/zip'],
  ['a gzipped log', gzipSync('12:00 failed\n'), 'application/gzip'],
  ['a log', Buffer.from('12:00 Überweisung fehlgeschlagen\r\n\tat line 3\f\n'), 'text/plain'],
  ['a CSV of a spreadsheet, UTF-16', bytes([0xff, 0xfe], 'a\0;\0b\0\n\0'), 'text/plain'],
  ['JSON', Buffer.from('{"order": 1042}'), 'text/plain'],
  ['an HTML page', Buffer.from(`<!doctype html>${SCRIPT}`), 'text/plain'],
  ['an SVG with a script', Buffer.from(`<?xml version="1.0"?><svg xmlns="x"><script>1</script></svg>`), 'text/plain'],
  ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'text/plain'],
  ['a GIF that is a script as well', bytes('GIF89a/*', [0, 0, 0, 0], `*/=1;//${SCRIPT}`), 'image/gif'],
  ['a PNG with a page behind it', Buffer.concat([PNG, Buffer.from(SCRIPT)]), 'image/png'],
  ['a PDF with a page in it', bytes(`%PDF-1.4\n${SCRIPT}`, [0xff]), 'application/pdf'],
  ['a ZIP bomb', bomb(), 'application/zip'],
  ['a gzip bomb', gzipSync(Buffer.alloc(20_000_000)), 'application/gzip'],
];

export const BAD_FILES: readonly (readonly [what: string, content: Buffer])[] = [
  ['a Windows program', bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff])],
  ['a Linux program', bytes([0x7f], 'ELF', [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ['a Mach-O program', bytes([0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1])],
  ['a Java class', bytes([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52])],
  ['a Flash film', bytes('FWS', [5, 0, 0, 0, 0])],
  ['music', bytes('ID3', [3, 0, 0, 0, 0, 0, 0])],
  ['a database', bytes('SQLite format 3\0')],
  ['an old Word document', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['a RAR archive', bytes('Rar!', [0x1a, 7, 0])],
  ['noise', Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 73 + 191) % 256))],
  ['text with NUL', bytes('a\0b')],
  ['text with escapes for a terminal', bytes('\x1b]0;owned\x07')],
  ['text in an old encoding', bytes('Überweisung')],
  ['text that is valid but for its last byte', Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0xe2])])],
  ['half a character of UTF-16', bytes([0xff, 0xfe], 'a\0b')],
  ['nothing', Buffer.alloc(0)],
];
