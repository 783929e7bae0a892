import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable, Optional, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { newId } from '../../../shared-kernel/index.js';
import { Config } from '../../config/index.js';
import { Logger } from '../../logging/index.js';

const SWEEP_EVERY_MS = 3_600_000;
/** Longer than any request runs; other processes may share the folder. */
const LEFT_BEHIND_AFTER_MS = 3_600_000;

/**
 * Folders for what comes in and is not yet decided on, one for each request, below DATA_DIR/scratch. Whoever makes one removes it; what
 * a killed process left is swept at the next start and every hour.
 */
@Injectable()
export class ScratchFolder implements OnModuleInit, OnModuleDestroy {
  private readonly root: string;
  private readonly forgotten: string | null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Logger,
    @Optional() @Inject(Config) config?: Pick<Config, 'dataDir'>,
  ) {
    // Parts of the hub may be started without its configuration.
    this.forgotten = config ? null : mkdtempSync(join(tmpdir(), 'longshore-scratch-'));
    this.root = join(config?.dataDir ?? this.forgotten ?? '', 'scratch');
  }

  /** @returns the path of a folder that is new and empty */
  async make(): Promise<string> {
    const folder = join(this.root, newId());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Never throws: what cannot be removed now is swept later. */
  async remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
      this.log.warn('scratch folder not removed: swept later', { error }),
    );
  }

  async sweep(now = Date.now()): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const folder = join(this.root, name);
      const made = await stat(folder).catch(() => null);
      if (made && now - made.mtimeMs > LEFT_BEHIND_AFTER_MS) await this.remove(folder);
    }
  }

  onModuleInit(): Promise<void> {
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS).unref();
    return this.sweep();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    if (this.forgotten) rmSync(this.forgotten, { recursive: true, force: true });
  }
}
