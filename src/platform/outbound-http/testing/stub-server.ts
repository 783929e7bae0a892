import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly socket: Socket;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** A remote system that answers as told, one answer for each request; the last one is kept for all that follow. */
export class StubServer {
  readonly seen: SeenRequest[] = [];
  url = '';
  private readonly server: Server;
  private answers: Answer[] = [];

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen: SeenRequest = {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          socket: request.socket,
        };
        this.seen.push(seen);
        const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
        if (answer) answer(seen, response);
        else response.end('{}');
      });
    });
  }

  static async start(): Promise<StubServer> {
    const stub = new StubServer();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    stub.url = `http://127.0.0.1:${(stub.server.address() as AddressInfo).port}`;
    return stub;
  }

  answer(...answers: Answer[]): void {
    this.answers = answers;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(status === 204 ? undefined : JSON.stringify(body));
  };

/** Breaks the connection off without an answer. */
export const drop: Answer = (request) => void request.socket.destroy();

export const quota = (limit: number, remaining: number, resetMs: number): Record<string, string> => ({
  'x-rate-limit-requests-quota': String(limit),
  'x-rate-limit-requests-left': String(remaining),
  'x-rate-limit-time-reset-ms': String(resetMs),
});
