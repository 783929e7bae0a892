import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type Provider } from '@nestjs/common';
import { Config, loadConfig } from '../../../platform/config/index.js';
import { restApp, type RestApp } from '../../../platform/http/testing/index.js';
import { SupportTicketsModule } from '../index.js';

export interface AppWithFiles {
  readonly app: RestApp;
  /** Its own, gone with it. */
  readonly dataDir: string;
  close(): Promise<void>;
}

/** Support tickets alone, with so much room for files on disk. */
export async function appWithFiles(limitMegabytes: number): Promise<AppWithFiles> {
  const dataDir = await mkdtemp(join(tmpdir(), 'longshore-attachments-'));
  const config: Provider = {
    provide: Config,
    useValue: loadConfig({
      DATA_DIR: dataDir,
      FILE_STORAGE_LIMIT_MB: String(limitMegabytes),
      TICKETS_PER_MINUTE: '1000000',
    }),
  };
  @Global()
  @Module({ providers: [config], exports: [Config] })
  class OwnFolder {}
  @Module({ imports: [OwnFolder, SupportTicketsModule] })
  class Support {}
  const app = await restApp(Support);
  const close = async (): Promise<void> => {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, dataDir, close };
}
