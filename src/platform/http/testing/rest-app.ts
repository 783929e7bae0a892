import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Abstract,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
  Global,
  Module,
  type Type,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import request from 'supertest';
import { Database, DatabaseModule, type Tx } from '../../database/index.js';
import { testDatabase } from '../../database/testing/index.js';
import { FileStorageModule } from '../../file-storage/index.js';
import { Logger, LoggingModule } from '../../logging/index.js';
import { Outbox, type EventDraft } from '../../outbox/index.js';
import { Access, AuditTrail, PERMISSIONS, PlatformHttpModule, attachAccess, configureHttp } from '../index.js';
import type { AuditEntry } from '../index.js';

/** One module behind the real REST frame and a database of its own; access, audit and outbox are stand-ins that remember. */
export interface RestApp {
  /** Requests with all permissions; the header `x-instances` limits one to instances (ids with commas), `x-no-key` makes it a stranger's. */
  readonly http: ReturnType<typeof request>;
  readonly database: Database;
  readonly audit: AuditEntry[];
  readonly events: EventDraft[];
  /** Everything the process logged, debug included. */
  readonly lines: string[];
  get<T>(token: Type<T> | Abstract<T>): T;
  /** For what supertest cannot send: broken-off and endless requests. */
  listen(): Promise<{ port: number }>;
  close(): Promise<void>;
}

class RememberedAudit extends AuditTrail {
  readonly entries: AuditEntry[] = [];

  record(_tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
    this.entries.push(...entries);
    return Promise.resolve();
  }
}

class RememberedOutbox {
  readonly events: EventDraft[] = [];

  append(_tx: Tx, events: readonly EventDraft[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }
}

class EverythingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp().getRequest<Request>();
    if (http.get('x-no-key') !== undefined) return true;
    const limit = http.get('x-instances')?.split(',') ?? null;
    const actor = { kind: 'key', id: null, name: 'test' } as const;
    attachAccess(http, new Access(actor, ['admin'], new Set(PERMISSIONS), limit));
    return true;
  }
}

const audit = new RememberedAudit();
const outbox = new RememberedOutbox();

@Global()
@Module({
  providers: [
    { provide: AuditTrail, useValue: audit },
    { provide: Outbox, useValue: outbox },
    { provide: APP_GUARD, useClass: EverythingGuard },
  ],
  exports: [AuditTrail, Outbox],
})
class StandIns {}

/** One of these in a file at a time: what it remembers is the file's. */
export async function restApp(...modules: readonly (Type | DynamicModule)[]): Promise<RestApp> {
  const server = await testDatabase();
  const lines: string[] = [];
  const log = Logger.create({
    level: 'debug',
    write: (line) => {
      lines.push(line);
      if (line.startsWith('{"level":"error"')) process.stderr.write(line);
    },
  });
  const testing = await Test.createTestingModule({
    imports: [
      DatabaseModule.connect({ url: server.url }),
      LoggingModule.with(log),
      PlatformHttpModule,
      FileStorageModule,
      StandIns,
      ...modules,
    ],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false });
  configureHttp(app);
  await app.init();
  return {
    http: request(app.getHttpServer()),
    database: app.get(Database),
    audit: audit.entries,
    events: outbox.events,
    lines,
    get: (token) => app.get(token, { strict: false }),
    listen: async () => {
      const server = app.getHttpServer() as Server;
      if (!server.listening) await app.listen(0, '127.0.0.1');
      return server.address() as AddressInfo;
    },
    close: async () => {
      await app.close();
      await server.close();
    },
  };
}
