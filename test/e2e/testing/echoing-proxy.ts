import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Echo {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface EchoingProxy {
  readonly url: string;
  /** From now on answers paths that match with what `echo` makes of the token; null: passes everything on. */
  say(pattern: RegExp, echo: ((token: string) => Echo) | null): void;
  /** How often it has said something of its own. */
  readonly said: () => number;
  close(): Promise<void>;
}

/** A store that repeats the credentials it was sent: what debug pages, gateways and careless error handlers do. */
export async function startEchoingProxy(target: string): Promise<EchoingProxy> {
  let rule: { pattern: RegExp; echo: (token: string) => Echo } | null = null;
  let said = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = String(request.headers['x-auth-token'] ?? '');
    const path = request.url ?? '/';
    if (rule?.pattern.test(path)) {
      said += 1;
      const { status, headers, body } = rule.echo(token);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      return;
    }
    const passed = await fetch(`${target}${path}`, {
      headers: { 'X-Auth-Token': token, Accept: 'application/json' },
    });
    const headers = { 'content-type': passed.headers.get('content-type') ?? 'application/json' };
    response.writeHead(passed.status, headers).end(await passed.text());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say: (pattern, echo) => void (rule = echo && { pattern, echo }),
    said: () => said,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
