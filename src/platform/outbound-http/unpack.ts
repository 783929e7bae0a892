import { promisify } from 'node:util';
import { brotliDecompress, unzip } from 'node:zlib';

const unpackers: Readonly<Record<string, (packed: Buffer, options: Limits) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Limits, Buffer>(unzip),
  'x-gzip': promisify<Buffer, Limits, Buffer>(unzip),
  deflate: promisify<Buffer, Limits, Buffer>(unzip),
  br: promisify<Buffer, Limits, Buffer>(brotliDecompress),
};

interface Limits {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}

/** Large answers come out in few pieces: each piece is a way to the other thread and back. */
const CHUNK_BYTES = 256 * 1024;

export class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The answer is larger than ${maxBytes} bytes.`);
  }
}

/** The body as it was before the server packed it; on another thread, and never more than `maxBytes` of it. */
export async function unpack(packed: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const unpacker = unpackers[encoding.trim().toLowerCase()];
  if (!unpacker || packed.length === 0) return packed;
  try {
    return await unpacker(packed, { maxOutputLength: maxBytes, chunkSize: CHUNK_BYTES });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge(maxBytes);
    throw error;
  }
}
