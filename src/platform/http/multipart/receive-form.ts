import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestException, type HttpException, PayloadTooLargeException } from '@nestjs/common';
import type { Request } from 'express';
import multer from 'multer';
import { newId } from '../../../shared-kernel/index.js';
import { BODY_PACE, type PaceLimits, watchPace } from '../content/pace.js';
import type { FormFields } from './form-body.js';
import { FILES_FIELD, FORM_LIMITS } from './limits.js';
import type { ReceivedFile } from './received-file.js';

export interface ReceivedForm {
  readonly fields: FormFields;
  readonly files: readonly ReceivedFile[];
}

/**
 * Reads a form to its end: files to `folder`, under names of our own, fields to memory. It stops with the first byte too many, and when
 * the sender breaks off, falls silent or drips.
 * @throws HttpException 400 or 413
 */
export async function receiveForm(
  request: Request,
  folder: string,
  limits: PaceLimits = BODY_PACE,
): Promise<ReceivedForm> {
  const { files, fileBytes, totalBytes, otherBytes } = FORM_LIMITS;
  if (Number(request.headers['content-length'] ?? 0) > totalBytes + otherBytes) throw tooMuch();
  const form = meter(request, limits);
  const writing: Promise<unknown>[] = [];
  const upload = multer({
    storage: {
      _handleFile: (_request, file, done) => {
        const written = keep(form, file.stream, join(folder, newId()));
        writing.push(written.catch(() => undefined));
        written.then((kept) => done(null, kept as never), done);
      },
      // The whole folder goes, once nobody writes to it any more.
      _removeFile: (_request, _file, done) => done(null),
    },
    defParamCharset: 'utf8',
    limits: {
      files,
      fileSize: fileBytes,
      fields: FORM_LIMITS.fields,
      fieldSize: otherBytes,
      fieldNameSize: FORM_LIMITS.fieldNameBytes,
      fieldNestingDepth: 1,
      fieldArrayIndexLimit: FORM_LIMITS.fields,
    },
  }).array(FILES_FIELD);
  try {
    await new Promise<void>((resolve, reject) => {
      upload(form as never, {} as never, (error: unknown) => (error ? reject(error as Error) : resolve()));
    });
  } catch (error) {
    throw inWords(error);
  } finally {
    form.destroy();
    await Promise.all(writing);
  }
  return { fields: form.body, files: (form.files as unknown as KeptFile[]).map(told) };
}

interface KeptFile extends Express.Multer.File {
  readonly digest: string;
}

const told = ({ originalname, path, size, digest }: KeptFile): ReceivedFile => ({
  name: originalname,
  path,
  sizeBytes: size,
  digest,
});

/** What the reader of forms takes for the request: the same headers, and bytes that are counted on their way. */
interface Meter extends Transform {
  headers: Request['headers'];
  body: FormFields;
  files: unknown;
  /** Bytes of files so far. */
  fileBytes: number;
}

/** More than the buffers between here and the disk hold of a file. */
const UNDERWAY_BYTES = 1024 * 1024;

class BrokenOff extends Error {}
class TooMuch extends Error {}

function meter(request: Request, limits: PaceLimits): Meter {
  const { totalBytes, otherBytes } = FORM_LIMITS;
  let bytes = 0;
  const form = Object.assign(
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        const isTooMuch = form.fileBytes > totalBytes || bytes - form.fileBytes > otherBytes + UNDERWAY_BYTES;
        done(isTooMuch ? new TooMuch() : null, chunk);
      },
    }),
    { headers: request.headers, body: {}, files: [], fileBytes: 0 },
  ) as Meter;
  const breakOff = (): void => void (request.readableEnded || form.destroy(new BrokenOff()));
  const pace = watchPace(request, limits);
  request.on('data', (chunk: Buffer) => pace.came(chunk.length));
  request.once('close', breakOff).once('error', breakOff);
  form.once('close', () => {
    pace.stop();
    request.unpipe(form);
  });
  // Whoever else listens comes later; without anybody an error would end the process.
  form.on('error', () => undefined);
  return request.pipe(form);
}

async function keep(form: Meter, content: NodeJS.ReadableStream, path: string): Promise<object> {
  const hash = createHash('sha256');
  let size = 0;
  const counted = new PassThrough();
  counted.on('data', (chunk: Buffer) => {
    size += chunk.length;
    form.fileBytes += chunk.length;
    hash.update(chunk);
  });
  await pipeline(content, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return { path, size, digest: hash.digest('hex') };
}

function inWords(error: unknown): unknown {
  if (error instanceof TooMuch) return tooMuch();
  if (error instanceof BrokenOff) return unreadable();
  if (error instanceof multer.MulterError) return ofMulter(error);
  // A full or broken disk is ours; what the reader of forms says about the text of the form has no code.
  return (error as NodeJS.ErrnoException).code === undefined ? unreadable() : error;
}

function ofMulter({ code }: multer.MulterError): HttpException {
  const { files, fileBytes, fields } = FORM_LIMITS;
  switch (code) {
    case 'LIMIT_FILE_SIZE':
      return new PayloadTooLargeException(`A file may have ${megabytes(fileBytes)} at most.`);
    case 'LIMIT_FILE_COUNT':
      return new BadRequestException(`Send ${files} files at most.`);
    case 'LIMIT_UNEXPECTED_FILE':
      return new BadRequestException(`Send files in the field "${FILES_FIELD}".`);
    case 'LIMIT_FIELD_VALUE':
      return tooMuch();
    case 'LIMIT_FIELD_COUNT':
    case 'LIMIT_PART_COUNT':
      return new BadRequestException(`Send ${fields} fields at most.`);
    default:
      return new BadRequestException('A field of the form has a name that cannot be read.');
  }
}

function tooMuch(): HttpException {
  const { totalBytes, otherBytes } = FORM_LIMITS;
  return new PayloadTooLargeException(
    `All files together may have ${megabytes(totalBytes)}, and the fields ${megabytes(otherBytes)}.`,
  );
}

function unreadable(): HttpException {
  return new BadRequestException('The form could not be read to its end: is it multipart/form-data with a boundary?');
}

const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;
