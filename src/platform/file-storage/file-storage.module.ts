import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { DiskStorage } from './disk-storage.js';
import { FileStorage } from './file-storage.js';
import { S3Storage } from './s3-storage.js';

/** Where the hub keeps files: in a bucket when one is configured, else below DATA_DIR. */
@Global()
@Module({
  providers: [
    {
      provide: FileStorage,
      useFactory: (config?: Pick<Config, 's3' | 'dataDir'>): FileStorage =>
        config?.s3 ? new S3Storage(config.s3) : new DiskStorage(join(config?.dataDir ?? forgottenFolder(), 'files')),
      inject: [{ token: Config, optional: true }],
    },
  ],
  exports: [FileStorage],
})
export class FileStorageModule {}

/** For parts of the hub that are started without its configuration. */
function forgottenFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-files-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
