import { PayloadTooLargeException } from '@nestjs/common';
import type { Request } from 'express';
import { invalidRequest } from '../problem/invalid-request.js';

const MEGABYTE = 1_048_576;
/** A sender who is silent for so long is gone. */
const SILENCE_MS = 30_000;

/**
 * The whole body of a request that nobody else reads, in memory.
 * @param each sees every piece as it comes
 * @throws HttpException 413 as soon as it is too large, 400 when the sender breaks off or falls silent
 */
export async function readWhole(
  request: Request,
  mostMegabytes: number,
  each: (chunk: Buffer) => void,
): Promise<Buffer> {
  const tooLarge = new PayloadTooLargeException(`The body is larger than ${mostMegabytes} MB.`);
  if (Number(request.headers['content-length'] ?? 0) > mostMegabytes * MEGABYTE) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  const silence = setTimeout(() => request.destroy(), SILENCE_MS);
  try {
    // Stays open when it is left early: the answer goes out on the same line.
    for await (const chunk of pieces(request)) {
      silence.refresh();
      size += chunk.length;
      if (size > mostMegabytes * MEGABYTE) throw tooLarge;
      each(chunk);
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(silence);
  }
  return Buffer.concat(chunks);
}

async function* pieces(request: Request): AsyncGenerator<Buffer> {
  try {
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch {
    throw invalidRequest([], 'The body did not come to its end.');
  }
}
