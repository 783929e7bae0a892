import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAttachmentType, type AttachmentType } from '../domain/attachment.js';

/** As much of a file as its type is told from; nothing of it is ever unpacked. */
const HEAD_BYTES = 4_100;
/** Every control character but tab, line feed, form feed, carriage return and the escape of coloured logs; NEL ends lines. */
const CONTROL = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]/;

/** Names that the library has for what we know under another. */
const SAME: Readonly<Record<string, AttachmentType>> = {
  'image/apng': 'image/png',
  'image/heif': 'image/heic',
  'video/x-m4v': 'video/mp4',
};

/**
 * What a file is by its content; null: nothing that a ticket takes. HTML, SVG and scripts are text and nothing more. A file that is
 * several things at once (an image with a script in it) is what its beginning says; it is never served as anything but bytes.
 */
export async function contentTypeOf(path: string): Promise<AttachmentType | null> {
  const head = await headOf(path);
  if (head.length === 0) return null;
  // Told here, since the library looks into archives to tell them apart.
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'application/zip';
  if (startsWith(head, '\x1f\x8b')) return 'application/gzip';
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? '';
  const type = SAME[found] ?? found;
  if (isAttachmentType(type)) return type;
  return (await isText(path, head)) ? 'text/plain' : null;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const startsWith = (head: Buffer, signature: string): boolean =>
  head.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));

/** UTF-8, or UTF-16 that says so, to its end. */
async function isText(path: string, head: Buffer): Promise<boolean> {
  const decoder = new TextDecoder(encodingOf(head), { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      if (CONTROL.test(decoder.decode(chunk as Buffer, { stream: true }))) return false;
    }
    return !CONTROL.test(decoder.decode());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

function encodingOf(head: Buffer): string {
  if (startsWith(head, '\xff\xfe')) return 'utf-16le';
  return startsWith(head, '\xfe\xff') ? 'utf-16be' : 'utf-8';
}
