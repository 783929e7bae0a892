import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Serve = (message: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Listens on a host and port (0 = any free one) and hands every request on; a bug in a handler answers 500 and is printed. */
export async function listen(host: string, port: number, serve: Serve): Promise<{ server: Server; port: number }> {
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '/', 'http://sandbox');
    serve(message, response, url).catch((error: unknown) => {
      console.error(`sandbox: ${message.method} ${message.url} failed`, error);
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end('{"status":500,"title":"Internal Server Error"}');
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends at once, open connections included. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
