import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../config/index.js';
import { StartupError } from './startup-error.js';

/** Longer than the idle time of usual load balancers, or they send a request into a connection that just closes. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Opens the door and shuts it again, before anything is started or shown only once (the first administrator's key). Somebody may still
 * take the port meanwhile; then `listen` says so.
 * @throws StartupError when the hub will not be able to listen
 */
export async function tryDoor(config: Config): Promise<void> {
  const port = portOf(config);
  if (port === null || port === 0) return;
  const door = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      door.once('error', reject);
      door.listen(port, config.host, resolve);
    });
  } catch (cause) {
    throw new StartupError(sentence(cause as NodeJS.ErrnoException, config, port), 1, { cause });
  }
  await new Promise((resolve) => door.close(resolve));
}

function portOf(config: Config): number | null {
  return config.hasRole('web') ? config.port : config.healthPort;
}

/** Listens where the roles want it: the API on PORT, or health alone on HEALTH_PORT. Returns the address, null for none. */
export async function listen(app: NestExpressApplication, config: Config): Promise<string | null> {
  const port = portOf(config);
  await app.init();
  if (port === null) return null;
  try {
    await app.listen(port, config.host);
  } catch (cause) {
    throw new StartupError(sentence(cause as NodeJS.ErrnoException, config, port), 1, { cause });
  }
  (app.getHttpServer() as Server).keepAliveTimeout = KEEP_ALIVE_MS;
  const address = (app.getHttpServer() as Server).address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

function sentence(error: NodeJS.ErrnoException, config: Config, port: number): string {
  const name = config.hasRole('web') ? 'PORT' : 'HEALTH_PORT';
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${config.host} is taken by another program. Stop that program, or set ${name} to another port.`;
  }
  if (error.code === 'EACCES') return `This user may not open port ${port}. Set ${name} to a port above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `This machine does not have the address ${config.host}. Set HOST to one it has, or to 0.0.0.0 for all.`;
  }
  return `The hub cannot listen on ${config.host}:${port} (${error.code ?? error.message}).`;
}

export function isHealth(path: string): boolean {
  return /^\/(health\/(live|ready)|metrics)\/?$/.test(path);
}

/** A process without the web role has the same routes inside; outside it shows health and metrics only. */
export function healthOnly(request: Request, response: Response, next: NextFunction): void {
  if (isHealth(request.path)) return next();
  response.status(404).type('application/problem+json').send({
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'request.not-found',
    detail: 'This process answers /health and /metrics only; the API is served by the processes with the role web.',
  });
}

/** No new connections; those that are idle, or become so, are closed. Requests under way end by themselves. */
export function stopAccepting(app: NestExpressApplication): () => void {
  const server = app.getHttpServer() as Server;
  if (!server.listening) return () => undefined;
  server.close();
  const timer = setInterval(() => server.closeIdleConnections(), 100);
  return () => {
    clearInterval(timer);
    server.closeAllConnections();
  };
}
