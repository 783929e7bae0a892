import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { ROLES, type Role } from '../../src/modules/access/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { testDatabase, type TestDatabase } from '../../src/platform/database/testing/index.js';
import { startHub } from '../../src/platform/lifecycle/index.js';
import { Logger } from '../../src/platform/logging/index.js';

export interface WholeHub {
  readonly app: INestApplication;
  readonly adminKey: string;
  /** Log lines of the level error. */
  readonly errors: string[];
  /** One key of each role. */
  keys(): Promise<Record<Role, string>>;
  close(): Promise<void>;
}

/**
 * All modules as `npm start` runs them, with the web role alone unless told otherwise: nothing works in the background.
 * @param database for two hubs on one; left out: its own
 */
export async function wholeHub(
  roles = 'web',
  more: Readonly<Record<string, string>> = {},
  database: Pick<TestDatabase, 'url' | 'close'> | null = null,
): Promise<WholeHub> {
  database ??= await testDatabase();
  const adminKey = `lsk_testadmin_${'a1'.repeat(20)}`;
  const errors: string[] = [];
  const env = {
    DATABASE_URL: database.url,
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    LONGSHORE_ADMIN_KEY: adminKey,
    PORT: '0',
    ROLES: roles,
    ...more,
  };
  try {
    const hub = await startHub({
      config: loadConfig(env),
      logger: Logger.create({ write: (line) => void (line.includes('"level":"error"') && errors.push(line)) }),
      createModule: (context) => AppModule.with(context),
    });
    return {
      app: hub.app,
      adminKey,
      errors,
      keys: () => keysOf(hub.app, adminKey),
      close: async () => {
        await hub.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function keysOf(app: INestApplication, adminKey: string): Promise<Record<Role, string>> {
  const keys: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const answer = await request(app.getHttpServer())
      .post('/api/v1/api-keys')
      .auth(adminKey, { type: 'bearer' })
      .send({ name: `${role} of the test`, role });
    if (answer.status !== 201) throw new Error(`No key was made: ${answer.text}`);
    keys[role] = (answer.body as { key: string }).key;
  }
  return keys as Record<Role, string>;
}
