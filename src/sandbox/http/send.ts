import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { ApiReply } from './exchange.js';

const compress = promisify(gzip);
/** Below this, compressing costs more than it saves. */
const WORTH_IT = 1024;

export interface SendOptions {
  /** Cuts the body in the middle, so that it is no JSON any more. */
  broken: boolean;
  gzip: boolean;
}

export async function send(
  message: IncomingMessage,
  response: ServerResponse,
  reply: ApiReply,
  headers: Record<string, string>,
  options: SendOptions,
): Promise<void> {
  Object.assign(headers, reply.headers);
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers).end();
    return;
  }
  let body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
  if (options.broken) body = body.subarray(0, Math.floor(body.length / 2));
  headers['Content-Type'] = reply.contentType ?? 'application/json';
  if (options.gzip && body.length > WORTH_IT && /\bgzip\b/.test(message.headers['accept-encoding'] ?? '')) {
    body = await compress(body, { level: constants.Z_BEST_SPEED });
    headers['Content-Encoding'] = 'gzip';
    headers.Vary = 'Accept-Encoding';
  }
  headers['Content-Length'] = String(body.length);
  response.writeHead(reply.status, headers);
  response.end(message.method === 'HEAD' ? undefined : body);
}
