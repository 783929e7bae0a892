import { PayloadTooLargeException } from '@nestjs/common';
import type { Request } from 'express';
import { invalidRequest } from '../problem/invalid-request.js';
import { BODY_PACE, type PaceLimits, watchPace } from './pace.js';

const MEGABYTE = 1_048_576;

/**
 * The whole body of a request that nobody else reads, in memory.
 * @param each sees every piece as it comes
 * @throws HttpException 413 as soon as it is too large, 400 when the sender breaks off, falls silent or drips
 */
export async function readWhole(
  request: Request,
  mostMegabytes: number,
  each: (chunk: Buffer) => void,
  limits: PaceLimits = BODY_PACE,
): Promise<Buffer> {
  const tooLarge = new PayloadTooLargeException(`The body is larger than ${mostMegabytes} MB.`);
  if (Number(request.headers['content-length'] ?? 0) > mostMegabytes * MEGABYTE) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  const pace = watchPace(request, limits);
  try {
    // Stays open when it is left early: the answer goes out on the same line.
    for await (const chunk of pieces(request)) {
      pace.came(chunk.length);
      size += chunk.length;
      if (size > mostMegabytes * MEGABYTE) throw tooLarge;
      each(chunk);
      chunks.push(chunk);
    }
  } finally {
    pace.stop();
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
