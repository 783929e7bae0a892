import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import type { Duplex } from 'node:stream';

const CONNECT_MS = 10_000;

export class ConnectTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor(ms: number) {
    super(`No connection within ${ms} ms.`);
  }
}

/** Names and addresses that answer nothing must not use up the time meant for slow answers. */
function limitConnecting(stream: Duplex | null | undefined, ms: number, connected: 'connect' | 'secureConnect'): void {
  const socket = stream as net.Socket | null | undefined;
  if (!socket) return;
  const timer = setTimeout(() => socket.destroy(new ConnectTimeout(ms)), ms);
  socket.once(connected, () => clearTimeout(timer));
  socket.once('close', () => clearTimeout(timer));
}

const OPTIONS = {
  keepAlive: true,
  keepAliveMsecs: 1_000,
  maxSockets: 32,
  maxFreeSockets: 16,
  timeout: 120_000,
} as const;

class HttpAgent extends http.Agent {
  constructor(private readonly connectMs: number) {
    super(OPTIONS);
  }

  override createConnection(
    ...args: Parameters<http.Agent['createConnection']>
  ): ReturnType<http.Agent['createConnection']> {
    const socket = super.createConnection(...args);
    limitConnecting(socket, this.connectMs, 'connect');
    return socket;
  }
}

class HttpsAgent extends https.Agent {
  constructor(private readonly connectMs: number) {
    super(OPTIONS);
  }

  override createConnection(
    ...args: Parameters<https.Agent['createConnection']>
  ): ReturnType<https.Agent['createConnection']> {
    const socket = super.createConnection(...args);
    limitConnecting(socket, this.connectMs, 'secureConnect');
    return socket;
  }
}

/** Kept-alive connections, shared by all requests of the process. */
export class Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;

  constructor(connectMs = CONNECT_MS) {
    this.http = new HttpAgent(connectMs);
    this.https = new HttpsAgent(connectMs);
  }

  destroy(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
