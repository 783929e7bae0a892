import axios, { type AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import type { Agents } from './agents.js';
import { failureKind } from './failure-kind.js';
import { TooLarge, unpack } from './unpack.js';
import type { OutboundErrorKind } from './outbound-error.js';
import { isSensitiveName } from './redaction.js';
import type { HttpMethod } from './request.js';

export interface Attempt {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

export type Sent =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly bytes: Buffer;
      /** The same as it came, when it came packed with gzip. */
      readonly gzipped: Buffer | null;
    }
  | {
      readonly ok: false;
      readonly kind: OutboundErrorKind;
      readonly error: unknown;
      readonly status?: number;
      readonly headers?: Record<string, string>;
    };

/** One attempt; never rejects. Nothing of axios is seen outside this file. */
export async function send(attempt: Attempt, agents: Agents): Promise<Sent> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), attempt.timeoutMs);
  const signal = attempt.signal ? AbortSignal.any([late.signal, attempt.signal]) : late.signal;
  let answer: { status: number; headers: Record<string, string> } | undefined;
  try {
    const response = await axios.request<Readable>({
      method: attempt.method,
      url: attempt.url.href,
      headers: { ...attempt.headers },
      data: attempt.body,
      responseType: 'stream',
      decompress: false,
      signal,
      httpAgent: agents.http,
      httpsAgent: agents.https,
      // Proxies would be read from the environment, which platform/config alone may do.
      proxy: false,
      // A redirect would carry a token to wherever it points.
      maxRedirects: Object.keys(attempt.headers).some(isSensitiveName) || attempt.url.password ? 0 : 5,
      maxBodyLength: Infinity,
      maxContentLength: -1,
      transformRequest: (data: unknown) => data,
      validateStatus: () => true,
    });
    answer = { status: response.status, headers: headersOf(response) };
    const packed = await read(response.data, attempt.maxBytes, signal);
    const encoding = answer.headers['content-encoding'] ?? '';
    const bytes = await unpack(packed, encoding, attempt.maxBytes);
    signal.throwIfAborted();
    return { ok: true, ...answer, bytes, gzipped: encoding === 'gzip' ? packed : null };
  } catch (error) {
    return { ok: false, kind: kindOf(error, attempt.signal, late.signal), error: strip(error), ...answer };
  } finally {
    clearTimeout(timer);
  }
}

async function read(stream: Readable, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const abort = (): void => void stream.destroy(new Error('The request was stopped.'));
  signal.addEventListener('abort', abort, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new TooLarge(maxBytes);
      chunks.push(chunk);
    }
    signal.throwIfAborted();
    return Buffer.concat(chunks, size);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function headersOf(response: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null)
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return headers;
}

function kindOf(error: unknown, caller: AbortSignal | undefined, late: AbortSignal): OutboundErrorKind {
  if (error instanceof TooLarge) return 'too-large';
  if (caller?.aborted) return 'aborted';
  if (late.aborted) return 'timeout';
  return failureKind(error);
}

/** An axios error holds the request with its headers; what is kept as a cause must not. */
function strip(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('The request failed.');
  const { code } = error as { code?: unknown };
  return Object.assign(new Error(error.message), typeof code === 'string' ? { code } : {});
}
