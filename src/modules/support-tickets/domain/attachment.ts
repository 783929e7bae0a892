import { DomainError } from '../../../shared-kernel/index.js';
import type { Report } from './report.js';

export const ATTACHMENT_KINDS = ['screenshot', 'recording', 'log', 'other'] as const;
export type AttachmentKind = Report['attachments'][number];

/** What a ticket takes, by what the content is, whatever the sender calls it. */
const KINDS = {
  'image/png': 'screenshot',
  'image/jpeg': 'screenshot',
  'image/gif': 'screenshot',
  'image/webp': 'screenshot',
  'image/heic': 'screenshot',
  'video/mp4': 'recording',
  'video/quicktime': 'recording',
  'video/webm': 'recording',
  'text/plain': 'log',
  'application/pdf': 'other',
  'application/zip': 'other',
  'application/gzip': 'other',
} as const satisfies Readonly<Record<string, AttachmentKind>>;

export type AttachmentType = keyof typeof KINDS;

export function isAttachmentType(type: string): type is AttachmentType {
  return Object.hasOwn(KINDS, type);
}

export function kindOf(type: AttachmentType): AttachmentKind {
  return KINDS[type];
}

const TAKEN =
  'Send images (PNG, JPEG, GIF, WebP, HEIC), recordings (MP4, MOV, WebM), text such as logs, CSV or JSON (UTF-8 or UTF-16), PDF, ZIP or gzip.';

/** @param fileNames cleaned ones (`displayName`) of the files at fault */
export function wrongType(fileNames: readonly string[]): DomainError {
  const names = fileNames.map((name) => `"${name}"`).join(', ');
  const message = `By its content this is no file that a ticket takes, or an empty one: ${names}. ${TAKEN}`;
  return new DomainError('rule-broken', 'support.wrong-file-type', message, { fileNames });
}

const LONGEST_NAME = 150;
const LONGEST_ENDING = 20;
/** Control characters, line ends, half pairs, and what turns the direction of writing round (photo‮gpj.exe) or cannot be seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** The name of a file as it is shown: what stands after the last slash, printable, at most 150 characters; "file" when nothing is left. */
export function displayName(given: string): string {
  const base = given.normalize('NFC').replace(UNPRINTABLE, '').split(/[/\\]/).at(-1) ?? '';
  const name = base.replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return 'file';
  const characters = [...name];
  if (characters.length <= LONGEST_NAME) return name;
  const ending = [...(/\.[^.]*$/.exec(name)?.[0] ?? '')];
  const kept = ending.length <= LONGEST_ENDING ? ending : [];
  return [...characters.slice(0, LONGEST_NAME - kept.length), ...kept].join('');
}
