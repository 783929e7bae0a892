import type { DynamicModule, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { AccessModule, type Role } from '../../src/modules/access/index.js';
import { Database, DatabaseModule } from '../../src/platform/database/index.js';
import { testDatabase } from '../../src/platform/database/testing/index.js';
import { configureHttp, PlatformHttpModule } from '../../src/platform/http/index.js';
import { Logger, LoggingModule } from '../../src/platform/logging/index.js';

export interface AccessApp {
  readonly app: NestExpressApplication;
  readonly database: Database;
  readonly adminKey: string;
  readonly lines: string[];
  readonly url: string;
  http(): ReturnType<typeof request>;
  makeKey(draft: { role: Role } & Record<string, unknown>): Promise<{ id: string; key: string }>;
  close(): Promise<void>;
}

/** The REST frame and access on a database of their own, with whatever modules a test adds. */
export async function accessApp(modules: (Type | DynamicModule)[] = [], existing?: string): Promise<AccessApp> {
  const made = existing === undefined ? await testDatabase() : { url: existing, close: async () => undefined };
  const lines: string[] = [];
  const logs: string[] = [];
  const testing = await Test.createTestingModule({
    imports: [
      LoggingModule.with(Logger.create({ write: (line) => void logs.push(line) })),
      DatabaseModule.connect({ url: made.url, poolSize: 5 }),
      PlatformHttpModule,
      AccessModule.configure({ show: (line) => void lines.push(line) }),
      ...modules,
    ],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app);
  const close = async () => {
    await app.close();
    await made.close();
  };
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await close();
    throw error;
  }
  const adminKey = /lsk_\S+/.exec(lines[0] ?? '')?.[0] ?? '';
  const http = () => request(app.getHttpServer());
  return {
    app,
    database: app.get(Database),
    adminKey,
    lines: logs,
    url: made.url,
    http,
    makeKey: async (draft) => {
      const answer = await http()
        .post('/api/v1/api-keys')
        .auth(adminKey, { type: 'bearer' })
        .send({ name: 'test', ...draft });
      if (answer.status !== 201) throw new Error(`No key was made: ${answer.text}`);
      return answer.body as { id: string; key: string };
    },
    close,
  };
}
