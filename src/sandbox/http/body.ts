import type { IncomingMessage } from 'node:http';

const MAX_BODY = 8 * 1024 * 1024;

/** The whole body as text; null when it is larger than any API call may be. */
export async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
